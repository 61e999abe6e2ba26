// RUN: dsa-opt %s --dsa-free-buffers | FileCheck %s

// CHECK-LABEL: func.func @owned
func.func @owned(%x: f32) {
  // CHECK: %[[M:.*]] = memref.alloc
  %m = memref.alloc() : memref<f32>
  memref.store %x, %m[] : memref<f32>
  // CHECK: %[[BASE:.*]], %{{.*}} = memref.extract_strided_metadata %[[M]]
  // CHECK: bufferization.dealloc (%[[BASE]] : memref<f32>) if
  return
}

// CHECK-LABEL: func.func @by_hand
func.func @by_hand(%x: f32) {
  // CHECK: %[[M:.*]] = memref.alloc
  %m = memref.alloc() : memref<f32>
  // CHECK: memref.dealloc %[[M]]
  memref.dealloc %m : memref<f32>
  // CHECK-NOT: bufferization.dealloc
  return
}
