// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// ROW 29: a product that wraps in 8 bits, extended afterwards
//
// CASE wrapping: machine=x86-sapphire-rapids expect=R counterexample=values inputs=s8,s8 outputs=s32 reference=wrapped_matmul
// CASE wrapping: machine=x86-avx512-vnni expect=R counterexample=values inputs=s8,s8 outputs=s32 reference=wrapped_matmul
func.func @wrapping(%a: tensor<37x70xi8>, %b: tensor<70x21xi8>) -> tensor<37x21xi32> {
  %zero = arith.constant 0 : i32
  %empty = tensor.empty() : tensor<37x21xi32>
  %init = linalg.fill ins(%zero : i32) outs(%empty : tensor<37x21xi32>) -> tensor<37x21xi32>
  %r = linalg.generic {indexing_maps = [
        affine_map<(m, n, k) -> (m, k)>,
        affine_map<(m, n, k) -> (k, n)>,
        affine_map<(m, n, k) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%a, %b : tensor<37x70xi8>, tensor<70x21xi8>) outs(%init : tensor<37x21xi32>) {
  ^bb0(%left: i8, %right: i8, %sum: i32):
    %p = arith.muli %left, %right : i8
    %p_wide = arith.extsi %p : i8 to i32
    %t = arith.addi %sum, %p_wide : i32
    linalg.yield %t : i32
  } -> tensor<37x21xi32>
  return %r : tensor<37x21xi32>
}
