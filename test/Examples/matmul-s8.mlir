// The worked example of the README: one program at every level.
//
// RUN: dsa-opt %s --dsa-compile="machine=x86-sapphire-rapids to=linalg" | FileCheck %s --check-prefix=LINALG
// RUN: dsa-opt %s --dsa-compile="machine=x86-sapphire-rapids to=tile" | FileCheck %s --check-prefix=TILE
// RUN: dsa-opt %s --dsa-compile="machine=x86-sapphire-rapids to=dsa" | FileCheck %s --check-prefix=DSA
// RUN: dsa-opt %s --dsa-compile="machine=x86-sapphire-rapids" | FileCheck %s --check-prefix=LLVM

// LINALG: linalg.generic
// LINALG-SAME: dsa.match = #dsa.match<@amx_int8::@tdpbssd
// LINALG: arith.extsi

// TILE: scf.for
// TILE: tile.transfer
// TILE-SAME: #tile.in<@amx_int8::@tmm>

// DSA: dsa.invoke @amx_int8::@tdpbssd
// DSA-NOT: tensor<64

// LLVM: llvm.call_intrinsic "llvm.x86.tdpbssd

func.func @main(%a: tensor<64x128xsi8>, %w: tensor<128x64xsi8>) -> tensor<64x64xsi32> {
  %c = graph.matmul_integer %a, %w : (tensor<64x128xsi8>, tensor<128x64xsi8>) -> tensor<64x64xsi32>
  return %c : tensor<64x64xsi32>
}
