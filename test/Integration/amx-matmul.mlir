// A hand-written program of level 4: s8 matmul on AMX tiles, two by one of them
// at a time. Simulated from the semantics and issued on the processor, it gives
// the same numbers, and both are those of plain C.
// RUN: rm -rf %t && mkdir %t && cd %t
// RUN: dsa-run %s --machine=x86-sapphire-rapids --simulate --bench=1 --output=a.npy --output=w.npy --output=c.npy | FileCheck %s
// RUN: dsa-translate %s --dsa-to-shared-library --machine=x86-sapphire-rapids --simulate -o libmm.so
// RUN: gcc -O1 -I. %S/Inputs/check-matmul.c -o check ./libmm.so && ./check | FileCheck %s --check-prefix=C
// RUN: %if cpu-amx_int8 %{ dsa-run %s --machine=x86-sapphire-rapids --bench=1 --expect=a.npy --expect=w.npy --expect=c.npy | FileCheck %s --check-prefix=ISSUED %}
// RUN: %if cpu-amx_int8 %{ dsa-translate %s --dsa-to-shared-library --machine=x86-sapphire-rapids -o libmm.so %}
// RUN: %if cpu-amx_int8 %{ ./check | FileCheck %s --check-prefix=C %}
// RUN: %if cpu-amx_int8 %{ dsa-translate %s --dsa-to-object --machine=x86-sapphire-rapids | llvm-objdump -d - | FileCheck %s --check-prefix=ASM %}

// CHECK: instruction: amx_int8::tdpbssd, invoked 32 times from 2 places
// CHECK: instruction: amx_int8::tileloadd, invoked 48 times from 3 places
// ISSUED: arg2 {{.*}} largest error 0, 0 of 4096 elements differ
// C: returned 0, 0 of 4096 elements differ
// The accumulators stay in registers across the loop.
// ASM: tdpbssd
// ASM-NEXT: tdpbssd
!tmm = !dsa.reg<@amx_int8::@tmm>
!acc = !dsa.reg<@amx_int8::@acc>
!rows = memref<16x16x4xi8, strided<[?, 4, 1], offset: ?>>
!sums = memref<16x16xi32, strided<[?, 1], offset: ?>>
!A = memref<16x16x4xi8, strided<[128, 4, 1], offset: ?>>
!B = memref<16x16x4xi8, strided<[256, 4, 1], offset: ?>>
!C = memref<16x16xi32, strided<[64, 1], offset: ?>>
dsa.isa @amx_tile features ["amx-tile"] {
  dsa.registers @tile count 8 means tensor<16x64xi8> issues_as !amx.tile<16x64xi8> no_copy
}
dsa.isa @amx_int8 features ["amx-tile", "amx-int8"] requires [@amx_tile] {
  dsa.registers @tmm shares @amx_tile::@tile means tensor<16x16x4xi8> issues_as !amx.tile<16x64xi8> no_copy
  dsa.registers @acc shares @amx_tile::@tile means tensor<16x16xi32> issues_as !amx.tile<16x16xi32> no_copy
  dsa.instruction @tdpbssd(!acc tied, !tmm, !tmm) -> !acc
  dsa.instruction @tilezero() -> !acc
  dsa.instruction @tileloadd(!rows read) -> !tmm
  dsa.instruction @tilestored_acc(!sums write, !acc) -> ()
}
func.func @mm(%a: memref<64x32x4xi8>, %w: memref<32x64x4xi8>, %c: memref<64x64xi32>) {
  %c0 = arith.constant 0 : index
  %c16 = arith.constant 16 : index
  %c32 = arith.constant 32 : index
  %c64 = arith.constant 64 : index
  scf.for %i = %c0 to %c64 step %c32 {
    scf.for %j = %c0 to %c64 step %c16 {
      %i1 = arith.addi %i, %c16 : index
      %z0 = dsa.invoke @amx_int8::@tilezero() : () -> !acc
      %z1 = dsa.invoke @amx_int8::@tilezero() : () -> !acc
      %p:2 = scf.for %k = %c0 to %c32 step %c16 iter_args(%p0 = %z0, %p1 = %z1) -> (!acc, !acc) {
        %s0 = memref.subview %a[%i, %k, 0] [16, 16, 4] [1, 1, 1] : memref<64x32x4xi8> to !A
        %s1 = memref.subview %a[%i1, %k, 0] [16, 16, 4] [1, 1, 1] : memref<64x32x4xi8> to !A
        %s2 = memref.subview %w[%k, %j, 0] [16, 16, 4] [1, 1, 1] : memref<32x64x4xi8> to !B
        %a0 = dsa.invoke @amx_int8::@tileloadd(%s0) : (!A) -> !tmm
        %a1 = dsa.invoke @amx_int8::@tileloadd(%s1) : (!A) -> !tmm
        %b0 = dsa.invoke @amx_int8::@tileloadd(%s2) : (!B) -> !tmm
        %q0 = dsa.invoke @amx_int8::@tdpbssd(%p0, %a0, %b0) : (!acc, !tmm, !tmm) -> !acc
        %q1 = dsa.invoke @amx_int8::@tdpbssd(%p1, %a1, %b0) : (!acc, !tmm, !tmm) -> !acc
        scf.yield %q0, %q1 : !acc, !acc
      }
      %t0 = memref.subview %c[%i, %j] [16, 16] [1, 1] : memref<64x64xi32> to !C
      %t1 = memref.subview %c[%i1, %j] [16, 16] [1, 1] : memref<64x64xi32> to !C
      dsa.invoke @amx_int8::@tilestored_acc(%t0, %p#0) : (!C, !acc) -> ()
      dsa.invoke @amx_int8::@tilestored_acc(%t1, %p#1) : (!C, !acc) -> ()
    }
  }
  return
}
