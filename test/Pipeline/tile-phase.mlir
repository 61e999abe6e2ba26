// RUN: dsa-opt %s --split-input-file --verify-diagnostics --dsa-compile="machine=x86-sapphire-rapids from=tile to=tile"

// What a person writes by hand is held to the contract as well.
func.func @computes_between_memories(%a: tensor<16x16xi32>) -> tensor<16x16xi32> {
  %p = tile.transfer %a : tensor<16x16xi32> to tensor<16x16xi32, #tile.in<@amx_int8::@acc>>
  // expected-error@+1 {{expected matched operations on register classes only, between tile.transfer after phase 'tile', but found 'arith.addi'}}
  %q = arith.addi %p, %p : tensor<16x16xi32, #tile.in<@amx_int8::@acc>>
  %r = tile.transfer %q : tensor<16x16xi32, #tile.in<@amx_int8::@acc>> to tensor<16x16xi32>
  return %r : tensor<16x16xi32>
}
