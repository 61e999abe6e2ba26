//===- GraphAttributes.td - Attributes of the graph dialect -*- tablegen -*-==//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef DSA_DIALECT_GRAPH_IR_GRAPHATTRIBUTES
#define DSA_DIALECT_GRAPH_IR_GRAPHATTRIBUTES

include "dsa/Dialect/Graph/IR/GraphDialect.td"
include "mlir/IR/AttrTypeBase.td"
include "mlir/IR/BuiltinAttributeInterfaces.td"
include "mlir/IR/EnumAttr.td"

def Graph_PadMode : I32EnumAttr<"PadMode", "what is around a tensor", [
    I32EnumAttrCase<"Constant", 0, "constant">,
    I32EnumAttrCase<"Reflect", 1, "reflect">,
    I32EnumAttrCase<"Edge", 2, "edge">]> {
  let cppNamespace = "::mlir::graph";
  let genSpecializedAttr = 0;
}

def Graph_PadModeAttr : EnumAttr<Graph_Dialect, Graph_PadMode, "pad_mode">;

def Graph_ExternalAttr : AttrDef<Graph_Dialect, "External", [TypedAttrInterface]> {
  let mnemonic = "external";
  let summary = "Elements that lie in a file";
  let description = [{
    `length` bytes at `offset` in the file `path` (as given to the importer, or
    from the working directory): the elements in row-major order, little-endian.
    They are mapped, not read, when the program is lowered to linalg.
  }];
  let parameters = (ins StringRefParameter<>:$path, "uint64_t":$offset,
    "uint64_t":$length, AttributeSelfTypeParameter<"">:$type);
  let assemblyFormat = "`<` $path `,` $offset `,` $length `>`";
}

#endif // DSA_DIALECT_GRAPH_IR_GRAPHATTRIBUTES
