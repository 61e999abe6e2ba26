// RUN: dsa-opt %s --split-input-file --verify-diagnostics

// reduce_sum C1 about the range
func.func @reduce_sum_c1(%x: tensor<2x3x4xf32>) {
  // expected-error @+2 {{expected increasing axes from 0 to 2, but got 3}}
  // expected-error @+1 {{'graph.reduce_sum' op failed to infer returned types}}
  %r = graph.reduce_sum %x {axes = array<i64: 3>}
      : (tensor<2x3x4xf32>) -> tensor<2x3x4xf32>
  return
}

// -----

// reduce_max C1 about the order
func.func @reduce_max_c1(%x: tensor<2x3x4xf32>) {
  // expected-error @+2 {{expected increasing axes from 0 to 2, but got 1, 0}}
  // expected-error @+1 {{'graph.reduce_max' op failed to infer returned types}}
  %r = graph.reduce_max %x {axes = array<i64: 1, 0>}
      : (tensor<2x3x4xf32>) -> tensor<4xf32>
  return
}

// -----

// max_pool C1
func.func @max_pool_c1(%x: tensor<1x4xf32>) {
  // expected-error @+2 {{expected an input of three dimensions or more, but got 'tensor<1x4xf32>'}}
  // expected-error @+1 {{'graph.max_pool' op failed to infer returned types}}
  %r = graph.max_pool %x {kernel = array<i64>, strides = array<i64>,
      dilations = array<i64>, pads = array<i64>}
      : (tensor<1x4xf32>) -> tensor<1x4xf32>
  return
}

// -----

// max_pool C2
func.func @max_pool_c2(%x: tensor<1x4x16xf32>) {
  // expected-error @+2 {{expected a window of 1 positive extents, strides and dilations, and 2 pads, but got extents [2, 2], strides [2], dilations [1] and pads [0, 0]}}
  // expected-error @+1 {{'graph.max_pool' op failed to infer returned types}}
  %r = graph.max_pool %x {kernel = array<i64: 2, 2>, strides = array<i64: 2>,
      dilations = array<i64: 1>, pads = array<i64: 0, 0>}
      : (tensor<1x4x16xf32>) -> tensor<1x4x8xf32>
  return
}

// -----

// max_pool C3
func.func @max_pool_c3(%x: tensor<1x4x16xf32>) {
  // expected-error @+2 {{expected a window of at most 18 in spatial dimension 0, but got 19}}
  // expected-error @+1 {{'graph.max_pool' op failed to infer returned types}}
  %r = graph.max_pool %x {kernel = array<i64: 3>, strides = array<i64: 1>,
      dilations = array<i64: 9>, pads = array<i64: 1, 1>}
      : (tensor<1x4x16xf32>) -> tensor<1x4x1xf32>
  return
}

// -----

// average_pool C1
func.func @average_pool_c1(%x: tensor<1x4xf32>) {
  // expected-error @+2 {{expected an input of three dimensions or more, but got 'tensor<1x4xf32>'}}
  // expected-error @+1 {{'graph.average_pool' op failed to infer returned types}}
  %r = graph.average_pool %x {kernel = array<i64>, strides = array<i64>,
      dilations = array<i64>, pads = array<i64>, counted_pads = array<i64>}
      : (tensor<1x4xf32>) -> tensor<1x4xf32>
  return
}

// -----

// average_pool C2
func.func @average_pool_c2(%x: tensor<1x4x16xf32>) {
  // expected-error @+2 {{expected a window of 1 positive extents, strides and dilations, and 2 pads, but got extents [2], strides [2], dilations [0] and pads [0, 0]}}
  // expected-error @+1 {{'graph.average_pool' op failed to infer returned types}}
  %r = graph.average_pool %x {kernel = array<i64: 2>, strides = array<i64: 2>,
      dilations = array<i64: 0>, pads = array<i64: 0, 0>,
      counted_pads = array<i64: 0, 0>}
      : (tensor<1x4x16xf32>) -> tensor<1x4x8xf32>
  return
}

// -----

// average_pool C3
func.func @average_pool_c3(%x: tensor<1x4x16xf32>) {
  // expected-error @+2 {{expected a window of at most 16 in spatial dimension 0, but got 17}}
  // expected-error @+1 {{'graph.average_pool' op failed to infer returned types}}
  %r = graph.average_pool %x {kernel = array<i64: 17>, strides = array<i64: 2>,
      dilations = array<i64: 1>, pads = array<i64: 0, 0>,
      counted_pads = array<i64: 0, 0>}
      : (tensor<1x4x16xf32>) -> tensor<1x4x1xf32>
  return
}

// -----

// average_pool C4
func.func @average_pool_c4(%x: tensor<1x4x16xf32>) {
  // expected-error @+1 {{'graph.average_pool' op expected 'counted_pads' between 0 and 'pads' [1, 1], but got [0, 2]}}
  %r = graph.average_pool %x {kernel = array<i64: 2>, strides = array<i64: 2>,
      dilations = array<i64: 1>, pads = array<i64: 1, 1>,
      counted_pads = array<i64: 0, 2>}
      : (tensor<1x4x16xf32>) -> tensor<1x4x9xf32>
  return
}
