// A sequence of three instructions, one of which saturates, does a matrix
// product whose activations are bounded, and computes the same as plain code.
// RUN: dsa-translate --dsa-to-object --machine=%S/../Dialect/DSA/Transforms/Inputs/saturating.mlir --prefer=instructions %s -o %t.o
// RUN: llvm-objdump-22 -d %t.o | FileCheck %s --check-prefix=CODE
// CODE: vpmaddubsw
// RUN: %python %S/../Run/Inputs/write-array.py %t.a.npy i1 19x70 random 0 127
// RUN: %python %S/../Run/Inputs/write-array.py %t.b.npy i1 70x21 random -128 127
// RUN: dsa-run %s --machine=x86-generic --input=%t.a.npy --input=%t.b.npy --output=%t.plain.npy
// RUN: dsa-run %s --machine=%S/../Dialect/DSA/Transforms/Inputs/saturating.mlir --prefer=instructions --input=%t.a.npy --input=%t.b.npy --expect=%t.plain.npy | FileCheck %s
// CHECK: instruction: sat::dot
// CHECK: output: result0 {{.*}} 0 of 399 elements differ
func.func @bounded(%a: tensor<19x70xi8> {dsa.range = [0, 127]}, %b: tensor<70x21xi8>) -> tensor<19x21xi32> {
  %zero = arith.constant 0 : i32
  %empty = tensor.empty() : tensor<19x21xi32>
  %c = linalg.fill ins(%zero : i32) outs(%empty : tensor<19x21xi32>) -> tensor<19x21xi32>
  %r = linalg.generic {indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>], iterator_types = ["parallel", "parallel", "reduction"]}
    ins(%a, %b : tensor<19x70xi8>, tensor<70x21xi8>) outs(%c : tensor<19x21xi32>) {
  ^bb0(%x: i8, %y: i8, %s: i32):
    %xe = arith.extui %x : i8 to i32
    %ye = arith.extsi %y : i8 to i32
    %p = arith.muli %xe, %ye : i32
    %t = arith.addi %s, %p : i32
    linalg.yield %t : i32
  } -> tensor<19x21xi32>
  return %r : tensor<19x21xi32>
}
