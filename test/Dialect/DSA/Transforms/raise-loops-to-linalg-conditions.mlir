// RUN: dsa-opt %s --pass-pipeline="builtin.module(func.func(raise-loops-to-linalg))" --verify-diagnostics --split-input-file --remarks-filter="raise-loops-to-linalg" --remark-policy=all | FileCheck %s

// A border that adds nothing: its elements are zeros.
// CHECK-LABEL: func.func @border
// CHECK: linalg.fill
// CHECK: %[[ZERO:.*]] = arith.constant 0 : i8
// CHECK: tensor.pad %{{.*}} low[1, 1, 0] high[1, 1, 0]
// CHECK: tensor.yield %[[ZERO]]
// CHECK: tensor<6x7x4xi8> to tensor<8x9x4xi8>
// CHECK: linalg.generic
// CHECK-NOT: arith.select
// CHECK-NOT: affine.for
#inside = affine_set<(h, w, r, s) : (h + r - 1 >= 0, -h - r + 6 >= 0, w + s - 1 >= 0, -w - s + 7 >= 0)>
func.func @border(%x: memref<6x7x4xi8> {llvm.noalias}, %w: memref<3x3x4x5xi8> {llvm.noalias}, %y: memref<6x7x5xi32> {llvm.noalias}) {
  %zero = arith.constant 0 : i32
  // expected-remark @+1 {{O7 2 assignments, each of which may be done as a whole; condition (((d0 + d3) + -1) >= 0 and}}
  affine.for %h = 0 to 6 {
    affine.for %v = 0 to 7 {
      affine.for %k = 0 to 5 {
        affine.store %zero, %y[%h, %v, %k] : memref<6x7x5xi32>
        affine.for %r = 0 to 3 {
          affine.for %s = 0 to 3 {
            affine.for %c = 0 to 4 {
              affine.if #inside(%h, %v, %r, %s) {
                %a = affine.load %x[%h + %r - 1, %v + %s - 1, %c] : memref<6x7x4xi8>
                %b = affine.load %w[%r, %s, %c, %k] : memref<3x3x4x5xi8>
                %t = affine.load %y[%h, %v, %k] : memref<6x7x5xi32>
                %ae = arith.extsi %a : i8 to i32
                %be = arith.extsi %b : i8 to i32
                %p = arith.muli %ae, %be overflow<nsw> : i32
                %u = arith.addi %t, %p overflow<nsw> : i32
                affine.store %u, %y[%h, %v, %k] : memref<6x7x5xi32>
              }
            }
          }
        }
      }
    }
  }
  return
}

// -----

// The sum is in a register, and an 'if' hands it on; what is subtracted is what
// the border holds.
// CHECK-LABEL: func.func @zero_point
// CHECK: %[[POINT:.*]] = arith.constant 3 : i8
// CHECK: tensor.pad %{{.*}} low[2] high[0]
// CHECK: tensor.yield %[[POINT]]
// CHECK: linalg.generic
// CHECK-NOT: arith.select
func.func @zero_point(%x: memref<20xi8> {llvm.noalias}, %w: memref<3xi8> {llvm.noalias}, %y: memref<20xi32> {llvm.noalias}) {
  %zero = arith.constant 0 : i32
  %three = arith.constant 3 : i32
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c3 = arith.constant 3 : index
  %c20 = arith.constant 20 : index
  // expected-remark @+1 {{nothing is done on padding 3 : i8}}
  scf.for %i = %c0 to %c20 step %c1 {
    %sum = scf.for %r = %c0 to %c3 step %c1 iter_args(%acc = %zero) -> (i32) {
      %at0 = arith.addi %i, %r : index
      %at = arith.subi %at0, %c2 : index
      %inside = arith.cmpi sge, %at, %c0 : index
      %next = scf.if %inside -> (i32) {
        %a = memref.load %x[%at] : memref<20xi8>
        %b = memref.load %w[%r] : memref<3xi8>
        %ae = arith.extsi %a : i8 to i32
        %be = arith.extsi %b : i8 to i32
        %d = arith.subi %ae, %three : i32
        %p = arith.muli %d, %be : i32
        %u = arith.addi %acc, %p : i32
        scf.yield %u : i32
      } else {
        scf.yield %acc : i32
      }
      scf.yield %next : i32
    }
    memref.store %sum, %y[%i] : memref<20xi32>
  }
  return
}

// -----

