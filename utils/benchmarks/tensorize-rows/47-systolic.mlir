// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// ROW 47: a machine of one's own: s8 products, then shift, relu and saturation, then a table
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

// -----
// CASE layer: machine=systolic-8x8 expect=A by=multiply.*activate.*look_up|activate.*look_up.*multiply strength=exact inputs=s8,s8,s8 outputs=s8 reference=relu_shift_table
func.func @layer(%a: tensor<19x21xi8>, %b: tensor<21x13xi8>, %table: tensor<256xi8>) -> tensor<19x13xi8> {
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
  %looked = tensor.empty() : tensor<19x13xi8>
  %y = linalg.generic {indexing_maps = [
        affine_map<(m, n) -> (m, n)>, affine_map<(m, n) -> (m, n)>],
      iterator_types = ["parallel", "parallel"]}
      ins(%r : tensor<19x13xi8>) outs(%looked : tensor<19x13xi8>) {
  ^bb0(%value: i8, %o: i8):
    %flip = arith.constant -128 : i8
    %number = arith.xori %value, %flip : i8
    %i = arith.index_castui %number : i8 to index
    %byte = tensor.extract %table[%i] : tensor<256xi8>
    linalg.yield %byte : i8
  } -> tensor<19x13xi8>
  return %y : tensor<19x13xi8>
}

// -----
// CASE table: machine=systolic-8x8 expect=A by=look_up strength=exact inputs=s8,s8 outputs=s8 reference=look_up
func.func @table(%x: tensor<45x37xi8>, %table: tensor<256xi8>) -> tensor<45x37xi8> {
  %looked = tensor.empty() : tensor<45x37xi8>
  %y = linalg.generic {indexing_maps = [
        affine_map<(m, n) -> (m, n)>, affine_map<(m, n) -> (m, n)>],
      iterator_types = ["parallel", "parallel"]}
      ins(%x : tensor<45x37xi8>) outs(%looked : tensor<45x37xi8>) {
  ^bb0(%value: i8, %o: i8):
    %flip = arith.constant -128 : i8
    %number = arith.xori %value, %flip : i8
    %i = arith.index_castui %number : i8 to index
    %byte = tensor.extract %table[%i] : tensor<256xi8>
    linalg.yield %byte : i8
  } -> tensor<45x37xi8>
  return %y : tensor<45x37xi8>
}

// -----
// CASE constant_table: machine=systolic-8x8 expect=A by=look_up strength=exact inputs=s8 outputs=s8 reference=squares
func.func @constant_table(%x: tensor<45x37xi8>) -> tensor<45x37xi8> {
  %table = arith.constant dense<[
      127, 126, 124, 122, 120, 118, 116, 114, 112, 110, 108, 106, 105, 103, 101, 99,
      98, 96, 94, 92, 91, 89, 87, 86, 84, 82, 81, 79, 78, 76, 75, 73,
      72, 70, 69, 67, 66, 64, 63, 61, 60, 59, 57, 56, 55, 53, 52, 51,
      50, 48, 47, 46, 45, 43, 42, 41, 40, 39, 38, 37, 36, 35, 34, 33,
      32, 31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 21, 20, 19, 18,
      18, 17, 16, 15, 15, 14, 13, 13, 12, 11, 11, 10, 10, 9, 9, 8,
      8, 7, 7, 6, 6, 5, 5, 4, 4, 4, 3, 3, 3, 2, 2, 2,
      2, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
      0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1,
      2, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 6, 6, 7, 7,
      8, 8, 9, 9, 10, 10, 11, 11, 12, 13, 13, 14, 15, 15, 16, 17,
      18, 18, 19, 20, 21, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31,
      32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 45, 46, 47, 48,
      50, 51, 52, 53, 55, 56, 57, 59, 60, 61, 63, 64, 66, 67, 69, 70,
      72, 73, 75, 76, 78, 79, 81, 82, 84, 86, 87, 89, 91, 92, 94, 96,
      98, 99, 101, 103, 105, 106, 108, 110, 112, 114, 116, 118, 120, 122, 124, 126]> : tensor<256xi8>
  %looked = tensor.empty() : tensor<45x37xi8>
  %y = linalg.generic {indexing_maps = [
        affine_map<(m, n) -> (m, n)>, affine_map<(m, n) -> (m, n)>],
      iterator_types = ["parallel", "parallel"]}
      ins(%x : tensor<45x37xi8>) outs(%looked : tensor<45x37xi8>) {
  ^bb0(%value: i8, %o: i8):
    %flip = arith.constant -128 : i8
    %number = arith.xori %value, %flip : i8
    %i = arith.index_castui %number : i8 to index
    %byte = tensor.extract %table[%i] : tensor<256xi8>
    linalg.yield %byte : i8
  } -> tensor<45x37xi8>
  return %y : tensor<45x37xi8>
}

// -----
// Another element of the table: the last byte is the first.
// CASE reversed: machine=systolic-8x8 expect=R counterexample=values inputs=s8,s8 outputs=s8 reference=look_up(flip=0x7f)
func.func @reversed(%x: tensor<45x37xi8>, %table: tensor<256xi8>) -> tensor<45x37xi8> {
  %looked = tensor.empty() : tensor<45x37xi8>
  %y = linalg.generic {indexing_maps = [
        affine_map<(m, n) -> (m, n)>, affine_map<(m, n) -> (m, n)>],
      iterator_types = ["parallel", "parallel"]}
      ins(%x : tensor<45x37xi8>) outs(%looked : tensor<45x37xi8>) {
  ^bb0(%value: i8, %o: i8):
    %flip = arith.constant 127 : i8
    %number = arith.xori %value, %flip : i8
    %i = arith.index_castui %number : i8 to index
    %byte = tensor.extract %table[%i] : tensor<256xi8>
    linalg.yield %byte : i8
  } -> tensor<45x37xi8>
  return %y : tensor<45x37xi8>
}
