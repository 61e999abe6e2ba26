// A look-up in a table as loops and as linalg on memory: raised to tensors, with a
// guard that the buffers lie apart, and then done by the instruction.
// RUN: rm -rf %t && mkdir %t && cd %t
// RUN: %python %S/Inputs/write-table.py %s
// RUN: dsa-run %s --entry=affine --machine=systolic-8x8 --simulate --input=x.npy --input=table.npy --input=x.npy --expect=x.npy --expect=table.npy --expect=expected.npy | FileCheck %s
// RUN: dsa-run %s --entry=scf --machine=systolic-8x8 --simulate --input=x.npy --input=table.npy --input=x.npy --expect=x.npy --expect=table.npy --expect=expected.npy | FileCheck %s
// RUN: dsa-run %s --entry=linalg --machine=systolic-8x8 --simulate --input=x.npy --input=table.npy --input=x.npy --expect=x.npy --expect=table.npy --expect=expected.npy | FileCheck %s
// RUN: dsa-run %s --entry=scf --machine=x86-generic --input=x.npy --input=table.npy --input=x.npy --expect=x.npy --expect=table.npy --expect=expected.npy | FileCheck %s --check-prefix=PLAIN
// RUN: dsa-run %s --entry=mixed --machine=systolic-8x8 --simulate --input=x.npy --input=table.npy --input=x.npy --expect=x.npy --expect=table.npy --expect=mixed.npy | FileCheck %s --check-prefix=PLAIN
// CHECK: instruction: systolic8::look_up, does 3 operations (exact), invoked
// CHECK-COUNT-3: largest error 0, 0 of 256 elements differ
// PLAIN-COUNT-3: largest error 0, 0 of 256 elements differ

#id = affine_map<(m, n) -> (m, n)>

func.func @affine(%x: memref<16x16xi8>, %t: memref<256xi8>, %y: memref<16x16xi8>) {
  %top = arith.constant -128 : i8
  affine.for %i = 0 to 16 {
    affine.for %j = 0 to 16 {
      %a = affine.load %x[%i, %j] : memref<16x16xi8>
      %u = arith.xori %a, %top : i8
      %k = arith.index_castui %u : i8 to index
      %v = memref.load %t[%k] : memref<256xi8>
      affine.store %v, %y[%i, %j] : memref<16x16xi8>
    }
  }
  return
}

// The index as C would have it.
func.func @scf(%x: memref<16x16xi8>, %t: memref<256xi8>, %y: memref<16x16xi8>) {
  %first = arith.constant 128 : i32
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  scf.for %i = %c0 to %c16 step %c1 {
    scf.for %j = %c0 to %c16 step %c1 {
      %a = memref.load %x[%i, %j] : memref<16x16xi8>
      %w = arith.extsi %a : i8 to i32
      %n = arith.addi %w, %first : i32
      %l = arith.extsi %n : i32 to i64
      %k = arith.index_cast %l : i64 to index
      %v = memref.load %t[%k] : memref<256xi8>
      memref.store %v, %y[%i, %j] : memref<16x16xi8>
    }
  }
  return
}

func.func @linalg(%x: memref<16x16xi8>, %t: memref<256xi8>, %y: memref<16x16xi8>) {
  linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%x : memref<16x16xi8>) outs(%y : memref<16x16xi8>) {
  ^bb0(%a: i8, %o: i8):
    %top = arith.constant -128 : i8
    %u = arith.addi %a, %top : i8
    %k = arith.index_castui %u : i8 to index
    %v = memref.load %t[%k] : memref<256xi8>
    linalg.yield %v : i8
  }
  return
}

// An index that depends on a loop, too, is none of the instruction's.
func.func @mixed(%x: memref<16x16xi8>, %t: memref<256xi8>, %y: memref<16x16xi8>) {
  %low = arith.constant 15 : i8
  %c16 = arith.constant 16 : index
  affine.for %i = 0 to 16 {
    affine.for %j = 0 to 16 {
      %a = affine.load %x[%i, %j] : memref<16x16xi8>
      %u = arith.andi %a, %low : i8
      %n = arith.index_castui %u : i8 to index
      %r = arith.muli %n, %c16 : index
      %k = arith.addi %r, %j : index
      %v = memref.load %t[%k] : memref<256xi8>
      affine.store %v, %y[%i, %j] : memref<16x16xi8>
    }
  }
  return
}
