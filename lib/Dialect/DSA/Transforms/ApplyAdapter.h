// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Rewrites an operation into others that instructions may do.
#ifndef DSA_LIB_DIALECT_DSA_TRANSFORMS_APPLYADAPTER_H
#define DSA_LIB_DIALECT_DSA_TRANSFORMS_APPLYADAPTER_H

#include "dsa/Equivalence/Adapter.h"

namespace mlir::dsa {

/// What an adapter makes of an operation: built ahead of it, not in its place
/// yet.
struct AdaptedOperation {
  /// The sums that instructions are to do.
  SmallVector<linalg::LinalgOp> cores;
  /// All that was built, in order.
  SmallVector<Operation *> created;
  /// What stands for the operation's results.
  SmallVector<Value> results;
  /// Iterations of plain code: maps of elements, other sums, the combination.
  double plainIterations = 0;

  /// Takes back what was built.
  void erase();
};

/// Builds what `model` makes of `op`, whose statement is `program`, where its
/// arguments are as in `binding`. On failure nothing is built, and `reason`
/// says which property of `op` is not handled.
FailureOr<AdaptedOperation>
applyAdapter(linalg::LinalgOp op, const Statement &program,
             const AdapterModel &model, const AdapterProof &proof,
             const AdapterBinding &binding, std::string &reason);

/// Builds an operation for each result of `op`, all of them cores: so each may
/// be done by another instruction. On failure nothing is built, and `reason`
/// says why that cannot be.
FailureOr<AdaptedOperation> splitResults(linalg::LinalgOp op,
                                         std::string &reason);

} // namespace mlir::dsa

#endif // DSA_LIB_DIALECT_DSA_TRANSFORMS_APPLYADAPTER_H
