// RUN: dsa-opt %s --convert-graph-to-linalg --split-input-file | FileCheck %s

// Halves go to even, then the range of the result bounds the sum.
// CHECK-LABEL: func.func @quantize(
// CHECK: math.roundeven
// CHECK: linalg.yield %{{.*}} : i8
func.func @quantize(%x: tensor<2x3xf32>, %s: tensor<f32>, %z: tensor<ui8>) -> tensor<2x3xui8> {
  %q = graph.quantize_linear %x, %s, %z
      : (tensor<2x3xf32>, tensor<f32>, tensor<ui8>) -> tensor<2x3xui8>
  return %q : tensor<2x3xui8>
}

// -----

// What a zero point is subtracted from needs more than eight bits.
// CHECK-LABEL: func.func @zero_points(
// CHECK: arith.subi %{{.*}} : i16
// CHECK: ^bb0(%[[A:.*]]: i16, %[[B:.*]]: i16, %{{.*}}: i32):
// CHECK-DAG: arith.extsi %[[A]] : i16 to i32
// CHECK-DAG: arith.extsi %[[B]] : i16 to i32
func.func @zero_points(%a: tensor<4x8xui8>, %b: tensor<8x2xsi8>, %za: tensor<ui8>, %zb: tensor<2xsi8>) -> tensor<4x2xsi32> {
  %r = graph.matmul_integer %a, %b lhs_zero(%za) rhs_zero(%zb)
      : (tensor<4x8xui8>, tensor<8x2xsi8>, tensor<ui8>, tensor<2xsi8>) -> tensor<4x2xsi32>
  return %r : tensor<4x2xsi32>
}
