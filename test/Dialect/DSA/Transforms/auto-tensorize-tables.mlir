// Functions of a byte as a look-up in a table, which is an operand like any
// other: what is looked up has to be the same element of it for all values.
// RUN: dsa-opt %s --auto-tensorize="machine=systolic-8x8 prefer=instructions" --remarks-filter=auto-tensorize --remark-policy=all 2>&1 | FileCheck %s
// RUN: dsa-opt %s --auto-tensorize="machine=systolic-8x8 prefer=instructions" | dsa-opt --dsa-verify-matches="machine=systolic-8x8" | FileCheck %s --check-prefix=KEPT
// RUN: rm -rf %t && dsa-opt %s --auto-tensorize="machine=systolic-8x8 prefer=instructions emit-proofs=%t" -o /dev/null
// RUN: %source/utils/check-proofs %t | FileCheck %s --check-prefix=PROOFS
// PROOFS: 5 accepted, 0 rejected
// RUN: rm -rf %t.one && mkdir %t.one && cp `grep -l 'in @flipped$' %t/*.cert` %t.one
// RUN: %python %S/Inputs/edit-certificates.py %source/utils %t.one | FileCheck %s --check-prefix=EDITS
// EDITS: {{[0-9]+}} flips, {{[0-9]+}} wrong mappings, 6 false claims, 0 accepted
//
// RUN: dsa-opt %s --auto-tensorize="machine=systolic-8x8 prefer=instructions" | sed 's/@systolic8::/@leaving::/' | not dsa-opt --dsa-verify-matches="machine=%S/Inputs/leaving-table.mlir" 2>&1 | FileCheck %s --check-prefix=LEAVING
// LEAVING: error: {{.*}}the instruction cannot be matched: expected semantics that are defined for all inputs, but for operand 0 = -{{[0-9]+}} the index is -{{[0-9]+}}, but the table has elements 0 to 255

#id = affine_map<(m, n) -> (m, n)>

// The instruction adds 128 to the byte, as 32 bits.
// CHECK: Passed{{.*}}Function=flipped{{.*}}@systolic8::@look_up{{.*}}O4 Z3, all bit-vectors
// KEPT-LABEL: @flipped(
// KEPT: dsa.match = #dsa.match<@systolic8::@look_up, {{.*}}operands = [2, 0, 1]
func.func @flipped(%x: tensor<16x72xi8>, %t: tensor<256xi8>) -> tensor<16x72xi8> {
  %empty = tensor.empty() : tensor<16x72xi8>
  %r = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%x : tensor<16x72xi8>) outs(%empty : tensor<16x72xi8>) {
  ^bb0(%a: i8, %o: i8):
    %top = arith.constant -128 : i8
    %u = arith.xori %a, %top : i8
    %i = arith.index_castui %u : i8 to index
    %v = tensor.extract %t[%i] : tensor<256xi8>
    linalg.yield %v : i8
  } -> tensor<16x72xi8>
  return %r : tensor<16x72xi8>
}

// CHECK: Passed{{.*}}Function=same{{.*}}@systolic8::@look_up{{.*}}O4 same normal form
// KEPT-LABEL: @same(
// KEPT: dsa.match = #dsa.match<@systolic8::@look_up, {{.*}}operands = [2, 0, 1]
func.func @same(%x: tensor<16x72xi8>, %t: tensor<256xi8>) -> tensor<16x72xi8> {
  %empty = tensor.empty() : tensor<16x72xi8>
  %r = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%x : tensor<16x72xi8>) outs(%empty : tensor<16x72xi8>) {
  ^bb0(%a: i8, %o: i8):
    %first = arith.constant 128 : i32
    %wide = arith.extsi %a : i8 to i32
    %n = arith.addi %first, %wide : i32
    %i = arith.index_cast %n : i32 to index
    %v = tensor.extract %t[%i] : tensor<256xi8>
    linalg.yield %v : i8
  } -> tensor<16x72xi8>
  return %r : tensor<16x72xi8>
}

