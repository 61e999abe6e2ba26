// RUN: dsa-opt %s --split-input-file --verify-diagnostics --dsa-issue=machine=%source/test/Target/Inputs/machine/dot2-lanes.mlir
// RUN: dsa-opt %s --split-input-file --verify-diagnostics --dsa-simulate=machine=%source/test/Target/Inputs/machine/dot2-lanes.mlir
// RUN: not dsa-opt %s --split-input-file --dsa-issue=machine=pdp-11 2>&1 | FileCheck %s --check-prefix=UNKNOWN
// UNKNOWN: error: expected a machine ({{.*}}x86-generic, {{.*}}x86-sapphire-rapids), but got 'pdp-11'

!sums = !dsa.reg<@dot2::@sums>
dsa.isa @dot2 {
  dsa.registers @sums count 4 means tensor<4xi32> issues_as vector<4xi32>
  dsa.instruction @triple(!sums) -> !sums
}
func.func @unknown_instruction(%p: !sums) -> !sums {
  // expected-error @+1 {{expected an instruction of machine 'dot2-lanes', but got @dot2::@triple}}
  %q = dsa.invoke @dot2::@triple(%p) : (!sums) -> !sums
  return %q : !sums
}

// -----

!sums = !dsa.reg<@dot2::@sums>
dsa.isa @dot2 {
  dsa.registers @sums count 4 means tensor<4xi32> issues_as vector<4xi32>
  dsa.instruction @dot2(!sums) -> !sums
}
func.func @other_signature(%p: !sums) -> !sums {
  // expected-error @+1 {{expected a declaration of type '(!dsa.reg<@dot2::@sums>, !dsa.reg<@dot2::@pairs>, !dsa.reg<@dot2::@pairs>) -> !dsa.reg<@dot2::@sums>', but got '(!dsa.reg<@dot2::@sums>) -> !dsa.reg<@dot2::@sums>'}}
  %q = dsa.invoke @dot2::@dot2(%p) : (!sums) -> !sums
  return %q : !sums
}

// -----

!other = !dsa.reg<@other::@r>
func.func @unknown_registers(%c: i1) {
  // expected-error @+1 {{expected registers of machine 'dot2-lanes', but got '!dsa.reg<@other::@r>'}}
  %p = ub.poison : !other
  %q = arith.select %c, %p, %p : !other
  return
}

// -----

// expected-error @+1 {{expected registers of machine 'dot2-lanes', but got '!dsa.reg<@other::@r>'}}
func.func private @unknown_registers_in_a_signature(!dsa.reg<@other::@r>)

// -----

!sums = !dsa.reg<@dot2::@sums>
!memory = memref<4xi32, strided<[1], offset: ?>>
dsa.isa @dot2 {
  dsa.registers @sums count 4 means tensor<4xi32> issues_as vector<4xi32>
  dsa.instruction @load_sums(!memory read) -> !sums
}
func.func @tensor_for_memory(%t: tensor<4xi32>) -> !sums {
  // expected-error @+1 {{expected memory operands that are memrefs, but got 'tensor<4xi32>'}}
  %q = dsa.invoke @dot2::@load_sums(%t) : (tensor<4xi32>) -> !sums
  return %q : !sums
}
