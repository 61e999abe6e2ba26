// RUN: rm -rf %t && mkdir %t
// RUN: dsa-run %s --machine=x86-generic --bench=1 --output=%t/expected.npy
// RUN: dsa-run %s --machine=x86-sapphire-rapids --prefer=instructions --numerics=contract --simulate --bench=1 --expect=%t/expected.npy --rtol=1e-4 --atol=1e-5 | FileCheck %s
// RUN: %if cpu-avx512f %{ dsa-run %s --machine=x86-sapphire-rapids --prefer=instructions --numerics=contract --bench=1 --expect=%t/expected.npy --rtol=1e-4 --atol=1e-5 | FileCheck %s %}

// Floats: the order of the sum is that of the source, products and sums are fused.
// CHECK: instruction: avx512_f::vfmadd231ps, does 1 operations (contract)
// CHECK: 0 of {{[0-9]+}} elements differ
func.func @main(%a: tensor<127x65xf32>, %w: tensor<65x33xf32>, %c: tensor<127x33xf32>) -> tensor<127x33xf32> {
  %r = linalg.matmul ins(%a, %w : tensor<127x65xf32>, tensor<65x33xf32>) outs(%c : tensor<127x33xf32>) -> tensor<127x33xf32>
  return %r : tensor<127x33xf32>
}
