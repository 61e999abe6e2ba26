// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// ROW 23: matmul f32 by the tf32 mma.sync, which drops bits of operands
//
// CASE matmul: machine=nvidia-sm80 only=mma_m16n8k8_tf32 expect=R numerics=reassoc,contract counterexample=narrow inputs=f32,f32 outputs=f32 reference=matmul
func.func @matmul(%a: tensor<33x40xf32>, %b: tensor<40x17xf32>) -> tensor<33x17xf32> {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<33x17xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<33x17xf32>) -> tensor<33x17xf32>
  %r = linalg.generic {indexing_maps = [
        affine_map<(m, n, k) -> (m, k)>,
        affine_map<(m, n, k) -> (k, n)>,
        affine_map<(m, n, k) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%a, %b : tensor<33x40xf32>, tensor<40x17xf32>) outs(%init : tensor<33x17xf32>) {
  ^bb0(%left: f32, %right: f32, %sum: f32):
    %p = arith.mulf %left, %right : f32
    %t = arith.addf %sum, %p : f32
    linalg.yield %t : f32
  } -> tensor<33x17xf32>
  return %r : tensor<33x17xf32>
}

// -----

// CASE narrowed: machine=nvidia-sm80 only=mma_m16n8k8_tf32 expect=C by=tf32 numerics=reassoc,contract,narrow strength=narrow inputs=f32,f32 outputs=f32 reference=matmul
// Asked for by name.
func.func @narrowed(%a: tensor<33x40xf32>, %b: tensor<40x17xf32>) -> tensor<33x17xf32> {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<33x17xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<33x17xf32>) -> tensor<33x17xf32>
  %r = linalg.generic {indexing_maps = [
        affine_map<(m, n, k) -> (m, k)>,
        affine_map<(m, n, k) -> (k, n)>,
        affine_map<(m, n, k) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%a, %b : tensor<33x40xf32>, tensor<40x17xf32>) outs(%init : tensor<33x17xf32>) {
  ^bb0(%left: f32, %right: f32, %sum: f32):
    %p = arith.mulf %left, %right : f32
    %t = arith.addf %sum, %p : f32
    linalg.yield %t : f32
  } -> tensor<33x17xf32>
  return %r : tensor<33x17xf32>
}
