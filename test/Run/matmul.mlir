// RUN: rm -rf %t && mkdir %t && cd %t
// RUN: %python %S/Inputs/write-array.py a.npy f4 2x3 1 2 3 4 5 6
// RUN: %python %S/Inputs/write-array.py b.pb f4 3x2 1 0 0 1 1 1
// RUN: %python %S/Inputs/write-array.py r.npy f4 2x2 4 5 10 11
// RUN: %python %S/Inputs/write-array.py m.npy i4 2 7 8
// RUN: %python %S/Inputs/write-array.py m-after.npy i4 2 8 8
// RUN: dsa-run %s --machine=x86-generic --entry=main --input=a.npy --input=b.pb --input=m.npy --expect=r.npy --expect=m-after.npy --output=r-out.npy --output=m-out.npy | FileCheck %s
// RUN: dsa-run %s --machine=x86-generic --entry=main --input=a.npy --input=b.pb --input=m.npy --expect=r-out.npy --expect=m-out.npy --report=json | FileCheck %s --check-prefix=JSON
// RUN: dsa-run %s --machine=host --entry=main --bench=3 | FileCheck %s --check-prefix=BENCH

// CHECK: machine: x86-generic
// CHECK-NEXT: output: result0 tensor<2x2xf32>, largest error 0, 0 of 4 elements differ
// CHECK-NEXT: output: arg2 tensor<2xi32>, largest error 0, 0 of 2 elements differ
// CHECK: ran main

// JSON: "entry": "main"
// JSON: "largest_error": 0
// JSON: "machine": "x86-generic"
// JSON: "compared": true

// BENCH: machine: {{.+}}
// BENCH: ran main in {{.*}} (median of 3,
func.func @main(%a: tensor<2x3xf32>, %b: tensor<3x2xf32>, %m: memref<2xi32>) -> tensor<2x2xf32> {
  %z = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<2x2xf32>
  %f = linalg.fill ins(%z : f32) outs(%e : tensor<2x2xf32>) -> tensor<2x2xf32>
  %r = linalg.matmul ins(%a, %b : tensor<2x3xf32>, tensor<3x2xf32>) outs(%f : tensor<2x2xf32>) -> tensor<2x2xf32>
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : i32
  %v = memref.load %m[%c0] : memref<2xi32>
  %w = arith.addi %v, %c1 : i32
  memref.store %w, %m[%c0] : memref<2xi32>
  return %r : tensor<2x2xf32>
}
