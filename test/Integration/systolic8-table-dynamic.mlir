// A table that is looked up in for any number of bytes.
// RUN: rm -rf %t && mkdir %t && cd %t
// RUN: %python %S/Inputs/write-table.py %s
// RUN: dsa-run %s --entry=all --machine=systolic-8x8 --simulate --input=x.npy --input=table.npy --expect=expected.npy | FileCheck %s
// CHECK: instruction: systolic8::look_up, does 1 operations (exact)
// CHECK: largest error 0, 0 of 256 elements differ

#id = affine_map<(m, n) -> (m, n)>

func.func private @any(%x: tensor<?x?xi8>, %table: tensor<256xi8>) -> tensor<?x?xi8> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %m = tensor.dim %x, %c0 : tensor<?x?xi8>
  %n = tensor.dim %x, %c1 : tensor<?x?xi8>
  %e = tensor.empty(%m, %n) : tensor<?x?xi8>
  %r = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%x : tensor<?x?xi8>) outs(%e : tensor<?x?xi8>) {
  ^bb0(%a: i8, %o: i8):
    %top = arith.constant -128 : i8
    %u = arith.xori %a, %top : i8
    %i = arith.index_castui %u : i8 to index
    %v = tensor.extract %table[%i] : tensor<256xi8>
    linalg.yield %v : i8
  } -> tensor<?x?xi8>
  return %r : tensor<?x?xi8>
}

func.func @all(%x: tensor<16x16xi8>, %table: tensor<256xi8>) -> tensor<16x16xi8> {
  %any = tensor.cast %x : tensor<16x16xi8> to tensor<?x?xi8>
  %y = func.call @any(%any, %table) : (tensor<?x?xi8>, tensor<256xi8>) -> tensor<?x?xi8>
  %r = tensor.cast %y : tensor<?x?xi8> to tensor<16x16xi8>
  return %r : tensor<16x16xi8>
}
