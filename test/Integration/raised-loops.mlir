// RUN: rm -rf %t && mkdir %t
// RUN: dsa-run %s --machine=x86-generic --from=llvm --bench=1 --output=%t/0.npy --output=%t/1.npy --output=%t/2.npy --output=%t/3.npy --output=%t/4.npy --output=%t/5.npy --output=%t/6.npy --output=%t/7.npy
// RUN: dsa-run %s --machine=x86-sapphire-rapids --prefer=instructions --simulate --bench=1 --expect=%t/0.npy --expect=%t/1.npy --expect=%t/2.npy --expect=%t/3.npy --expect=%t/4.npy --expect=%t/5.npy --expect=%t/6.npy --expect=%t/7.npy | FileCheck %s
// RUN: %if cpu-amx_int8 %{ dsa-run %s --machine=x86-sapphire-rapids --prefer=instructions --bench=1 --expect=%t/0.npy --expect=%t/1.npy --expect=%t/2.npy --expect=%t/3.npy --expect=%t/4.npy --expect=%t/5.npy --expect=%t/6.npy --expect=%t/7.npy | FileCheck %s %}

// Loops as they are (from the last phase), and raised.
// CHECK: instruction: amx_int8::tdpbssd, does [[#]] operations (exact), invoked
// CHECK-COUNT-8: 0 of {{[0-9]+}} elements differ

!a = memref<33x70xi8>
!b = memref<70x17xi8>
!c = memref<33x17xi32>

// A sum in a register, through two loops; what is stored is not only the sum.
func.func private @registers(%a: !a, %b: !b, %c: !c) {
  %zero = arith.constant 0 : i32
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c7 = arith.constant 7 : index
  %c10 = arith.constant 10 : index
  %c17 = arith.constant 17 : index
  %c33 = arith.constant 33 : index
  scf.for %i = %c0 to %c33 step %c1 {
    scf.for %j = %c0 to %c17 step %c1 {
      %r = scf.for %k = %c0 to %c7 step %c1 iter_args(%s = %zero) -> (i32) {
        %t = scf.for %l = %c0 to %c10 step %c1 iter_args(%u = %s) -> (i32) {
          %k10 = arith.muli %k, %c10 : index
          %m = arith.addi %k10, %l : index
          %x = memref.load %a[%i, %m] : !a
          %y = memref.load %b[%m, %j] : !b
          %xe = arith.extsi %x : i8 to i32
          %ye = arith.extsi %y : i8 to i32
          %p = arith.muli %xe, %ye : i32
          %v = arith.addi %u, %p : i32
          scf.yield %v : i32
        }
        scf.yield %t : i32
      }
      %old = memref.load %c[%i, %j] : !c
      %new = arith.addi %old, %r : i32
      memref.store %new, %c[%i, %j] : !c
    }
  }
  return
}

// Start, sum and end in one nest, a load outside of the inner loop.
func.func private @imperfect(%a: !a, %b: !b, %d: !c) {
  %zero = arith.constant 0 : i32
  %seven = arith.constant 7 : i32
  affine.for %i = 0 to 33 {
    affine.for %j = 0 to 17 {
      affine.store %zero, %d[%i, %j] : !c
    }
    affine.for %k = 0 to 70 {
      %x = affine.load %a[%i, %k] : !a
      %xe = arith.extsi %x : i8 to i32
      affine.for %j = 0 to 17 {
        %y = affine.load %b[%k, %j] : !b
        %s = affine.load %d[%i, %j] : !c
        %ye = arith.extsi %y : i8 to i32
        %p = arith.muli %xe, %ye : i32
        %t = arith.addi %s, %p : i32
        affine.store %t, %d[%i, %j] : !c
      }
    }
    affine.for %j = 0 to 17 {
      %s = affine.load %d[%i, %j] : !c
      %m = arith.maxsi %s, %seven : i32
      affine.store %m, %d[%i, %j] : !c
    }
  }
  return
}

// A convolution with a step, from its end, on a part of its buffers.
func.func private @window(%x: memref<90x6xi8>, %w: memref<5x6x20xi8>, %y: memref<50x20xi32>) {
  affine.for %p = 3 to 43 {
    affine.for %k = 0 to 20 {
      affine.for %r = 0 to 5 {
        affine.for %q = 0 to 6 {
          %e = affine.load %x[%p * 2 + %r - 6, %q] : memref<90x6xi8>
          %f = affine.load %w[4 - %r, %q, %k] : memref<5x6x20xi8>
          %s = affine.load %y[%p + 2, %k] : memref<50x20xi32>
          %ee = arith.extsi %e : i8 to i32
          %fe = arith.extsi %f : i8 to i32
          %m = arith.muli %ee, %fe : i32
          %t = arith.addi %s, %m : i32
          affine.store %t, %y[%p + 2, %k] : memref<50x20xi32>
        }
      }
    }
  }
  return
}

