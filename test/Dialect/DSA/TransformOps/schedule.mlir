// What was decided is written as a schedule, and replayed; a person may change
// it, and what is not sound is refused.
// RUN: rm -rf %t && mkdir %t
// RUN: dsa-opt %s --auto-tensorize="machine=x86-sapphire-rapids numerics=flush prefer=instructions emit-schedule=%t/schedule.mlir" -o %t/searched.mlir
// RUN: FileCheck %s --check-prefix=SCHEDULE < %t/schedule.mlir
// RUN: dsa-opt %t/schedule.mlir --verify-roundtrip -o /dev/null
// RUN: dsa-opt %s --auto-tensorize="machine=x86-sapphire-rapids schedule=%t/schedule.mlir emit-proofs=%t/proofs" -o %t/replayed.mlir
// RUN: diff %t/searched.mlir %t/replayed.mlir
// RUN: %source/utils/check-proofs %t/proofs | FileCheck %s --check-prefix=PROOFS

// The pipeline takes both options, and the schedule leads to the same program.
// RUN: dsa-opt %s --dsa-compile="machine=x86-sapphire-rapids from=linalg to=tile numerics=flush prefer=instructions emit-schedule=%t/pipeline.mlir" -o %t/searched-tile.mlir
// RUN: diff %t/schedule.mlir %t/pipeline.mlir
// RUN: dsa-opt %s --dsa-compile="machine=x86-sapphire-rapids from=linalg to=tile schedule=%t/schedule.mlir" | diff %t/searched-tile.mlir -

// Without @bf16, it is left alone.
// RUN: sed '/in @bf16/,$ d' %t/schedule.mlir > %t/half.mlir && echo '    transform.yield } }' >> %t/half.mlir
// RUN: dsa-opt %s --auto-tensorize="machine=x86-sapphire-rapids schedule=%t/half.mlir" | FileCheck %s --check-prefix=HALF

// The product the other way around: rows of the instruction are columns of the
// program. Another program, as right.
// RUN: sed 's/d0 floordiv 16, d1 floordiv 16, d2 floordiv 64, d0 mod 16, d1 mod 16/d1 floordiv 16, d0 floordiv 16, d2 floordiv 64, d1 mod 16, d0 mod 16/; s/operands .2, 0, 1. numerics <flush> : !transform.any_op/operands [2, 1, 0] : !transform.any_op/; /in @bf16/,/:/ d' %t/half.mlir > %t/turned.mlir
// RUN: dsa-opt %s --auto-tensorize="machine=x86-sapphire-rapids schedule=%t/turned.mlir" | dsa-opt --dsa-verify-matches="machine=x86-sapphire-rapids" | FileCheck %s --check-prefix=TURNED

// Unsound: a loop cut in the wrong place; operands that are mistaken.
// RUN: sed 's/d2 floordiv 64/d2 floordiv 32/' %t/schedule.mlir > %t/cut.mlir
// RUN: not dsa-opt %s --auto-tensorize="machine=x86-sapphire-rapids schedule=%t/cut.mlir" -o %t/none.mlir 2>&1 | FileCheck %s --check-prefix=CUT
// RUN: not ls %t/none.mlir
// RUN: sed 's/operands .2, 0, 1./operands [2, 1, 0]/' %t/schedule.mlir > %t/mistaken.mlir
// RUN: not dsa-opt %s --auto-tensorize="machine=x86-sapphire-rapids schedule=%t/mistaken.mlir" -o /dev/null 2>&1 | FileCheck %s --check-prefix=MISTAKEN
// RUN: sed 's/tdpbssd/tdpbusd/' %t/schedule.mlir > %t/signs.mlir
// RUN: not dsa-opt %s --auto-tensorize="machine=x86-sapphire-rapids schedule=%t/signs.mlir" -o /dev/null 2>&1 | FileCheck %s --check-prefix=SIGNS

// Another program.
// RUN: sed 's/33x/34x/g' %s > %t/larger.mlir
// RUN: not dsa-opt %t/larger.mlir --auto-tensorize="machine=x86-sapphire-rapids schedule=%t/schedule.mlir" -o /dev/null 2>&1 | FileCheck %s --check-prefix=LARGER
// RUN: sed 's/@bf16/@renamed/g' %s > %t/renamed.mlir
// RUN: not dsa-opt %t/renamed.mlir --auto-tensorize="machine=x86-sapphire-rapids schedule=%t/schedule.mlir" -o /dev/null 2>&1 | FileCheck %s --check-prefix=RENAMED

// No schedule.
// RUN: not dsa-opt %s --auto-tensorize="machine=x86-sapphire-rapids schedule=%t/missing.mlir" -o /dev/null 2>&1 | FileCheck %s --check-prefix=MISSING
// RUN: head -6 %t/schedule.mlir > %t/torn.mlir
// RUN: not dsa-opt %s --auto-tensorize="machine=x86-sapphire-rapids schedule=%t/torn.mlir" -o /dev/null 2>&1 | FileCheck %s --check-prefix=TORN
// RUN: echo 'module {}' > %t/empty.mlir
// RUN: not dsa-opt %s --auto-tensorize="machine=x86-sapphire-rapids schedule=%t/empty.mlir" -o /dev/null 2>&1 | FileCheck %s --check-prefix=EMPTY
// RUN: sed 's/find 0 in @s8/find -1 in @s8/' %t/schedule.mlir > %t/negative.mlir
// RUN: not dsa-opt %s --auto-tensorize="machine=x86-sapphire-rapids schedule=%t/negative.mlir" -o /dev/null 2>&1 | FileCheck %s --check-prefix=NEGATIVE
// RUN: sed 's/of "x86-sapphire-rapids"/of "x86-nothing"/' %t/schedule.mlir > %t/machine.mlir
// RUN: not dsa-opt %s --auto-tensorize="machine=x86-sapphire-rapids schedule=%t/machine.mlir" -o /dev/null 2>&1 | FileCheck %s --check-prefix=MACHINE
// RUN: not dsa-opt %s --auto-tensorize="machine=x86-sapphire-rapids emit-schedule=/dev/null/schedule" -o /dev/null 2>&1 | FileCheck %s --check-prefix=UNWRITTEN

