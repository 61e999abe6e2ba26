// A matrix product that an instruction does where a check at run time finds the
// values small, and plain code where it does not: both compute the same.
// RUN: dsa-opt %S/../Dialect/DSA/Transforms/guard-ranges.mlir --guard-ranges="machine=%S/../Dialect/DSA/Transforms/Inputs/saturating.mlir" -o %t.mlir
// RUN: %python %S/../Run/Inputs/write-array.py %t.small.npy i1 19x70 random 0 127
// RUN: %python %S/../Run/Inputs/write-array.py %t.large.npy i1 19x70 random -128 127
// RUN: %python %S/../Run/Inputs/write-array.py %t.b.npy i1 70x21 random -128 127
// RUN: dsa-run %S/../Dialect/DSA/Transforms/guard-ranges.mlir --machine=x86-generic --input=%t.small.npy --input=%t.b.npy --output=%t.small-plain.npy
// RUN: dsa-run %S/../Dialect/DSA/Transforms/guard-ranges.mlir --machine=x86-generic --input=%t.large.npy --input=%t.b.npy --output=%t.large-plain.npy
// RUN: dsa-run %t.mlir --machine=%S/../Dialect/DSA/Transforms/Inputs/saturating.mlir --prefer=instructions --input=%t.small.npy --input=%t.b.npy --expect=%t.small-plain.npy | FileCheck %s --check-prefix=CHECK
// RUN: dsa-run %t.mlir --machine=%S/../Dialect/DSA/Transforms/Inputs/saturating.mlir --prefer=instructions --input=%t.large.npy --input=%t.b.npy --expect=%t.large-plain.npy | FileCheck %s
// CHECK: instruction: sat::dot
// CHECK: output: result0 {{.*}} 0 of 399 elements differ
