// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// ROW 45: a sum that saturates at 16 bits in every step, on vpdpbusd, which wraps
//
// CASE saturating: machine=x86-avx512-vnni expect=R counterexample=values inputs=u8,s8 outputs=s32 reference=saturating_matmul
func.func @saturating(%a: tensor<37x70xi8>, %b: tensor<70x21xi8>) -> tensor<37x21xi32> {
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
    %least = arith.constant -32768 : i32
    %most = arith.constant 32767 : i32
    %xe = arith.extui %left : i8 to i32
    %ye = arith.extsi %right : i8 to i32
    %p = arith.muli %xe, %ye : i32
    %t = arith.addi %sum, %p : i32
    %u = arith.maxsi %t, %least : i32
    %v = arith.minsi %u, %most : i32
    linalg.yield %v : i32
  } -> tensor<37x21xi32>
  return %r : tensor<37x21xi32>
}
