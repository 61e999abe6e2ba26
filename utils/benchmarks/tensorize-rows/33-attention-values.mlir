// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// ROW 33: attention: softmax, then weights by values of 21 positions by mma.sync
//
// CASE attention: machine=nvidia-sm80 expect=C by=mma numerics=reassoc,contract strength=reassoc inputs=f32,f16 outputs=f32 corners=no reference=attention
func.func @attention(%s: tensor<2x19x21xf32>, %v: tensor<2x21x18xf16>) -> tensor<2x19x18xf32> {
  %least = arith.constant 0xFF800000 : f32
  %rows = tensor.empty() : tensor<2x19xf32>
  %low = linalg.fill ins(%least : f32) outs(%rows : tensor<2x19xf32>) -> tensor<2x19xf32>
  %largest = linalg.generic {indexing_maps = [
        affine_map<(b, i, j) -> (b, i, j)>, affine_map<(b, i, j) -> (b, i)>],
      iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%s : tensor<2x19x21xf32>) outs(%low : tensor<2x19xf32>) {
  ^bb0(%value: f32, %m: f32):
    %t = arith.maximumf %value, %m : f32
    linalg.yield %t : f32
  } -> tensor<2x19xf32>
  %wide = tensor.empty() : tensor<2x19x21xf32>
  %powers = linalg.generic {indexing_maps = [
        affine_map<(b, i, j) -> (b, i, j)>, affine_map<(b, i, j) -> (b, i)>, affine_map<(b, i, j) -> (b, i, j)>],
      iterator_types = ["parallel", "parallel", "parallel"]}
      ins(%s, %largest : tensor<2x19x21xf32>, tensor<2x19xf32>) outs(%wide : tensor<2x19x21xf32>) {
  ^bb0(%value: f32, %m: f32, %o: f32):
    %d = arith.subf %value, %m : f32
    %t = math.exp %d : f32
    linalg.yield %t : f32
  } -> tensor<2x19x21xf32>
  %none = arith.constant 0.0 : f32
  %first = linalg.fill ins(%none : f32) outs(%rows : tensor<2x19xf32>) -> tensor<2x19xf32>
  %totals = linalg.generic {indexing_maps = [
        affine_map<(b, i, j) -> (b, i, j)>, affine_map<(b, i, j) -> (b, i)>],
      iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%powers : tensor<2x19x21xf32>) outs(%first : tensor<2x19xf32>) {
  ^bb0(%value: f32, %m: f32):
    %t = arith.addf %m, %value : f32
    linalg.yield %t : f32
  } -> tensor<2x19xf32>
  %halves = tensor.empty() : tensor<2x19x21xf16>
  %weights = linalg.generic {indexing_maps = [
        affine_map<(b, i, j) -> (b, i, j)>, affine_map<(b, i, j) -> (b, i)>, affine_map<(b, i, j) -> (b, i, j)>],
      iterator_types = ["parallel", "parallel", "parallel"]}
      ins(%powers, %totals : tensor<2x19x21xf32>, tensor<2x19xf32>) outs(%halves : tensor<2x19x21xf16>) {
  ^bb0(%value: f32, %m: f32, %o: f16):
    %d = arith.divf %value, %m : f32
    %t = arith.truncf %d : f32 to f16
    linalg.yield %t : f16
  } -> tensor<2x19x21xf16>
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<2x19x18xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<2x19x18xf32>) -> tensor<2x19x18xf32>
  %r = linalg.generic {indexing_maps = [
        affine_map<(b, i, d, j) -> (b, i, j)>,
        affine_map<(b, i, d, j) -> (b, j, d)>,
        affine_map<(b, i, d, j) -> (b, i, d)>],
      iterator_types = ["parallel", "parallel", "parallel", "reduction"]}
      ins(%weights, %v : tensor<2x19x21xf16>, tensor<2x21x18xf16>) outs(%init : tensor<2x19x18xf32>) {
  ^bb0(%left: f16, %right: f16, %sum: f32):
    %left_wide = arith.extf %left : f16 to f32
    %right_wide = arith.extf %right : f16 to f32
    %p = arith.mulf %left_wide, %right_wide : f32
    %t = arith.addf %sum, %p : f32
    linalg.yield %t : f32
  } -> tensor<2x19x18xf32>
  return %r : tensor<2x19x18xf32>
}
