// RUN: dsa-opt %s --verify-roundtrip | FileCheck %s

// CHECK-LABEL: @matmul(
// CHECK: graph.matmul 
func.func @matmul(%a: tensor<8x64x32xf32>, %b: tensor<32x16xf32>) {
  %r = graph.matmul %a, %b {fastmath = #arith.fastmath<reassoc,contract>}
      : (tensor<8x64x32xf32>, tensor<32x16xf32>) -> tensor<8x64x16xf32>
  return
}

// CHECK-LABEL: @gemm(
// CHECK: graph.gemm 
func.func @gemm(%a: tensor<4x10xf32>, %b: tensor<8x10xf32>, %c: tensor<8xf32>) {
  %r = graph.gemm %a, %b, %c {alpha = 1.0 : f32, beta = 1.0 : f32,
      transpose_rhs}
      : (tensor<4x10xf32>, tensor<8x10xf32>, tensor<8xf32>)
      -> tensor<4x8xf32>
  return
}

// CHECK-LABEL: @matmul_integer(
// CHECK: graph.matmul_integer 
func.func @matmul_integer(
    %a: tensor<64x128xui8>, %b: tensor<128x64xsi8>, %z: tensor<ui8>) {
  %r = graph.matmul_integer %a, %b lhs_zero(%z)
      : (tensor<64x128xui8>, tensor<128x64xsi8>, tensor<ui8>)
      -> tensor<64x64xsi32>
  return
}

// CHECK-LABEL: @conv(
// CHECK: graph.conv 
func.func @conv(
    %x: tensor<1x4x16xf32>, %k: tensor<8x4x3xf32>, %b: tensor<8xf32>) {
  %r = graph.conv %x, %k, %b {strides = array<i64: 2>, group = 1 : i64,
      dilations = array<i64: 1>, pads = array<i64: 1, 1>}
      : (tensor<1x4x16xf32>, tensor<8x4x3xf32>, tensor<8xf32>)
      -> tensor<1x8x8xf32>
  return
}

// CHECK-LABEL: @conv_integer(
// CHECK: graph.conv_integer 
func.func @conv_integer(
    %x: tensor<1x4x16xui8>, %k: tensor<8x4x3xsi8>, %z: tensor<ui8>) {
  %r = graph.conv_integer %x, %k input_zero(%z) {strides = array<i64: 1>,
      dilations = array<i64: 1>, pads = array<i64: 1, 1>}
      : (tensor<1x4x16xui8>, tensor<8x4x3xsi8>, tensor<ui8>)
      -> tensor<1x8x16xsi32>
  return
}

// CHECK-LABEL: @conv_transpose(
// CHECK: graph.conv_transpose 
func.func @conv_transpose(%x: tensor<1x4x16xf32>, %k: tensor<4x8x3xf32>) {
  %r = graph.conv_transpose %x, %k {strides = array<i64: 2>,
      dilations = array<i64: 1>, pads = array<i64: 0, 0>,
      output_padding = array<i64: 1>}
      : (tensor<1x4x16xf32>, tensor<4x8x3xf32>) -> tensor<1x8x34xf32>
  return
}
