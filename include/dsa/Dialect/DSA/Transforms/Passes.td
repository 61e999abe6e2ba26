//===- Passes.td - Passes of the dsa dialect ----------*- tablegen -*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef DSA_DIALECT_DSA_TRANSFORMS_PASSES
#define DSA_DIALECT_DSA_TRANSFORMS_PASSES

include "mlir/Pass/PassBase.td"

def ExportEntriesPass : Pass<"dsa-export-entries", "ModuleOp"> {
  let summary = "Give public functions a signature that C can call";
  let description = [{
    Tensor arguments become memrefs that are only read, results become memref
    arguments at the end that the function fills, in the order of the results.
    `dsa.entry` records the parameters: their names (`dsa.name` of the argument
    or result, else `arg0`, `result0`, ...), and their element types with sign
    (`dsa.element`, else signless). Buffers that are read or filled are
    `llvm.noalias`: C callers pass buffers that do not overlap. Memref arguments
    stay and are `inout`. A function with a shape that is not static or has no
    elements, or a layout that is not contiguous, is left alone with a remark. A function that
    the module itself calls becomes private, and the entry calls it.

    Before:
    ```mlir
    func.func @f(%a: tensor<4xi8> {dsa.element = ui8}) -> tensor<4xi8> {
      %r = math.absi %a : tensor<4xi8>
      return %r : tensor<4xi8>
    }
    ```
    After:
    ```mlir
    func.func @f(%a: memref<4xi8> {llvm.noalias},
                 %out: memref<4xi8> {llvm.noalias})
        attributes {dsa.entry = [
          #dsa.parameter<in "arg0", tensor<4xui8>>,
          #dsa.parameter<out "result0", tensor<4xi8>>], llvm.bareptr} {
      %t = bufferization.to_tensor %a restrict : memref<4xi8> to tensor<4xi8>
      %r = math.absi %t : tensor<4xi8>
      bufferization.materialize_in_destination %r in restrict writable %out
          : (tensor<4xi8>, memref<4xi8>) -> ()
      return
    }
    ```
  }];
  let dependentDialects = ["::mlir::bufferization::BufferizationDialect",
    "::mlir::func::FuncDialect", "::mlir::memref::MemRefDialect",
    "::mlir::LLVM::LLVMDialect", "::mlir::dsa::DSADialect"];
}

