// RUN: dsa-opt %s --split-input-file --verify-diagnostics

// registers C1
dsa.isa @a {
  // expected-error @+1 {{expected a meaning without encoding, but got 'tensor<8xi8, "x">'}}
  dsa.registers @r count 8 means tensor<8xi8, "x"> issues_as vector<8xi8>
}

// -----

// registers C2
dsa.isa @a {
  // expected-error @+1 {{expected either 'count' or 'shares'}}
  dsa.registers @r means tensor<8xi8> issues_as vector<8xi8>
}

// -----

// registers C2
dsa.isa @a {
  // expected-error @+1 {{expected a positive count, but got 0}}
  dsa.registers @r count 0 means tensor<8xi8> issues_as vector<8xi8>
}

// -----

// registers C3
dsa.isa @a {
  // expected-error @+1 {{expected 'shares' to name a register class with a count}}
  dsa.registers @r shares @s means tensor<8xi8> issues_as vector<8xi8>
}

// -----

// instruction C1
dsa.isa @a {
  // expected-error @+1 {{expected a known register class, but got @a::@r}}
  dsa.instruction @i(!dsa.reg<@a::@r>) -> ()
}

// -----

// instruction C2
dsa.isa @a {
  dsa.registers @r count 8 means tensor<8xi8> issues_as vector<8xi8>
  // expected-error @+1 {{expected tied operand 0 to be a register of the type of result 0}}
  dsa.instruction @i(!dsa.reg<@a::@r> tied) -> ()
}

// -----

// instruction C2
dsa.isa @a {
  // expected-error @+1 {{expected exactly the memref operands to be 'read', 'write' or 'update', but operand 0 of type 'memref<8xi8>' is 'value'}}
  dsa.instruction @i(memref<8xi8>) -> ()
}

// -----

dsa.isa @a {
  // expected-error @+1 {{expected a kind of operand, but got 'borrowed'}}
  dsa.instruction @i(memref<8xi8> borrowed) -> ()
}

// -----

// instruction C3
dsa.isa @a {
  dsa.registers @r count 8 means tensor<8xi8> issues_as vector<8xi8>
  // expected-error @+1 {{expected 'semantics' to take ('tensor<8xi8>'), but it takes ('tensor<4xi8>')}}
  dsa.instruction @i(!dsa.reg<@a::@r>) -> ()
  semantics {
  ^bb0(%x: tensor<4xi8>):
    dsa.yield
  } emission {
  ^bb0(%x: vector<8xi8>):
    dsa.yield
  }
}

// -----

// instruction C3
dsa.isa @a {
  dsa.registers @r count 8 means tensor<8xi8> issues_as vector<8xi8>
  dsa.instruction @i(!dsa.reg<@a::@r>) -> !dsa.reg<@a::@r>
  semantics {
  ^bb0(%x: tensor<8xi8>):
    dsa.yield %x : tensor<8xi8>
  } emission {
  ^bb0(%x: vector<8xi8>):
    // expected-error @+1 {{expected 'emission' to yield ('vector<8xi8>'), but it yields ()}}
    dsa.yield
  }
}

// -----

// instruction C4
dsa.isa @a {
  // expected-error @+1 {{expected both 'semantics' and 'emission', or neither}}
  dsa.instruction @i() -> ()
  semantics {
    dsa.yield
  }
}

// -----

// instruction C4
dsa.isa @a {
  dsa.registers @v count 8 means tensor<4xf32> issues_as vector<4xf32>
  // expected-error @+1 {{expected 'numerics' that say how 'refined' differs, because its results are floats}}
  dsa.instruction @i() -> !dsa.reg<@a::@v>
  semantics {
    %z = arith.constant dense<0.0> : tensor<4xf32>
    dsa.yield %z : tensor<4xf32>
  } refined {
    %z = arith.constant dense<0.0> : tensor<4xf32>
    dsa.yield %z : tensor<4xf32>
  } emission {
    %z = arith.constant dense<0.0> : vector<4xf32>
    dsa.yield %z : vector<4xf32>
  }
}

