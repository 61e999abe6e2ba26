// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// ROW 30: quantized (a - za)(b - zb): matmul, and conv2d with a border of za, by vpdpbusd
//
// CASE matmul: machine=x86-avx512-vnni expect=C by=vpdp condition=zero.point|expan|adapt strength=exact inputs=u8,s8 outputs=s32 reference=zero_point_matmul(za=7,zb=-3)
func.func @matmul(%a: tensor<37x70xi8>, %b: tensor<70x53xi8>) -> tensor<37x53xi32> {
  %zero = arith.constant 0 : i32
  %empty = tensor.empty() : tensor<37x53xi32>
  %init = linalg.fill ins(%zero : i32) outs(%empty : tensor<37x53xi32>) -> tensor<37x53xi32>
  %r = linalg.generic {indexing_maps = [
        affine_map<(m, n, k) -> (m, k)>,
        affine_map<(m, n, k) -> (k, n)>,
        affine_map<(m, n, k) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%a, %b : tensor<37x70xi8>, tensor<70x53xi8>) outs(%init : tensor<37x53xi32>) {
  ^bb0(%left: i8, %right: i8, %sum: i32):
    %za = arith.constant 7 : i32
    %zb = arith.constant -3 : i32
    %xe = arith.extui %left : i8 to i32
    %ye = arith.extsi %right : i8 to i32
    %xz = arith.subi %xe, %za : i32
    %yz = arith.subi %ye, %zb : i32
    %p = arith.muli %xz, %yz : i32
    %t = arith.addi %sum, %p : i32
    linalg.yield %t : i32
  } -> tensor<37x53xi32>
  return %r : tensor<37x53xi32>
}

// -----

// CASE conv2d: machine=x86-avx512-vnni expect=C by=vpdp condition=zero.point|expan|adapt strength=exact inputs=u8,s8 outputs=s32 reference=conv2d(pad=1,za=7,zw=-3)
func.func @conv2d(%x: tensor<2x7x8x6xi8>, %w: tensor<3x3x6x20xi8>) -> tensor<2x7x8x20xi32> {
  %border = arith.constant 7 : i8
  %wide = tensor.pad %x low[0, 1, 1, 0] high[0, 1, 1, 0] {
  ^bb0(%i: index, %j: index, %k: index, %l: index):
    tensor.yield %border : i8
  } : tensor<2x7x8x6xi8> to tensor<2x9x10x6xi8>
  %zero = arith.constant 0 : i32
  %empty = tensor.empty() : tensor<2x7x8x20xi32>
  %init = linalg.fill ins(%zero : i32) outs(%empty : tensor<2x7x8x20xi32>) -> tensor<2x7x8x20xi32>
  %r = linalg.generic {indexing_maps = [
        affine_map<(n, p, q, f, r, s, c) -> (n, p + r, q + s, c)>,
        affine_map<(n, p, q, f, r, s, c) -> (r, s, c, f)>,
        affine_map<(n, p, q, f, r, s, c) -> (n, p, q, f)>],
      iterator_types = ["parallel", "parallel", "parallel", "parallel", "reduction", "reduction", "reduction"]}
      ins(%wide, %w : tensor<2x9x10x6xi8>, tensor<3x3x6x20xi8>) outs(%init : tensor<2x7x8x20xi32>) {
  ^bb0(%left: i8, %right: i8, %sum: i32):
    %za = arith.constant 7 : i32
    %zb = arith.constant -3 : i32
    %xe = arith.extui %left : i8 to i32
    %ye = arith.extsi %right : i8 to i32
    %xz = arith.subi %xe, %za : i32
    %yz = arith.subi %ye, %zb : i32
    %p = arith.muli %xz, %yz : i32
    %t = arith.addi %sum, %p : i32
    linalg.yield %t : i32
  } -> tensor<2x7x8x20xi32>
  return %r : tensor<2x7x8x20xi32>
}
