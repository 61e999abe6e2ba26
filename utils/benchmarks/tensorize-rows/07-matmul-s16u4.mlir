// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// ROW 7: matmul s16*u4 -> s32 by two vpdpbusd
// a = 256 * high + low with a signed high and an unsigned low byte.
//
// CASE matmul: machine=x86-avx512-vnni only=vpdpbusd,vpdpbusd_signed expect=A by=vpdpbusd strength=exact inputs=s16,u4 outputs=s32 reference=matmul
func.func @matmul(%a: tensor<37x38xi16>, %b: tensor<38x53xi4>) -> tensor<37x53xi32> {
  %zero = arith.constant 0 : i32
  %empty = tensor.empty() : tensor<37x53xi32>
  %init = linalg.fill ins(%zero : i32) outs(%empty : tensor<37x53xi32>) -> tensor<37x53xi32>
  %r = linalg.generic {indexing_maps = [
        affine_map<(m, n, k) -> (m, k)>,
        affine_map<(m, n, k) -> (k, n)>,
        affine_map<(m, n, k) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%a, %b : tensor<37x38xi16>, tensor<38x53xi4>) outs(%init : tensor<37x53xi32>) {
  ^bb0(%left: i16, %right: i4, %sum: i32):
    %left_wide = arith.extsi %left : i16 to i32
    %right_wide = arith.extui %right : i4 to i32
    %p = arith.muli %left_wide, %right_wide : i32
    %t = arith.addi %sum, %p : i32
    linalg.yield %t : i32
  } -> tensor<37x53xi32>
  return %r : tensor<37x53xi32>
}
