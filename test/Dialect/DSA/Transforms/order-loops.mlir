// RUN: dsa-opt %s --dsa-order-loops | FileCheck %s

// CHECK-DAG: #[[A:.*]] = affine_map<(d0, d1, d2) -> (d0, d1)>
// CHECK-DAG: #[[B:.*]] = affine_map<(d0, d1, d2) -> (d1, d2)>
// CHECK-DAG: #[[T:.*]] = affine_map<(d0, d1) -> (d1, d0)>
// CHECK-DAG: #[[C:.*]] = affine_map<(d0, d1, d2) -> (d0, d2)>

// CHECK-LABEL: func.func @matmul
func.func @matmul(%a: memref<8x4xf32>, %b: memref<4x16xf32>, %c: memref<8x16xf32>) {
  // CHECK: linalg.generic {indexing_maps = [#[[A]], #[[B]], #[[C]]], iterator_types = ["parallel", "reduction", "parallel"]}
  linalg.matmul ins(%a, %b : memref<8x4xf32>, memref<4x16xf32>) outs(%c : memref<8x16xf32>)
  return
}

// The sum of each row: its loop is the innermost already.
// CHECK-LABEL: func.func @rows
func.func @rows(%a: memref<8x4xf32>, %c: memref<8xf32>) {
  // CHECK: iterator_types = ["parallel", "reduction"]
  linalg.generic {indexing_maps = [affine_map<(m, k) -> (m, k)>, affine_map<(m, k) -> (m)>], iterator_types = ["parallel", "reduction"]}
      ins(%a : memref<8x4xf32>) outs(%c : memref<8xf32>) {
  ^bb0(%x: f32, %s: f32):
    %t = arith.addf %s, %x : f32
    linalg.yield %t : f32
  }
  return
}

// The first reduction would be better inside, but the sum's order is the
// program's.
// CHECK-LABEL: func.func @order_of_a_fold
func.func @order_of_a_fold(%a: memref<8x4xf32>, %c: memref<f32>) {
  // CHECK: indexing_maps = [#[[T]],
  // CHECK-SAME: iterator_types = ["reduction", "reduction"]
  linalg.generic {indexing_maps = [affine_map<(i, j) -> (j, i)>, affine_map<(i, j) -> ()>], iterator_types = ["reduction", "reduction"]}
      ins(%a : memref<8x4xf32>) outs(%c : memref<f32>) {
  ^bb0(%x: f32, %s: f32):
    %t = arith.addf %s, %x : f32
    linalg.yield %t : f32
  }
  return
}

// What an instruction does keeps the loops of its match.
// CHECK-LABEL: func.func @matched
func.func @matched(%a: tensor<8x4xf32>, %b: tensor<4x16xf32>, %c: tensor<8x16xf32>) -> tensor<8x16xf32> {
  // CHECK: linalg.matmul
  %r = linalg.matmul {dsa.match = #dsa.match<@s::@i, mapping = affine_map<(m, n, k) -> (m, n, k)>, operands = [2, 0, 1], weakened = <exact>, proof = "p">}
      ins(%a, %b : tensor<8x4xf32>, tensor<4x16xf32>) outs(%c : tensor<8x16xf32>) -> tensor<8x16xf32>
  return %r : tensor<8x16xf32>
}

// Elements of an operand that is indexed by place move with the loops.
// CHECK-LABEL: func.func @indices
func.func @indices(%c: memref<8x4xindex>) {
  // CHECK: linalg.index 1
  linalg.generic {indexing_maps = [affine_map<(i, j) -> (j, i)>], iterator_types = ["parallel", "parallel"]} outs(%c : memref<8x4xindex>) {
  ^bb0(%o: index):
    %i = linalg.index 0 : index
    linalg.yield %i : index
  }
  return
}
