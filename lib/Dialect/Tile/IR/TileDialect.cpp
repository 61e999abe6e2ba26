// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The `tile` dialect and its attributes.
#include "dsa/Dialect/Tile/IR/Tile.h"

using namespace mlir;
using namespace mlir::dsa::tile;

#include "dsa/Dialect/Tile/IR/TileDialect.cpp.inc"

#define GET_ATTRDEF_CLASSES
#include "dsa/Dialect/Tile/IR/TileAttributes.cpp.inc"

void TileDialect::initialize() {
  addAttributes<
#define GET_ATTRDEF_LIST
#include "dsa/Dialect/Tile/IR/TileAttributes.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "dsa/Dialect/Tile/IR/TileOps.cpp.inc"
      >();
}
