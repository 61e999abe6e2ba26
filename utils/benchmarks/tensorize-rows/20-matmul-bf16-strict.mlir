// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// ROW 20: matmul bf16 -> f32 in strict floating point by tdpbf16ps
// The instruction sums even and odd products apart and takes denormals as zero.
//
// CASE matmul: machine=x86-sapphire-rapids only=tdpbf16ps expect=R counterexample=floats inputs=bf16,bf16 outputs=f32 reference=matmul
func.func @matmul(%a: tensor<33x65xbf16>, %b: tensor<65x17xbf16>) -> tensor<33x17xf32> {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<33x17xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<33x17xf32>) -> tensor<33x17xf32>
  %r = linalg.generic {indexing_maps = [
        affine_map<(m, n, k) -> (m, k)>,
        affine_map<(m, n, k) -> (k, n)>,
        affine_map<(m, n, k) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%a, %b : tensor<33x65xbf16>, tensor<65x17xbf16>) outs(%init : tensor<33x17xf32>) {
  ^bb0(%left: bf16, %right: bf16, %sum: f32):
    %left_wide = arith.extf %left : bf16 to f32
    %right_wide = arith.extf %right : bf16 to f32
    %p = arith.mulf %left_wide, %right_wide : f32
    %t = arith.addf %sum, %p : f32
    linalg.yield %t : f32
  } -> tensor<33x17xf32>
  return %r : tensor<33x17xf32>
}
