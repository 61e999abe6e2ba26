// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// ROW 47: a machine of one's own: s8 products, then shift, relu and saturation
//
// CASE relu_shift: machine=systolic-8x8 expect=A by=multiply.*activate|activate.*multiply strength=exact inputs=s8,s8 outputs=s8 reference=relu_shift_matmul
func.func @relu_shift(%a: tensor<19x21xi8>, %b: tensor<21x13xi8>) -> tensor<19x13xi8> {
  %zero = arith.constant 0 : i32
  %empty = tensor.empty() : tensor<19x13xi32>
  %init = linalg.fill ins(%zero : i32) outs(%empty : tensor<19x13xi32>) -> tensor<19x13xi32>
  %product = linalg.generic {indexing_maps = [
        affine_map<(m, n, k) -> (m, k)>,
        affine_map<(m, n, k) -> (k, n)>,
        affine_map<(m, n, k) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%a, %b : tensor<19x21xi8>, tensor<21x13xi8>) outs(%init : tensor<19x13xi32>) {
  ^bb0(%left: i8, %right: i8, %sum: i32):
    %left_wide = arith.extsi %left : i8 to i32
    %right_wide = arith.extsi %right : i8 to i32
    %p = arith.muli %left_wide, %right_wide : i32
    %t = arith.addi %sum, %p : i32
    linalg.yield %t : i32
  } -> tensor<19x13xi32>
  %bytes = tensor.empty() : tensor<19x13xi8>
  %r = linalg.generic {indexing_maps = [
        affine_map<(m, n) -> (m, n)>, affine_map<(m, n) -> (m, n)>],
      iterator_types = ["parallel", "parallel"]}
      ins(%product : tensor<19x13xi32>) outs(%bytes : tensor<19x13xi8>) {
  ^bb0(%value: i32, %o: i8):
    %half = arith.constant 128 : i32
    %shift = arith.constant 8 : i32
    %least = arith.constant 0 : i32
    %most = arith.constant 127 : i32
    %h = arith.addi %value, %half : i32
    %q = arith.shrsi %h, %shift : i32
    %z = arith.maxsi %q, %least : i32
    %m = arith.minsi %z, %most : i32
    %byte = arith.trunci %m : i32 to i8
    linalg.yield %byte : i8
  } -> tensor<19x13xi8>
  return %r : tensor<19x13xi8>
}
