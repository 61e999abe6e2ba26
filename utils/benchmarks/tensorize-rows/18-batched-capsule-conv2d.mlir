// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// ROW 18: conv2d with filters of each image, and capsule conv2d, f16 -> f32 by mma.sync
//
// CASE batched: machine=nvidia-sm80 expect=C by=mma numerics=reassoc,contract strength=reassoc full=21 inputs=f16,f16 outputs=f32 reference=batched_conv2d
func.func @batched(%x: tensor<2x8x9x6xf16>, %w: tensor<2x3x3x6x9xf16>) -> tensor<2x6x7x9xf32> {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<2x6x7x9xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<2x6x7x9xf32>) -> tensor<2x6x7x9xf32>
  %r = linalg.generic {indexing_maps = [
        affine_map<(n, p, q, f, r, s, c) -> (n, p + r, q + s, c)>,
        affine_map<(n, p, q, f, r, s, c) -> (n, r, s, c, f)>,
        affine_map<(n, p, q, f, r, s, c) -> (n, p, q, f)>],
      iterator_types = ["parallel", "parallel", "parallel", "parallel", "reduction", "reduction", "reduction"]}
      ins(%x, %w : tensor<2x8x9x6xf16>, tensor<2x3x3x6x9xf16>) outs(%init : tensor<2x6x7x9xf32>) {
  ^bb0(%left: f16, %right: f16, %sum: f32):
    %left_wide = arith.extf %left : f16 to f32
    %right_wide = arith.extf %right : f16 to f32
    %p = arith.mulf %left_wide, %right_wide : f32
    %t = arith.addf %sum, %p : f32
    linalg.yield %t : f32
  } -> tensor<2x6x7x9xf32>
  return %r : tensor<2x6x7x9xf32>
}

// -----

// CASE capsule: machine=nvidia-sm80 expect=C by=mma numerics=reassoc,contract strength=reassoc full=147 inputs=f16,f16 outputs=f32 reference=capsule_conv2d
func.func @capsule(%x: tensor<2x5x6x3x4x4xf16>, %w: tensor<3x3x3x5x4x4xf16>) -> tensor<2x3x4x5x4x4xf32> {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<2x3x4x5x4x4xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<2x3x4x5x4x4xf32>) -> tensor<2x3x4x5x4x4xf32>
  %r = linalg.generic {indexing_maps = [
        affine_map<(n, p, q, f, u, v, r, s, c, l) -> (n, p + r, q + s, c, u, l)>,
        affine_map<(n, p, q, f, u, v, r, s, c, l) -> (r, s, c, f, l, v)>,
        affine_map<(n, p, q, f, u, v, r, s, c, l) -> (n, p, q, f, u, v)>],
      iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel", "parallel", "reduction", "reduction", "reduction", "reduction"]}
      ins(%x, %w : tensor<2x5x6x3x4x4xf16>, tensor<3x3x3x5x4x4xf16>) outs(%init : tensor<2x3x4x5x4x4xf32>) {
  ^bb0(%left: f16, %right: f16, %sum: f32):
    %left_wide = arith.extf %left : f16 to f32
    %right_wide = arith.extf %right : f16 to f32
    %p = arith.mulf %left_wide, %right_wide : f32
    %t = arith.addf %sum, %p : f32
    linalg.yield %t : f32
  } -> tensor<2x3x4x5x4x4xf32>
  return %r : tensor<2x3x4x5x4x4xf32>
}

// -----

// CASE batched_s8: machine=x86-sapphire-rapids only=tdpbssd expect=A by=tdpbssd strength=exact full=21 inputs=s8,s8 outputs=s32 reference=batched_conv2d
func.func @batched_s8(%x: tensor<2x8x9x6xi8>, %w: tensor<2x3x3x6x9xi8>) -> tensor<2x6x7x9xi32> {
  %zero = arith.constant 0 : i32
  %empty = tensor.empty() : tensor<2x6x7x9xi32>
  %init = linalg.fill ins(%zero : i32) outs(%empty : tensor<2x6x7x9xi32>) -> tensor<2x6x7x9xi32>
  %r = linalg.generic {indexing_maps = [
        affine_map<(n, p, q, f, r, s, c) -> (n, p + r, q + s, c)>,
        affine_map<(n, p, q, f, r, s, c) -> (n, r, s, c, f)>,
        affine_map<(n, p, q, f, r, s, c) -> (n, p, q, f)>],
      iterator_types = ["parallel", "parallel", "parallel", "parallel", "reduction", "reduction", "reduction"]}
      ins(%x, %w : tensor<2x8x9x6xi8>, tensor<2x3x3x6x9xi8>) outs(%init : tensor<2x6x7x9xi32>) {
  ^bb0(%left: i8, %right: i8, %sum: i32):
    %left_wide = arith.extsi %left : i8 to i32
    %right_wide = arith.extsi %right : i8 to i32
    %p = arith.muli %left_wide, %right_wide : i32
    %t = arith.addi %sum, %p : i32
    linalg.yield %t : i32
  } -> tensor<2x6x7x9xi32>
  return %r : tensor<2x6x7x9xi32>
}

// -----

// CASE capsule_s8: machine=x86-sapphire-rapids only=tdpbssd expect=A by=tdpbssd strength=exact full=147 inputs=s8,s8 outputs=s32 reference=capsule_conv2d
func.func @capsule_s8(%x: tensor<2x5x6x3x4x4xi8>, %w: tensor<3x3x3x5x4x4xi8>) -> tensor<2x3x4x5x4x4xi32> {
  %zero = arith.constant 0 : i32
  %empty = tensor.empty() : tensor<2x3x4x5x4x4xi32>
  %init = linalg.fill ins(%zero : i32) outs(%empty : tensor<2x3x4x5x4x4xi32>) -> tensor<2x3x4x5x4x4xi32>
  %r = linalg.generic {indexing_maps = [
        affine_map<(n, p, q, f, u, v, r, s, c, l) -> (n, p + r, q + s, c, u, l)>,
        affine_map<(n, p, q, f, u, v, r, s, c, l) -> (r, s, c, f, l, v)>,
        affine_map<(n, p, q, f, u, v, r, s, c, l) -> (n, p, q, f, u, v)>],
      iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel", "parallel", "reduction", "reduction", "reduction", "reduction"]}
      ins(%x, %w : tensor<2x5x6x3x4x4xi8>, tensor<3x3x3x5x4x4xi8>) outs(%init : tensor<2x3x4x5x4x4xi32>) {
  ^bb0(%left: i8, %right: i8, %sum: i32):
    %left_wide = arith.extsi %left : i8 to i32
    %right_wide = arith.extsi %right : i8 to i32
    %p = arith.muli %left_wide, %right_wide : i32
    %t = arith.addi %sum, %p : i32
    linalg.yield %t : i32
  } -> tensor<2x3x4x5x4x4xi32>
  return %r : tensor<2x3x4x5x4x4xi32>
}
