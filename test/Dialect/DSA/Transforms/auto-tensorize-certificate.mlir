// Proofs are written out, and their lemmas can be checked again.
// RUN: rm -rf %t
// RUN: dsa-opt %s --canonicalize --auto-tensorize="machine=x86-sapphire-rapids prefer=instructions emit-proofs=%t/proofs" -o %t.mlir
// RUN: cat %t/proofs/*.smt2 | FileCheck %s
// RUN: %python %S/Inputs/check-certificates.py %t/proofs/*.smt2 | FileCheck %s --check-prefix=ANSWER --implicit-check-not=sat
// RUN: dsa-opt %s --dsa-compile="machine=x86-sapphire-rapids from=linalg to=linalg prefer=instructions emit-proofs=%t/pipeline" -o /dev/null
// RUN: diff -r %t/proofs %t/pipeline
// RUN: not dsa-opt %s --auto-tensorize="machine=x86-sapphire-rapids prefer=instructions emit-proofs=/dev/null/proofs" -o /dev/null 2>&1 | FileCheck %s --check-prefix=INVALID

// INVALID: error: expected to write the proof to '/dev/null/proofs/{{[0-9a-f]+}}.smt2', but got:

// CHECK: ; Certificate of sha256:
// CHECK-NEXT: ; strength exact
// CHECK-NEXT: ; O4 (the scalar bodies agree): Z3, all bit-vectors
// CHECK: ; O6 (padding leaves the accumulator alone): neutral padding 0 : i8, 0 : i8
// CHECK: ; Claim
// CHECK-NEXT: ; program { [d0, d1, d2] : 0 <= d0 < 33 and 0 <= d1 < 17 and 0 <= d2 < 65 }
// CHECK: ; relation mapping { [d0, d1, d2] -> [floor(d0 / 16), floor(d1 / 16), floor(d2 / 64), (d0 mod 16), (d1 mod 16), floor((d2 mod 64) / 4), (d2 mod 4)]
// CHECK: ; Lemma O4, the bodies agree: expect unsat
// CHECK: (set-logic QF_BV)
// CHECK: (check-sat)
// CHECK: ; Lemma O6, padding is neutral: expect unsat
// CHECK: (check-sat)
// ANSWER: unsat
// ANSWER-NEXT: unsat
func.func @f(%a: tensor<33x65xi8>, %w: tensor<65x17xi8>, %z: tensor<33x17xi32>) -> tensor<33x17xi32> {
  %r = linalg.generic {
      indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "reduction"]}
    ins(%a, %w : tensor<33x65xi8>, tensor<65x17xi8>) outs(%z : tensor<33x17xi32>) {
  ^bb0(%i: i8, %j: i8, %o: i32):
    %c24 = arith.constant 24 : i32
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
