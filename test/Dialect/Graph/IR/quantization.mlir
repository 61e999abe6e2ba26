// RUN: dsa-opt %s --verify-roundtrip | FileCheck %s

// CHECK-LABEL: @quantize_linear(
// CHECK: graph.quantize_linear 
func.func @quantize_linear(
    %x: tensor<2x3xf32>, %s: tensor<f32>, %z: tensor<ui8>) {
  %q = graph.quantize_linear %x, %s, %z {axis = 1 : i64}
      : (tensor<2x3xf32>, tensor<f32>, tensor<ui8>) -> tensor<2x3xui8>
  return
}

// CHECK-LABEL: @dequantize_linear(
// CHECK: graph.dequantize_linear 
func.func @dequantize_linear(
    %q: tensor<2x3xui8>, %s: tensor<f32>, %z: tensor<ui8>) {
  %x = graph.dequantize_linear %q, %s, %z {axis = 1 : i64}
      : (tensor<2x3xui8>, tensor<f32>, tensor<ui8>) -> tensor<2x3xf32>
  return
}

// CHECK-LABEL: @requantize(
// CHECK: graph.requantize 
func.func @requantize(
    %x: tensor<2x3xsi32>, %sa: tensor<f32>, %sb: tensor<3xf32>, %s: tensor<f32>, %z: tensor<ui8>) {
  %q = graph.requantize %x, %sa, %sb, %s, %z {axis = 1 : i64}
      : (tensor<2x3xsi32>, tensor<f32>, tensor<3xf32>, tensor<f32>,
         tensor<ui8>) -> tensor<2x3xui8>
  return
}
