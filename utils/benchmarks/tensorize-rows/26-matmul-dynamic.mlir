// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// ROW 26: matmul of sizes that are not known by vpdpbusd
//
// CASE matmul: machine=x86-avx512-vnni function=dynamic expect=A by=vpdpbusd strength=exact inputs=u8,s8 outputs=s32 reference=matmul
func.func private @dynamic(%a: tensor<?x?xi8>, %b: tensor<?x?xi8>, %c: tensor<?x?xi32>) -> tensor<?x?xi32> {
  %r = linalg.generic {indexing_maps = [
        affine_map<(m, n, k) -> (m, k)>,
        affine_map<(m, n, k) -> (k, n)>,
        affine_map<(m, n, k) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%a, %b : tensor<?x?xi8>, tensor<?x?xi8>) outs(%c : tensor<?x?xi32>) {
  ^bb0(%left: i8, %right: i8, %sum: i32):
    %left_wide = arith.extui %left : i8 to i32
    %right_wide = arith.extsi %right : i8 to i32
    %p = arith.muli %left_wide, %right_wide : i32
    %t = arith.addi %sum, %p : i32
    linalg.yield %t : i32
  } -> tensor<?x?xi32>
  return %r : tensor<?x?xi32>
}

func.func @matmul(%a: tensor<37x70xi8>, %b: tensor<70x53xi8>) -> tensor<37x53xi32> {
  %zero = arith.constant 0 : i32
  %empty = tensor.empty() : tensor<37x53xi32>
  %init = linalg.fill ins(%zero : i32) outs(%empty : tensor<37x53xi32>) -> tensor<37x53xi32>
  %x = tensor.cast %a : tensor<37x70xi8> to tensor<?x?xi8>
  %y = tensor.cast %b : tensor<70x53xi8> to tensor<?x?xi8>
  %z = tensor.cast %init : tensor<37x53xi32> to tensor<?x?xi32>
  %d = func.call @dynamic(%x, %y, %z) : (tensor<?x?xi8>, tensor<?x?xi8>, tensor<?x?xi32>) -> tensor<?x?xi32>
  %r = tensor.cast %d : tensor<?x?xi32> to tensor<37x53xi32>
  return %r : tensor<37x53xi32>
}
