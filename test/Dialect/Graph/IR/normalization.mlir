// RUN: dsa-opt %s --verify-roundtrip | FileCheck %s

// CHECK-LABEL: @softmax(
// CHECK: graph.softmax 
func.func @softmax(%x: tensor<2x3xf32>) {
  %r = graph.softmax %x {axis = 1 : i64}
      : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// CHECK-LABEL: @log_softmax(
// CHECK: graph.log_softmax 
func.func @log_softmax(%x: tensor<2x3xf32>) {
  %r = graph.log_softmax %x {axis = 1 : i64}
      : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// CHECK-LABEL: @batch_norm(
// CHECK: graph.batch_norm 
func.func @batch_norm(
    %x: tensor<2x3x4xf32>, %s: tensor<3xf32>, %b: tensor<3xf32>, %m: tensor<3xf32>, %v: tensor<3xf32>) {
  %r = graph.batch_norm %x, %s, %b, %m, %v {epsilon = 1.0e-5 : f32}
      : (tensor<2x3x4xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>,
         tensor<3xf32>) -> tensor<2x3x4xf32>
  return
}
