// RUN: rm -rf %t && mkdir %t
// RUN: dsa-run %s --machine=x86-generic --from=llvm --bench=1 --output=%t/0.npy --output=%t/1.npy --output=%t/2.npy --output=%t/3.npy --output=%t/4.npy --output=%t/5.npy --output=%t/6.npy --output=%t/7.npy
// RUN: dsa-run %s --machine=x86-sapphire-rapids --prefer=instructions --simulate --bench=1 --expect=%t/0.npy --expect=%t/1.npy --expect=%t/2.npy --expect=%t/3.npy --expect=%t/4.npy --expect=%t/5.npy --expect=%t/6.npy --expect=%t/7.npy | FileCheck %s
// RUN: %if cpu-amx_int8 %{ dsa-run %s --machine=x86-sapphire-rapids --prefer=instructions --bench=1 --expect=%t/0.npy --expect=%t/1.npy --expect=%t/2.npy --expect=%t/3.npy --expect=%t/4.npy --expect=%t/5.npy --expect=%t/6.npy --expect=%t/7.npy | FileCheck %s %}

// Convolutions with borders as loops with conditions: as they are (from the last
// phase), and raised.
// CHECK: instruction: amx_int8::tdpbssd, does [[#]] operations (exact), invoked
// CHECK-COUNT-8: 0 of {{[0-9]+}} elements differ

!x = memref<9x11x6xi8>
!w = memref<3x3x6x20xi8>
!y = memref<9x11x20xi32>

#inside = affine_set<(h, w, r, s) : (h + r - 1 >= 0, -h - r + 9 >= 0, w + s - 1 >= 0, -w - s + 11 >= 0)>
func.func private @affine(%x: !x, %w: !w, %y: !y) {
  %zero = arith.constant 0 : i32
  affine.for %h = 0 to 9 {
    affine.for %v = 0 to 11 {
      affine.for %k = 0 to 20 {
        affine.store %zero, %y[%h, %v, %k] : !y
        affine.for %r = 0 to 3 {
          affine.for %s = 0 to 3 {
            affine.if #inside(%h, %v, %r, %s) {
              affine.for %c = 0 to 6 {
                %a = affine.load %x[%h + %r - 1, %v + %s - 1, %c] : !x
                %b = affine.load %w[%r, %s, %c, %k] : !w
                %t = affine.load %y[%h, %v, %k] : !y
                %ae = arith.extsi %a : i8 to i32
                %be = arith.extsi %b : i8 to i32
                %p = arith.muli %ae, %be : i32
                %u = arith.addi %t, %p : i32
                affine.store %u, %y[%h, %v, %k] : !y
              }
            }
          }
        }
      }
    }
  }
  return
}

// With a step of two, a sum in a register, and an 'if' that hands it on.
func.func private @scf(%x: !x, %w: !w, %y: memref<5x6x20xi32>) {
  %zero = arith.constant 0 : i32
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c3 = arith.constant 3 : index
  %c5 = arith.constant 5 : index
  %c6 = arith.constant 6 : index
  %c9 = arith.constant 9 : index
  %c11 = arith.constant 11 : index
  %c20 = arith.constant 20 : index
  scf.for %h = %c0 to %c5 step %c1 {
    scf.for %v = %c0 to %c6 step %c1 {
      scf.for %k = %c0 to %c20 step %c1 {
        %sum = scf.for %r = %c0 to %c3 step %c1 iter_args(%s0 = %zero) -> (i32) {
          %s3 = scf.for %s = %c0 to %c3 step %c1 iter_args(%s1 = %s0) -> (i32) {
            %s4 = scf.for %c = %c0 to %c6 step %c1 iter_args(%s2 = %s1) -> (i32) {
              %h2 = arith.muli %h, %c2 : index
              %hr = arith.addi %h2, %r : index
              %row = arith.subi %hr, %c1 : index
              %v2 = arith.muli %v, %c2 : index
              %vs = arith.addi %v2, %s : index
              %col = arith.subi %vs, %c1 : index
              %i0 = arith.cmpi sge, %row, %c0 : index
              %i1 = arith.cmpi slt, %row, %c9 : index
              %i2 = arith.cmpi ult, %col, %c11 : index
              %i3 = arith.andi %i0, %i1 : i1
              %i4 = arith.andi %i3, %i2 : i1
              %next = scf.if %i4 -> (i32) {
                %a = memref.load %x[%row, %col, %c] : !x
                %b = memref.load %w[%r, %s, %c, %k] : !w
                %ae = arith.extsi %a : i8 to i32
                %be = arith.extsi %b : i8 to i32
                %p = arith.muli %ae, %be : i32
                %u = arith.addi %s2, %p : i32
                scf.yield %u : i32
              } else {
                scf.yield %s2 : i32
              }
              scf.yield %next : i32
            }
            scf.yield %s4 : i32
          }
          scf.yield %s3 : i32
        }
        memref.store %sum, %y[%h, %v, %k] : memref<5x6x20xi32>
      }
    }
  }
  return
}

