// RUN: dsa-opt %s --dsa-compile="machine=x86-sapphire-rapids from=linalg to=linalg prefer=instructions" | FileCheck %s
// RUN: dsa-opt %s --dsa-compile="machine=x86-generic from=linalg to=linalg" | FileCheck %s --check-prefix=GENERIC
// RUN: not dsa-opt %s --dsa-compile="from=linalg to=linalg" 2>&1 | FileCheck %s --check-prefix=NONE

// NONE: error: expected a machine ({{.*}}x86-generic{{.*}}), but got ''

// CHECK-LABEL: @matmul
// GENERIC-LABEL: @matmul
func.func @matmul(%a: tensor<32x64xi8>, %w: tensor<64x16xi8>, %z: tensor<32x16xi32>) -> tensor<32x16xi32> {
  // CHECK: linalg.matmul {dsa.match = #dsa.match<@amx_int8::@tdpbssd
  // GENERIC: linalg.matmul ins
  %r = linalg.matmul ins(%a, %w : tensor<32x64xi8>, tensor<64x16xi8>) outs(%z : tensor<32x16xi32>) -> tensor<32x16xi32>
  return %r : tensor<32x16xi32>
}

// Arithmetic on whole tensors is linalg, too.
// CHECK-LABEL: @whole
// CHECK: linalg.generic
// CHECK: arith.addi %{{.*}}, %{{.*}} : i32
func.func @whole(%a: tensor<32x16xi32>, %b: tensor<32x16xi32>) -> tensor<32x16xi32> {
  %r = arith.addi %a, %b : tensor<32x16xi32>
  return %r : tensor<32x16xi32>
}
