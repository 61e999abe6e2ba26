// What adapters make of operations, what is said of it, and what is refused.
// RUN: rm -rf %t && split-file %s %t
// RUN: dsa-opt %t/program.mlir --auto-tensorize="machine=%t/machine.mlir prefer=instructions emit-proofs=%t/proofs" --remarks-filter="auto-tensorize" --remark-policy=all 2>%t/remarks | FileCheck %t/program.mlir
// RUN: cat %t/proofs/*.cert | FileCheck %t/program.mlir --check-prefix=PROOF
// RUN: python3 %source/utils/check-proofs %t/proofs | FileCheck %t/program.mlir --check-prefix=CHECKED
// RUN: FileCheck %t/program.mlir --check-prefix=REMARK --input-file=%t/remarks

//--- machine.mlir
#group = affine_map<(n, q) -> (q)>
#lanes = affine_map<(n, q) -> (n, q)>
#sum = affine_map<(n, q) -> (n)>
!acc = !dsa.reg<@dot::@acc>
!one = !dsa.reg<@dot::@one>
!all = !dsa.reg<@dot::@all>
dsa.isa @dot {
  dsa.registers @acc count 8 means tensor<16xi32> issues_as vector<16xi32>
  dsa.registers @one count 8 means tensor<4xi8> issues_as vector<64xi8>
  dsa.registers @all count 8 means tensor<16x4xi8> issues_as vector<64xi8>
  dsa.instruction @us(!acc tied, !one, !all) -> !acc cost {latency = 4, interval = 1}
  semantics {
  ^bb0(%p: tensor<16xi32>, %x: tensor<4xi8>, %y: tensor<16x4xi8>):
    %r = linalg.generic {indexing_maps = [#group, #lanes, #sum], iterator_types = ["parallel", "reduction"]}
        ins(%x, %y : tensor<4xi8>, tensor<16x4xi8>) outs(%p : tensor<16xi32>) {
    ^bb0(%xi: i8, %yi: i8, %pi: i32):
      %xe = arith.extui %xi : i8 to i32
      %ye = arith.extsi %yi : i8 to i32
      %m = arith.muli %xe, %ye : i32
      %s = arith.addi %pi, %m : i32
      linalg.yield %s : i32
    } -> tensor<16xi32>
    dsa.yield %r : tensor<16xi32>
  } emission {
  ^bb0(%p: vector<16xi32>, %x: vector<64xi8>, %y: vector<64xi8>):
    dsa.yield %p : vector<16xi32>
  }
}

// Adapters of the machine's own file come first. This one is wrong: it moves by
// 127 instead of 128.
dsa.adapter @wrong term {
^bb0(%a: i8, %b: i4):
  %x = arith.extsi %a : i8 to i32
  %y = arith.extsi %b : i4 to i32
  %t = arith.muli %x, %y : i32
  dsa.yield %t : i32
} sums {
^bb0(%a: i8, %b: i4):
  %flip = arith.constant -128 : i8
  %c127 = arith.constant 127 : i32
  %u = arith.xori %a, %flip : i8
  %byte = arith.extsi %b : i4 to i8
  %products = dsa.sum core (%u, %byte) : (i8, i8) -> i32 {
  ^bb0(%x: i8, %y: i8):
    %xe = arith.extui %x : i8 to i32
    %ye = arith.extsi %y : i8 to i32
    %t = arith.muli %xe, %ye : i32
    dsa.yield %t : i32
  }
  %rest = dsa.sum (%b) : (i4) -> i32 {
  ^bb0(%y: i4):
    %ye = arith.extsi %y : i4 to i32
    dsa.yield %ye : i32
  }
  %scaled = arith.muli %rest, %c127 : i32
  %r = arith.subi %products, %scaled : i32
  dsa.yield %r : i32
}
// With one iteration this is right, but a square of a sum is not a sum of
// squares.
dsa.adapter @not_additive term {
^bb0(%a: i4):
  %x = arith.extui %a : i4 to i32
  %t = arith.muli %x, %x : i32
  dsa.yield %t : i32
} sums {
^bb0(%a: i4):
  %s = dsa.sum core (%a) : (i4) -> i32 {
  ^bb0(%x: i4):
    %xe = arith.extui %x : i4 to i32
    dsa.yield %xe : i32
  }
  %r = arith.muli %s, %s : i32
  dsa.yield %r : i32
}

//--- program.mlir
// Signed bytes: one operand is flipped; what that adds to every sum is taken off
// the accumulator ahead of the instruction.
// CHECK-LABEL: func.func @signed
// CHECK: %[[FLIPPED:.*]] = linalg.generic {{.*}} ins(%[[A:.*]] : tensor<20x30xi8>)
// CHECK: %[[FLIP:.*]] = arith.constant -128 : i8
// CHECK: arith.xori %{{.*}}, %[[FLIP]]
// CHECK: %[[SUMS:.*]] = linalg.generic {{.*}}iterator_types = ["parallel", "reduction"]} ins(%[[B:.*]] : tensor<30x40xi8>)
// CHECK: arith.extsi
// CHECK: %[[INIT:.*]] = linalg.generic {{.*}} ins(%[[SUMS]] : tensor<40xi32>) outs(%{{.*}} : tensor<20x40xi32>)
// CHECK: linalg.generic {{.*}} ins(%[[B]], %[[FLIPPED]] : tensor<30x40xi8>, tensor<20x30xi8>) outs(%[[INIT]] : tensor<20x40xi32>) attrs = {dsa.adapters = ["signed_as_unsigned"], dsa.match = #dsa.match<@dot::@us
// REMARK: Adapted{{.*}}Function=signed |{{.*}}'linalg.matmul' by adapter @signed_as_unsigned (same polynomial, extensions by Z3, additive; proved in {{[0-9.]+}} ms): 1 sums by instructions, modelled {{[0-9]+}} cycles
// PROOF: lemma adapter signed_as_unsigned 0
// CHECKED: 2 accepted, 0 rejected
// REMARK: Tensorized{{.*}}Function=signed |{{.*}}@dot::@us{{.*}}strength exact
func.func @signed(%a: tensor<20x30xi8>, %b: tensor<30x40xi8>, %c: tensor<20x40xi32>) -> tensor<20x40xi32> {
  %r = linalg.matmul ins(%a, %b : tensor<20x30xi8>, tensor<30x40xi8>) outs(%c : tensor<20x40xi32>) -> tensor<20x40xi32>
  return %r : tensor<20x40xi32>
}

// Of a constant, the flipped elements or the sums are computed when compiling.
// CHECK-LABEL: func.func @constant
// CHECK: arith.constant dense<{{\[4, -130\]|\[\[-127, 126\], \[-125, 0\]\]}}> : tensor<{{2xi32|2x2xi8}}>
// CHECK: dsa.match = #dsa.match<@dot::@us
func.func @constant(%a: tensor<3x2xi8>, %c: tensor<3x2xi32>) -> tensor<3x2xi32> {
  %b = arith.constant dense<[[1, -2], [3, -128]]> : tensor<2x2xi8>
  %r = linalg.matmul ins(%a, %b : tensor<3x2xi8>, tensor<2x2xi8>) outs(%c : tensor<3x2xi32>) -> tensor<3x2xi32>
  return %r : tensor<3x2xi32>
}

// An adapter that is wrong is not used; its counterexample is given.
// CHECK-LABEL: func.func @wrong
// CHECK-NOT: dsa.match
// REMARK: Missed{{.*}}Function=wrong |{{.*}}; adapter @wrong is wrong: for argument 0 = {{-?[0-9]+}}, argument 1 = {{-?[0-9]+}} the term is {{-?[0-9]+}}, the sums give {{-?[0-9]+}}
func.func @wrong(%a: tensor<20x30xi8>, %b: tensor<30x40xi4>, %c: tensor<20x40xi32>) -> tensor<20x40xi32> {
  %r = linalg.matmul ins(%a, %b : tensor<20x30xi8>, tensor<30x40xi4>) outs(%c : tensor<20x40xi32>) -> tensor<20x40xi32>
  return %r : tensor<20x40xi32>
}

// CHECK-LABEL: func.func @squares
// CHECK-NOT: dsa.match
// REMARK: Missed{{.*}}Function=squares |{{.*}}; adapter @not_additive is not proved: the combination is not known to be additive in its sums
func.func @squares(%a: tensor<20x30xi4>, %c: tensor<20xi32>) -> tensor<20xi32> {
  %r = linalg.generic {indexing_maps = [affine_map<(m, k) -> (m, k)>, affine_map<(m, k) -> (m)>], iterator_types = ["parallel", "reduction"]}
      ins(%a : tensor<20x30xi4>) outs(%c : tensor<20xi32>) {
  ^bb0(%x: i4, %s: i32):
    %e = arith.extui %x : i4 to i32
    %p = arith.muli %e, %e : i32
    %t = arith.addi %s, %p : i32
    linalg.yield %t : i32
  } -> tensor<20xi32>
  return %r : tensor<20xi32>
}

// A zero point that changes with the iterations of a sum cannot be taken out of
// it.
// CHECK-LABEL: func.func @changing_zero_point
// CHECK-NOT: dsa.match
// REMARK: Missed{{.*}}Function=changing_zero_point |{{.*}}; adapter @one_zero_point does not fit: operand 1 changes from iteration to iteration of a sum
func.func @changing_zero_point(%a: tensor<20x30xi8>, %z: tensor<30xi32>, %b: tensor<30x40xi8>, %c: tensor<20x40xi32>) -> tensor<20x40xi32> {
  %r = linalg.generic {indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "reduction"]}
      ins(%a, %z, %b : tensor<20x30xi8>, tensor<30xi32>, tensor<30x40xi8>) outs(%c : tensor<20x40xi32>) {
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

// A loop that does not number results adds up, whatever it is called: a zero
// point may not change along it.
// CHECK-LABEL: func.func @called_parallel
// CHECK-NOT: dsa.match
// REMARK: Missed{{.*}}Function=called_parallel |{{.*}}; adapter @one_zero_point does not fit: operand 1 changes from iteration to iteration of a sum
func.func @called_parallel(%a: tensor<20xi8>, %z: tensor<30xi32>, %b: tensor<40xi8>, %c: tensor<20x40xi32>) -> tensor<20x40xi32> {
  %r = linalg.generic {indexing_maps = [affine_map<(m, n, k) -> (m)>, affine_map<(m, n, k) -> (k)>, affine_map<(m, n, k) -> (n)>, affine_map<(m, n, k) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "parallel"]}
      ins(%a, %z, %b : tensor<20xi8>, tensor<30xi32>, tensor<40xi8>) outs(%c : tensor<20x40xi32>) {
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

// Products of words need a sum that no instruction of the machine does: nothing
// that was tried is left behind.
// CHECK-LABEL: func.func @words
// CHECK-NOT: linalg.generic
// CHECK: linalg.matmul ins(%{{.*}}, %{{.*}} : tensor<20x30xi16>, tensor<30x40xi16>)
// CHECK-NEXT: return
// REMARK: Missed{{.*}}Function=words |
func.func @words(%a: tensor<20x30xi16>, %b: tensor<30x40xi16>, %c: tensor<20x40xi32>) -> tensor<20x40xi32> {
  %r = linalg.matmul ins(%a, %b : tensor<20x30xi16>, tensor<30x40xi16>) outs(%c : tensor<20x40xi32>) -> tensor<20x40xi32>
  return %r : tensor<20x40xi32>
}

// Half of a sum of floats needs leave to regroup.
// CHECK-LABEL: func.func @floats
// REMARK: Missed{{.*}}Function=floats |{{.*}}; adapter @sum_of_float_terms takes reassoc, which fast-math flags and 'numerics' do not allow
func.func @floats(%a: tensor<20x30xf32>, %b: tensor<20x30xf32>, %c: tensor<20xf32>) -> tensor<20xf32> {
  %r = linalg.generic {indexing_maps = [affine_map<(m, k) -> (m, k)>, affine_map<(m, k) -> (m, k)>, affine_map<(m, k) -> (m)>], iterator_types = ["parallel", "reduction"]}
      ins(%a, %b : tensor<20x30xf32>, tensor<20x30xf32>) outs(%c : tensor<20xf32>) {
  ^bb0(%x: f32, %y: f32, %s: f32):
    %p = arith.addf %x, %y : f32
    %t = arith.addf %s, %p : f32
    linalg.yield %t : f32
  } -> tensor<20xf32>
  return %r : tensor<20xf32>
}
