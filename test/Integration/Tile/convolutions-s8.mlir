// RUN: rm -rf %t && mkdir %t
// RUN: dsa-run %s --machine=x86-generic --bench=1 --output=%t/0.npy --output=%t/1.npy --output=%t/2.npy --output=%t/3.npy
// RUN: dsa-run %s --machine=x86-sapphire-rapids --prefer=instructions --simulate --bench=1 --expect=%t/0.npy --expect=%t/1.npy --expect=%t/2.npy --expect=%t/3.npy | FileCheck %s
// RUN: %if cpu-amx_int8 %{ dsa-run %s --machine=x86-sapphire-rapids --prefer=instructions --bench=1 --expect=%t/0.npy --expect=%t/1.npy --expect=%t/2.npy --expect=%t/3.npy | FileCheck %s %}

// Weights for each image, capsules, a kernel from its end, three dimensions.
// CHECK: instruction: amx_int8::tdpbssd, does 4 operations (exact), invoked 122 times
// CHECK-COUNT-4: 0 of {{[0-9]+}} elements differ
#i = affine_map<(n, p, k, r, c) -> (n, p + r, c)>
#w = affine_map<(n, p, k, r, c) -> (n, r, c, k)>
#o = affine_map<(n, p, k, r, c) -> (n, p, k)>
#ci = affine_map<(n, p, q, k, i, j, r, s, c, l) -> (n, p + r, q + s, c, i, l)>
#cw = affine_map<(n, p, q, k, i, j, r, s, c, l) -> (r, s, c, k, l, j)>
#co = affine_map<(n, p, q, k, i, j, r, s, c, l) -> (n, p, q, k, i, j)>
#fi = affine_map<(n, p, k, r, c) -> (n, p - r + 2, c)>
#fw = affine_map<(n, p, k, r, c) -> (r, c, k)>
func.func @main(%x: tensor<3x20x20xi8>, %wt: tensor<3x3x20x17xi8>, %cx: tensor<1x5x6x4x4x4xi8>, %cwt: tensor<3x3x4x5x4x4xi8>, %fx: tensor<3x20x20xi8>, %fwt: tensor<3x20x17xi8>, %x3: tensor<1x6x7x8x9xi8>, %w3: tensor<3x3x3x9x11xi8>)
   -> (tensor<3x18x17xi32>, tensor<1x3x4x5x4x4xi32>, tensor<3x18x17xi32>, tensor<1x4x5x6x11xi32>) {
  %z = arith.constant dense<0> : tensor<3x18x17xi32>
  %0 = linalg.generic {indexing_maps = [#i, #w, #o], iterator_types = ["parallel", "parallel", "parallel", "reduction", "reduction"]} ins(%x, %wt : tensor<3x20x20xi8>, tensor<3x3x20x17xi8>) outs(%z : tensor<3x18x17xi32>) {
  ^bb0(%a: i8, %b: i8, %s: i32):
    %ae = arith.extsi %a : i8 to i32
    %be = arith.extsi %b : i8 to i32
    %p = arith.muli %ae, %be : i32
    %t = arith.addi %s, %p : i32
    linalg.yield %t : i32
  } -> tensor<3x18x17xi32>
  %zc = arith.constant dense<0> : tensor<1x3x4x5x4x4xi32>
  %1 = linalg.generic {indexing_maps = [#ci, #cw, #co], iterator_types = ["parallel", "parallel", "parallel", "parallel", "parallel", "parallel", "reduction", "reduction", "reduction", "reduction"]} ins(%cx, %cwt : tensor<1x5x6x4x4x4xi8>, tensor<3x3x4x5x4x4xi8>) outs(%zc : tensor<1x3x4x5x4x4xi32>) {
  ^bb0(%a: i8, %b: i8, %s: i32):
    %ae = arith.extsi %a : i8 to i32
    %be = arith.extsi %b : i8 to i32
    %p = arith.muli %ae, %be : i32
    %t = arith.addi %s, %p : i32
    linalg.yield %t : i32
  } -> tensor<1x3x4x5x4x4xi32>
  %2 = linalg.generic {indexing_maps = [#fi, #fw, #o], iterator_types = ["parallel", "parallel", "parallel", "reduction", "reduction"]} ins(%fx, %fwt : tensor<3x20x20xi8>, tensor<3x20x17xi8>) outs(%z : tensor<3x18x17xi32>) {
  ^bb0(%a: i8, %b: i8, %s: i32):
    %ae = arith.extsi %a : i8 to i32
    %be = arith.extsi %b : i8 to i32
    %p = arith.muli %ae, %be : i32
    %t = arith.addi %s, %p : i32
    linalg.yield %t : i32
  } -> tensor<3x18x17xi32>
  %z3 = arith.constant dense<0> : tensor<1x4x5x6x11xi32>
  %3 = linalg.conv_3d_ndhwc_dhwcf ins(%x3, %w3 : tensor<1x6x7x8x9xi8>, tensor<3x3x3x9x11xi8>) outs(%z3: tensor<1x4x5x6x11xi32>) -> tensor<1x4x5x6x11xi32>
  return %0, %1, %2, %3 : tensor<3x18x17xi32>, tensor<1x3x4x5x4x4xi32>, tensor<3x18x17xi32>, tensor<1x4x5x6x11xi32>
}