def FreeBuffersPass : Pass<"dsa-free-buffers", "ModuleOp"> {
  let summary = "Free every buffer when its last owner is done";
  let description = [{
    Upstream's ownership-based deallocation, for each function that does not
    free a buffer itself: a function that does manages its memory by hand.

    Before:
    ```mlir
    func.func @f(%x: f32) {
      %m = memref.alloc() : memref<f32>
      memref.store %x, %m[] : memref<f32>
      return
    }
    ```
    After:
    ```mlir
    func.func @f(%x: f32) {
      %true = arith.constant true
      %m = memref.alloc() : memref<f32>
      memref.store %x, %m[] : memref<f32>
      bufferization.dealloc (%m : memref<f32>) if (%true)
      return
    }
    ```
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect",
    "::mlir::bufferization::BufferizationDialect",
    "::mlir::memref::MemRefDialect", "::mlir::scf::SCFDialect"];
}

def OrderLoopsPass : Pass<"dsa-order-loops"> {
  let summary = "Put a loop along which memory is contiguous inside";
  let description = [{
    For linalg operations without `dsa.match`, which become plain loops: the
    innermost loop becomes the one along which most operands lie side by side,
    so that LLVM vectorizes it. Each fold keeps its order, so that results stay
    the same bit by bit.

    Before:
    ```mlir
    linalg.matmul ins(%a, %b : memref<8x4xf32>, memref<4x16xf32>)
        outs(%c : memref<8x16xf32>)
    ```
    After:
    ```mlir
    linalg.generic {indexing_maps = [affine_map<(m, k, n) -> (m, k)>,
          affine_map<(m, k, n) -> (k, n)>, affine_map<(m, k, n) -> (m, n)>],
        iterator_types = ["parallel", "reduction", "parallel"]}
        ins(%a, %b : memref<8x4xf32>, memref<4x16xf32>)
        outs(%c : memref<8x16xf32>) {
    ^bb0(%x: f32, %y: f32, %s: f32):
      %p = arith.mulf %x, %y : f32
      %t = arith.addf %s, %p : f32
      linalg.yield %t : f32
    }
    ```
  }];
  let dependentDialects = ["::mlir::linalg::LinalgDialect"];
}

def LowerCopiesPass : Pass<"dsa-lower-copies"> {
  let summary = "Turn copies between memrefs with strides into linalg";
  let description = [{
    A copy between contiguous buffers stays (it becomes `memcpy`); any other
    would become a call of upstream's runtime library, and becomes a
    `linalg.generic` instead, which lowers to loops.

    Before:
    ```mlir
    memref.copy %a, %b : memref<4x4xf32> to memref<4x4xf32, strided<[8, 1]>>
    ```
    After:
    ```mlir
    linalg.generic {indexing_maps = [#id, #id],
        iterator_types = ["parallel", "parallel"]}
        ins(%a : memref<4x4xf32>) outs(%b : memref<4x4xf32, strided<[8, 1]>>) {
    ^bb0(%in: f32, %out: f32):
      linalg.yield %in : f32
    }
    ```
  }];
  let dependentDialects = ["::mlir::linalg::LinalgDialect"];
}

def RaiseLoopsToLinalgPass
    : Pass<"raise-loops-to-linalg", "::mlir::func::FuncOp"> {
  let summary = "Turn loops on memrefs into linalg operations on tensors";
  let description = [{
    Nests of `affine.for` and `scf.for` (steps, bounds and indices that are sums
    of loops; `affine.if` and `scf.if` on sums of loops, with results or without;
    loads, stores, and sums that a loop carries in a register; at any depth), and
    linalg operations on memrefs, are read as statements with domain, schedule
    and accesses. Where isl finds that each statement may be done as a whole
    before the next, on the values that its operands had before (obligation O7),
    each becomes one linalg operation on tensors, which carries what was found as
    `dsa.dependences`. A nest of which that is not true is tried again one loop
    further in. What is loaded at an index that is computed from elements, from a
    buffer that nothing in the nest writes, becomes a `tensor.extract` in the
    operation's body, unless a condition keeps it from being loaded.

    A statement under a condition is done in all iterations of its loops. isl
    finds what the condition keeps of each operand, and in which iterations it
    does not hold; where each of these reads something that is not kept, padding
    is looked for with which the body provably returns its accumulator: borders
    of a convolution become `tensor.pad` (with zero, with the zero point, with
    the least number of a maximum). Where there is none (a float times +0 or -0
    is no neutral term), the body asks the condition itself, by `linalg.index`
    and `arith.select`. Flags under which an operation has no value are dropped.

    Different buffers are taken to overlap unless they are different
    allocations, or `llvm.noalias` arguments. With `guard`, whether they do is
    asked at run time, and the loops stay for the case that they do; without, the
    nest is left alone. So is whether two elements of a buffer that is written
    lie in one place, where its strides do not say. A loop whose extent is not
    known is guarded, too: against not going round at all.

    Remarks: `passed` with the number of operations, the conditions and what
    became of them; `missed` with what cannot be read, or with two iterations
    and the element that they share.

    Before:
    ```mlir
    affine.for %i = 0 to 32 {
      affine.for %j = 0 to 16 {
        affine.store %zero, %c[%i, %j] : memref<32x16xi32>
        affine.for %k = 0 to 64 {
          ...
          affine.store %sum, %c[%i, %j] : memref<32x16xi32>
        }
      }
    }
    ```
    After:
    ```mlir
    %0 = bufferization.to_tensor %c restrict writable
        : memref<32x16xi32> to tensor<32x16xi32>
    %1 = linalg.fill ins(%zero : i32) outs(%0 : tensor<32x16xi32>)
        -> tensor<32x16xi32>
    %2 = bufferization.to_tensor %a restrict writable
        : memref<32x64xi8> to tensor<32x64xi8>
    %3 = bufferization.to_tensor %b restrict writable
        : memref<64x16xi8> to tensor<64x16xi8>
    %4 = linalg.generic {...} ins(%2, %3 : ...) outs(%1 : tensor<32x16xi32>) {...}
    bufferization.materialize_in_destination %4 in restrict writable %c
        : (tensor<32x16xi32>, memref<32x16xi32>) -> ()
    ```
  }];
  let options = [
    Option<"guard", "guard", "bool", "true",
      "Ask at run time whether buffers overlap, instead of leaving loops alone "
      "that are on buffers which may">];
  let dependentDialects = ["::mlir::affine::AffineDialect",
    "::mlir::arith::ArithDialect",
    "::mlir::bufferization::BufferizationDialect",
    "::mlir::linalg::LinalgDialect", "::mlir::memref::MemRefDialect",
    "::mlir::scf::SCFDialect", "::mlir::tensor::TensorDialect"];
}

def AutoTensorizePass : Pass<"auto-tensorize"> {
  let summary = "Decide which instruction does a linalg operation, with a proof";
  let description = [{
    For each linalg operation on tensors: all sound mappings of its loops on the
    loops of the machine's instructions are enumerated and priced, and the
    cheapest whose proof holds (obligations O1 to O6 and O8, see
    `dsa/Equivalence/Proof.h`) is attached as `dsa.match`. Nothing is rewritten,
    with one exception: an operation that no instruction does as it is may be
    taken apart by an adapter (`dsa.adapter`), or into one operation for each
    result, where instructions do all core sums. The operation is then replaced
    by those sums, which carry `dsa.match` and the names of the adapters
    (`dsa.adapters`), and by plain operations; what depends on constants only is
    computed. An operation that has a `dsa.match` keeps it.

    What a match may weaken is bounded by the operation's fast-math flags and
    by `numerics`. With `prefer=cost` an instruction is taken only where it is
    cheaper than what the machine says of plain code, with `instructions`
    wherever one can do the operation.

    Remarks: `passed` with the mapping, the strength, each obligation and its
    time, the hash of the proof and how many mappings there were; `missed` with
    the obligation that failed on the instruction that came nearest, and its
    counterexample.

    Before:
    ```mlir
    %r = linalg.matmul ins(%a, %w : tensor<32x64xi8>, tensor<64x16xi8>)
        outs(%z : tensor<32x16xi32>) -> tensor<32x16xi32>
    ```
    After:
    ```mlir
    %r = linalg.matmul {dsa.match = #dsa.match<@amx_int8::@tdpbssd,
        mapping = affine_map<(m, n, k) -> (m floordiv 16, n floordiv 16,
          k floordiv 64, m mod 16, n mod 16, (k mod 64) floordiv 4, k mod 4)>,
        operands = [2, 0, 1], weakened = <exact>, proof = "sha256:0f3c">}
      ins(%a, %w : tensor<32x64xi8>, tensor<64x16xi8>)
      outs(%z : tensor<32x16xi32>) -> tensor<32x16xi32>
    ```
  }];
  let options = [
    Option<"machine", "machine", "std::string", [{""}],
      "Machine to use the instructions of: a name on the search path, or a "
      ".mlir file">,
    Option<"numerics", "numerics", "std::string", [{""}],
      "What every operation may weaken beyond its fast-math flags: a "
      "comma-separated set of reassoc, contract, flush, narrow">,
    Option<"prefer", "prefer", "std::string", [{"cost"}],
      "'cost' lets an instruction do an operation where that is cheaper, "
      "'instructions' wherever one can">,
    Option<"timeLimit", "time-limit", "double", "10",
      "Seconds of the processor after which no further proof is begun for an "
      "operation: what is not decided by then is left alone">,
    Option<"emitProofs", "emit-proofs", "std::string", [{""}],
      "Directory to write a certificate of each proof to, which "
      "utils/check-proofs checks again without this compiler">,
    Option<"listMappings", "list-mappings", "std::string", [{""}],
      "File to list all sound mappings of each operation in, with their "
      "modelled cost; '-' is the standard output">,
    Option<"schedule", "schedule", "std::string", [{""}],
      "File with the decisions, to replay instead of searching: a transform "
      "script of `transform.dsa.tensorize`; each is proved">,
    Option<"emitSchedule", "emit-schedule", "std::string", [{""}],
      "File to write the decisions to, for `schedule`; '-' is the standard "
      "output">];
  let dependentDialects = ["::mlir::dsa::DSADialect",
    "::mlir::transform::TransformDialect"];
}

def GuardRangesPass : Pass<"guard-ranges"> {
  let summary = "Check at run time what a match has to know of values";
  let description = [{
    For each linalg operation on tensors that an instruction does not do, but
    would if the values of one operand were bounded: the bound is checked at run
    time, and the operation done on bounded values where it holds. Elsewhere it
    is done as it was. `auto-tensorize` then finds the match.

    Reading the operand once more costs time, so that this is not done unless
    asked for.

    Remarks: `passed` with the operand and its bound.

    Before:
    ```mlir
    %r = linalg.generic ... ins(%a, %b : tensor<16x64xi8>, tensor<64x32xi8>)
    ```
    After:
    ```mlir
    %small = linalg.generic ... ins(%a : tensor<16x64xi8>) -> tensor<i1>
    %holds = tensor.extract %small[] : tensor<i1>
    %r = scf.if %holds -> tensor<16x32xi32> {
      %c = dsa.assume %a in [0, 128] : tensor<16x64xi8>
      %0 = linalg.generic ... ins(%c, %b : ...)
      scf.yield %0 : tensor<16x32xi32>
    } else {
      %0 = linalg.generic ... ins(%a, %b : ...)
      scf.yield %0 : tensor<16x32xi32>
    }
    ```
  }];
  let options = [
    Option<"machine", "machine", "std::string", [{""}],
      "Machine to use the instructions of: a name on the search path, or a "
      ".mlir file">,
    Option<"numerics", "numerics", "std::string", [{""}],
      "What every operation may weaken, as for auto-tensorize">];
  let dependentDialects = ["::mlir::dsa::DSADialect", "::mlir::scf::SCFDialect",
    "::mlir::tensor::TensorDialect", "::mlir::linalg::LinalgDialect"];
}

def DropAssumptionsPass : Pass<"dsa-drop-assumptions"> {
  let summary = "Remove dsa.assume, once nothing relies on it any more";
  let description = [{
    Before:
    ```mlir
    %c = dsa.assume %a in [0, 127] : tensor<16x64xi8>
    return %c : tensor<16x64xi8>
    ```
    After:
    ```mlir
    return %a : tensor<16x64xi8>
    ```
  }];
}

def VerifyMatchesPass : Pass<"dsa-verify-matches"> {
  let summary = "Prove again that every dsa.match holds";
  let description = [{
    Upstream passes copy `dsa.match` to operations that it no longer fits. An
    operation whose match does not hold is an error that names the obligation
    that fails and gives a counterexample; a program whose matches hold is left
    as it is.

    Before, and after:
    ```mlir
    %r = linalg.matmul {dsa.match = #dsa.match<@amx_int8::@tdpbssd,
        mapping = affine_map<(m, n, k) -> (m, n, k floordiv 4, k mod 4)>,
        operands = [2, 0, 1], weakened = <exact>, proof = "sha256:0f3c">}
      ins(%a, %w : tensor<16x64xi8>, tensor<64x16xi8>)
      outs(%z : tensor<16x16xi32>) -> tensor<16x16xi32>
    ```
  }];
  let options = [
    Option<"machine", "machine", "std::string", [{""}],
      "Machine whose instructions are meant: a name on the search path, or a "
      ".mlir file">];
}

//===----------------------------------------------------------------------===//
// Instructions
//===----------------------------------------------------------------------===//

def DSA_MachineOption : Option<"machine", "machine", "std::string", [{""}],
    "The machine: a name on the search path, or a .mlir file">;

def VerifyRegistersPass : Pass<"dsa-verify-registers"> {
  let summary = "Check that values fit the registers of their class";
  let description = [{
    Changes nothing. An error if, at some operation, more values are live than
    the class has registers (classes that share registers are counted
    together), or if a value of a `no_copy` class would have to be copied: it is
    overwritten (by an instruction that it is `tied` to a result of, or as a
    loop-carried value) although it is used again, or it is one of two values
    that a condition chooses between.

    ```mlir
    %z = dsa.invoke @amx_int8::@tilezero() : () -> !acc
    // error: expected the last use of a value in 'no_copy' class @amx_int8::@acc
    %p = dsa.invoke @amx_int8::@tdpbssd(%z, %a, %b) : (!acc, !tmm, !tmm) -> !acc
    %q = dsa.invoke @amx_int8::@tdpbssd(%z, %a, %c) : (!acc, !tmm, !tmm) -> !acc
    ```
  }];
}

def IssuePass : Pass<"dsa-issue", "::mlir::ModuleOp"> {
  let summary = "Replace invocations by what the back end takes";
  let description = [{
    Each `dsa.invoke` becomes the `emission` of its instruction, each `!dsa.reg`
    what its class `issues_as`: through loops, branches and function signatures.
    Functions that emissions call are copied into the program, declarations of
    instruction sets removed.

    Before:
    ```mlir
    %p = scf.for %k = %lo to %hi step %st iter_args(%p0 = %z) -> (!acc) {
      %q = dsa.invoke @amx_int8::@tdpbssd(%p0, %a, %b) : (!acc, !tmm, !tmm) -> !acc
      scf.yield %q : !acc
    }
    ```
    After:
    ```mlir
    %p = scf.for %k = %lo to %hi step %st iter_args(%p0 = %z) -> (!amx.tile<16x16xi32>) {
      %q = amx.tile_muli %a, %b, %p0 : !amx.tile<16x64xi8>, !amx.tile<16x64xi8>, !amx.tile<16x16xi32>
      scf.yield %q : !amx.tile<16x16xi32>
    }
    ```
  }];
  let options = [DSA_MachineOption];
}

def SimulatePass : Pass<"dsa-simulate", "::mlir::ModuleOp"> {
  let summary = "Replace invocations by what they mean";
  let description = [{
    Each `dsa.invoke` becomes the region of its instruction that can be run
    (`refined`, else `semantics`), each `!dsa.reg` the tensor that its class
    `means`. A load holds what memory was when it executed, so it copies. The
    program then has tensors, which are bufferized afterwards, and runs on any
    host.

    Before:
    ```mlir
    %q = dsa.invoke @amx_int8::@tdpbssd(%p, %a, %b) : (!acc, !tmm, !tmm) -> !acc
    ```
    After:
    ```mlir
    %q = linalg.generic {...} ins(%a, %b : tensor<16x16x4xi8>, tensor<16x16x4xi8>)
        outs(%p : tensor<16x16xi32>) {...} -> tensor<16x16xi32>
    ```
  }];
  let options = [DSA_MachineOption];
}

#endif // DSA_DIALECT_DSA_TRANSFORMS_PASSES
