// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// A made-up machine with small tiles, for the campaign on whole programs: exact
// dot products, one that saturates, one that requires small operands, and one
// that is a sequence with narrow sums.
#left = affine_map<(m, n, q) -> (m, q)>
#right = affine_map<(m, n, q) -> (n, q)>
#sum = affine_map<(m, n, q) -> (m, n)>
#all = affine_map<(m, n) -> (m, n)>
!sums = !dsa.reg<@fuzz::@sums>
!words = !dsa.reg<@fuzz::@words>
!bytes = !dsa.reg<@fuzz::@bytes>
!halves = !dsa.reg<@fuzz::@halves>
!floats = !dsa.reg<@fuzz::@floats>
!float_sums = !dsa.reg<@fuzz::@float_sums>
dsa.isa @fuzz {
  dsa.registers @sums count 8 means tensor<2x2xi32> issues_as vector<4xi32>
  dsa.registers @words count 8 means tensor<2x2xi16> issues_as vector<4xi16>
  dsa.registers @bytes count 8 means tensor<2x2xi8> issues_as vector<4xi8>
  dsa.registers @halves count 8 means tensor<2x2xi16> issues_as vector<4xi16>
  dsa.registers @floats count 8 means tensor<2x2xf32> issues_as vector<4xf32>
  dsa.registers @float_sums count 8 means tensor<2x2xf32> issues_as vector<4xf32>

  dsa.instruction @dot_us(!sums tied, !bytes, !bytes) -> !sums
      cost {latency = 4, interval = 1}
  semantics {
  ^bb0(%p: tensor<2x2xi32>, %x: tensor<2x2xi8>, %y: tensor<2x2xi8>):
    %r = linalg.generic {indexing_maps = [#left, #right, #sum], iterator_types = ["parallel", "parallel", "reduction"]}
        ins(%x, %y : tensor<2x2xi8>, tensor<2x2xi8>) outs(%p : tensor<2x2xi32>) {
    ^bb0(%xi: i8, %yi: i8, %pi: i32):
      %xe = arith.extui %xi : i8 to i32
      %ye = arith.extsi %yi : i8 to i32
      %m = arith.muli %xe, %ye : i32
      %s = arith.addi %pi, %m : i32
      linalg.yield %s : i32
    } -> tensor<2x2xi32>
    dsa.yield %r : tensor<2x2xi32>
  } emission {
  ^bb0(%p: vector<4xi32>, %x: vector<4xi8>, %y: vector<4xi8>):
    dsa.yield %p : vector<4xi32>
  }

  dsa.instruction @dot_uu(!sums tied, !bytes, !bytes) -> !sums
      cost {latency = 4, interval = 1}
  semantics {
  ^bb0(%p: tensor<2x2xi32>, %x: tensor<2x2xi8>, %y: tensor<2x2xi8>):
    %r = linalg.generic {indexing_maps = [#left, #right, #sum], iterator_types = ["parallel", "parallel", "reduction"]}
        ins(%x, %y : tensor<2x2xi8>, tensor<2x2xi8>) outs(%p : tensor<2x2xi32>) {
    ^bb0(%xi: i8, %yi: i8, %pi: i32):
      %xe = arith.extui %xi : i8 to i32
      %ye = arith.extui %yi : i8 to i32
      %m = arith.muli %xe, %ye : i32
      %s = arith.addi %pi, %m : i32
      linalg.yield %s : i32
    } -> tensor<2x2xi32>
    dsa.yield %r : tensor<2x2xi32>
  } emission {
  ^bb0(%p: vector<4xi32>, %x: vector<4xi8>, %y: vector<4xi8>):
    dsa.yield %p : vector<4xi32>
  }

  dsa.instruction @dot_words(!sums tied, !halves, !halves) -> !sums
      cost {latency = 4, interval = 2}
  semantics {
  ^bb0(%p: tensor<2x2xi32>, %x: tensor<2x2xi16>, %y: tensor<2x2xi16>):
    %r = linalg.generic {indexing_maps = [#left, #right, #sum], iterator_types = ["parallel", "parallel", "reduction"]}
        ins(%x, %y : tensor<2x2xi16>, tensor<2x2xi16>) outs(%p : tensor<2x2xi32>) {
    ^bb0(%xi: i16, %yi: i16, %pi: i32):
      %xe = arith.extsi %xi : i16 to i32
      %ye = arith.extsi %yi : i16 to i32
      %m = arith.muli %xe, %ye : i32
      %s = arith.addi %pi, %m : i32
      linalg.yield %s : i32
    } -> tensor<2x2xi32>
    dsa.yield %r : tensor<2x2xi32>
  } emission {
  ^bb0(%p: vector<4xi32>, %x: vector<4xi16>, %y: vector<4xi16>):
    dsa.yield %p : vector<4xi32>
  }

  dsa.instruction @dot_floats(!float_sums tied, !floats, !floats) -> !float_sums
      cost {latency = 4, interval = 1}
  semantics {
  ^bb0(%p: tensor<2x2xf32>, %x: tensor<2x2xf32>, %y: tensor<2x2xf32>):
    %r = linalg.generic {indexing_maps = [#left, #right, #sum], iterator_types = ["parallel", "parallel", "reduction"]}
        ins(%x, %y : tensor<2x2xf32>, tensor<2x2xf32>) outs(%p : tensor<2x2xf32>) {
    ^bb0(%xi: f32, %yi: f32, %pi: f32):
      %m = arith.mulf %xi, %yi : f32
      %s = arith.addf %pi, %m : f32
      linalg.yield %s : f32
    } -> tensor<2x2xf32>
    dsa.yield %r : tensor<2x2xf32>
  } emission {
  ^bb0(%p: vector<4xf32>, %x: vector<4xf32>, %y: vector<4xf32>):
    dsa.yield %p : vector<4xf32>
  }

  dsa.instruction @dot_small(!sums tied, !bytes, !bytes) -> !sums
      cost {latency = 4, interval = 1} requires [#dsa.bounded<operand = 1, least = 0, most = 127>]
  semantics {
  ^bb0(%p: tensor<2x2xi32>, %x: tensor<2x2xi8>, %y: tensor<2x2xi8>):
    %r = linalg.generic {indexing_maps = [#left, #right, #sum], iterator_types = ["parallel", "parallel", "reduction"]}
        ins(%x, %y : tensor<2x2xi8>, tensor<2x2xi8>) outs(%p : tensor<2x2xi32>) {
    ^bb0(%xi: i8, %yi: i8, %pi: i32):
      %xe = arith.extui %xi : i8 to i32
      %ye = arith.extsi %yi : i8 to i32
      %m = arith.muli %xe, %ye : i32
      %s = arith.addi %pi, %m : i32
      linalg.yield %s : i32
    } -> tensor<2x2xi32>
    dsa.yield %r : tensor<2x2xi32>
  } emission {
  ^bb0(%p: vector<4xi32>, %x: vector<4xi8>, %y: vector<4xi8>):
    dsa.yield %p : vector<4xi32>
  }

  dsa.instruction @dot_saturated(!sums tied, !bytes, !bytes) -> !sums
      cost {latency = 4, interval = 1}
  semantics {
  ^bb0(%p: tensor<2x2xi32>, %x: tensor<2x2xi8>, %y: tensor<2x2xi8>):
    %r = linalg.generic {indexing_maps = [#left, #right, #sum], iterator_types = ["parallel", "parallel", "reduction"]}
        ins(%x, %y : tensor<2x2xi8>, tensor<2x2xi8>) outs(%p : tensor<2x2xi32>) {
    ^bb0(%xi: i8, %yi: i8, %pi: i32):
      %xe = arith.extui %xi : i8 to i32
      %ye = arith.extsi %yi : i8 to i32
      %m = arith.muli %xe, %ye : i32
      %s = arith.addi %pi, %m : i32
      linalg.yield %s : i32
    } -> tensor<2x2xi32>
    dsa.yield %r : tensor<2x2xi32>
  } refined {
  ^bb0(%p: tensor<2x2xi32>, %x: tensor<2x2xi8>, %y: tensor<2x2xi8>):
    %r = linalg.generic {indexing_maps = [#left, #right, #sum], iterator_types = ["parallel", "parallel", "reduction"]}
        ins(%x, %y : tensor<2x2xi8>, tensor<2x2xi8>) outs(%p : tensor<2x2xi32>) {
    ^bb0(%xi: i8, %yi: i8, %pi: i32):
      %xe = arith.extui %xi : i8 to i64
      %ye = arith.extsi %yi : i8 to i64
      %pe = arith.extsi %pi : i32 to i64
      %m = arith.muli %xe, %ye : i64
      %s = arith.addi %pe, %m : i64
      %least = arith.constant -32768 : i64
      %most = arith.constant 32767 : i64
      %low = arith.maxsi %s, %least : i64
      %high = arith.minsi %low, %most : i64
      %t = arith.trunci %high : i64 to i32
      linalg.yield %t : i32
    } -> tensor<2x2xi32>
    dsa.yield %r : tensor<2x2xi32>
  } emission {
  ^bb0(%p: vector<4xi32>, %x: vector<4xi8>, %y: vector<4xi8>):
    dsa.yield %p : vector<4xi32>
  }

  dsa.instruction @narrow(!bytes, !bytes) -> !words
      cost {latency = 4, interval = 1}
  semantics {
  ^bb0(%x: tensor<2x2xi8>, %y: tensor<2x2xi8>):
    %c = arith.constant 0 : i16
    %e = tensor.empty() : tensor<2x2xi16>
    %zero = linalg.fill ins(%c : i16) outs(%e : tensor<2x2xi16>) -> tensor<2x2xi16>
    %r = linalg.generic {indexing_maps = [#left, #right, #sum], iterator_types = ["parallel", "parallel", "reduction"]}
        ins(%x, %y : tensor<2x2xi8>, tensor<2x2xi8>) outs(%zero : tensor<2x2xi16>) {
    ^bb0(%xi: i8, %yi: i8, %pi: i16):
      %xe = arith.extui %xi : i8 to i16
      %ye = arith.extsi %yi : i8 to i16
      %m = arith.muli %xe, %ye : i16
      %s = arith.addi %pi, %m : i16
      linalg.yield %s : i16
    } -> tensor<2x2xi16>
    dsa.yield %r : tensor<2x2xi16>
  } refined {
  ^bb0(%x: tensor<2x2xi8>, %y: tensor<2x2xi8>):
    %c = arith.constant 0 : i32
    %e = tensor.empty() : tensor<2x2xi32>
    %zero = linalg.fill ins(%c : i32) outs(%e : tensor<2x2xi32>) -> tensor<2x2xi32>
    %exact = linalg.generic {indexing_maps = [#left, #right, #sum], iterator_types = ["parallel", "parallel", "reduction"]}
        ins(%x, %y : tensor<2x2xi8>, tensor<2x2xi8>) outs(%zero : tensor<2x2xi32>) {
    ^bb0(%xi: i8, %yi: i8, %pi: i32):
      %xe = arith.extui %xi : i8 to i32
      %ye = arith.extsi %yi : i8 to i32
      %m = arith.muli %xe, %ye : i32
      %s = arith.addi %pi, %m : i32
      linalg.yield %s : i32
    } -> tensor<2x2xi32>
    %least = arith.constant -32768 : i32
    %most = arith.constant 32767 : i32
    %w = tensor.empty() : tensor<2x2xi16>
    %r = linalg.generic {indexing_maps = [#all, #all], iterator_types = ["parallel", "parallel"]}
        ins(%exact : tensor<2x2xi32>) outs(%w : tensor<2x2xi16>) {
    ^bb0(%ei: i32, %pi: i16):
      %low = arith.maxsi %ei, %least : i32
      %high = arith.minsi %low, %most : i32
      %t = arith.trunci %high : i32 to i16
      linalg.yield %t : i16
    } -> tensor<2x2xi16>
    dsa.yield %r : tensor<2x2xi16>
  } emission {
  ^bb0(%x: vector<4xi8>, %y: vector<4xi8>):
    %r = arith.constant dense<0> : vector<4xi16>
    dsa.yield %r : vector<4xi16>
  }

  dsa.instruction @widen(!sums, !words) -> !sums
      cost {latency = 4, interval = 1}
  semantics {
  ^bb0(%p: tensor<2x2xi32>, %w: tensor<2x2xi16>):
    %r = linalg.generic {indexing_maps = [#all, #all], iterator_types = ["parallel", "parallel"]}
        ins(%w : tensor<2x2xi16>) outs(%p : tensor<2x2xi32>) {
    ^bb0(%wi: i16, %pi: i32):
      %we = arith.extsi %wi : i16 to i32
      %s = arith.addi %pi, %we : i32
      linalg.yield %s : i32
    } -> tensor<2x2xi32>
    dsa.yield %r : tensor<2x2xi32>
  } emission {
  ^bb0(%p: vector<4xi32>, %w: vector<4xi16>):
    dsa.yield %p : vector<4xi32>
  }

  dsa.instruction @dot_narrow(!sums tied, !bytes, !bytes) -> !sums
      cost {latency = 4, interval = 1}
  semantics {
  ^bb0(%p: tensor<2x2xi32>, %x: tensor<2x2xi8>, %y: tensor<2x2xi8>):
    %r = linalg.generic {indexing_maps = [#left, #right, #sum], iterator_types = ["parallel", "parallel", "reduction"]}
        ins(%x, %y : tensor<2x2xi8>, tensor<2x2xi8>) outs(%p : tensor<2x2xi32>) {
    ^bb0(%xi: i8, %yi: i8, %pi: i32):
      %xe = arith.extui %xi : i8 to i32
      %ye = arith.extsi %yi : i8 to i32
      %m = arith.muli %xe, %ye : i32
      %s = arith.addi %pi, %m : i32
      linalg.yield %s : i32
    } -> tensor<2x2xi32>
    dsa.yield %r : tensor<2x2xi32>
  } sequence {
  ^bb0(%p: !sums, %x: !bytes, %y: !bytes):
    %w = dsa.invoke @fuzz::@narrow(%x, %y) : (!bytes, !bytes) -> !words
    %r = dsa.invoke @fuzz::@widen(%p, %w) : (!sums, !words) -> !sums
    dsa.yield %r : !sums
  }
}
