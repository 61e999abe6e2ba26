// RUN: dsa-opt %s --convert-tile-to-dsa=machine=x86-sapphire-rapids --split-input-file --verify-diagnostics

func.func @unknown_class(%m: tensor<16x16xi32>) {
  // expected-error@+1 {{expected a register class of machine 'x86-sapphire-rapids', but got @amx_int8::@nowhere}}
  %p = tile.transfer %m : tensor<16x16xi32> to tensor<16x16xi32, #tile.in<@amx_int8::@nowhere>>
  return
}

// -----

func.func @other_block(%m: tensor<8x16xi32>) {
  // expected-error@+1 {{expected a block of type 'tensor<16x16xi32>' in @amx_int8::@acc, but got 'tensor<8x16xi32>'}}
  %p = tile.transfer %m : tensor<8x16xi32> to tensor<8x16xi32, #tile.in<@amx_int8::@acc>>
  return
}

// -----

func.func @constant_ones(%m: tensor<16x16xi32>) -> tensor<16x16xi32> {
  // expected-error@+1 {{expected a block of zeros as constant in @amx_int8::@acc, but got dense<1>}}
  %p = arith.constant dense<1> : tensor<16x16xi32, #tile.in<@amx_int8::@acc>>
  %t = tile.transfer %p : tensor<16x16xi32, #tile.in<@amx_int8::@acc>> to tensor<16x16xi32>
  return %t : tensor<16x16xi32>
}

// -----

// Subtracting zero from zero gives another zero than -0.
func.func @negative_zero() -> tensor<16xf32> {
  // expected-error@+1 {{expected a block of zeros as constant in @avx512_f::@zmm_f32, but got dense<-0.000000e+00>}}
  %p = arith.constant dense<-0.0> : tensor<16xf32, #tile.in<@avx512_f::@zmm_f32>>
  %t = tile.transfer %p : tensor<16xf32, #tile.in<@avx512_f::@zmm_f32>> to tensor<16xf32>
  return %t : tensor<16xf32>
}

// -----

func.func @no_match(%p: tensor<16x16xi32>) -> tensor<16x16xi32> {
  %x = tile.transfer %p : tensor<16x16xi32> to tensor<16x16xi32, #tile.in<@amx_int8::@acc>>
  // expected-error@+1 {{expected 'dsa.match' on an operation on register classes}}
  %r = linalg.add ins(%x, %x : tensor<16x16xi32, #tile.in<@amx_int8::@acc>>, tensor<16x16xi32, #tile.in<@amx_int8::@acc>>)
      outs(%x : tensor<16x16xi32, #tile.in<@amx_int8::@acc>>) -> tensor<16x16xi32, #tile.in<@amx_int8::@acc>>
  %t = tile.transfer %r : tensor<16x16xi32, #tile.in<@amx_int8::@acc>> to tensor<16x16xi32>
  return %t : tensor<16x16xi32>
}

// -----

func.func @no_register_operation(%p: tensor<16x16xi32>) -> i32 {
  %c0 = arith.constant 0 : index
  %x = tile.transfer %p : tensor<16x16xi32> to tensor<16x16xi32, #tile.in<@amx_int8::@acc>>
  // expected-error@+1 {{expected only tile.transfer, linalg operations and scf control flow on register classes, but got 'tensor.extract'}}
  %e = tensor.extract %x[%c0, %c0] : tensor<16x16xi32, #tile.in<@amx_int8::@acc>>
  return %e : i32
}

// -----

// expected-error@+1 {{expected arguments and results in ordinary memory}}
func.func @argument(%x: tensor<16x16xi32, #tile.in<@amx_int8::@acc>>) {
  return
}

// -----

func.func @between_classes(%m: tensor<16xf32>) {
  %x = tile.transfer %m : tensor<16xf32> to tensor<16xf32, #tile.in<@avx512_f::@zmm_f32>>
  // expected-error@+1 {{expected a register class of machine 'x86-sapphire-rapids', but got @avx512_f::@other}}
  %y = tile.transfer %x : tensor<16xf32, #tile.in<@avx512_f::@zmm_f32>> to tensor<16xf32, #tile.in<@avx512_f::@other>>
  return
}
