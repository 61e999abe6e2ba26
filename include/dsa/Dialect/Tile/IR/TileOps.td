//===- TileOps.td - Operations of the tile dialect ---------*- tablegen -*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef DSA_DIALECT_TILE_IR_TILEOPS
#define DSA_DIALECT_TILE_IR_TILEOPS

include "dsa/Dialect/Tile/IR/TileAttributes.td"
include "mlir/Interfaces/SideEffectInterfaces.td"

class Tile_Op<string mnemonic, list<Trait> traits = []>
    : Op<Tile_Dialect, mnemonic, traits>;

def Tile_TransferOp : Tile_Op<"transfer",
    [DeclareOpInterfaceMethods<MemoryEffectsOpInterface>]> {
  let summary = "Move a block between memories or register classes";
  let description = [{
    The result holds the elements of `source` in the memory or register class
    that the encoding of its type names; no encoding means ordinary memory. The
    only operation that changes an encoding. What a transfer brings is its own:
    two of one block are never merged into one, which would stay in its register
    from the first use to the last.

    **Constraints**
    * C1: source and result have the same shape and element type.
    * C2: their encodings differ.

    ```mlir
    %b = tile.transfer %a : tensor<16x16x4xi8>
        to tensor<16x16x4xi8, #tile.in<@amx_int8::@tmm>>
    ```
  }];
  let arguments = (ins AnyRankedTensor:$source);
  let results = (outs AnyRankedTensor:$result);
  let assemblyFormat = [{
    $source attr-dict `:` type($source) `to` type($result)
  }];
  let hasVerifier = 1;
}

#endif // DSA_DIALECT_TILE_IR_TILEOPS
