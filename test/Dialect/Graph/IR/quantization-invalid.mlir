// RUN: dsa-opt %s --split-input-file --verify-diagnostics

// quantize_linear C1
func.func @quantize_linear_c1(%x: tensor<2x3xf32>, %s: tensor<f32>, %z: tensor<ui8>) {
  // expected-error @+1 {{'graph.quantize_linear' op expected a result of the shape of 'tensor<2x3xf32>', but got 'tensor<3x2xui8>'}}
  %q = graph.quantize_linear %x, %s, %z
      : (tensor<2x3xf32>, tensor<f32>, tensor<ui8>) -> tensor<3x2xui8>
  return
}

// -----

// quantize_linear C2
func.func @quantize_linear_c2(%x: tensor<2x3xf32>, %s: tensor<3xf32>, %z: tensor<ui8>) {
  // expected-error @+1 {{'graph.quantize_linear' op expected 'scale' of one number or 2, but got 'tensor<3xf32>'}}
  %q = graph.quantize_linear %x, %s, %z {axis = 0 : i64}
      : (tensor<2x3xf32>, tensor<3xf32>, tensor<ui8>) -> tensor<2x3xui8>
  return
}

// -----

// quantize_linear C3
func.func @quantize_linear_c3(%x: tensor<2x3xf32>, %s: tensor<f32>, %z: tensor<si8>) {
  // expected-error @+1 {{'graph.quantize_linear' op expected a zero point of element type 'ui8', but got 'tensor<si8>'}}
  %q = graph.quantize_linear %x, %s, %z
      : (tensor<2x3xf32>, tensor<f32>, tensor<si8>) -> tensor<2x3xui8>
  return
}

// -----

// dequantize_linear C1
func.func @dequantize_linear_c1(%q: tensor<2x3xui8>, %s: tensor<f32>, %z: tensor<ui8>) {
  // expected-error @+1 {{'graph.dequantize_linear' op expected a result of the shape of 'tensor<2x3xui8>', but got 'tensor<6xf32>'}}
  %x = graph.dequantize_linear %q, %s, %z
      : (tensor<2x3xui8>, tensor<f32>, tensor<ui8>) -> tensor<6xf32>
  return
}

// -----

// dequantize_linear C2
func.func @dequantize_linear_c2(%q: tensor<2x3xui8>, %s: tensor<f32>, %z: tensor<3xui8>) {
  // expected-error @+1 {{'graph.dequantize_linear' op expected 'zero_point' of one number or 2, but got 'tensor<3xui8>'}}
  %x = graph.dequantize_linear %q, %s, %z {axis = 0 : i64}
      : (tensor<2x3xui8>, tensor<f32>, tensor<3xui8>) -> tensor<2x3xf32>
  return
}

// -----

// dequantize_linear C3
func.func @dequantize_linear_c3(%q: tensor<2x3xui8>, %s: tensor<f32>, %z: tensor<si32>) {
  // expected-error @+1 {{'graph.dequantize_linear' op expected a zero point of element type 'ui8', but got 'tensor<si32>'}}
  %x = graph.dequantize_linear %q, %s, %z
      : (tensor<2x3xui8>, tensor<f32>, tensor<si32>) -> tensor<2x3xf32>
  return
}

// -----

// requantize C1
func.func @requantize_c1(%x: tensor<2x3xsi32>, %sa: tensor<f32>, %sb: tensor<3xf32>, %s: tensor<f32>, %z: tensor<ui8>) {
  // expected-error @+1 {{'graph.requantize' op expected a result of the shape of 'tensor<2x3xsi32>', but got 'tensor<2x4xui8>'}}
  %q = graph.requantize %x, %sa, %sb, %s, %z
      : (tensor<2x3xsi32>, tensor<f32>, tensor<3xf32>, tensor<f32>, tensor<ui8>) -> tensor<2x4xui8>
  return
}

// -----

// requantize C2
func.func @requantize_c2(%x: tensor<2x3xsi32>, %sa: tensor<f32>, %sb: tensor<2xf32>, %s: tensor<f32>, %z: tensor<ui8>) {
  // expected-error @+1 {{'graph.requantize' op expected 'rhs_scale' of one number or 3, but got 'tensor<2xf32>'}}
  %q = graph.requantize %x, %sa, %sb, %s, %z
      : (tensor<2x3xsi32>, tensor<f32>, tensor<2xf32>, tensor<f32>, tensor<ui8>) -> tensor<2x3xui8>
  return
}

// -----

// requantize C3
func.func @requantize_c3(%x: tensor<2x3xsi32>, %sa: tensor<f32>, %sb: tensor<3xf32>, %s: tensor<f32>, %z: tensor<si8>) {
  // expected-error @+1 {{'graph.requantize' op expected a zero point of element type 'ui8', but got 'tensor<si8>'}}
  %q = graph.requantize %x, %sa, %sb, %s, %z
      : (tensor<2x3xsi32>, tensor<f32>, tensor<3xf32>, tensor<f32>, tensor<si8>) -> tensor<2x3xui8>
  return
}
