// RUN: dsa-opt %s --pass-pipeline="builtin.module(func.func(raise-loops-to-linalg))" --verify-diagnostics --split-input-file --remarks-filter="raise-loops-to-linalg" --remark-policy=all | FileCheck %s
// RUN: dsa-opt %s --pass-pipeline="builtin.module(func.func(raise-loops-to-linalg))" --split-input-file | dsa-opt --auto-tensorize="machine=x86-sapphire-rapids prefer=instructions" --split-input-file | FileCheck %s --check-prefix=SAME

// The same product four times: named, in other loops, as affine and as scf
// loops; with a sum in memory and in a register. All have one mapping.

// SAME: #[[ROWS:.*]] = affine_map<(d0, d1, d2) -> (d0 floordiv 16, d1 floordiv 16, d2 floordiv 64, d0 mod 16, d1 mod 16, (d2 mod 64) floordiv 4, d2 mod 4)>
// SAME: #[[INSIDE:.*]] = affine_map<(d0, d1, d2) -> (d0 floordiv 64, d1 floordiv 16, d2 floordiv 16, d1 mod 16, d2 mod 16, (d0 mod 64) floordiv 4, d0 mod 4)>
// CHECK-LABEL: func.func @named
// CHECK: bufferization.to_tensor %{{.*}} restrict : memref<32x64xi8> to tensor<32x64xi8>
// CHECK: linalg.generic
// CHECK-SAME: dsa.dependences = "1 assignments, each of which may be done as a whole"
// CHECK: bufferization.materialize_in_destination
// SAME-LABEL: func.func @named
// SAME: dsa.match = #dsa.match<@amx_int8::@tdpbssd, mapping = #[[ROWS]]
func.func @named(%a: memref<32x64xi8> {llvm.noalias}, %b: memref<64x32xi8> {llvm.noalias}, %c: memref<32x32xi32> {llvm.noalias}) {
  // expected-remark @+1 {{O7 1 assignments, each of which may be done as a whole}}
  linalg.matmul ins(%a, %b : memref<32x64xi8>, memref<64x32xi8>) outs(%c : memref<32x32xi32>)
  return
}

// SAME-LABEL: func.func @permuted
// SAME: dsa.match = #dsa.match<@amx_int8::@tdpbssd, mapping = #[[INSIDE]]
func.func @permuted(%a: tensor<32x64xi8>, %b: tensor<64x32xi8>, %c: tensor<32x32xi32>) -> tensor<32x32xi32> {
  %r = linalg.generic {indexing_maps = [affine_map<(k, m, n) -> (m, k)>, affine_map<(k, m, n) -> (k, n)>, affine_map<(k, m, n) -> (m, n)>],
      iterator_types = ["reduction", "parallel", "parallel"]}
      ins(%a, %b : tensor<32x64xi8>, tensor<64x32xi8>) outs(%c : tensor<32x32xi32>) {
  ^bb0(%x: i8, %y: i8, %s: i32):
    %xe = arith.extsi %x : i8 to i32
    %ye = arith.extsi %y : i8 to i32
    %p = arith.muli %xe, %ye : i32
    %t = arith.addi %s, %p : i32
    linalg.yield %t : i32
  } -> tensor<32x32xi32>
  return %r : tensor<32x32xi32>
}

// CHECK-LABEL: func.func @affine
// CHECK: linalg.fill
// CHECK: linalg.generic
// CHECK-SAME: iterator_types = ["parallel", "parallel", "reduction"]
// CHECK-NOT: affine.for
// SAME-LABEL: func.func @affine
// SAME: dsa.match = #dsa.match<@amx_int8::@tdpbssd, mapping = #[[ROWS]]
#always = affine_set<(i, k) : (i + k >= 0)>
func.func @affine(%a: memref<32x64xi8> {llvm.noalias}, %b: memref<64x32xi8> {llvm.noalias}, %c: memref<32x32xi32> {llvm.noalias}) {
  %zero = arith.constant 0 : i32
  // expected-remark @+1 {{O7 2 assignments, each of which may be done as a whole}}
  affine.for %i = 0 to 32 {
    affine.for %j = 0 to 32 {
      affine.store %zero, %c[%i, %j] : memref<32x32xi32>
      affine.for %k = 0 to 64 {
        affine.if #always(%i, %k) {
          %x = affine.load %a[%i, %k] : memref<32x64xi8>
          %y = affine.load %b[%k, %j] : memref<64x32xi8>
          %s = affine.load %c[%i, %j] : memref<32x32xi32>
          %xe = arith.extsi %x : i8 to i32
          %ye = arith.extsi %y : i8 to i32
          %p = arith.muli %xe, %ye : i32
          %t = arith.addi %s, %p : i32
          affine.store %t, %c[%i, %j] : memref<32x32xi32>
        }
      }
    }
  }
  return
}

