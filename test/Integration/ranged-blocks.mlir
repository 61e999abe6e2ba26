// Matches that hold on bounded values only, of operands that are gathered, and of
// constants that are packed when compiling: the bounds are shown of the blocks
// in registers, too.
// RUN: %python %S/../Run/Inputs/write-array.py %t.a.npy i1 40 random 0 100
// RUN: %python %S/../Run/Inputs/write-array.py %t.b.npy i1 7x18 random -128 127
// RUN: %python %S/../Run/Inputs/write-array.py %t.x.npy i1 17x13 random -128 127
// RUN: dsa-run %s --entry=gathered --machine=x86-generic --input=%t.a.npy --input=%t.b.npy --output=%t.gathered.npy
// RUN: dsa-run %s --entry=gathered --machine=%S/../Dialect/DSA/Transforms/Inputs/saturating.mlir --prefer=instructions --simulate --input=%t.a.npy --input=%t.b.npy --expect=%t.gathered.npy | FileCheck %s
// RUN: dsa-run %s --entry=weights --machine=x86-generic --input=%t.x.npy --output=%t.weights.npy
// RUN: dsa-run %s --entry=weights --machine=%S/../Dialect/DSA/Transforms/Inputs/saturating.mlir --prefer=instructions --simulate --input=%t.x.npy --expect=%t.weights.npy | FileCheck %s
// CHECK: instruction: sat::dot, does 2 operations (exact), invoked
// CHECK: 0 of {{[0-9]+}} elements differ

func.func @gathered(%a: tensor<40xi8> {dsa.range = [0, 100]}, %b: tensor<7x18xi8>) -> tensor<34x18xi32> {
  %c = arith.constant dense<0> : tensor<34x18xi32>
  %r = linalg.generic {indexing_maps = [affine_map<(p, n, r) -> (p + r)>, affine_map<(p, n, r) -> (r, n)>, affine_map<(p, n, r) -> (p, n)>], iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%a, %b : tensor<40xi8>, tensor<7x18xi8>) outs(%c : tensor<34x18xi32>) {
  ^bb0(%x: i8, %y: i8, %s: i32):
    %xe = arith.extui %x : i8 to i32
    %ye = arith.extsi %y : i8 to i32
    %p = arith.muli %xe, %ye : i32
    %t = arith.addi %s, %p : i32
    linalg.yield %t : i32
  } -> tensor<34x18xi32>
  return %r : tensor<34x18xi32>
}

func.func @weights(%a: tensor<17x13xi8>) -> tensor<17x19xi32> {
  %c = arith.constant dense<0> : tensor<17x19xi32>
  %w = arith.constant dense<5> : tensor<13x19xi8>
  %r = linalg.generic {indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>], iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%a, %w : tensor<17x13xi8>, tensor<13x19xi8>) outs(%c : tensor<17x19xi32>) {
  ^bb0(%x: i8, %y: i8, %s: i32):
    %xe = arith.extui %x : i8 to i32
    %ye = arith.extsi %y : i8 to i32
    %p = arith.muli %xe, %ye : i32
    %t = arith.addi %s, %p : i32
    linalg.yield %t : i32
  } -> tensor<17x19xi32>
  return %r : tensor<17x19xi32>
}
