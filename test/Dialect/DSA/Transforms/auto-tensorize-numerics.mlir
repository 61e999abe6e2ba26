// What a match may weaken is bounded by fast-math flags and by `numerics`.
// RUN: dsa-opt %s --auto-tensorize="machine=x86-sapphire-rapids prefer=instructions" | FileCheck %s --check-prefixes=CHECK,STRICT
// RUN: dsa-opt %s --auto-tensorize="machine=x86-sapphire-rapids prefer=instructions" --remarks-filter="auto-tensorize" --remark-policy=all 2>&1 >/dev/null | FileCheck %s --check-prefixes=REMARK,STRICT-REMARK
// RUN: dsa-opt %s --auto-tensorize="machine=x86-sapphire-rapids prefer=instructions numerics=contract" | FileCheck %s --check-prefixes=CHECK,CONTRACT
// RUN: dsa-opt %s --auto-tensorize="machine=x86-sapphire-rapids prefer=instructions numerics=contract" --remarks-filter="auto-tensorize" --remark-policy=all 2>&1 >/dev/null | FileCheck %s --check-prefixes=REMARK,CONTRACT-REMARK
// RUN: dsa-opt %s --auto-tensorize="machine=x86-sapphire-rapids prefer=instructions numerics=reassoc,contract,flush" | FileCheck %s --check-prefixes=CHECK,FAST
// RUN: dsa-opt %s --auto-tensorize="machine=x86-sapphire-rapids prefer=instructions numerics=reassoc,contract,flush" --remarks-filter="auto-tensorize" --remark-policy=all 2>&1 >/dev/null | FileCheck %s --check-prefixes=REMARK,FAST-REMARK

// The matches, in the order of the functions.
// CHECK-LABEL: func.func @bf16
// STRICT: linalg.matmul ins
// CONTRACT: linalg.matmul ins
// FAST: @amx_bf16::@tdpbf16ps, {{.*}}, weakened = <reassoc, contract, flush>
// CHECK-LABEL: func.func @f32
// STRICT: linalg.matmul ins
// CONTRACT: @avx512_f::@vfmadd231ps, {{.*}}, weakened = <contract>
// FAST: @avx512_f::@vfmadd231ps, {{.*}}, weakened = <contract>
// CHECK-LABEL: func.func @f32_contract
// CHECK: @avx512_f::@vfmadd231ps, {{.*}}, weakened = <contract>
// CHECK-LABEL: func.func @f32_half_contract
// STRICT: linalg.generic {indexing_maps
// CONTRACT: dsa.match
// FAST: dsa.match
// CHECK-LABEL: func.func @f32_fused
// STRICT: linalg.generic {indexing_maps
// CONTRACT: @avx512_f::@vfmadd231ps, {{.*}}, weakened = <contract>
// FAST: dsa.match
// CHECK-LABEL: func.func @rounded_product
// CHECK: linalg.generic {indexing_maps

// STRICT-REMARK: Missed{{.*}}Function=bf16{{.*}}@amx_bf16::@tdpbf16ps does not do it: obligation O8 (requirements and strength) fails: it takes reassoc, contract, flush, but fast-math flags and 'numerics' do not allow reassoc, contract, flush: for accumulator 0, term 0 1.694E-21 * 1.694E-21 (others 0) the program computes 2.86985925E-42, the instruction 0
// CONTRACT-REMARK: Missed{{.*}}Function=bf16{{.*}}@amx_bf16::@tdpbf16ps does not do it: {{.*}} do not allow reassoc, flush: for {{.*}} the program computes
// FAST-REMARK: Passed{{.*}}Function=bf16{{.*}}@amx_bf16::@tdpbf16ps, {{.*}} strength reassoc, contract, flush; {{.*}} O5 'arith.addf' up to reassoc {{.*}} O6 neutral padding {{-?}}0.000000e+00 : bf16, {{-?}}0.000000e+00 : bf16
func.func @bf16(%a: tensor<33x65xbf16>, %w: tensor<65x17xbf16>, %z: tensor<33x17xf32>) -> tensor<33x17xf32> {
  %r = linalg.matmul ins(%a, %w : tensor<33x65xbf16>, tensor<65x17xbf16>) outs(%z : tensor<33x17xf32>) -> tensor<33x17xf32>
  return %r : tensor<33x17xf32>
}

