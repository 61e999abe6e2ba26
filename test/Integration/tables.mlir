// Look-ups in several tables, in tables of two dimensions, and as the terms of a
// sum, on a machine of one's own; simulated and compared with plain code.
// RUN: rm -rf %t && mkdir %t && cd %t
// RUN: dsa-opt %s --dsa-compile="machine=%S/Inputs/nibbles.mlir to=linalg prefer=instructions emit-proofs=proofs" -o linalg.mlir
// RUN: FileCheck %s --input-file=linalg.mlir --check-prefix=MATCH
// RUN: %source/utils/check-proofs proofs | FileCheck %s --check-prefix=PROOFS
// PROOFS: 4 accepted, 0 rejected
//
// RUN: dsa-run %s --entry=all --machine=x86-generic --bench=1 --output=two.npy --output=one.npy --output=grid.npy --output=sum.npy
// RUN: dsa-run %s --entry=all --machine=%S/Inputs/nibbles.mlir --simulate --bench=1 --expect=two.npy --expect=one.npy --expect=grid.npy --expect=sum.npy | FileCheck %s
// CHECK-DAG: instruction: nibbles::two, does 2 operations (exact)
// CHECK-DAG: instruction: nibbles::grid, does 1 operations (exact)
// CHECK-DAG: instruction: nibbles::sum, does 1 operations (exact)
// CHECK: output: result0 {{.*}}, largest error 0, 0 of 50 elements differ
// CHECK: output: result1 {{.*}}, largest error 0, 0 of 50 elements differ
// CHECK: output: result2 {{.*}}, largest error 0, 0 of 50 elements differ
// CHECK: output: result3 {{.*}}, largest error 0, 0 of 50 elements differ
//
// RUN: dsa-opt %s --dsa-compile="machine=%S/Inputs/nibbles.mlir to=linalg prefer=instructions" --remarks-filter=auto-tensorize --remark-policy=all -o /dev/null 2>&1 | FileCheck %s --check-prefix=RAGGED

#id = affine_map<(m) -> (m)>
#wide = affine_map<(m, k) -> (m, k)>
#sum = affine_map<(m, k) -> (m)>

// The tables are found the other way round: the one looked up in first is that of
// the high nibble.
// MATCH-LABEL: @two
// MATCH: dsa.match = #dsa.match<@nibbles::@two, {{.*}}operands = [3, 0, 2, 1]
func.func private @two(%x: tensor<50xi8>, %low: tensor<16xi8>, %high: tensor<16xi8>) -> tensor<50xi8> {
  %e = tensor.empty() : tensor<50xi8>
  %r = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]}
      ins(%x : tensor<50xi8>) outs(%e : tensor<50xi8>) {
  ^bb0(%a: i8, %o: i8):
    %four = arith.constant 4 : i32
    %fifteen = arith.constant 15 : i32
    %wide = arith.extsi %a : i8 to i32
    %shifted = arith.shrsi %wide, %four : i32
    %h = arith.andi %shifted, %fifteen : i32
    %l = arith.andi %wide, %fifteen : i32
    %j = arith.index_cast %h : i32 to index
    %i = arith.index_cast %l : i32 to index
    %u = tensor.extract %high[%j] : tensor<16xi8>
    %v = tensor.extract %low[%i] : tensor<16xi8>
    %s = arith.addi %u, %v : i8
    linalg.yield %s : i8
  } -> tensor<50xi8>
  return %r : tensor<50xi8>
}

// One table may be both.
// MATCH-LABEL: @one
// MATCH: dsa.match = #dsa.match<@nibbles::@two, {{.*}}operands = [2, 0, 1, 1]
func.func private @one(%x: tensor<50xi8>, %table: tensor<16xi8>) -> tensor<50xi8> {
  %e = tensor.empty() : tensor<50xi8>
  %r = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]}
      ins(%x : tensor<50xi8>) outs(%e : tensor<50xi8>) {
  ^bb0(%a: i8, %o: i8):
    %four = arith.constant 4 : i8
    %fifteen = arith.constant 15 : i8
    %h = arith.shrui %a, %four : i8
    %l = arith.andi %a, %fifteen : i8
    %j = arith.index_castui %h : i8 to index
    %i = arith.index_castui %l : i8 to index
    %u = tensor.extract %table[%j] : tensor<16xi8>
    %v = tensor.extract %table[%i] : tensor<16xi8>
    %s = arith.addi %u, %v : i8
    linalg.yield %s : i8
  } -> tensor<50xi8>
  return %r : tensor<50xi8>
}

