// What parts of a sequence require is required of the whole.
// RUN: rm -rf %t && split-file %s %t
// RUN: cat %t/parts.mlir %t/whole.mlir > %t/machine.mlir && cat %t/parts.mlir %t/hidden.mlir > %t/wrong.mlir
// RUN: dsa-opt %t/program.mlir --auto-tensorize="machine=%t/machine.mlir prefer=instructions" --remarks-filter="auto-tensorize" --remark-policy=all 2>&1 | FileCheck %t/program.mlir
// RUN: not dsa-opt %t/program.mlir --auto-tensorize="machine=%t/wrong.mlir prefer=instructions" 2>&1 | FileCheck %t/program.mlir --check-prefix=WRONG

//--- parts.mlir
#id = affine_map<(n) -> (n)>
!v = !dsa.reg<@parts::@v>
!b = !dsa.reg<@parts::@b>
dsa.isa @parts {
  dsa.registers @v count 8 means tensor<4xi32> issues_as vector<4xi32>
  dsa.registers @b count 8 means tensor<4xi8> issues_as vector<4xi8>
  dsa.instruction @small(!b, !b) -> !v cost {latency = 1, interval = 1}
      requires [#dsa.bounded<operand = 1, least = -64, most = 63>]
  semantics {
  ^bb0(%x: tensor<4xi8>, %y: tensor<4xi8>):
    %xe = arith.extui %x : tensor<4xi8> to tensor<4xi32>
    %ye = arith.extsi %y : tensor<4xi8> to tensor<4xi32>
    %p = arith.muli %xe, %ye : tensor<4xi32>
    dsa.yield %p : tensor<4xi32>
  } emission {
  ^bb0(%x: vector<4xi8>, %y: vector<4xi8>):
    %p = arith.constant dense<0> : vector<4xi32>
    dsa.yield %p : vector<4xi32>
  }
  dsa.instruction @add(!v, !v) -> !v cost {latency = 1, interval = 1}
      requires [#dsa.bounded<operand = 0, least = -1000, most = 1000>]
  semantics {
  ^bb0(%x: tensor<4xi32>, %y: tensor<4xi32>):
    %p = arith.addi %x, %y : tensor<4xi32>
    dsa.yield %p : tensor<4xi32>
  } emission {
  ^bb0(%x: vector<4xi32>, %y: vector<4xi32>):
    %p = arith.addi %x, %y : vector<4xi32>
    dsa.yield %p : vector<4xi32>
  }

//--- whole.mlir
  dsa.instruction @whole(!v tied, !b, !b) -> !v cost {latency = 2, interval = 1}
  semantics {
  ^bb0(%p: tensor<4xi32>, %x: tensor<4xi8>, %y: tensor<4xi8>):
    %r = linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel"]}
        ins(%x, %y : tensor<4xi8>, tensor<4xi8>) outs(%p : tensor<4xi32>) {
    ^bb0(%xi: i8, %yi: i8, %pi: i32):
      %xe = arith.extui %xi : i8 to i32
      %ye = arith.extsi %yi : i8 to i32
      %m = arith.muli %xe, %ye : i32
      %s = arith.addi %pi, %m : i32
      linalg.yield %s : i32
    } -> tensor<4xi32>
    dsa.yield %r : tensor<4xi32>
  } sequence {
  ^bb0(%p: !v, %x: !b, %y: !b):
    %m = dsa.invoke @parts::@small(%x, %y) : (!b, !b) -> !v
    %r = dsa.invoke @parts::@add(%p, %m) : (!v, !v) -> !v
    dsa.yield %r : !v
  }
}

//--- hidden.mlir
  dsa.instruction @whole(!v tied, !b, !b) -> !v cost {latency = 2, interval = 1}
  semantics {
  ^bb0(%p: tensor<4xi32>, %x: tensor<4xi8>, %y: tensor<4xi8>):
    dsa.yield %p : tensor<4xi32>
  } sequence {
  ^bb0(%p: !v, %x: !b, %y: !b):
    %m = dsa.invoke @parts::@small(%x, %y) : (!b, !b) -> !v
    %r = dsa.invoke @parts::@add(%m, %p) : (!v, !v) -> !v
    dsa.yield %r : !v
  }
}

//--- program.mlir
// WRONG: error: 'dsa.invoke' op expected what it requires of its operand 0 to be required of an operand of the sequence

// CHECK: Missed{{.*}}Function=any{{.*}}@parts::@whole does not do it: obligation O8 (requirements and strength) is not proved: it requires operand 1 in [-64, 63], which nothing shows
func.func @any(%a: tensor<8xi8>, %b: tensor<8xi8>, %c: tensor<8xi32> {dsa.range = [0, 9]}) -> tensor<8xi32> {
  %r = linalg.generic {indexing_maps = [affine_map<(n) -> (n)>, affine_map<(n) -> (n)>, affine_map<(n) -> (n)>], iterator_types = ["parallel"]}
      ins(%a, %b : tensor<8xi8>, tensor<8xi8>) outs(%c : tensor<8xi32>) {
  ^bb0(%x: i8, %y: i8, %s: i32):
    %xe = arith.extui %x : i8 to i32
    %ye = arith.extsi %y : i8 to i32
    %p = arith.muli %xe, %ye : i32
    %t = arith.addi %s, %p : i32
    linalg.yield %t : i32
  } -> tensor<8xi32>
  return %r : tensor<8xi32>
}

// What is required of the accumulator holds of all its sums.
// CHECK: Passed{{.*}}Function=bounded{{.*}}by @parts::@whole
func.func @bounded(%a: tensor<8xi8> {dsa.range = [0, 10]}, %b: tensor<8xi8> {dsa.range = [-64, 63]}, %c: tensor<8xi32> {dsa.range = [0, 9]}) -> tensor<8xi32> {
  %r = linalg.generic {indexing_maps = [affine_map<(n) -> (n)>, affine_map<(n) -> (n)>, affine_map<(n) -> (n)>], iterator_types = ["parallel"]}
      ins(%a, %b : tensor<8xi8>, tensor<8xi8>) outs(%c : tensor<8xi32>) {
  ^bb0(%x: i8, %y: i8, %s: i32):
    %xe = arith.extui %x : i8 to i32
    %ye = arith.extsi %y : i8 to i32
    %p = arith.muli %xe, %ye : i32
    %t = arith.addi %s, %p : i32
    linalg.yield %t : i32
  } -> tensor<8xi32>
  return %r : tensor<8xi32>
}

// CHECK: Missed{{.*}}Function=sums{{.*}}it requires accumulator in [-1000, 1000], which nothing shows
func.func @sums(%a: tensor<8xi8> {dsa.range = [0, 10]}, %b: tensor<8xi8> {dsa.range = [-64, 63]}, %c: tensor<8xi32>) -> tensor<8xi32> {
  %r = linalg.generic {indexing_maps = [affine_map<(n) -> (n)>, affine_map<(n) -> (n)>, affine_map<(n) -> (n)>], iterator_types = ["parallel"]}
      ins(%a, %b : tensor<8xi8>, tensor<8xi8>) outs(%c : tensor<8xi32>) {
  ^bb0(%x: i8, %y: i8, %s: i32):
    %xe = arith.extui %x : i8 to i32
    %ye = arith.extsi %y : i8 to i32
    %p = arith.muli %xe, %ye : i32
    %t = arith.addi %s, %p : i32
    linalg.yield %t : i32
  } -> tensor<8xi32>
  return %r : tensor<8xi32>
}
