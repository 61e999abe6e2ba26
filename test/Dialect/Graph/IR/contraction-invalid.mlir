// RUN: dsa-opt %s --split-input-file --verify-diagnostics

// matmul C1
func.func @matmul_c1(%a: tensor<4xf32>, %b: tensor<4x2xf32>) {
  // expected-error @+2 {{expected operands of two dimensions or more, but got 'tensor<4xf32>' and 'tensor<4x2xf32>'}}
  // expected-error @+1 {{'graph.matmul' op failed to infer returned types}}
  %r = graph.matmul %a, %b : (tensor<4xf32>, tensor<4x2xf32>) -> tensor<2xf32>
  return
}

// -----

// matmul C2
func.func @matmul_c2(%a: tensor<3x4xf32>, %b: tensor<5x2xf32>) {
  // expected-error @+2 {{expected as many columns in 'tensor<3x4xf32>' as rows in 'tensor<5x2xf32>', but got 4 and 5}}
  // expected-error @+1 {{'graph.matmul' op failed to infer returned types}}
  %r = graph.matmul %a, %b : (tensor<3x4xf32>, tensor<5x2xf32>) -> tensor<3x2xf32>
  return
}

// -----

// matmul C3
func.func @matmul_c3(%a: tensor<2x3x4xf32>, %b: tensor<3x4x2xf32>) {
  // expected-error @+2 {{expected batches that broadcast, but got 'tensor<2x3x4xf32>' and 'tensor<3x4x2xf32>'}}
  // expected-error @+1 {{'graph.matmul' op failed to infer returned types}}
  %r = graph.matmul %a, %b
      : (tensor<2x3x4xf32>, tensor<3x4x2xf32>) -> tensor<2x3x2xf32>
  return
}

// -----

// gemm C1
func.func @gemm_c1(%a: tensor<1x3x4xf32>, %b: tensor<4x2xf32>) {
  // expected-error @+2 {{expected matrices of two dimensions, but got 'tensor<1x3x4xf32>' and 'tensor<4x2xf32>'}}
  // expected-error @+1 {{'graph.gemm' op failed to infer returned types}}
  %r = graph.gemm %a, %b
      : (tensor<1x3x4xf32>, tensor<4x2xf32>) -> tensor<3x2xf32>
  return
}

// -----

// gemm C2
func.func @gemm_c2(%a: tensor<3x4xf32>, %b: tensor<4x2xf32>) {
  // expected-error @+2 {{expected as many columns on the left as rows on the right, but got 4 and 2}}
  // expected-error @+1 {{'graph.gemm' op failed to infer returned types}}
  %r = graph.gemm %a, %b {transpose_rhs}
      : (tensor<3x4xf32>, tensor<4x2xf32>) -> tensor<3x4xf32>
  return
}

// -----

// gemm C3
func.func @gemm_c3(%a: tensor<1x4xf32>, %b: tensor<4x2xf32>, %c: tensor<3x2xf32>) {
  // expected-error @+2 {{expected a bias that broadcasts to 1x2, but got 'tensor<3x2xf32>'}}
  // expected-error @+1 {{'graph.gemm' op failed to infer returned types}}
  %r = graph.gemm %a, %b, %c
      : (tensor<1x4xf32>, tensor<4x2xf32>, tensor<3x2xf32>) -> tensor<1x2xf32>
  return
}

// -----

// matmul_integer C1
func.func @matmul_integer_c1(%a: tensor<4xui8>, %b: tensor<4x2xsi8>) {
  // expected-error @+2 {{expected operands of two dimensions or more, but got 'tensor<4xui8>' and 'tensor<4x2xsi8>'}}
  // expected-error @+1 {{'graph.matmul_integer' op failed to infer returned types}}
  %r = graph.matmul_integer %a, %b
      : (tensor<4xui8>, tensor<4x2xsi8>) -> tensor<2xsi32>
  return
}

// -----

// matmul_integer C2
func.func @matmul_integer_c2(%a: tensor<3x4xui8>, %b: tensor<5x2xsi8>) {
  // expected-error @+2 {{expected as many columns in 'tensor<3x4xui8>' as rows in 'tensor<5x2xsi8>', but got 4 and 5}}
  // expected-error @+1 {{'graph.matmul_integer' op failed to infer returned types}}
  %r = graph.matmul_integer %a, %b
      : (tensor<3x4xui8>, tensor<5x2xsi8>) -> tensor<3x2xsi32>
  return
}

// -----

// matmul_integer C3
func.func @matmul_integer_c3(%a: tensor<2x3x4xui8>, %b: tensor<3x4x2xsi8>) {
  // expected-error @+2 {{expected batches that broadcast, but got 'tensor<2x3x4xui8>' and 'tensor<3x4x2xsi8>'}}
  // expected-error @+1 {{'graph.matmul_integer' op failed to infer returned types}}
  %r = graph.matmul_integer %a, %b
      : (tensor<2x3x4xui8>, tensor<3x4x2xsi8>) -> tensor<2x3x2xsi32>
  return
}

// -----

// matmul_integer C4 about the element type
func.func @matmul_integer_c4(%a: tensor<3x4xui8>, %b: tensor<4x2xsi8>, %z: tensor<si8>) {
  // expected-error @+1 {{'graph.matmul_integer' op expected 'lhs_zero' of element type 'ui8', but got 'tensor<si8>'}}
  %r = graph.matmul_integer %a, %b lhs_zero(%z)
      : (tensor<3x4xui8>, tensor<4x2xsi8>, tensor<si8>) -> tensor<3x2xsi32>
  return
}

// -----

// matmul_integer C4 about the number of elements
func.func @matmul_integer_c4(%a: tensor<3x4xui8>, %b: tensor<4x2xsi8>, %z: tensor<3xsi8>) {
  // expected-error @+1 {{'graph.matmul_integer' op expected 'rhs_zero' of one number or 2, but got 'tensor<3xsi8>'}}
  %r = graph.matmul_integer %a, %b rhs_zero(%z)
      : (tensor<3x4xui8>, tensor<4x2xsi8>, tensor<3xsi8>) -> tensor<3x2xsi32>
  return
}
