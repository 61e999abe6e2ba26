// RUN: dsa-opt %s --one-shot-bufferize="bufferize-function-boundaries function-boundary-type-conversion=identity-layout-map" --cse --canonicalize | FileCheck %s

!acc = !dsa.reg<@amx_int8::@acc>
dsa.isa @amx_int8 {
  dsa.registers @acc count 8 means tensor<16x16xi32> issues_as !amx.tile<16x16xi32> no_copy
  dsa.instruction @load(memref<16x16xi32, strided<[?, 1], offset: ?>> read) -> !acc
  dsa.instruction @store(memref<16x16xi32, strided<[?, 1], offset: ?>> write, !acc) -> ()
}

// The slice that is stored to is written in place.
// CHECK-LABEL: func.func @in_place
// CHECK-SAME: (%[[OUT:.*]]: memref<64x64xi32>, %[[P:.*]]: !dsa.reg<@amx_int8::@acc>)
func.func @in_place(%out: tensor<64x64xi32> {bufferization.writable = true}, %p: !acc) -> tensor<64x64xi32> {
  // CHECK-NEXT: %[[SLICE:.*]] = memref.subview %[[OUT]][16, 32] [16, 16] [1, 1]
  // CHECK-NEXT: dsa.invoke @amx_int8::@store(%[[SLICE]], %[[P]]) : (memref<16x16xi32, strided<[64, 1], offset: 1056>>, !dsa.reg<@amx_int8::@acc>) -> ()
  %d = tensor.extract_slice %out[16, 32] [16, 16] [1, 1] : tensor<64x64xi32> to tensor<16x16xi32>
  %s = dsa.invoke @amx_int8::@store(%d, %p) : (tensor<16x16xi32>, !acc) -> tensor<16x16xi32>
  %r = tensor.insert_slice %s into %out[16, 32] [16, 16] [1, 1] : tensor<16x16xi32> into tensor<64x64xi32>
  // CHECK-NEXT: return %[[OUT]]
  return %r : tensor<64x64xi32>
}

// What is read later must not be overwritten: the store gets a buffer of its
// own. It writes all of it, so nothing is copied there first.
// CHECK-LABEL: func.func @read_after
// CHECK-SAME: (%[[OUT:.*]]: memref<16x16xi32>, %[[P:.*]]: !dsa.reg<@amx_int8::@acc>)
func.func @read_after(%out: tensor<16x16xi32> {bufferization.writable = true}, %p: !acc) -> (tensor<16x16xi32>, !acc) {
  // CHECK: %[[NEW:.*]] = memref.alloc()
  // CHECK-NOT: memref.copy
  // CHECK: dsa.invoke @amx_int8::@store(%[[NEW]], %[[P]])
  %s = dsa.invoke @amx_int8::@store(%out, %p) : (tensor<16x16xi32>, !acc) -> tensor<16x16xi32>
  // CHECK: %[[Q:.*]] = dsa.invoke @amx_int8::@load(%[[OUT]])
  %q = dsa.invoke @amx_int8::@load(%out) : (tensor<16x16xi32>) -> !acc
  // CHECK: return %[[NEW]], %[[Q]]
  return %s, %q : tensor<16x16xi32>, !acc
}

// Gaps between elements are not what the instruction takes: it gets a copy, and
// what it writes is copied back.
// CHECK-LABEL: func.func @gaps
// CHECK-SAME: (%[[OUT:.*]]: memref<16x40xi32>)
func.func @gaps(%out: tensor<16x40xi32> {bufferization.writable = true}) -> tensor<16x40xi32> {
  // CHECK: %[[SLICE:.*]] = memref.subview %[[OUT]][0, 1] [16, 16] [1, 2]
  // CHECK: %[[READ:.*]] = memref.alloc() {{.*}}: memref<16x16xi32>
  // CHECK: memref.copy %[[SLICE]], %[[READ]]
  // CHECK: %[[P:.*]] = dsa.invoke @amx_int8::@load(%[[READ]])
  // CHECK: %[[WRITTEN:.*]] = memref.alloc() {{.*}}: memref<16x16xi32>
  // CHECK: dsa.invoke @amx_int8::@store(%[[WRITTEN]], %[[P]])
  // CHECK: memref.copy %[[WRITTEN]], %[[SLICE]]
  %d = tensor.extract_slice %out[0, 1] [16, 16] [1, 2] : tensor<16x40xi32> to tensor<16x16xi32>
  %p = dsa.invoke @amx_int8::@load(%d) : (tensor<16x16xi32>) -> !acc
  %s = dsa.invoke @amx_int8::@store(%d, %p) : (tensor<16x16xi32>, !acc) -> tensor<16x16xi32>
  %r = tensor.insert_slice %s into %out[0, 1] [16, 16] [1, 2] : tensor<16x16xi32> into tensor<16x40xi32>
  return %r : tensor<16x40xi32>
}