// What is written is read by later iterations: it stays as it is. The same in
// two buffers is done in whole steps.
func.func private @stencils(%u: memref<64xi32>, %v: memref<64xi32>) {
  affine.for %i = 1 to 63 {
    %x = affine.load %u[%i - 1] : memref<64xi32>
    %y = affine.load %u[%i + 1] : memref<64xi32>
    %s = arith.addi %x, %y : i32
    affine.store %s, %u[%i] : memref<64xi32>
  }
  affine.for %t = 0 to 5 {
    affine.for %i = 1 to 63 {
      %x = affine.load %u[%i - 1] : memref<64xi32>
      %y = affine.load %u[%i + 1] : memref<64xi32>
      %s = arith.addi %x, %y : i32
      affine.store %s, %v[%i] : memref<64xi32>
    }
    affine.for %i = 1 to 63 {
      %x = affine.load %v[%i] : memref<64xi32>
      affine.store %x, %u[%i] : memref<64xi32>
    }
  }
  // Reads what it has not written yet, every second element, and its own place.
  affine.for %i = 0 to 62 step 2 {
    %x = affine.load %v[%i + 2] : memref<64xi32>
    %n = arith.index_cast %i : index to i32
    %s = arith.addi %x, %n : i32
    affine.store %s, %v[%i] : memref<64xi32>
  }
  return
}

// Sizes that are not known, none among them; operations on memory.
func.func private @sizes(%a: memref<?x?xi8>, %b: memref<?x?xi8>, %c: memref<?x?xi32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %m = memref.dim %c, %c0 : memref<?x?xi32>
  %n = memref.dim %c, %c1 : memref<?x?xi32>
  %l = memref.dim %b, %c0 : memref<?x?xi8>
  scf.for %i = %c0 to %m step %c1 {
    scf.for %j = %c0 to %n step %c1 {
      scf.for %k = %c0 to %l step %c1 {
        %x = memref.load %a[%i, %k] : memref<?x?xi8>
        %y = memref.load %b[%k, %j] : memref<?x?xi8>
        %s = memref.load %c[%i, %j] : memref<?x?xi32>
        %xe = arith.extsi %x : i8 to i32
        %ye = arith.extsi %y : i8 to i32
        %p = arith.muli %xe, %ye : i32
        %t = arith.addi %s, %p : i32
        memref.store %t, %c[%i, %j] : memref<?x?xi32>
      }
    }
  }
  linalg.matmul ins(%a, %b : memref<?x?xi8>, memref<?x?xi8>) outs(%c : memref<?x?xi32>)
  return
}

// The callers pass buffers that overlap.
!shifted = memref<60xi32, strided<[1], offset: ?>>
func.func private @overlap(%x: !shifted, %y: !shifted) {
  affine.for %i = 0 to 60 {
    %e = affine.load %x[%i] : !shifted
    %s = arith.addi %e, %e : i32
    affine.store %s, %y[%i] : !shifted
  }
  return
}

func.func private @zero() -> index {
  %zero = arith.constant 0 : index
  return %zero : index
}

func.func @main(%a: !a, %b: !b, %c: !c, %d: !c, %x: memref<90x6xi8>, %w: memref<5x6x20xi8>,
                %y: memref<50x20xi32>, %u: memref<64xi32>) {
  call @registers(%a, %b, %c) : (!a, !b, !c) -> ()
  call @imperfect(%a, %b, %d) : (!a, !b, !c) -> ()
  call @window(%x, %w, %y) : (memref<90x6xi8>, memref<5x6x20xi8>, memref<50x20xi32>) -> ()
  %c7 = arith.constant 7 : i32
  %v = memref.alloc() : memref<64xi32>
  linalg.fill ins(%c7 : i32) outs(%v : memref<64xi32>)
  call @stencils(%u, %v) : (memref<64xi32>, memref<64xi32>) -> ()
  linalg.add ins(%u, %v : memref<64xi32>, memref<64xi32>) outs(%u : memref<64xi32>)
  memref.dealloc %v : memref<64xi32>
  %none = call @zero() : () -> index
  %ad = memref.cast %a : !a to memref<?x?xi8>
  %bd = memref.cast %b : !b to memref<?x?xi8>
  %cd = memref.cast %c : !c to memref<?x?xi32>
  call @sizes(%ad, %bd, %cd) : (memref<?x?xi8>, memref<?x?xi8>, memref<?x?xi32>) -> ()
  %ac = memref.alloc(%none) : memref<33x?xi8>
  %bc = memref.alloc(%none) : memref<?x17xi8>
  %ae = memref.cast %ac : memref<33x?xi8> to memref<?x?xi8>
  %be = memref.cast %bc : memref<?x17xi8> to memref<?x?xi8>
  call @sizes(%ae, %be, %cd) : (memref<?x?xi8>, memref<?x?xi8>, memref<?x?xi32>) -> ()
  memref.dealloc %ac : memref<33x?xi8>
  memref.dealloc %bc : memref<?x17xi8>
  %low = memref.subview %u[0] [60] [1] : memref<64xi32> to memref<60xi32, strided<[1]>>
  %high = memref.subview %u[2] [60] [1] : memref<64xi32> to memref<60xi32, strided<[1], offset: 2>>
  %lowd = memref.cast %low : memref<60xi32, strided<[1]>> to !shifted
  %highd = memref.cast %high : memref<60xi32, strided<[1], offset: 2>> to !shifted
  call @overlap(%lowd, %highd) : (!shifted, !shifted) -> ()
  call @overlap(%highd, %lowd) : (!shifted, !shifted) -> ()
  return
}
