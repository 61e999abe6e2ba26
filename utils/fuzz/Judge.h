// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What the proof engine says of a pair, and whether that is right.
#ifndef DSA_FUZZ_JUDGE_H
#define DSA_FUZZ_JUDGE_H

#include "Execution.h"
#include "Mutations.h"
#include "Verdict.h"
#include "dsa/Equivalence/Search.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"

namespace dsa::fuzz {

/// Of an accepted pair, `wrong` is what differs; of a refused one, `missed` is
/// a mapping that computed the right thing on all samples.
struct Judgement : Verdict {
  unsigned numProofs = 0;
};

class Judge {
public:
  Judge(mlir::MLIRContext &context, std::mt19937_64 &random)
      : context(context), random(random) {}

  Judgement judge(const Pair &pair);

private:
  /// Reads both; false if that cannot be.
  bool read(const Pair &pair);
  bool tryCandidate(const mlir::dsa::Candidate &candidate, bool isSpoilt,
                    Judgement &judgement);
  /// What differs between the program and `use`; empty if nothing does.
  std::string findDifference(const Use &use, mlir::dsa::Numerics weakened);
  bool agreesOnSample(const Use &use, Values values, bool exact,
                      std::string &difference);
  void searchMissed(Judgement &judgement);
  bool mayAgree(const std::vector<unsigned> &sources);
  bool isMissed(const std::vector<unsigned> &sources,
                llvm::ArrayRef<int> places, Judgement &judgement);

  mlir::MLIRContext &context;
  std::mt19937_64 &random;
  const Pair *pair = nullptr;
  mlir::OwningOpRef<mlir::ModuleOp> programModule, instructionModule;
  std::optional<mlir::dsa::Statement> program;
  std::vector<mlir::dsa::InstructionModel> models;
  llvm::SmallVector<std::optional<mlir::dsa::IntegerRange>> ranges;
  mlir::dsa::Numerics allowed = mlir::dsa::Numerics::Exact;
};

} // namespace dsa::fuzz

#endif // DSA_FUZZ_JUDGE_H
