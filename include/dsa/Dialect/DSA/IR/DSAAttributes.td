//===- DSAAttributes.td - Attributes of the dsa dialect ----*- tablegen -*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef DSA_DIALECT_DSA_IR_DSAATTRIBUTES
#define DSA_DIALECT_DSA_IR_DSAATTRIBUTES

include "dsa/Dialect/DSA/IR/DSADialect.td"
include "mlir/IR/AttrTypeBase.td"
include "mlir/IR/EnumAttr.td"

//===----------------------------------------------------------------------===//
// Strength: what an accepted match may change
//===----------------------------------------------------------------------===//

def DSA_Reassoc : I32BitEnumAttrCaseBit<"Reassoc", 0, "reassoc">;
def DSA_Contract : I32BitEnumAttrCaseBit<"Contract", 1, "contract">;
def DSA_Flush : I32BitEnumAttrCaseBit<"Flush", 2, "flush">;
def DSA_Narrow : I32BitEnumAttrCaseBit<"Narrow", 3, "narrow">;
def DSA_Numerics : I32BitEnumAttr<"Numerics", "how far a result may differ", [
    I32BitEnumAttrCaseNone<"Exact", "exact">, DSA_Reassoc, DSA_Contract,
    DSA_Flush, DSA_Narrow]> {
  let separator = ", ";
  let cppNamespace = "::mlir::dsa";
  let genSpecializedAttr = 0;
  let description = [{
    `exact` is bit-exact; `reassoc`: the same operations in another order;
    `contract`: a product and a sum rounded once; `flush`: denormal operands
    and results become zero; `narrow`: an operand loses bits.
  }];
}

def DSA_NumericsAttr : EnumAttr<DSA_Dialect, DSA_Numerics, "numerics"> {
  let assemblyFormat = "`<` $value `>`";
}

//===----------------------------------------------------------------------===//
// Instructions
//===----------------------------------------------------------------------===//

def DSA_OperandKind : I32EnumAttr<"OperandKind",
    "how an instruction uses an operand", [
    I32EnumAttrCase<"Value", 0, "value">,
    I32EnumAttrCase<"Tied", 1, "tied">,
    I32EnumAttrCase<"Read", 2, "read">,
    I32EnumAttrCase<"Write", 3, "write">,
    I32EnumAttrCase<"Immediate", 4, "immediate">,
    I32EnumAttrCase<"Update", 5, "update">]> {
  let cppNamespace = "::mlir::dsa";
  let genSpecializedAttr = 0;
  let description = [{
    `value`: a register that is read; `tied`: a register that is read and whose
    place the result takes (the i-th tied operand belongs to the i-th result);
    `read`, `write`, `update` (both): memory; `immediate`: a constant encoded in
    the instruction.
  }];
}
def DSA_OperandKindAttr
    : EnumAttr<DSA_Dialect, DSA_OperandKind, "operand_kind"> {
  let assemblyFormat = "`<` $value `>`";
}
def DSA_OperandKindArrayAttr
    : TypedArrayAttrBase<DSA_OperandKindAttr, "kinds of operands">;

def DSA_CostAttr : AttrDef<DSA_Dialect, "Cost"> {
  let mnemonic = "cost";
  let summary = "What an instruction costs";
  let description = [{
    `latency`: cycles from operands to result. `interval`: cycles until the same
    unit starts the next one. `units`: how many units start one each interval.
    `source`: where the figures are from (manual and page, or "measured").

    ```mlir
    cost {latency = 52, interval = 16, source = "measured"}
    ```
  }];
  let parameters = (ins
    "int64_t":$latency,
    "int64_t":$interval,
    DefaultValuedParameter<"int64_t", "1">:$units,
    OptionalParameter<"::mlir::StringAttr">:$source);
  let assemblyFormat = "`{` struct(params) `}`";
  let genVerifyDecl = 1;
  let extraClassDeclaration = [{
    /// Cycles between two starts when every unit is busy.
    double getCyclesPerStart() const {
      return double(getInterval()) / double(getUnits());
    }
  }];
}

def DSA_BoundedAttr : AttrDef<DSA_Dialect, "Bounded"> {
  let mnemonic = "bounded";
  let summary = "A requirement: an operand of an instruction has small values";
  let description = [{
    The elements of register operand `operand`, integers, are in
    [`least`, `most`]. In the `requires` of an instruction; whoever uses the
    instruction has to show it.

    **Constraints**
    * C1: `least` is at most `most`.

    ```mlir
    #dsa.bounded<operand = 1, least = -64, most = 64>
    ```
  }];
  let parameters = (ins "unsigned":$operand, "int64_t":$least,
    "int64_t":$most);
  let assemblyFormat = "`<` struct(params) `>`";
  let genVerifyDecl = 1;
}

