// RUN: rm -rf %t && mkdir %t
// RUN: %python %S/../../Run/Inputs/write-array.py %t/a.npy i1 21x70 random 0 127
// RUN: %python %S/../../Run/Inputs/write-array.py %t/b.npy i1 70x19 random -128 127
// RUN: dsa-run %s --entry=main --machine=x86-generic --input=%t/a.npy --input=%t/b.npy --output=%t/c.npy
// RUN: dsa-run %s --entry=main --machine=x86-avx512-vnni --prefer=instructions --simulate --input=%t/a.npy --input=%t/b.npy --expect=%t/c.npy | FileCheck %s

// Signed by signed on an instruction for unsigned by signed, as the first is
// known not to be negative. What is known of the sums is lost in their blocks,
// and was not needed.
// CHECK: vpdpbusd
// CHECK: 0 of 399 elements differ
func.func private @product(%a: tensor<?x70xi8> {dsa.range = [0, 127]}, %b: tensor<70x19xi8>, %m: index) -> tensor<?x19xi32> {
  %zero = arith.constant 0 : i32
  %empty = tensor.empty(%m) : tensor<?x19xi32>
  %init = linalg.fill ins(%zero : i32) outs(%empty : tensor<?x19xi32>) -> tensor<?x19xi32>
  %r = linalg.matmul ins(%a, %b : tensor<?x70xi8>, tensor<70x19xi8>) outs(%init : tensor<?x19xi32>) -> tensor<?x19xi32>
  return %r : tensor<?x19xi32>
}

func.func @main(%a: tensor<21x70xi8>, %b: tensor<70x19xi8>) -> tensor<21x19xi32> {
  %m = arith.constant 21 : index
  %cast = tensor.cast %a : tensor<21x70xi8> to tensor<?x70xi8>
  %r = call @product(%cast, %b, %m) : (tensor<?x70xi8>, tensor<70x19xi8>, index) -> tensor<?x19xi32>
  %result = tensor.cast %r : tensor<?x19xi32> to tensor<21x19xi32>
  return %result : tensor<21x19xi32>
}
