// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// ROW 27: matmul with a transposed left, right, and both operands
//
// CASE left: machine=x86-sapphire-rapids expect=A by=tdpbssd strength=exact inputs=s8,s8 outputs=s32 reference=matmul(a='km')
func.func @left(%a: tensor<70x37xi8>, %b: tensor<70x21xi8>) -> tensor<37x21xi32> {
  %zero = arith.constant 0 : i32
  %empty = tensor.empty() : tensor<37x21xi32>
  %init = linalg.fill ins(%zero : i32) outs(%empty : tensor<37x21xi32>) -> tensor<37x21xi32>
  %r = linalg.generic {indexing_maps = [
        affine_map<(m, n, k) -> (k, m)>,
        affine_map<(m, n, k) -> (k, n)>,
        affine_map<(m, n, k) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%a, %b : tensor<70x37xi8>, tensor<70x21xi8>) outs(%init : tensor<37x21xi32>) {
  ^bb0(%left: i8, %right: i8, %sum: i32):
    %left_wide = arith.extsi %left : i8 to i32
    %right_wide = arith.extsi %right : i8 to i32
    %p = arith.muli %left_wide, %right_wide : i32
    %t = arith.addi %sum, %p : i32
    linalg.yield %t : i32
  } -> tensor<37x21xi32>
  return %r : tensor<37x21xi32>
}

// -----

// CASE right: machine=x86-sapphire-rapids expect=A by=tdpbssd strength=exact inputs=s8,s8 outputs=s32 reference=matmul(b='nk')
func.func @right(%a: tensor<37x70xi8>, %b: tensor<21x70xi8>) -> tensor<37x21xi32> {
  %zero = arith.constant 0 : i32
  %empty = tensor.empty() : tensor<37x21xi32>
  %init = linalg.fill ins(%zero : i32) outs(%empty : tensor<37x21xi32>) -> tensor<37x21xi32>
  %r = linalg.generic {indexing_maps = [
        affine_map<(m, n, k) -> (m, k)>,
        affine_map<(m, n, k) -> (n, k)>,
        affine_map<(m, n, k) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%a, %b : tensor<37x70xi8>, tensor<21x70xi8>) outs(%init : tensor<37x21xi32>) {
  ^bb0(%left: i8, %right: i8, %sum: i32):
    %left_wide = arith.extsi %left : i8 to i32
    %right_wide = arith.extsi %right : i8 to i32
    %p = arith.muli %left_wide, %right_wide : i32
    %t = arith.addi %sum, %p : i32
    linalg.yield %t : i32
  } -> tensor<37x21xi32>
  return %r : tensor<37x21xi32>
}

// -----

// CASE both: machine=x86-sapphire-rapids expect=A by=tdpbssd strength=exact inputs=s8,s8 outputs=s32 reference=matmul(a='km',b='nk')
func.func @both(%a: tensor<70x37xi8>, %b: tensor<21x70xi8>) -> tensor<37x21xi32> {
  %zero = arith.constant 0 : i32
  %empty = tensor.empty() : tensor<37x21xi32>
  %init = linalg.fill ins(%zero : i32) outs(%empty : tensor<37x21xi32>) -> tensor<37x21xi32>
  %r = linalg.generic {indexing_maps = [
        affine_map<(m, n, k) -> (k, m)>,
        affine_map<(m, n, k) -> (n, k)>,
        affine_map<(m, n, k) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%a, %b : tensor<70x37xi8>, tensor<21x70xi8>) outs(%init : tensor<37x21xi32>) {
  ^bb0(%left: i8, %right: i8, %sum: i32):
    %left_wide = arith.extsi %left : i8 to i32
    %right_wide = arith.extsi %right : i8 to i32
    %p = arith.muli %left_wide, %right_wide : i32
    %t = arith.addi %sum, %p : i32
    linalg.yield %t : i32
  } -> tensor<37x21xi32>
  return %r : tensor<37x21xi32>
}
