//===- DSAOps.td - Operations of the dsa dialect -----------*- tablegen -*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef DSA_DIALECT_DSA_IR_DSAOPS
#define DSA_DIALECT_DSA_IR_DSAOPS

include "dsa/Dialect/DSA/IR/DSAAttributes.td"
include "dsa/Dialect/DSA/IR/DSATypes.td"
include "mlir/IR/BuiltinAttributes.td"
include "mlir/IR/OpAsmInterface.td"
include "mlir/IR/SymbolInterfaces.td"
include "mlir/IR/RegionKindInterface.td"
include "mlir/Interfaces/ControlFlowInterfaces.td"
include "mlir/Interfaces/SideEffectInterfaces.td"

class DSA_Op<string mnemonic, list<Trait> traits = []>
    : Op<DSA_Dialect, mnemonic, traits>;

//===----------------------------------------------------------------------===//
// Definitions: instruction sets
//===----------------------------------------------------------------------===//

def DSA_ISAOp : DSA_Op<"isa", [IsolatedFromAbove, SymbolTable, Symbol,
    NoTerminator, SingleBlock, NoRegionArguments]> {
  let summary = "An instruction set";
  let description = [{
    Register classes and instructions. `features` are the processor features
    that issuing them takes, by LLVM's names; `requires` names other sets that
    this one builds on; `libraries` are shared libraries with functions that its
    emissions call. In a program it holds declarations: the instructions
    have no regions.

    ```mlir
    dsa.isa @amx_int8 features ["amx-tile", "amx-int8"] {
      dsa.registers @tmm count 8 means tensor<16x16x4xi8>
          issues_as !amx.tile<16x64xi8>
    }
    ```
  }];
  let arguments = (ins SymbolNameAttr:$sym_name,
    OptionalAttr<StrArrayAttr>:$features,
    OptionalAttr<TypedArrayAttrBase<FlatSymbolRefAttr, "names">>:$requires,
    OptionalAttr<StrArrayAttr>:$libraries);
  let regions = (region SizedRegion<1>:$body);
  let assemblyFormat = [{
    $sym_name (`features` $features^)? (`requires` $requires^)?
    (`libraries` $libraries^)?
    attr-dict-with-keyword $body
  }];
  let extraClassDeclaration = [{
    /// Whether `isa` is in `requires` but not in this module: a file that is
    /// read by itself. Loading it for a machine brings both together.
    bool requiresFromElsewhere(::mlir::StringAttr isa);
  }];
}

def DSA_RegistersOp : DSA_Op<"registers",
    [Symbol, HasParent<"::mlir::dsa::ISAOp">]> {
  let summary = "A class of registers";
  let description = [{
    The three faces of a value: what it `means` (a ranked tensor, so shaped that
    semantics need no index arithmetic), what the back end takes (`issues_as`),
    and how many there are (`count`, or `shares` the registers of another
    class). A `?` in `means` is a length of vectors that each machine states as
    its `length`; loading it for a machine puts that in, for scalable
    dimensions of vectors (`vector<[4]xi16>`) as well, and notes the dimensions
    in `length_dims`. A proof holds for every length. A `no_copy` class has no move instruction: its
    values are computed again rather than merged.

    **Constraints**
    * C1: `means` has no encoding; a machine that has the class states the
      `length` for each `?` in it.
    * C2: exactly one of `count` and `shares` is given; `count` is positive.
    * C3: `shares` names a class with a `count`: `@class` in the same
      instruction set, or `@isa::@class` in one that this set `requires`.
    * C4: `layout`, for a class that a group of lanes holds together, gives each
      element of `means` exactly one place in the vectors that it issues as.

    ```mlir
    dsa.isa @amx_int8 {
      dsa.registers @tmm count 8 means tensor<16x16x4xi8>
          issues_as !amx.tile<16x64xi8>
      dsa.registers @acc shares @tmm means tensor<16x16xi32>
          issues_as !amx.tile<16x16xi32> no_copy
    }
    ```
  }];
  let arguments = (ins SymbolNameAttr:$sym_name,
    OptionalAttr<I64Attr>:$count, OptionalAttr<SymbolRefAttr>:$shares,
    TypeAttrOf<AnyRankedTensor>:$means, TypeAttr:$issues_as,
    OptionalAttr<DSA_LayoutAttr>:$layout, UnitAttr:$no_copy,
    OptionalAttr<DenseI64ArrayAttr>:$length_dims);
  let assemblyFormat = [{
    $sym_name (`count` $count^)? (`shares` $shares^)? `means` $means
    `issues_as` $issues_as (`layout` $layout^)? (`no_copy` $no_copy^)? attr-dict
  }];
  let hasVerifier = 1;
  let extraClassDeclaration = [{
    /// What a value of the class means.
    ::mlir::RankedTensorType getMeaning() {
      return ::llvm::cast<::mlir::RankedTensorType>(getMeans());
    }
    /// The class that has the registers: this one, or the one it shares; null
    /// if that is not in the module.
    RegistersOp getOwner();
    /// `@isa::@registers`, as `!dsa.reg` names it.
    ::mlir::SymbolRefAttr getReference();
  }];
}

