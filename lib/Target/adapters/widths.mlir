// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// RUN: dsa-opt %s --verify-roundtrip -o /dev/null
//
// Products of bytes on instructions that take words, and of words on
// instructions that take bytes.

// A byte is a word.
dsa.adapter @signed_bytes_as_words term {
^bb0(%a: i8, %b: i8):
  %x = arith.extsi %a : i8 to i32
  %y = arith.extsi %b : i8 to i32
  %t = arith.muli %x, %y : i32
  dsa.yield %t : i32
} sums {
^bb0(%a: i8, %b: i8):
  %x = arith.extsi %a : i8 to i16
  %y = arith.extsi %b : i8 to i16
  %r = dsa.sum core (%x, %y) : (i16, i16) -> i32 {
  ^bb0(%u: i16, %v: i16):
    %ue = arith.extsi %u : i16 to i32
    %ve = arith.extsi %v : i16 to i32
    %t = arith.muli %ue, %ve : i32
    dsa.yield %t : i32
  }
  dsa.yield %r : i32
}
dsa.adapter @mixed_bytes_as_words term {
^bb0(%a: i8, %b: i8):
  %x = arith.extui %a : i8 to i32
  %y = arith.extsi %b : i8 to i32
  %t = arith.muli %x, %y : i32
  dsa.yield %t : i32
} sums {
^bb0(%a: i8, %b: i8):
  %x = arith.extui %a : i8 to i16
  %y = arith.extsi %b : i8 to i16
  %r = dsa.sum core (%x, %y) : (i16, i16) -> i32 {
  ^bb0(%u: i16, %v: i16):
    %ue = arith.extsi %u : i16 to i32
    %ve = arith.extsi %v : i16 to i32
    %t = arith.muli %ue, %ve : i32
    dsa.yield %t : i32
  }
  dsa.yield %r : i32
}
dsa.adapter @unsigned_bytes_as_words term {
^bb0(%a: i8, %b: i8):
  %x = arith.extui %a : i8 to i32
  %y = arith.extui %b : i8 to i32
  %t = arith.muli %x, %y : i32
  dsa.yield %t : i32
} sums {
^bb0(%a: i8, %b: i8):
  %x = arith.extui %a : i8 to i16
  %y = arith.extui %b : i8 to i16
  %r = dsa.sum core (%x, %y) : (i16, i16) -> i32 {
  ^bb0(%u: i16, %v: i16):
    %ue = arith.extsi %u : i16 to i32
    %ve = arith.extsi %v : i16 to i32
    %t = arith.muli %ue, %ve : i32
    dsa.yield %t : i32
  }
  dsa.yield %r : i32
}

// a = 256 * high + low, where the high byte has the sign and the low one none.
dsa.adapter @words_by_nibbles_as_bytes term {
^bb0(%a: i16, %b: i4):
  %x = arith.extsi %a : i16 to i32
  %y = arith.extui %b : i4 to i32
  %t = arith.muli %x, %y : i32
  dsa.yield %t : i32
} sums {
^bb0(%a: i16, %b: i4):
  %c8 = arith.constant 8 : i16
  %c8_sum = arith.constant 8 : i32
  %shifted = arith.shrsi %a, %c8 : i16
  %high = arith.trunci %shifted : i16 to i8
  %low = arith.trunci %a : i16 to i8
  %byte = arith.extui %b : i4 to i8
  %highs = dsa.sum core (%byte, %high) : (i8, i8) -> i32 {
  ^bb0(%u: i8, %v: i8):
    %ue = arith.extui %u : i8 to i32
    %ve = arith.extsi %v : i8 to i32
    %t = arith.muli %ue, %ve : i32
    dsa.yield %t : i32
  }
  %lows = dsa.sum core (%low, %byte) : (i8, i8) -> i32 {
  ^bb0(%u: i8, %v: i8):
    %ue = arith.extui %u : i8 to i32
    %ve = arith.extsi %v : i8 to i32
    %t = arith.muli %ue, %ve : i32
    dsa.yield %t : i32
  }
  %scaled = arith.shli %highs, %c8_sum : i32
  %r = arith.addi %scaled, %lows : i32
  dsa.yield %r : i32
}
dsa.adapter @words_by_signed_bytes_as_bytes term {
^bb0(%a: i16, %b: i8):
  %x = arith.extsi %a : i16 to i32
  %y = arith.extsi %b : i8 to i32
  %t = arith.muli %x, %y : i32
  dsa.yield %t : i32
} sums {
^bb0(%a: i16, %b: i8):
  %c8 = arith.constant 8 : i16
  %c8_sum = arith.constant 8 : i32
  %shifted = arith.shrsi %a, %c8 : i16
  %high = arith.trunci %shifted : i16 to i8
  %low = arith.trunci %a : i16 to i8
  %highs = dsa.sum core (%high, %b) : (i8, i8) -> i32 {
  ^bb0(%u: i8, %v: i8):
    %ue = arith.extsi %u : i8 to i32
    %ve = arith.extsi %v : i8 to i32
    %t = arith.muli %ue, %ve : i32
    dsa.yield %t : i32
  }
  %lows = dsa.sum core (%low, %b) : (i8, i8) -> i32 {
  ^bb0(%u: i8, %v: i8):
    %ue = arith.extui %u : i8 to i32
    %ve = arith.extsi %v : i8 to i32
    %t = arith.muli %ue, %ve : i32
    dsa.yield %t : i32
  }
  %scaled = arith.shli %highs, %c8_sum : i32
  %r = arith.addi %scaled, %lows : i32
  dsa.yield %r : i32
}
dsa.adapter @words_by_unsigned_bytes_as_bytes term {
^bb0(%a: i16, %b: i8):
  %x = arith.extsi %a : i16 to i32
  %y = arith.extui %b : i8 to i32
  %t = arith.muli %x, %y : i32
  dsa.yield %t : i32
} sums {
^bb0(%a: i16, %b: i8):
  %c8 = arith.constant 8 : i16
  %c8_sum = arith.constant 8 : i32
  %shifted = arith.shrsi %a, %c8 : i16
  %high = arith.trunci %shifted : i16 to i8
  %low = arith.trunci %a : i16 to i8
  %highs = dsa.sum core (%b, %high) : (i8, i8) -> i32 {
  ^bb0(%u: i8, %v: i8):
    %ue = arith.extui %u : i8 to i32
    %ve = arith.extsi %v : i8 to i32
    %t = arith.muli %ue, %ve : i32
    dsa.yield %t : i32
  }
  %lows = dsa.sum core (%low, %b) : (i8, i8) -> i32 {
  ^bb0(%u: i8, %v: i8):
    %ue = arith.extui %u : i8 to i32
    %ve = arith.extui %v : i8 to i32
    %t = arith.muli %ue, %ve : i32
    dsa.yield %t : i32
  }
  %scaled = arith.shli %highs, %c8_sum : i32
  %r = arith.addi %scaled, %lows : i32
  dsa.yield %r : i32
}
