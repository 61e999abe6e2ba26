// RUN: dsa-opt %s --split-input-file --verify-diagnostics

// softmax C1
func.func @softmax_c1(%x: tensor<2x3xf32>) {
  // expected-error @+1 {{'graph.softmax' op expected an axis from 0 to 1, but got 2}}
  %r = graph.softmax %x {axis = 2 : i64} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

// log_softmax C1
func.func @log_softmax_c1(%x: tensor<2x3xf32>) {
  // expected-error @+1 {{'graph.log_softmax' op expected an axis from 0 to 1, but got -1}}
  %r = graph.log_softmax %x {axis = -1 : i64}
      : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

// batch_norm C1
func.func @batch_norm_c1(%x: tensor<3xf32>, %s: tensor<3xf32>, %b: tensor<3xf32>, %m: tensor<3xf32>, %v: tensor<3xf32>) {
  // expected-error @+1 {{'graph.batch_norm' op expected an input of two dimensions or more, but got 'tensor<3xf32>'}}
  %r = graph.batch_norm %x, %s, %b, %m, %v {epsilon = 1.0e-5 : f32}
      : (tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>) -> tensor<3xf32>
  return
}

// -----

// batch_norm C2
func.func @batch_norm_c2(%x: tensor<2x3xf32>, %s: tensor<3xf32>, %b: tensor<3xf32>, %m: tensor<2xf32>, %v: tensor<3xf32>) {
  // expected-error @+1 {{'graph.batch_norm' op expected parameters of 3 numbers, but got 'tensor<2xf32>'}}
  %r = graph.batch_norm %x, %s, %b, %m, %v {epsilon = 1.0e-5 : f32}
      : (tensor<2x3xf32>, tensor<3xf32>, tensor<3xf32>, tensor<2xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  return
}
