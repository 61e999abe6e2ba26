// An operation that an instruction does on small values is done twice: on values
// that were found small, and on any.
// RUN: dsa-opt %s --guard-ranges="machine=%S/Inputs/saturating.mlir" --remarks-filter=guard-ranges --remark-policy=all 2>&1 | FileCheck %s
// RUN: dsa-opt %s --guard-ranges="machine=%S/Inputs/saturating.mlir" --auto-tensorize="machine=%S/Inputs/saturating.mlir prefer=instructions" | FileCheck %s --check-prefix=MATCH
// RUN: not dsa-opt %s --guard-ranges="machine=nowhere" 2>&1 | FileCheck %s --check-prefix=MACHINE
// RUN: not dsa-opt %s --guard-ranges="machine=x86-generic numerics=often" 2>&1 | FileCheck %s --check-prefix=NUMERICS
// MACHINE: error: expected a machine ({{.*}}), but got 'nowhere'
// NUMERICS: error: expected 'numerics' to be of reassoc, contract, flush and narrow, but got 'often'

#a = affine_map<(m, n, k) -> (m, k)>
#b = affine_map<(m, n, k) -> (k, n)>
#c = affine_map<(m, n, k) -> (m, n)>

// CHECK: Passed{{.*}}'linalg.generic': checks at run time that operand 0 is in [0, 128]
// CHECK-LABEL: @unsigned_by_signed
// CHECK-SAME: %[[A:.*]]: tensor<19x70xi8>, %[[B:.*]]: tensor<70x21xi8>
// CHECK: %[[ALL:.*]] = linalg.generic {{.*}} iterator_types = ["reduction", "reduction"]} ins(%[[A]] : tensor<19x70xi8>)
// CHECK: arith.cmpi uge, %{{.*}}, %c0_i8
// CHECK: arith.cmpi ule, %{{.*}}, %c-128_i8
// CHECK: %[[HOLDS:.*]] = tensor.extract %[[ALL]][]
// CHECK: %[[R:.*]] = scf.if %[[HOLDS]]
// CHECK: %[[BOUNDED:.*]] = dsa.assume %[[A]] in [0, 128]
// CHECK: linalg.generic {{.*}} ins(%[[BOUNDED]], %[[B]]
// CHECK: else
// CHECK: linalg.generic {{.*}} ins(%[[A]], %[[B]]
// CHECK: return %[[R]]
// MATCH: scf.if
// MATCH: dsa.match = #dsa.match<@sat::@dot, {{.*}}ranges = {{\[\[}}0, 128], [], {{.*}}]
// MATCH: else
// MATCH-NOT: dsa.match
// MATCH: return
func.func @unsigned_by_signed(%a: tensor<19x70xi8>, %b: tensor<70x21xi8>) -> tensor<19x21xi32> {
  %zero = arith.constant 0 : i32
  %empty = tensor.empty() : tensor<19x21xi32>
  %c = linalg.fill ins(%zero : i32) outs(%empty : tensor<19x21xi32>) -> tensor<19x21xi32>
  %r = linalg.generic {indexing_maps = [#a, #b, #c], iterator_types = ["parallel", "parallel", "reduction"]}
    ins(%a, %b : tensor<19x70xi8>, tensor<70x21xi8>) outs(%c : tensor<19x21xi32>) {
  ^bb0(%x: i8, %y: i8, %s: i32):
    %xe = arith.extui %x : i8 to i32
    %ye = arith.extsi %y : i8 to i32
    %p = arith.muli %xe, %ye : i32
    %t = arith.addi %s, %p : i32
    linalg.yield %t : i32
  } -> tensor<19x21xi32>
  return %r : tensor<19x21xi32>
}
