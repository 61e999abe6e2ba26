// RUN: rm -rf %t && mkdir %t
// RUN: dsa-run %s --machine=x86-generic --bench=1 --output=%t/expected.npy
// RUN: dsa-run %s --machine=x86-sapphire-rapids --prefer=instructions --simulate --bench=1 --expect=%t/expected.npy | FileCheck %s
// RUN: %if cpu-avx512_vnni %{ dsa-run %s --machine=x86-sapphire-rapids --prefer=instructions --bench=1 --expect=%t/expected.npy | FileCheck %s %}

// A convolution of an image that is twice as large as what is stored: an index
// with a division, gathered.
// CHECK: instruction: avx512_vnni::vpdpbusd, does 1 operations (exact), invoked
// CHECK: 0 of {{[0-9]+}} elements differ
func.func @main(%x: tensor<2x11x20xi8>, %w: tensor<3x20x17xi8>) -> tensor<2x20x17xi32> {
  %c0 = arith.constant 0 : i32
  %e = tensor.empty() : tensor<2x20x17xi32>
  %z = linalg.fill ins(%c0 : i32) outs(%e : tensor<2x20x17xi32>) -> tensor<2x20x17xi32>
  %r = linalg.generic {
      indexing_maps = [affine_map<(n, q, k, s, c) -> (n, (q + s) floordiv 2, c)>,
                       affine_map<(n, q, k, s, c) -> (s, c, k)>,
                       affine_map<(n, q, k, s, c) -> (n, q, k)>],
      iterator_types = ["parallel", "parallel", "parallel", "reduction", "reduction"]}
      ins(%x, %w : tensor<2x11x20xi8>, tensor<3x20x17xi8>) outs(%z : tensor<2x20x17xi32>) {
  ^bb0(%a: i8, %b: i8, %s: i32):
    %ae = arith.extui %a : i8 to i32
    %be = arith.extsi %b : i8 to i32
    %p = arith.muli %ae, %be : i32
    %t = arith.addi %s, %p : i32
    linalg.yield %t : i32
  } -> tensor<2x20x17xi32>
  return %r : tensor<2x20x17xi32>
}
