// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// ROW 9: conv2d 3x3 with stride 2
//
// CASE conv2d: machine=x86-avx512-vnni expect=A by=vpdpbusd strength=exact inputs=u8,s8 outputs=s32 reference=conv2d(stride=2)
// CASE conv2d: machine=x86-sapphire-rapids only=tdpbusd expect=A by=tdpbusd strength=exact full=49 inputs=u8,s8 outputs=s32 reference=conv2d(stride=2)
func.func @conv2d(%x: tensor<2x11x13x6xi8>, %w: tensor<3x3x6x20xi8>) -> tensor<2x5x6x20xi32> {
  %zero = arith.constant 0 : i32
  %empty = tensor.empty() : tensor<2x5x6x20xi32>
  %init = linalg.fill ins(%zero : i32) outs(%empty : tensor<2x5x6x20xi32>) -> tensor<2x5x6x20xi32>
  %r = linalg.generic {indexing_maps = [
        affine_map<(n, p, q, f, r, s, c) -> (n, 2 * p + r, 2 * q + s, c)>,
        affine_map<(n, p, q, f, r, s, c) -> (r, s, c, f)>,
        affine_map<(n, p, q, f, r, s, c) -> (n, p, q, f)>],
      iterator_types = ["parallel", "parallel", "parallel", "parallel", "reduction", "reduction", "reduction"]}
      ins(%x, %w : tensor<2x11x13x6xi8>, tensor<3x3x6x20xi8>) outs(%init : tensor<2x5x6x20xi32>) {
  ^bb0(%left: i8, %right: i8, %sum: i32):
    %left_wide = arith.extui %left : i8 to i32
    %right_wide = arith.extsi %right : i8 to i32
    %p = arith.muli %left_wide, %right_wide : i32
    %t = arith.addi %sum, %p : i32
    linalg.yield %t : i32
  } -> tensor<2x5x6x20xi32>
  return %r : tensor<2x5x6x20xi32>
}

// -----

// CASE conv2d_s8: machine=nvidia-sm80 expect=A by=mma strength=exact inputs=s8,s8 outputs=s32 reference=conv2d(stride=2)
func.func @conv2d_s8(%x: tensor<2x11x13x6xi8>, %w: tensor<3x3x6x20xi8>) -> tensor<2x5x6x20xi32> {
  %zero = arith.constant 0 : i32
  %empty = tensor.empty() : tensor<2x5x6x20xi32>
  %init = linalg.fill ins(%zero : i32) outs(%empty : tensor<2x5x6x20xi32>) -> tensor<2x5x6x20xi32>
  %r = linalg.generic {indexing_maps = [
        affine_map<(n, p, q, f, r, s, c) -> (n, 2 * p + r, 2 * q + s, c)>,
        affine_map<(n, p, q, f, r, s, c) -> (r, s, c, f)>,
        affine_map<(n, p, q, f, r, s, c) -> (n, p, q, f)>],
      iterator_types = ["parallel", "parallel", "parallel", "parallel", "reduction", "reduction", "reduction"]}
      ins(%x, %w : tensor<2x11x13x6xi8>, tensor<3x3x6x20xi8>) outs(%init : tensor<2x5x6x20xi32>) {
  ^bb0(%left: i8, %right: i8, %sum: i32):
    %left_wide = arith.extsi %left : i8 to i32
    %right_wide = arith.extsi %right : i8 to i32
    %p = arith.muli %left_wide, %right_wide : i32
    %t = arith.addi %sum, %p : i32
    linalg.yield %t : i32
  } -> tensor<2x5x6x20xi32>
  return %r : tensor<2x5x6x20xi32>
}
