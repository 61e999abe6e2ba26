// A program at level dsa, written by hand: simulated on any host and issued on
// one with AMX, it is the matrix product bit by bit.
// RUN: %python %S/Inputs/matmul-s8.py %t 64 64 128
// DEFINE: %{run} = cd %t && dsa-run %s --machine=x86-sapphire-rapids --input=a.npy --input=w.npy --input=zero.npy --expect=a.npy --expect=w.npy --expect=product.npy
// RUN: dsa-opt %s --dsa-verify-registers -o /dev/null
// RUN: %{run} --simulate | FileCheck %s
// RUN: %if cpu-amx_int8 %{ %{run} | FileCheck %s %}

// CHECK: output: arg2 tensor<64x64xi32>, largest error 0, 0 of 4096 elements differ

!tmm = !dsa.reg<@amx_int8::@tmm>
!acc = !dsa.reg<@amx_int8::@acc>
!rows = memref<16x16x4xi8, strided<[?, 4, 1], offset: ?>>
!sums = memref<16x16xi32, strided<[?, 1], offset: ?>>
!a = memref<16x16x4xi8, strided<[128, 4, 1], offset: ?>>
!w = memref<16x16x4xi8, strided<[256, 4, 1], offset: ?>>
!c = memref<16x16xi32, strided<[64, 1], offset: ?>>

dsa.isa @amx_tile {
  dsa.registers @tile count 8 means tensor<16x64xi8> issues_as !amx.tile<16x64xi8> no_copy
}
dsa.isa @amx_int8 requires [@amx_tile] {
  dsa.registers @tmm shares @amx_tile::@tile means tensor<16x16x4xi8> issues_as !amx.tile<16x64xi8> no_copy
  dsa.registers @acc shares @amx_tile::@tile means tensor<16x16xi32> issues_as !amx.tile<16x16xi32> no_copy
  dsa.instruction @tilezero() -> !acc
  dsa.instruction @tileloadd(!rows read) -> !tmm
  dsa.instruction @tdpbssd(!acc tied, !tmm, !tmm) -> !acc
  dsa.instruction @tilestored_acc(!sums write, !acc) -> ()
}

func.func @main(%a: memref<64x32x4xi8>, %w: memref<32x64x4xi8>, %c: memref<64x64xi32>) {
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
        %s0 = memref.subview %a[%i, %k, 0] [16, 16, 4] [1, 1, 1] : memref<64x32x4xi8> to !a
        %s1 = memref.subview %a[%i1, %k, 0] [16, 16, 4] [1, 1, 1] : memref<64x32x4xi8> to !a
        %s2 = memref.subview %w[%k, %j, 0] [16, 16, 4] [1, 1, 1] : memref<32x64x4xi8> to !w
        %a0 = dsa.invoke @amx_int8::@tileloadd(%s0) : (!a) -> !tmm
        %a1 = dsa.invoke @amx_int8::@tileloadd(%s1) : (!a) -> !tmm
        %b0 = dsa.invoke @amx_int8::@tileloadd(%s2) : (!w) -> !tmm
        %q0 = dsa.invoke @amx_int8::@tdpbssd(%p0, %a0, %b0) : (!acc, !tmm, !tmm) -> !acc
        %q1 = dsa.invoke @amx_int8::@tdpbssd(%p1, %a1, %b0) : (!acc, !tmm, !tmm) -> !acc
        scf.yield %q0, %q1 : !acc, !acc
      }
      %t0 = memref.subview %c[%i, %j] [16, 16] [1, 1] : memref<64x64xi32> to !c
      %t1 = memref.subview %c[%i1, %j] [16, 16] [1, 1] : memref<64x64xi32> to !c
      dsa.invoke @amx_int8::@tilestored_acc(%t0, %p#0) : (!c, !acc) -> ()
      dsa.invoke @amx_int8::@tilestored_acc(%t1, %p#1) : (!c, !acc) -> ()
    }
  }
  return
}
