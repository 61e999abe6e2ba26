// RUN: rm -rf %t && mkdir %t
// RUN: dsa-run %s --machine=x86-generic --bench=1 --output=%t/0.npy --output=%t/1.npy --output=%t/2.npy --output=%t/3.npy --output=%t/4.npy --output=%t/5.npy
// RUN: dsa-run %s --machine=x86-sapphire-rapids --prefer=instructions --simulate --bench=1 --expect=%t/0.npy --expect=%t/1.npy --expect=%t/2.npy --expect=%t/3.npy --expect=%t/4.npy --expect=%t/5.npy | FileCheck %s
// RUN: %if cpu-amx_int8 %{ dsa-run %s --machine=x86-sapphire-rapids --prefer=instructions --bench=1 --expect=%t/0.npy --expect=%t/1.npy --expect=%t/2.npy --expect=%t/3.npy --expect=%t/4.npy --expect=%t/5.npy | FileCheck %s %}

// One product of matrices for all sizes: empty sums, single elements, what
// divides, one more, and several blocks along every loop.
// CHECK: instruction: amx_int8::tdpbssd, does 2 operations (exact), invoked at least 320 times
// CHECK-COUNT-6: 0 of {{[0-9]+}} elements differ
func.func private @product(%a: tensor<?x?xi8>, %w: tensor<?x?xi8>, %c: tensor<?x?xi32>) -> tensor<?x?xi32> {
  %r = linalg.matmul ins(%a, %w : tensor<?x?xi8>, tensor<?x?xi8>) outs(%c : tensor<?x?xi32>) -> tensor<?x?xi32>
  return %r : tensor<?x?xi32>
}

// A batch and a width that are not known; the kernel is.
func.func private @convolution(%x: tensor<?x?x70xi8>, %w: tensor<3x70x20xi8>, %c: tensor<?x?x20xi32>) -> tensor<?x?x20xi32> {
  %r = linalg.conv_1d_nwc_wcf {strides = dense<2> : tensor<1xi64>, dilations = dense<1> : tensor<1xi64>}
    ins(%x, %w : tensor<?x?x70xi8>, tensor<3x70x20xi8>) outs(%c : tensor<?x?x20xi32>) -> tensor<?x?x20xi32>
  return %r : tensor<?x?x20xi32>
}

// Called, so that nobody knows.
func.func private @zero() -> index {
  %zero = arith.constant 0 : index
  return %zero : index
}