// CHECK: Passed{{.*}}Function=constant{{.*}}@systolic8::@look_up
// KEPT-LABEL: @constant(
// KEPT: dsa.match = #dsa.match<@systolic8::@look_up, {{.*}}operands = [2, 0, 1]
func.func @constant(%x: tensor<16x72xi8>) -> tensor<16x72xi8> {
  %t = arith.constant dense<7> : tensor<256xi8>
  %empty = tensor.empty() : tensor<16x72xi8>
  %r = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%x : tensor<16x72xi8>) outs(%empty : tensor<16x72xi8>) {
  ^bb0(%a: i8, %o: i8):
    %top = arith.constant -128 : i8
    %u = arith.xori %a, %top : i8
    %i = arith.index_castui %u : i8 to index
    %v = tensor.extract %t[%i] : tensor<256xi8>
    linalg.yield %v : i8
  } -> tensor<16x72xi8>
  return %r : tensor<16x72xi8>
}

// Arithmetic on indices is arithmetic on 64 bits.
// CHECK: Passed{{.*}}Function=on_index{{.*}}@systolic8::@look_up{{.*}}O4 Z3, all bit-vectors
// KEPT-LABEL: @on_index(
// KEPT: dsa.match = #dsa.match<@systolic8::@look_up, {{.*}}operands = [2, 0, 1]
func.func @on_index(%x: tensor<16x72xi8>, %t: tensor<256xi8>) -> tensor<16x72xi8> {
  %empty = tensor.empty() : tensor<16x72xi8>
  %r = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%x : tensor<16x72xi8>) outs(%empty : tensor<16x72xi8>) {
  ^bb0(%a: i8, %o: i8):
    %first = arith.constant 128 : index
    %wide = arith.index_cast %a : i8 to index
    %i = arith.addi %wide, %first : index
    %v = tensor.extract %t[%i] : tensor<256xi8>
    linalg.yield %v : i8
  } -> tensor<16x72xi8>
  return %r : tensor<16x72xi8>
}

// CHECK: Missed{{.*}}Function=shifted{{.*}}@systolic8::@look_up does not do it: obligation O4 (the scalar bodies agree) fails: for operand 0 = 0, operand 1 = the table 0, 1, 2, ..., accumulator = 0 the program computes 127, the instruction -128: {{.*}} = 127, but {{.*}} = 128
// KEPT-LABEL: @shifted(
// KEPT-NOT: dsa.match
func.func @shifted(%x: tensor<16x72xi8>, %t: tensor<256xi8>) -> tensor<16x72xi8> {
  %empty = tensor.empty() : tensor<16x72xi8>
  %r = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%x : tensor<16x72xi8>) outs(%empty : tensor<16x72xi8>) {
  ^bb0(%a: i8, %o: i8):
    %last = arith.constant 127 : i8
    %u = arith.xori %a, %last : i8
    %i = arith.index_castui %u : i8 to index
    %v = tensor.extract %t[%i] : tensor<256xi8>
    linalg.yield %v : i8
  } -> tensor<16x72xi8>
  return %r : tensor<16x72xi8>
}

// CHECK: Missed{{.*}}Function=unsigned{{.*}}@systolic8::@look_up does not do it: obligation O4 (the scalar bodies agree) fails: for operand 0 = {{.*}} the program computes {{.*}}, the instruction
// KEPT-LABEL: @unsigned(
// KEPT-NOT: dsa.match
func.func @unsigned(%x: tensor<16x72xi8>, %t: tensor<256xi8>) -> tensor<16x72xi8> {
  %empty = tensor.empty() : tensor<16x72xi8>
  %r = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%x : tensor<16x72xi8>) outs(%empty : tensor<16x72xi8>) {
  ^bb0(%a: i8, %o: i8):
    %i = arith.index_castui %a : i8 to index
    %v = tensor.extract %t[%i] : tensor<256xi8>
    linalg.yield %v : i8
  } -> tensor<16x72xi8>
  return %r : tensor<16x72xi8>
}

