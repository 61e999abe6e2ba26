// RUN: rm -rf %t && mkdir %t
// RUN: dsa-run %s --machine=x86-generic --bench=1 --output=%t/expected.npy
// RUN: dsa-run %s --machine=x86-sapphire-rapids --prefer=instructions --numerics=contract --simulate --bench=1 --expect=%t/expected.npy --rtol=1e-4 --atol=1e-5 | FileCheck %s
// RUN: %if cpu-avx512f %{ dsa-run %s --machine=x86-sapphire-rapids --prefer=instructions --numerics=contract --bench=1 --expect=%t/expected.npy --rtol=1e-4 --atol=1e-5 | FileCheck %s %}

// Every operand has the channels: lane by lane.
// CHECK: instruction: avx512_f::vfmadd231ps_lanes, does 1 operations (contract)
// CHECK: 0 of {{[0-9]+}} elements differ
func.func @main(%a: tensor<2x19x23x70xf32>, %w: tensor<3x3x70xf32>) -> tensor<2x17x21x70xf32> {
  %c0 = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<2x17x21x70xf32>
  %z = linalg.fill ins(%c0 : f32) outs(%e : tensor<2x17x21x70xf32>) -> tensor<2x17x21x70xf32>
  %r = linalg.depthwise_conv_2d_nhwc_hwc ins(%a, %w : tensor<2x19x23x70xf32>, tensor<3x3x70xf32>) outs(%z : tensor<2x17x21x70xf32>) -> tensor<2x17x21x70xf32>
  return %r : tensor<2x17x21x70xf32>
}
