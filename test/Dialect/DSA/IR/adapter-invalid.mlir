// RUN: dsa-opt %s --split-input-file --verify-diagnostics

// adapter C1
// expected-error @+1 {{expected scalar arguments, but got 'tensor<4xi8>'}}
dsa.adapter @invalid_adapter_c1 term {
^bb0(%a: tensor<4xi8>):
  %c0 = arith.constant 0 : i32
  dsa.yield %c0 : i32
} sums {
^bb0(%a: tensor<4xi8>):
  %c0 = arith.constant 0 : i32
  dsa.yield %c0 : i32
}

// -----

// expected-error @+1 {{expected 'sums' to take ('i8') as 'term' does, but it takes ('i16')}}
dsa.adapter @arguments_differ term {
^bb0(%a: i8):
  %x = arith.extsi %a : i8 to i32
  dsa.yield %x : i32
} sums {
^bb0(%a: i16):
  %x = arith.extsi %a : i16 to i32
  dsa.yield %x : i32
}

// -----

// expected-error @+1 {{expected 'sums' to yield a scalar of the type of 'term', 'i32', but it yields 'i8'}}
dsa.adapter @results_differ term {
^bb0(%a: i8):
  %x = arith.extsi %a : i8 to i32
  dsa.yield %x : i32
} sums {
^bb0(%a: i8):
  dsa.yield %a : i8
}

// -----

// expected-error @+1 {{expected 'term' to end in 'dsa.yield' of one value}}
dsa.adapter @no_term term {
^bb0(%a: i32):
  dsa.yield
} sums {
^bb0(%a: i32):
  dsa.yield %a : i32
}

// -----

// adapter C2
// expected-error @+1 {{expected a 'dsa.sum' that is 'core'}}
dsa.adapter @invalid_adapter_c2 term {
^bb0(%a: i32):
  dsa.yield %a : i32
} sums {
^bb0(%a: i32):
  %s = dsa.sum (%a) : (i32) -> i32 {
  ^bb0(%x: i32):
    dsa.yield %x : i32
  }
  dsa.yield %s : i32
}

// -----

// adapter C3
dsa.adapter @invalid_adapter_c3 term {
^bb0(%a: i32):
  dsa.yield %a : i32
} sums {
^bb0(%a: i32):
  %s = dsa.sum core (%a) : (i32) -> i32 {
  ^bb0(%x: i32):
    dsa.yield %x : i32
  }
  // expected-error @+1 {{expected operands that are computed from arguments, and from no other sum}}
  %t = dsa.sum (%s) : (i32) -> i32 {
  ^bb0(%x: i32):
    dsa.yield %x : i32
  }
  dsa.yield %t : i32
}

// -----

// A constant is no element.
dsa.adapter @constant_operand term {
^bb0(%a: i32):
  dsa.yield %a : i32
} sums {
^bb0(%a: i32):
  %c1 = arith.constant 1 : i32
  // expected-error @+1 {{expected operands that are computed from arguments, and from no other sum}}
  %s = dsa.sum core (%c1) : (i32) -> i32 {
  ^bb0(%x: i32):
    dsa.yield %x : i32
  }
  dsa.yield %s : i32
}

// -----

// sum C1
dsa.adapter @invalid_sum_c1 term {
^bb0(%a: i32):
  dsa.yield %a : i32
} sums {
^bb0(%a: i32):
  // expected-error @+1 {{expected a region that takes ('i32'), but it takes ('i8')}}
  %s = dsa.sum core (%a) : (i32) -> i32 {
  ^bb0(%x: i8):
    %y = arith.extsi %x : i8 to i32
    dsa.yield %y : i32
  }
  dsa.yield %s : i32
}

// -----

dsa.adapter @sum_of_another_type term {
^bb0(%a: i32):
  dsa.yield %a : i32
} sums {
^bb0(%a: i32):
  // expected-error @+1 {{expected a region that yields 'i32', but it yields 'i8'}}
  %s = dsa.sum core (%a) : (i32) -> i32 {
  ^bb0(%x: i32):
    %y = arith.trunci %x : i32 to i8
    dsa.yield %y : i8
  }
  dsa.yield %s : i32
}

// -----

// sum C2
dsa.adapter @invalid_sum_c2 term {
^bb0(%a: i32):
  dsa.yield %a : i32
} sums {
^bb0(%a: i32):
  %v = vector.broadcast %a : i32 to vector<2xi32>
  // expected-error @+1 {{expected scalar operands, but got 'vector<2xi32>'}}
  %s = dsa.sum core (%v) : (vector<2xi32>) -> i32 {
  ^bb0(%x: vector<2xi32>):
    %y = vector.extract %x[0] : i32 from vector<2xi32>
    dsa.yield %y : i32
  }
  dsa.yield %s : i32
}

// -----

// adapter C4
dsa.adapter @invalid_adapter_c4 term {
^bb0(%a: i32, %b: i32):
  %t = arith.shli %a, %b : i32
  dsa.yield %t : i32
} sums {
^bb0(%a: i32, %b: i32):
  %s = dsa.sum core (%a, %b) : (i32, i32) -> i32 {
  ^bb0(%x: i32, %y: i32):
    // expected-error @+1 {{expected arithmetic in 'sums' that is defined for all values}}
    %t = arith.shli %x, %y : i32
    dsa.yield %t : i32
  }
  dsa.yield %s : i32
}

// -----

dsa.adapter @overflow_flags term {
^bb0(%a: i32, %b: i32):
  %t = arith.muli %a, %b : i32
  dsa.yield %t : i32
} sums {
^bb0(%a: i32, %b: i32):
  %s = dsa.sum core (%a, %b) : (i32, i32) -> i32 {
  ^bb0(%x: i32, %y: i32):
    // expected-error @+1 {{expected arithmetic in 'sums' that is defined for all values}}
    %t = arith.muli %x, %y overflow<nsw> : i32
    dsa.yield %t : i32
  }
  dsa.yield %s : i32
}

// -----

dsa.adapter @complex_sum term {
^bb0(%a: complex<f32>):
  dsa.yield %a : complex<f32>
} sums {
^bb0(%a: complex<f32>):
  // expected-error @+1 {{expected an integer or a float as result, but got 'complex<f32>'}}
  %s = dsa.sum core (%a) : (complex<f32>) -> complex<f32> {
  ^bb0(%x: complex<f32>):
    dsa.yield %x : complex<f32>
  }
  dsa.yield %s : complex<f32>
}

// -----

dsa.adapter @exact_shift term {
^bb0(%a: i32):
  dsa.yield %a : i32
} sums {
^bb0(%a: i32):
  %c1 = arith.constant 1 : i32
  // expected-error @+1 {{expected arithmetic in 'sums' that is defined for all values}}
  %h = arith.shrsi %a, %c1 exact : i32
  %s = dsa.sum core (%h) : (i32) -> i32 {
  ^bb0(%x: i32):
    dsa.yield %x : i32
  }
  dsa.yield %s : i32
}
