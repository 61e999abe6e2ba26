// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Ways in which instructions may do an operation, of which one is chosen.
#ifndef DSA_LIB_DIALECT_DSA_TRANSFORMS_DECISION_H
#define DSA_LIB_DIALECT_DSA_TRANSFORMS_DECISION_H

#include "dsa/Equivalence/Adapter.h"
#include "mlir/IR/Remarks.h"
#include <memory>

namespace mlir::dsa {

/// A way to do one operation.
class Decision {
public:
  virtual ~Decision() = default;
  /// What does it, as `@isa::@instruction`.
  virtual std::string getName() = 0;
  /// Proves that it is right; if not, sets `reason`, where it is empty, to why.
  virtual bool prove(std::string &reason) = 0;
  /// Writes it down, if it is proved, and says so. `used` are the adapters that
  /// led to the operation, the first first.
  virtual void commit(ArrayRef<StringRef> used) = 0;

  /// Modelled cycles.
  double cycles = 0;
};

using Decisions = SmallVector<std::unique_ptr<Decision>>;

/// Finds the ways to do an operation, the cheapest first; if there is none,
/// `reason` says why.
using FindDecisions =
    llvm::function_ref<Decisions(linalg::LinalgOp, std::string &reason)>;

/// The ways in which `op`, whose statement is `program`, is done with one of
/// `adapters`: all core sums by an instruction, as `findCores` finds them. If
/// there is none but a term fits, `reason` says why.
Decisions findAdaptedDecisions(linalg::LinalgOp op, const Statement &program,
                               ArrayRef<AdapterModel> adapters,
                               Numerics allowed, double plainCycles,
                               FindDecisions findCores, std::string &reason);

/// The way in which each result of `op` is computed by itself, by an
/// instruction that `findCores` finds. If there is none, `reason` says why.
Decisions findSplitDecisions(linalg::LinalgOp op, FindDecisions findCores,
                             std::string &reason);

/// A remark about `op`, of kind `name`.
remark::RemarkOpts getTensorizeRemark(linalg::LinalgOp op, StringRef name);

} // namespace mlir::dsa

#endif // DSA_LIB_DIALECT_DSA_TRANSFORMS_DECISION_H