// -----

// instruction C4
dsa.isa @a {
  dsa.registers @v count 8 means tensor<4xf32> issues_as vector<4xf32>
  // expected-error @+1 {{expected 'numerics' that say how 'refined' differs, because its results are floats}}
  dsa.instruction @i() -> !dsa.reg<@a::@v> numerics <exact>
  semantics {
    %z = arith.constant dense<0.0> : tensor<4xf32>
    dsa.yield %z : tensor<4xf32>
  } refined {
    %z = arith.constant dense<0.0> : tensor<4xf32>
    dsa.yield %z : tensor<4xf32>
  } emission {
    %z = arith.constant dense<0.0> : vector<4xf32>
    dsa.yield %z : vector<4xf32>
  }
}

// -----

// instruction C4
dsa.isa @a {
  // expected-error @+1 {{expected 'refined' only beside 'semantics'}}
  dsa.instruction @i() -> ()
  refined {
    dsa.yield
  }
}

// -----

// instruction C4
dsa.isa @a {
  // expected-error @+1 {{expected 'sequence' beside 'semantics' alone}}
  dsa.instruction @i() -> ()
  semantics {
    dsa.yield
  } emission {
    dsa.yield
  } sequence {
    dsa.yield
  }
}

// -----

// instruction C5
dsa.isa @a {
  dsa.registers @v count 8 means tensor<4xi32> issues_as vector<4xi32>
  dsa.instruction @i(!dsa.reg<@a::@v> tied) -> !dsa.reg<@a::@v>
  semantics {
  ^bb0(%x: tensor<4xi32>):
    dsa.yield %x : tensor<4xi32>
  } sequence {
  ^bb0(%x: !dsa.reg<@a::@v>):
    // expected-error @+1 {{expected only 'dsa.invoke' in the sequence of an instruction}}
    %c = arith.constant 0 : i32
    dsa.yield %x : !dsa.reg<@a::@v>
  }
}

// -----

// instruction C5
dsa.isa @a {
  // expected-error @+1 {{expected an instruction with a 'sequence' to take registers, but got 'memref<4xi32>'}}
  dsa.instruction @i(memref<4xi32> read) -> ()
  semantics {
  ^bb0(%x: memref<4xi32>):
    dsa.yield
  } sequence {
  ^bb0(%x: memref<4xi32>):
    dsa.yield
  }
}

// -----

// instruction C7
dsa.isa @a {
  dsa.registers @v count 8 means tensor<4xf32> issues_as vector<4xf32>
  // expected-error @+1 {{expected an instruction with a 'sequence' to yield integers, but got 'tensor<4xf32>'}}
  dsa.instruction @i(!dsa.reg<@a::@v> tied) -> !dsa.reg<@a::@v>
  semantics {
  ^bb0(%x: tensor<4xf32>):
    dsa.yield %x : tensor<4xf32>
  } sequence {
  ^bb0(%x: !dsa.reg<@a::@v>):
    dsa.yield %x : !dsa.reg<@a::@v>
  }
}

// -----

