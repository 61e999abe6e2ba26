// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: dsa-opt %s --verify-roundtrip -o /dev/null
//
// Sums of sums, and complex products by four real ones.

// The sum of sums is the sum of the sums.
dsa.adapter @sum_of_terms term {
^bb0(%x: i32, %y: i32):
  %t = arith.addi %x, %y : i32
  dsa.yield %t : i32
} sums {
^bb0(%x: i32, %y: i32):
  %xs = dsa.sum core (%x) : (i32) -> i32 {
  ^bb0(%u: i32):
    dsa.yield %u : i32
  }
  %ys = dsa.sum core (%y) : (i32) -> i32 {
  ^bb0(%u: i32):
    dsa.yield %u : i32
  }
  %r = arith.addi %xs, %ys : i32
  dsa.yield %r : i32
}
dsa.adapter @difference_of_terms term {
^bb0(%x: i32, %y: i32):
  %t = arith.subi %x, %y : i32
  dsa.yield %t : i32
} sums {
^bb0(%x: i32, %y: i32):
  %xs = dsa.sum core (%x) : (i32) -> i32 {
  ^bb0(%u: i32):
    dsa.yield %u : i32
  }
  %ys = dsa.sum core (%y) : (i32) -> i32 {
  ^bb0(%u: i32):
    dsa.yield %u : i32
  }
  %r = arith.subi %xs, %ys : i32
  dsa.yield %r : i32
}
dsa.adapter @sum_of_float_terms term {
^bb0(%x: f32, %y: f32):
  %t = arith.addf %x, %y : f32
  dsa.yield %t : f32
} sums {
^bb0(%x: f32, %y: f32):
  %xs = dsa.sum core (%x) : (f32) -> f32 {
  ^bb0(%u: f32):
    dsa.yield %u : f32
  }
  %ys = dsa.sum core (%y) : (f32) -> f32 {
  ^bb0(%u: f32):
    dsa.yield %u : f32
  }
  %r = arith.addf %xs, %ys : f32
  dsa.yield %r : f32
}
dsa.adapter @difference_of_float_terms term {
^bb0(%x: f32, %y: f32):
  %t = arith.subf %x, %y : f32
  dsa.yield %t : f32
} sums {
^bb0(%x: f32, %y: f32):
  %xs = dsa.sum core (%x) : (f32) -> f32 {
  ^bb0(%u: f32):
    dsa.yield %u : f32
  }
  %ys = dsa.sum core (%y) : (f32) -> f32 {
  ^bb0(%u: f32):
    dsa.yield %u : f32
  }
  %r = arith.subf %xs, %ys : f32
  dsa.yield %r : f32
}

// (a + bi) * (c + di) = (ac - bd) + (ad + bc)i
dsa.adapter @complex_by_parts term {
^bb0(%x: complex<f32>, %y: complex<f32>):
  %t = complex.mul %x, %y : complex<f32>
  dsa.yield %t : complex<f32>
} sums {
^bb0(%x: complex<f32>, %y: complex<f32>):
  %a = complex.re %x : complex<f32>
  %b = complex.im %x : complex<f32>
  %c = complex.re %y : complex<f32>
  %d = complex.im %y : complex<f32>
  %ac = dsa.sum core (%a, %c) : (f32, f32) -> f32 {
  ^bb0(%u: f32, %v: f32):
    %t = arith.mulf %u, %v : f32
    dsa.yield %t : f32
  }
  %bd = dsa.sum core (%b, %d) : (f32, f32) -> f32 {
  ^bb0(%u: f32, %v: f32):
    %t = arith.mulf %u, %v : f32
    dsa.yield %t : f32
  }
  %ad = dsa.sum core (%a, %d) : (f32, f32) -> f32 {
  ^bb0(%u: f32, %v: f32):
    %t = arith.mulf %u, %v : f32
    dsa.yield %t : f32
  }
  %bc = dsa.sum core (%b, %c) : (f32, f32) -> f32 {
  ^bb0(%u: f32, %v: f32):
    %t = arith.mulf %u, %v : f32
    dsa.yield %t : f32
  }
  %re = arith.subf %ac, %bd : f32
  %im = arith.addf %ad, %bc : f32
  %r = complex.create %re, %im : complex<f32>
  dsa.yield %r : complex<f32>
}