func.func @main(%a0: tensor<5x9xi8>, %w0: tensor<9x7xi8>, %c0: tensor<5x7xi32>,
                %a1: tensor<1x1xi8>, %w1: tensor<1x1xi8>, %c1: tensor<1x1xi32>,
                %a2: tensor<16x64xi8>, %w2: tensor<64x16xi8>, %c2: tensor<16x16xi32>,
                %a3: tensor<17x65xi8>, %w3: tensor<65x17xi8>, %c3: tensor<17x17xi32>,
                %a4: tensor<327x327xi8>, %w4: tensor<327x327xi8>, %c4: tensor<327x327xi32>,
                %x5: tensor<2x301x70xi8>, %w5: tensor<3x70x20xi8>, %c5: tensor<2x150x20xi32>)
    -> (tensor<5x7xi32>, tensor<1x1xi32>, tensor<16x16xi32>, tensor<17x17xi32>, tensor<327x327xi32>, tensor<2x150x20xi32>) {
  %zero = call @zero() : () -> index
  %a0s = tensor.extract_slice %a0[0, 0] [5, %zero] [1, 1] : tensor<5x9xi8> to tensor<5x?xi8>
  %w0s = tensor.extract_slice %w0[0, 0] [%zero, 7] [1, 1] : tensor<9x7xi8> to tensor<?x7xi8>
  %a0d = tensor.cast %a0s : tensor<5x?xi8> to tensor<?x?xi8>
  %w0d = tensor.cast %w0s : tensor<?x7xi8> to tensor<?x?xi8>
  %c0d = tensor.cast %c0 : tensor<5x7xi32> to tensor<?x?xi32>
  %r0d = call @product(%a0d, %w0d, %c0d) : (tensor<?x?xi8>, tensor<?x?xi8>, tensor<?x?xi32>) -> tensor<?x?xi32>
  %r0 = tensor.cast %r0d : tensor<?x?xi32> to tensor<5x7xi32>
  %a6s = tensor.extract_slice %a0[0, 0] [%zero, 9] [1, 1] : tensor<5x9xi8> to tensor<?x9xi8>
  %a6d = tensor.cast %a6s : tensor<?x9xi8> to tensor<?x?xi8>
  %w6d = tensor.cast %w0 : tensor<9x7xi8> to tensor<?x?xi8>
  %c6s = tensor.extract_slice %c0[0, 0] [%zero, 7] [1, 1] : tensor<5x7xi32> to tensor<?x7xi32>
  %c6d = tensor.cast %c6s : tensor<?x7xi32> to tensor<?x?xi32>
  %r6 = call @product(%a6d, %w6d, %c6d) : (tensor<?x?xi8>, tensor<?x?xi8>, tensor<?x?xi32>) -> tensor<?x?xi32>
  %a1d = tensor.cast %a1 : tensor<1x1xi8> to tensor<?x?xi8>
  %w1d = tensor.cast %w1 : tensor<1x1xi8> to tensor<?x?xi8>
  %c1d = tensor.cast %c1 : tensor<1x1xi32> to tensor<?x?xi32>
  %r1d = call @product(%a1d, %w1d, %c1d) : (tensor<?x?xi8>, tensor<?x?xi8>, tensor<?x?xi32>) -> tensor<?x?xi32>
  %r1 = tensor.cast %r1d : tensor<?x?xi32> to tensor<1x1xi32>
  %a2d = tensor.cast %a2 : tensor<16x64xi8> to tensor<?x?xi8>
  %w2d = tensor.cast %w2 : tensor<64x16xi8> to tensor<?x?xi8>
  %c2d = tensor.cast %c2 : tensor<16x16xi32> to tensor<?x?xi32>
  %r2d = call @product(%a2d, %w2d, %c2d) : (tensor<?x?xi8>, tensor<?x?xi8>, tensor<?x?xi32>) -> tensor<?x?xi32>
  %r2 = tensor.cast %r2d : tensor<?x?xi32> to tensor<16x16xi32>
  %a3d = tensor.cast %a3 : tensor<17x65xi8> to tensor<?x?xi8>
  %w3d = tensor.cast %w3 : tensor<65x17xi8> to tensor<?x?xi8>
  %c3d = tensor.cast %c3 : tensor<17x17xi32> to tensor<?x?xi32>
  %r3d = call @product(%a3d, %w3d, %c3d) : (tensor<?x?xi8>, tensor<?x?xi8>, tensor<?x?xi32>) -> tensor<?x?xi32>
  %r3 = tensor.cast %r3d : tensor<?x?xi32> to tensor<17x17xi32>
  %a4d = tensor.cast %a4 : tensor<327x327xi8> to tensor<?x?xi8>
  %w4d = tensor.cast %w4 : tensor<327x327xi8> to tensor<?x?xi8>
  %c4d = tensor.cast %c4 : tensor<327x327xi32> to tensor<?x?xi32>
  %r4d = call @product(%a4d, %w4d, %c4d) : (tensor<?x?xi8>, tensor<?x?xi8>, tensor<?x?xi32>) -> tensor<?x?xi32>
  %r4 = tensor.cast %r4d : tensor<?x?xi32> to tensor<327x327xi32>
  %x5d = tensor.cast %x5 : tensor<2x301x70xi8> to tensor<?x?x70xi8>
  %c5d = tensor.cast %c5 : tensor<2x150x20xi32> to tensor<?x?x20xi32>
  %r5d = call @convolution(%x5d, %w5, %c5d) : (tensor<?x?x70xi8>, tensor<3x70x20xi8>, tensor<?x?x20xi32>) -> tensor<?x?x20xi32>
  %r5 = tensor.cast %r5d : tensor<?x?x20xi32> to tensor<2x150x20xi32>
  return %r0, %r1, %r2, %r3, %r4, %r5 : tensor<5x7xi32>, tensor<1x1xi32>, tensor<16x16xi32>, tensor<17x17xi32>, tensor<327x327xi32>, tensor<2x150x20xi32>
}