// STRICT-REMARK: Missed{{.*}}Function=f32 {{.*}}@avx512_f::@vfmadd231ps does not do it: obligation O8 (requirements and strength) fails: it takes contract, but fast-math flags and 'numerics' do not allow contract
// CONTRACT-REMARK: Passed{{.*}}Function=f32 {{.*}} strength contract; {{.*}} O5 'arith.addf' in the same order
func.func @f32(%a: tensor<33x65xf32>, %w: tensor<65x17xf32>, %z: tensor<33x17xf32>) -> tensor<33x17xf32> {
  %r = linalg.matmul ins(%a, %w : tensor<33x65xf32>, tensor<65x17xf32>) outs(%z : tensor<33x17xf32>) -> tensor<33x17xf32>
  return %r : tensor<33x17xf32>
}

func.func @f32_contract(%a: tensor<33x65xf32>, %w: tensor<65x17xf32>, %z: tensor<33x17xf32>) -> tensor<33x17xf32> {
  %r = linalg.generic {
      indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "reduction"]}
    ins(%a, %w : tensor<33x65xf32>, tensor<65x17xf32>) outs(%z : tensor<33x17xf32>) {
  ^bb0(%i: f32, %j: f32, %o: f32):
    %0 = arith.mulf %i, %j fastmath<contract> : f32
    %1 = arith.addf %o, %0 fastmath<contract> : f32
    linalg.yield %1 : f32
  } -> tensor<33x17xf32>
  return %r : tensor<33x17xf32>
}

// Both the product and the sum must allow it.
func.func @f32_half_contract(%a: tensor<33x65xf32>, %w: tensor<65x17xf32>, %z: tensor<33x17xf32>) -> tensor<33x17xf32> {
  %r = linalg.generic {
      indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "reduction"]}
    ins(%a, %w : tensor<33x65xf32>, tensor<65x17xf32>) outs(%z : tensor<33x17xf32>) {
  ^bb0(%i: f32, %j: f32, %o: f32):
    %0 = arith.mulf %i, %j : f32
    %1 = arith.addf %o, %0 fastmath<contract> : f32
    linalg.yield %1 : f32
  } -> tensor<33x17xf32>
  return %r : tensor<33x17xf32>
}

// The program fuses: with contract that is the same as not to.
func.func @f32_fused(%a: tensor<33x65xf32>, %w: tensor<65x17xf32>, %z: tensor<33x17xf32>) -> tensor<33x17xf32> {
  %r = linalg.generic {
      indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "reduction"]}
    ins(%a, %w : tensor<33x65xf32>, tensor<65x17xf32>) outs(%z : tensor<33x17xf32>) {
  ^bb0(%i: f32, %j: f32, %o: f32):
    %0 = math.fma %i, %j, %o : f32
    linalg.yield %0 : f32
  } -> tensor<33x17xf32>
  return %r : tensor<33x17xf32>
}

// A product that is rounded to 16 bits is another.
// REMARK: Missed{{.*}}Function=rounded_product{{.*}}@amx_bf16::@tdpbf16ps does not do it: obligation O4 (the scalar bodies agree) fails: for operand 0 = 0.334, operand 1 = 0.334, accumulator = 1 the program computes 1.11132813, the instruction 1.11154556: extf(mulf(operand 0, operand 1)) = 0.111328125, but mulf(extf(operand 0), extf(operand 1)) = 0.111545563
func.func @rounded_product(%a: tensor<33x65xbf16>, %w: tensor<65x17xbf16>, %z: tensor<33x17xf32>) -> tensor<33x17xf32> {
  %r = linalg.generic {
      indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "reduction"]}
    ins(%a, %w : tensor<33x65xbf16>, tensor<65x17xbf16>) outs(%z : tensor<33x17xf32>) {
  ^bb0(%i: bf16, %j: bf16, %o: f32):
    %0 = arith.mulf %i, %j : bf16
    %1 = arith.extf %0 : bf16 to f32
    %2 = arith.addf %o, %1 : f32
    linalg.yield %2 : f32
  } -> tensor<33x17xf32>
  return %r : tensor<33x17xf32>
}
