// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Loops of one iteration, for the loops of an instruction that a match leaves
/// without one of the program's.
#ifndef DSA_LIB_DIALECT_TILE_TRANSFORMS_UNITLOOPS_H
#define DSA_LIB_DIALECT_TILE_TRANSFORMS_UNITLOOPS_H

#include "dsa/Equivalence/Match.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/IR/PatternMatch.h"

namespace mlir::dsa::tile {

/// Whether the match leaves a loop of the instruction without one of the
/// program's.
bool hasIdleLoops(const dsa::ResolvedMatch &match);

/// Replaces `op` by one in which every loop of the instruction has a loop of
/// the program: what the match leaves at 0 gets a loop of one iteration, which
/// is a dimension of extent 1 of the operands that the instruction's loop
/// addresses. Padding is then simply what is beyond it. The new operation
/// carries the match, so extended. Fails with a reason, and changes nothing
/// then.
FailureOr<linalg::LinalgOp> addUnitLoops(RewriterBase &rewriter,
                                         linalg::LinalgOp op,
                                         const dsa::ResolvedMatch &match,
                                         std::string &reason);

} // namespace mlir::dsa::tile

#endif // DSA_LIB_DIALECT_TILE_TRANSFORMS_UNITLOOPS_H
