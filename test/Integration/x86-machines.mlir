// Matrix products on the vectors of AVX2 and AVX512-BF16: sizes that do not
// divide, compiled, run, and compared with plain code on the same inputs.
// RUN: rm -rf %t && mkdir %t && cd %t
// RUN: dsa-run %s --entry=words --machine=x86-generic --bench=1 --output=words.npy
// RUN: dsa-run %s --entry=floats --machine=x86-generic --bench=1 --output=floats.npy
// RUN: dsa-run %s --entry=brains --machine=x86-generic --bench=1 --output=brains.npy
// RUN: dsa-run %s --entry=words --machine=x86-avx2 --simulate --prefer=instructions --bench=1 --expect=words.npy | FileCheck %s --check-prefix=WORDS
// RUN: %if cpu-avx2 %{ dsa-run %s --entry=words --machine=x86-avx2 --prefer=instructions --bench=1 --expect=words.npy | FileCheck %s --check-prefix=WORDS %}
// RUN: %if cpu-fma %{ dsa-run %s --entry=floats --machine=x86-avx2 --prefer=instructions --bench=1 --numerics=contract --expect=floats.npy --rtol=1e-5 | FileCheck %s --check-prefix=FLOATS %}
// RUN: %if cpu-avx512_bf16 %{ dsa-run %s --entry=brains --machine=%source/lib/Target/isa/avx512-bf16.mlir --prefer=instructions --bench=1 --numerics=reassoc,contract,flush --expect=brains.npy --rtol=1e-5 | FileCheck %s --check-prefix=BRAINS %}
// WORDS: instruction: avx2::dot_words, does {{[0-9]+}} operations (exact), invoked
// WORDS: largest error 0, 0 of 391 elements differ
// FLOATS: instruction: avx_fma::vfmadd231ps, does 1 operations (contract), invoked
// FLOATS: 0 of 391 elements differ
// BRAINS: instruction: avx512_bf16::vdpbf16ps{{.*}}, does 1 operations (reassoc, contract, flush), invoked
// BRAINS: 0 of 391 elements differ
//
// vpmaddubsw saturates: without a proof that it does not, it is not used; an
// adapter makes words of the bytes.
// RUN: dsa-opt --dsa-compile="machine=x86-avx2 prefer=instructions to=linalg" %s | FileCheck %s --check-prefix=BYTES
// BYTES-LABEL: func.func @bytes
// BYTES-NOT: @dot_bytes
// BYTES: dsa.match = #dsa.match<@avx2::@dot_words
// BYTES-NOT: @dot_bytes
// BYTES-LABEL: func.func @bounded_bytes
// BYTES: dsa.match = #dsa.match<@avx2::@dot_bytes
// RUN: %python %S/../Run/Inputs/write-array.py a.npy i1 17x37 random 0 127
// RUN: %python %S/../Run/Inputs/write-array.py b.npy i1 37x23 random -128 127
// RUN: dsa-run %s --entry=bounded_bytes --machine=x86-generic --input=a.npy --input=b.npy --output=bounded.npy
// RUN: dsa-run %s --entry=bounded_bytes --machine=x86-avx2 --simulate --prefer=instructions --input=a.npy --input=b.npy --expect=bounded.npy | FileCheck %s --check-prefix=BOUNDED
// RUN: %if cpu-avx2 %{ dsa-run %s --entry=bounded_bytes --machine=x86-avx2 --prefer=instructions --input=a.npy --input=b.npy --expect=bounded.npy | FileCheck %s --check-prefix=BOUNDED %}
// BOUNDED: instruction: avx2::dot_bytes
// BOUNDED: largest error 0, 0 of 391 elements differ

#a = affine_map<(m, n, k) -> (m, k)>
#b = affine_map<(m, n, k) -> (k, n)>
#c = affine_map<(m, n, k) -> (m, n)>

func.func @words(%a: tensor<17x37xi16>, %b: tensor<37x23xi16>) -> tensor<17x23xi32> {
  %zero = arith.constant 0 : i32
  %empty = tensor.empty() : tensor<17x23xi32>
  %init = linalg.fill ins(%zero : i32) outs(%empty : tensor<17x23xi32>) -> tensor<17x23xi32>
  %r = linalg.generic {indexing_maps = [#a, #b, #c], iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%a, %b : tensor<17x37xi16>, tensor<37x23xi16>) outs(%init : tensor<17x23xi32>) {
  ^bb0(%x: i16, %y: i16, %s: i32):
    %xe = arith.extsi %x : i16 to i32
    %ye = arith.extsi %y : i16 to i32
    %p = arith.muli %xe, %ye : i32
    %t = arith.addi %s, %p : i32
    linalg.yield %t : i32
  } -> tensor<17x23xi32>
  return %r : tensor<17x23xi32>
}

func.func @floats(%a: tensor<17x37xf32>, %b: tensor<37x23xf32>) -> tensor<17x23xf32> {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<17x23xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<17x23xf32>) -> tensor<17x23xf32>
  %r = linalg.matmul ins(%a, %b : tensor<17x37xf32>, tensor<37x23xf32>) outs(%init : tensor<17x23xf32>) -> tensor<17x23xf32>
  return %r : tensor<17x23xf32>
}

func.func @brains(%a: tensor<17x37xbf16>, %b: tensor<37x23xbf16>) -> tensor<17x23xf32> {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<17x23xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<17x23xf32>) -> tensor<17x23xf32>
  %r = linalg.matmul ins(%a, %b : tensor<17x37xbf16>, tensor<37x23xbf16>) outs(%init : tensor<17x23xf32>) -> tensor<17x23xf32>
  return %r : tensor<17x23xf32>
}

func.func @bytes(%a: tensor<17x37xi8>, %b: tensor<37x23xi8>) -> tensor<17x23xi32> {
  %zero = arith.constant 0 : i32
  %empty = tensor.empty() : tensor<17x23xi32>
  %init = linalg.fill ins(%zero : i32) outs(%empty : tensor<17x23xi32>) -> tensor<17x23xi32>
  %r = linalg.generic {indexing_maps = [#a, #b, #c], iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%a, %b : tensor<17x37xi8>, tensor<37x23xi8>) outs(%init : tensor<17x23xi32>) {
  ^bb0(%x: i8, %y: i8, %s: i32):
    %xe = arith.extui %x : i8 to i32
    %ye = arith.extsi %y : i8 to i32
    %p = arith.muli %xe, %ye : i32
    %t = arith.addi %s, %p : i32
    linalg.yield %t : i32
  } -> tensor<17x23xi32>
  return %r : tensor<17x23xi32>
}

func.func @bounded_bytes(%a: tensor<17x37xi8> {dsa.range = [0, 127]}, %b: tensor<37x23xi8>) -> tensor<17x23xi32> {
  %zero = arith.constant 0 : i32
  %empty = tensor.empty() : tensor<17x23xi32>
  %init = linalg.fill ins(%zero : i32) outs(%empty : tensor<17x23xi32>) -> tensor<17x23xi32>
  %r = linalg.generic {indexing_maps = [#a, #b, #c], iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%a, %b : tensor<17x37xi8>, tensor<37x23xi8>) outs(%init : tensor<17x23xi32>) {
  ^bb0(%x: i8, %y: i8, %s: i32):
    %xe = arith.extui %x : i8 to i32
    %ye = arith.extsi %y : i8 to i32
    %p = arith.muli %xe, %ye : i32
    %t = arith.addi %s, %p : i32
    linalg.yield %t : i32
  } -> tensor<17x23xi32>
  return %r : tensor<17x23xi32>
}
