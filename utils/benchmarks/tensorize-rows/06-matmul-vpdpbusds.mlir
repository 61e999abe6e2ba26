// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// ROW 6: matmul u8*s8 -> s32 by vpdpbusds, whose sum saturates
//
// CASE any_accumulator: machine=x86-avx512-vnni only=vpdpbusds expect=R counterexample=values inputs=u8,s8,s32 outputs=s32 reference=matmul
// A program's sum wraps: an accumulator near the end of the range tells.
func.func @any_accumulator(%a: tensor<37x70xi8>, %b: tensor<70x53xi8>, %c: tensor<37x53xi32>) -> tensor<37x53xi32> {
  %r = linalg.generic {indexing_maps = [
        affine_map<(m, n, k) -> (m, k)>,
        affine_map<(m, n, k) -> (k, n)>,
        affine_map<(m, n, k) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%a, %b : tensor<37x70xi8>, tensor<70x53xi8>) outs(%c : tensor<37x53xi32>) {
  ^bb0(%left: i8, %right: i8, %sum: i32):
    %left_wide = arith.extui %left : i8 to i32
    %right_wide = arith.extsi %right : i8 to i32
    %p = arith.muli %left_wide, %right_wide : i32
    %t = arith.addi %sum, %p : i32
    linalg.yield %t : i32
  } -> tensor<37x53xi32>
  return %r : tensor<37x53xi32>
}

// -----

// CASE from_zero: machine=x86-avx512-vnni only=vpdpbusds expect=C by=vpdpbusds condition=range|satur strength=exact inputs=u8,s8 outputs=s32 reference=matmul
// 70 * 255 * 128 is far from 2^31.
func.func @from_zero(%a: tensor<37x70xi8>, %b: tensor<70x53xi8>) -> tensor<37x53xi32> {
  %zero = arith.constant 0 : i32
  %empty = tensor.empty() : tensor<37x53xi32>
  %init = linalg.fill ins(%zero : i32) outs(%empty : tensor<37x53xi32>) -> tensor<37x53xi32>
  %r = linalg.generic {indexing_maps = [
        affine_map<(m, n, k) -> (m, k)>,
        affine_map<(m, n, k) -> (k, n)>,
        affine_map<(m, n, k) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%a, %b : tensor<37x70xi8>, tensor<70x53xi8>) outs(%init : tensor<37x53xi32>) {
  ^bb0(%left: i8, %right: i8, %sum: i32):
    %left_wide = arith.extui %left : i8 to i32
    %right_wide = arith.extsi %right : i8 to i32
    %p = arith.muli %left_wide, %right_wide : i32
    %t = arith.addi %sum, %p : i32
    linalg.yield %t : i32
  } -> tensor<37x53xi32>
  return %r : tensor<37x53xi32>
}

// -----

// CASE bounded_accumulator: machine=x86-avx512-vnni only=vpdpbusds expect=C by=vpdpbusds condition=range|satur strength=exact inputs=u8,s8,s32:-1000000..1000000 outputs=s32 reference=matmul
func.func @bounded_accumulator(%a: tensor<37x70xi8>, %b: tensor<70x53xi8>, %c: tensor<37x53xi32> {dsa.range = [-1000000, 1000000]}) -> tensor<37x53xi32> {
  %r = linalg.generic {indexing_maps = [
        affine_map<(m, n, k) -> (m, k)>,
        affine_map<(m, n, k) -> (k, n)>,
        affine_map<(m, n, k) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%a, %b : tensor<37x70xi8>, tensor<70x53xi8>) outs(%c : tensor<37x53xi32>) {
  ^bb0(%left: i8, %right: i8, %sum: i32):
    %left_wide = arith.extui %left : i8 to i32
    %right_wide = arith.extsi %right : i8 to i32
    %p = arith.muli %left_wide, %right_wide : i32
    %t = arith.addi %sum, %p : i32
    linalg.yield %t : i32
  } -> tensor<37x53xi32>
  return %r : tensor<37x53xi32>
}
