// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// ROW 28: u8*u8 and u8*s8: never by an instruction for signed operands
//
// CASE unsigned_on_signed: machine=x86-sapphire-rapids only=tdpbssd expect=R counterexample=values inputs=u8,u8 outputs=s32 reference=matmul
// CASE unsigned_on_signed: machine=x86-sapphire-rapids only=tdp* expect=A by=tdpbuud strength=exact inputs=u8,u8 outputs=s32 reference=matmul
func.func @unsigned_on_signed(%a: tensor<37x70xi8>, %b: tensor<70x21xi8>) -> tensor<37x21xi32> {
  %zero = arith.constant 0 : i32
  %empty = tensor.empty() : tensor<37x21xi32>
  %init = linalg.fill ins(%zero : i32) outs(%empty : tensor<37x21xi32>) -> tensor<37x21xi32>
  %r = linalg.generic {indexing_maps = [
        affine_map<(m, n, k) -> (m, k)>,
        affine_map<(m, n, k) -> (k, n)>,
        affine_map<(m, n, k) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%a, %b : tensor<37x70xi8>, tensor<70x21xi8>) outs(%init : tensor<37x21xi32>) {
  ^bb0(%left: i8, %right: i8, %sum: i32):
    %left_wide = arith.extui %left : i8 to i32
    %right_wide = arith.extui %right : i8 to i32
    %p = arith.muli %left_wide, %right_wide : i32
    %t = arith.addi %sum, %p : i32
    linalg.yield %t : i32
  } -> tensor<37x21xi32>
  return %r : tensor<37x21xi32>
}

// -----

// CASE mixed_on_signed: machine=x86-sapphire-rapids only=tdpbssd expect=R counterexample=values inputs=u8,s8 outputs=s32 reference=matmul
// CASE mixed_on_signed: machine=x86-sapphire-rapids only=tdp* expect=A by=tdpbusd strength=exact inputs=u8,s8 outputs=s32 reference=matmul
func.func @mixed_on_signed(%a: tensor<37x70xi8>, %b: tensor<70x21xi8>) -> tensor<37x21xi32> {
  %zero = arith.constant 0 : i32
  %empty = tensor.empty() : tensor<37x21xi32>
  %init = linalg.fill ins(%zero : i32) outs(%empty : tensor<37x21xi32>) -> tensor<37x21xi32>
  %r = linalg.generic {indexing_maps = [
        affine_map<(m, n, k) -> (m, k)>,
        affine_map<(m, n, k) -> (k, n)>,
        affine_map<(m, n, k) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%a, %b : tensor<37x70xi8>, tensor<70x21xi8>) outs(%init : tensor<37x21xi32>) {
  ^bb0(%left: i8, %right: i8, %sum: i32):
    %left_wide = arith.extui %left : i8 to i32
    %right_wide = arith.extsi %right : i8 to i32
    %p = arith.muli %left_wide, %right_wide : i32
    %t = arith.addi %sum, %p : i32
    linalg.yield %t : i32
  } -> tensor<37x21xi32>
  return %r : tensor<37x21xi32>
}