// A product with +0 or -0 is no neutral float, nor one with infinity: asked.
// CHECK-LABEL: func.func @floats
// CHECK: tensor.pad
// CHECK: linalg.generic
// CHECK: arith.addf
// CHECK: linalg.index
// CHECK: arith.cmpi sge
// CHECK: arith.select
#before = affine_set<(i, r) : (i + r - 2 >= 0)>
func.func @floats(%x: memref<20xf32> {llvm.noalias}, %w: memref<3xf32> {llvm.noalias}, %y: memref<20xf32> {llvm.noalias}) {
  // expected-remark @+1 {{condition (((d0 + d1) + -2) >= 0): asked in each iteration}}
  affine.for %i = 0 to 20 {
    affine.for %r = 0 to 3 {
      affine.if #before(%i, %r) {
        %a = affine.load %x[%i + %r - 2] : memref<20xf32>
        %b = affine.load %w[%r] : memref<3xf32>
        %t = affine.load %y[%i] : memref<20xf32>
        %p = arith.mulf %a, %b fastmath<nnan, reassoc> : f32
        // CHECK-NOT: nnan
        %u = arith.addf %t, %p : f32
        affine.store %u, %y[%i] : memref<20xf32>
      }
    }
  }
  return
}

// -----

// Least of all is minus infinity.
// CHECK-LABEL: func.func @pooling
// CHECK: arith.constant 0xFF800000 : f32
// CHECK: tensor.pad
// CHECK: arith.maximumf
// CHECK-NOT: arith.select
#both = affine_set<(i, r) : (2 * i + r - 1 >= 0, -2 * i - r + 20 >= 0)>
func.func @pooling(%x: memref<20xf32> {llvm.noalias}, %y: memref<11xf32> {llvm.noalias}) {
  // expected-remark @+1 {{nothing is done on padding 0xFF800000 : f32}}
  affine.for %i = 0 to 11 {
    affine.for %r = 0 to 3 {
      affine.if #both(%i, %r) {
        %a = affine.load %x[2 * %i + %r - 1] : memref<20xf32>
        %t = affine.load %y[%i] : memref<11xf32>
        %u = arith.maximumf %t, %a : f32
        affine.store %u, %y[%i] : memref<11xf32>
      }
    }
  }
  return
}

// -----

// A triangle of what is there anyway: nothing is padded, the condition is asked,
// also where sizes are not known.
// CHECK-LABEL: func.func @triangle
// CHECK-NOT: tensor.pad
// CHECK: arith.select
// CHECK: else
#below = affine_set<(i, k) : (i - k >= 0)>
func.func @triangle(%a: memref<?x?xi32> {llvm.noalias}, %x: memref<?xi32> {llvm.noalias}, %y: memref<?xi32> {llvm.noalias}) {
  %c0 = arith.constant 0 : index
  %n = memref.dim %x, %c0 : memref<?xi32>
  // expected-remark @+1 {{condition ((d0 + (d1 * -1)) >= 0): asked in each iteration}}
  affine.for %i = 0 to %n {
    affine.for %k = 0 to %n {
      affine.if #below(%i, %k) {
        %e = affine.load %a[%i, %k] : memref<?x?xi32>
        %f = affine.load %x[%k] : memref<?xi32>
        %t = affine.load %y[%i] : memref<?xi32>
        %p = arith.muli %e, %f : i32
        %u = arith.addi %t, %p : i32
        affine.store %u, %y[%i] : memref<?xi32>
      }
    }
  }
  return
}

// -----

// One of both branches; the other's elements are left alone.
// CHECK-LABEL: func.func @branches
// CHECK-COUNT-2: arith.select
// CHECK-NOT: affine.for
#even = affine_set<(i) : (i mod 2 == 0)>
func.func @branches(%x: memref<16xi32>, %y: memref<16xi32> {llvm.noalias}) {
  %c7 = arith.constant 7 : i32
  // expected-remark @+1 {{condition not ((d0 mod 2) = 0): asked in each iteration}}
  affine.for %i = 0 to 16 {
    affine.if #even(%i) {
      affine.store %c7, %y[%i] : memref<16xi32>
    } else {
      %e = affine.load %x[%i] : memref<16xi32>
      affine.store %e, %y[%i] : memref<16xi32>
    }
  }
  return
}

// -----

