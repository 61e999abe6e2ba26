// RUN: rm -rf %t && mkdir %t
// RUN: dsa-run %s --machine=x86-generic --bench=1 --output=%t/expected.npy
// RUN: dsa-run %s --machine=x86-sapphire-rapids --prefer=instructions --simulate --bench=1 --expect=%t/expected.npy | FileCheck %s
// RUN: %if cpu-amx_int8 %{ dsa-run %s --machine=x86-sapphire-rapids --prefer=instructions --bench=1 --expect=%t/expected.npy | FileCheck %s %}

// Loops, operands and the operands of the product in another order, and the first
// operand transposed.
// CHECK: instruction: amx_int8::tdpbssd, does 1 operations (exact)
// CHECK: 0 of {{[0-9]+}} elements differ
#a = affine_map<(k, n, m) -> (n, k)>
#b = affine_map<(k, n, m) -> (k, m)>
#c = affine_map<(k, n, m) -> (n, m)>
func.func @main(%w: tensor<33x65xi8>, %a: tensor<65x127xi8>) -> tensor<33x127xi32> {
  %c0 = arith.constant 0 : i32
  %e = tensor.empty() : tensor<33x127xi32>
  %z = linalg.fill ins(%c0 : i32) outs(%e : tensor<33x127xi32>) -> tensor<33x127xi32>
  %r = linalg.generic {indexing_maps = [#a, #b, #c], iterator_types = ["reduction", "parallel", "parallel"]}
      ins(%w, %a : tensor<33x65xi8>, tensor<65x127xi8>) outs(%z : tensor<33x127xi32>) {
  ^bb0(%x: i8, %y: i8, %s: i32):
    %xe = arith.extsi %x : i8 to i32
    %ye = arith.extsi %y : i8 to i32
    %p = arith.muli %ye, %xe : i32
    %t = arith.addi %p, %s : i32
    linalg.yield %t : i32
  } -> tensor<33x127xi32>
  return %r : tensor<33x127xi32>
}
