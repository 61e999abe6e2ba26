// Where semantics have no value, an instruction may do anything: it stands for
// nothing.
// RUN: dsa-opt %s --dsa-verify-matches="machine=%S/Inputs/undefined.mlir" --split-input-file --verify-diagnostics

#id = affine_map<(n) -> (n)>
func.func @shift(%a: tensor<4xi32>, %z: tensor<4xi32>) -> tensor<4xi32> {
  // expected-error @+1 {{the instruction cannot be matched: expected semantics that are defined for all inputs, but got 'arith.shli'}}
  %r = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"],
      dsa.match = #dsa.match<@undefined::@shift, mapping = affine_map<(n) -> (n)>,
      operands = [1, 0], weakened = <exact>, proof = "sha256:0f3c">}
      ins(%a : tensor<4xi32>) outs(%z : tensor<4xi32>) {
  ^bb0(%x: i32, %s: i32):
    %c = arith.constant 32 : i32
    %t = arith.shli %x, %c : i32
    %sum = arith.addi %s, %t : i32
    linalg.yield %sum : i32
  } -> tensor<4xi32>
  return %r : tensor<4xi32>
}

// -----

#id = affine_map<(n) -> (n)>
func.func @exact(%a: tensor<4xi32>, %z: tensor<4xi32>) -> tensor<4xi32> {
  // expected-error @+1 {{the instruction cannot be matched: expected semantics that are defined for all inputs, but got 'arith.shrsi'}}
  %r = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"],
      dsa.match = #dsa.match<@undefined::@exact, mapping = affine_map<(n) -> (n)>,
      operands = [1, 0], weakened = <exact>, proof = "sha256:0f3c">}
      ins(%a : tensor<4xi32>) outs(%z : tensor<4xi32>) {
  ^bb0(%x: i32, %s: i32):
    %c = arith.constant 1 : i32
    %t = arith.shrsi %x, %c : i32
    %sum = arith.addi %s, %t : i32
    linalg.yield %sum : i32
  } -> tensor<4xi32>
  return %r : tensor<4xi32>
}

// -----

#id = affine_map<(n) -> (n)>
func.func @zero(%a: tensor<4xi32>, %z: tensor<4xi32>) -> tensor<4xi32> {
  // expected-error @+1 {{the instruction cannot be matched: expected semantics that are defined for all inputs, but got 'arith.divui'}}
  %r = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"],
      dsa.match = #dsa.match<@undefined::@zero, mapping = affine_map<(n) -> (n)>,
      operands = [1, 0], weakened = <exact>, proof = "sha256:0f3c">}
      ins(%a : tensor<4xi32>) outs(%z : tensor<4xi32>) {
  ^bb0(%x: i32, %s: i32):
    %c = arith.constant 0 : i32
    %t = arith.divui %x, %c : i32
    %sum = arith.addi %s, %t : i32
    linalg.yield %sum : i32
  } -> tensor<4xi32>
  return %r : tensor<4xi32>
}

// -----

#id = affine_map<(n) -> (n)>
func.func @minus(%a: tensor<4xi32>, %z: tensor<4xi32>) -> tensor<4xi32> {
  // expected-error @+1 {{the instruction cannot be matched: expected semantics that are defined for all inputs, but got 'arith.divsi'}}
  %r = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"],
      dsa.match = #dsa.match<@undefined::@minus, mapping = affine_map<(n) -> (n)>,
      operands = [1, 0], weakened = <exact>, proof = "sha256:0f3c">}
      ins(%a : tensor<4xi32>) outs(%z : tensor<4xi32>) {
  ^bb0(%x: i32, %s: i32):
    %c = arith.constant -1 : i32
    %t = arith.divsi %x, %c : i32
    %sum = arith.addi %s, %t : i32
    linalg.yield %sum : i32
  } -> tensor<4xi32>
  return %r : tensor<4xi32>
}

// -----

#id = affine_map<(n) -> (n)>
func.func @variable(%a: tensor<4xi32>, %z: tensor<4xi32>) -> tensor<4xi32> {
  // expected-error @+1 {{the instruction cannot be matched: expected semantics that are defined for all inputs, but got 'arith.floordivsi'}}
  %r = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"],
      dsa.match = #dsa.match<@undefined::@variable, mapping = affine_map<(n) -> (n)>,
      operands = [1, 0], weakened = <exact>, proof = "sha256:0f3c">}
      ins(%a : tensor<4xi32>) outs(%z : tensor<4xi32>) {
  ^bb0(%x: i32, %s: i32):
    %t = arith.floordivsi %s, %x : i32
    %sum = arith.addi %s, %t : i32
    linalg.yield %sum : i32
  } -> tensor<4xi32>
  return %r : tensor<4xi32>
}

// -----

#id = affine_map<(n) -> (n)>
func.func @large(%a: tensor<4xf32>, %z: tensor<4xi32>) -> tensor<4xi32> {
  // expected-error @+1 {{the instruction cannot be matched: expected semantics that are defined for all inputs, but got 'arith.fptosi'}}
  %r = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"],
      dsa.match = #dsa.match<@undefined::@large, mapping = affine_map<(n) -> (n)>,
      operands = [1, 0], weakened = <exact>, proof = "sha256:0f3c">}
      ins(%a : tensor<4xf32>) outs(%z : tensor<4xi32>) {
  ^bb0(%x: f32, %s: i32):
    %t = arith.fptosi %x : f32 to i32
    %sum = arith.addi %s, %t : i32
    linalg.yield %sum : i32
  } -> tensor<4xi32>
  return %r : tensor<4xi32>
}

// -----

#id = affine_map<(n) -> (n)>
func.func @half(%a: tensor<4xi32>, %z: tensor<4xi32>) -> tensor<4xi32> {
  %r = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"],
      dsa.match = #dsa.match<@undefined::@half, mapping = affine_map<(n) -> (n)>,
      operands = [1, 0], weakened = <exact>, proof = "sha256:0f3c">}
      ins(%a : tensor<4xi32>) outs(%z : tensor<4xi32>) {
  ^bb0(%x: i32, %s: i32):
    %c = arith.constant 2 : i32
    %t = arith.divsi %x, %c : i32
    %sum = arith.addi %s, %t : i32
    linalg.yield %sum : i32
  } -> tensor<4xi32>
  return %r : tensor<4xi32>
}
