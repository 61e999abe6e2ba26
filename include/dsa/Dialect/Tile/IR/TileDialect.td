//===- TileDialect.td - The tile dialect -------------------*- tablegen -*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef DSA_DIALECT_TILE_IR_TILEDIALECT
#define DSA_DIALECT_TILE_IR_TILEDIALECT

include "mlir/IR/OpBase.td"

def Tile_Dialect : Dialect {
  let name = "tile";
  let cppNamespace = "::mlir::dsa::tile";
  let summary = "How a computation is cut into blocks, and where each block is";
  let description = [{
    The level at which every accelerator looks alike: cut data into blocks,
    bring a block on chip, compute, bring it back. Values are builtin tensors
    whose encoding names the register class or memory they are in; the block
    computation itself is linalg, arith and math.
  }];
  let useDefaultAttributePrinterParser = 1;
}

#endif // DSA_DIALECT_TILE_IR_TILEDIALECT
