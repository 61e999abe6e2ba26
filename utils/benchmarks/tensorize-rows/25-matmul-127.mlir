// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// ROW 25: matmuls of 127 x 127 x 127: no size divides
//
// CASE vnni: machine=x86-avx512-vnni expect=A by=vpdpbusd strength=exact inputs=u8,s8 outputs=s32 reference=matmul
func.func @vnni(%a: tensor<127x127xi8>, %b: tensor<127x127xi8>) -> tensor<127x127xi32> {
  %zero = arith.constant 0 : i32
  %empty = tensor.empty() : tensor<127x127xi32>
  %init = linalg.fill ins(%zero : i32) outs(%empty : tensor<127x127xi32>) -> tensor<127x127xi32>
  %r = linalg.generic {indexing_maps = [
        affine_map<(m, n, k) -> (m, k)>,
        affine_map<(m, n, k) -> (k, n)>,
        affine_map<(m, n, k) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%a, %b : tensor<127x127xi8>, tensor<127x127xi8>) outs(%init : tensor<127x127xi32>) {
  ^bb0(%left: i8, %right: i8, %sum: i32):
    %left_wide = arith.extui %left : i8 to i32
    %right_wide = arith.extsi %right : i8 to i32
    %p = arith.muli %left_wide, %right_wide : i32
    %t = arith.addi %sum, %p : i32
    linalg.yield %t : i32
  } -> tensor<127x127xi32>
  return %r : tensor<127x127xi32>
}

// -----

// CASE amx: machine=x86-sapphire-rapids only=tdpbssd expect=A by=tdpbssd strength=exact inputs=s8,s8 outputs=s32 reference=matmul
func.func @amx(%a: tensor<127x127xi8>, %b: tensor<127x127xi8>) -> tensor<127x127xi32> {
  %zero = arith.constant 0 : i32
  %empty = tensor.empty() : tensor<127x127xi32>
  %init = linalg.fill ins(%zero : i32) outs(%empty : tensor<127x127xi32>) -> tensor<127x127xi32>
  %r = linalg.generic {indexing_maps = [
        affine_map<(m, n, k) -> (m, k)>,
        affine_map<(m, n, k) -> (k, n)>,
        affine_map<(m, n, k) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%a, %b : tensor<127x127xi8>, tensor<127x127xi8>) outs(%init : tensor<127x127xi32>) {
  ^bb0(%left: i8, %right: i8, %sum: i32):
    %left_wide = arith.extsi %left : i8 to i32
    %right_wide = arith.extsi %right : i8 to i32
    %p = arith.muli %left_wide, %right_wide : i32
    %t = arith.addi %sum, %p : i32
    linalg.yield %t : i32
  } -> tensor<127x127xi32>
  return %r : tensor<127x127xi32>
}

// -----

// CASE bf16: machine=x86-sapphire-rapids only=tdpbf16ps expect=C by=tdpbf16ps numerics=reassoc,contract,flush strength=reassoc,contract,flush inputs=bf16,bf16 outputs=f32 reference=matmul
func.func @bf16(%a: tensor<127x127xbf16>, %b: tensor<127x127xbf16>) -> tensor<127x127xf32> {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<127x127xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<127x127xf32>) -> tensor<127x127xf32>
  %r = linalg.generic {indexing_maps = [
        affine_map<(m, n, k) -> (m, k)>,
        affine_map<(m, n, k) -> (k, n)>,
        affine_map<(m, n, k) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%a, %b : tensor<127x127xbf16>, tensor<127x127xbf16>) outs(%init : tensor<127x127xf32>) {
  ^bb0(%left: bf16, %right: bf16, %sum: f32):
    %left_wide = arith.extf %left : bf16 to f32
    %right_wide = arith.extf %right : bf16 to f32
    %p = arith.mulf %left_wide, %right_wide : f32
    %t = arith.addf %sum, %p : f32
    linalg.yield %t : f32
  } -> tensor<127x127xf32>
  return %r : tensor<127x127xf32>
}
