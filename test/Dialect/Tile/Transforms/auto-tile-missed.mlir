// RUN: dsa-opt %s --auto-tile=machine=%S/Inputs/no-store.mlir --remarks-filter=auto-tile --remark-policy=all 2>&1 | FileCheck %s

// What cannot be cut is left to vector code, and says why.
// CHECK: [Missed] blocks {{.*}}left to vector code: expected instructions that load and store registers of @v
// CHECK-LABEL: func.func @sums
func.func @sums(%a: tensor<8xi32>, %b: tensor<8xi32>, %c: tensor<8xi32>) -> tensor<8xi32> {
  // CHECK: linalg.generic
  // CHECK-SAME: iterator_types = ["parallel"]}
  %r = linalg.generic {indexing_maps = [affine_map<(n) -> (n)>, affine_map<(n) -> (n)>, affine_map<(n) -> (n)>], iterator_types = ["parallel"]}
      ins(%a, %b : tensor<8xi32>, tensor<8xi32>) outs(%c : tensor<8xi32>)
      attrs = {dsa.match = #dsa.match<@lanes::@accumulate, mapping = affine_map<(n) -> (n floordiv 4, n mod 4)>, operands = [2, 0, 1], weakened = <exact>, proof = "sha256:0f3c">} {
  ^bb0(%x: i32, %y: i32, %s: i32):
    %m = arith.muli %x, %y : i32
    %t = arith.addi %s, %m : i32
    linalg.yield %t : i32
  } -> tensor<8xi32>
  return %r : tensor<8xi32>
}
