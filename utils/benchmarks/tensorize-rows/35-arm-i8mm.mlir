// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// ROW 35: smmla, usmmla, sdot, and usdot with a product in 16 bits
//
// CASE smmla: machine=aarch64-neoverse-n2 only=smmla expect=A by=smmla strength=exact inputs=s8,s8 outputs=s32 reference=matmul
// CASE smmla: machine=aarch64-neoverse-n2 only=sdot expect=A by=sdot strength=exact inputs=s8,s8 outputs=s32 reference=matmul
func.func @smmla(%a: tensor<13x37xi8>, %b: tensor<37x11xi8>) -> tensor<13x11xi32> {
  %zero = arith.constant 0 : i32
  %empty = tensor.empty() : tensor<13x11xi32>
  %init = linalg.fill ins(%zero : i32) outs(%empty : tensor<13x11xi32>) -> tensor<13x11xi32>
  %r = linalg.generic {indexing_maps = [
        affine_map<(m, n, k) -> (m, k)>,
        affine_map<(m, n, k) -> (k, n)>,
        affine_map<(m, n, k) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%a, %b : tensor<13x37xi8>, tensor<37x11xi8>) outs(%init : tensor<13x11xi32>) {
  ^bb0(%left: i8, %right: i8, %sum: i32):
    %left_wide = arith.extsi %left : i8 to i32
    %right_wide = arith.extsi %right : i8 to i32
    %p = arith.muli %left_wide, %right_wide : i32
    %t = arith.addi %sum, %p : i32
    linalg.yield %t : i32
  } -> tensor<13x11xi32>
  return %r : tensor<13x11xi32>
}

// -----

// CASE usmmla: machine=aarch64-neoverse-n2 only=usmmla expect=A by=usmmla strength=exact inputs=u8,s8 outputs=s32 reference=matmul
func.func @usmmla(%a: tensor<13x37xi8>, %b: tensor<37x11xi8>) -> tensor<13x11xi32> {
  %zero = arith.constant 0 : i32
  %empty = tensor.empty() : tensor<13x11xi32>
  %init = linalg.fill ins(%zero : i32) outs(%empty : tensor<13x11xi32>) -> tensor<13x11xi32>
  %r = linalg.generic {indexing_maps = [
        affine_map<(m, n, k) -> (m, k)>,
        affine_map<(m, n, k) -> (k, n)>,
        affine_map<(m, n, k) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%a, %b : tensor<13x37xi8>, tensor<37x11xi8>) outs(%init : tensor<13x11xi32>) {
  ^bb0(%left: i8, %right: i8, %sum: i32):
    %left_wide = arith.extui %left : i8 to i32
    %right_wide = arith.extsi %right : i8 to i32
    %p = arith.muli %left_wide, %right_wide : i32
    %t = arith.addi %sum, %p : i32
    linalg.yield %t : i32
  } -> tensor<13x11xi32>
  return %r : tensor<13x11xi32>
}

// -----

// CASE unsigned_on_usmmla: machine=aarch64-neoverse-n2 only=usmmla expect=C condition=adapter inputs=u8,u8 outputs=s32 reference=matmul
func.func @unsigned_on_usmmla(%a: tensor<13x37xi8>, %b: tensor<37x11xi8>) -> tensor<13x11xi32> {
  %zero = arith.constant 0 : i32
  %empty = tensor.empty() : tensor<13x11xi32>
  %init = linalg.fill ins(%zero : i32) outs(%empty : tensor<13x11xi32>) -> tensor<13x11xi32>
  %r = linalg.generic {indexing_maps = [
        affine_map<(m, n, k) -> (m, k)>,
        affine_map<(m, n, k) -> (k, n)>,
        affine_map<(m, n, k) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%a, %b : tensor<13x37xi8>, tensor<37x11xi8>) outs(%init : tensor<13x11xi32>) {
  ^bb0(%left: i8, %right: i8, %sum: i32):
    %left_wide = arith.extui %left : i8 to i32
    %right_wide = arith.extui %right : i8 to i32
    %p = arith.muli %left_wide, %right_wide : i32
    %t = arith.addi %sum, %p : i32
    linalg.yield %t : i32
  } -> tensor<13x11xi32>
  return %r : tensor<13x11xi32>
}

// -----

// CASE product_in_16_bits: machine=aarch64-neoverse-n2 only=usdot expect=A by=usdot strength=exact inputs=u8,s8 outputs=s32 reference=matmul
// 255 * 127 and 255 * -128 fit 16 bits.
func.func @product_in_16_bits(%a: tensor<13x37xi8>, %b: tensor<37x11xi8>) -> tensor<13x11xi32> {
  %zero = arith.constant 0 : i32
  %empty = tensor.empty() : tensor<13x11xi32>
  %init = linalg.fill ins(%zero : i32) outs(%empty : tensor<13x11xi32>) -> tensor<13x11xi32>
  %r = linalg.generic {indexing_maps = [
        affine_map<(m, n, k) -> (m, k)>,
        affine_map<(m, n, k) -> (k, n)>,
        affine_map<(m, n, k) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%a, %b : tensor<13x37xi8>, tensor<37x11xi8>) outs(%init : tensor<13x11xi32>) {
  ^bb0(%left: i8, %right: i8, %sum: i32):
    %xe = arith.extui %left : i8 to i16
    %ye = arith.extsi %right : i8 to i16
    %p = arith.muli %xe, %ye : i16
    %pe = arith.extsi %p : i16 to i32
    %t = arith.addi %sum, %pe : i32
    linalg.yield %t : i32
  } -> tensor<13x11xi32>
  return %r : tensor<13x11xi32>
}

// -----

// CASE unsigned_product_in_16_bits: machine=aarch64-neoverse-n2 only=usdot,udot expect=R counterexample=values inputs=u8,u8 outputs=s32 reference=wrapped_matmul(bits=16)
// 255 * 255 does not.
func.func @unsigned_product_in_16_bits(%a: tensor<13x37xi8>, %b: tensor<37x11xi8>) -> tensor<13x11xi32> {
  %zero = arith.constant 0 : i32
  %empty = tensor.empty() : tensor<13x11xi32>
  %init = linalg.fill ins(%zero : i32) outs(%empty : tensor<13x11xi32>) -> tensor<13x11xi32>
  %r = linalg.generic {indexing_maps = [
        affine_map<(m, n, k) -> (m, k)>,
        affine_map<(m, n, k) -> (k, n)>,
        affine_map<(m, n, k) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%a, %b : tensor<13x37xi8>, tensor<37x11xi8>) outs(%init : tensor<13x11xi32>) {
  ^bb0(%left: i8, %right: i8, %sum: i32):
    %xe = arith.extui %left : i8 to i16
    %ye = arith.extui %right : i8 to i16
    %p = arith.muli %xe, %ye : i16
    %pe = arith.extsi %p : i16 to i32
    %t = arith.addi %sum, %pe : i32
    linalg.yield %t : i32
  } -> tensor<13x11xi32>
  return %r : tensor<13x11xi32>
}