def DSA_InstructionOp : DSA_Op<"instruction", [IsolatedFromAbove, Symbol,
    HasParent<"::mlir::dsa::ISAOp">]> {
  let summary = "An instruction: signature, semantics, emission, cost";
  let description = [{
    The signature lists operands (`!dsa.reg` values, `tied` to a result or not;
    memrefs that are `read`, `write` or `update`, of known or open sizes;
    `immediate`s) and results. Regions
    describe it, each with one block whose arguments are the operands and that
    ends in `dsa.yield` of the results:

    * `semantics`: what it computes, with a register operand as the tensor its
      class `means`. The ideal fold; the matcher works on it.
    * `refined` (optional): the same function bit by bit, where the hardware
      differs from the ideal: floats by what `numerics` lists (order, fusion,
      denormals), integers by sums that saturate or are narrow. Simulation and
      the check against hardware use it. A match on integers has to prove that
      it does not differ on the program's values.
    * `emission`: what the back end takes, with a register operand as the type
      its class `issues_as`.
    * `sequence`, in place of `refined` and `emission`: other instructions that
      are issued one after the other, by `dsa.invoke` on `!dsa.reg` values. A
      program is matched on the whole. Loading a machine makes `refined` and
      `emission` from those of its parts, and requires what they require.

    `requires` lists what must hold of the operands for the description to be
    true. A declaration has no regions.

    **Constraints**
    * C1: a register operand names a class of a known instruction set: one in
      the module, or one that the set `requires` and that is loaded beside it.
    * C2: a `tied` operand is a register, of the type of its result; memory
      operands are memrefs, and only they are `read`, `write` or `update`.
    * C3: each region that is present takes the operands and yields the results,
      in its own face of the registers.
    * C4: `semantics` and `emission` are both present or both absent; `refined`
      only with them and, if results are floats, with `numerics` that are not
      exact; `sequence` only with `semantics` and neither of the others.
    * C5: `sequence` holds invocations alone, on registers.
    * C6: `requires` holds `#dsa.bounded` of register operands of integers.
    * C7: an instruction with a `sequence` yields integers: that a match does not
      differ from what the parts do is proved of them only.

    ```mlir
    dsa.isa @demo {
      dsa.registers @v count 8 means tensor<4xi32> issues_as vector<4xi32>
      dsa.instruction @add(!dsa.reg<@demo::@v> tied, !dsa.reg<@demo::@v>)
          -> (!dsa.reg<@demo::@v>) cost {latency = 1, interval = 1}
      semantics {
      ^bb0(%a: tensor<4xi32>, %b: tensor<4xi32>):
        %r = arith.addi %a, %b : tensor<4xi32>
        dsa.yield %r : tensor<4xi32>
      } emission {
      ^bb0(%a: vector<4xi32>, %b: vector<4xi32>):
        %r = arith.addi %a, %b : vector<4xi32>
        dsa.yield %r : vector<4xi32>
      }
    }
    ```
  }];
  let arguments = (ins SymbolNameAttr:$sym_name,
    TypeAttrOf<FunctionType>:$signature,
    DSA_OperandKindArrayAttr:$kinds,
    OptionalAttr<DSA_CostAttr>:$cost,
    OptionalAttr<DSA_NumericsAttr>:$numerics,
    OptionalAttr<ArrayAttr>:$requires);
  let regions = (region MaxSizedRegion<1>:$semantics,
    MaxSizedRegion<1>:$refined, MaxSizedRegion<1>:$emission,
    MaxSizedRegion<1>:$sequence);
  let assemblyFormat = [{
    $sym_name `` custom<Signature>($signature, $kinds)
    (`cost` $cost^)? (`numerics` $numerics^)? (`requires` $requires^)?
    attr-dict-with-keyword
    `` custom<OptionalRegion>("\"semantics\"", $semantics)
    `` custom<OptionalRegion>("\"refined\"", $refined)
    `` custom<OptionalRegion>("\"emission\"", $emission)
    `` custom<OptionalRegion>("\"sequence\"", $sequence)
  }];
  let hasVerifier = 1;
  let extraClassDeclaration = [{
    ::mlir::FunctionType getFunctionType() {
      return ::llvm::cast<::mlir::FunctionType>(getSignature());
    }
    /// How operand `index` is used.
    ::mlir::dsa::OperandKind getKind(unsigned index) {
      return ::llvm::cast<::mlir::dsa::OperandKindAttr>(getKinds()[index])
          .getValue();
    }
    bool isMemory(unsigned index) {
      ::mlir::dsa::OperandKind kind = getKind(index);
      return kind == ::mlir::dsa::OperandKind::Read || writes(index);
    }
    /// Whether operand `index` is memory that is written.
    bool writes(unsigned index) {
      ::mlir::dsa::OperandKind kind = getKind(index);
      return kind == ::mlir::dsa::OperandKind::Write ||
             kind == ::mlir::dsa::OperandKind::Update;
    }
    /// False for the region-less declarations of programs.
    bool isDefined() { return !getSemantics().empty(); }
    /// `@isa::@instruction`, as `dsa.invoke` names it.
    ::mlir::SymbolRefAttr getReference();
    /// The region that the simulator runs: `refined`, else `semantics`.
    ::mlir::Region &getExecutable() {
      return getRefined().empty() ? getSemantics() : getRefined();
    }
  }];
}

