// Two results that start from one constant, and a third value in between: no
// result may be computed where another is stored.
// RUN: %python %S/../Run/Inputs/write-array.py %t.a.npy i4 4x8 random -9 9
// RUN: dsa-run %s --entry=sums --machine=x86-generic --input=%t.a.npy --output=%t.0.npy --output=%t.1.npy
// RUN: dsa-run %s --entry=reference --machine=x86-generic --input=%t.a.npy --expect=%t.0.npy --expect=%t.1.npy --expect=%t.a.npy | FileCheck %s
// CHECK: result0 {{.*}} 0 of 4 elements differ
// CHECK: result1 {{.*}} 0 of 4 elements differ
#in = affine_map<(i, j) -> (i, j)>
#rows = affine_map<(i, j) -> (i)>
#id = affine_map<(i) -> (i)>
func.func @sums(%a: tensor<4x8xi32>) -> (tensor<4xi32>, tensor<4xi32>) {
  %zero = arith.constant 0 : i32
  %empty = tensor.empty() : tensor<4xi32>
  %init = linalg.fill ins(%zero : i32) outs(%empty : tensor<4xi32>) -> tensor<4xi32>
  %s = linalg.generic {indexing_maps = [#in, #rows], iterator_types = ["parallel", "reduction"]}
      ins(%a : tensor<4x8xi32>) outs(%init : tensor<4xi32>) {
  ^bb0(%x: i32, %p: i32):
    %t = arith.addi %x, %p : i32
    linalg.yield %t : i32
  } -> tensor<4xi32>
  %n = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]}
      ins(%s : tensor<4xi32>) outs(%init : tensor<4xi32>) {
  ^bb0(%x: i32, %p: i32):
    %t = arith.subi %p, %x : i32
    linalg.yield %t : i32
  } -> tensor<4xi32>
  %q = linalg.generic {indexing_maps = [#in, #rows], iterator_types = ["parallel", "reduction"]}
      ins(%a : tensor<4x8xi32>) outs(%init : tensor<4xi32>) {
  ^bb0(%x: i32, %p: i32):
    %y = arith.muli %x, %x : i32
    %t = arith.addi %y, %p : i32
    linalg.yield %t : i32
  } -> tensor<4xi32>
  return %n, %q : tensor<4xi32>, tensor<4xi32>
}
func.func @reference(%a: memref<4x8xi32>) -> (tensor<4xi32>, tensor<4xi32>) {
  %zero = arith.constant 0 : i32
  %n = memref.alloc() : memref<4xi32>
  %q = memref.alloc() : memref<4xi32>
  affine.for %i = 0 to 4 {
    memref.store %zero, %n[%i] : memref<4xi32>
    memref.store %zero, %q[%i] : memref<4xi32>
    affine.for %j = 0 to 8 {
      %x = affine.load %a[%i, %j] : memref<4x8xi32>
      %p = affine.load %n[%i] : memref<4xi32>
      %r = arith.subi %p, %x : i32
      affine.store %r, %n[%i] : memref<4xi32>
      %y = arith.muli %x, %x : i32
      %s = affine.load %q[%i] : memref<4xi32>
      %t = arith.addi %y, %s : i32
      affine.store %t, %q[%i] : memref<4xi32>
    }
  }
  %nt = bufferization.to_tensor %n restrict : memref<4xi32> to tensor<4xi32>
  %qt = bufferization.to_tensor %q restrict : memref<4xi32> to tensor<4xi32>
  return %nt, %qt : tensor<4xi32>, tensor<4xi32>
}
