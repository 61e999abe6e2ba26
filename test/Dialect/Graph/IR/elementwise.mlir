// RUN: dsa-opt %s --verify-roundtrip | FileCheck %s

// CHECK-LABEL: @exp(
// CHECK: graph.exp 
func.func @exp(%x: tensor<2x3xf32>) {
  %r = graph.exp %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// CHECK-LABEL: @log(
// CHECK: graph.log 
func.func @log(%x: tensor<2x3xf32>) {
  %r = graph.log %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// CHECK-LABEL: @sqrt(
// CHECK: graph.sqrt 
func.func @sqrt(%x: tensor<2x3xf32>) {
  %r = graph.sqrt %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// CHECK-LABEL: @floor(
// CHECK: graph.floor 
func.func @floor(%x: tensor<2x3xf32>) {
  %r = graph.floor %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// CHECK-LABEL: @ceil(
// CHECK: graph.ceil 
func.func @ceil(%x: tensor<2x3xf32>) {
  %r = graph.ceil %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// CHECK-LABEL: @round(
// CHECK: graph.round 
func.func @round(%x: tensor<2x3xf32>) {
  %r = graph.round %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// CHECK-LABEL: @erf(
// CHECK: graph.erf 
func.func @erf(%x: tensor<2x3xf32>) {
  %r = graph.erf %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// CHECK-LABEL: @sin(
// CHECK: graph.sin 
func.func @sin(%x: tensor<2x3xf32>) {
  %r = graph.sin %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// CHECK-LABEL: @cos(
// CHECK: graph.cos 
func.func @cos(%x: tensor<2x3xf32>) {
  %r = graph.cos %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// CHECK-LABEL: @tan(
// CHECK: graph.tan 
func.func @tan(%x: tensor<2x3xf32>) {
  %r = graph.tan %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// CHECK-LABEL: @asin(
// CHECK: graph.asin 
func.func @asin(%x: tensor<2x3xf32>) {
  %r = graph.asin %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// CHECK-LABEL: @acos(
// CHECK: graph.acos 
func.func @acos(%x: tensor<2x3xf32>) {
  %r = graph.acos %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// CHECK-LABEL: @atan(
// CHECK: graph.atan 
func.func @atan(%x: tensor<2x3xf32>) {
  %r = graph.atan %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// CHECK-LABEL: @sinh(
// CHECK: graph.sinh 
func.func @sinh(%x: tensor<2x3xf32>) {
  %r = graph.sinh %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// CHECK-LABEL: @cosh(
// CHECK: graph.cosh 
func.func @cosh(%x: tensor<2x3xf32>) {
  %r = graph.cosh %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// CHECK-LABEL: @tanh(
// CHECK: graph.tanh 
func.func @tanh(%x: tensor<2x3xf32>) {
  %r = graph.tanh %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// CHECK-LABEL: @asinh(
// CHECK: graph.asinh 
func.func @asinh(%x: tensor<2x3xf32>) {
  %r = graph.asinh %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// CHECK-LABEL: @acosh(
// CHECK: graph.acosh 
func.func @acosh(%x: tensor<2x3xf32>) {
  %r = graph.acosh %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// CHECK-LABEL: @atanh(
// CHECK: graph.atanh 
func.func @atanh(%x: tensor<2x3xf32>) {
  %r = graph.atanh %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// CHECK-LABEL: @reciprocal(
// CHECK: graph.reciprocal 
func.func @reciprocal(%x: tensor<2x3xf32>) {
  %r = graph.reciprocal %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// CHECK-LABEL: @sigmoid(
// CHECK: graph.sigmoid 
func.func @sigmoid(%x: tensor<2x3xf32>) {
  %r = graph.sigmoid %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// CHECK-LABEL: @softplus(
// CHECK: graph.softplus 
func.func @softplus(%x: tensor<2x3xf32>) {
  %r = graph.softplus %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// CHECK-LABEL: @softsign(
// CHECK: graph.softsign 
func.func @softsign(%x: tensor<2x3xf32>) {
  %r = graph.softsign %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// CHECK-LABEL: @abs(
// CHECK: graph.abs 
func.func @abs(%x: tensor<2x3xf32>) {
  %r = graph.abs %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// CHECK-LABEL: @neg(
// CHECK: graph.neg 
func.func @neg(%x: tensor<2x3xf32>) {
  %r = graph.neg %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// CHECK-LABEL: @sign(
// CHECK: graph.sign 
func.func @sign(%x: tensor<2x3xf32>) {
  %r = graph.sign %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// CHECK-LABEL: @relu(
// CHECK: graph.relu 
func.func @relu(%x: tensor<2x3xf32>) {
  %r = graph.relu %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// CHECK-LABEL: @not(
// CHECK: graph.not 
func.func @not(%x: tensor<2x3xi1>) {
  %r = graph.not %x : (tensor<2x3xi1>) -> tensor<2x3xi1>
  return
}

// CHECK-LABEL: @leaky_relu(
// CHECK: graph.leaky_relu 
func.func @leaky_relu(%x: tensor<2x3xf32>) {
  %r = graph.leaky_relu %x {alpha = 0.5 : f32}
      : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// CHECK-LABEL: @elu(
// CHECK: graph.elu 
func.func @elu(%x: tensor<2x3xf32>) {
  %r = graph.elu %x {alpha = 0.5 : f32}
      : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// CHECK-LABEL: @celu(
// CHECK: graph.celu 
func.func @celu(%x: tensor<2x3xf32>) {
  %r = graph.celu %x {alpha = 0.5 : f32}
      : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// CHECK-LABEL: @thresholded_relu(
// CHECK: graph.thresholded_relu 
func.func @thresholded_relu(%x: tensor<2x3xf32>) {
  %r = graph.thresholded_relu %x {alpha = 0.5 : f32}
      : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// CHECK-LABEL: @hard_sigmoid(
// CHECK: graph.hard_sigmoid 
func.func @hard_sigmoid(%x: tensor<2x3xf32>) {
  %r = graph.hard_sigmoid %x {alpha = 0.2 : f32, beta = 0.5 : f32}
      : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// CHECK-LABEL: @selu(
// CHECK: graph.selu 
func.func @selu(%x: tensor<2x3xf32>) {
  %r = graph.selu %x {alpha = 1.6 : f32, gamma = 1.05 : f32}
      : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// CHECK-LABEL: @add(
// CHECK: graph.add 
func.func @add(%a: tensor<2x3xf32>, %b: tensor<3xf32>) {
  %r = graph.add %a, %b
      : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  return
}

// CHECK-LABEL: @sub(
// CHECK: graph.sub 
func.func @sub(%a: tensor<2x3xf32>, %b: tensor<3xf32>) {
  %r = graph.sub %a, %b
      : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  return
}

// CHECK-LABEL: @mul(
// CHECK: graph.mul 
func.func @mul(%a: tensor<2x3xf32>, %b: tensor<3xf32>) {
  %r = graph.mul %a, %b
      : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  return
}

// CHECK-LABEL: @div(
// CHECK: graph.div 
func.func @div(%a: tensor<2x3xf32>, %b: tensor<3xf32>) {
  %r = graph.div %a, %b
      : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  return
}

// CHECK-LABEL: @pow(
// CHECK: graph.pow 
func.func @pow(%a: tensor<2x3xf32>, %b: tensor<3xf32>) {
  %r = graph.pow %a, %b
      : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  return
}

// CHECK-LABEL: @rem(
// CHECK: graph.rem 
func.func @rem(%a: tensor<2x3xf32>, %b: tensor<3xf32>) {
  %r = graph.rem %a, %b
      : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  return
}

// CHECK-LABEL: @mod(
// CHECK: graph.mod 
func.func @mod(%a: tensor<2x3xsi8>, %b: tensor<3xsi8>) {
  %r = graph.mod %a, %b
      : (tensor<2x3xsi8>, tensor<3xsi8>) -> tensor<2x3xsi8>
  return
}

// CHECK-LABEL: @min(
// CHECK: graph.min 
func.func @min(%a: tensor<2x3xf32>, %b: tensor<3xf32>) {
  %r = graph.min %a, %b
      : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  return
}

// CHECK-LABEL: @max(
// CHECK: graph.max 
func.func @max(%a: tensor<2x3xf32>, %b: tensor<3xf32>) {
  %r = graph.max %a, %b
      : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  return
}

// CHECK-LABEL: @prelu(
// CHECK: graph.prelu 
func.func @prelu(%a: tensor<2x3xf32>, %b: tensor<3xf32>) {
  %r = graph.prelu %a, %b
      : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
  return
}

// CHECK-LABEL: @and(
// CHECK: graph.and 
func.func @and(%a: tensor<2x3xi1>, %b: tensor<3xi1>) {
  %r = graph.and %a, %b
      : (tensor<2x3xi1>, tensor<3xi1>) -> tensor<2x3xi1>
  return
}

// CHECK-LABEL: @or(
// CHECK: graph.or 
func.func @or(%a: tensor<2x3xi1>, %b: tensor<3xi1>) {
  %r = graph.or %a, %b
      : (tensor<2x3xi1>, tensor<3xi1>) -> tensor<2x3xi1>
  return
}

// CHECK-LABEL: @xor(
// CHECK: graph.xor 
func.func @xor(%a: tensor<2x3xi1>, %b: tensor<3xi1>) {
  %r = graph.xor %a, %b
      : (tensor<2x3xi1>, tensor<3xi1>) -> tensor<2x3xi1>
  return
}

// CHECK-LABEL: @equal(
// CHECK: graph.equal 
func.func @equal(%a: tensor<2x3xf32>, %b: tensor<3xf32>) {
  %r = graph.equal %a, %b
      : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xi1>
  return
}

// CHECK-LABEL: @less(
// CHECK: graph.less 
func.func @less(%a: tensor<2x3xf32>, %b: tensor<3xf32>) {
  %r = graph.less %a, %b
      : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xi1>
  return
}

// CHECK-LABEL: @less_or_equal(
// CHECK: graph.less_or_equal 
func.func @less_or_equal(%a: tensor<2x3xf32>, %b: tensor<3xf32>) {
  %r = graph.less_or_equal %a, %b
      : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xi1>
  return
}

// CHECK-LABEL: @where(
// CHECK: graph.where 
func.func @where(%c: tensor<2x3xi1>, %a: tensor<2x3xf32>, %b: tensor<f32>) {
  %r = graph.where %c, %a, %b
      : (tensor<2x3xi1>, tensor<2x3xf32>, tensor<f32>) -> tensor<2x3xf32>
  return
}

// CHECK-LABEL: @cast(
// CHECK: graph.cast 
func.func @cast(%x: tensor<2x3xf32>) {
  %r = graph.cast %x : (tensor<2x3xf32>) -> tensor<2x3xsi32>
  return
}
