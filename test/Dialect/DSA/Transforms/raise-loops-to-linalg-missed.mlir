// RUN: dsa-opt %s --pass-pipeline="builtin.module(func.func(raise-loops-to-linalg{guard=false}))" --verify-diagnostics --split-input-file --remarks-filter="raise-loops-to-linalg" --remark-policy=all | FileCheck %s

// It looks like a product of matrices, but a row is read after it was written.
// A row alone is a product of a vector and a matrix.
// CHECK-LABEL: func.func @stencil
// CHECK: affine.for
// CHECK: linalg.generic
// CHECK-SAME: iterator_types = ["parallel", "reduction"]
func.func @stencil(%c: memref<33x17xi32> {llvm.noalias}, %b: memref<17x17xi32> {llvm.noalias}) {
  // expected-remark @+1 {{obligation O7 (no dependence is broken) fails: iteration (0, 0, 0) of assignment 0 writes element (1, 0) of argument 0, which iteration (1, 0, 0) of assignment 0 reads afterwards}}
  affine.for %i = 0 to 32 {
    // expected-remark @+1 {{O7 1 assignments, each of which may be done as a whole}}
    affine.for %j = 0 to 17 {
      affine.for %k = 0 to 17 {
        %x = affine.load %c[%i, %k] : memref<33x17xi32>
        %y = affine.load %b[%k, %j] : memref<17x17xi32>
        %s = affine.load %c[%i + 1, %j] : memref<33x17xi32>
        %p = arith.muli %x, %y : i32
        %t = arith.addi %s, %p : i32
        affine.store %t, %c[%i + 1, %j] : memref<33x17xi32>
      }
    }
  }
  return
}

// -----

// Two assignments, neither of which can be done before the other.
// CHECK-LABEL: func.func @recurrence
// CHECK-NOT: linalg
func.func @recurrence(%u: memref<20xi32> {llvm.noalias}, %v: memref<20xi32> {llvm.noalias}) {
  // expected-remark @+1 {{obligation O7 (no dependence is broken) fails: iteration (0) of assignment 1 writes element (1) of argument 0, which iteration (1) of assignment 0 reads afterwards}}
  affine.for %i = 0 to 19 {
    %x = affine.load %u[%i] : memref<20xi32>
    affine.store %x, %v[%i] : memref<20xi32>
    %y = affine.load %v[%i] : memref<20xi32>
    affine.store %y, %u[%i + 1] : memref<20xi32>
  }
  return
}

// -----

// CHECK-LABEL: func.func @overlap
// CHECK-NOT: linalg
func.func @overlap(%x: memref<16xi32>, %y: memref<16xi32>) {
  // expected-remark @+1 {{obligation O7 (no dependence is broken) is not proved: argument 0 and argument 1 may overlap; it holds if one of them is 'llvm.noalias'}}
  affine.for %i = 0 to 16 {
    %e = affine.load %x[%i] : memref<16xi32>
    affine.store %e, %y[%i] : memref<16xi32>
  }
  return
}

// -----

// CHECK-LABEL: func.func @overlap_on_memory
// CHECK: linalg.copy
func.func @overlap_on_memory(%x: memref<16xi32>, %y: memref<16xi32>) {
  // expected-remark @+1 {{'linalg.copy' is left on memory: obligation O7}}
  linalg.copy ins(%x : memref<16xi32>) outs(%y : memref<16xi32>)
  return
}

// -----

func.func @triangle(%x: memref<16x16xi32>) {
  %c0 = arith.constant 0 : i32
  affine.for %i = 0 to 16 {
    // expected-remark @+2 {{expected a loop that goes round equally often each time}}
    // expected-remark @+1 {{O7 1 assignments}}
    affine.for %j = 0 to affine_map<(i) -> (i)>(%i) {
      affine.store %c0, %x[%i, %j] : memref<16x16xi32>
    }
  }
  return
}

// -----

func.func @data(%x: memref<16xi32>, %y: memref<16xi32>) {
  affine.for %i = 0 to 16 {
    %e = affine.load %x[%i] : memref<16xi32>
    %n = arith.index_cast %e : i32 to index
    // expected-remark @+1 {{expected indices that are sums of loops, into a buffer from outside of the loops}}
    memref.store %e, %y[%n] : memref<16xi32>
  }
  return
}

// -----

