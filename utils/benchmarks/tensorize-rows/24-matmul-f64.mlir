// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// ROW 24: matmul f64 by mma.sync m8n8k4
//
// CASE matmul: machine=nvidia-sm80 expect=C by=mma numerics=reassoc,contract strength=contract inputs=f64,f64 outputs=f64 reference=matmul
func.func @matmul(%a: tensor<33x40xf64>, %b: tensor<40x17xf64>) -> tensor<33x17xf64> {
  %zero = arith.constant 0.0 : f64
  %empty = tensor.empty() : tensor<33x17xf64>
  %init = linalg.fill ins(%zero : f64) outs(%empty : tensor<33x17xf64>) -> tensor<33x17xf64>
  %r = linalg.generic {indexing_maps = [
        affine_map<(m, n, k) -> (m, k)>,
        affine_map<(m, n, k) -> (k, n)>,
        affine_map<(m, n, k) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%a, %b : tensor<33x40xf64>, tensor<40x17xf64>) outs(%init : tensor<33x17xf64>) {
  ^bb0(%left: f64, %right: f64, %sum: f64):
    %p = arith.mulf %left, %right : f64
    %t = arith.addf %sum, %p : f64
    linalg.yield %t : f64
  } -> tensor<33x17xf64>
  return %r : tensor<33x17xf64>
}
