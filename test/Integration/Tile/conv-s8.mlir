// RUN: rm -rf %t && mkdir %t
// RUN: dsa-run %s --machine=x86-generic --bench=1 --output=%t/expected.npy
// RUN: dsa-run %s --machine=x86-sapphire-rapids --prefer=instructions --simulate --bench=1 --expect=%t/expected.npy | FileCheck %s
// RUN: %if cpu-amx_int8 %{ dsa-run %s --machine=x86-sapphire-rapids --prefer=instructions --bench=1 --expect=%t/expected.npy | FileCheck %s %}

// A convolution with strides and dilations; channels and kernel together are one
// reduction of the instruction, gathered.
// CHECK: instruction: amx_int8::tdpbssd, does 1 operations (exact)
// CHECK: 0 of {{[0-9]+}} elements differ
func.func @main(%a: tensor<2x19x23x70xi8>, %w: tensor<3x3x70x20xi8>) -> tensor<2x8x10x20xi32> {
  %c0 = arith.constant 0 : i32
  %e = tensor.empty() : tensor<2x8x10x20xi32>
  %z = linalg.fill ins(%c0 : i32) outs(%e : tensor<2x8x10x20xi32>) -> tensor<2x8x10x20xi32>
  %r = linalg.conv_2d_nhwc_hwcf {strides = dense<2> : tensor<2xi64>, dilations = dense<2> : tensor<2xi64>}
      ins(%a, %w : tensor<2x19x23x70xi8>, tensor<3x3x70x20xi8>) outs(%z : tensor<2x8x10x20xi32>) -> tensor<2x8x10x20xi32>
  return %r : tensor<2x8x10x20xi32>
}
