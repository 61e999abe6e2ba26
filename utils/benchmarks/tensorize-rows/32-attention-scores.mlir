// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// ROW 32: attention: scaled products of queries and keys by mma.sync
//
// CASE scores: machine=nvidia-sm80 expect=C by=mma numerics=reassoc,contract strength=reassoc inputs=f16,f16 outputs=f32 reference=scores
func.func @scores(%q: tensor<3x19x24xf16>, %k: tensor<3x21x24xf16>) -> tensor<3x19x21xf32> {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<3x19x21xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<3x19x21xf32>) -> tensor<3x19x21xf32>
  %product = linalg.generic {indexing_maps = [
        affine_map<(b, i, j, d) -> (b, i, d)>,
        affine_map<(b, i, j, d) -> (b, j, d)>,
        affine_map<(b, i, j, d) -> (b, i, j)>],
      iterator_types = ["parallel", "parallel", "parallel", "reduction"]}
      ins(%q, %k : tensor<3x19x24xf16>, tensor<3x21x24xf16>) outs(%init : tensor<3x19x21xf32>) {
  ^bb0(%left: f16, %right: f16, %sum: f32):
    %left_wide = arith.extf %left : f16 to f32
    %right_wide = arith.extf %right : f16 to f32
    %p = arith.mulf %left_wide, %right_wide : f32
    %t = arith.addf %sum, %p : f32
    linalg.yield %t : f32
  } -> tensor<3x19x21xf32>
  %scale = arith.constant 0.125 : f32
  %r = linalg.generic {indexing_maps = [
        affine_map<(b, i, j) -> (b, i, j)>, affine_map<(b, i, j) -> (b, i, j)>],
      iterator_types = ["parallel", "parallel", "parallel"]}
      ins(%product : tensor<3x19x21xf32>) outs(%empty : tensor<3x19x21xf32>) {
  ^bb0(%value: f32, %o: f32):
    %t = arith.mulf %value, %scale : f32
    linalg.yield %t : f32
  } -> tensor<3x19x21xf32>
  return %r : tensor<3x19x21xf32>
}
