// Proofs are written out, and checked again by a program that has nothing of
// ours: isl for the relations, cvc5 for the lemmas. Edits are noticed.
// RUN: rm -rf %t
// RUN: dsa-opt %s --canonicalize --auto-tensorize="machine=x86-sapphire-rapids prefer=instructions numerics=flush emit-proofs=%t/proofs" -o %t.mlir
// RUN: cat %t/proofs/amx_int8-tdpbssd-*.cert | FileCheck %s
// RUN: cat %t/proofs/amx_bf16-tdpbf16ps-*.cert | FileCheck %s --check-prefix=BF16
// RUN: %source/utils/check-proofs %t/proofs | FileCheck %s --check-prefix=ACCEPTED
// RUN: %python %S/Inputs/edit-certificates.py %source/utils %t/proofs | FileCheck %s --check-prefix=EDITS
// RUN: dsa-opt %S/auto-tensorize-ranges.mlir --auto-tensorize="machine=%S/Inputs/saturating.mlir prefer=instructions emit-proofs=%t/ranges" -o /dev/null
// RUN: mkdir %t/bounded
// RUN: cp `grep -l 'in @bounded$' %t/ranges/sat-dot-*.cert` %t/bounded
// RUN: %python %S/Inputs/edit-certificates.py %source/utils %t/bounded | FileCheck %s --check-prefix=BOUNDED
// RUN: dsa-opt %s --dsa-compile="machine=x86-sapphire-rapids from=linalg to=linalg prefer=instructions numerics=flush emit-proofs=%t/pipeline" -o /dev/null
// RUN: diff -r %t/proofs %t/pipeline
// RUN: mkdir %t/edited
// RUN: sed 's/floor(d0 \/ 16)/floor(d0 \/ 15)/' %t/proofs/amx_int8-tdpbssd-*.cert > %t/edited/one.cert
// RUN: not %source/utils/check-proofs %t/edited | FileCheck %s --check-prefix=REJECTED
// RUN: mkdir %t/none
// RUN: not %source/utils/check-proofs %t/none 2>&1 | FileCheck %s --check-prefix=NONE
// RUN: not dsa-opt %s --auto-tensorize="machine=x86-sapphire-rapids prefer=instructions numerics=flush emit-proofs=/dev/null/proofs" -o /dev/null 2>&1 | FileCheck %s --check-prefix=INVALID

// INVALID: error: expected to write the proof to '/dev/null/proofs/amx_int8-tdpbssd-{{[0-9a-f]+}}.cert', but got:
// ACCEPTED: accepted {{.*}}amx_bf16-tdpbf16ps-{{.*}}.cert: @amx_bf16::@tdpbf16ps, O1 to O8 hold, 3 lemmas
// ACCEPTED: accepted {{.*}}amx_int8-tdpbssd-{{.*}}.cert: @amx_int8::@tdpbssd, O1 to O8 hold, 3 lemmas
// ACCEPTED: 2 accepted, 0 rejected
// EDITS: {{[0-9]+}} flips, {{[0-9]+}} wrong mappings, 18 false claims, 0 accepted
// BOUNDED: {{[0-9]+}} flips, {{[0-9]+}} wrong mappings, 7 false claims, 0 accepted
// REJECTED: rejected {{.*}}one.cert: the hash of the content is another: it was changed
// REJECTED: 0 accepted, 1 rejected
// NONE: check-proofs: error: expected certificates (*.cert), but there are none in

// CHECK: dsa-certificate 1
// CHECK-NEXT: program loc({{.*}}) linalg.generic in @s8
// CHECK-NEXT: instruction @amx_int8::@tdpbssd
// CHECK-NEXT: machine x86-sapphire-rapids
// CHECK-NEXT: solvers Z3 {{.*}}, isl
// CHECK-NEXT: strength exact
// CHECK-NEXT: allowed exact
// CHECK-NEXT: assume operands are values, so that no result overlaps them
// CHECK: claim sha256:
// CHECK-NEXT: iterations { [d0, d1, d2] : 0 <= d0 < 33 and 0 <= d1 < 17 and 0 <= d2 < 65 }
// CHECK: program-access 1 i8 { [d0, d1, d2] -> [d2, d1] }
// CHECK: instruction-access 2 of 2 i32 { [d0, d1, d2, d3] -> [d0, d1] }
// CHECK-NEXT: instruction-body (assert (= instruction (bvadd i2
// CHECK: mapping { [d0, d1, d2] -> [floor(d0 / 16), floor(d1 / 16), floor(d2 / 64), (d0 mod 16), (d1 mod 16), floor((d2 mod 64) / 4), (d2 mod 4)] }
// CHECK: end claim
// CHECK-NEXT: obligation O4 (the scalar bodies agree): Z3, all bit-vectors
// CHECK: obligation O6 (padding leaves the accumulator alone): neutral padding 0 : i8, 0 : i8
// CHECK: order any
// CHECK-NEXT: padding 0 i8 #x00
// CHECK: padded 0 1
// CHECK-NEXT: lemma O4
// CHECK-NEXT: (set-logic QF_UFBV)
// CHECK: (assert (distinct program instruction))
// CHECK-NEXT: (check-sat)
// CHECK-NEXT: end lemma
// CHECK-NEXT: lemma O5
// CHECK: (assert (distinct xy yx))
// CHECK: lemma O6 3
// CHECK: (assert (distinct instruction i2))
// CHECK-NEXT: (check-sat)
// CHECK-NEXT: end lemma
// CHECK-NEXT: sha256:
func.func @s8(%a: tensor<33x65xi8>, %w: tensor<65x17xi8>, %z: tensor<33x17xi32>) -> tensor<33x17xi32> {
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

// BF16: strength reassoc, contract, flush
// BF16: assume floats round to nearest, ties to even
// BF16: order reassoc
// BF16-NEXT: padding 0 bf16 #x8000
// BF16-NEXT: padding 1 bf16 #x0000
// BF16: (declare-fun arith.mulf.f32.f32.f32 (f32 f32) f32)
// BF16: (set-logic QF_LIA)
// BF16: (assert (distinct (+ (+ a x) y) (+ (+ a y) x)))
// BF16: (set-logic QF_FP)
// BF16: (assert (= i0 (fp #b1 #b00000000 #b0000000)))
// BF16: (assert (distinct (fp.add RNE i2 (fp.mul RNE ((_ to_fp 8 24) RNE i0) ((_ to_fp 8 24) RNE i1))) i2))
func.func @bf16(%a: tensor<33x65xbf16>, %w: tensor<65x17xbf16>, %z: tensor<33x17xf32>) -> tensor<33x17xf32> {
  %r = linalg.generic {
      indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "reduction"]}
    ins(%a, %w : tensor<33x65xbf16>, tensor<65x17xbf16>) outs(%z : tensor<33x17xf32>) {
  ^bb0(%i: bf16, %j: bf16, %o: f32):
    %0 = arith.extf %i : bf16 to f32
    %1 = arith.extf %j : bf16 to f32
    %2 = arith.mulf %0, %1 fastmath<reassoc,contract> : f32
    %3 = arith.addf %o, %2 fastmath<reassoc,contract> : f32
    linalg.yield %3 : f32
  } -> tensor<33x17xf32>
  return %r : tensor<33x17xf32>
}
