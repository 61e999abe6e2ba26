// RUN: dsa-opt %s --auto-tensorize="machine=x86-sapphire-rapids" --remarks-filter="auto-tensorize" --remark-policy=all 2>&1 >/dev/null | FileCheck %s --check-prefix=COST
// RUN: dsa-opt %s --auto-tensorize="machine=x86-sapphire-rapids prefer=instructions" --remarks-filter="auto-tensorize" --remark-policy=all 2>&1 >/dev/null | FileCheck %s --check-prefix=INSTRUCTIONS
// RUN: dsa-opt %s --auto-tensorize="machine=x86-avx512-vnni" --remarks-filter="auto-tensorize" --remark-policy=all 2>&1 >/dev/null | FileCheck %s --check-prefix=VNNI
// RUN: dsa-opt %s --auto-tensorize="machine=x86-generic" --remarks-filter="auto-tensorize" --remark-policy=all 2>&1 >/dev/null | FileCheck %s --check-prefix=GENERIC

// A few products are not worth the packing.
// COST: Missed{{.*}}Function=tiny{{.*}}@amx_int8::@tdpbssd could do it, at a modelled {{[0-9]+}} cycles, but plain code takes 27
// INSTRUCTIONS: Passed{{.*}}Function=tiny{{.*}}@amx_int8::@tdpbssd
// GENERIC: Missed{{.*}}Function=tiny{{.*}}the machine has no instruction that computes
func.func @tiny(%a: tensor<3x3xi8>, %w: tensor<3x3xi8>, %z: tensor<3x3xi32>) -> tensor<3x3xi32> {
  %r = linalg.matmul ins(%a, %w : tensor<3x3xi8>, tensor<3x3xi8>) outs(%z : tensor<3x3xi32>) -> tensor<3x3xi32>
  return %r : tensor<3x3xi32>
}

// Of the instructions that can, the one that is done first. The weights are
// constant: packing them costs nothing when the program runs.
// COST: Passed{{.*}}Function=unsigned_by_signed{{.*}}@amx_int8::@tdpbusd, {{.*}} packing 0)
// VNNI: Passed{{.*}}Function=unsigned_by_signed{{.*}}@avx512_vnni::@vpdpbusd, {{.*}} packing 0)
func.func @unsigned_by_signed(%a: tensor<64x256xi8>, %z: tensor<64x64xi32>) -> tensor<64x64xi32> {
  %w = arith.constant dense<3> : tensor<256x64xi8>
  %r = linalg.generic {
      indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "reduction"]}
    ins(%a, %w : tensor<64x256xi8>, tensor<256x64xi8>) outs(%z : tensor<64x64xi32>) {
  ^bb0(%i: i8, %j: i8, %o: i32):
    %0 = arith.extui %i : i8 to i32
    %1 = arith.extsi %j : i8 to i32
    %2 = arith.muli %0, %1 : i32
    %3 = arith.addi %o, %2 : i32
    linalg.yield %3 : i32
  } -> tensor<64x64xi32>
  return %r : tensor<64x64xi32>
}

// No instruction of VNNI multiplies signed by signed bytes: of the adapters,
// the cheaper is taken.
// COST: Passed{{.*}}Function=signed_by_signed{{.*}}@amx_int8::@tdpbssd
// VNNI: Passed{{.*}}Function=signed_by_signed{{.*}}by adapter @signed_as_unsigned
// VNNI: Passed{{.*}}Function=signed_by_signed{{.*}}@avx512_vnni::@vpdpbusd{{.*}}strength exact
func.func @signed_by_signed(%a: tensor<64x256xi8>, %w: tensor<256x64xi8>, %z: tensor<64x64xi32>) -> tensor<64x64xi32> {
  %r = linalg.matmul ins(%a, %w : tensor<64x256xi8>, tensor<256x64xi8>) outs(%z : tensor<64x64xi32>) -> tensor<64x64xi32>
  return %r : tensor<64x64xi32>
}
