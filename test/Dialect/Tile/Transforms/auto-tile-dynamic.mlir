// RUN: dsa-opt %s --auto-tile="machine=x86-sapphire-rapids" --verify-diagnostics --remarks-filter="auto-tile" --remark-policy=all | FileCheck %s

// A match holds for all sizes; blocks are planned only where they are known.
// CHECK-LABEL: @dynamic
// CHECK: linalg.matmul ins
func.func @dynamic(%a: tensor<?x?xi8>, %w: tensor<?x?xi8>, %z: tensor<?x?xi32>) -> tensor<?x?xi32> {
  // expected-remark @+1 {{left to vector code: expected sizes that are known}}
  %r = linalg.matmul {dsa.match = #dsa.match<@amx_int8::@tdpbssd,
      mapping = affine_map<(m, n, k) -> (m floordiv 16, n floordiv 16, k floordiv 64,
        m mod 16, n mod 16, (k mod 64) floordiv 4, k mod 4)>,
      operands = [2, 0, 1], weakened = <exact>, proof = "sha256:0f3c">}
    ins(%a, %w : tensor<?x?xi8>, tensor<?x?xi8>) outs(%z : tensor<?x?xi32>) -> tensor<?x?xi32>
  return %r : tensor<?x?xi32>
}
