//===- Passes.td - Passes of the tile dialect ----------*- tablegen -*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef DSA_DIALECT_TILE_TRANSFORMS_PASSES
#define DSA_DIALECT_TILE_TRANSFORMS_PASSES

include "mlir/Pass/PassBase.td"

#endif // DSA_DIALECT_TILE_TRANSFORMS_PASSES
