// RUN: dsa-opt %s --verify-roundtrip | FileCheck %s

#a = affine_map<(m, n, k, q) -> (m, k, q)>
#b = affine_map<(m, n, k, q) -> (k, n, q)>
#c = affine_map<(m, n, k, q) -> (m, n)>
!tmm = !dsa.reg<@amx::@tmm>
!acc = !dsa.reg<@amx::@acc>

// CHECK-LABEL: dsa.isa @amx features ["amx-tile", "amx-int8"] {
dsa.isa @amx features ["amx-tile", "amx-int8"] {
  // CHECK: dsa.registers @tmm count 8 means tensor<16x16x4xi8> issues_as !amx.tile<16x64xi8>
  dsa.registers @tmm count 8 means tensor<16x16x4xi8> issues_as !amx.tile<16x64xi8>
  // CHECK: dsa.registers @acc shares @tmm {{.*}} no_copy
  dsa.registers @acc shares @tmm means tensor<16x16xi32> issues_as !amx.tile<16x16xi32> no_copy
  // CHECK: dsa.instruction @tdpbssd({{.*}}@acc> tied, !dsa.reg<@amx::@tmm>, !dsa.reg<@amx::@tmm>) -> !dsa.reg<@amx::@acc>
  // CHECK-SAME: cost {latency = 52, interval = 16, source = "measured"}
  // CHECK: semantics {
  // CHECK: emission {
  dsa.instruction @tdpbssd(!acc tied, !tmm, !tmm) -> !acc
      cost {latency = 52, interval = 16, source = "measured"}
  semantics {
  ^bb0(%p: tensor<16x16xi32>, %x: tensor<16x16x4xi8>, %y: tensor<16x16x4xi8>):
    %r = linalg.contract indexing_maps = [#a, #b, #c] ins(%x, %y : tensor<16x16x4xi8>, tensor<16x16x4xi8>) outs(%p : tensor<16x16xi32>) -> tensor<16x16xi32>
    dsa.yield %r : tensor<16x16xi32>
  } emission {
  ^bb0(%p: !amx.tile<16x16xi32>, %x: !amx.tile<16x64xi8>, %y: !amx.tile<16x64xi8>):
    %r = amx.tile_muli %x, %y, %p : !amx.tile<16x64xi8>, !amx.tile<16x64xi8>, !amx.tile<16x16xi32>
    dsa.yield %r : !amx.tile<16x16xi32>
  }
  // A declaration, as programs hold it.
  // CHECK: dsa.instruction @tileloadd(memref<16x16x4xi8, strided<[?, 4, 1], offset: ?>> read) -> !dsa.reg<@amx::@tmm>
  dsa.instruction @tileloadd(memref<16x16x4xi8, strided<[?, 4, 1], offset: ?>> read) -> !tmm
}

// CHECK-LABEL: dsa.machine @m isas [@amx] features ["amx-int8"] {
dsa.machine @m isas [@amx] features ["amx-int8"] {
  // CHECK: dsa.memory @l1 cache bytes 49152 bandwidth 128 shared_by 1 line 64
  dsa.memory @l1 cache bytes 49152 bandwidth 128 shared_by 1 line 64
}

// CHECK-LABEL: func.func @invoke
func.func @invoke(%m: memref<16x16x4xi8, strided<[256, 4, 1], offset: ?>>, %p: !acc) -> !acc {
  // CHECK: dsa.invoke @amx::@tileloadd(%{{.*}}) : (memref<16x16x4xi8, strided<[256, 4, 1], offset: ?>>) -> !dsa.reg<@amx::@tmm>
  %a = dsa.invoke @amx::@tileloadd(%m) : (memref<16x16x4xi8, strided<[256, 4, 1], offset: ?>>) -> !tmm
  // CHECK: dsa.invoke @amx::@tdpbssd(
  %q = dsa.invoke @amx::@tdpbssd(%p, %a, %a) : (!acc, !tmm, !tmm) -> !acc
  return %q : !acc
}

// CHECK-LABEL: func.func @match
func.func @match(%a: tensor<16x64xi8>, %w: tensor<64x16xi8>, %z: tensor<16x16xi32>) -> tensor<16x16xi32> {
  // CHECK: dsa.match = #dsa.match<@amx::@tdpbssd, mapping = #map{{[0-9]*}}, operands = [2, 0, 1], weakened = <exact>, proof = "sha256:0f3c">
  %r = linalg.matmul {dsa.match = #dsa.match<@amx::@tdpbssd,
      mapping = affine_map<(m, n, k) -> (m, n, k floordiv 4, k mod 4)>,
      operands = [2, 0, 1], weakened = <exact>, proof = "sha256:0f3c">}
    ins(%a, %w : tensor<16x64xi8>, tensor<64x16xi8>) outs(%z : tensor<16x16xi32>) -> tensor<16x16xi32>
  return %r : tensor<16x16xi32>
}

// CHECK: func.func private @entry() attributes {dsa.entry = [#dsa.parameter<in "x", tensor<4xui8>>, #dsa.parameter<in "s", f32>, #dsa.parameter<inout "m", tensor<f32>>]}
func.func private @entry() attributes {dsa.entry = [#dsa.parameter<in "x", tensor<4xui8>>, #dsa.parameter<in "s", f32>, #dsa.parameter<inout "m", tensor<f32>>]}
