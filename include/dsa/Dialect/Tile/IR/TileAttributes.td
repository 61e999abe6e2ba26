//===- TileAttributes.td - Attributes of the tile dialect --*- tablegen -*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef DSA_DIALECT_TILE_IR_TILEATTRIBUTES
#define DSA_DIALECT_TILE_IR_TILEATTRIBUTES

include "dsa/Dialect/Tile/IR/TileDialect.td"
include "mlir/IR/AttrTypeBase.td"

def Tile_InAttr : AttrDef<Tile_Dialect, "In"> {
  let mnemonic = "in";
  let summary = "The register class or memory that a tensor is in";
  let description = [{
    The encoding of a tensor that is not in ordinary memory. `space` names a
    register class (`@isa::@registers`) or a memory (`@machine::@memory`).
    Only `tile.transfer` changes it.

    ```mlir
    tensor<16x16xi32, #tile.in<@amx_int8::@acc>>
    ```
  }];
  let parameters = (ins "::mlir::SymbolRefAttr":$space);
  let assemblyFormat = "`<` $space `>`";
}

#endif // DSA_DIALECT_TILE_IR_TILEATTRIBUTES
