// RUN: dsa-opt %s --convert-graph-to-linalg --split-input-file | FileCheck %s

// Signs leave the types for the body and the attributes of the function.
// CHECK-LABEL: func.func @signs(
// CHECK-SAME: tensor<4x8xi8> {dsa.element = ui8}
// CHECK-SAME: tensor<8x2xi8> {dsa.element = si8}
// CHECK-SAME: -> (tensor<4x2xi32> {dsa.element = si32})
// CHECK: linalg.fill
// CHECK: linalg.generic
// CHECK-SAME: iterator_types = ["parallel", "parallel", "reduction"]
// CHECK: ^bb0(%[[A:.*]]: i8, %[[B:.*]]: i8, %[[SUM:.*]]: i32):
// CHECK-DAG: %[[AE:.*]] = arith.extui %[[A]] : i8 to i32
// CHECK-DAG: %[[BE:.*]] = arith.extsi %[[B]] : i8 to i32
// CHECK: %[[P:.*]] = arith.muli %[[AE]], %[[BE]] : i32
// CHECK: arith.addi %[[SUM]], %[[P]] : i32
func.func @signs(%x: tensor<4x8xui8>, %w: tensor<8x2xsi8>) -> tensor<4x2xsi32> {
  %r = graph.matmul_integer %x, %w
      : (tensor<4x8xui8>, tensor<8x2xsi8>) -> tensor<4x2xsi32>
  return %r : tensor<4x2xsi32>
}

// -----

// What may be weakened is on the arithmetic of the sum.
// CHECK-LABEL: func.func @fastmath(
// CHECK: linalg.generic
// CHECK: arith.mulf {{.*}} fastmath<reassoc,contract>
// CHECK: arith.addf {{.*}} fastmath<reassoc,contract>
func.func @fastmath(%a: tensor<8x4xf32>, %b: tensor<4x2xf32>) -> tensor<8x2xf32> {
  %r = graph.matmul %a, %b {fastmath = #arith.fastmath<reassoc,contract>}
      : (tensor<8x4xf32>, tensor<4x2xf32>) -> tensor<8x2xf32>
  return %r : tensor<8x2xf32>
}
