// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// ROW 14: transposed conv2d with stride 2: a flipped kernel over zeros
//
// CASE transposed: machine=x86-avx512-vnni expect=A by=vpdpbusd strength=exact inputs=u8,s8 outputs=s32 reference=transposed_conv2d
// CASE transposed: machine=x86-sapphire-rapids only=tdpbusd expect=A by=tdpbusd strength=exact full=49 inputs=u8,s8 outputs=s32 reference=transposed_conv2d
func.func @transposed(%x: tensor<2x5x4x6xi8>, %w: tensor<3x3x6x20xi8>) -> tensor<2x11x9x20xi32> {
  // Zeros between the elements, and a border of the kernel's extent less one.
  %none = arith.constant 0 : i8
  %space = tensor.empty() : tensor<2x13x11x6xi8>
  %zeros = linalg.fill ins(%none : i8) outs(%space : tensor<2x13x11x6xi8>) -> tensor<2x13x11x6xi8>
  %sparse = tensor.insert_slice %x into %zeros[0, 2, 2, 0] [2, 5, 4, 6] [1, 2, 2, 1] : tensor<2x5x4x6xi8> into tensor<2x13x11x6xi8>
  %zero = arith.constant 0 : i32
  %empty = tensor.empty() : tensor<2x11x9x20xi32>
  %init = linalg.fill ins(%zero : i32) outs(%empty : tensor<2x11x9x20xi32>) -> tensor<2x11x9x20xi32>
  %r = linalg.generic {indexing_maps = [
        affine_map<(n, p, q, f, r, s, c) -> (n, p - r + 2, q - s + 2, c)>,
        affine_map<(n, p, q, f, r, s, c) -> (r, s, c, f)>,
        affine_map<(n, p, q, f, r, s, c) -> (n, p, q, f)>],
      iterator_types = ["parallel", "parallel", "parallel", "parallel", "reduction", "reduction", "reduction"]}
      ins(%sparse, %w : tensor<2x13x11x6xi8>, tensor<3x3x6x20xi8>) outs(%init : tensor<2x11x9x20xi32>) {
  ^bb0(%left: i8, %right: i8, %sum: i32):
    %left_wide = arith.extui %left : i8 to i32
    %right_wide = arith.extsi %right : i8 to i32
    %p = arith.muli %left_wide, %right_wide : i32
    %t = arith.addi %sum, %p : i32
    linalg.yield %t : i32
  } -> tensor<2x11x9x20xi32>
  return %r : tensor<2x11x9x20xi32>
}

// -----

// CASE transposed_f16: machine=nvidia-sm80 expect=C by=mma numerics=reassoc,contract strength=reassoc full=49 inputs=f16,f16 outputs=f32 reference=transposed_conv2d
func.func @transposed_f16(%x: tensor<2x5x4x6xf16>, %w: tensor<3x3x6x20xf16>) -> tensor<2x11x9x20xf32> {
  // Zeros between the elements, and a border of the kernel's extent less one.
  %none = arith.constant 0.0 : f16
  %space = tensor.empty() : tensor<2x13x11x6xf16>
  %zeros = linalg.fill ins(%none : f16) outs(%space : tensor<2x13x11x6xf16>) -> tensor<2x13x11x6xf16>
  %sparse = tensor.insert_slice %x into %zeros[0, 2, 2, 0] [2, 5, 4, 6] [1, 2, 2, 1] : tensor<2x5x4x6xf16> into tensor<2x13x11x6xf16>
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<2x11x9x20xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<2x11x9x20xf32>) -> tensor<2x11x9x20xf32>
  %r = linalg.generic {indexing_maps = [
        affine_map<(n, p, q, f, r, s, c) -> (n, p - r + 2, q - s + 2, c)>,
        affine_map<(n, p, q, f, r, s, c) -> (r, s, c, f)>,
        affine_map<(n, p, q, f, r, s, c) -> (n, p, q, f)>],
      iterator_types = ["parallel", "parallel", "parallel", "parallel", "reduction", "reduction", "reduction"]}
      ins(%sparse, %w : tensor<2x13x11x6xf16>, tensor<3x3x6x20xf16>) outs(%init : tensor<2x11x9x20xf32>) {
  ^bb0(%left: f16, %right: f16, %sum: f32):
    %left_wide = arith.extf %left : f16 to f32
    %right_wide = arith.extf %right : f16 to f32
    %p = arith.mulf %left_wide, %right_wide : f32
    %t = arith.addf %sum, %p : f32
    linalg.yield %t : f32
  } -> tensor<2x11x9x20xf32>
  return %r : tensor<2x11x9x20xf32>
}