// A load that is zero outside of its buffer: what is added there is zero.
// CHECK-LABEL: func.func @guarded_load
// CHECK: tensor.pad %{{.*}} low[1] high[0]
// CHECK: linalg.generic
// CHECK-NOT: arith.select
// CHECK-NOT: linalg.generic
// CHECK: return
func.func @guarded_load(%x: memref<16xi16> {llvm.noalias}, %w: memref<2xi16> {llvm.noalias}, %y: memref<16xi32> {llvm.noalias}) {
  %none = arith.constant 0 : i16
  %c0 = arith.constant 0 : index
  // expected-remark @+1 {{O7 1 assignments, each of which may be done as a whole; condition}}
  affine.for %i = 0 to 16 {
    affine.for %r = 0 to 2 {
      %at = affine.apply affine_map<(i, r) -> (i + r - 1)>(%i, %r)
      %inside = arith.cmpi sge, %at, %c0 : index
      %e = scf.if %inside -> (i16) {
        %l = memref.load %x[%at] : memref<16xi16>
        scf.yield %l : i16
      } else {
        scf.yield %none : i16
      }
      %f = affine.load %w[%r] : memref<2xi16>
      %t = affine.load %y[%i] : memref<16xi32>
      %ee = arith.extsi %e : i16 to i32
      %fe = arith.extsi %f : i16 to i32
      %p = arith.muli %ee, %fe : i32
      %u = arith.addi %t, %p : i32
      affine.store %u, %y[%i] : memref<16xi32>
    }
  }
  return
}

// -----

// A shift by what only the condition bounds must not be done on padding, a
// division not at all.
// CHECK-LABEL: func.func @shift
// CHECK: arith.shli
// CHECK: arith.select
// CHECK: affine.for
#positive = affine_set<(i) : (i - 1 >= 0)>
func.func @shift(%x: memref<16xi32> {llvm.noalias}, %w: memref<16xi32> {llvm.noalias}, %y: memref<16xi32> {llvm.noalias}) {
  // expected-remark @+1 {{asked in each iteration}}
  affine.for %i = 0 to 16 {
    affine.if #positive(%i) {
      %a = affine.load %x[%i - 1] : memref<16xi32>
      %b = affine.load %w[%i] : memref<16xi32>
      %t = affine.load %y[%i] : memref<16xi32>
      %p = arith.shli %a, %b : i32
      %u = arith.addi %t, %p : i32
      affine.store %u, %y[%i] : memref<16xi32>
    }
  }
  affine.for %i = 0 to 16 {
    affine.if #positive(%i) {
      %a = affine.load %x[%i] : memref<16xi32>
      %b = affine.load %w[%i] : memref<16xi32>
      %p = arith.divsi %a, %b : i32
      // expected-remark @+1 {{expected arithmetic that may be done where ((d0 + -1) >= 0) does not hold, but got 'arith.divsi'}}
      affine.store %p, %y[%i] : memref<16xi32>
    }
  }
  return
}

// -----

// What is written beyond the buffer where the condition does not hold.
func.func @beyond(%x: memref<?xi32> {llvm.noalias}, %n: index) {
  %c7 = arith.constant 7 : i32
  affine.for %i = 0 to 16 {
    %inside = arith.cmpi slt, %i, %n : index
    scf.if %inside {
      // expected-remark @+1 {{expected what is written to be known to lie in its buffer, even where ((((d0 * -1) + s0) + -1) >= 0) does not hold}}
      memref.store %c7, %x[%i] : memref<?xi32>
    }
  }
  return
}

// -----

// The size of a border that is not known.
func.func @unknown(%x: memref<?xi32> {llvm.noalias}, %y: memref<16xi32> {llvm.noalias}, %n: index) {
  affine.for %i = 0 to 16 {
    %inside = arith.cmpi slt, %i, %n : index
    scf.if %inside {
      %e = memref.load %x[%i] : memref<?xi32>
      // expected-remark @+1 {{expected indices with known bounds where ((((d0 * -1) + s0) + -1) >= 0) holds}}
      memref.store %e, %y[%i] : memref<16xi32>
    }
  }
  return
}

// -----

// What is handed on was written in between: not the same.
func.func @changed(%x: memref<16xi32> {llvm.noalias}, %y: memref<16xi32> {llvm.noalias}) {
  %c5 = arith.constant 5 : i32
  %c8 = arith.constant 8 : index
  affine.for %i = 0 to 16 {
    %old = affine.load %y[%i] : memref<16xi32>
    affine.store %c5, %y[%i] : memref<16xi32>
    %inside = arith.cmpi slt, %i, %c8 : index
    %r = scf.if %inside -> (i32) {
      %e = affine.load %x[%i] : memref<16xi32>
      scf.yield %e : i32
    } else {
      scf.yield %old : i32
    }
    // expected-remark @+1 {{expected what is loaded to be used before it is written}}
    affine.store %r, %y[%i] : memref<16xi32>
  }
  return
}
