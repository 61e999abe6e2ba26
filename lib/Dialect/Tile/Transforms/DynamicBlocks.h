// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Operations whose sizes are known at run time only, cut into blocks of known
/// size.
#ifndef DSA_LIB_DIALECT_TILE_TRANSFORMS_DYNAMICBLOCKS_H
#define DSA_LIB_DIALECT_TILE_TRANSFORMS_DYNAMICBLOCKS_H

#include "dsa/Equivalence/Match.h"
#include "mlir/IR/PatternMatch.h"

namespace mlir::dsa::tile {

/// Replaces `op`, which has loops of unknown extent, by loops around copies of
/// it that work on blocks of known size: one on whole blocks, and one, for the
/// end of each loop, on blocks padded with what the proof of the match found
/// neutral. Each copy carries the match, which holds for all sizes. The blocks
/// of all operands together fit into `cacheBytes`, if one instruction's do.
///
/// Fails with a reason, and changes nothing then.
FailureOr<SmallVector<linalg::LinalgOp>>
cutToStaticBlocks(RewriterBase &rewriter, linalg::LinalgOp op,
                  const dsa::ResolvedMatch &match, int64_t cacheBytes,
                  std::string &reason);

} // namespace mlir::dsa::tile

#endif // DSA_LIB_DIALECT_TILE_TRANSFORMS_DYNAMICBLOCKS_H
