// RUN: dsa-opt %s --auto-tile="machine=x86-sapphire-rapids" --canonicalize --verify-diagnostics --remarks-filter="auto-tile" --remark-policy=all | FileCheck %s

// Loops over blocks of known size: whole ones, and others padded with what the
// proof found neutral. Each is cut as if the program had brought it.
// CHECK-LABEL: func.func @product
// CHECK: scf.for %[[I:.*]] = %c0 to %{{.*}} step %[[S:c[0-9]+]]
// CHECK: scf.for
// CHECK: scf.for
// CHECK: scf.if
// CHECK-NOT: tensor.pad
// CHECK: tensor.extract_slice %{{.*}} : tensor<?x?xi8> to tensor<[[M:[0-9]+]]x[[K:[0-9]+]]xi8>
// CHECK: tile.transfer
// CHECK: else
// CHECK: tensor.extract_slice %{{.*}} : tensor<?x?xi8> to tensor<?x?xi8>
// CHECK: tensor.pad
// CHECK: tensor.yield %c0_i8
// CHECK: : tensor<?x?xi8> to tensor<[[M]]x[[K]]xi8>
// CHECK: tile.transfer
func.func @product(%a: tensor<?x?xi8>, %w: tensor<?x?xi8>, %z: tensor<?x?xi32>) -> tensor<?x?xi32> {
  // expected-remark @+1 {{grid}}
  %r = linalg.matmul {dsa.match = #dsa.match<@amx_int8::@tdpbssd,
      mapping = affine_map<(m, n, k) -> (m floordiv 16, n floordiv 16, k floordiv 64,
        m mod 16, n mod 16, (k mod 64) floordiv 4, k mod 4)>,
      operands = [2, 0, 1], weakened = <exact>, proof = "sha256:0f3c">}
    ins(%a, %w : tensor<?x?xi8>, tensor<?x?xi8>) outs(%z : tensor<?x?xi32>) -> tensor<?x?xi32>
  return %r : tensor<?x?xi32>
}

// A kernel of unknown size: beyond its end the image has real elements, so not
// all of what an iteration reads would be padding.
// CHECK-LABEL: func.func @kernel
// CHECK: linalg.generic
func.func @kernel(%a: tensor<?xi8>, %w: tensor<?x16xi8>, %z: tensor<16x?xi32>) -> tensor<16x?xi32> {
  // expected-remark @+1 {{left to vector code: expected reduction loop 2 of unknown size to be a dimension of operand 0}}
  %r = linalg.generic {indexing_maps = [affine_map<(f, p, r) -> (p + r)>, affine_map<(f, p, r) -> (r, f)>, affine_map<(f, p, r) -> (f, p)>],
      iterator_types = ["parallel", "parallel", "reduction"],
      dsa.match = #dsa.match<@amx_int8::@tdpbssd,
        mapping = affine_map<(f, p, r) -> (p floordiv 16, f floordiv 16, r floordiv 64, p mod 16, f mod 16, (r mod 64) floordiv 4, r mod 4)>,
        operands = [2, 0, 1], weakened = <exact>, proof = "sha256:0f3c">}
    ins(%a, %w : tensor<?xi8>, tensor<?x16xi8>) outs(%z : tensor<16x?xi32>) {
  ^bb0(%x: i8, %y: i8, %s: i32):
    %xe = arith.extsi %x : i8 to i32
    %ye = arith.extsi %y : i8 to i32
    %p = arith.muli %xe, %ye : i32
    %t = arith.addi %s, %p : i32
    linalg.yield %t : i32
  } -> tensor<16x?xi32>
  return %r : tensor<16x?xi32>
}

// Blocks of the inner reduction would change the order of a sum of floats.
// CHECK-LABEL: func.func @order
// CHECK: linalg.generic
func.func @order(%a: tensor<4x5x?xf32>, %w: tensor<5x?x16xf32>, %z: tensor<4x16xf32>) -> tensor<4x16xf32> {
  // expected-remark @+1 {{left to vector code: expected the reduction of unknown size to be the outermost reduction, to keep the order of its sum}}
  %r = linalg.generic {indexing_maps = [affine_map<(m, n, r, c) -> (m, r, c)>, affine_map<(m, n, r, c) -> (r, c, n)>, affine_map<(m, n, r, c) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "reduction", "reduction"],
      dsa.match = #dsa.match<@avx512_f::@vfmadd231ps,
        mapping = affine_map<(m, n, r, c) -> (m, n floordiv 16, r, c, n mod 16)>,
        operands = [2, 0, 1], weakened = <contract>, proof = "sha256:0f3c">}
    ins(%a, %w : tensor<4x5x?xf32>, tensor<5x?x16xf32>) outs(%z : tensor<4x16xf32>) {
  ^bb0(%x: f32, %y: f32, %s: f32):
    %p = arith.mulf %x, %y fastmath<contract> : f32
    %t = arith.addf %s, %p fastmath<contract> : f32
    linalg.yield %t : f32
  } -> tensor<4x16xf32>
  return %r : tensor<4x16xf32>
}