// Elements that a table has not are undefined: the program has to show that it
// never looks one up.
// CHECK: Missed{{.*}}Function=beyond{{.*}}@systolic8::@look_up does not do it: obligation O4 (the scalar bodies agree) fails: for operand 0 = {{[0-9]+}} the index is {{2[5-9][0-9]|3[0-9][0-9]}}, but the table has elements 0 to 255
// KEPT-LABEL: @beyond(
// KEPT-NOT: dsa.match
func.func @beyond(%x: tensor<16x72xi8>, %t: tensor<256xi8>) -> tensor<16x72xi8> {
  %empty = tensor.empty() : tensor<16x72xi8>
  %r = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%x : tensor<16x72xi8>) outs(%empty : tensor<16x72xi8>) {
  ^bb0(%a: i8, %o: i8):
    %first = arith.constant 128 : i32
    %wide = arith.extui %a : i8 to i32
    %n = arith.addi %first, %wide : i32
    %i = arith.index_cast %n : i32 to index
    %v = tensor.extract %t[%i] : tensor<256xi8>
    linalg.yield %v : i8
  } -> tensor<16x72xi8>
  return %r : tensor<16x72xi8>
}

// CHECK: Missed{{.*}}Function=before{{.*}}fails: for operand 0 = -{{[0-9]+}} the index is -{{[0-9]+}}, but the table has elements 0 to 255
// KEPT-LABEL: @before(
// KEPT-NOT: dsa.match
func.func @before(%x: tensor<16x72xi8>, %t: tensor<256xi8>) -> tensor<16x72xi8> {
  %empty = tensor.empty() : tensor<16x72xi8>
  %r = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%x : tensor<16x72xi8>) outs(%empty : tensor<16x72xi8>) {
  ^bb0(%a: i8, %o: i8):
    %i = arith.index_cast %a : i8 to index
    %v = tensor.extract %t[%i] : tensor<256xi8>
    linalg.yield %v : i8
  } -> tensor<16x72xi8>
  return %r : tensor<16x72xi8>
}

// On the values that there are, it does not.
// CHECK: Passed{{.*}}Function=bounded{{.*}}@systolic8::@look_up{{.*}}O4 Z3, all bit-vectors in the known ranges
// KEPT-LABEL: @bounded(
// KEPT: dsa.match = #dsa.match<@systolic8::@look_up, {{.*}}operands = [2, 0, 1]
func.func @bounded(%x: tensor<16x72xi8> {dsa.range = [0, 127]}, %t: tensor<256xi8>) -> tensor<16x72xi8> {
  %empty = tensor.empty() : tensor<16x72xi8>
  %r = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%x : tensor<16x72xi8>) outs(%empty : tensor<16x72xi8>) {
  ^bb0(%a: i8, %o: i8):
    %first = arith.constant 128 : i32
    %wide = arith.extui %a : i8 to i32
    %n = arith.addi %first, %wide : i32
    %i = arith.index_cast %n : i32 to index
    %v = tensor.extract %t[%i] : tensor<256xi8>
    linalg.yield %v : i8
  } -> tensor<16x72xi8>
  return %r : tensor<16x72xi8>
}

// CHECK: Missed{{.*}}Function=on_loop{{.*}}@systolic8::@look_up does not do it: obligation O4 (the scalar bodies agree) is not proved: expected the index of a table to be computed from operands, but it depends on a loop or on a value from outside
// KEPT-LABEL: @on_loop(
// KEPT-NOT: dsa.match
func.func @on_loop(%x: tensor<16x72xi8>, %t: tensor<256xi8>) -> tensor<16x72xi8> {
  %empty = tensor.empty() : tensor<16x72xi8>
  %r = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%x : tensor<16x72xi8>) outs(%empty : tensor<16x72xi8>) {
  ^bb0(%a: i8, %o: i8):
    %n = linalg.index 1 : index
    %top = arith.constant -128 : i8
    %u = arith.xori %a, %top : i8
    %j = arith.index_castui %u : i8 to index
    %i = arith.addi %n, %j : index
    %v = tensor.extract %t[%i] : tensor<256xi8>
    linalg.yield %v : i8
  } -> tensor<16x72xi8>
  return %r : tensor<16x72xi8>
}

// CHECK: Missed{{.*}}Function=smaller{{.*}}the tables differ: the instruction looks up in tensor<256xi8>, the program in tensor<128xi8>
// KEPT-LABEL: @smaller(
// KEPT-NOT: dsa.match
func.func @smaller(%x: tensor<16x72xi8>, %t: tensor<128xi8>) -> tensor<16x72xi8> {
  %empty = tensor.empty() : tensor<16x72xi8>
  %r = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%x : tensor<16x72xi8>) outs(%empty : tensor<16x72xi8>) {
  ^bb0(%a: i8, %o: i8):
    %one = arith.constant 1 : i8
    %u = arith.shrui %a, %one : i8
    %i = arith.index_castui %u : i8 to index
    %v = tensor.extract %t[%i] : tensor<128xi8>
    linalg.yield %v : i8
  } -> tensor<16x72xi8>
  return %r : tensor<16x72xi8>
}