// CHECK-LABEL: func.func @scf
// CHECK: linalg.fill
// CHECK: linalg.generic
// CHECK-NOT: scf.for
// SAME-LABEL: func.func @scf
// SAME: dsa.match = #dsa.match<@amx_int8::@tdpbssd, mapping = #[[ROWS]]
func.func @scf(%a: memref<32x64xi8> {llvm.noalias}, %b: memref<64x32xi8> {llvm.noalias}, %c: memref<32x32xi32> {llvm.noalias}) {
  %zero = arith.constant 0 : i32
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  %c64 = arith.constant 64 : index
  // expected-remark @+1 {{O7 2 assignments, each of which may be done as a whole}}
  scf.for %i = %c0 to %c32 step %c1 {
    scf.for %j = %c0 to %c32 step %c1 {
      %r = scf.for %k = %c0 to %c64 step %c1 iter_args(%s = %zero) -> (i32) {
        %x = memref.load %a[%i, %k] : memref<32x64xi8>
        %y = memref.load %b[%k, %j] : memref<64x32xi8>
        %xe = arith.extsi %x : i8 to i32
        %ye = arith.extsi %y : i8 to i32
        %p = arith.muli %xe, %ye : i32
        %t = arith.addi %s, %p : i32
        scf.yield %t : i32
      }
      memref.store %r, %c[%i, %j] : memref<32x32xi32>
    }
  }
  return
}

// -----

// Arguments may overlap: the loops stay for that case, and for that of loops
// that do not go round.
// CHECK-LABEL: func.func @guarded
// CHECK: %[[SIZE:.*]] = memref.dim
// CHECK: arith.cmpi sgt, %[[SIZE]]
// CHECK: memref.extract_aligned_pointer_as_index %{{.*}} : memref<?xi32>
// CHECK: arith.cmpi ule
// CHECK: scf.if
// CHECK: tensor.extract_slice %{{.*}}[0] [%[[SIZE]]] [1] : tensor<?xi32> to tensor<?xi32>
// CHECK: linalg.generic
// CHECK: else
// CHECK: scf.for
func.func @guarded(%x: memref<?xi32>, %y: memref<?xi32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = memref.dim %x, %c0 : memref<?xi32>
  // expected-remark @+1 {{O7 1 assignments, each of which may be done as a whole, on buffers found apart at run time}}
  scf.for %i = %c0 to %n step %c1 {
    %e = memref.load %x[%i] : memref<?xi32>
    %s = arith.addi %e, %e : i32
    memref.store %s, %y[%i] : memref<?xi32>
  }
  return
}

// -----

// Elements lie in places of their own if each stride is beyond what the next
// dimension reaches.
// CHECK-LABEL: func.func @strides
// CHECK: %{{.*}}, %{{.*}}, %[[SIZES:.*]]:2, %[[STRIDES:.*]]:2 = memref.extract_strided_metadata
// CHECK: arith.cmpi sge, %[[STRIDES]]#1, %{{.*}}
// CHECK: %[[ROW:.*]] = arith.muli %[[SIZES]]#1, %[[STRIDES]]#1
// CHECK: arith.cmpi sge, %[[STRIDES]]#0, %[[ROW]]
// CHECK: scf.if
// CHECK: linalg.fill
// CHECK: else
// CHECK: affine.for
func.func @strides(%y: memref<4x8xi32, strided<[?, ?]>>) {
  %c0 = arith.constant 0 : i32
  // expected-remark @+1 {{O7 1 assignments, each of which may be done as a whole, on elements found apart at run time}}
  affine.for %i = 0 to 4 {
    affine.for %j = 0 to 8 {
      affine.store %c0, %y[%i, %j] : memref<4x8xi32, strided<[?, ?]>>
    }
  }
  return
}

