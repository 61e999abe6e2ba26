// RUN: rm -rf %t && mkdir %t
// RUN: dsa-run %s --machine=x86-generic --bench=1 --output=%t/expected.npy
// RUN: dsa-run %s --machine=x86-sapphire-rapids --prefer=instructions --numerics=contract --simulate --bench=1 --expect=%t/expected.npy --rtol=1e-4 --atol=1e-5 | FileCheck %s
// RUN: %if cpu-avx512f %{ dsa-run %s --machine=x86-sapphire-rapids --prefer=instructions --numerics=contract --bench=1 --expect=%t/expected.npy --rtol=1e-4 --atol=1e-5 | FileCheck %s %}

// Lanes that cross rows of the image: the result is gathered and spread again.
// CHECK: instruction: avx512_f::vfmadd231ps, does 1 operations (contract)
// CHECK: 0 of {{[0-9]+}} elements differ
func.func @main(%a: tensor<2x5x19x23xf32>, %w: tensor<20x5x3x3xf32>, %c: tensor<2x20x8x10xf32>) -> tensor<2x20x8x10xf32> {
  %r = linalg.conv_2d_nchw_fchw {strides = dense<2> : tensor<2xi64>, dilations = dense<2> : tensor<2xi64>}
      ins(%a, %w : tensor<2x5x19x23xf32>, tensor<20x5x3x3xf32>) outs(%c : tensor<2x20x8x10xf32>) -> tensor<2x20x8x10xf32>
  return %r : tensor<2x20x8x10xf32>
}
