// RUN: not dsa-opt %s --dsa-issue=machine=%source/test/Target/Inputs/machine/dot2-lanes.mlir 2>&1 | FileCheck %s
!pairs = !dsa.reg<@dot2::@pairs>
!sums = !dsa.reg<@dot2::@sums>
dsa.isa @dot2 {
  dsa.registers @pairs count 16 means tensor<4x2xi16> issues_as vector<8xi16>
  dsa.registers @sums shares @pairs means tensor<4xi32> issues_as vector<4xi32>
  dsa.instruction @dot2(!sums tied, !pairs, !pairs) -> !sums
}
// CHECK: [[@LINE+2]]:1: error: expected '"dsa_test_dot2"' to be as instruction set 'dot2' has it, but it differs
// CHECK: dot2.mlir:{{.*}}: note: needed here
func.func private @dsa_test_dot2(i32)
func.func @f(%p: !sums, %x: !pairs) -> !sums {
  %q = dsa.invoke @dot2::@dot2(%p, %x, %x) : (!sums, !pairs, !pairs) -> !sums
  return %q : !sums
}
