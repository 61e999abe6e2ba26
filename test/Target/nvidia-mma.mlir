// Products of matrices by a warp: matched and proved, simulated against plain
// code, and emitted as what each lane issues. (No GPU is needed.)
// RUN: rm -rf %t && mkdir %t && cd %t
// RUN: dsa-opt --dsa-compile="machine=nvidia-sm80 prefer=instructions numerics=reassoc,contract to=linalg" %s | FileCheck %s --check-prefix=MATCH
// MATCH-LABEL: @bf16
// MATCH: dsa.match = #dsa.match<@nvidia_mma_f16::@mma_m16n8k16_bf16, {{.*}}weakened = <reassoc, contract>
// MATCH-LABEL: @f16_sums
// MATCH: dsa.match = #dsa.match<@nvidia_mma_f16::@mma_m16n8k16_f16_f16
// MATCH-LABEL: @f64
// MATCH: dsa.match = #dsa.match<@nvidia_mma::@mma_m8n8k4_f64, {{.*}}weakened = <reassoc, contract>
// MATCH-LABEL: @s8
// MATCH: dsa.match = #dsa.match<@nvidia_mma::@mma_m16n8k32_s8, {{.*}}weakened = <exact>
//
// Operands lose bits on tf32: never unless asked by name.
// MATCH-LABEL: @f32
// MATCH-NOT: dsa.match
// MATCH-LABEL: @conv
// MATCH: dsa.match = #dsa.match<@nvidia_mma_f16::@mma_m16n8k16_f16,
// RUN: dsa-opt --dsa-compile="machine=nvidia-sm80 prefer=instructions numerics=reassoc,contract to=linalg" --remarks-filter=auto-tensorize --remark-policy=all %s 2>&1 >/dev/null | FileCheck %s --check-prefix=WHY
// WHY: Function=f32 {{.*}}@nvidia_mma::@mma_m16n8k8_tf32 does not do it: {{.*}}do not allow narrow
// RUN: dsa-opt --dsa-compile="machine=nvidia-sm80 prefer=instructions numerics=reassoc,contract,narrow to=linalg" %s | FileCheck %s --check-prefix=NARROW
// NARROW-LABEL: @f32
// NARROW: dsa.match = #dsa.match<@nvidia_mma::@mma_m16n8k8_tf32, {{.*}}weakened = <reassoc, contract, narrow>
//
// RUN: dsa-run %s --entry=s8 --machine=x86-generic --bench=1 --output=s8.npy
// RUN: dsa-run %s --entry=conv --machine=x86-generic --bench=1 --output=conv.npy
// RUN: dsa-run %s --entry=s8 --machine=nvidia-sm90 --simulate --prefer=instructions --numerics=reassoc,contract --bench=1 --expect=s8.npy | FileCheck %s --check-prefix=S8
// RUN: dsa-run %s --entry=conv --machine=nvidia-sm90 --simulate --prefer=instructions --numerics=reassoc,contract --bench=1 --expect=conv.npy --rtol=1e-4 --atol=1e-4 | FileCheck %s --check-prefix=CONV
// S8: instruction: nvidia_mma::mma_m16n8k32_s8
// S8: largest error 0, 0 of {{[0-9]+}} elements differ
// CONV: instruction: nvidia_mma_f16::mma_m16n8k16_f16
// CONV: 0 of {{[0-9]+}} elements differ
//
// RUN: dsa-opt --dsa-compile="machine=nvidia-sm80 prefer=instructions numerics=reassoc,contract to=dsa" %s | dsa-opt --dsa-issue=machine=nvidia-sm80 --convert-nvgpu-to-nvvm | FileCheck %s --check-prefix=LANE
// LANE-LABEL: @bf16
// LANE: gpu.lane_id
// LANE: nvvm.mma.sync A[{{.*}}] B[{{.*}}] C[{{.*}}] {{.*}}multiplicandAPtxType = #nvvm.mma_type<bf16>{{.*}}shape = #nvvm.shape<m = 16, n = 8, k = 16>
// LANE-LABEL: @f64
// LANE: nvvm.mma.sync {{.*}}shape = #nvvm.shape<m = 8, n = 8, k = 4>
// LANE-LABEL: @s8
// LANE: nvvm.mma.sync {{.*}}shape = #nvvm.shape<m = 16, n = 8, k = 32>

#input = affine_map<(o, p, q, c, r, s) -> (c, p + r, q + s)>
#filter = affine_map<(o, p, q, c, r, s) -> (o, c, r, s)>
#output = affine_map<(o, p, q, c, r, s) -> (o, p, q)>

func.func @bf16(%a: tensor<16x32xbf16>, %b: tensor<32x16xbf16>, %c: tensor<16x16xf32>) -> tensor<16x16xf32> {
  %r = linalg.matmul ins(%a, %b : tensor<16x32xbf16>, tensor<32x16xbf16>) outs(%c : tensor<16x16xf32>) -> tensor<16x16xf32>
  return %r : tensor<16x16xf32>
}
func.func @f16_sums(%a: tensor<16x32xf16>, %b: tensor<32x16xf16>, %c: tensor<16x16xf16>) -> tensor<16x16xf16> {
  %r = linalg.matmul ins(%a, %b : tensor<16x32xf16>, tensor<32x16xf16>) outs(%c : tensor<16x16xf16>) -> tensor<16x16xf16>
  return %r : tensor<16x16xf16>
}
func.func @f64(%a: tensor<16x32xf64>, %b: tensor<32x16xf64>, %c: tensor<16x16xf64>) -> tensor<16x16xf64> {
  %r = linalg.matmul ins(%a, %b : tensor<16x32xf64>, tensor<32x16xf64>) outs(%c : tensor<16x16xf64>) -> tensor<16x16xf64>
  return %r : tensor<16x16xf64>
}
func.func @s8(%a: tensor<19x37xi8>, %b: tensor<37x11xi8>, %c: tensor<19x11xi32>) -> tensor<19x11xi32> {
  %r = linalg.matmul ins(%a, %b : tensor<19x37xi8>, tensor<37x11xi8>) outs(%c : tensor<19x11xi32>) -> tensor<19x11xi32>
  return %r : tensor<19x11xi32>
}
func.func @f32(%a: tensor<16x32xf32>, %b: tensor<32x16xf32>, %c: tensor<16x16xf32>) -> tensor<16x16xf32> {
  %r = linalg.matmul ins(%a, %b : tensor<16x32xf32>, tensor<32x16xf32>) outs(%c : tensor<16x16xf32>) -> tensor<16x16xf32>
  return %r : tensor<16x16xf32>
}
// A convolution of channels first.
func.func @conv(%a: tensor<5x9x8xf16>, %b: tensor<11x5x3x3xf16>, %c: tensor<11x7x6xf32>) -> tensor<11x7x6xf32> {
  %r = linalg.generic {indexing_maps = [#input, #filter, #output], iterator_types = ["parallel", "parallel", "parallel", "reduction", "reduction", "reduction"]}
      ins(%a, %b : tensor<5x9x8xf16>, tensor<11x5x3x3xf16>) outs(%c : tensor<11x7x6xf32>) {
  ^bb0(%x: f16, %y: f16, %s: f32):
    %xe = arith.extf %x : f16 to f32
    %ye = arith.extf %y : f16 to f32
    %p = arith.mulf %xe, %ye : f32
    %t = arith.addf %s, %p : f32
    linalg.yield %t : f32
  } -> tensor<11x7x6xf32>
  return %r : tensor<11x7x6xf32>
}
