// RUN: dsa-opt %s --auto-tile="machine=x86-sapphire-rapids" --verify-diagnostics --remarks-filter="auto-tile" --remark-policy=all | FileCheck %s

// Nothing runs through the columns: a vector is a matrix of one column, and the
// others are padding.
// CHECK-LABEL: func.func @matvec
// CHECK-SAME: %[[A:.*]]: tensor<64x128xi8>, %[[X:.*]]: tensor<128xi8>, %[[Z:.*]]: tensor<64xi32>
// CHECK: tensor.expand_shape %[[X]] {{\[}}[0, 1]] output_shape [128, 1] : tensor<128xi8> into tensor<128x1xi8>
// CHECK: tensor.pad
// CHECK: tile.transfer
// CHECK: tensor.collapse_shape %{{.*}} {{\[}}[0, 1]] : tensor<64x1xi32> into tensor<64xi32>
func.func @matvec(%a: tensor<64x128xi8>, %x: tensor<128xi8>, %z: tensor<64xi32>) -> tensor<64xi32> {
  // expected-remark @+1 {{grid 4x2x1}}
  %r = linalg.matvec {dsa.match = #dsa.match<@amx_int8::@tdpbssd,
      mapping = affine_map<(m, k) -> (m floordiv 16, k floordiv 64, m mod 16, 0, (k mod 64) floordiv 4, k mod 4)>,
      operands = [2, 0, 1], weakened = <exact>, proof = "sha256:0f3c">}
    ins(%a, %x : tensor<64x128xi8>, tensor<128xi8>) outs(%z : tensor<64xi32>) -> tensor<64xi32>
  return %r : tensor<64xi32>
}

// A sum that starts at zero still does.
// CHECK-LABEL: func.func @dot
// CHECK: arith.constant dense<0> : tensor<16x16xi32, #tile.in<@amx_int8::@acc>>
func.func @dot(%x: tensor<64xi8>, %y: tensor<64xi8>) -> tensor<i32> {
  %c0 = arith.constant 0 : i32
  %e = tensor.empty() : tensor<i32>
  %z = linalg.fill ins(%c0 : i32) outs(%e : tensor<i32>) -> tensor<i32>
  // expected-remark @+1 {{grid 1x1x1}}
  %r = linalg.dot {dsa.match = #dsa.match<@amx_int8::@tdpbssd,
      mapping = affine_map<(k) -> (k floordiv 64, 0, 0, (k mod 64) floordiv 4, k mod 4)>,
      operands = [2, 0, 1], weakened = <exact>, proof = "sha256:0f3c">}
    ins(%x, %y : tensor<64xi8>, tensor<64xi8>) outs(%z : tensor<i32>) -> tensor<i32>
  return %r : tensor<i32>
}

// Both operands are one vector, but each would need a dimension of its own.
// CHECK-LABEL: func.func @squares
// CHECK: linalg.generic
func.func @squares(%x: tensor<64xi8>, %z: tensor<i32>) -> tensor<i32> {
  // expected-remark @+1 {{left to vector code: expected the instruction's operands that read operand 0 to be addressed by the same idle loops}}
  %r = linalg.generic {indexing_maps = [affine_map<(k) -> (k)>, affine_map<(k) -> ()>], iterator_types = ["reduction"],
      dsa.match = #dsa.match<@amx_int8::@tdpbssd,
        mapping = affine_map<(k) -> (k floordiv 64, 0, 0, (k mod 64) floordiv 4, k mod 4)>,
        operands = [1, 0, 0], weakened = <exact>, proof = "sha256:0f3c">}
      ins(%x : tensor<64xi8>) outs(%z : tensor<i32>) {
  ^bb0(%e: i8, %s: i32):
    %xe = arith.extsi %e : i8 to i32
    %p = arith.muli %xe, %xe : i32
    %t = arith.addi %s, %p : i32
    linalg.yield %t : i32
  } -> tensor<i32>
  return %r : tensor<i32>
}
