// RUN: dsa-opt %s --dsa-lower-copies | FileCheck %s

// CHECK-LABEL: func.func @contiguous
func.func @contiguous(%a: memref<4x4xf32>, %b: memref<4x4xf32, strided<[4, 1], offset: 8>>) {
  // CHECK: memref.copy
  memref.copy %a, %b : memref<4x4xf32> to memref<4x4xf32, strided<[4, 1], offset: 8>>
  return
}

// CHECK-LABEL: func.func @strided
// CHECK-SAME: %[[A:.*]]: memref<4x4xf32>, %[[B:.*]]: memref<4x4xf32, strided<[8, 1]>>
func.func @strided(%a: memref<4x4xf32>, %b: memref<4x4xf32, strided<[8, 1]>>) {
  // CHECK-NOT: memref.copy
  // CHECK: linalg.generic
  // CHECK-SAME: ins(%[[A]] : memref<4x4xf32>) outs(%[[B]] : memref<4x4xf32, strided<[8, 1]>>)
  memref.copy %a, %b : memref<4x4xf32> to memref<4x4xf32, strided<[8, 1]>>
  return
}
