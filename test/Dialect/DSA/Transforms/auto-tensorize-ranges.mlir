// Matches that hold only where values are bounded: a product that saturates,
// as a sequence of three instructions, and bodies that extend differently.
// RUN: dsa-opt %s --auto-tensorize="machine=%S/Inputs/saturating.mlir prefer=instructions" --remarks-filter=auto-tensorize --remark-policy=all 2>&1 | FileCheck %s
// RUN: dsa-opt %s --auto-tensorize="machine=%S/Inputs/saturating.mlir prefer=instructions" | dsa-opt --dsa-verify-matches="machine=%S/Inputs/saturating.mlir" | FileCheck %s --check-prefix=KEPT
// RUN: dsa-opt %s --auto-tensorize="machine=%S/Inputs/required.mlir prefer=instructions" --remarks-filter=auto-tensorize --remark-policy=all 2>&1 | FileCheck %s --check-prefix=REQUIRED
// REQUIRED: Missed{{.*}}Function=any{{.*}}@small::@dot does not do it: obligation O8 (requirements and strength) is not proved: it requires operand 1 in [-64, 63], which nothing shows
// REQUIRED: Missed{{.*}}Function=bounded {{.*}}
// REQUIRED: Missed{{.*}}Function=bounded_other
// REQUIRED: Passed{{.*}}Function=constant
//
// RUN: rm -rf %t && dsa-opt %s --auto-tensorize="machine=%S/Inputs/saturating.mlir prefer=instructions emit-proofs=%t" -o /dev/null
// RUN: dsa-opt %s --auto-tensorize="machine=%S/Inputs/required.mlir prefer=instructions emit-proofs=%t" -o /dev/null
// RUN: %source/utils/check-proofs %t | FileCheck %s --check-prefix=PROOFS
// PROOFS: 5 accepted, 0 rejected

#a = affine_map<(m, n, k) -> (m, k)>
#b = affine_map<(m, n, k) -> (k, n)>
#c = affine_map<(m, n, k) -> (m, n)>

