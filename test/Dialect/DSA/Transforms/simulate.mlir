// RUN: dsa-opt %s --dsa-simulate=machine=x86-sapphire-rapids | FileCheck %s

!acc = !dsa.reg<@amx_int8::@acc>
!zmm = !dsa.reg<@avx512_f::@zmm_f32>
!scalar = !dsa.reg<@avx512_f::@broadcast_f32>
!memory = memref<16xf32, strided<[1], offset: ?>>
dsa.isa @amx_int8 {
  dsa.registers @acc count 8 means tensor<16x16xi32> issues_as !amx.tile<16x16xi32> no_copy
  dsa.instruction @tilezero() -> !acc
}
// CHECK-NOT: dsa.isa
dsa.isa @avx512_f {
  dsa.registers @zmm_f32 count 32 means tensor<16xf32> issues_as vector<16xf32>
  dsa.registers @broadcast_f32 shares @zmm_f32 means tensor<f32> issues_as vector<16xf32>
  dsa.instruction @vfmadd231ps(!zmm tied, !scalar, !zmm) -> !zmm
  dsa.instruction @vmovups(!memory read) -> !zmm
  dsa.instruction @vmovups_store(!memory write, !zmm) -> ()
}

// CHECK-LABEL: func.func @zeroes() -> tensor<16x16xi32>
// CHECK: arith.constant dense<0> : tensor<16x16xi32>
func.func @zeroes() -> !acc {
  %z = dsa.invoke @amx_int8::@tilezero() : () -> !acc
  return %z : !acc
}

// The refined region is what runs: one rounding.
// CHECK-LABEL: func.func @runs_what_is_refined
// CHECK: linalg.generic
// CHECK: math.fma
func.func @runs_what_is_refined(%p: !zmm, %x: !scalar, %y: !zmm) -> !zmm {
  %q = dsa.invoke @avx512_f::@vfmadd231ps(%p, %x, %y) : (!zmm, !scalar, !zmm) -> !zmm
  return %q : !zmm
}

// CHECK-LABEL: func.func @loads_hold_what_memory_was
func.func @loads_hold_what_memory_was(%m: !memory, %v: !zmm) {
  // CHECK: %[[T:.*]] = bufferization.to_tensor %[[M:.*]] restrict
  // CHECK: %[[OLD:.*]] = bufferization.alloc_tensor() copy(%[[T]])
  %old = dsa.invoke @avx512_f::@vmovups(%m) : (!memory) -> !zmm
  // CHECK: bufferization.materialize_in_destination %{{.*}} in restrict writable %[[M]]
  dsa.invoke @avx512_f::@vmovups_store(%m, %v) : (!memory, !zmm) -> ()
  // CHECK: bufferization.materialize_in_destination %[[OLD]] in restrict writable %[[M]]
  dsa.invoke @avx512_f::@vmovups_store(%m, %old) : (!memory, !zmm) -> ()
  return
}
