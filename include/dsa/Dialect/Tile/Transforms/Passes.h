// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Passes of the `tile` dialect.
#ifndef DSA_DIALECT_TILE_TRANSFORMS_PASSES_H
#define DSA_DIALECT_TILE_TRANSFORMS_PASSES_H

#include "mlir/Pass/Pass.h"

namespace mlir::dsa::tile {
#define GEN_PASS_DECL
#define GEN_PASS_REGISTRATION
#include "dsa/Dialect/Tile/Transforms/Passes.h.inc"
} // namespace mlir::dsa::tile

#endif // DSA_DIALECT_TILE_TRANSFORMS_PASSES_H
