// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// ROW 13: conv3d NDHWC f16 -> f32 by mma.sync
//
// CASE conv3d: machine=nvidia-sm80 expect=C by=mma numerics=reassoc,contract strength=reassoc full=225 inputs=f16,f16 outputs=f32 reference=conv3d
func.func @conv3d(%x: tensor<2x4x5x6x5xf16>, %w: tensor<2x2x3x5x9xf16>) -> tensor<2x3x4x4x9xf32> {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<2x3x4x4x9xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<2x3x4x4x9xf32>) -> tensor<2x3x4x4x9xf32>
  %r = linalg.conv_3d_ndhwc_dhwcf {dilations = dense<1> : tensor<3xi64>, strides = dense<1> : tensor<3xi64>}
      ins(%x, %w : tensor<2x4x5x6x5xf16>, tensor<2x2x3x5x9xf16>) outs(%init : tensor<2x3x4x4x9xf32>) -> tensor<2x3x4x4x9xf32>
  return %r : tensor<2x3x4x4x9xf32>
}
