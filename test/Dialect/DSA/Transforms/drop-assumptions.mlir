// RUN: dsa-opt %s --dsa-drop-assumptions | FileCheck %s

// CHECK-LABEL: @bounded
// CHECK-SAME: %[[A:.*]]: tensor<4xi8>
// CHECK-NEXT: return %[[A]]
func.func @bounded(%a: tensor<4xi8>) -> tensor<4xi8> {
  %b = dsa.assume %a in [0, 127] : tensor<4xi8>
  return %b : tensor<4xi8>
}
