// A quantized layer whose activation is any function of a byte: the array
// multiplies, its output unit rounds, and what leaves it is looked up in a table.
// One program of three instructions, simulated from their semantics and compared
// with plain code.
// RUN: rm -rf %t && mkdir %t && cd %t
// RUN: dsa-run %s --entry=layer --machine=x86-generic --bench=1 --output=layer.npy
// RUN: dsa-run %s --entry=layer --machine=systolic-8x8 --simulate --bench=1 --expect=layer.npy | FileCheck %s
// CHECK: instruction: systolic8::activate, does 1 operations (exact)
// CHECK: instruction: systolic8::look_up, does 2 operations (exact)
// CHECK: instruction: systolic8::multiply, does 1 operations (exact)
// CHECK: largest error 0, 0 of 437 elements differ
//
// All 256 bytes, against a table that Python looks up in: as an argument, and as
// a constant.
// RUN: %python %S/Inputs/write-table.py %s
// RUN: dsa-run %s --entry=all --machine=systolic-8x8 --simulate --input=x.npy --input=table.npy --expect=expected.npy | FileCheck %s --check-prefix=ALL
// RUN: dsa-run constant.mlir --entry=all --machine=systolic-8x8 --simulate --input=x.npy --expect=expected.npy | FileCheck %s --check-prefix=ALL
// RUN: dsa-run %s --entry=all --machine=x86-generic --input=x.npy --input=table.npy --expect=expected.npy | FileCheck %s --check-prefix=PLAIN
// ALL: instruction: systolic8::look_up, does 2 operations (exact)
// ALL: largest error 0, 0 of 256 elements differ
// PLAIN: largest error 0, 0 of 256 elements differ
//
// What it issues are the driver's functions.
// RUN: dsa-opt --dsa-compile="machine=systolic-8x8 to=llvm" %s | FileCheck %s --check-prefix=CALL
// CALL-LABEL: llvm.func @layer
// CALL: llvm.call @systolic8_multiply
// CALL: llvm.call @systolic8_activate
// CALL: llvm.call @systolic8_look_up

#a = affine_map<(m, n, k) -> (m, k)>
#b = affine_map<(m, n, k) -> (k, n)>
#c = affine_map<(m, n, k) -> (m, n)>
#id = affine_map<(m, n) -> (m, n)>
func.func @layer(%x: tensor<19x37xi8>, %w: tensor<37x23xi8>, %table: tensor<256xi8>) -> tensor<19x23xi8> {
  %zero = arith.constant 0 : i32
  %half = arith.constant 128 : i32
  %shift = arith.constant 8 : i32
  %most = arith.constant 127 : i32
  %empty = tensor.empty() : tensor<19x23xi32>
  %init = linalg.fill ins(%zero : i32) outs(%empty : tensor<19x23xi32>) -> tensor<19x23xi32>
  %sums = linalg.generic {indexing_maps = [#a, #b, #c], iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%x, %w : tensor<19x37xi8>, tensor<37x23xi8>) outs(%init : tensor<19x23xi32>) {
  ^bb0(%a: i8, %b: i8, %s: i32):
    %ae = arith.extsi %a : i8 to i32
    %be = arith.extsi %b : i8 to i32
    %p = arith.muli %ae, %be : i32
    %t = arith.addi %s, %p : i32
    linalg.yield %t : i32
  } -> tensor<19x23xi32>
  %bytes = tensor.empty() : tensor<19x23xi8>
  %r = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%sums : tensor<19x23xi32>) outs(%bytes : tensor<19x23xi8>) {
  ^bb0(%s: i32, %e: i8):
    %h = arith.addi %s, %half : i32
    %q = arith.shrsi %h, %shift : i32
    %z = arith.maxsi %q, %zero : i32
    %m = arith.minsi %z, %most : i32
    %t = arith.trunci %m : i32 to i8
    linalg.yield %t : i8
  } -> tensor<19x23xi8>
  %bytes2 = tensor.empty() : tensor<19x23xi8>
  %y = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%r : tensor<19x23xi8>) outs(%bytes2 : tensor<19x23xi8>) {
  ^bb0(%a: i8, %o: i8):
    %top = arith.constant -128 : i8
    %u = arith.xori %a, %top : i8
    %i = arith.index_castui %u : i8 to index
    %v = tensor.extract %table[%i] : tensor<256xi8>
    linalg.yield %v : i8
  } -> tensor<19x23xi8>
  return %y : tensor<19x23xi8>
}

func.func @all(%x: tensor<16x16xi8>, %table: tensor<256xi8>) -> tensor<16x16xi8> {
  %e = tensor.empty() : tensor<16x16xi8>
  %r = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%x : tensor<16x16xi8>) outs(%e : tensor<16x16xi8>) {
  ^bb0(%a: i8, %o: i8):
    %top = arith.constant -128 : i8
    %u = arith.xori %a, %top : i8
    %i = arith.index_castui %u : i8 to index
    %v = tensor.extract %table[%i] : tensor<256xi8>
    linalg.yield %v : i8
  } -> tensor<16x16xi8>
  return %r : tensor<16x16xi8>
}