// Loads that are the zero point outside; only a part of the image is read.
func.func private @zero_point(%x: !x, %w: !w, %y: !y) {
  %zero = arith.constant 0 : i32
  %point = arith.constant -7 : i32
  %c2 = arith.constant 2 : index
  %c8 = arith.constant 8 : index
  affine.for %h = 0 to 9 {
    affine.for %v = 0 to 9 {
      affine.for %k = 0 to 20 {
        affine.store %zero, %y[%h, %v + 2, %k] : !y
        affine.for %r = 0 to 3 {
          affine.for %s = 0 to 3 {
            affine.for %c = 0 to 6 {
              %row = affine.apply affine_map<(h, r) -> (h + r - 1)>(%h, %r)
              %after = arith.cmpi sge, %row, %c2 : index
              %before = arith.cmpi sle, %row, %c8 : index
              %inside = arith.andi %after, %before : i1
              scf.if %inside {
                %a = memref.load %x[%row, %v, %c] : !x
                %b = affine.load %w[%r, %s, %c, %k] : !w
                %t = affine.load %y[%h, %v + 2, %k] : !y
                %ae = arith.extsi %a : i8 to i32
                %be = arith.extsi %b : i8 to i32
                %d = arith.subi %ae, %point : i32
                %p = arith.muli %d, %be : i32
                %u = arith.addi %t, %p : i32
                affine.store %u, %y[%h, %v + 2, %k] : !y
              }
            }
          }
        }
      }
    }
  }
  return
}

// Floats ask; a triangle, both branches, and a maximum.
#before = affine_set<(i, r) : (i + r - 2 >= 0)>
#below = affine_set<(i, k) : (i - k >= 0)>
#even = affine_set<(i) : (i mod 2 == 0)>
func.func private @asked(%f: memref<20xf32>, %g: memref<20xf32>) {
  affine.for %i = 0 to 20 {
    affine.for %r = 0 to 3 {
      affine.if #before(%i, %r) {
        %a = affine.load %f[%i + %r - 2] : memref<20xf32>
        %b = affine.load %f[%r + 5] : memref<20xf32>
        %t = affine.load %g[%i] : memref<20xf32>
        %p = arith.mulf %a, %b : f32
        %u = arith.addf %t, %p : f32
        affine.store %u, %g[%i] : memref<20xf32>
      }
    }
  }
  affine.for %i = 0 to 20 {
    affine.for %k = 0 to 20 {
      affine.if #below(%i, %k) {
        %a = affine.load %f[%k] : memref<20xf32>
        %t = affine.load %g[%i] : memref<20xf32>
        %u = arith.maximumf %t, %a : f32
        affine.store %u, %g[%i] : memref<20xf32>
      } else {
        affine.if #even(%k) {
          %t = affine.load %g[%i] : memref<20xf32>
          %u = arith.addf %t, %t : f32
          affine.store %u, %g[%i] : memref<20xf32>
        }
      }
    }
  }
  return
}

func.func private @maximum(%f: memref<20xf32>, %g: memref<20xf32>) {
  affine.for %i = 0 to 20 {
    affine.for %r = 0 to 3 {
      affine.if #before(%i, %r) {
        %a = affine.load %f[%i + %r - 2] : memref<20xf32>
        %t = affine.load %g[%i] : memref<20xf32>
        %u = arith.maximumf %t, %a : f32
        affine.store %u, %g[%i] : memref<20xf32>
      }
    }
  }
  affine.for %i = 0 to 20 {
    affine.if #even(%i) {
      %t = affine.load %f[%i] : memref<20xf32>
      affine.store %t, %g[%i] : memref<20xf32>
    } else {
      %t = affine.load %g[%i] : memref<20xf32>
      %u = arith.negf %t : f32
      affine.store %u, %g[%i] : memref<20xf32>
    }
  }
  return
}

func.func @main(%x: !x, %w: !w, %a: !y, %b: memref<5x6x20xi32>, %c: !y, %f: memref<20xf32>,
                %g: memref<20xf32>, %h: memref<20xf32>) {
  call @affine(%x, %w, %a) : (!x, !w, !y) -> ()
  call @scf(%x, %w, %b) : (!x, !w, memref<5x6x20xi32>) -> ()
  call @zero_point(%x, %w, %c) : (!x, !w, !y) -> ()
  call @asked(%f, %g) : (memref<20xf32>, memref<20xf32>) -> ()
  call @maximum(%f, %h) : (memref<20xf32>, memref<20xf32>) -> ()
  return
}
