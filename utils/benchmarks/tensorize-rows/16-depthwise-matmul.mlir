// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// ROW 16: depthwise conv2d by a matrix product of one column; never with channels as columns
//
// CASE depthwise: machine=x86-sapphire-rapids only=tdpbssd expect=A by=tdpbssd strength=exact full=21 inputs=s8,s8 outputs=s32 reference=depthwise_conv2d
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
    %left_wide = arith.extsi %left : i8 to i32
    %right_wide = arith.extsi %right : i8 to i32
    %p = arith.muli %left_wide, %right_wide : i32
    %t = arith.addi %sum, %p : i32
    linalg.yield %t : i32
  } -> tensor<2x7x8x20xi32>
  return %r : tensor<2x7x8x20xi32>
}

// -----

// CASE channels_as_columns: machine=x86-sapphire-rapids given=O2|O3 expect=R counterexample=iterations inputs=s8,s8 outputs=s32 reference=depthwise_conv2d
// A block-diagonal matrix that nobody made: one row of x would be wanted for
// every channel.
func.func @channels_as_columns(%x: tensor<2x9x10x20xi8>, %w: tensor<3x3x20xi8>) -> tensor<2x7x8x20xi32> {
  %zero = arith.constant 0 : i32
  %empty = tensor.empty() : tensor<2x7x8x20xi32>
  %init = linalg.fill ins(%zero : i32) outs(%empty : tensor<2x7x8x20xi32>) -> tensor<2x7x8x20xi32>
  %r = linalg.generic {indexing_maps = [
        affine_map<(n, p, q, c, r, s) -> (n, p + r, q + s, c)>,
        affine_map<(n, p, q, c, r, s) -> (r, s, c)>,
        affine_map<(n, p, q, c, r, s) -> (n, p, q, c)>],
      iterator_types = ["parallel", "parallel", "parallel", "parallel", "reduction", "reduction"],
      dsa.match = #dsa.match<@amx_int8::@tdpbssd,
        mapping = affine_map<(n, p, q, c, r, s) -> (n, p, c floordiv 16, q, c mod 16, (r * 3 + s) floordiv 4, (r * 3 + s) mod 4)>, operands = [2, 0, 1],
        weakened = <exact>, proof = "sha256:00">}
      ins(%x, %w : tensor<2x9x10x20xi8>, tensor<3x3x20xi8>) outs(%init : tensor<2x7x8x20xi32>) {
  ^bb0(%left: i8, %right: i8, %sum: i32):
    %left_wide = arith.extsi %left : i8 to i32
    %right_wide = arith.extsi %right : i8 to i32
    %p = arith.muli %left_wide, %right_wide : i32
    %t = arith.addi %sum, %p : i32
    linalg.yield %t : i32
  } -> tensor<2x7x8x20xi32>
  return %r : tensor<2x7x8x20xi32>
}