def DSA_YieldOp : DSA_Op<"yield", [Pure, Terminator, ReturnLike,
    ParentOneOf<["::mlir::dsa::InstructionOp", "::mlir::dsa::AdapterOp",
      "::mlir::dsa::SumOp"]>]> {
  let summary = "Yield the results of an instruction, or a scalar";
  let arguments = (ins Variadic<AnyType>:$values);
  let assemblyFormat = "($values^ `:` type($values))? attr-dict";
  let builders = [OpBuilder<(ins), [{
    build($_builder, $_state, ::mlir::ValueRange());
  }]>];
}

//===----------------------------------------------------------------------===//
// Definitions: machines
//===----------------------------------------------------------------------===//

def DSA_MachineOp : DSA_Op<"machine", [IsolatedFromAbove, SymbolTable, Symbol,
    NoTerminator, SingleBlock, NoRegionArguments]> {
  let summary = "A machine: its instruction sets, memories and cores";
  let description = [{
    `isas` lists the instruction sets it has; `features` the processor features
    (LLVM's names) that say where it can run; `cores` how many cores share the
    memories below; `length` the length of vectors where instruction sets leave
    it open (`?`), in elements; `plain` what one iteration costs of a loop that
    is left to the compiler's scalar and vector code.

    **Constraints**
    * C1: `length` is positive.

    ```mlir
    dsa.machine @"x86-avx512-vnni" isas [@avx512_f, @avx512_vnni]
        features ["avx512f", "avx512vnni"] {
      dsa.memory @l1 cache bytes 32768 bandwidth 128 shared_by 1
      dsa.memory @dram bytes 17179869184 bandwidth 8 shared_by 64
    }
    ```
  }];
  let arguments = (ins SymbolNameAttr:$sym_name,
    TypedArrayAttrBase<FlatSymbolRefAttr, "instruction sets">:$isas,
    OptionalAttr<StrArrayAttr>:$features,
    DefaultValuedAttr<I64Attr, "1">:$cores,
    OptionalAttr<I64Attr>:$length,
    OptionalAttr<DSA_CostAttr>:$plain,
    OptionalAttr<StrAttr>:$triple);
  let regions = (region SizedRegion<1>:$body);
  let assemblyFormat = [{
    $sym_name `isas` $isas (`features` $features^)? (`cores` $cores^)?
    (`length` $length^)? (`plain` $plain^)? (`triple` $triple^)? attr-dict-with-keyword $body
  }];
  let hasVerifier = 1;
}

def DSA_MemoryOp : DSA_Op<"memory",
    [Symbol, HasParent<"::mlir::dsa::MachineOp">]> {
  let summary = "A memory of a machine";
  let description = [{
    `bytes`: its capacity. `bandwidth`: bytes per cycle to one core.
    `shared_by`: how many cores share it. A `cache` cannot be named by a
    program: it only bounds the size of blocks. Listed from the core outwards.

    **Constraints**
    * C1: `bytes`, `bandwidth` and `shared_by` are positive.

    ```mlir
    dsa.machine @m isas [] {
      dsa.memory @l1 cache bytes 49152 bandwidth 128 shared_by 1 line 64
    }
    ```
  }];
  let arguments = (ins SymbolNameAttr:$sym_name, UnitAttr:$cache,
    I64Attr:$bytes, I64Attr:$bandwidth, I64Attr:$shared_by,
    OptionalAttr<I64Attr>:$line, OptionalAttr<StrAttr>:$source);
  let assemblyFormat = [{
    $sym_name (`cache` $cache^)? `bytes` $bytes `bandwidth` $bandwidth
    `shared_by` $shared_by (`line` $line^)? (`source` $source^)? attr-dict
  }];
  let hasVerifier = 1;
}

//===----------------------------------------------------------------------===//
// Programs
//===----------------------------------------------------------------------===//

def DSA_InvokeOp : DSA_Op<"invoke", [
    DeclareOpInterfaceMethods<OpAsmOpInterface, ["getAsmResultNames"]>,
    DeclareOpInterfaceMethods<SymbolUserOpInterface>,
    DeclareOpInterfaceMethods<MemoryEffectsOpInterface>]> {
  let summary = "Invoke an instruction";
  let description = [{
    Executes `instruction` once. Register operands and results are values of
    `!dsa.reg`. Memory operands are memrefs; before bufferization a tensor may
    stand for one, and then each `write` or `update` operand has a result, after the
    register results, that holds the tensor after the instruction.

    **Constraints**
    * C1: the instruction is declared in the module.
    * C2: operands and results agree with its signature.

    ```mlir
    %q = dsa.invoke @amx_int8::@tdpbssd(%p, %a, %b)
        : (!dsa.reg<@amx_int8::@acc>, !dsa.reg<@amx_int8::@tmm>,
           !dsa.reg<@amx_int8::@tmm>) -> !dsa.reg<@amx_int8::@acc>
    ```
  }];
  let arguments = (ins SymbolRefAttr:$instruction,
    Variadic<AnyType>:$operands);
  let results = (outs Variadic<AnyType>:$results);
  let assemblyFormat = [{
    $instruction `(` $operands `)` attr-dict
    `:` functional-type($operands, $results)
  }];
  let extraClassDeclaration = [{
    /// The declaration or definition in scope; null where there is none.
    ::mlir::dsa::InstructionOp getDeclaration();
  }];
}

def DSA_AssumeOp : DSA_Op<"assume", [Pure, AllTypesMatch<["value", "result"]>]> {
  let summary = "Integers whose values are bounded";
  let description = [{
    The same value; that its elements are in [`least`, `most`] is for the
    program to see to (a value outside is undefined). Matches may rely on it.

    **Constraints**
    * C1: the values are integers, and the type has the bounds.

    ```mlir
    %b = dsa.assume %a in [0, 127] : tensor<16x64xi8>
    ```
  }];
  let arguments = (ins AnyType:$value, I64Attr:$least, I64Attr:$most);
  let results = (outs AnyType:$result);
  let assemblyFormat = [{
    $value `in` ` ` `[` $least `,` $most `]` attr-dict `:` type($value)
  }];
  let hasVerifier = 1;
}

//===----------------------------------------------------------------------===//
// Definitions: adapters
//===----------------------------------------------------------------------===//

include "dsa/Dialect/DSA/IR/DSAAdapterOps.td"

#endif // DSA_DIALECT_DSA_IR_DSAOPS