// instruction C6
dsa.isa @a {
  dsa.registers @v count 8 means tensor<4xf32> issues_as vector<4xf32>
  // expected-error @+1 {{expected requirements on register operands of integers, but got #dsa.bounded<operand = 0, least = 0, most = 1>}}
  dsa.instruction @i(!dsa.reg<@a::@v>) -> () requires [#dsa.bounded<operand = 0, least = 0, most = 1>]
}

// -----

// instruction C6
dsa.isa @a {
  // expected-error @+1 {{expected requirements on register operands of integers, but got "fast"}}
  dsa.instruction @i() -> () requires ["fast"]
}

// -----

// bounded C1
// expected-error @+1 {{expected the least value first, but got 1 and 0}}
#bounded = #dsa.bounded<operand = 0, least = 1, most = 0>

// -----

// assume C1
func.func @assume_floats(%a: tensor<4xf32>) -> tensor<4xf32> {
  // expected-error @+1 {{expected a range of values of 'tensor<4xf32>', but got [0, 1]}}
  %b = dsa.assume %a in [0, 1] : tensor<4xf32>
  return %b : tensor<4xf32>
}

// -----

// assume C1
func.func @assume_too_much(%a: tensor<4xi8>) -> tensor<4xi8> {
  // expected-error @+1 {{expected a range of values of 'tensor<4xi8>', but got [0, 256]}}
  %b = dsa.assume %a in [0, 256] : tensor<4xi8>
  return %b : tensor<4xi8>
}

// -----

// match C1
// expected-error @+1 {{expected ranges to be [] or [least, most], but got}}
#match = #dsa.match<@a::@i, mapping = affine_map<(n) -> (n)>, operands = [0], weakened = <exact>, proof = "", ranges = [[1, 0]]>

// -----

// expected-error @+1 {{expected 'dsa.range' to be [least, most] of values of 'tensor<4xi8>', but got [0, 256]}}
func.func @range_too_large(%x: tensor<4xi8> {dsa.range = [0, 256]}) { return }

// -----

// expected-error @+1 {{expected 'dsa.range' to be [least, most] of values of 'tensor<4xi8>', but got [-1, 128]}}
func.func @range_of_both_signs(%x: tensor<4xi8> {dsa.range = [-1, 128]}) { return }

// -----

// expected-error @+1 {{expected 'dsa.range' to be [least, most] of values of 'tensor<4xf32>', but got [0, 1]}}
func.func @range_of_floats(%x: tensor<4xf32> {dsa.range = [0, 1]}) { return }

// -----

// 2^64 + 1 is not 1.
// expected-error @+1 {{expected 'dsa.range' to be [least, most] of values of 'tensor<4xi8>', but got [0 : i128, 18446744073709551617 : i128]}}
func.func @range_wraps(%x: tensor<4xi8> {dsa.range = [0 : i128, 18446744073709551617 : i128]}) { return }

// -----

// expected-error @+1 {{expected 'dsa.range' to be [least, most] of values of 'tensor<4xi8>', but got "small"}}
func.func @range_malformed(%x: tensor<4xi8> {dsa.range = "small"}) { return }

// -----

// registers C4
dsa.isa @a {
  // expected-error @+1 {{expected one place for each element, but (lane, element) (0, 0) and (4, 0) both hold (0, 0)}}
  dsa.registers @r count 8 means tensor<8x8xf32> issues_as vector<2xf32>
      layout <lanes = 32, map = affine_map<(lane, i) -> (lane floordiv 8, 2 * (lane mod 4) + i)>>
}

// -----

// registers C4
dsa.isa @a {
  // expected-error @+1 {{expected a place for each element, but none holds (8, 0)}}
  dsa.registers @r count 8 means tensor<9x8xf32> issues_as vector<2xf32>
      layout <lanes = 32, map = affine_map<(lane, i) -> (lane floordiv 4, 2 * (lane mod 4) + i)>>
}

// -----

// registers C4
dsa.isa @a {
  // expected-error @+1 {{expected (lane, element) (28, 0) to hold an element of tensor<7x8xf32>, but the layout gives it (7, 0)}}
  dsa.registers @r count 8 means tensor<7x8xf32> issues_as vector<2xf32>
      layout <lanes = 32, map = affine_map<(lane, i) -> (lane floordiv 4, 2 * (lane mod 4) + i)>>
}

// -----

// registers C4
dsa.isa @a {
  // expected-error @+1 {{expected a layout from the elements of a vector to those of 'tensor<64xf32>', but got}}
  dsa.registers @r count 8 means tensor<64xf32> issues_as vector<2xf32>
      layout <lanes = 32, map = affine_map<(lane, i) -> (lane floordiv 4, 2 * (lane mod 4) + i)>>
}

// -----

// layout C1
dsa.isa @a {
  dsa.registers @r count 8 means tensor<64xf32> issues_as vector<2xf32>
      // expected-error @+1 {{expected a positive number of lanes, but got 0}}
      layout <lanes = 0, map = affine_map<(lane, i) -> (2 * lane + i)>>
}

// -----

// machine C1
// expected-error @+1 {{expected a positive length, but got 0}}
dsa.machine @m isas [] length 0 {
}

// -----

// memory C1
dsa.machine @m isas [] {
  // expected-error @+1 {{expected a capacity of at least one byte, but got 0}}
  dsa.memory @l1 cache bytes 0 bandwidth 64 shared_by 1
}

// -----

// memory C1
dsa.machine @m isas [] {
  // expected-error @+1 {{expected a positive bandwidth and at least one core that shares the memory, but got 0 and 1}}
  dsa.memory @l1 cache bytes 64 bandwidth 0 shared_by 1
}

// -----

// expected-error @+1 {{expected at least one core, but got 0}}
dsa.machine @m isas [] cores 0 {
}

// -----

// invoke C1
func.func @f() {
  // expected-error @+1 {{expected an instruction that the module declares, but got @a::@i}}
  dsa.invoke @a::@i() : () -> ()
  return
}

// -----

// invoke C2
dsa.isa @a {
  // expected-note @+1 {{instruction declared here}}
  dsa.instruction @i(memref<8xi8> read) -> ()
}
func.func @f(%m: memref<4xi8>) {
  // expected-error @+1 {{expected operands ('memref<8xi8>'), but got ('memref<4xi8>')}}
  dsa.invoke @a::@i(%m) : (memref<4xi8>) -> ()
  return
}

// -----

// invoke C2
dsa.isa @a {
  // expected-note @+1 {{instruction declared here}}
  dsa.instruction @i(memref<8xi8> write) -> ()
}
func.func @f(%m: tensor<8xi8>) {
  // expected-error @+1 {{expected results ('tensor<8xi8>'), but got ()}}
  dsa.invoke @a::@i(%m) : (tensor<8xi8>) -> ()
  return
}

// -----

func.func @f(%a: tensor<8xf32>) -> tensor<8xf32> {
  // expected-error @+1 {{expected 'dsa.match' to be a #dsa.match, but got 1 : i64}}
  %r = linalg.negf {dsa.match = 1} ins(%a : tensor<8xf32>) outs(%a : tensor<8xf32>) -> tensor<8xf32>
  return %r : tensor<8xf32>
}

// -----

func.func @f(%a: i8, %b: i8) -> i8 {
  // expected-error @+1 {{has an attribute of the dsa dialect that is not known: 'dsa.mach'}}
  %r = arith.addi %a, %b {dsa.mach = 1} : i8
  return %r : i8
}

// -----

dsa.isa @a {
  // expected-error @+1 {{expected a latency of at least 0, and an interval and units of at least 1, but got 1, 0 and 1}}
  dsa.instruction @i() -> () cost {latency = 1, interval = 0}
}

// -----

func.func @f(%a: tensor<8xf32>) -> tensor<8xf32> {
  // expected-error @+1 {{expected 'dsa.dependences' to be a string on a linalg operation, but got 1 : i64}}
  %r = linalg.negf {dsa.dependences = 1} ins(%a : tensor<8xf32>) outs(%a : tensor<8xf32>) -> tensor<8xf32>
  return %r : tensor<8xf32>
}

// -----

func.func @f(%a: tensor<8xf32>) -> tensor<8xf32> {
  // expected-error @+1 {{expected 'dsa.adapters' to be names on a linalg operation, but got 1 : i64}}
  %r = linalg.negf {dsa.adapters = 1} ins(%a : tensor<8xf32>) outs(%a : tensor<8xf32>) -> tensor<8xf32>
  return %r : tensor<8xf32>
}
