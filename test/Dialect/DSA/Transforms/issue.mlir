// RUN: dsa-opt %s --dsa-issue=machine=x86-sapphire-rapids | FileCheck %s
// RUN: dsa-opt %s --dsa-compile="machine=x86-sapphire-rapids from=llvm" | FileCheck %s --check-prefix=LLVM

!tmm = !dsa.reg<@amx_int8::@tmm>
!acc = !dsa.reg<@amx_int8::@acc>
!zmm = !dsa.reg<@avx512_f::@zmm_f32>
!rows = memref<16x16x4xi8, strided<[?, 4, 1], offset: ?>>
!tile = memref<16x16x4xi8, strided<[256, 4, 1], offset: ?>>

// CHECK-NOT: dsa.isa
dsa.isa @amx_tile {
  dsa.registers @tile count 8 means tensor<16x64xi8> issues_as !amx.tile<16x64xi8> no_copy
}
dsa.isa @amx_int8 requires [@amx_tile] {
  dsa.registers @tmm shares @amx_tile::@tile means tensor<16x16x4xi8> issues_as !amx.tile<16x64xi8> no_copy
  dsa.registers @acc shares @amx_tile::@tile means tensor<16x16xi32> issues_as !amx.tile<16x16xi32> no_copy
  dsa.instruction @tilezero() -> !acc
  dsa.instruction @tileloadd(!rows read) -> !tmm
  dsa.instruction @tdpbusd(!acc tied, !tmm, !tmm) -> !acc
}

// CHECK-LABEL: func.func @carries_registers_through_loops
// CHECK-SAME: -> !amx.tile<16x16xi32>
// LLVM-LABEL: llvm.func @carries_registers_through_loops
func.func @carries_registers_through_loops(%a: !tile, %b: !tile, %lo: index, %hi: index, %st: index) -> !acc {
  // CHECK: %[[Z:.*]] = amx.tile_zero : !amx.tile<16x16xi32>
  %z = dsa.invoke @amx_int8::@tilezero() : () -> !acc
  // CHECK: scf.for {{.*}} iter_args(%[[P:.*]] = %[[Z]]) -> (!amx.tile<16x16xi32>)
  %p = scf.for %k = %lo to %hi step %st iter_args(%p0 = %z) -> (!acc) {
    // CHECK: %[[M:.*]] = memref.cast %{{.*}} : memref<16x16x4xi8, strided<[256, 4, 1], offset: ?>> to memref<16x16x4xi8, strided<[?, 4, 1], offset: ?>>
    // CHECK: %[[F:.*]] = memref.collapse_shape %[[M]]
    // CHECK: %[[A:.*]] = amx.tile_load %[[F]]
    %x = dsa.invoke @amx_int8::@tileloadd(%a) : (!tile) -> !tmm
    // CHECK: %[[B:.*]] = amx.tile_load
    %y = dsa.invoke @amx_int8::@tileloadd(%b) : (!tile) -> !tmm
    // CHECK: %[[Q:.*]] = amx.tile_muli %[[A]] zext, %[[B]], %[[P]]
    // LLVM: llvm.call_intrinsic "llvm.x86.tdpbusd.internal"
    %q = dsa.invoke @amx_int8::@tdpbusd(%p0, %x, %y) : (!acc, !tmm, !tmm) -> !acc
    // CHECK: scf.yield %[[Q]] : !amx.tile<16x16xi32>
    scf.yield %q : !acc
  }
  return %p : !acc
}

// CHECK-LABEL: func.func @carries_registers_through_calls_and_branches
// CHECK: call @callee(%{{.*}}) : (vector<16xf32>) -> vector<16xf32>
// CHECK: cf.cond_br %{{.*}}, ^bb1(%{{.*}} : vector<16xf32>), ^bb1(%{{.*}} : vector<16xf32>)
func.func private @callee(!zmm) -> !zmm
func.func @carries_registers_through_calls_and_branches(%p: !zmm, %q: !zmm, %c: i1) -> !zmm {
  %r = call @callee(%p) : (!zmm) -> !zmm
  cf.cond_br %c, ^bb1(%r : !zmm), ^bb1(%q : !zmm)
^bb1(%s: !zmm):
  return %s : !zmm
}

// CHECK-LABEL: func.func @carries_registers_through_if_and_while
// CHECK: scf.if %{{.*}} -> (vector<16xf32>)
// CHECK: scf.while {{.*}} : (vector<16xf32>) -> vector<16xf32>
func.func @carries_registers_through_if_and_while(%p: !zmm, %q: !zmm, %c: i1) -> !zmm {
  %i = scf.if %c -> !zmm {
    scf.yield %p : !zmm
  } else {
    scf.yield %q : !zmm
  }
  %w = scf.while (%x = %i) : (!zmm) -> !zmm {
    scf.condition(%c) %x : !zmm
  } do {
  ^bb0(%x: !zmm):
    scf.yield %x : !zmm
  }
  return %w : !zmm
}
