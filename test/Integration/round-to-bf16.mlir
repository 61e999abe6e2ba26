// Rounding to bf16 on any processor: to nearest, ties to even, denormals kept.
// RUN: %python %S/../Run/Inputs/write-array.py %t.a.npy i4 4099 random 0 2139095040
// RUN: %python %S/../Run/Inputs/write-array.py %t.b.npy i4 4099 random 0 16777216
// RUN: dsa-run %s --entry=reference --machine=x86-generic --input=%t.a.npy --input=%t.b.npy --output=%t.0.npy --output=%t.1.npy
// RUN: dsa-run %s --entry=round --machine=x86-generic --input=%t.a.npy --input=%t.b.npy --expect=%t.0.npy --expect=%t.1.npy | FileCheck %s
// RUN: dsa-run %s --entry=round --machine=host --input=%t.a.npy --input=%t.b.npy --expect=%t.0.npy --expect=%t.1.npy | FileCheck %s
// CHECK: result0 {{.*}} 0 of 4099 elements differ
// CHECK: result1 {{.*}} 0 of 4099 elements differ
#id = affine_map<(i) -> (i)>
func.func private @rounded(%a: tensor<4099xi32>) -> tensor<4099xi16> {
  %empty = tensor.empty() : tensor<4099xi16>
  %r = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]}
      ins(%a : tensor<4099xi32>) outs(%empty : tensor<4099xi16>) {
  ^bb0(%x: i32, %o: i16):
    %f = arith.bitcast %x : i32 to f32
    %t = arith.truncf %f : f32 to bf16
    %bits = arith.bitcast %t : bf16 to i16
    linalg.yield %bits : i16
  } -> tensor<4099xi16>
  return %r : tensor<4099xi16>
}
func.func private @expected(%a: tensor<4099xi32>) -> tensor<4099xi16> {
  %half = arith.constant 32767 : i32
  %one = arith.constant 1 : i32
  %sixteen = arith.constant 16 : i32
  %empty = tensor.empty() : tensor<4099xi16>
  %r = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]}
      ins(%a : tensor<4099xi32>) outs(%empty : tensor<4099xi16>) {
  ^bb0(%x: i32, %o: i16):
    %high = arith.shrui %x, %sixteen : i32
    %odd = arith.andi %high, %one : i32
    %up = arith.addi %x, %half : i32
    %even = arith.addi %up, %odd : i32
    %shifted = arith.shrui %even, %sixteen : i32
    %bits = arith.trunci %shifted : i32 to i16
    linalg.yield %bits : i16
  } -> tensor<4099xi16>
  return %r : tensor<4099xi16>
}
func.func @round(%a: tensor<4099xi32>, %b: tensor<4099xi32>) -> (tensor<4099xi16>, tensor<4099xi16>) {
  %0 = call @rounded(%a) : (tensor<4099xi32>) -> tensor<4099xi16>
  %1 = call @rounded(%b) : (tensor<4099xi32>) -> tensor<4099xi16>
  return %0, %1 : tensor<4099xi16>, tensor<4099xi16>
}
func.func @reference(%a: tensor<4099xi32>, %b: tensor<4099xi32>) -> (tensor<4099xi16>, tensor<4099xi16>) {
  %0 = call @expected(%a) : (tensor<4099xi32>) -> tensor<4099xi16>
  %1 = call @expected(%b) : (tensor<4099xi32>) -> tensor<4099xi16>
  return %0, %1 : tensor<4099xi16>, tensor<4099xi16>
}
