// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// ROW 12: conv1d NWC s8*s8 -> s32 by AMX
//
// CASE conv1d: machine=x86-sapphire-rapids only=tdpbssd expect=A by=tdpbssd strength=exact full=9 inputs=s8,s8 outputs=s32 reference=conv1d
func.func @conv1d(%x: tensor<3x21x10xi8>, %w: tensor<5x10x20xi8>) -> tensor<3x17x20xi32> {
  %zero = arith.constant 0 : i32
  %empty = tensor.empty() : tensor<3x17x20xi32>
  %init = linalg.fill ins(%zero : i32) outs(%empty : tensor<3x17x20xi32>) -> tensor<3x17x20xi32>
  %r = linalg.conv_1d_nwc_wcf {dilations = dense<1> : tensor<1xi64>, strides = dense<1> : tensor<1xi64>}
      ins(%x, %w : tensor<3x21x10xi8>, tensor<5x10x20xi8>) outs(%init : tensor<3x17x20xi32>) -> tensor<3x17x20xi32>
  return %r : tensor<3x17x20xi32>
}
