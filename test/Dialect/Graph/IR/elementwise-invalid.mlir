// RUN: dsa-opt %s --split-input-file --verify-diagnostics

// add C1
func.func @add_c1(%a: tensor<2x3xf32>, %b: tensor<2xf32>) {
  // expected-error @+2 {{expected shapes that broadcast, but got 'tensor<2x3xf32>', 'tensor<2xf32>'}}
  // expected-error @+1 {{'graph.add' op failed to infer returned types}}
  %r = graph.add %a, %b : (tensor<2x3xf32>, tensor<2xf32>) -> tensor<2x3xf32>
  return
}

// -----

// add C2
func.func @add_c2(%a: tensor<2x1xf32>, %b: tensor<3xf32>) {
  // expected-error @+2 {{'graph.add' op inferred type(s) 'tensor<2x3xf32>' are incompatible with return type(s) of operation 'tensor<2x1xf32>'}}
  // expected-error @+1 {{'graph.add' op failed to infer returned types}}
  %r = graph.add %a, %b : (tensor<2x1xf32>, tensor<3xf32>) -> tensor<2x1xf32>
  return
}

// -----

// less C1
func.func @less_c1(%a: tensor<2x3xf32>, %b: tensor<2xf32>) {
  // expected-error @+2 {{expected shapes that broadcast, but got 'tensor<2x3xf32>', 'tensor<2xf32>'}}
  // expected-error @+1 {{'graph.less' op failed to infer returned types}}
  %r = graph.less %a, %b : (tensor<2x3xf32>, tensor<2xf32>) -> tensor<2x3xi1>
  return
}

// -----

// less C2
func.func @less_c2(%a: tensor<2x3xf32>, %b: tensor<3xf32>) {
  // expected-error @+2 {{'graph.less' op inferred type(s) 'tensor<2x3xi1>' are incompatible with return type(s) of operation 'tensor<3xi1>'}}
  // expected-error @+1 {{'graph.less' op failed to infer returned types}}
  %r = graph.less %a, %b : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<3xi1>
  return
}

// -----

// where C1
func.func @where_c1(%c: tensor<2x3xi1>, %a: tensor<2xf32>, %b: tensor<f32>) {
  // expected-error @+2 {{expected shapes that broadcast, but got 'tensor<2x3xi1>', 'tensor<2xf32>', 'tensor<f32>'}}
  // expected-error @+1 {{'graph.where' op failed to infer returned types}}
  %r = graph.where %c, %a, %b
      : (tensor<2x3xi1>, tensor<2xf32>, tensor<f32>) -> tensor<2x3xf32>
  return
}

// -----

// where C2
func.func @where_c2(%c: tensor<2x3xi1>, %a: tensor<3xf32>, %b: tensor<f32>) {
  // expected-error @+2 {{'graph.where' op inferred type(s) 'tensor<2x3xf32>' are incompatible with return type(s) of operation 'tensor<3xf32>'}}
  // expected-error @+1 {{'graph.where' op failed to infer returned types}}
  %r = graph.where %c, %a, %b
      : (tensor<2x3xi1>, tensor<3xf32>, tensor<f32>) -> tensor<3xf32>
  return
}

// -----

// where C3
func.func @where_c3(%c: tensor<2x3xi1>, %a: tensor<3xf32>, %b: tensor<f64>) {
  // expected-error @+1 {{'graph.where' op expected two values of one element type, but got 'f32' and 'f64'}}
  %r = graph.where %c, %a, %b
      : (tensor<2x3xi1>, tensor<3xf32>, tensor<f64>) -> tensor<2x3xf32>
  return
}