// What a buffer held before the loops is not what is looked up in it.
func.func @written_table(%x: memref<16xi32>, %y: memref<16xi32>) {
  affine.for %i = 0 to 16 {
    %e = affine.load %x[%i] : memref<16xi32>
    %n = arith.index_cast %e : i32 to index
    // expected-remark @+1 {{expected indices that are sums of loops, into a buffer that the loops write}}
    %v = memref.load %y[%n] : memref<16xi32>
    affine.store %v, %y[%i] : memref<16xi32>
  }
  return
}

// -----

func.func @table_inside(%x: memref<16xi32>, %y: memref<16xi32>) {
  affine.for %i = 0 to 16 {
    %t = memref.subview %x[0] [8] [1] : memref<16xi32> to memref<8xi32>
    %e = affine.load %x[%i] : memref<16xi32>
    %n = arith.index_cast %e : i32 to index
    // expected-remark @+1 {{expected indices that are sums of loops, into a buffer from outside of the loops}}
    %v = memref.load %t[%n] : memref<8xi32>
    affine.store %v, %y[%i] : memref<16xi32>
  }
  return
}

// -----

func.func private @effect()
func.func @call(%y: memref<16xi32>) {
  %c0 = arith.constant 0 : i32
  affine.for %i = 0 to 16 {
    // expected-remark @+1 {{expected loops, conditions, loads, stores and arithmetic, but got 'func.call'}}
    func.call @effect() : () -> ()
    affine.store %c0, %y[%i] : memref<16xi32>
  }
  return
}

// -----

func.func @late(%y: memref<16xi32>, %z: memref<16xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : i32
  affine.for %i = 0 to 16 {
    %e = affine.load %y[%i] : memref<16xi32>
    affine.store %c0, %y[%i] : memref<16xi32>
    // expected-remark @+1 {{expected what is loaded to be used before it is written}}
    affine.store %e, %z[%i] : memref<16xi32>
  }
  return
}

// -----

func.func @outside(%y: memref<16xi32>) {
  %c0 = arith.constant 0 : i32
  affine.for %i = 0 to 16 {
    // expected-remark @+1 {{expected indices within dimension 0 of 16 elements, but got 1 to 16}}
    affine.store %c0, %y[%i + 1] : memref<16xi32>
  }
  return
}

// -----

func.func @pair(%y: memref<16xi32>, %n: i32) {
  %c0 = arith.constant 0 : i32
  affine.for %i = 0 to 16 {
    // expected-remark @+1 {{expected values that are carried one by one}}
    %r:2 = affine.for %k = 0 to 16 iter_args(%a = %c0, %b = %n) -> (i32, i32) {
      %s = arith.addi %a, %b : i32
      affine.yield %b, %s : i32, i32
    }
    affine.store %r#0, %y[%i] : memref<16xi32>
  }
  return
}

// -----

// -3 is not less than 4.
func.func @without_sign(%y: memref<16xi32>) {
  %c0 = arith.constant 0 : i32
  %from = arith.constant -3 : index
  %to = arith.constant 4 : index
  %one = arith.constant 1 : index
  %three = arith.constant 3 : index
  // expected-remark @+1 {{expected a loop that compares with sign}}
  scf.for unsigned %i = %from to %to step %one {
    %j = arith.addi %i, %three : index
    memref.store %c0, %y[%j] : memref<16xi32>
  }
  return
}

// -----

// Element (1, 0) is element (0, 1).
func.func @together(%y: memref<40xi32>) {
  %v = memref.reinterpret_cast %y to offset: [0], sizes: [4, 8], strides: [1, 1] : memref<40xi32> to memref<4x8xi32, strided<[1, 1]>>
  // expected-remark @+1 {{obligation O7 (no dependence is broken) is not proved: two elements of argument 0 may lie in one place, by its strides}}
  affine.for %i = 0 to 4 {
    // expected-remark @+1 {{two elements of argument 0 may lie in one place}}
    affine.for %j = 0 to 7 {
      %x = affine.load %v[%i, %j + 1] : memref<4x8xi32, strided<[1, 1]>>
      affine.store %x, %v[%i, %j] : memref<4x8xi32, strided<[1, 1]>>
    }
  }
  return
}

// -----

