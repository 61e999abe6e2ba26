// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// ROW 46: loops that look like a matrix product and write what they read
//
// CASE stencil: machine=integer-product.mlir expect=R counterexample=dependence inputs=s32,s32 outputs=s32,s32 reference=running_products
func.func @stencil(%x: memref<20xi32>, %w: memref<20x20xi32>) {
  affine.for %i = 0 to 20 {
    affine.for %k = 0 to 20 {
      %a = affine.load %x[%k] : memref<20xi32>
      %b = affine.load %w[%k, %i] : memref<20x20xi32>
      %p = arith.muli %a, %b : i32
      %s = affine.load %x[%i] : memref<20xi32>
      %t = arith.addi %s, %p : i32
      affine.store %t, %x[%i] : memref<20xi32>
    }
  }
  return
}

// -----

// What is written is read again two rows on: refused, or left to plain code by a
// check at run time.
// CASE rows_of_one_buffer: machine=integer-product.mlir expect=C condition=apart|overlap|guard inputs=s32,s32 outputs=s32,s32 reference=overlapping_matmul
func.func @rows_of_one_buffer(%x: memref<20x16xi32>, %w: memref<16x16xi32>) {
  %in = memref.subview %x[0, 0] [18, 16] [1, 1] : memref<20x16xi32> to memref<18x16xi32, strided<[16, 1]>>
  %out = memref.subview %x[2, 0] [18, 16] [1, 1] : memref<20x16xi32> to memref<18x16xi32, strided<[16, 1], offset: 32>>
  linalg.generic {indexing_maps = [
        affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%in, %w : memref<18x16xi32, strided<[16, 1]>>, memref<16x16xi32>) outs(%out : memref<18x16xi32, strided<[16, 1], offset: 32>>) {
  ^bb0(%left: i32, %right: i32, %sum: i32):
    %p = arith.muli %left, %right : i32
    %t = arith.addi %sum, %p : i32
    linalg.yield %t : i32
  }
  return
}
