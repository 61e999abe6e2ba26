// RUN: dsa-opt %s --verify-roundtrip | FileCheck %s

// CHECK-LABEL: @reduce_sum(
// CHECK: graph.reduce_sum 
func.func @reduce_sum(%x: tensor<2x3x4xf32>) {
  %r = graph.reduce_sum %x {axes = array<i64: 1>}
      : (tensor<2x3x4xf32>) -> tensor<2x4xf32>
  return
}

// CHECK-LABEL: @reduce_prod(
// CHECK: graph.reduce_prod 
func.func @reduce_prod(%x: tensor<2x3x4xf32>) {
  %r = graph.reduce_prod %x {axes = array<i64: 1>}
      : (tensor<2x3x4xf32>) -> tensor<2x4xf32>
  return
}

// CHECK-LABEL: @reduce_min(
// CHECK: graph.reduce_min 
func.func @reduce_min(%x: tensor<2x3x4xf32>) {
  %r = graph.reduce_min %x {axes = array<i64: 1>}
      : (tensor<2x3x4xf32>) -> tensor<2x4xf32>
  return
}

// CHECK-LABEL: @reduce_max(
// CHECK: graph.reduce_max 
func.func @reduce_max(%x: tensor<2x3x4xf32>) {
  %r = graph.reduce_max %x {axes = array<i64: 1>}
      : (tensor<2x3x4xf32>) -> tensor<2x4xf32>
  return
}

// CHECK-LABEL: @max_pool(
// CHECK: graph.max_pool 
func.func @max_pool(%x: tensor<1x4x16xf32>) {
  %r = graph.max_pool %x {kernel = array<i64: 2>, strides = array<i64: 2>,
      dilations = array<i64: 1>, pads = array<i64: 0, 0>}
      : (tensor<1x4x16xf32>) -> tensor<1x4x8xf32>
  return
}

// CHECK-LABEL: @average_pool(
// CHECK: graph.average_pool 
func.func @average_pool(%x: tensor<1x4x16xf32>) {
  %r = graph.average_pool %x {kernel = array<i64: 2>,
      strides = array<i64: 2>, dilations = array<i64: 1>,
      pads = array<i64: 0, 0>, counted_pads = array<i64: 0, 0>}
      : (tensor<1x4x16xf32>) -> tensor<1x4x8xf32>
  return
}
