// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// One instruction that does an operation as it is.
#ifndef DSA_LIB_DIALECT_DSA_TRANSFORMS_DIRECTDECISION_H
#define DSA_LIB_DIALECT_DSA_TRANSFORMS_DIRECTDECISION_H

#include "Decision.h"
#include "dsa/Equivalence/Match.h"
#include "dsa/Equivalence/Search.h"

namespace mlir::dsa {

/// Processor time that the decision on one operation may take.
class Deadline {
public:
  explicit Deadline(double seconds);
  bool hasPassed() const;
  double getSeconds() const { return seconds; }

private:
  double seconds, start;
};

class DirectDecision : public Decision {
public:
  /// `program` is the statement of `op`; `numerics` may be weakened beyond its
  /// own flags.
  DirectDecision(linalg::LinalgOp op, Statement program, Numerics numerics,
                 const Deadline &deadline);

  /// Finds all mappings on `instructions`.
  const SearchResult &search(ArrayRef<InstructionModel> instructions,
                             const MemoryCosts &memory,
                             ArrayRef<bool> isConstant);
  const Statement &getProgram() const { return program; }

  std::string getName() override;
  bool prove(std::string &reason) override;
  void commit(ArrayRef<StringRef> used) override;

private:
  /// A candidate with its proof.
  struct Attempt {
    const Candidate *candidate = nullptr;
    AffineMap forward;
    Proof proof;
    /// What it needs to know of the operands.
    SmallVector<std::optional<IntegerRange>> ranges;
  };
  /// The cheapest candidate that is proved; else `failed` is the first.
  std::optional<Attempt> proveBest(Attempt &failed) const;
  MatchAttr makeMatch() const;
  void report() const;

  linalg::LinalgOp op;
  Statement program;
  Numerics allowed;
  const Deadline &deadline;
  SmallVector<std::optional<IntegerRange>> ranges;
  SearchResult found;
  std::optional<Attempt> best;
};

/// Why `model` does not do an operation, for a remark.
std::string explainRefusal(const InstructionModel &model,
                           const Verdict &verdict);

} // namespace mlir::dsa

#endif // DSA_LIB_DIALECT_DSA_TRANSFORMS_DIRECTDECISION_H
