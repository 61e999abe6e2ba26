// Values of a 'no_copy' class are computed again, never merged or hoisted.
// RUN: dsa-opt %s --cse --canonicalize --loop-invariant-code-motion --control-flow-sink | FileCheck %s

!a = !dsa.reg<@s::@a>
!b = !dsa.reg<@s::@b>
dsa.isa @s {
  dsa.registers @a count 8 means tensor<4xi32> issues_as vector<4xi32> no_copy
  dsa.registers @b count 8 means tensor<4xi32> issues_as vector<4xi32>
  dsa.instruction @zero_a() -> !a
  dsa.instruction @zero_b() -> !b
  dsa.instruction @add_a(!a tied, !b) -> !a
  dsa.instruction @use(!a, !a, !b, !b) -> ()
  dsa.instruction @put(memref<4xi32> write, !a) -> ()
}

// CHECK-LABEL: func.func @merges_only_what_can_be_copied
// CHECK: %[[X:.*]] = dsa.invoke @s::@zero_a
// CHECK: %[[Y:.*]] = dsa.invoke @s::@zero_a
// CHECK: %[[B:.*]] = dsa.invoke @s::@zero_b
// CHECK-NOT: @zero_b
// CHECK: dsa.invoke @s::@add_a(%[[X]], %[[B]])
// CHECK: dsa.invoke @s::@add_a(%[[Y]], %[[B]])
func.func @merges_only_what_can_be_copied(%m: memref<4xi32>, %k: memref<4xi32>) {
  %x = dsa.invoke @s::@zero_a() : () -> !a
  %y = dsa.invoke @s::@zero_a() : () -> !a
  %b = dsa.invoke @s::@zero_b() : () -> !b
  %c = dsa.invoke @s::@zero_b() : () -> !b
  %p = dsa.invoke @s::@add_a(%x, %b) : (!a, !b) -> !a
  %q = dsa.invoke @s::@add_a(%y, %c) : (!a, !b) -> !a
  dsa.invoke @s::@put(%m, %p) : (memref<4xi32>, !a) -> ()
  dsa.invoke @s::@put(%k, %q) : (memref<4xi32>, !a) -> ()
  return
}

// CHECK-LABEL: func.func @stays_in_the_loop
// CHECK: scf.for
// CHECK-NEXT: dsa.invoke @s::@zero_a
func.func @stays_in_the_loop(%m: memref<4xi32>, %n: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    %x = dsa.invoke @s::@zero_a() : () -> !a
    dsa.invoke @s::@put(%m, %x) : (memref<4xi32>, !a) -> ()
  }
  return
}

// CHECK-LABEL: func.func @unused_values_go
// CHECK-NEXT: return
func.func @unused_values_go() {
  %x = dsa.invoke @s::@zero_a() : () -> !a
  return
}
