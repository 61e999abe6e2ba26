// RUN: dsa-opt %s --split-input-file --dsa-verify-registers --verify-diagnostics -o /dev/null

!a = !dsa.reg<@s::@a>
!b = !dsa.reg<@s::@b>
dsa.isa @s {
  // expected-note @below {{registers declared here}}
  dsa.registers @a count 2 means tensor<4xi32> issues_as vector<4xi32>
  dsa.registers @b shares @a means tensor<4xi32> issues_as vector<4xi32>
  dsa.instruction @zero_a() -> !a
  dsa.instruction @zero_b() -> !b
  dsa.instruction @add(!a tied, !b) -> !a
  dsa.instruction @use(!a) -> ()
}

func.func @reuses_registers(%n: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %z = dsa.invoke @s::@zero_a() : () -> !a
  %p = scf.for %i = %c0 to %n step %c1 iter_args(%q = %z) -> (!a) {
    %b = dsa.invoke @s::@zero_b() : () -> !b
    %r = dsa.invoke @s::@add(%q, %b) : (!a, !b) -> !a
    scf.yield %r : !a
  }
  dsa.invoke @s::@use(%p) : (!a) -> ()
  return
}

func.func @counts_shared_classes() {
  %x = dsa.invoke @s::@zero_a() : () -> !a
  %y = dsa.invoke @s::@zero_a() : () -> !a
  %b = dsa.invoke @s::@zero_b() : () -> !b
  %r = dsa.invoke @s::@add(%x, %b) : (!a, !b) -> !a
  // expected-error @+1 {{expected at most 2 live values in @s::@a, but got 3}}
  %t = dsa.invoke @s::@add(%y, %b) : (!a, !b) -> !a
  dsa.invoke @s::@use(%r) : (!a) -> ()
  dsa.invoke @s::@use(%t) : (!a) -> ()
  return
}

func.func @counts_what_lives_across_a_loop(%n: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %x = dsa.invoke @s::@zero_a() : () -> !a
  %y = dsa.invoke @s::@zero_b() : () -> !b
  scf.for %i = %c0 to %n step %c1 {
    %z = dsa.invoke @s::@zero_a() : () -> !a
    // expected-error @+1 {{expected at most 2 live values in @s::@a, but got 3}}
    dsa.invoke @s::@use(%z) : (!a) -> ()
  }
  %r = dsa.invoke @s::@add(%x, %y) : (!a, !b) -> !a
  dsa.invoke @s::@use(%r) : (!a) -> ()
  return
}

func.func @copies_are_allowed(%y: !b) {
  // The first sum needs a register of its own beside %x.
  %x = dsa.invoke @s::@zero_a() : () -> !a
  // expected-error @+2 {{expected at most 2 live values in @s::@a, but got 3}}
  %r = dsa.invoke @s::@add(%x, %y) : (!a, !b) -> !a
  dsa.invoke @s::@use(%r) : (!a) -> ()
  %t = dsa.invoke @s::@add(%x, %y) : (!a, !b) -> !a
  dsa.invoke @s::@use(%t) : (!a) -> ()
  return
}

// -----

!a = !dsa.reg<@s::@a>
dsa.isa @s {
  dsa.registers @a count 8 means tensor<4xi32> issues_as vector<4xi32> no_copy
  dsa.instruction @zero() -> !a
  dsa.instruction @step(!a tied) -> !a
  dsa.instruction @use(!a) -> ()
}

func.func @no_copy_tied_twice() {
  // expected-note @+1 {{value defined here}}
  %z = dsa.invoke @s::@zero() : () -> !a
  // expected-error @+1 {{expected the last use of a value in 'no_copy' class @s::@a, but it is used again}}
  %r = dsa.invoke @s::@step(%z) : (!a) -> !a
  %t = dsa.invoke @s::@step(%z) : (!a) -> !a
  dsa.invoke @s::@use(%r) : (!a) -> ()
  dsa.invoke @s::@use(%t) : (!a) -> ()
  return
}

func.func @no_copy_in_two_loop_values(%n: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  // expected-note @+1 {{value defined here}}
  %z = dsa.invoke @s::@zero() : () -> !a
  // expected-error @+1 {{expected the last use of a value in 'no_copy' class}}
  %p:2 = scf.for %i = %c0 to %n step %c1 iter_args(%x = %z, %y = %z) -> (!a, !a) {
    %r = dsa.invoke @s::@step(%x) : (!a) -> !a
    %t = dsa.invoke @s::@step(%y) : (!a) -> !a
    scf.yield %r, %t : !a, !a
  }
  dsa.invoke @s::@use(%p#0) : (!a) -> ()
  dsa.invoke @s::@use(%p#1) : (!a) -> ()
  return
}

func.func @no_copy_overwritten_in_each_iteration(%n: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  // expected-note @+1 {{value defined here}}
  %z = dsa.invoke @s::@zero() : () -> !a
  scf.for %i = %c0 to %n step %c1 {
    // expected-error @+1 {{expected the last use of a value in 'no_copy' class}}
    %r = dsa.invoke @s::@step(%z) : (!a) -> !a
    dsa.invoke @s::@use(%r) : (!a) -> ()
  }
  return
}

func.func @no_copy_read_twice_is_fine() {
  %z = dsa.invoke @s::@zero() : () -> !a
  dsa.invoke @s::@use(%z) : (!a) -> ()
  dsa.invoke @s::@use(%z) : (!a) -> ()
  return
}

func.func @no_copy_selected(%c: i1) {
  %x = dsa.invoke @s::@zero() : () -> !a
  %y = dsa.invoke @s::@zero() : () -> !a
  // expected-error @+1 {{expected no choice between values in 'no_copy' class @s::@a}}
  %z = arith.select %c, %x, %y : !a
  dsa.invoke @s::@use(%z) : (!a) -> ()
  return
}

func.func @no_copy_yielded_from_outside(%c: i1) {
  %x = dsa.invoke @s::@zero() : () -> !a
  %z = scf.if %c -> !a {
    // expected-error @+1 {{expected no choice between values in 'no_copy' class @s::@a}}
    scf.yield %x : !a
  } else {
    %y = dsa.invoke @s::@zero() : () -> !a
    scf.yield %y : !a
  }
  dsa.invoke @s::@use(%z) : (!a) -> ()
  return
}

func.func @no_copy_made_in_branches_is_fine(%c: i1) {
  %z = scf.if %c -> !a {
    %x = dsa.invoke @s::@zero() : () -> !a
    scf.yield %x : !a
  } else {
    %y = dsa.invoke @s::@zero() : () -> !a
    scf.yield %y : !a
  }
  dsa.invoke @s::@use(%z) : (!a) -> ()
  return
}
