// RUN: dsa-opt %s --auto-tile=machine=x86-sapphire-rapids --split-input-file --verify-diagnostics

// A match that upstream copied to an operation it does not fit.
func.func @stale(%a: tensor<64x128xi8>, %w: tensor<128x64xi8>, %z: tensor<64x64xi32>) -> tensor<64x64xi32> {
  // expected-error@+1 {{expected its match on @amx_int8::@tdpbuud to hold}}
  %r = linalg.matmul {dsa.match = #dsa.match<@amx_int8::@tdpbuud,
      mapping = affine_map<(m, n, k) -> (m floordiv 16, n floordiv 16, k floordiv 64, m mod 16, n mod 16, (k mod 64) floordiv 4, k mod 4)>,
      operands = [2, 0, 1], weakened = <exact>, proof = "sha256:0f3c">}
    ins(%a, %w : tensor<64x128xi8>, tensor<128x64xi8>) outs(%z : tensor<64x64xi32>) -> tensor<64x64xi32>
  return %r : tensor<64x64xi32>
}