// MATCH-LABEL: @grid
// MATCH: dsa.match = #dsa.match<@nibbles::@grid, {{.*}}operands = [2, 0, 1]
func.func private @grid(%x: tensor<50xi8>, %square: tensor<16x16xi8>) -> tensor<50xi8> {
  %e = tensor.empty() : tensor<50xi8>
  %r = linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]}
      ins(%x : tensor<50xi8>) outs(%e : tensor<50xi8>) {
  ^bb0(%a: i8, %o: i8):
    %four = arith.constant 4 : i32
    %fifteen = arith.constant 15 : index
    %wide = arith.extui %a : i8 to i32
    %h = arith.shrui %wide, %four : i32
    %j = arith.index_cast %h : i32 to index
    %n = arith.index_cast %a : i8 to index
    %i = arith.andi %n, %fifteen : index
    %v = tensor.extract %square[%j, %i] : tensor<16x16xi8>
    linalg.yield %v : i8
  } -> tensor<50xi8>
  return %r : tensor<50xi8>
}

// A sum of what is looked up. 24 divides by four: what a table holds for padding is
// not known, so that no padding leaves the sum alone.
// MATCH-LABEL: @sum
// MATCH: dsa.match = #dsa.match<@nibbles::@sum, {{.*}}operands = [2, 0, 1]
func.func private @sum(%x: tensor<50x24xi8>, %line: tensor<16xi8>) -> tensor<50xi32> {
  %zero = arith.constant 0 : i32
  %e = tensor.empty() : tensor<50xi32>
  %z = linalg.fill ins(%zero : i32) outs(%e : tensor<50xi32>) -> tensor<50xi32>
  %r = linalg.generic {indexing_maps = [#wide, #sum], iterator_types = ["parallel", "reduction"]}
      ins(%x : tensor<50x24xi8>) outs(%z : tensor<50xi32>) {
  ^bb0(%a: i8, %s: i32):
    %fifteen = arith.constant 15 : i32
    %w = arith.extui %a : i8 to i32
    %n = arith.andi %w, %fifteen : i32
    %i = arith.index_cast %n : i32 to index
    %v = tensor.extract %line[%i] : tensor<16xi8>
    %w32 = arith.extsi %v : i8 to i32
    %t = arith.addi %w32, %s : i32
    linalg.yield %t : i32
  } -> tensor<50xi32>
  return %r : tensor<50xi32>
}

// MATCH-LABEL: @ragged
// MATCH-NOT: dsa.match
// RAGGED: Missed{{.*}}Function=ragged{{.*}}@nibbles::@sum does not do it: obligation O6 (padding leaves the accumulator alone) fails: no padding leaves the accumulator alone
func.func private @ragged(%x: tensor<50x23xi8>, %line: tensor<16xi8>, %z: tensor<50xi32>) -> tensor<50xi32> {
  %r = linalg.generic {indexing_maps = [#wide, #sum], iterator_types = ["parallel", "reduction"]}
      ins(%x : tensor<50x23xi8>) outs(%z : tensor<50xi32>) {
  ^bb0(%a: i8, %s: i32):
    %fifteen = arith.constant 15 : i8
    %n = arith.andi %a, %fifteen : i8
    %i = arith.index_castui %n : i8 to index
    %v = tensor.extract %line[%i] : tensor<16xi8>
    %w = arith.extsi %v : i8 to i32
    %t = arith.addi %s, %w : i32
    linalg.yield %t : i32
  } -> tensor<50xi32>
  return %r : tensor<50xi32>
}

func.func @all(%x: tensor<50xi8>, %y: tensor<50x24xi8>, %low: tensor<16xi8>, %high: tensor<16xi8>, %square: tensor<16x16xi8>)
    -> (tensor<50xi8>, tensor<50xi8>, tensor<50xi8>, tensor<50xi32>) {
  %a = func.call @two(%x, %low, %high) : (tensor<50xi8>, tensor<16xi8>, tensor<16xi8>) -> tensor<50xi8>
  %b = func.call @one(%a, %low) : (tensor<50xi8>, tensor<16xi8>) -> tensor<50xi8>
  %c = func.call @grid(%x, %square) : (tensor<50xi8>, tensor<16x16xi8>) -> tensor<50xi8>
  %d = func.call @sum(%y, %high) : (tensor<50x24xi8>, tensor<16xi8>) -> tensor<50xi32>
  return %a, %b, %c, %d : tensor<50xi8>, tensor<50xi8>, tensor<50xi8>, tensor<50xi32>
}
