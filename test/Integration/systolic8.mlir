// A quantized layer on an accelerator that exists only as a description: the
// array multiplies, its output unit shifts, applies relu and saturates. Simulated
// from the semantics, and compared with plain code.
// RUN: rm -rf %t && mkdir %t && cd %t
// RUN: dsa-run %s --machine=x86-generic --bench=1 --output=layer.npy
// RUN: dsa-run %s --machine=systolic-8x8 --simulate --bench=1 --expect=layer.npy | FileCheck %s
// CHECK: instruction: systolic8::activate, does 1 operations (exact)
// CHECK: instruction: systolic8::multiply, does 1 operations (exact)
// CHECK: largest error 0, 0 of 437 elements differ
//
// The output unit rounds: a shift that does not is another computation.
// RUN: sed "s/, %half/, %zero/" %s > cut.mlir
// RUN: dsa-opt --dsa-compile="machine=systolic-8x8 prefer=instructions to=linalg" --remarks-filter=auto-tensorize --remark-policy=all cut.mlir 2>&1 >/dev/null | FileCheck %s --check-prefix=CUT
// CUT: @systolic8::@activate does not do it: obligation O4 (the scalar bodies agree) fails
//
// What it issues are the driver's functions.
// RUN: dsa-opt --dsa-compile="machine=systolic-8x8 to=llvm" %s | FileCheck %s --check-prefix=CALL
// CALL: llvm.call @systolic8_multiply
// CALL: llvm.call @systolic8_activate

#a = affine_map<(m, n, k) -> (m, k)>
#b = affine_map<(m, n, k) -> (k, n)>
#c = affine_map<(m, n, k) -> (m, n)>
#id = affine_map<(m, n) -> (m, n)>

func.func @layer(%x: tensor<19x37xi8>, %w: tensor<37x23xi8>) -> tensor<19x23xi8> {
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
  return %r : tensor<19x23xi8>
}
