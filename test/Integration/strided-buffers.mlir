// Buffers that instructions cannot take as they lie: elements apart by strides
// that are known or not, and rows that overlap. What loads and stores blocks
// gets a copy; a library's function leaves them to plain code.
// RUN: rm -rf %t && mkdir %t && cd %t
// RUN: dsa-run %s --entry=strides --machine=x86-generic --bench=1 --output=a.npy --output=b.npy --output=c.npy
// RUN: dsa-run %s --entry=strides --machine=x86-sapphire-rapids --prefer=instructions --simulate --bench=1 --expect=a.npy --expect=b.npy --expect=c.npy | FileCheck %s --check-prefix=STRIDES
// STRIDES: instruction: amx_int8::tdpbssd, does {{[0-9]+}} operations (exact), invoked
// STRIDES-COUNT-3: 0 of {{[0-9]+}} elements differ
// RUN: dsa-run %s --entry=slice --machine=x86-generic --bench=1 --output=slice.npy
// RUN: dsa-run %s --entry=slice --machine=x86-sapphire-rapids --prefer=instructions --simulate --bench=1 --expect=slice.npy | FileCheck %s --check-prefix=SLICE
// SLICE: instruction: amx_int8::tdpbssd, does {{[0-9]+}} operations (exact), invoked
// SLICE: 0 of {{[0-9]+}} elements differ
// RUN: dsa-run %s --entry=near --machine=x86-generic --bench=1 --output=x.npy --output=y.npy --output=z.npy
// RUN: dsa-run %s --entry=near --machine=x86-openblas --numerics=reassoc,contract --prefer=instructions --bench=1 --expect=x.npy --expect=y.npy --expect=z.npy --rtol=1e-5 --atol=1e-5 | FileCheck %s --check-prefix=NEAR
// NEAR-COUNT-3: 0 of {{[0-9]+}} elements differ
// RUN: dsa-opt %s --dsa-compile="machine=x86-openblas numerics=reassoc,contract prefer=instructions to=tile" --remarks-filter=auto-tile --remark-policy=all 2>&1 >/dev/null | FileCheck %s --check-prefix=REMARK
// REMARK: left to vector code: expected operand 0 to lie in memory row after row

!a = memref<16x64xi8, strided<[?, ?], offset: ?>>
!b = memref<64x16xi8, strided<[?, ?], offset: ?>>
!c = memref<16x16xi32, strided<[?, ?], offset: ?>>

func.func private @product(%a: !a {llvm.noalias}, %b: !b {llvm.noalias}, %c: !c {llvm.noalias}) {
  linalg.matmul ins(%a, %b : !a, !b) outs(%c : !c)
  return
}

func.func @strides(%a: memref<4096xi8>, %b: memref<4096xi8>, %c: memref<1024xi32>) {
  %av = memref.reinterpret_cast %a to offset: [1], sizes: [16, 64], strides: [130, 2] : memref<4096xi8> to memref<16x64xi8, strided<[130, 2], offset: 1>>
  %bv = memref.reinterpret_cast %b to offset: [3], sizes: [64, 16], strides: [1, 70] : memref<4096xi8> to memref<64x16xi8, strided<[1, 70], offset: 3>>
  %cv = memref.reinterpret_cast %c to offset: [0], sizes: [16, 16], strides: [33, 2] : memref<1024xi32> to memref<16x16xi32, strided<[33, 2]>>
  %ad = memref.cast %av : memref<16x64xi8, strided<[130, 2], offset: 1>> to !a
  %bd = memref.cast %bv : memref<64x16xi8, strided<[1, 70], offset: 3>> to !b
  %cd = memref.cast %cv : memref<16x16xi32, strided<[33, 2]>> to !c
  func.call @product(%ad, %bd, %cd) : (!a, !b, !c) -> ()
  return
}

func.func @slice(%a: tensor<16x64xi8>, %b: tensor<64x16xi8>, %c: tensor<16x40xi32>) -> tensor<16x40xi32> {
  %s = tensor.extract_slice %c[0, 1] [16, 16] [1, 2] : tensor<16x40xi32> to tensor<16x16xi32>
  %r = linalg.matmul ins(%a, %b : tensor<16x64xi8>, tensor<64x16xi8>) outs(%s : tensor<16x16xi32>) -> tensor<16x16xi32>
  %i = tensor.insert_slice %r into %c[0, 1] [16, 16] [1, 2] : tensor<16x16xi32> into tensor<16x40xi32>
  return %i : tensor<16x40xi32>
}

func.func @near(%x: memref<40xf32>, %y: memref<7x6xf32>, %z: memref<5x6xf32>) {
  %v = memref.reinterpret_cast %x to offset: [0], sizes: [5, 7], strides: [1, 1] : memref<40xf32> to memref<5x7xf32, strided<[1, 1]>>
  linalg.matmul ins(%v, %y : memref<5x7xf32, strided<[1, 1]>>, memref<7x6xf32>) outs(%z : memref<5x6xf32>)
  return
}
