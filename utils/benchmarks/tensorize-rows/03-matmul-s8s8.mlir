// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// ROW 3: matmul s8*s8 -> s32 by vpdpbusd, which takes u8*s8
// a + 128 is an u8, and what is added too much, 128 * sum(b), is taken off.
//
// CASE matmul: machine=x86-avx512-vnni only=vpdpbusd expect=C by=vpdpbusd condition=adapter strength=exact inputs=s8,s8 outputs=s32 reference=matmul
func.func @matmul(%a: tensor<37x70xi8>, %b: tensor<70x53xi8>) -> tensor<37x53xi32> {
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
    %left_wide = arith.extsi %left : i8 to i32
    %right_wide = arith.extsi %right : i8 to i32
    %p = arith.muli %left_wide, %right_wide : i32
    %t = arith.addi %sum, %p : i32
    linalg.yield %t : i32
  } -> tensor<37x53xi32>
  return %r : tensor<37x53xi32>
}
