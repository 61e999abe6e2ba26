// RUN: dsa-opt %s --split-input-file --verify-diagnostics

// constant C1
func.func @constant_c1() {
  // expected-error @+1 {{'graph.constant' op expected a value of type 'tensor<3xf32>', but got 'tensor<2xf32>'}}
  %a = "graph.constant"() {value = dense<[1.0, 2.0]> : tensor<2xf32>} : () -> tensor<3xf32>
  return
}

// -----

// constant C2
func.func @constant_c2() {
  // expected-error @+1 {{'graph.constant' op expected 4096 bytes for 'tensor<32x32xf32>', but got 4095}}
  %w = graph.constant #graph.external<"model.onnx", 128, 4095> : tensor<32x32xf32>
  return
}

// -----

// reshape C1
func.func @reshape_c1(%x: tensor<2x6xf32>) {
  // expected-error @+1 {{'graph.reshape' op expected as many elements as in 'tensor<2x6xf32>', but got 'tensor<3x5xf32>'}}
  %r = graph.reshape %x : (tensor<2x6xf32>) -> tensor<3x5xf32>
  return
}

// -----

// transpose C1
func.func @transpose_c1(%x: tensor<2x3xf32>) {
  // expected-error @+2 {{expected a permutation of 2 dimensions, but got [1, 1]}}
  // expected-error @+1 {{'graph.transpose' op failed to infer returned types}}
  %r = graph.transpose %x {permutation = array<i64: 1, 1>}
      : (tensor<2x3xf32>) -> tensor<3x3xf32>
  return
}

// -----

// expand C1
func.func @expand_c1(%x: tensor<3x2xf32>) {
  // expected-error @+1 {{'graph.expand' op expected a result that 'tensor<3x2xf32>' broadcasts to, but got 'tensor<2x3x4xf32>'}}
  %r = graph.expand %x : (tensor<3x2xf32>) -> tensor<2x3x4xf32>
  return
}

// -----

// concat C1 about the axis
func.func @concat_c1(%a: tensor<2x3xf32>) {
  // expected-error @+2 {{expected an axis from 0 to 1, but got 2}}
  // expected-error @+1 {{'graph.concat' op failed to infer returned types}}
  %r = graph.concat %a {axis = 2 : i64} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

// concat C2
func.func @concat_c2(%a: tensor<2x3xf32>, %b: tensor<3x3xf32>) {
  // expected-error @+2 {{expected inputs that agree but in dimension 1, but got 'tensor<2x3xf32>' and 'tensor<3x3xf32>'}}
  // expected-error @+1 {{'graph.concat' op failed to infer returned types}}
  %r = graph.concat %a, %b {axis = 1 : i64}
      : (tensor<2x3xf32>, tensor<3x3xf32>) -> tensor<2x6xf32>
  return
}

// -----

// slice C1 about numbers
func.func @slice_c1(%x: tensor<6xf32>) {
  // expected-error @+2 {{expected 1 starts, sizes and steps that are not zero, but got [0], [3, 1] and [1]}}
  // expected-error @+1 {{'graph.slice' op failed to infer returned types}}
  %r = graph.slice %x {starts = array<i64: 0>, sizes = array<i64: 3, 1>,
      steps = array<i64: 1>} : (tensor<6xf32>) -> tensor<3xf32>
  return
}

// -----

// slice C1 about steps
func.func @slice_c1(%x: tensor<6xf32>) {
  // expected-error @+2 {{expected 1 starts, sizes and steps that are not zero, but got [0], [3] and [0]}}
  // expected-error @+1 {{'graph.slice' op failed to infer returned types}}
  %r = graph.slice %x {starts = array<i64: 0>, sizes = array<i64: 3>,
      steps = array<i64: 0>} : (tensor<6xf32>) -> tensor<3xf32>
  return
}

// -----

// slice C2
func.func @slice_c2(%x: tensor<6xf32>) {
  // expected-error @+2 {{expected indices from 0 to 5 in dimension 0, but got 3 to -1}}
  // expected-error @+1 {{'graph.slice' op failed to infer returned types}}
  %r = graph.slice %x {starts = array<i64: 3>, sizes = array<i64: 3>,
      steps = array<i64: -2>} : (tensor<6xf32>) -> tensor<3xf32>
  return
}

// -----

// pad C1
func.func @pad_c1(%x: tensor<6xf32>, %v: tensor<f32>) {
  // expected-error @+2 {{expected 1 pads that are not negative before and after, but got [-1] and [2]}}
  // expected-error @+1 {{'graph.pad' op failed to infer returned types}}
  %r = graph.pad %x, %v constant {low = array<i64: -1>, high = array<i64: 2>}
      : (tensor<6xf32>, tensor<f32>) -> tensor<7xf32>
  return
}

// -----

// pad C2
func.func @pad_c2(%x: tensor<6xf32>) {
  // expected-error @+1 {{'graph.pad' op expected a value of one element with mode 'constant' and none with the others}}
  %r = graph.pad %x constant {low = array<i64: 1>, high = array<i64: 2>}
      : (tensor<6xf32>) -> tensor<9xf32>
  return
}

// -----

// pad C2 about the other modes
func.func @pad_c2(%x: tensor<6xf32>, %v: tensor<f32>) {
  // expected-error @+1 {{'graph.pad' op expected a value of one element with mode 'constant' and none with the others}}
  %r = graph.pad %x, %v edge {low = array<i64: 1>, high = array<i64: 2>}
      : (tensor<6xf32>, tensor<f32>) -> tensor<9xf32>
  return
}

// -----

// pad C3
func.func @pad_c3(%x: tensor<6xf32>) {
  // expected-error @+1 {{'graph.pad' op expected pads of at most 5 in a dimension of 6, but got 6}}
  %r = graph.pad %x reflect {low = array<i64: 0>, high = array<i64: 6>}
      : (tensor<6xf32>) -> tensor<12xf32>
  return
}

// -----

// pad C3 about an empty edge
func.func @pad_c3(%x: tensor<0xf32>) {
  // expected-error @+1 {{'graph.pad' op expected pads of at most 0 in a dimension of 0, but got 1}}
  %r = graph.pad %x edge {low = array<i64: 0>, high = array<i64: 1>}
      : (tensor<0xf32>) -> tensor<1xf32>
  return
}

// -----

// gather C1
func.func @gather_c1(%x: tensor<10x3xf32>, %i: tensor<2x4xsi64>) {
  // expected-error @+2 {{expected an axis from 0 to 1, but got 2}}
  // expected-error @+1 {{'graph.gather' op failed to infer returned types}}
  %r = graph.gather %x, %i {axis = 2 : i64}
      : (tensor<10x3xf32>, tensor<2x4xsi64>) -> tensor<10x3x2x4xf32>
  return
}
