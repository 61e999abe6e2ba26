// Bodies in which each value is used twice by the next one: a walk that goes into
// both uses, or a polynomial that is written out, would never end.
// RUN: timeout 60 dsa-opt %s --pass-pipeline="builtin.module(func.func(raise-loops-to-linalg),auto-tensorize{machine=x86-sapphire-rapids prefer=instructions})" --remarks-filter=auto-tensorize --remark-policy=all 2>&1 | FileCheck %s

#in = affine_map<(m, k) -> (m, k)>
#out = affine_map<(m, k) -> (m)>

// CHECK: Missed{{.*}}Function=integers
func.func @integers(%a: tensor<17x9xi8>, %c: tensor<17xi32>) -> tensor<17xi32> {
  %r = linalg.generic {indexing_maps = [#in, #out], iterator_types = ["parallel", "reduction"]}
      ins(%a : tensor<17x9xi8>) outs(%c : tensor<17xi32>) {
  ^bb0(%x: i8, %s: i32):
    %y0 = arith.extsi %x : i8 to i32
    %y1 = arith.muli %y0, %y0 : i32 %y2 = arith.muli %y1, %y1 : i32 %y3 = arith.muli %y2, %y2 : i32
    %y4 = arith.muli %y3, %y3 : i32 %y5 = arith.muli %y4, %y4 : i32 %y6 = arith.muli %y5, %y5 : i32
    %y7 = arith.muli %y6, %y6 : i32 %y8 = arith.muli %y7, %y7 : i32 %y9 = arith.muli %y8, %y8 : i32
    %y10 = arith.muli %y9, %y9 : i32 %y11 = arith.muli %y10, %y10 : i32 %y12 = arith.muli %y11, %y11 : i32
    %y13 = arith.muli %y12, %y12 : i32 %y14 = arith.muli %y13, %y13 : i32 %y15 = arith.muli %y14, %y14 : i32
    %y16 = arith.muli %y15, %y15 : i32 %y17 = arith.muli %y16, %y16 : i32 %y18 = arith.muli %y17, %y17 : i32
    %y19 = arith.muli %y18, %y18 : i32 %y20 = arith.muli %y19, %y19 : i32 %y21 = arith.muli %y20, %y20 : i32
    %y22 = arith.muli %y21, %y21 : i32 %y23 = arith.muli %y22, %y22 : i32 %y24 = arith.muli %y23, %y23 : i32
    %y25 = arith.muli %y24, %y24 : i32 %y26 = arith.muli %y25, %y25 : i32 %y27 = arith.muli %y26, %y26 : i32
    %y28 = arith.muli %y27, %y27 : i32 %y29 = arith.muli %y28, %y28 : i32 %y30 = arith.muli %y29, %y29 : i32
    %y31 = arith.muli %y30, %y30 : i32 %y32 = arith.muli %y31, %y31 : i32 %y33 = arith.muli %y32, %y32 : i32
    %y34 = arith.muli %y33, %y33 : i32 %y35 = arith.muli %y34, %y34 : i32 %y36 = arith.muli %y35, %y35 : i32
    %y37 = arith.muli %y36, %y36 : i32 %y38 = arith.muli %y37, %y37 : i32 %y39 = arith.muli %y38, %y38 : i32
    %y40 = arith.muli %y39, %y39 : i32 %y41 = arith.muli %y40, %y40 : i32 %y42 = arith.muli %y41, %y41 : i32
    %y43 = arith.muli %y42, %y42 : i32 %y44 = arith.muli %y43, %y43 : i32 %y45 = arith.muli %y44, %y44 : i32
    %y46 = arith.muli %y45, %y45 : i32 %y47 = arith.muli %y46, %y46 : i32 %y48 = arith.muli %y47, %y47 : i32
    %y49 = arith.muli %y48, %y48 : i32 %y50 = arith.muli %y49, %y49 : i32 %y51 = arith.muli %y50, %y50 : i32
    %y52 = arith.muli %y51, %y51 : i32 %y53 = arith.muli %y52, %y52 : i32 %y54 = arith.muli %y53, %y53 : i32
    %y55 = arith.muli %y54, %y54 : i32 %y56 = arith.muli %y55, %y55 : i32 %y57 = arith.muli %y56, %y56 : i32
    %y58 = arith.muli %y57, %y57 : i32 %y59 = arith.muli %y58, %y58 : i32 %y60 = arith.muli %y59, %y59 : i32
    %t = arith.addi %y60, %s : i32
    linalg.yield %t : i32
  } -> tensor<17xi32>
  return %r : tensor<17xi32>
}

// CHECK: Missed{{.*}}Function=floats
func.func @floats(%a: tensor<17x9xf32>, %c: tensor<17xf32>) -> tensor<17xf32> {
  %r = linalg.generic {indexing_maps = [#in, #out], iterator_types = ["parallel", "reduction"]}
      ins(%a : tensor<17x9xf32>) outs(%c : tensor<17xf32>) {
  ^bb0(%y0: f32, %s: f32):
    %y1 = arith.mulf %y0, %y0 : f32 %y2 = arith.mulf %y1, %y1 : f32 %y3 = arith.mulf %y2, %y2 : f32
    %y4 = arith.mulf %y3, %y3 : f32 %y5 = arith.mulf %y4, %y4 : f32 %y6 = arith.mulf %y5, %y5 : f32
    %y7 = arith.mulf %y6, %y6 : f32 %y8 = arith.mulf %y7, %y7 : f32 %y9 = arith.mulf %y8, %y8 : f32
    %y10 = arith.mulf %y9, %y9 : f32 %y11 = arith.mulf %y10, %y10 : f32 %y12 = arith.mulf %y11, %y11 : f32
    %y13 = arith.mulf %y12, %y12 : f32 %y14 = arith.mulf %y13, %y13 : f32 %y15 = arith.mulf %y14, %y14 : f32
    %y16 = arith.mulf %y15, %y15 : f32 %y17 = arith.mulf %y16, %y16 : f32 %y18 = arith.mulf %y17, %y17 : f32
    %y19 = arith.mulf %y18, %y18 : f32 %y20 = arith.mulf %y19, %y19 : f32 %y21 = arith.mulf %y20, %y20 : f32
    %y22 = arith.mulf %y21, %y21 : f32 %y23 = arith.mulf %y22, %y22 : f32 %y24 = arith.mulf %y23, %y23 : f32
    %y25 = arith.mulf %y24, %y24 : f32 %y26 = arith.mulf %y25, %y25 : f32 %y27 = arith.mulf %y26, %y26 : f32
    %y28 = arith.mulf %y27, %y27 : f32 %y29 = arith.mulf %y28, %y28 : f32 %y30 = arith.mulf %y29, %y29 : f32
    %y31 = arith.mulf %y30, %y30 : f32 %y32 = arith.mulf %y31, %y31 : f32 %y33 = arith.mulf %y32, %y32 : f32
    %y34 = arith.mulf %y33, %y33 : f32 %y35 = arith.mulf %y34, %y34 : f32 %y36 = arith.mulf %y35, %y35 : f32
    %y37 = arith.mulf %y36, %y36 : f32 %y38 = arith.mulf %y37, %y37 : f32 %y39 = arith.mulf %y38, %y38 : f32
    %y40 = arith.mulf %y39, %y39 : f32 %y41 = arith.mulf %y40, %y40 : f32 %y42 = arith.mulf %y41, %y41 : f32
    %y43 = arith.mulf %y42, %y42 : f32 %y44 = arith.mulf %y43, %y43 : f32 %y45 = arith.mulf %y44, %y44 : f32
    %y46 = arith.mulf %y45, %y45 : f32 %y47 = arith.mulf %y46, %y46 : f32 %y48 = arith.mulf %y47, %y47 : f32
    %y49 = arith.mulf %y48, %y48 : f32 %y50 = arith.mulf %y49, %y49 : f32 %y51 = arith.mulf %y50, %y50 : f32
    %y52 = arith.mulf %y51, %y51 : f32 %y53 = arith.mulf %y52, %y52 : f32 %y54 = arith.mulf %y53, %y53 : f32
    %y55 = arith.mulf %y54, %y54 : f32 %y56 = arith.mulf %y55, %y55 : f32 %y57 = arith.mulf %y56, %y56 : f32
    %y58 = arith.mulf %y57, %y57 : f32 %y59 = arith.mulf %y58, %y58 : f32 %y60 = arith.mulf %y59, %y59 : f32
    %t = arith.addf %y60, %s : f32
    linalg.yield %t : f32
  } -> tensor<17xf32>
  return %r : tensor<17xf32>
}

// CHECK: Missed{{.*}}Function=loops
func.func @loops(%a: memref<16xi32>, %b: memref<16xi32>, %d: memref<16x16xi32>) {
  %zero = arith.constant 0 : i32
  affine.for %i = 0 to 16 {
    %r:2 = affine.for %j = 0 to 16 iter_args(%s = %zero, %q = %zero) -> (i32, i32) {
      %y0 = affine.load %d[%i, %j] : memref<16x16xi32>
    %y1 = arith.muli %y0, %y0 : i32 %y2 = arith.muli %y1, %y1 : i32 %y3 = arith.muli %y2, %y2 : i32
    %y4 = arith.muli %y3, %y3 : i32 %y5 = arith.muli %y4, %y4 : i32 %y6 = arith.muli %y5, %y5 : i32
    %y7 = arith.muli %y6, %y6 : i32 %y8 = arith.muli %y7, %y7 : i32 %y9 = arith.muli %y8, %y8 : i32
    %y10 = arith.muli %y9, %y9 : i32 %y11 = arith.muli %y10, %y10 : i32 %y12 = arith.muli %y11, %y11 : i32
    %y13 = arith.muli %y12, %y12 : i32 %y14 = arith.muli %y13, %y13 : i32 %y15 = arith.muli %y14, %y14 : i32
    %y16 = arith.muli %y15, %y15 : i32 %y17 = arith.muli %y16, %y16 : i32 %y18 = arith.muli %y17, %y17 : i32
    %y19 = arith.muli %y18, %y18 : i32 %y20 = arith.muli %y19, %y19 : i32 %y21 = arith.muli %y20, %y20 : i32
    %y22 = arith.muli %y21, %y21 : i32 %y23 = arith.muli %y22, %y22 : i32 %y24 = arith.muli %y23, %y23 : i32
    %y25 = arith.muli %y24, %y24 : i32 %y26 = arith.muli %y25, %y25 : i32 %y27 = arith.muli %y26, %y26 : i32
    %y28 = arith.muli %y27, %y27 : i32 %y29 = arith.muli %y28, %y28 : i32 %y30 = arith.muli %y29, %y29 : i32
    %y31 = arith.muli %y30, %y30 : i32 %y32 = arith.muli %y31, %y31 : i32 %y33 = arith.muli %y32, %y32 : i32
    %y34 = arith.muli %y33, %y33 : i32 %y35 = arith.muli %y34, %y34 : i32 %y36 = arith.muli %y35, %y35 : i32
    %y37 = arith.muli %y36, %y36 : i32 %y38 = arith.muli %y37, %y37 : i32 %y39 = arith.muli %y38, %y38 : i32
    %y40 = arith.muli %y39, %y39 : i32 %y41 = arith.muli %y40, %y40 : i32 %y42 = arith.muli %y41, %y41 : i32
    %y43 = arith.muli %y42, %y42 : i32 %y44 = arith.muli %y43, %y43 : i32 %y45 = arith.muli %y44, %y44 : i32
    %y46 = arith.muli %y45, %y45 : i32 %y47 = arith.muli %y46, %y46 : i32 %y48 = arith.muli %y47, %y47 : i32
    %y49 = arith.muli %y48, %y48 : i32 %y50 = arith.muli %y49, %y49 : i32 %y51 = arith.muli %y50, %y50 : i32
    %y52 = arith.muli %y51, %y51 : i32 %y53 = arith.muli %y52, %y52 : i32 %y54 = arith.muli %y53, %y53 : i32
    %y55 = arith.muli %y54, %y54 : i32 %y56 = arith.muli %y55, %y55 : i32 %y57 = arith.muli %y56, %y56 : i32
    %y58 = arith.muli %y57, %y57 : i32 %y59 = arith.muli %y58, %y58 : i32 %y60 = arith.muli %y59, %y59 : i32
      %t = arith.addi %y60, %s : i32
      %u = arith.addi %y60, %q : i32
      affine.yield %t, %u : i32, i32
    }
    affine.store %r#0, %a[%i] : memref<16xi32>
    affine.store %r#1, %b[%i] : memref<16xi32>
  }
  return
}
