// RUN: dsa-opt %s --auto-tensorize="machine=x86-sapphire-rapids prefer=instructions" | FileCheck %s
// RUN: dsa-opt %s --dsa-compile="machine=x86-sapphire-rapids to=tile prefer=instructions" -o /dev/null

// What a loop is called does not matter: those that do not number results add
// up. A match comes with the right kinds.
// CHECK-LABEL: func.func @called_otherwise
// CHECK: linalg.generic
// CHECK-SAME: iterator_types = ["parallel", "parallel", "reduction"]
// CHECK-SAME: dsa.match = #dsa.match<@amx_int8::@tdpbssd
func.func @called_otherwise(%a: tensor<32x64xi8>, %b: tensor<64x32xi8>, %c: tensor<32x32xi32>) -> tensor<32x32xi32> {
  %r = linalg.generic {indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>],
      iterator_types = ["reduction", "parallel", "parallel"]}
      ins(%a, %b : tensor<32x64xi8>, tensor<64x32xi8>) outs(%c : tensor<32x32xi32>) {
  ^bb0(%x: i8, %y: i8, %s: i32):
    %xe = arith.extsi %x : i8 to i32
    %ye = arith.extsi %y : i8 to i32
    %p = arith.muli %xe, %ye : i32
    %t = arith.addi %s, %p : i32
    linalg.yield %t : i32
  } -> tensor<32x32xi32>
  return %r : tensor<32x32xi32>
}