// SCHEDULE: transform.named_sequence @__transform_main(%program: !transform.any_op {transform.readonly}) {
// SCHEDULE-NEXT: // linalg.matmul at loc({{.*}}schedule.mlir":[[#]]:8)
// SCHEDULE-NEXT: %0 = transform.dsa.find 0 in @s8 of %program structure "{{[0-9a-f]+}}"
// SCHEDULE-NEXT: transform.dsa.tensorize %0 by @amx_int8::@tdpbssd of "x86-sapphire-rapids"
// SCHEDULE-NEXT: mapping affine_map<(d0, d1, d2) -> (d0 floordiv 16, d1 floordiv 16, d2 floordiv 64, d0 mod 16, d1 mod 16, (d2 mod 64) floordiv 4, d2 mod 4)>
// SCHEDULE-NEXT: operands [2, 0, 1] numerics <flush> : !transform.any_op
// SCHEDULE: transform.dsa.find 1 in @bf16
// SCHEDULE-NEXT: transform.dsa.tensorize %1 by @amx_bf16::@tdpbf16ps
// PROOFS: 2 accepted, 0 rejected
// HALF: func.func @s8
// HALF: dsa.match = #dsa.match<@amx_int8::@tdpbssd
// HALF: func.func @bf16
// HALF-NOT: dsa.match
// TURNED: #[[MAP:.*]] = affine_map<(d0, d1, d2) -> (d1 floordiv 16, d0 floordiv 16, d2 floordiv 64, d1 mod 16, d0 mod 16, (d2 mod 64) floordiv 4, d2 mod 4)>
// TURNED: dsa.match = #dsa.match<@amx_int8::@tdpbssd, mapping = {{.*}}, operands = [2, 1, 0], weakened = <exact>
// CUT: cut.mlir:[[#]]:5: error: @amx_int8::@tdpbssd does not do 'linalg.matmul' by this mapping: obligation O1 (the mapping of iterations has an inverse) fails:
// CUT: schedule.mlir:[[#]]:8: note: the operation is here
// MISTAKEN: error: @amx_int8::@tdpbssd does not do 'linalg.matmul' by this mapping: obligation O2 (each register element has one source) fails: iterations (
// SIGNS: error: @amx_int8::@tdpbusd does not do 'linalg.matmul' by this mapping: obligation O4 (the scalar bodies agree) fails: for
// LARGER: schedule.mlir:[[#]]:10: error: {{.*}}expected linalg operation number 0 in @s8 to have structure '{{[0-9a-f]+}}', but got '{{[0-9a-f]+}}': the schedule is of another program
// LARGER: larger.mlir:[[#]]:8: note: the operation is here
// RENAMED: schedule.mlir:[[#]]:10: error: {{.*}}expected the program to have a linalg operation number 1 in @bf16, but it has none: the schedule is of another program
// MISSING: error: could not open input file
// TORN: torn.mlir:[[#]]:[[#]]: error:
// TORN: error: expected '{{.*}}torn.mlir' to be a schedule
// EMPTY: error: {{.*}}__transform_main
// A position counts from 0: dsa.find C1.
// NEGATIVE: negative.mlir:[[#]]:10: error: {{.*}}expected a position from 0, but got -1
// MACHINE: machine.mlir:[[#]]:5: error: {{.*}}x86-nothing
// UNWRITTEN: error: expected to write the schedule to '/dev/null/schedule', but got:

func.func @s8(%a: tensor<33x65xi8>, %w: tensor<65x17xi8>, %z: tensor<33x17xi32>) -> tensor<33x17xi32> {
  %r = linalg.matmul ins(%a, %w : tensor<33x65xi8>, tensor<65x17xi8>) outs(%z : tensor<33x17xi32>) -> tensor<33x17xi32>
  return %r : tensor<33x17xi32>
}

func.func @bf16(%a: tensor<16x32xbf16>, %w: tensor<32x16xbf16>) -> tensor<16x16xf32> {
  %c0 = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<16x16xf32>
  %z = linalg.fill ins(%c0 : f32) outs(%e : tensor<16x16xf32>) -> tensor<16x16xf32>
  %r = linalg.generic {
      indexing_maps = [affine_map<(m, n, k) -> (m, k)>, affine_map<(m, n, k) -> (k, n)>, affine_map<(m, n, k) -> (m, n)>],
      iterator_types = ["parallel", "parallel", "reduction"]}
    ins(%a, %w : tensor<16x32xbf16>, tensor<32x16xbf16>) outs(%z : tensor<16x16xf32>) {
  ^bb0(%i: bf16, %j: bf16, %o: f32):
    %0 = arith.extf %i : bf16 to f32
    %1 = arith.extf %j : bf16 to f32
    %2 = arith.mulf %0, %1 fastmath<reassoc,contract> : f32
    %3 = arith.addf %o, %2 fastmath<reassoc,contract> : f32
    linalg.yield %3 : f32
  } -> tensor<16x16xf32>
  return %r : tensor<16x16xf32>
}
