// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// ROW 43: conv1d of an input with every element twice: x[(q + r) floordiv 2]
//
// CASE upsampled: machine=x86-avx512-vnni expect=A by=vpdpbusd strength=exact inputs=u8,s8 outputs=s32 reference=upsampled_conv1d
func.func @upsampled(%x: tensor<2x12x10xi8>, %w: tensor<3x10x20xi8>) -> tensor<2x22x20xi32> {
  %zero = arith.constant 0 : i32
  %empty = tensor.empty() : tensor<2x22x20xi32>
  %init = linalg.fill ins(%zero : i32) outs(%empty : tensor<2x22x20xi32>) -> tensor<2x22x20xi32>
  %r = linalg.generic {indexing_maps = [
        affine_map<(n, q, f, r, c) -> (n, (q + r) floordiv 2, c)>,
        affine_map<(n, q, f, r, c) -> (r, c, f)>,
        affine_map<(n, q, f, r, c) -> (n, q, f)>],
      iterator_types = ["parallel", "parallel", "parallel", "reduction", "reduction"]}
      ins(%x, %w : tensor<2x12x10xi8>, tensor<3x10x20xi8>) outs(%init : tensor<2x22x20xi32>) {
  ^bb0(%left: i8, %right: i8, %sum: i32):
    %left_wide = arith.extui %left : i8 to i32
    %right_wide = arith.extsi %right : i8 to i32
    %p = arith.muli %left_wide, %right_wide : i32
    %t = arith.addi %sum, %p : i32
    linalg.yield %t : i32
  } -> tensor<2x22x20xi32>
  return %r : tensor<2x22x20xi32>
}
