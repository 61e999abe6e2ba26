// Functions of a library as instructions: a product of any size, known or not, is
// one call. Run, and compared with plain code on the same inputs.
// RUN: rm -rf %t && mkdir %t && cd %t
// RUN: dsa-opt --dsa-compile="machine=x86-openblas numerics=reassoc,contract prefer=instructions to=dsa" %s | FileCheck %s
// CHECK-LABEL: @plain
// CHECK: dsa.invoke @openblas::@cblas_sgemm_nn(
// CHECK-NOT: linalg.generic
// CHECK-LABEL: @transposed
// CHECK: dsa.invoke @openblas::@cblas_dgemm_tt(
// CHECK-LABEL: @mixed
// CHECK: dsa.invoke @openblas::@cblas_sgemm_nt(
// CHECK-LABEL: @any
// CHECK: dsa.invoke @openblas::@cblas_sgemm_nn({{.*}}memref<?x?xf32
//
// RUN: dsa-run %s --entry=plain --machine=x86-generic --bench=1 --output=plain.npy
// RUN: dsa-run %s --entry=transposed --machine=x86-generic --bench=1 --output=transposed.npy
// RUN: dsa-run %s --entry=mixed --machine=x86-generic --bench=1 --output=mixed.npy
// RUN: dsa-run %s --entry=outer --machine=x86-generic --bench=1 --output=outer.npy
// RUN: dsa-run %s --entry=plain --machine=x86-openblas --numerics=reassoc,contract --prefer=instructions --bench=1 --expect=plain.npy --rtol=1e-5 --atol=1e-5 | FileCheck %s --check-prefix=CALLS
// RUN: dsa-run %s --entry=transposed --machine=x86-openblas --numerics=reassoc,contract --prefer=instructions --bench=1 --expect=transposed.npy --rtol=1e-12 --atol=1e-12 | FileCheck %s --check-prefix=CALLS
// RUN: dsa-run %s --entry=mixed --machine=x86-openblas --numerics=reassoc,contract --prefer=instructions --bench=1 --expect=mixed.npy --rtol=1e-5 --atol=1e-5 | FileCheck %s --check-prefix=CALLS
// Sizes that are not known, and an accumulator that is read, too.
// RUN: dsa-run %s --entry=outer --machine=x86-openblas --numerics=reassoc,contract --prefer=instructions --bench=1 --expect=outer.npy --rtol=1e-5 --atol=1e-5 | FileCheck %s --check-prefix=CALLS
// RUN: dsa-run %s --entry=outer --machine=x86-openblas --simulate --numerics=reassoc,contract --prefer=instructions --bench=1 --expect=outer.npy --rtol=1e-5 --atol=1e-5 | FileCheck %s --check-prefix=CALLS
// CALLS: instruction: openblas::cblas_{{[sd]}}gemm_
// CALLS: 0 of {{[0-9]+}} elements differ
//
// The library sums in an order of its own: not under strict floating point.
// RUN: dsa-opt --dsa-compile="machine=x86-openblas prefer=instructions to=linalg" %s --remarks-filter=auto-tensorize --remark-policy=all 2>&1 >/dev/null | FileCheck %s --check-prefix=STRICT
// STRICT: Function=plain {{.*}}do not allow reassoc, contract
//
// A shared library needs it.
// RUN: dsa-translate --dsa-to-shared-library --machine=x86-openblas --numerics=reassoc,contract --prefer=instructions %s -o libprogram.so
// RUN: llvm-readelf -d libprogram.so | FileCheck %s --check-prefix=NEEDED
// NEEDED: NEEDED{{.*}}libopenblas.so.0

#m_k = affine_map<(m, n, k) -> (m, k)>
#k_m = affine_map<(m, n, k) -> (k, m)>
#k_n = affine_map<(m, n, k) -> (k, n)>
#n_k = affine_map<(m, n, k) -> (n, k)>
#m_n = affine_map<(m, n, k) -> (m, n)>

func.func @plain(%a: tensor<17x37xf32>, %b: tensor<37x23xf32>, %c: tensor<17x23xf32>) -> tensor<17x23xf32> {
  %r = linalg.generic {indexing_maps = [#m_k, #k_n, #m_n], iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%a, %b : tensor<17x37xf32>, tensor<37x23xf32>) outs(%c : tensor<17x23xf32>) {
  ^bb0(%x: f32, %y: f32, %s: f32):
    %p = arith.mulf %x, %y : f32
    %u = arith.addf %s, %p : f32
    linalg.yield %u : f32
  } -> tensor<17x23xf32>
  return %r : tensor<17x23xf32>
}
func.func @transposed(%a: tensor<37x17xf64>, %b: tensor<23x37xf64>, %c: tensor<17x23xf64>) -> tensor<17x23xf64> {
  %r = linalg.generic {indexing_maps = [#k_m, #n_k, #m_n], iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%a, %b : tensor<37x17xf64>, tensor<23x37xf64>) outs(%c : tensor<17x23xf64>) {
  ^bb0(%x: f64, %y: f64, %s: f64):
    %p = arith.mulf %x, %y : f64
    %u = arith.addf %s, %p : f64
    linalg.yield %u : f64
  } -> tensor<17x23xf64>
  return %r : tensor<17x23xf64>
}
func.func @mixed(%a: tensor<17x37xf32>, %b: tensor<23x37xf32>, %c: tensor<17x23xf32>) -> tensor<17x23xf32> {
  %r = linalg.generic {indexing_maps = [#m_k, #n_k, #m_n], iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%a, %b : tensor<17x37xf32>, tensor<23x37xf32>) outs(%c : tensor<17x23xf32>) {
  ^bb0(%x: f32, %y: f32, %s: f32):
    %p = arith.mulf %x, %y : f32
    %u = arith.addf %s, %p : f32
    linalg.yield %u : f32
  } -> tensor<17x23xf32>
  return %r : tensor<17x23xf32>
}
func.func private @any(%a: tensor<?x?xf32>, %b: tensor<?x?xf32>, %c: tensor<?x?xf32>) -> tensor<?x?xf32> {
  %r = linalg.generic {indexing_maps = [#m_k, #k_n, #m_n], iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%a, %b : tensor<?x?xf32>, tensor<?x?xf32>) outs(%c : tensor<?x?xf32>) {
  ^bb0(%x: f32, %y: f32, %s: f32):
    %p = arith.mulf %x, %y : f32
    %u = arith.addf %s, %p : f32
    linalg.yield %u : f32
  } -> tensor<?x?xf32>
  return %r : tensor<?x?xf32>
}
func.func @outer(%a: tensor<17x37xf32>, %b: tensor<37x23xf32>, %c: tensor<17x23xf32>) -> tensor<17x23xf32> {
  %x = tensor.cast %a : tensor<17x37xf32> to tensor<?x?xf32>
  %y = tensor.cast %b : tensor<37x23xf32> to tensor<?x?xf32>
  %z = tensor.cast %c : tensor<17x23xf32> to tensor<?x?xf32>
  %r = func.call @any(%x, %y, %z) : (tensor<?x?xf32>, tensor<?x?xf32>, tensor<?x?xf32>) -> tensor<?x?xf32>
  %s = tensor.cast %r : tensor<?x?xf32> to tensor<17x23xf32>
  return %s : tensor<17x23xf32>
}
