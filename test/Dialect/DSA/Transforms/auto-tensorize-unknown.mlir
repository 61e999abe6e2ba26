// A lemma that holds, and that no solver decides within its limit: what is not
// known is refused, and the remark says so.
// RUN: dsa-opt %s --auto-tensorize="machine=x86-avx512-vnni prefer=instructions" --remarks-filter=.* --remark-policy=all 2>&1 | FileCheck %s
// CHECK: Missed{{.*}}obligation O4 (the scalar bodies agree) is not proved: {{.*}}, and neither Z3 nor cvc5 gave an answer within 2000 ms
// CHECK-NOT: dsa.match
func.func @by_halves(%a: tensor<2x16xi16>, %w: tensor<16x16xi16>, %z: tensor<2x16xi32>) -> tensor<2x16xi32> {
  %r = linalg.generic {
      indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "reduction"]}
    ins(%a, %w : tensor<2x16xi16>, tensor<16x16xi16>) outs(%z : tensor<2x16xi32>) {
  ^bb0(%i: i16, %j: i16, %o: i32):
    %c8 = arith.constant 8 : i32
    %c255 = arith.constant 255 : i32
    %0 = arith.extsi %i : i16 to i32
    %1 = arith.extsi %j : i16 to i32
    %2 = arith.shrsi %0, %c8 : i32
    %3 = arith.muli %2, %1 : i32
    %4 = arith.shli %3, %c8 : i32
    %5 = arith.andi %0, %c255 : i32
    %6 = arith.muli %5, %1 : i32
    %7 = arith.addi %4, %6 : i32
    %8 = arith.addi %o, %7 : i32
    linalg.yield %8 : i32
  } -> tensor<2x16xi32>
  return %r : tensor<2x16xi32>
}