// CHECK: Missed{{.*}}Function=square{{.*}}the tables differ: the instruction looks up in tensor<256xi8>, the program in tensor<16x16xi8>
// KEPT-LABEL: @square(
// KEPT-NOT: dsa.match
func.func @square(%x: tensor<16x72xi8>, %t: tensor<16x16xi8>) -> tensor<16x72xi8> {
  %empty = tensor.empty() : tensor<16x72xi8>
  %r = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%x : tensor<16x72xi8>) outs(%empty : tensor<16x72xi8>) {
  ^bb0(%a: i8, %o: i8):
    %four = arith.constant 4 : i8
    %fifteen = arith.constant 15 : i8
    %high = arith.shrui %a, %four : i8
    %low = arith.andi %a, %fifteen : i8
    %i = arith.index_castui %high : i8 to index
    %j = arith.index_castui %low : i8 to index
    %v = tensor.extract %t[%i, %j] : tensor<16x16xi8>
    linalg.yield %v : i8
  } -> tensor<16x72xi8>
  return %r : tensor<16x72xi8>
}

// CHECK: Missed{{.*}}Function=unknown{{.*}}expected tables of static shape, but got tensor<?xi8>
// KEPT-LABEL: @unknown(
// KEPT-NOT: dsa.match
func.func @unknown(%x: tensor<16x72xi8>, %t: tensor<?xi8>) -> tensor<16x72xi8> {
  %empty = tensor.empty() : tensor<16x72xi8>
  %r = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%x : tensor<16x72xi8>) outs(%empty : tensor<16x72xi8>) {
  ^bb0(%a: i8, %o: i8):
    %top = arith.constant -128 : i8
    %u = arith.xori %a, %top : i8
    %i = arith.index_castui %u : i8 to index
    %v = tensor.extract %t[%i] : tensor<?xi8>
    linalg.yield %v : i8
  } -> tensor<16x72xi8>
  return %r : tensor<16x72xi8>
}

// CHECK: Missed{{.*}}Function=two{{.*}}the tables differ: the instruction looks up in 1, the program in 2
// KEPT-LABEL: @two(
// KEPT-NOT: dsa.match
func.func @two(%x: tensor<16x72xi8>, %t: tensor<256xi8>, %s: tensor<256xi8>) -> tensor<16x72xi8> {
  %empty = tensor.empty() : tensor<16x72xi8>
  %r = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%x : tensor<16x72xi8>) outs(%empty : tensor<16x72xi8>) {
  ^bb0(%a: i8, %o: i8):
    %top = arith.constant -128 : i8
    %u = arith.xori %a, %top : i8
    %i = arith.index_castui %u : i8 to index
    %v = tensor.extract %t[%i] : tensor<256xi8>
    %w = tensor.extract %s[%i] : tensor<256xi8>
    %sum = arith.addi %v, %w : i8
    linalg.yield %sum : i8
  } -> tensor<16x72xi8>
  return %r : tensor<16x72xi8>
}

// CHECK: Missed{{.*}}Function=twice{{.*}}@systolic8::@look_up does not do it: obligation O4
// KEPT-LABEL: @twice(
// KEPT-NOT: dsa.match
func.func @twice(%x: tensor<16x72xi8>, %t: tensor<256xi8>) -> tensor<16x72xi8> {
  %empty = tensor.empty() : tensor<16x72xi8>
  %r = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
      ins(%x : tensor<16x72xi8>) outs(%empty : tensor<16x72xi8>) {
  ^bb0(%a: i8, %o: i8):
    %top = arith.constant -128 : i8
    %u = arith.xori %a, %top : i8
    %i = arith.index_castui %u : i8 to index
    %v = tensor.extract %t[%i] : tensor<256xi8>
    %w = arith.xori %v, %top : i8
    %j = arith.index_castui %w : i8 to index
    %y = tensor.extract %t[%j] : tensor<256xi8>
    linalg.yield %y : i8
  } -> tensor<16x72xi8>
  return %r : tensor<16x72xi8>
}
