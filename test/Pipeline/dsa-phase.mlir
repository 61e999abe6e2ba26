// RUN: dsa-opt %s --dsa-compile="machine=x86-sapphire-rapids from=linalg to=dsa prefer=instructions numerics=contract" | FileCheck %s

// The longer side of a register block streams, so that accumulators and what
// stays beside them fit the registers: phase dsa checks that they do.
// CHECK-LABEL: func.func @long_register_block
// CHECK-SAME: memref<20x20xf64>
// CHECK: dsa.invoke @avx512_f::@vfmadd231pd
func.func @long_register_block(%a: tensor<20x20xf64>, %b: tensor<20x32xf64>) -> tensor<32x20xf64> {
  %z = arith.constant 0.0 : f64
  %e = tensor.empty() : tensor<32x20xf64>
  %f = linalg.fill ins(%z : f64) outs(%e : tensor<32x20xf64>) -> tensor<32x20xf64>
  %r = linalg.generic {indexing_maps = [affine_map<(k, m, n) -> (m, k)>, affine_map<(k, m, n) -> (k, n)>, affine_map<(k, m, n) -> (n, m)>],
      iterator_types = ["reduction", "parallel", "parallel"]}
      ins(%a, %b : tensor<20x20xf64>, tensor<20x32xf64>) outs(%f : tensor<32x20xf64>) {
  ^bb0(%x: f64, %y: f64, %s: f64):
    %p = arith.mulf %x, %y : f64
    %t = arith.addf %s, %p : f64
    linalg.yield %t : f64
  } -> tensor<32x20xf64>
  return %r : tensor<32x20xf64>
}
