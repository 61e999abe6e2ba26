// A C program is compiled against the header and the library, and run.
// REQUIRES: !sanitize
// RUN: rm -rf %t && mkdir %t && cd %t
// RUN: dsa-translate %s --dsa-to-shared-library --machine=x86-generic -o libmatmul.so
// RUN: FileCheck %s --check-prefix=HEADER < libmatmul.h
// RUN: gcc -std=c99 -Wall -Wextra -Werror -I. %S/Inputs/call-matmul.c -o call ./libmatmul.so && ./call | FileCheck %s
// RUN: clang-22 -x c++ -Wall -Wextra -Werror -I. %S/Inputs/call-matmul.c -x none -o call-cxx ./libmatmul.so && ./call-cxx | FileCheck %s
// RUN: dsa-translate %s --dsa-to-object --machine=x86-generic -o matmul.o
// RUN: gcc -I. %S/Inputs/call-matmul.c matmul.o %build/lib/libdsa_runtime.a -lm -o call-object && ./call-object | FileCheck %s
// RUN: nm -D --defined-only libmatmul.so | FileCheck %s --check-prefix=SYMBOLS

// Only what the header declares, under names that are C's.
// SYMBOLS: T dsa_main
// SYMBOLS-NEXT: T scale_2
// SYMBOLS-NOT: T

// HEADER: #ifndef LIBMATMUL_H
// HEADER: in    x: tensor<2x3xf32>
// HEADER-NEXT: in    bytes: tensor<3xui8>
// HEADER-NEXT: inout arg2: tensor<2xi32>
// HEADER-NEXT: in    float_: f32
// HEADER-NEXT: out   result0: tensor<2xf32>
// HEADER-NEXT: out   x_: tensor<i32>
// HEADER: int dsa_main(const float *x,
// HEADER-NEXT: const uint8_t *bytes,
// HEADER-NEXT: int32_t *arg2,
// HEADER-NEXT: float float_,
// HEADER-NEXT: float *result0,
// HEADER-NEXT: int32_t *x_);
// HEADER: int scale_2(void);

// CHECK: dsa_main returned 0
// CHECK-NEXT: 0.5 3.5 | 8 9 | 42
func.func @main(%x: tensor<2x3xf32> {dsa.name = "x"}, %y: tensor<3xi8> {dsa.name = "bytes", dsa.element = ui8},
                %m: memref<2xi32>, %s: f32 {dsa.name = "float"}) -> (tensor<2xf32>, i32 {dsa.name = "x"}) {
  %e = tensor.empty() : tensor<2xf32>
  %f = linalg.fill ins(%s : f32) outs(%e : tensor<2xf32>) -> tensor<2xf32>
  %r = linalg.generic {indexing_maps = [affine_map<(i, k) -> (i, k)>, affine_map<(i, k) -> (k)>, affine_map<(i, k) -> (i)>],
      iterator_types = ["parallel", "reduction"]} ins(%x, %y : tensor<2x3xf32>, tensor<3xi8>) outs(%f : tensor<2xf32>) {
  ^bb0(%a: f32, %b: i8, %c: f32):
    %w = arith.uitofp %b : i8 to f32
    %p = arith.mulf %a, %w : f32
    %t = arith.addf %c, %p : f32
    linalg.yield %t : f32
  } -> tensor<2xf32>
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : i32
  %v = memref.load %m[%c0] : memref<2xi32>
  %v1 = arith.addi %v, %c1 : i32
  memref.store %v1, %m[%c0] : memref<2xi32>
  %answer = arith.constant 42 : i32
  return %r, %answer : tensor<2xf32>, i32
}
func.func @"scale-2"() {
  return
}
