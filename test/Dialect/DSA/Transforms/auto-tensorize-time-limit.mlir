// RUN: dsa-opt %s --auto-tensorize="machine=x86-sapphire-rapids prefer=instructions time-limit=0" --remarks-filter="auto-tensorize" --remark-policy=all 2>&1 | FileCheck %s
// RUN: dsa-opt %s --auto-tensorize="machine=x86-sapphire-rapids prefer=instructions time-limit=1000" | FileCheck %s --check-prefix=LONG

// What is not known in time is refused.
// CHECK: Missed{{.*}}Function=product{{.*}}'linalg.matmul': it is not known what does it: {{[1-9][0-9]*}} sound mappings, and no proof within the time limit of 0.00 s
// CHECK: Missed{{.*}}Function=zero_point{{.*}}; no adapter was tried within the time limit of 0.00 s
// CHECK-NOT: dsa.match
// LONG-COUNT-2: dsa.match
func.func @product(%a: tensor<32x64xi8>, %b: tensor<64x32xi8>, %c: tensor<32x32xi32>) -> tensor<32x32xi32> {
  %r = linalg.matmul ins(%a, %b : tensor<32x64xi8>, tensor<64x32xi8>) outs(%c : tensor<32x32xi32>) -> tensor<32x32xi32>
  return %r : tensor<32x32xi32>
}

func.func @zero_point(%a: tensor<20x30xi8>, %z: tensor<20xi32>, %b: tensor<30x40xi8>, %c: tensor<20x40xi32>) -> tensor<20x40xi32> {
  %r = linalg.generic {indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (m)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%a, %z, %b : tensor<20x30xi8>, tensor<20xi32>, tensor<30x40xi8>) outs(%c : tensor<20x40xi32>) {
  ^bb0(%x: i8, %p: i32, %y: i8, %s: i32):
    %xe = arith.extui %x : i8 to i32
    %ye = arith.extsi %y : i8 to i32
    %d = arith.subi %xe, %p : i32
    %m = arith.muli %d, %ye : i32
    %t = arith.addi %s, %m : i32
    linalg.yield %t : i32
  } -> tensor<20x40xi32>
  return %r : tensor<20x40xi32>
}
