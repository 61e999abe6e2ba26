// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// ROW 17: depthwise conv2d by vpdpbusd lane by lane: channels are lanes
//
// CASE depthwise: machine=x86-avx512-vnni only=vpdpbusd_lanes expect=A by=vpdpbusd_lanes strength=exact inputs=u8,s8 outputs=s32 reference=depthwise_conv2d
func.func @depthwise(%x: tensor<2x9x10x20xi8>, %w: tensor<3x3x20xi8>) -> tensor<2x7x8x20xi32> {
  %zero = arith.constant 0 : i32
  %empty = tensor.empty() : tensor<2x7x8x20xi32>
  %init = linalg.fill ins(%zero : i32) outs(%empty : tensor<2x7x8x20xi32>) -> tensor<2x7x8x20xi32>
  %r = linalg.generic {indexing_maps = [
        affine_map<(n, p, q, c, r, s) -> (n, p + r, q + s, c)>,
        affine_map<(n, p, q, c, r, s) -> (r, s, c)>,
        affine_map<(n, p, q, c, r, s) -> (n, p, q, c)>],
      iterator_types = ["parallel", "parallel", "parallel", "parallel", "reduction", "reduction"]}
      ins(%x, %w : tensor<2x9x10x20xi8>, tensor<3x3x20xi8>) outs(%init : tensor<2x7x8x20xi32>) {
  ^bb0(%left: i8, %right: i8, %sum: i32):
    %left_wide = arith.extui %left : i8 to i32
    %right_wide = arith.extsi %right : i8 to i32
    %p = arith.muli %left_wide, %right_wide : i32
    %t = arith.addi %sum, %p : i32
    linalg.yield %t : i32
  } -> tensor<2x7x8x20xi32>
  return %r : tensor<2x7x8x20xi32>
}
