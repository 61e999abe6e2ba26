// RUN: dsa-opt %s --convert-graph-to-linalg --split-input-file | FileCheck %s

// Strides and dilations are in the access, pads before it.
// CHECK: #[[WINDOW:.*]] = affine_map<(d0, d1, d2, d3, d4) -> (d0, d3, d2 * 2 + d4 * 2)>
// CHECK-LABEL: func.func @strides_dilations_pads(
// CHECK: tensor.pad %{{.*}} low[0, 0, 1] high[0, 0, 1]
// CHECK: linalg.generic {indexing_maps = [#[[WINDOW]],
// CHECK-SAME: iterator_types = ["parallel", "parallel", "parallel", "reduction", "reduction"]
func.func @strides_dilations_pads(%x: tensor<1x4x16xf32>, %k: tensor<8x4x3xf32>) -> tensor<1x8x7xf32> {
  %r = graph.conv %x, %k {strides = array<i64: 2>, dilations = array<i64: 2>,
      pads = array<i64: 1, 1>} : (tensor<1x4x16xf32>, tensor<8x4x3xf32>) -> tensor<1x8x7xf32>
  return %r : tensor<1x8x7xf32>
}

// -----

// A group is a dimension that input, kernel and result share.
// CHECK-LABEL: func.func @groups(
// CHECK-DAG: tensor.expand_shape %{{.*}} output_shape [1, 2, 2, 16]
// CHECK-DAG: tensor.expand_shape %{{.*}} output_shape [2, 4, 2, 3]
// CHECK: linalg.generic
// CHECK: tensor.collapse_shape %{{.*}} : tensor<1x2x4x14xf32> into tensor<1x8x14xf32>
func.func @groups(%x: tensor<1x4x16xf32>, %k: tensor<8x2x3xf32>) -> tensor<1x8x14xf32> {
  %r = graph.conv %x, %k {strides = array<i64: 1>, dilations = array<i64: 1>,
      pads = array<i64: 0, 0>, group = 2 : i64} : (tensor<1x4x16xf32>, tensor<8x2x3xf32>) -> tensor<1x8x14xf32>
  return %r : tensor<1x8x14xf32>
}
