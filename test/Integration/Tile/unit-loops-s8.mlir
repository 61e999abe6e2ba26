// RUN: rm -rf %t && mkdir %t
// RUN: dsa-run %s --machine=x86-generic --bench=1 --output=%t/0.npy --output=%t/1.npy --output=%t/2.npy --output=%t/3.npy
// RUN: dsa-run %s --machine=x86-sapphire-rapids --prefer=instructions --simulate --bench=1 --expect=%t/0.npy --expect=%t/1.npy --expect=%t/2.npy --expect=%t/3.npy | FileCheck %s
// RUN: %if cpu-amx_int8 %{ dsa-run %s --machine=x86-sapphire-rapids --prefer=instructions --bench=1 --expect=%t/0.npy --expect=%t/1.npy --expect=%t/2.npy --expect=%t/3.npy | FileCheck %s %}

// Rows or columns of the instruction that nothing of the program runs through:
// matrix times vector, vector times matrix, a product of vectors, and channels
// that stay outside.
// CHECK: instruction: amx_int8::tdpbssd, does 4 operations (exact), invoked 41 times
// CHECK-COUNT-4: 0 of {{[0-9]+}} elements differ
func.func @main(%a: tensor<33x130xi8>, %x: tensor<130xi8>, %v: tensor<33xi8>, %y: tensor<130xi8>,
                %image: tensor<1x9x9x5xi8>, %start: tensor<33xi32>)
    -> (tensor<33xi32>, tensor<130xi32>, tensor<i32>, tensor<1x7x7x5xi32>) {
  %c0 = arith.constant 0 : i32
  %w = arith.constant dense<[[[1, -2, 3, -4, 5], [6, 7, -8, 9, 10], [0, 2, -3, 4, 127]],
                             [[-1, 12, 3, 14, 5], [6, -7, 8, -9, 0], [1, 2, 3, 4, -128]],
                             [[1, -2, 13, -4, 15], [16, 7, -8, 19, 10], [0, 2, -3, 4, 1]]]> : tensor<3x3x5xi8>
  // It adds to what is there.
  %0 = linalg.matvec ins(%a, %x : tensor<33x130xi8>, tensor<130xi8>) outs(%start : tensor<33xi32>) -> tensor<33xi32>
  %e1 = tensor.empty() : tensor<130xi32>
  %z1 = linalg.fill ins(%c0 : i32) outs(%e1 : tensor<130xi32>) -> tensor<130xi32>
  %1 = linalg.vecmat ins(%v, %a : tensor<33xi8>, tensor<33x130xi8>) outs(%z1 : tensor<130xi32>) -> tensor<130xi32>
  %e2 = tensor.empty() : tensor<i32>
  %z2 = linalg.fill ins(%c0 : i32) outs(%e2 : tensor<i32>) -> tensor<i32>
  %2 = linalg.dot ins(%x, %y : tensor<130xi8>, tensor<130xi8>) outs(%z2 : tensor<i32>) -> tensor<i32>
  %z3 = arith.constant dense<0> : tensor<1x7x7x5xi32>
  %3 = linalg.depthwise_conv_2d_nhwc_hwc ins(%image, %w : tensor<1x9x9x5xi8>, tensor<3x3x5xi8>) outs(%z3 : tensor<1x7x7x5xi32>) -> tensor<1x7x7x5xi32>
  return %0, %1, %2, %3 : tensor<33xi32>, tensor<130xi32>, tensor<i32>, tensor<1x7x7x5xi32>
}
