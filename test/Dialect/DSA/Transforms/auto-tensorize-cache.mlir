// What was proved is kept on disk: lemmas by the text that the solver gets, and
// whole proofs by their claim. An entry that is damaged, or is for another
// question, is no answer.
// RUN: rm -rf %t && mkdir %t
// RUN: env DSA_CACHE=off dsa-opt %s --auto-tensorize="machine=x86-sapphire-rapids prefer=instructions" -o %t/plain.mlir
// RUN: env DSA_CACHE=%t/cache dsa-opt %s --auto-tensorize="machine=x86-sapphire-rapids prefer=instructions" -o %t/first.mlir
// RUN: find %t/cache -type f | sort > %t/names.txt
// RUN: FileCheck %s --check-prefix=NAMES < %t/names.txt
// RUN: cp -r %t/cache %t/good
// RUN: env DSA_CACHE=%t/cache dsa-opt %s --auto-tensorize="machine=x86-sapphire-rapids prefer=instructions" -o %t/second.mlir --remarks-filter=.* --remark-policy=all 2>&1 | FileCheck %s --check-prefix=KNOWN
// RUN: diff %t/plain.mlir %t/first.mlir
// RUN: diff %t/plain.mlir %t/second.mlir

// Every entry in the place of the next one: all are asked, and written, again.
// RUN: %python %S/Inputs/rotate-files.py %t/cache rotate
// RUN: env DSA_CACHE=%t/cache dsa-opt %s --auto-tensorize="machine=x86-sapphire-rapids prefer=instructions" -o %t/third.mlir --remarks-filter=.* --remark-policy=all 2>&1 | FileCheck %s --check-prefix=PROVED
// RUN: diff %t/plain.mlir %t/third.mlir
// RUN: diff -r %t/good %t/cache
// One character of each changed.
// RUN: %python %S/Inputs/rotate-files.py %t/cache damage
// RUN: env DSA_CACHE=%t/cache dsa-opt %s --auto-tensorize="machine=x86-sapphire-rapids prefer=instructions" -o %t/fourth.mlir --remarks-filter=.* --remark-policy=all 2>&1 | FileCheck %s --check-prefix=PROVED
// RUN: diff %t/plain.mlir %t/fourth.mlir
// RUN: diff -r %t/good %t/cache

// Several processes at once, and a place that cannot be written.
// RUN: rm -r %t/cache
// RUN: for i in 1 2 3; do env DSA_CACHE=%t/cache dsa-opt %s --auto-tensorize="machine=x86-sapphire-rapids prefer=instructions" -o %t/at-once-$i.mlir & done; wait
// RUN: diff %t/plain.mlir %t/at-once-1.mlir && diff %t/plain.mlir %t/at-once-2.mlir && diff %t/plain.mlir %t/at-once-3.mlir
// RUN: diff -r %t/good %t/cache
// RUN: env DSA_CACHE=/dev/null/cache dsa-opt %s --auto-tensorize="machine=x86-sapphire-rapids prefer=instructions" | diff %t/plain.mlir -

// Three lemmas (O4 for either order of the operands, O6) and a proof.
// NAMES-COUNT-4: /cache/{{[0-9a-f][0-9a-f]/[0-9a-f]+$}}
// NAMES-NOT: {{.}}
// KNOWN: O4 Z3, all bit-vectors (0.0 ms), O1 {{.*}} (0.0 ms), {{.*}} proved in 0.0 ms
// PROVED: O4 Z3, all bit-vectors
// PROVED-NOT: proved in 0.0 ms
func.func @f(%a: tensor<33x65xi8>, %w: tensor<65x17xi8>, %z: tensor<33x17xi32>) -> tensor<33x17xi32> {
  %c24 = arith.constant 24 : i32
  %r = linalg.generic {
      indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "reduction"]}
    ins(%a, %w : tensor<33x65xi8>, tensor<65x17xi8>) outs(%z : tensor<33x17xi32>) {
  ^bb0(%i: i8, %j: i8, %o: i32):
    %0 = arith.extui %i : i8 to i32
    %1 = arith.shli %0, %c24 : i32
    %2 = arith.shrsi %1, %c24 : i32
    %3 = arith.extsi %j : i8 to i32
    %4 = arith.muli %2, %3 : i32
    %5 = arith.addi %o, %4 : i32
    linalg.yield %5 : i32
  } -> tensor<33x17xi32>
  return %r : tensor<33x17xi32>
}
