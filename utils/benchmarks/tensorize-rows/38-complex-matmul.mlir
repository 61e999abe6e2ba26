// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
// ROW 38: complex matmul by matrix products of its parts
//
// CASE integers: machine=x86-sapphire-rapids only=tdpbssd expect=A by=tdpbssd strength=exact inputs=s8,s8,s8,s8 outputs=s32,s32 reference=complex_matmul
// CASE integers: machine=nvidia-sm80 expect=A by=mma strength=exact inputs=s8,s8,s8,s8 outputs=s32,s32 reference=complex_matmul
func.func @integers(%ar: tensor<17x24xi8>, %ai: tensor<17x24xi8>, %br: tensor<24x19xi8>, %bi: tensor<24x19xi8>) -> (tensor<17x19xi32>, tensor<17x19xi32>) {
  %zero = arith.constant 0 : i32
  %empty = tensor.empty() : tensor<17x19xi32>
  %init = linalg.fill ins(%zero : i32) outs(%empty : tensor<17x19xi32>) -> tensor<17x19xi32>
  %r:2 = linalg.generic {indexing_maps = [
        affine_map<(m, n, k) -> (m, k)>,
        affine_map<(m, n, k) -> (m, k)>,
        affine_map<(m, n, k) -> (k, n)>,
        affine_map<(m, n, k) -> (k, n)>,
        affine_map<(m, n, k) -> (m, n)>,
        affine_map<(m, n, k) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%ar, %ai, %br, %bi : tensor<17x24xi8>, tensor<17x24xi8>, tensor<24x19xi8>, tensor<24x19xi8>) outs(%init, %init : tensor<17x19xi32>, tensor<17x19xi32>) {
  ^bb0(%xr: i8, %xi: i8, %yr: i8, %yi: i8, %re: i32, %im: i32):
    %xre = arith.extsi %xr : i8 to i32
    %xie = arith.extsi %xi : i8 to i32
    %yre = arith.extsi %yr : i8 to i32
    %yie = arith.extsi %yi : i8 to i32
    %rr = arith.muli %xre, %yre : i32
    %ii = arith.muli %xie, %yie : i32
    %ri = arith.muli %xre, %yie : i32
    %ir = arith.muli %xie, %yre : i32
    %real = arith.subi %rr, %ii : i32
    %imaginary = arith.addi %ri, %ir : i32
    %t = arith.addi %re, %real : i32
    %u = arith.addi %im, %imaginary : i32
    linalg.yield %t, %u : i32, i32
  } -> (tensor<17x19xi32>, tensor<17x19xi32>)
  return %r#0, %r#1 : tensor<17x19xi32>, tensor<17x19xi32>
}

// -----

// CASE floats: machine=nvidia-sm80 expect=C by=mma numerics=reassoc,contract strength=reassoc inputs=f16,f16,f16,f16 outputs=f32,f32 reference=complex_matmul
func.func @floats(%ar: tensor<17x24xf16>, %ai: tensor<17x24xf16>, %br: tensor<24x19xf16>, %bi: tensor<24x19xf16>) -> (tensor<17x19xf32>, tensor<17x19xf32>) {
  %zero = arith.constant 0.0 : f32
  %empty = tensor.empty() : tensor<17x19xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<17x19xf32>) -> tensor<17x19xf32>
  %r:2 = linalg.generic {indexing_maps = [
        affine_map<(m, n, k) -> (m, k)>,
        affine_map<(m, n, k) -> (m, k)>,
        affine_map<(m, n, k) -> (k, n)>,
        affine_map<(m, n, k) -> (k, n)>,
        affine_map<(m, n, k) -> (m, n)>,
        affine_map<(m, n, k) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%ar, %ai, %br, %bi : tensor<17x24xf16>, tensor<17x24xf16>, tensor<24x19xf16>, tensor<24x19xf16>) outs(%init, %init : tensor<17x19xf32>, tensor<17x19xf32>) {
  ^bb0(%xr: f16, %xi: f16, %yr: f16, %yi: f16, %re: f32, %im: f32):
    %xre = arith.extf %xr : f16 to f32
    %xie = arith.extf %xi : f16 to f32
    %yre = arith.extf %yr : f16 to f32
    %yie = arith.extf %yi : f16 to f32
    %rr = arith.mulf %xre, %yre : f32
    %ii = arith.mulf %xie, %yie : f32
    %ri = arith.mulf %xre, %yie : f32
    %ir = arith.mulf %xie, %yre : f32
    %real = arith.subf %rr, %ii : f32
    %imaginary = arith.addf %ri, %ir : f32
    %t = arith.addf %re, %real : f32
    %u = arith.addf %im, %imaginary : f32
    linalg.yield %t, %u : f32, f32
  } -> (tensor<17x19xf32>, tensor<17x19xf32>)
  return %r#0, %r#1 : tensor<17x19xf32>, tensor<17x19xf32>
}
