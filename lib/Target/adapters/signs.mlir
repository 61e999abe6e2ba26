// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: dsa-opt %s --verify-roundtrip -o /dev/null
//
// Products of bytes on instructions that take the first without sign and the
// second with sign. Flipping the highest bit of a byte moves it by 128.

// a * b = (a xor 0x80) * b - 128 * b, with a xor 0x80 read without sign.
dsa.adapter @signed_as_unsigned term {
^bb0(%a: i8, %b: i8):
  %x = arith.extsi %a : i8 to i32
  %y = arith.extsi %b : i8 to i32
  %t = arith.muli %x, %y : i32
  dsa.yield %t : i32
} sums {
^bb0(%a: i8, %b: i8):
  %flip = arith.constant -128 : i8
  %c128 = arith.constant 128 : i32
  %u = arith.xori %a, %flip : i8
  %products = dsa.sum core (%u, %b) : (i8, i8) -> i32 {
  ^bb0(%x: i8, %y: i8):
    %xe = arith.extui %x : i8 to i32
    %ye = arith.extsi %y : i8 to i32
    %t = arith.muli %xe, %ye : i32
    dsa.yield %t : i32
  }
  %rest = dsa.sum (%b) : (i8) -> i32 {
  ^bb0(%y: i8):
    %ye = arith.extsi %y : i8 to i32
    dsa.yield %ye : i32
  }
  %scaled = arith.muli %rest, %c128 : i32
  %r = arith.subi %products, %scaled : i32
  dsa.yield %r : i32
}

// a * b = a * (b xor 0x80) + 128 * a, with b xor 0x80 read with sign.
dsa.adapter @unsigned_as_signed term {
^bb0(%a: i8, %b: i8):
  %x = arith.extui %a : i8 to i32
  %y = arith.extui %b : i8 to i32
  %t = arith.muli %x, %y : i32
  dsa.yield %t : i32
} sums {
^bb0(%a: i8, %b: i8):
  %flip = arith.constant -128 : i8
  %c128 = arith.constant 128 : i32
  %s = arith.xori %b, %flip : i8
  %products = dsa.sum core (%a, %s) : (i8, i8) -> i32 {
  ^bb0(%x: i8, %y: i8):
    %xe = arith.extui %x : i8 to i32
    %ye = arith.extsi %y : i8 to i32
    %t = arith.muli %xe, %ye : i32
    dsa.yield %t : i32
  }
  %rest = dsa.sum (%a) : (i8) -> i32 {
  ^bb0(%x: i8):
    %xe = arith.extui %x : i8 to i32
    dsa.yield %xe : i32
  }
  %scaled = arith.muli %rest, %c128 : i32
  %r = arith.addi %products, %scaled : i32
  dsa.yield %r : i32
}
