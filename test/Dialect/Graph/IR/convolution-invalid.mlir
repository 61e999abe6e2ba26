// RUN: dsa-opt %s --split-input-file --verify-diagnostics

// conv C1
func.func @conv_c1(%x: tensor<1x4x16xf32>, %k: tensor<8x4x3x3xf32>) {
  // expected-error @+2 {{expected input and kernel of one number of dimensions, at least three, but got 'tensor<1x4x16xf32>' and 'tensor<8x4x3x3xf32>'}}
  // expected-error @+1 {{'graph.conv' op failed to infer returned types}}
  %r = graph.conv %x, %k {strides = array<i64: 1>, dilations = array<i64: 1>,
      pads = array<i64: 0, 0>}
      : (tensor<1x4x16xf32>, tensor<8x4x3x3xf32>) -> tensor<1x8x14xf32>
  return
}

// -----

// conv C2 about numbers
func.func @conv_c2(%x: tensor<1x4x16xf32>, %k: tensor<8x4x3xf32>) {
  // expected-error @+2 {{expected a window of 1 positive extents, strides and dilations, and 2 pads, but got extents [3], strides [1, 1], dilations [1] and pads [0, 0]}}
  // expected-error @+1 {{'graph.conv' op failed to infer returned types}}
  %r = graph.conv %x, %k {strides = array<i64: 1, 1>, dilations = array<i64: 1>,
      pads = array<i64: 0, 0>}
      : (tensor<1x4x16xf32>, tensor<8x4x3xf32>) -> tensor<1x8x14xf32>
  return
}

// -----

// conv C2 about signs
func.func @conv_c2(%x: tensor<1x4x16xf32>, %k: tensor<8x4x3xf32>) {
  // expected-error @+2 {{expected a window of 1 positive extents, strides and dilations, and 2 pads, but got extents [3], strides [1], dilations [1] and pads [-1, 0]}}
  // expected-error @+1 {{'graph.conv' op failed to infer returned types}}
  %r = graph.conv %x, %k {strides = array<i64: 1>, dilations = array<i64: 1>,
      pads = array<i64: -1, 0>}
      : (tensor<1x4x16xf32>, tensor<8x4x3xf32>) -> tensor<1x8x13xf32>
  return
}

// -----

// conv C3
func.func @conv_c3(%x: tensor<1x4x16xf32>, %k: tensor<8x4x3xf32>) {
  // expected-error @+2 {{expected a group that divides the channels, and a kernel of the channels of one group, but got group 3, input 'tensor<1x4x16xf32>' and kernel 'tensor<8x4x3xf32>'}}
  // expected-error @+1 {{'graph.conv' op failed to infer returned types}}
  %r = graph.conv %x, %k {strides = array<i64: 1>, dilations = array<i64: 1>,
      pads = array<i64: 0, 0>, group = 3 : i64}
      : (tensor<1x4x16xf32>, tensor<8x4x3xf32>) -> tensor<1x8x14xf32>
  return
}

// -----

// conv C4
func.func @conv_c4(%x: tensor<1x4x16xf32>, %k: tensor<8x4x3xf32>) {
  // expected-error @+2 {{expected a window of at most 16 in spatial dimension 0, but got 17}}
  // expected-error @+1 {{'graph.conv' op failed to infer returned types}}
  %r = graph.conv %x, %k {strides = array<i64: 1>, dilations = array<i64: 8>,
      pads = array<i64: 0, 0>}
      : (tensor<1x4x16xf32>, tensor<8x4x3xf32>) -> tensor<1x8x1xf32>
  return
}

// -----

// conv C5
func.func @conv_c5(%x: tensor<1x4x16xf32>, %k: tensor<8x4x3xf32>, %b: tensor<4xf32>) {
  // expected-error @+2 {{expected a bias of 8 numbers, but got 'tensor<4xf32>'}}
  // expected-error @+1 {{'graph.conv' op failed to infer returned types}}
  %r = graph.conv %x, %k, %b {strides = array<i64: 1>,
      dilations = array<i64: 1>, pads = array<i64: 0, 0>}
      : (tensor<1x4x16xf32>, tensor<8x4x3xf32>, tensor<4xf32>) -> tensor<1x8x14xf32>
  return
}

// -----

