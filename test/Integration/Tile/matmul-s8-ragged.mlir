// RUN: rm -rf %t && mkdir %t
// RUN: dsa-run %s --machine=x86-generic --bench=1 --output=%t/expected.npy
// RUN: dsa-run %s --machine=x86-sapphire-rapids --prefer=instructions --simulate --bench=1 --expect=%t/expected.npy | FileCheck %s
// RUN: %if cpu-amx_int8 %{ dsa-run %s --machine=x86-sapphire-rapids --prefer=instructions --bench=1 --expect=%t/expected.npy | FileCheck %s %}

// No size divides, and the sum adds to what is there: inputs are padded, the
// last register blocks are smaller.
// CHECK: instruction: amx_int8::tdpbssd, does 1 operations (exact), invoked 48 times
// CHECK: 0 of {{[0-9]+}} elements differ
func.func @main(%a: tensor<127x65xi8>, %w: tensor<65x33xi8>, %c: tensor<127x33xi32>) -> tensor<127x33xi32> {
  %r = linalg.matmul ins(%a, %w : tensor<127x65xi8>, tensor<65x33xi8>) outs(%c : tensor<127x33xi32>) -> tensor<127x33xi32>
  return %r : tensor<127x33xi32>
}
