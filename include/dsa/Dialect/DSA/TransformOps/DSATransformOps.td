//===- DSATransformOps.td - Schedules of matches ----------*- tablegen -*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef DSA_DIALECT_DSA_TRANSFORMOPS_DSATRANSFORMOPS
#define DSA_DIALECT_DSA_TRANSFORMOPS_DSATRANSFORMOPS

include "dsa/Dialect/DSA/IR/DSAAttributes.td"
include "mlir/Dialect/Transform/IR/TransformDialect.td"
include "mlir/Dialect/Transform/Interfaces/TransformInterfaces.td"
include "mlir/Interfaces/SideEffectInterfaces.td"
include "mlir/IR/CommonAttrConstraints.td"

def DSA_FindOp : Op<Transform_Dialect, "dsa.find", [
    DeclareOpInterfaceMethods<TransformOpInterface>,
    DeclareOpInterfaceMethods<MemoryEffectsOpInterface>,
    NavigationTransformOpTrait]> {
  let cppNamespace = "::mlir::dsa";
  let summary = "Find the linalg operation that a schedule was written for";
  let description = [{
    Linalg operation number `position`, from 0, of function `function` in the
    payload. `structure` is a hash of its loops, how it addresses its operands,
    and its body. A definite failure where there is no such function or
    operation, or it is another one: the schedule no longer fits the program.

    **Constraints**
    * C1: `position` is not negative.

    ```mlir
    %op = transform.dsa.find 0 in @matmul of %program structure "2d5b0c9e1f3a4b5c"
        : (!transform.any_op) -> !transform.any_op
    ```
  }];
  let arguments = (ins TransformHandleTypeInterface:$program,
    I64Attr:$position, FlatSymbolRefAttr:$function, StrAttr:$structure);
  let results = (outs TransformHandleTypeInterface:$found);
  let assemblyFormat = [{
    $position `in` $function `of` $program `structure` $structure attr-dict
    `:` functional-type($program, $found)
  }];
  let hasVerifier = 1;
}

def DSA_TensorizeOp : Op<Transform_Dialect, "dsa.tensorize", [
    DeclareOpInterfaceMethods<MemoryEffectsOpInterface>,
    TransformOpInterface, TransformEachOpTrait,
    ReportTrackingListenerFailuresOpTrait]> {
  let cppNamespace = "::mlir::dsa";
  let summary = "Have an instruction do a linalg operation, if that is proved";
  let description = [{
    Proves that `instruction` of `machine` does each operation of `target` by
    `mapping`, which takes its loops to (blocks..., loops of the instruction),
    with `operands` as in `#dsa.match`, and attaches `dsa.match`. `numerics` is
    what the match may weaken beyond the operation's own fast-math flags. A
    silenceable failure where the proof fails: it names the obligation, and
    gives the counterexample.

    ```mlir
    transform.dsa.tensorize %op by @amx_int8::@tdpbssd of "x86-sapphire-rapids"
        mapping affine_map<(m, n, k) -> (m floordiv 16, n floordiv 16,
          k floordiv 64, m mod 16, n mod 16, (k mod 64) floordiv 4, k mod 4)>
        operands [2, 0, 1] : !transform.any_op
    ```
  }];
  let arguments = (ins TransformHandleTypeInterface:$target,
    SymbolRefAttr:$instruction, StrAttr:$machine, AffineMapAttr:$mapping,
    DenseI64ArrayAttr:$operands, OptionalAttr<DSA_NumericsAttr>:$numerics);
  let assemblyFormat = [{
    $target `by` $instruction `of` $machine `mapping` $mapping
    `operands` $operands (`numerics` $numerics^)? attr-dict `:` type($target)
  }];
  let extraClassDeclaration = [{
    ::mlir::DiagnosedSilenceableFailure applyToOne(
        ::mlir::transform::TransformRewriter &rewriter,
        ::mlir::linalg::LinalgOp target,
        ::mlir::transform::ApplyToEachResultList &results,
        ::mlir::transform::TransformState &state);
  }];
}

#endif // DSA_DIALECT_DSA_TRANSFORMOPS_DSATRANSFORMOPS
