// RUN: rm -rf %t && mkdir %t
// RUN: dsa-run %s --machine=x86-generic --bench=1 --output=%t/expected.npy
// RUN: dsa-run %s --machine=x86-sapphire-rapids --prefer=instructions --simulate --bench=1 --expect=%t/expected.npy | FileCheck %s
// RUN: %if cpu-amx_int8 %{ dsa-run %s --machine=x86-sapphire-rapids --prefer=instructions --bench=1 --expect=%t/expected.npy | FileCheck %s %}

// Sizes that every block divides; a chunk of the reduction at a time.
// CHECK: instruction: amx_int8::tdpbssd, does 1 operations (exact), invoked 1536 times
// CHECK: 0 of {{[0-9]+}} elements differ
func.func @main(%a: tensor<64x4096xi8>, %w: tensor<4096x96xi8>) -> tensor<64x96xi32> {
  %c0 = arith.constant 0 : i32
  %e = tensor.empty() : tensor<64x96xi32>
  %z = linalg.fill ins(%c0 : i32) outs(%e : tensor<64x96xi32>) -> tensor<64x96xi32>
  %r = linalg.matmul ins(%a, %w : tensor<64x4096xi8>, tensor<4096x96xi8>) outs(%z : tensor<64x96xi32>) -> tensor<64x96xi32>
  return %r : tensor<64x96xi32>
}