// conv_integer C1
func.func @conv_integer_c1(%x: tensor<1x4xui8>, %k: tensor<8x4xsi8>) {
  // expected-error @+2 {{expected input and kernel of one number of dimensions, at least three, but got 'tensor<1x4xui8>' and 'tensor<8x4xsi8>'}}
  // expected-error @+1 {{'graph.conv_integer' op failed to infer returned types}}
  %r = graph.conv_integer %x, %k {strides = array<i64>, dilations = array<i64>,
      pads = array<i64>}
      : (tensor<1x4xui8>, tensor<8x4xsi8>) -> tensor<1x8xsi32>
  return
}

// -----

// conv_integer C2
func.func @conv_integer_c2(%x: tensor<1x4x16xui8>, %k: tensor<8x4x3xsi8>) {
  // expected-error @+2 {{expected a window of 1 positive extents, strides and dilations, and 2 pads, but got extents [3], strides [0], dilations [1] and pads [0, 0]}}
  // expected-error @+1 {{'graph.conv_integer' op failed to infer returned types}}
  %r = graph.conv_integer %x, %k {strides = array<i64: 0>,
      dilations = array<i64: 1>, pads = array<i64: 0, 0>}
      : (tensor<1x4x16xui8>, tensor<8x4x3xsi8>) -> tensor<1x8x14xsi32>
  return
}

// -----

// conv_integer C3
func.func @conv_integer_c3(%x: tensor<1x4x16xui8>, %k: tensor<8x2x3xsi8>) {
  // expected-error @+2 {{expected a group that divides the channels, and a kernel of the channels of one group, but got group 1, input 'tensor<1x4x16xui8>' and kernel 'tensor<8x2x3xsi8>'}}
  // expected-error @+1 {{'graph.conv_integer' op failed to infer returned types}}
  %r = graph.conv_integer %x, %k {strides = array<i64: 1>,
      dilations = array<i64: 1>, pads = array<i64: 0, 0>}
      : (tensor<1x4x16xui8>, tensor<8x2x3xsi8>) -> tensor<1x8x14xsi32>
  return
}

// -----

// conv_integer C4
func.func @conv_integer_c4(%x: tensor<1x4x2xui8>, %k: tensor<8x4x3xsi8>) {
  // expected-error @+2 {{expected a window of at most 2 in spatial dimension 0, but got 3}}
  // expected-error @+1 {{'graph.conv_integer' op failed to infer returned types}}
  %r = graph.conv_integer %x, %k {strides = array<i64: 1>,
      dilations = array<i64: 1>, pads = array<i64: 0, 0>}
      : (tensor<1x4x2xui8>, tensor<8x4x3xsi8>) -> tensor<1x8x1xsi32>
  return
}

// -----

// conv_integer C5 about the input
func.func @conv_integer_c5(%x: tensor<1x4x16xui8>, %k: tensor<8x4x3xsi8>, %z: tensor<4xui8>) {
  // expected-error @+1 {{'graph.conv_integer' op expected 'input_zero' of one number or 1, but got 'tensor<4xui8>'}}
  %r = graph.conv_integer %x, %k input_zero(%z) {strides = array<i64: 1>,
      dilations = array<i64: 1>, pads = array<i64: 0, 0>}
      : (tensor<1x4x16xui8>, tensor<8x4x3xsi8>, tensor<4xui8>) -> tensor<1x8x14xsi32>
  return
}

// -----

// conv_integer C5 about the kernel
func.func @conv_integer_c5(%x: tensor<1x4x16xui8>, %k: tensor<8x4x3xsi8>, %z: tensor<8xui8>) {
  // expected-error @+1 {{'graph.conv_integer' op expected 'kernel_zero' of element type 'si8', but got 'tensor<8xui8>'}}
  %r = graph.conv_integer %x, %k kernel_zero(%z) {strides = array<i64: 1>,
      dilations = array<i64: 1>, pads = array<i64: 0, 0>}
      : (tensor<1x4x16xui8>, tensor<8x4x3xsi8>, tensor<8xui8>) -> tensor<1x8x14xsi32>
  return
}

// -----

