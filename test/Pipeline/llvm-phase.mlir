// RUN: dsa-opt %s --dsa-compile="from=dsa to=dsa" | FileCheck %s --check-prefix=DSA
// RUN: dsa-opt %s --dsa-compile="from=dsa to=llvm" | FileCheck %s --check-prefix=LLVM

// Results are computed in the caller's buffer; what no instruction does becomes
// loops; the buffer in between is freed.
// DSA-LABEL: func.func @main(
// DSA-SAME: %[[A:.*]]: memref<4x16xf32> {llvm.noalias}, %[[W:.*]]: memref<16x8xf32> {llvm.noalias}, %[[OUT:.*]]: memref<4x8xf32> {llvm.noalias})
// DSA: %[[SUM:.*]] = memref.alloc() {alignment = 64 : i64} : memref<4x8xf32>
// DSA: linalg.matmul ins(%[[A]], %[[W]] : {{.*}}) outs(%[[SUM]] : memref<4x8xf32>)
// DSA: linalg.generic
// DSA-SAME: ins(%[[SUM]] : memref<4x8xf32>) outs(%[[OUT]] : memref<4x8xf32>)
// LLVM-LABEL: llvm.func @main(
// LLVM-SAME: %{{.*}}: !llvm.ptr {llvm.noalias}, %{{.*}}: !llvm.ptr {llvm.noalias}, %{{.*}}: !llvm.ptr {llvm.noalias})
// LLVM-SAME: dsa.entry = [#dsa.parameter<in "arg0", tensor<4x16xf32>>
// LLVM: %[[BUFFER:.*]] = llvm.call @malloc
// LLVM: llvm.call @erff
// LLVM: llvm.call @free(%[[BUFFER]])
// LLVM-NOT: llvm.call @free
func.func @main(%a: tensor<4x16xf32>, %w: tensor<16x8xf32>) -> tensor<4x8xf32> {
  %z = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<4x8xf32>
  %f = linalg.fill ins(%z : f32) outs(%e : tensor<4x8xf32>) -> tensor<4x8xf32>
  %r = linalg.matmul ins(%a, %w : tensor<4x16xf32>, tensor<16x8xf32>) outs(%f : tensor<4x8xf32>) -> tensor<4x8xf32>
  %q = linalg.generic {indexing_maps = [affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (i, j)>], iterator_types = ["parallel", "parallel"]} ins(%r : tensor<4x8xf32>) outs(%e : tensor<4x8xf32>) {
  ^bb0(%x: f32, %o: f32):
    %1 = math.erf %x : f32
    linalg.yield %1 : f32
  } -> tensor<4x8xf32>
  return %q : tensor<4x8xf32>
}
