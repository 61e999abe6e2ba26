// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: dsa-opt %s --verify-roundtrip -o /dev/null
//
// Products of quantized numbers. A zero point must not change from iteration to
// iteration of a sum; one for each row or column may. A border that is filled
// with the zero point adds nothing on either side.

// (x - p) * (y - q) = x * y - p * y - q * x + p * q
dsa.adapter @two_zero_points term {
^bb0(%x: i32, %p: i32, %y: i32, %q: i32):
  %a = arith.subi %x, %p : i32
  %b = arith.subi %y, %q : i32
  %t = arith.muli %a, %b : i32
  dsa.yield %t : i32
} sums {
^bb0(%x: i32, %p: i32, %y: i32, %q: i32):
  %products = dsa.sum core (%x, %y) : (i32, i32) -> i32 {
  ^bb0(%u: i32, %v: i32):
    %t = arith.muli %u, %v : i32
    dsa.yield %t : i32
  }
  %lefts = dsa.sum (%x) : (i32) -> i32 {
  ^bb0(%u: i32):
    dsa.yield %u : i32
  }
  %rights = dsa.sum (%y) : (i32) -> i32 {
  ^bb0(%v: i32):
    dsa.yield %v : i32
  }
  %count = dsa.sum () : () -> i32 {
    %one = arith.constant 1 : i32
    dsa.yield %one : i32
  }
  %left = arith.muli %lefts, %q : i32
  %right = arith.muli %rights, %p : i32
  %both = arith.muli %p, %q : i32
  %constant = arith.muli %both, %count : i32
  %r0 = arith.subi %products, %left : i32
  %r1 = arith.subi %r0, %right : i32
  %r = arith.addi %r1, %constant : i32
  dsa.yield %r : i32
}

// (x - p) * y = x * y - p * y
dsa.adapter @one_zero_point term {
^bb0(%x: i32, %p: i32, %y: i32):
  %a = arith.subi %x, %p : i32
  %t = arith.muli %a, %y : i32
  dsa.yield %t : i32
} sums {
^bb0(%x: i32, %p: i32, %y: i32):
  %products = dsa.sum core (%x, %y) : (i32, i32) -> i32 {
  ^bb0(%u: i32, %v: i32):
    %t = arith.muli %u, %v : i32
    dsa.yield %t : i32
  }
  %rights = dsa.sum (%y) : (i32) -> i32 {
  ^bb0(%v: i32):
    dsa.yield %v : i32
  }
  %right = arith.muli %rights, %p : i32
  %r = arith.subi %products, %right : i32
  dsa.yield %r : i32
}