// -----

// A sum that is stored with something else lies in a tensor of its own; the part
// of a buffer that is written is a slice.
// CHECK-LABEL: func.func @parts
// CHECK: tensor.empty() : tensor<10xf32>
// CHECK: tensor.extract_slice %{{.*}}[4] [10] [2] : tensor<64xf32> to tensor<10xf32>
// CHECK: tensor.insert_slice %{{.*}} into %{{.*}}[4] [10] [2] : tensor<10xf32> into tensor<64xf32>
func.func @parts(%a: memref<10x8xf32>, %bias: f32) -> memref<64xf32> {
  %y = memref.alloc() : memref<64xf32>
  %zero = arith.constant 0.0 : f32
  // expected-remark @+1 {{O7 3 assignments}}
  affine.for %i = 0 to 10 {
    %r = affine.for %k = 0 to 8 iter_args(%s = %zero) -> f32 {
      %x = affine.load %a[%i, %k] : memref<10x8xf32>
      %t = arith.addf %s, %x : f32
      affine.yield %t : f32
    }
    %b = arith.addf %r, %bias : f32
    affine.store %b, %y[2 * %i + 4] : memref<64xf32>
  }
  return %y : memref<64xf32>
}

// -----

// What the place of a later store is computed from is there in both branches.
// CHECK-LABEL: func.func @sum_and_copy
// CHECK: %[[PLACE:.*]] = arith.constant 3 : index
// CHECK: scf.if
// CHECK: bufferization.materialize_in_destination
// CHECK: else
// CHECK: affine.for
// CHECK: memref.store %{{.*}}, %{{.*}}[%[[PLACE]]] : memref<4xf32>
func.func @sum_and_copy(%a: memref<16xf32>, %b: memref<4xf32>, %d: memref<16xf32>) {
  %zero = arith.constant 0.0 : f32
  // expected-remark @+1 {{O7 3 assignments}}
  %s = affine.for %i = 0 to 16 iter_args(%sum = %zero) -> f32 {
    %x = affine.load %a[%i] : memref<16xf32>
    affine.store %x, %d[%i] : memref<16xf32>
    %t = arith.addf %sum, %x : f32
    affine.yield %t : f32
  }
  %place = arith.constant 3 : index
  memref.store %s, %b[%place] : memref<4xf32>
  return
}

// -----

// What is looked up at an index computed from elements.
// CHECK-LABEL: func.func @table
// CHECK: %[[T:.*]] = bufferization.to_tensor %arg1 restrict : memref<256xi8> to tensor<256xi8>
// CHECK: linalg.generic
// CHECK: ^bb0(%[[X:.*]]: i8, %{{.*}}: i8):
// CHECK-NEXT: %[[N:.*]] = arith.index_castui %[[X]] : i8 to index
// CHECK-NEXT: %[[V:.*]] = tensor.extract %[[T]][%[[N]]] : tensor<256xi8>
// CHECK-NEXT: linalg.yield %[[V]] : i8
func.func @table(%x: memref<32xi8> {llvm.noalias}, %t: memref<256xi8> {llvm.noalias}, %y: memref<32xi8> {llvm.noalias}) {
  // expected-remark @+1 {{O7 1 assignments, each of which may be done as a whole}}
  affine.for %i = 0 to 32 {
    %e = affine.load %x[%i] : memref<32xi8>
    %n = arith.index_castui %e : i8 to index
    %v = memref.load %t[%n] : memref<256xi8>
    affine.store %v, %y[%i] : memref<32xi8>
  }
  return
}

// -----

// The table may be where the result is written.
// CHECK-LABEL: func.func @guarded_table
// CHECK: scf.if
// CHECK: tensor.extract
// CHECK: } else {
// CHECK: memref.load
func.func @guarded_table(%x: memref<32xi8> {llvm.noalias}, %t: memref<256xi8>, %y: memref<32xi8>) {
  // expected-remark @+1 {{on buffers found apart at run time}}
  affine.for %i = 0 to 32 {
    %e = affine.load %x[%i] : memref<32xi8>
    %n = arith.index_castui %e : i8 to index
    %v = memref.load %t[%n] : memref<256xi8>
    affine.store %v, %y[%i] : memref<32xi8>
  }
  return
}