// conv_transpose C1
func.func @conv_transpose_c1(%x: tensor<1x4x16xf32>, %k: tensor<4x8x3x3xf32>) {
  // expected-error @+2 {{expected input and kernel of one number of dimensions, at least three, but got 'tensor<1x4x16xf32>' and 'tensor<4x8x3x3xf32>'}}
  // expected-error @+1 {{'graph.conv_transpose' op failed to infer returned types}}
  %r = graph.conv_transpose %x, %k {strides = array<i64: 2>,
      dilations = array<i64: 1>, pads = array<i64: 0, 0>,
      output_padding = array<i64: 0>}
      : (tensor<1x4x16xf32>, tensor<4x8x3x3xf32>) -> tensor<1x8x33xf32>
  return
}

// -----

// conv_transpose C2 about numbers
func.func @conv_transpose_c2(%x: tensor<1x4x16xf32>, %k: tensor<4x8x3xf32>) {
  // expected-error @+2 {{expected 1 positive strides and dilations, 1 output paddings and 2 pads, but got [2], [1], [] and [0, 0]}}
  // expected-error @+1 {{'graph.conv_transpose' op failed to infer returned types}}
  %r = graph.conv_transpose %x, %k {strides = array<i64: 2>,
      dilations = array<i64: 1>, pads = array<i64: 0, 0>,
      output_padding = array<i64>}
      : (tensor<1x4x16xf32>, tensor<4x8x3xf32>) -> tensor<1x8x33xf32>
  return
}

// -----

// conv_transpose C2 about signs
func.func @conv_transpose_c2(%x: tensor<1x4x16xf32>, %k: tensor<4x8x3xf32>) {
  // expected-error @+2 {{expected 1 positive strides and dilations, 1 output paddings and 2 pads, but got [2], [0], [0] and [0, 0]}}
  // expected-error @+1 {{'graph.conv_transpose' op failed to infer returned types}}
  %r = graph.conv_transpose %x, %k {strides = array<i64: 2>,
      dilations = array<i64: 0>, pads = array<i64: 0, 0>,
      output_padding = array<i64: 0>}
      : (tensor<1x4x16xf32>, tensor<4x8x3xf32>) -> tensor<1x8x31xf32>
  return
}

// -----

// conv_transpose C3
func.func @conv_transpose_c3(%x: tensor<1x4x16xf32>, %k: tensor<8x4x3xf32>) {
  // expected-error @+2 {{expected a group that divides the channels of the input, and a kernel of as many, but got group 1, input 'tensor<1x4x16xf32>' and kernel 'tensor<8x4x3xf32>'}}
  // expected-error @+1 {{'graph.conv_transpose' op failed to infer returned types}}
  %r = graph.conv_transpose %x, %k {strides = array<i64: 2>,
      dilations = array<i64: 1>, pads = array<i64: 0, 0>,
      output_padding = array<i64: 0>}
      : (tensor<1x4x16xf32>, tensor<8x4x3xf32>) -> tensor<1x4x33xf32>
  return
}

// -----

// conv_transpose C4
func.func @conv_transpose_c4(%x: tensor<1x4x2xf32>, %k: tensor<4x8x3xf32>) {
  // expected-error @+2 {{expected pads that leave a result, but got extents 0}}
  // expected-error @+1 {{'graph.conv_transpose' op failed to infer returned types}}
  %r = graph.conv_transpose %x, %k {strides = array<i64: 1>,
      dilations = array<i64: 1>, pads = array<i64: 2, 2>,
      output_padding = array<i64: 0>}
      : (tensor<1x4x2xf32>, tensor<4x8x3xf32>) -> tensor<1x8x1xf32>
  return
}

// -----

// conv_transpose C5
func.func @conv_transpose_c5(%x: tensor<1x4x16xf32>, %k: tensor<4x8x3xf32>, %b: tensor<4xf32>) {
  // expected-error @+2 {{expected a bias of 8 numbers, but got 'tensor<4xf32>'}}
  // expected-error @+1 {{'graph.conv_transpose' op failed to infer returned types}}
  %r = graph.conv_transpose %x, %k, %b {strides = array<i64: 2>,
      dilations = array<i64: 1>, pads = array<i64: 0, 0>,
      output_padding = array<i64: 0>}
      : (tensor<1x4x16xf32>, tensor<4x8x3xf32>, tensor<4xf32>) -> tensor<1x8x33xf32>
  return
}