// What is known of strides is what they are of a buffer whose elements lie apart.
// CHECK-LABEL: func.func @apart
// CHECK: linalg.fill
func.func @apart(%y: memref<16x16xi32>, %n: index) {
  %c0 = arith.constant 0 : i32
  %t = memref.transpose %y (i, j) -> (j, i) : memref<16x16xi32> to memref<16x16xi32, strided<[1, 16]>>
  %v = memref.subview %t[0, 0] [4, 8] [2, 2] : memref<16x16xi32, strided<[1, 16]>> to memref<4x8xi32, strided<[2, 32]>>
  %u = memref.cast %v : memref<4x8xi32, strided<[2, 32]>> to memref<4x8xi32, strided<[?, ?]>>
  // expected-remark @+1 {{O7 1 assignments}}
  affine.for %i = 0 to 4 {
    affine.for %j = 0 to 8 {
      affine.store %c0, %u[%i, %j] : memref<4x8xi32, strided<[?, ?]>>
    }
  }
  return
}

// -----

func.func @strides(%y: memref<4x8xi32, strided<[?, ?]>>) {
  %c0 = arith.constant 0 : i32
  // expected-remark @+1 {{two elements of argument 0 may lie in one place}}
  affine.for %i = 0 to 4 {
    // expected-remark @+1 {{two elements of argument 0 may lie in one place}}
    affine.for %j = 0 to 8 {
      affine.store %c0, %y[%i, %j] : memref<4x8xi32, strided<[?, ?]>>
    }
  }
  return
}

// -----

// The sum is stored only after its place was read by another name, and after a
// call that may read it, too: it is not the nest that stores it.
func.func private @effect()
func.func @behind(%x: memref<16xi32>, %y: memref<16xi32> {llvm.noalias}, %z: memref<4xi32> {llvm.noalias}, %old: memref<1xi32> {llvm.noalias}) {
  %zero = arith.constant 0 : i32
  %c0 = arith.constant 0 : index
  %v = memref.subview %z[0] [1] [1] : memref<4xi32> to memref<1xi32, strided<[1]>>
  // expected-remark @+1 {{expected what the outermost loop carries to be stored}}
  %r = affine.for %i = 0 to 16 iter_args(%s = %zero) -> (i32) {
    %e = affine.load %x[%i] : memref<16xi32>
    affine.store %e, %y[%i] : memref<16xi32>
    %t = arith.addi %s, %e : i32
    affine.yield %t : i32
  }
  %before = memref.load %v[%c0] : memref<1xi32, strided<[1]>>
  memref.store %r, %z[%c0] : memref<4xi32>
  memref.store %before, %old[%c0] : memref<1xi32>
  // expected-remark @+1 {{expected what the outermost loop carries to be stored}}
  %q = affine.for %i = 0 to 16 iter_args(%s = %zero) -> (i32) {
    %e = affine.load %x[%i] : memref<16xi32>
    affine.store %e, %y[%i] : memref<16xi32>
    %t = arith.addi %s, %e : i32
    affine.yield %t : i32
  }
  func.call @effect() : () -> ()
  memref.store %q, %z[%c0] : memref<4xi32>
  return
}

// -----

// Where the sum goes is known only behind the loop.
func.func @later(%x: memref<16xi32>, %y: memref<16xi32> {llvm.noalias}, %z: memref<4xi32> {llvm.noalias}) {
  %zero = arith.constant 0 : i32
  %c0 = arith.constant 0 : index
  // expected-remark @+1 {{expected what the outermost loop carries to be stored}}
  %r = affine.for %i = 0 to 16 iter_args(%s = %zero) -> (i32) {
    %e = affine.load %x[%i] : memref<16xi32>
    affine.store %e, %y[%i] : memref<16xi32>
    %t = arith.addi %s, %e : i32
    affine.yield %t : i32
  }
  %v = memref.subview %z[1] [1] [1] : memref<4xi32> to memref<1xi32, strided<[1], offset: 1>>
  memref.store %r, %v[%c0] : memref<1xi32, strided<[1], offset: 1>>
  return
}

// -----

// Outside of the condition the index may be none of the table.
func.func @guarded_look_up(%x: memref<32xi32> {llvm.noalias}, %t: memref<256xi8> {llvm.noalias}, %y: memref<32xi8> {llvm.noalias}) {
  affine.for %i = 0 to 32 {
    affine.if affine_set<(d0) : (15 - d0 >= 0)>(%i) {
      %e = affine.load %x[%i] : memref<32xi32>
      %n = arith.index_cast %e : i32 to index
      %v = memref.load %t[%n] : memref<256xi8>
      // expected-remark @+1 {{expected a look-up that is done in each iteration, but got one under a condition}}
      affine.store %v, %y[%i] : memref<32xi8>
    }
  }
  return
}
