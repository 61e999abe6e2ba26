// RUN: dsa-opt %s --dsa-export-entries --split-input-file --verify-diagnostics --remarks-filter="dsa-export-entries" --remark-policy=all | FileCheck %s

// CHECK-LABEL: func.func @tensors(
// CHECK-SAME: %[[A:.*]]: memref<4xi8> {llvm.noalias}, %[[S:.*]]: f32,
// CHECK-SAME: %[[OUT:.*]]: memref<4xi8> {llvm.noalias}, %[[SCALAR:.*]]: memref<f32> {llvm.noalias})
// CHECK-SAME: dsa.entry = [#dsa.parameter<in "x", tensor<4xui8>>, #dsa.parameter<in "arg1", f32>,
// CHECK-SAME: #dsa.parameter<out "y", tensor<4xi8>>, #dsa.parameter<out "result1", tensor<f32>>]
// CHECK-SAME: llvm.bareptr
func.func @tensors(%a: tensor<4xi8> {dsa.name = "x", dsa.element = ui8}, %s: f32) -> (tensor<4xi8> {dsa.name = "y"}, f32) {
  // CHECK: %[[PLACE:.*]] = bufferization.to_tensor %[[OUT]] restrict writable
  // CHECK: %[[T:.*]] = bufferization.to_tensor %[[A]] restrict : memref<4xi8> to tensor<4xi8>
  // CHECK: %[[R:.*]] = math.absi %[[T]]
  %r = math.absi %a : tensor<4xi8>
  // CHECK: %[[FILLED:.*]] = bufferization.materialize_in_destination %[[R]] in %[[PLACE]]
  // CHECK: bufferization.materialize_in_destination %[[FILLED]] in restrict writable %[[OUT]]
  // CHECK: memref.store %[[S]], %[[SCALAR]][]
  // CHECK: return{{$}}
  return %r, %s : tensor<4xi8>, f32
}

// -----

// A memref stays as it is, may overlap others, and is read and written.
// CHECK-LABEL: func.func @memrefs(
// CHECK-SAME: %{{.*}}: memref<2x2xf32>, %[[OUT:.*]]: memref<2xf32> {llvm.noalias})
// CHECK-SAME: #dsa.parameter<inout "arg0", tensor<2x2xf32>>, #dsa.parameter<out "result0", tensor<2xf32>>
func.func @memrefs(%m: memref<2x2xf32>) -> memref<2xf32> {
  // CHECK: %[[R:.*]] = memref.alloc
  %r = memref.alloc() : memref<2xf32>
  // CHECK: memref.copy %[[R]], %[[OUT]]
  return %r : memref<2xf32>
}

// -----

// The module's own calls keep the convention of MLIR.
// CHECK-LABEL: func.func @called(
// CHECK-SAME: memref<2xf32>
// CHECK: call @called_0
// CHECK: func.func private @called_0(%{{.*}}: tensor<2xf32>) -> tensor<2xf32>
func.func @called(%a: tensor<2xf32> {dsa.name = "a"}) -> (tensor<2xf32> {dsa.name = "b"}) {
  return %a : tensor<2xf32>
}
// CHECK-LABEL: func.func @caller(
// CHECK: call @called_0(%{{.*}}) : (tensor<2xf32>) -> tensor<2xf32>
func.func @caller(%a: tensor<2xf32>) -> tensor<2xf32> {
  %r = func.call @called(%a) : (tensor<2xf32>) -> tensor<2xf32>
  return %r : tensor<2xf32>
}

// -----

// CHECK-LABEL: func.func @dynamic(%{{.*}}: tensor<?xf32>) -> tensor<?xf32>
// CHECK-NOT: dsa.entry
// expected-remark@below {{expected contiguous buffers of static shape, not empty, and scalars at the boundary, but got tensor<?xf32>}}
func.func @dynamic(%a: tensor<?xf32>) -> tensor<?xf32> {
  return %a : tensor<?xf32>
}

// CHECK-LABEL: func.func @empty(%{{.*}}: tensor<4x0xf32>)
// expected-remark@below {{not empty, and scalars at the boundary, but got tensor<4x0xf32>}}
func.func @empty(%a: tensor<4x0xf32>) {
  return
}

// CHECK-LABEL: func.func @strided(%{{.*}}: memref<2xf32, strided<[2]>>)
// expected-remark@below {{but got memref<2xf32, strided<[2]>>}}
func.func @strided(%a: memref<2xf32, strided<[2]>>) {
  return
}

// CHECK-LABEL: func.func private @hidden(%{{.*}}: tensor<2xf32>) -> tensor<2xf32>
func.func private @hidden(%a: tensor<2xf32>) -> tensor<2xf32> {
  return %a : tensor<2xf32>
}
