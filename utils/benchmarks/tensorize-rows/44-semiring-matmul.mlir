// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// ROW 44: min-plus and max-plus products: other semirings
//
// CASE min_plus: machine=x86-sapphire-rapids expect=R counterexample=values inputs=s8,s8 outputs=s32 reference=semiring_matmul(fold='min')
func.func @min_plus(%a: tensor<37x70xi8>, %b: tensor<70x21xi8>) -> tensor<37x21xi32> {
  %zero = arith.constant 2147483647 : i32
  %empty = tensor.empty() : tensor<37x21xi32>
  %init = linalg.fill ins(%zero : i32) outs(%empty : tensor<37x21xi32>) -> tensor<37x21xi32>
  %r = linalg.generic {indexing_maps = [
        affine_map<(m, n, k) -> (m, k)>,
        affine_map<(m, n, k) -> (k, n)>,
        affine_map<(m, n, k) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%a, %b : tensor<37x70xi8>, tensor<70x21xi8>) outs(%init : tensor<37x21xi32>) {
  ^bb0(%left: i8, %right: i8, %sum: i32):
    %xe = arith.extsi %left : i8 to i32
    %ye = arith.extsi %right : i8 to i32
    %p = arith.addi %xe, %ye : i32
    %t = arith.minsi %sum, %p : i32
    linalg.yield %t : i32
  } -> tensor<37x21xi32>
  return %r : tensor<37x21xi32>
}

// -----

// CASE max_plus: machine=x86-sapphire-rapids expect=R counterexample=values inputs=s8,s8 outputs=s32 reference=semiring_matmul(fold='max')
func.func @max_plus(%a: tensor<37x70xi8>, %b: tensor<70x21xi8>) -> tensor<37x21xi32> {
  %zero = arith.constant -2147483648 : i32
  %empty = tensor.empty() : tensor<37x21xi32>
  %init = linalg.fill ins(%zero : i32) outs(%empty : tensor<37x21xi32>) -> tensor<37x21xi32>
  %r = linalg.generic {indexing_maps = [
        affine_map<(m, n, k) -> (m, k)>,
        affine_map<(m, n, k) -> (k, n)>,
        affine_map<(m, n, k) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%a, %b : tensor<37x70xi8>, tensor<70x21xi8>) outs(%init : tensor<37x21xi32>) {
  ^bb0(%left: i8, %right: i8, %sum: i32):
    %xe = arith.extsi %left : i8 to i32
    %ye = arith.extsi %right : i8 to i32
    %p = arith.addi %xe, %ye : i32
    %t = arith.maxsi %sum, %p : i32
    linalg.yield %t : i32
  } -> tensor<37x21xi32>
  return %r : tensor<37x21xi32>
}
