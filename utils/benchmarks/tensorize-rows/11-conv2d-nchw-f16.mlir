// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// ROW 11: conv2d NCHW f16 -> f32 by mma.sync
//
// CASE conv2d: machine=nvidia-sm80 expect=C by=mma numerics=reassoc,contract strength=reassoc inputs=f16,f16 outputs=f32 reference=conv2d_nchw
func.func @conv2d(%x: tensor<2x6x9x10xf16>, %w: tensor<20x6x3x3xf16>) -> tensor<2x20x7x8xf32> {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<2x20x7x8xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<2x20x7x8xf32>) -> tensor<2x20x7x8xf32>
  %r = linalg.conv_2d_nchw_fchw {dilations = dense<1> : tensor<2xi64>, strides = dense<1> : tensor<2xi64>}
      ins(%x, %w : tensor<2x6x9x10xf16>, tensor<20x6x3x3xf16>) outs(%init : tensor<2x20x7x8xf32>) -> tensor<2x20x7x8xf32>
  return %r : tensor<2x20x7x8xf32>
}