// 255 * 127 twice is more than a word holds.
// CHECK: Missed{{.*}}Function=any{{.*}}@sat::@dot does not do it: obligation O5 (the folds agree) fails: for accumulator = 0, operand 0 = 255, operand 1 = 127 (in every element) the program computes 129540, the instruction 65534: arith.minsi limits 64770 to 32767; it would hold with operand 0 in [0, 128], or operand 1 in [-64, 64]
// KEPT-LABEL: @any
// KEPT-NOT: dsa.match
func.func @any(%a: tensor<16x64xi8>, %b: tensor<64x32xi8>, %c: tensor<16x32xi32>) -> tensor<16x32xi32> {
  %r = linalg.generic {indexing_maps = [#a, #b, #c], iterator_types = ["parallel", "parallel", "reduction"]}
    ins(%a, %b : tensor<16x64xi8>, tensor<64x32xi8>) outs(%c : tensor<16x32xi32>) {
  ^bb0(%x: i8, %y: i8, %s: i32):
    %xe = arith.extui %x : i8 to i32
    %ye = arith.extsi %y : i8 to i32
    %p = arith.muli %xe, %ye : i32
    %t = arith.addi %s, %p : i32
    linalg.yield %t : i32
  } -> tensor<16x32xi32>
  return %r : tensor<16x32xi32>
}

// CHECK: Passed{{.*}}Function=bounded{{.*}}@sat::@dot{{.*}}strength exact{{.*}}O5 saturation and narrow sums do not show
// KEPT-LABEL: @bounded
// KEPT: dsa.match = #dsa.match<@sat::@dot, {{.*}}ranges = {{\[\[}}0, 127], [], []]
func.func @bounded(%a: tensor<16x64xi8> {dsa.range = [0, 127]}, %b: tensor<64x32xi8>, %c: tensor<16x32xi32>) -> tensor<16x32xi32> {
  %r = linalg.generic {indexing_maps = [#a, #b, #c], iterator_types = ["parallel", "parallel", "reduction"]}
    ins(%a, %b : tensor<16x64xi8>, tensor<64x32xi8>) outs(%c : tensor<16x32xi32>) {
  ^bb0(%x: i8, %y: i8, %s: i32):
    %xe = arith.extui %x : i8 to i32
    %ye = arith.extsi %y : i8 to i32
    %p = arith.muli %xe, %ye : i32
    %t = arith.addi %s, %p : i32
    linalg.yield %t : i32
  } -> tensor<16x32xi32>
  return %r : tensor<16x32xi32>
}

// CHECK: Passed{{.*}}Function=bounded_other{{.*}}@sat::@dot
// KEPT-LABEL: @bounded_other
// KEPT: dsa.match = #dsa.match<@sat::@dot, {{.*}}ranges = {{\[\[}}], [-64, 64], []]
func.func @bounded_other(%a: tensor<16x64xi8>, %b: tensor<64x32xi8> {dsa.range = [-64, 64]}, %c: tensor<16x32xi32>) -> tensor<16x32xi32> {
  %r = linalg.generic {indexing_maps = [#a, #b, #c], iterator_types = ["parallel", "parallel", "reduction"]}
    ins(%a, %b : tensor<16x64xi8>, tensor<64x32xi8>) outs(%c : tensor<16x32xi32>) {
  ^bb0(%x: i8, %y: i8, %s: i32):
    %xe = arith.extui %x : i8 to i32
    %ye = arith.extsi %y : i8 to i32
    %p = arith.muli %xe, %ye : i32
    %t = arith.addi %s, %p : i32
    linalg.yield %t : i32
  } -> tensor<16x32xi32>
  return %r : tensor<16x32xi32>
}

// One too many.
// CHECK: Missed{{.*}}Function=bounded_too_little{{.*}}for accumulator = 0, operand 0 = 255, operand 1 = -65 (in every element)
// KEPT-LABEL: @bounded_too_little
// KEPT-NOT: dsa.match
func.func @bounded_too_little(%a: tensor<16x64xi8>, %b: tensor<64x32xi8> {dsa.range = [-65, 64]}, %c: tensor<16x32xi32>) -> tensor<16x32xi32> {
  %r = linalg.generic {indexing_maps = [#a, #b, #c], iterator_types = ["parallel", "parallel", "reduction"]}
    ins(%a, %b : tensor<16x64xi8>, tensor<64x32xi8>) outs(%c : tensor<16x32xi32>) {
  ^bb0(%x: i8, %y: i8, %s: i32):
    %xe = arith.extui %x : i8 to i32
    %ye = arith.extsi %y : i8 to i32
    %p = arith.muli %xe, %ye : i32
    %t = arith.addi %s, %p : i32
    linalg.yield %t : i32
  } -> tensor<16x32xi32>
  return %r : tensor<16x32xi32>
}

// A constant bounds itself.
// CHECK: Passed{{.*}}Function=constant{{.*}}@sat::@dot
// KEPT-LABEL: @constant
// KEPT: dsa.match = #dsa.match<@sat::@dot, {{.*}}ranges = {{\[\[}}], [-3, -3], []]
func.func @constant(%a: tensor<16x64xi8>, %c: tensor<16x32xi32>) -> tensor<16x32xi32> {
  %b = arith.constant dense<-3> : tensor<64x32xi8>
  %r = linalg.generic {indexing_maps = [#a, #b, #c], iterator_types = ["parallel", "parallel", "reduction"]}
    ins(%a, %b : tensor<16x64xi8>, tensor<64x32xi8>) outs(%c : tensor<16x32xi32>) {
  ^bb0(%x: i8, %y: i8, %s: i32):
    %xe = arith.extui %x : i8 to i32
    %ye = arith.extsi %y : i8 to i32
    %p = arith.muli %xe, %ye : i32
    %t = arith.addi %s, %p : i32
    linalg.yield %t : i32
  } -> tensor<16x32xi32>
  return %r : tensor<16x32xi32>
}

// Values that are not negative may be extended either way.
// CHECK: Missed{{.*}}Function=signed{{.*}}obligation O4 (the scalar bodies agree) fails: for {{.*}}extsi(operand 0) = -1, but extui(operand 0) = 255; it would hold with operand 0 in [0, 127]
// KEPT-LABEL: @signed
// KEPT-NOT: dsa.match
func.func @signed(%a: tensor<16x64xi8>, %b: tensor<64x32xi8>, %c: tensor<16x32xi32>) -> tensor<16x32xi32> {
  %r = linalg.generic {indexing_maps = [#a, #b, #c], iterator_types = ["parallel", "parallel", "reduction"]}
    ins(%a, %b : tensor<16x64xi8>, tensor<64x32xi8>) outs(%c : tensor<16x32xi32>) {
  ^bb0(%x: i8, %y: i8, %s: i32):
    %xe = arith.extsi %x : i8 to i32
    %ye = arith.extsi %y : i8 to i32
    %p = arith.muli %xe, %ye : i32
    %t = arith.addi %s, %p : i32
    linalg.yield %t : i32
  } -> tensor<16x32xi32>
  return %r : tensor<16x32xi32>
}

// CHECK: Passed{{.*}}Function=signed_bounded{{.*}}@sat::@dot{{.*}}O4 same polynomials on the known ranges
// KEPT-LABEL: @signed_bounded
// KEPT: dsa.match = #dsa.match<@sat::@dot, {{.*}}ranges = {{\[\[}}0, 100], [], []]
func.func @signed_bounded(%a: tensor<16x64xi8> {dsa.range = [0, 100]}, %b: tensor<64x32xi8>, %c: tensor<16x32xi32>) -> tensor<16x32xi32> {
  %r = linalg.generic {indexing_maps = [#a, #b, #c], iterator_types = ["parallel", "parallel", "reduction"]}
    ins(%a, %b : tensor<16x64xi8>, tensor<64x32xi8>) outs(%c : tensor<16x32xi32>) {
  ^bb0(%x: i8, %y: i8, %s: i32):
    %xe = arith.extsi %x : i8 to i32
    %ye = arith.extsi %y : i8 to i32
    %p = arith.muli %xe, %ye : i32
    %t = arith.addi %s, %p : i32
    linalg.yield %t : i32
  } -> tensor<16x32xi32>
  return %r : tensor<16x32xi32>
}

// What an element-wise operation does not write is what it was before.
// CHECK: Missed{{.*}}Function=partly_written{{.*}}@sat::@dot does not do it: obligation O5
// KEPT-LABEL: @partly_written
// KEPT-NOT: dsa.match
func.func @partly_written(%raw: tensor<16x32xi8>, %all: tensor<16x64xi8>, %b: tensor<64x32xi8>, %c: tensor<16x32xi32>) -> tensor<16x32xi32> {
  %zero = arith.constant 0 : i8
  %a = linalg.generic {indexing_maps = [affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (i, 2 * j)>], iterator_types = ["parallel", "parallel"]}
    ins(%raw : tensor<16x32xi8>) outs(%all : tensor<16x64xi8>) {
  ^bb0(%x: i8, %s: i8):
    %was = arith.minsi %s, %zero : i8
    %is = arith.maxsi %x, %zero : i8
    %t = arith.maxsi %is, %was : i8
    linalg.yield %t : i8
  } -> tensor<16x64xi8>
  %r = linalg.generic {indexing_maps = [#a, #b, #c], iterator_types = ["parallel", "parallel", "reduction"]}
    ins(%a, %b : tensor<16x64xi8>, tensor<64x32xi8>) outs(%c : tensor<16x32xi32>) {
  ^bb0(%x: i8, %y: i8, %s: i32):
    %xe = arith.extui %x : i8 to i32
    %ye = arith.extsi %y : i8 to i32
    %p = arith.muli %xe, %ye : i32
    %t = arith.addi %s, %p : i32
    linalg.yield %t : i32
  } -> tensor<16x32xi32>
  return %r : tensor<16x32xi32>
}
