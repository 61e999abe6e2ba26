// An instruction from files outside the tree (a two-way dot product of 4 lanes
// whose emission calls a C function), and an operation that nobody
// special-cased: its loops are in another order, its operands swapped and
// transposed, one of its loops is in one operand only, and no size divides.
// RUN: dsa-opt --dsa-compile="machine=%S/../Target/Inputs/machine/dot2-lanes.mlir prefer=instructions to=linalg" %s | FileCheck %s --check-prefix=MATCH
// MATCH: dsa.match = #dsa.match<@dot2::@dot2
//
// RUN: clang-22 -O1 -shared -fPIC %S/Inputs/dot2.c -o %t.dot2.so
// RUN: dsa-translate --dsa-to-object --machine=%S/../Target/Inputs/machine/dot2-lanes.mlir --prefer=instructions %s -o %t.o
// RUN: dsa-translate --dsa-to-shared-library --machine=x86-generic %s -o %t.header.so
// RUN: clang-22 -O1 -fwrapv -include %t.header.h %S/Inputs/dot2-reference.c %t.o %t.dot2.so -Wl,-rpath,/ -lm -o %t.exe
// RUN: %t.exe | FileCheck %s
// CHECK: 0 differ, {{[1-9][0-9]*}} calls

func.func @outside(%x: tensor<7x9x5xi16>, %w: tensor<9x7xi16>) -> tensor<7x5xi32> {
  %zero = arith.constant 0 : i32
  %empty = tensor.empty() : tensor<7x5xi32>
  %init = linalg.fill ins(%zero : i32) outs(%empty : tensor<7x5xi32>) -> tensor<7x5xi32>
  %r = linalg.generic {indexing_maps = [
        affine_map<(k, j, i) -> (i, k, j)>, affine_map<(k, j, i) -> (k, i)>, affine_map<(k, j, i) -> (i, j)>],
      iterator_types = ["reduction", "parallel", "parallel"]}
      ins(%x, %w : tensor<7x9x5xi16>, tensor<9x7xi16>) outs(%init : tensor<7x5xi32>) {
  ^bb0(%a: i16, %b: i16, %s: i32):
    %be = arith.extsi %b : i16 to i32
    %ae = arith.extsi %a : i16 to i32
    %p = arith.muli %be, %ae : i32
    %t = arith.addi %p, %s : i32
    linalg.yield %t : i32
  } -> tensor<7x5xi32>
  return %r : tensor<7x5xi32>
}
