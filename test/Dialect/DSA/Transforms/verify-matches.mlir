// RUN: dsa-opt %s --dsa-verify-matches="machine=x86-sapphire-rapids" | FileCheck %s

// CHECK-LABEL: @one_instruction
func.func @one_instruction(%a: tensor<16x64xi8>, %w: tensor<64x16xi8>, %z: tensor<16x16xi32>) -> tensor<16x16xi32> {
  // CHECK: dsa.match
  %r = linalg.matmul {dsa.match = #dsa.match<@amx_int8::@tdpbssd,
      mapping = affine_map<(m, n, k) -> (m, n, k floordiv 4, k mod 4)>,
      operands = [2, 0, 1], weakened = <exact>, proof = "sha256:0f3c">}
    ins(%a, %w : tensor<16x64xi8>, tensor<64x16xi8>) outs(%z : tensor<16x16xi32>) -> tensor<16x16xi32>
  return %r : tensor<16x16xi32>
}

// Sizes that do not divide, in blocks.
func.func @ragged(%a: tensor<127x70xi8>, %w: tensor<70x33xi8>, %z: tensor<127x33xi32>) -> tensor<127x33xi32> {
  %r = linalg.matmul {dsa.match = #dsa.match<@amx_int8::@tdpbssd,
      mapping = affine_map<(m, n, k) -> (m floordiv 16, n floordiv 16, k floordiv 64,
        m mod 16, n mod 16, (k mod 64) floordiv 4, k mod 4)>,
      operands = [2, 0, 1], weakened = <exact>, proof = "sha256:0f3c">}
    ins(%a, %w : tensor<127x70xi8>, tensor<70x33xi8>) outs(%z : tensor<127x33xi32>) -> tensor<127x33xi32>
  return %r : tensor<127x33xi32>
}

// Sizes that are not known.
func.func @dynamic(%a: tensor<?x?xi8>, %w: tensor<?x?xi8>, %z: tensor<?x?xi32>) -> tensor<?x?xi32> {
  %r = linalg.matmul {dsa.match = #dsa.match<@amx_int8::@tdpbssd,
      mapping = affine_map<(m, n, k) -> (m floordiv 16, n floordiv 16, k floordiv 64,
        m mod 16, n mod 16, (k mod 64) floordiv 4, k mod 4)>,
      operands = [2, 0, 1], weakened = <exact>, proof = "sha256:0f3c">}
    ins(%a, %w : tensor<?x?xi8>, tensor<?x?xi8>) outs(%z : tensor<?x?xi32>) -> tensor<?x?xi32>
  return %r : tensor<?x?xi32>
}

// Two loops share one of the instruction's: in mixed radix.
func.func @convolution(%x: tensor<1x9x9x6xi8>, %w: tensor<3x3x6x20xi8>, %z: tensor<1x7x7x20xi32>) -> tensor<1x7x7x20xi32> {
  %r = linalg.conv_2d_nhwc_hwcf {dilations = dense<1> : tensor<2xi64>, strides = dense<1> : tensor<2xi64>,
      dsa.match = #dsa.match<@amx_int8::@tdpbssd,
      mapping = affine_map<(n, p, q, f, r, s, c) -> (n, (p * 7 + q) floordiv 16, f floordiv 16, r, (s * 6 + c) floordiv 64,
        (p * 7 + q) mod 16, f mod 16, ((s * 6 + c) mod 64) floordiv 4, (s * 6 + c) mod 4)>,
      operands = [2, 0, 1], weakened = <exact>, proof = "sha256:0f3c">}
    ins(%x, %w : tensor<1x9x9x6xi8>, tensor<3x3x6x20xi8>) outs(%z : tensor<1x7x7x20xi32>) -> tensor<1x7x7x20xi32>
  return %r : tensor<1x7x7x20xi32>
}

// One fused multiply-add for two roundings, in the program's order.
func.func @fused(%a: tensor<5x7xf32>, %w: tensor<7x33xf32>, %z: tensor<5x33xf32>) -> tensor<5x33xf32> {
  %r = linalg.matmul {dsa.match = #dsa.match<@avx512_f::@vfmadd231ps,
      mapping = affine_map<(m, n, k) -> (m, n floordiv 16, k, n mod 16)>,
      operands = [2, 0, 1], weakened = <contract>, proof = "sha256:0f3c">}
    ins(%a, %w : tensor<5x7xf32>, tensor<7x33xf32>) outs(%z : tensor<5x33xf32>) -> tensor<5x33xf32>
  return %r : tensor<5x33xf32>
}
