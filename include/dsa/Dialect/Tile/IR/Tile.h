// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The `tile` dialect: its types, attributes and operations.
#ifndef DSA_DIALECT_TILE_IR_TILE_H
#define DSA_DIALECT_TILE_IR_TILE_H

#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Dialect.h"
#include "mlir/IR/OpDefinition.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

#include "dsa/Dialect/Tile/IR/TileDialect.h.inc"

#define GET_ATTRDEF_CLASSES
#include "dsa/Dialect/Tile/IR/TileAttributes.h.inc"

#define GET_OP_CLASSES
#include "dsa/Dialect/Tile/IR/TileOps.h.inc"

#endif // DSA_DIALECT_TILE_IR_TILE_H
