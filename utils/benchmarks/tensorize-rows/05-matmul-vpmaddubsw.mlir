// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// ROW 5: matmul u8*s8 -> s32 by vpmaddubsw, vpmaddwd, vpaddd
//
// CASE unbounded: machine=x86-avx2 only=dot_bytes*,vpmaddubsw*,vpmaddwd,vpaddd,ones expect=R counterexample=values inputs=u8,s8 outputs=s32 reference=matmul
// Two products of 255 * -128 do not fit the 16 bits that vpmaddubsw saturates to.
func.func @unbounded(%a: tensor<19x36xi8>, %b: tensor<36x21xi8>) -> tensor<19x21xi32> {
  %zero = arith.constant 0 : i32
  %empty = tensor.empty() : tensor<19x21xi32>
  %init = linalg.fill ins(%zero : i32) outs(%empty : tensor<19x21xi32>) -> tensor<19x21xi32>
  %r = linalg.generic {indexing_maps = [
        affine_map<(m, n, k) -> (m, k)>,
        affine_map<(m, n, k) -> (k, n)>,
        affine_map<(m, n, k) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%a, %b : tensor<19x36xi8>, tensor<36x21xi8>) outs(%init : tensor<19x21xi32>) {
  ^bb0(%left: i8, %right: i8, %sum: i32):
    %left_wide = arith.extui %left : i8 to i32
    %right_wide = arith.extsi %right : i8 to i32
    %p = arith.muli %left_wide, %right_wide : i32
    %t = arith.addi %sum, %p : i32
    linalg.yield %t : i32
  } -> tensor<19x21xi32>
  return %r : tensor<19x21xi32>
}

// -----

// CASE small_activations: machine=x86-avx2 expect=C by=vpmaddubsw|dot_bytes condition=range|satur strength=exact inputs=u8:0..127,s8 outputs=s32 reference=matmul
func.func @small_activations(%a: tensor<19x36xi8> {dsa.range = [0, 127]}, %b: tensor<36x21xi8>) -> tensor<19x21xi32> {
  %zero = arith.constant 0 : i32
  %empty = tensor.empty() : tensor<19x21xi32>
  %init = linalg.fill ins(%zero : i32) outs(%empty : tensor<19x21xi32>) -> tensor<19x21xi32>
  %r = linalg.generic {indexing_maps = [
        affine_map<(m, n, k) -> (m, k)>,
        affine_map<(m, n, k) -> (k, n)>,
        affine_map<(m, n, k) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%a, %b : tensor<19x36xi8>, tensor<36x21xi8>) outs(%init : tensor<19x21xi32>) {
  ^bb0(%left: i8, %right: i8, %sum: i32):
    %left_wide = arith.extui %left : i8 to i32
    %right_wide = arith.extsi %right : i8 to i32
    %p = arith.muli %left_wide, %right_wide : i32
    %t = arith.addi %sum, %p : i32
    linalg.yield %t : i32
  } -> tensor<19x21xi32>
  return %r : tensor<19x21xi32>
}

// -----

// CASE small_weights: machine=x86-avx2 expect=C by=vpmaddubsw|dot_bytes condition=range|satur strength=exact inputs=u8,s8:-64..64 outputs=s32 reference=matmul
func.func @small_weights(%a: tensor<19x36xi8>, %b: tensor<36x21xi8> {dsa.range = [-64, 64]}) -> tensor<19x21xi32> {
  %zero = arith.constant 0 : i32
  %empty = tensor.empty() : tensor<19x21xi32>
  %init = linalg.fill ins(%zero : i32) outs(%empty : tensor<19x21xi32>) -> tensor<19x21xi32>
  %r = linalg.generic {indexing_maps = [
        affine_map<(m, n, k) -> (m, k)>,
        affine_map<(m, n, k) -> (k, n)>,
        affine_map<(m, n, k) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%a, %b : tensor<19x36xi8>, tensor<36x21xi8>) outs(%init : tensor<19x21xi32>) {
  ^bb0(%left: i8, %right: i8, %sum: i32):
    %left_wide = arith.extui %left : i8 to i32
    %right_wide = arith.extsi %right : i8 to i32
    %p = arith.muli %left_wide, %right_wide : i32
    %t = arith.addi %sum, %p : i32
    linalg.yield %t : i32
  } -> tensor<19x21xi32>
  return %r : tensor<19x21xi32>
}
