// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Operations that one instruction does whole, in memory.
#ifndef DSA_LIB_DIALECT_TILE_TRANSFORMS_INVOKEONMEMORY_H
#define DSA_LIB_DIALECT_TILE_TRANSFORMS_INVOKEONMEMORY_H

#include "dsa/Equivalence/Match.h"

namespace mlir::dsa::tile {

/// Replaces `op` by one invocation of the matched instruction, whose operands
/// are memory of any size. Fails with `reason` set, and changes nothing, if an
/// operand does not lie in memory as the instruction takes it.
LogicalResult invokeOnMemory(linalg::LinalgOp op,
                             const dsa::ResolvedMatch &match,
                             const dsa::Target &target, std::string &reason);

} // namespace mlir::dsa::tile

#endif // DSA_LIB_DIALECT_TILE_TRANSFORMS_INVOKEONMEMORY_H
