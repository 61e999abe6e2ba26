// RUN: dsa-opt %s --verify-roundtrip | FileCheck %s

// CHECK-LABEL: @constant(
// CHECK: graph.constant 
func.func @constant() {
  %a = graph.constant dense<[1.0, 2.0]> : tensor<2xf32>
  return
}

// CHECK-LABEL: @constant_2(
// CHECK: graph.constant 
func.func @constant_2() {
  %w = graph.constant #graph.external<"model.onnx", 128, 4096>
      : tensor<32x32xf32>
  return
}

// CHECK-LABEL: @reshape(
// CHECK: graph.reshape 
func.func @reshape(%x: tensor<2x6xf32>) {
  %r = graph.reshape %x : (tensor<2x6xf32>) -> tensor<3x4xf32>
  return
}

// CHECK-LABEL: @transpose(
// CHECK: graph.transpose 
func.func @transpose(%x: tensor<2x3xf32>) {
  %r = graph.transpose %x {permutation = array<i64: 1, 0>}
      : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return
}

// CHECK-LABEL: @expand(
// CHECK: graph.expand 
func.func @expand(%x: tensor<3x1xf32>) {
  %r = graph.expand %x : (tensor<3x1xf32>) -> tensor<2x3x4xf32>
  return
}

// CHECK-LABEL: @concat(
// CHECK: graph.concat 
func.func @concat(%a: tensor<2x3xf32>, %b: tensor<2x4xf32>) {
  %r = graph.concat %a, %b {axis = 1 : i64}
      : (tensor<2x3xf32>, tensor<2x4xf32>) -> tensor<2x7xf32>
  return
}

// CHECK-LABEL: @slice(
// CHECK: graph.slice 
func.func @slice(%x: tensor<6xf32>) {
  %r = graph.slice %x {starts = array<i64: 5>, sizes = array<i64: 3>,
      steps = array<i64: -2>} : (tensor<6xf32>) -> tensor<3xf32>
  return
}

// CHECK-LABEL: @pad(
// CHECK: graph.pad 
func.func @pad(%x: tensor<6xf32>, %v: tensor<f32>) {
  %r = graph.pad %x, %v constant {low = array<i64: 1>, high = array<i64: 2>}
      : (tensor<6xf32>, tensor<f32>) -> tensor<9xf32>
  return
}

// CHECK-LABEL: @gather(
// CHECK: graph.gather 
func.func @gather(%x: tensor<10x3xf32>, %i: tensor<2x4xsi64>) {
  %r = graph.gather %x, %i {axis = 0 : i64}
      : (tensor<10x3xf32>, tensor<2x4xsi64>) -> tensor<2x4x3xf32>
  return
}
