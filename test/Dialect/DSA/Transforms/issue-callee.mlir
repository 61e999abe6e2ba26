// What an emission calls comes with it.
// RUN: env DSA_PATH=%source/test/Target/Inputs dsa-opt %s --split-input-file --dsa-issue=machine=dot2-lanes | FileCheck %s
// RUN: dsa-opt %s --split-input-file --dsa-issue=machine=%source/test/Target/Inputs/machine/dot2-lanes.mlir | FileCheck %s

!pairs = !dsa.reg<@dot2::@pairs>
!sums = !dsa.reg<@dot2::@sums>
dsa.isa @dot2 {
  dsa.registers @pairs count 16 means tensor<4x2xi16> issues_as vector<8xi16>
  dsa.registers @sums shares @pairs means tensor<4xi32> issues_as vector<4xi32>
  dsa.instruction @dot2(!sums tied, !pairs, !pairs) -> !sums
}

// CHECK-LABEL: func.func @copies_the_declaration
// CHECK: call @dsa_test_dot2
// CHECK: func.func private @dsa_test_dot2(vector<4xi32>, vector<8xi16>, vector<8xi16>) -> vector<4xi32>
// CHECK-NOT: @dsa_test_dot2
func.func @copies_the_declaration(%p: !sums, %x: !pairs) -> !sums {
  %q = dsa.invoke @dot2::@dot2(%p, %x, %x) : (!sums, !pairs, !pairs) -> !sums
  %r = dsa.invoke @dot2::@dot2(%q, %x, %x) : (!sums, !pairs, !pairs) -> !sums
  return %r : !sums
}

// -----

!pairs = !dsa.reg<@dot2::@pairs>
!sums = !dsa.reg<@dot2::@sums>
dsa.isa @dot2 {
  dsa.registers @pairs count 16 means tensor<4x2xi16> issues_as vector<8xi16>
  dsa.registers @sums shares @pairs means tensor<4xi32> issues_as vector<4xi32>
  dsa.instruction @dot2(!sums tied, !pairs, !pairs) -> !sums
}
// The same declaration may be there already.
// CHECK: func.func private @dsa_test_dot2
// CHECK-LABEL: func.func @keeps_the_declaration
// CHECK-NOT: func.func
func.func private @dsa_test_dot2(vector<4xi32>, vector<8xi16>, vector<8xi16>) -> vector<4xi32>
func.func @keeps_the_declaration(%p: !sums, %x: !pairs) -> !sums {
  %q = dsa.invoke @dot2::@dot2(%p, %x, %x) : (!sums, !pairs, !pairs) -> !sums
  return %q : !sums
}