def DSA_LayoutAttr : AttrDef<DSA_Dialect, "Layout"> {
  let mnemonic = "layout";
  let summary = "Where lanes hold the elements of a register";
  let description = [{
    For a class whose values a group of lanes (a warp) holds together: `map`
    takes a lane, and the number of an element in the vector that each lane has
    of it, in row order, to the element of what the class means.

    **Constraints**
    * C1: `lanes` is positive; `map` is of a lane and a number.

    ```mlir
    #dsa.layout<lanes = 32, map = affine_map<(lane, i) ->
      (lane floordiv 4 + 8 * (i floordiv 2), 2 * (lane mod 4) + i mod 2)>>
    ```
  }];
  let parameters = (ins "int64_t":$lanes, "::mlir::AffineMap":$map);
  let assemblyFormat = [{
    `<` `lanes` `=` $lanes `,` `map` `=` custom<AffineMap>($map) `>`
  }];
  let genVerifyDecl = 1;
}

//===----------------------------------------------------------------------===//
// Matches
//===----------------------------------------------------------------------===//

def DSA_MatchAttr : AttrDef<DSA_Dialect, "Match"> {
  let mnemonic = "match";
  let summary = "The decision that an instruction does a linalg operation";
  let description = [{
    Attached as `dsa.match` to a linalg operation on tensors; nothing is
    rewritten yet. `mapping` takes the operation's loops to (blocks..., loops of
    the instruction's semantics in their order): the last results are the
    instruction's loops, those before them number the blocks. `operands[i]` is
    the operand of the operation that instruction operand `i` reads (its
    accumulator is the operation's init); tensors from outside that the body
    looks elements up in count as operands, after the inputs. `weakened` is the strength of the
    match, `proof` the hash of its proof. `ranges`, where the proof takes them,
    are the least and most value of each operand of the operation (an empty pair
    where nothing is known); of the init they bound every partial sum. Upstream
    passes copy the attribute to operations it no longer fits: consumers check
    it again.

    **Constraints**
    * C1: `ranges` holds empty arrays, and pairs of integers with the least
      first.

    ```mlir
    #dsa.match<@amx_int8::@tdpbssd,
      mapping = affine_map<(m, n, k) -> (m floordiv 16, n floordiv 16,
        k floordiv 64, m mod 16, n mod 16, (k mod 64) floordiv 4, k mod 4)>,
      operands = [2, 0, 1], weakened = <exact>, proof = "sha256:0f3c">
    ```
  }];
  let parameters = (ins
    "::mlir::SymbolRefAttr":$instruction,
    "::mlir::AffineMap":$mapping,
    ArrayRefParameter<"int64_t">:$operands,
    "::mlir::dsa::NumericsAttr":$weakened,
    "::mlir::StringAttr":$proof,
    OptionalParameter<"::mlir::ArrayAttr">:$ranges);
  let assemblyFormat = [{
    `<` $instruction `,` `mapping` `=` custom<AffineMap>($mapping) `,`
    `operands` `=` `[` $operands `]` `,` `weakened` `=` $weakened `,`
    `proof` `=` $proof (`,` `ranges` `=` $ranges^)? `>`
  }];
  let genVerifyDecl = 1;
}

//===----------------------------------------------------------------------===//
// Entries: what C sees
//===----------------------------------------------------------------------===//

def DSA_ParameterKind : I32EnumAttr<"ParameterKind",
    "how a compiled function uses a parameter", [
    I32EnumAttrCase<"In", 0, "in">,
    I32EnumAttrCase<"Out", 1, "out">,
    I32EnumAttrCase<"InOut", 2, "inout">]> {
  let cppNamespace = "::mlir::dsa";
  let genSpecializedAttr = 0;
}
def DSA_ParameterKindAttr
    : EnumAttr<DSA_Dialect, DSA_ParameterKind, "parameter_kind"> {
  let assemblyFormat = "`<` $value `>`";
}

def DSA_ParameterAttr : AttrDef<DSA_Dialect, "Parameter"> {
  let mnemonic = "parameter";
  let summary = "A parameter of a compiled function";
  let description = [{
    `type` is a tensor for a buffer (C passes a pointer to its elements in row
    order), or a scalar that C passes by value. Integers carry their sign here,
    because below `graph` they have none. The array of all parameters is the
    `dsa.entry` of a function that C can call.

    **Constraints**
    * C1: `type` is a ranked tensor of static shape, or, for an `in` parameter,
      an integer, `index` or a float.

    ```mlir
    #dsa.parameter<in "input", tensor<64x128xsi8>>
    ```
  }];
  let parameters = (ins
    EnumParameter<DSA_ParameterKind>:$kind,
    "::mlir::StringAttr":$name,
    "::mlir::Type":$type);
  let assemblyFormat = "`<` $kind $name `,` $type `>`";
  let genVerifyDecl = 1;
}

#endif // DSA_DIALECT_DSA_IR_DSAATTRIBUTES
