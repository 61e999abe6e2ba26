// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// ROW 37: vwmacc, and sums of a vector by vredsum, vfredosum and vfredusum
//
// CASE matmul: machine=riscv64-v128 only=vwmacc_* expect=A by=vwmacc strength=exact inputs=s16,s16 outputs=s32 reference=matmul
func.func @matmul(%a: tensor<13x11xi16>, %b: tensor<11x37xi16>) -> tensor<13x37xi32> {
  %zero = arith.constant 0 : i32
  %empty = tensor.empty() : tensor<13x37xi32>
  %init = linalg.fill ins(%zero : i32) outs(%empty : tensor<13x37xi32>) -> tensor<13x37xi32>
  %r = linalg.generic {indexing_maps = [
        affine_map<(m, n, k) -> (m, k)>,
        affine_map<(m, n, k) -> (k, n)>,
        affine_map<(m, n, k) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%a, %b : tensor<13x11xi16>, tensor<11x37xi16>) outs(%init : tensor<13x37xi32>) {
  ^bb0(%left: i16, %right: i16, %sum: i32):
    %left_wide = arith.extsi %left : i16 to i32
    %right_wide = arith.extsi %right : i16 to i32
    %p = arith.muli %left_wide, %right_wide : i32
    %t = arith.addi %sum, %p : i32
    linalg.yield %t : i32
  } -> tensor<13x37xi32>
  return %r : tensor<13x37xi32>
}

// -----

// CASE total: machine=riscv64-v128 only=vredsum_vs expect=A by=vredsum strength=exact inputs=s32,s32 outputs=s32 reference=total
func.func @total(%x: tensor<75xi32>, %s: tensor<1xi32>) -> tensor<1xi32> {
  %r = linalg.generic {indexing_maps = [
        affine_map<(i, k) -> (k)>, affine_map<(i, k) -> (i)>],
      iterator_types = ["parallel", "reduction"]}
      ins(%x : tensor<75xi32>) outs(%s : tensor<1xi32>) {
  ^bb0(%value: i32, %sum: i32):
    %t = arith.addi %sum, %value : i32
    linalg.yield %t : i32
  } -> tensor<1xi32>
  return %r : tensor<1xi32>
}

// -----

// CASE total: machine=riscv64-v128 only=vfredosum_vs expect=A by=vfredosum strength=exact inputs=f32,f32 outputs=f32 reference=total
// CASE total: machine=riscv64-v128 only=vfredusum_vs expect=R counterexample=floats inputs=f32,f32 outputs=f32 reference=total
// CASE total: machine=riscv64-v128 only=vfredusum_vs expect=C by=vfredusum numerics=reassoc strength=reassoc inputs=f32,f32 outputs=f32 reference=total
// Ordered: in the program's order. Unordered: only where that is allowed.
func.func @total(%x: tensor<75xf32>, %s: tensor<1xf32>) -> tensor<1xf32> {
  %r = linalg.generic {indexing_maps = [
        affine_map<(i, k) -> (k)>, affine_map<(i, k) -> (i)>],
      iterator_types = ["parallel", "reduction"]}
      ins(%x : tensor<75xf32>) outs(%s : tensor<1xf32>) {
  ^bb0(%value: f32, %sum: f32):
    %t = arith.addf %sum, %value : f32
    linalg.yield %t : f32
  } -> tensor<1xf32>
  return %r : tensor<1xf32>
}
