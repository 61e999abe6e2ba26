// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// ROW 21: matmul f16 with a sum in f32 and in f16 by mma.sync
//
// CASE wide: machine=nvidia-sm80 expect=C by=mma numerics=reassoc,contract strength=reassoc inputs=f16,f16 outputs=f32 reference=matmul
func.func @wide(%a: tensor<33x40xf16>, %b: tensor<40x17xf16>) -> tensor<33x17xf32> {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<33x17xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<33x17xf32>) -> tensor<33x17xf32>
  %r = linalg.generic {indexing_maps = [
        affine_map<(m, n, k) -> (m, k)>,
        affine_map<(m, n, k) -> (k, n)>,
        affine_map<(m, n, k) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%a, %b : tensor<33x40xf16>, tensor<40x17xf16>) outs(%init : tensor<33x17xf32>) {
  ^bb0(%left: f16, %right: f16, %sum: f32):
    %left_wide = arith.extf %left : f16 to f32
    %right_wide = arith.extf %right : f16 to f32
    %p = arith.mulf %left_wide, %right_wide : f32
    %t = arith.addf %sum, %p : f32
    linalg.yield %t : f32
  } -> tensor<33x17xf32>
  return %r : tensor<33x17xf32>
}

// -----

// CASE narrow_instruction: machine=nvidia-sm80 only=*_f16_f16 expect=R counterexample=any inputs=f16,f16 outputs=f32 reference=matmul numerics=reassoc,contract
// The instruction that sums in f16 does not do a sum in f32.
func.func @narrow_instruction(%a: tensor<33x40xf16>, %b: tensor<40x17xf16>) -> tensor<33x17xf32> {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<33x17xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<33x17xf32>) -> tensor<33x17xf32>
  %r = linalg.generic {indexing_maps = [
        affine_map<(m, n, k) -> (m, k)>,
        affine_map<(m, n, k) -> (k, n)>,
        affine_map<(m, n, k) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%a, %b : tensor<33x40xf16>, tensor<40x17xf16>) outs(%init : tensor<33x17xf32>) {
  ^bb0(%left: f16, %right: f16, %sum: f32):
    %left_wide = arith.extf %left : f16 to f32
    %right_wide = arith.extf %right : f16 to f32
    %p = arith.mulf %left_wide, %right_wide : f32
    %t = arith.addf %sum, %p : f32
    linalg.yield %t : f32
  } -> tensor<33x17xf32>
  return %r : tensor<33x17xf32>
}

// -----

// CASE narrow: machine=nvidia-sm80 expect=C by=mma numerics=reassoc,contract strength=reassoc inputs=f16,f16 outputs=f16 reference=matmul
func.func @narrow(%a: tensor<33x40xf16>, %b: tensor<40x17xf16>) -> tensor<33x17xf16> {
  %zero = arith.constant 0.0 : f16
  %empty = tensor.empty() : tensor<33x17xf16>
  %init = linalg.fill ins(%zero : f16) outs(%empty : tensor<33x17xf16>) -> tensor<33x17xf16>
  %r = linalg.generic {indexing_maps = [
        affine_map<(m, n, k) -> (m, k)>,
        affine_map<(m, n, k) -> (k, n)>,
        affine_map<(m, n, k) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%a, %b : tensor<33x40xf16>, tensor<40x17xf16>) outs(%init : tensor<33x17xf16>) {
  ^bb0(%left: f16, %right: f16, %sum: f16):
    %p = arith.mulf %left, %right : f16
    %t = arith.addf %sum, %p : f16
    linalg.yield %t : f16
  } -> tensor<33x17xf16>
  return %r : tensor<33x17xf16>
}

// -----

// CASE rounded: machine=nvidia-sm80 expect=R numerics=reassoc,contract counterexample=any inputs=f16,f16 outputs=f32 reference=rounded_matmul
// A product rounded to f16 and extended then is another.
func.func @rounded(%a: tensor<33x40xf16>, %b: tensor<40x17xf16>) -> tensor<33x17xf32> {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<33x17xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<33x17xf32>) -> tensor<33x17xf32>
  %r = linalg.generic {indexing_maps = [
        affine_map<(m, n, k) -> (m, k)>,
        affine_map<(m, n, k) -> (k, n)>,
        affine_map<(m, n, k) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%a, %b : tensor<33x40xf16>, tensor<40x17xf16>) outs(%init : tensor<33x17xf32>) {
  ^bb0(%left: f16, %right: f16, %sum: f32):
    %p = arith.mulf %left, %right : f16
    %p_wide = arith.extf %p : f16 to f32
    %t = arith.addf %sum, %p_wide : f32
    linalg.yield %t : f32
  } -> tensor<33x17xf32>
  return %r : tensor<33x17xf32>
}
