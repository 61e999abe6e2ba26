// A result that another one is computed from in its place: both are right.
// RUN: %python %S/../Run/Inputs/write-array.py %t.a.npy i1 16x64 random -9 9
// RUN: %python %S/../Run/Inputs/write-array.py %t.b.npy i1 64x16 random -9 9
// RUN: dsa-run %s --entry=separate --machine=x86-generic --input=%t.a.npy --input=%t.b.npy --output=%t.0.npy --output=%t.1.npy
// RUN: dsa-run %s --entry=shared --machine=x86-generic --input=%t.a.npy --input=%t.b.npy --expect=%t.0.npy --expect=%t.1.npy | FileCheck %s
// RUN: dsa-run %s --entry=shared --machine=x86-sapphire-rapids --simulate --prefer=instructions --input=%t.a.npy --input=%t.b.npy --expect=%t.0.npy --expect=%t.1.npy | FileCheck %s
// CHECK: result0 {{.*}} 0 of 256 elements differ
// CHECK: result1 {{.*}} 0 of 256 elements differ
func.func @shared(%a: tensor<16x64xi8>, %b: tensor<64x16xi8>) -> (tensor<16x16xi32>, tensor<16x16xi32>) {
  %three = arith.constant 3 : i32
  %empty = tensor.empty() : tensor<16x16xi32>
  %init = linalg.fill ins(%three : i32) outs(%empty : tensor<16x16xi32>) -> tensor<16x16xi32>
  %r = linalg.matmul ins(%a, %b : tensor<16x64xi8>, tensor<64x16xi8>) outs(%init : tensor<16x16xi32>) -> tensor<16x16xi32>
  return %r, %init : tensor<16x16xi32>, tensor<16x16xi32>
}

func.func @separate(%a: tensor<16x64xi8>, %b: tensor<64x16xi8>) -> (tensor<16x16xi32>, tensor<16x16xi32>) {
  %init = arith.constant dense<3> : tensor<16x16xi32>
  %r = linalg.matmul ins(%a, %b : tensor<16x64xi8>, tensor<64x16xi8>) outs(%init : tensor<16x16xi32>) -> tensor<16x16xi32>
  %other = tensor.cast %init : tensor<16x16xi32> to tensor<16x16xi32>
  return %r, %other : tensor<16x16xi32>, tensor<16x16xi32>
}
