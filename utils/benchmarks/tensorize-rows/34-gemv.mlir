// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// ROW 34: matrix by vector: a matrix product with one column
//
// CASE gemv: machine=nvidia-sm80 expect=C by=mma numerics=reassoc,contract strength=reassoc inputs=f16,f16 outputs=f32 reference=matvec
func.func @gemv(%a: tensor<37x70xf16>, %b: tensor<70xf16>) -> tensor<37xf32> {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<37xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<37xf32>) -> tensor<37xf32>
  %r = linalg.generic {indexing_maps = [
        affine_map<(m, k) -> (m, k)>,
        affine_map<(m, k) -> (k)>,
        affine_map<(m, k) -> (m)>],
      iterator_types = ["parallel", "reduction"]}
      ins(%a, %b : tensor<37x70xf16>, tensor<70xf16>) outs(%init : tensor<37xf32>) {
  ^bb0(%left: f16, %right: f16, %sum: f32):
    %left_wide = arith.extf %left : f16 to f32
    %right_wide = arith.extf %right : f16 to f32
    %p = arith.mulf %left_wide, %right_wide : f32
    %t = arith.addf %sum, %p : f32
    linalg.yield %t : f32
  } -> tensor<37xf32>
  return %r : tensor<37xf32>
}

// -----

// CASE gemv_s8: machine=nvidia-sm80 expect=A by=mma strength=exact inputs=s8,s8 outputs=s32 reference=matvec
// CASE gemv_s8: machine=aarch64-neoverse-n2 expect=A by=mmla|dot strength=exact inputs=s8,s8 outputs=s32 reference=matvec
// CASE gemv_s8: machine=x86-sapphire-rapids only=tdpbssd expect=A by=tdpbssd strength=exact inputs=s8,s8 outputs=s32 reference=matvec
func.func @gemv_s8(%a: tensor<37x70xi8>, %b: tensor<70xi8>) -> tensor<37xi32> {
  %zero = arith.constant 0 : i32
  %empty = tensor.empty() : tensor<37xi32>
  %init = linalg.fill ins(%zero : i32) outs(%empty : tensor<37xi32>) -> tensor<37xi32>
  %r = linalg.generic {indexing_maps = [
        affine_map<(m, k) -> (m, k)>,
        affine_map<(m, k) -> (k)>,
        affine_map<(m, k) -> (m)>],
      iterator_types = ["parallel", "reduction"]}
      ins(%a, %b : tensor<37x70xi8>, tensor<70xi8>) outs(%init : tensor<37xi32>) {
  ^bb0(%left: i8, %right: i8, %sum: i32):
    %left_wide = arith.extsi %left : i8 to i32
    %right_wide = arith.extsi %right : i8 to i32
    %p = arith.muli %left_wide, %right_wide : i32
    %t = arith.addi %sum, %p : i32
    linalg.yield %t : i32
  } -> tensor<37xi32>
  return %r : tensor<37xi32>
}

// -----

// CASE batch_1: machine=x86-sapphire-rapids only=tdpbssd expect=A by=tdpbssd strength=exact inputs=s8,s8 outputs=s32 reference=matmul
func.func @batch_1(%a: tensor<1x70xi8>, %b: tensor<70x21xi8>) -> tensor<1x21xi32> {
  %zero = arith.constant 0 : i32
  %empty = tensor.empty() : tensor<1x21xi32>
  %init = linalg.fill ins(%zero : i32) outs(%empty : tensor<1x21xi32>) -> tensor<1x21xi32>
  %r = linalg.generic {indexing_maps = [
        affine_map<(m, n, k) -> (m, k)>,
        affine_map<(m, n, k) -> (k, n)>,
        affine_map<(m, n, k) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%a, %b : tensor<1x70xi8>, tensor<70x21xi8>) outs(%init : tensor<1x21xi32>) {
  ^bb0(%left: i8, %right: i8, %sum: i32):
    %left_wide = arith.extsi %left : i8 to i32
    %right_wide = arith.extsi %right : i8 to i32
    %p = arith.muli %left_wide, %right_wide : i32
    %t = arith.addi %sum, %p : i32
    linalg.yield %t : i32
  } -> tensor<1x21xi32>
  return %r : tensor<1x21xi32>
}
