// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Obligation O5: the folds agree.
#include "Iterations.h"

using namespace mlir;
using namespace mlir::dsa;

/// Whether each result takes its terms in the program's order: of two
/// iterations that go to one result, the one that comes first is mapped to
/// what the blocks, and in them the instruction's loops, reach first.
static Verdict proveOrder(const Pairing &pairing) {
  Iterations iterations(pairing);
  isl::map forward = iterations.getForward();
  isl::space loops = forward.domain().space();
  isl::space image = forward.range().space();
  isl::map together =
      getSame(iterations.getElements(pairing.program.getAccumulator()))
          .intersect(isl::map::lex_lt(loops));
  isl::map inOrder = forward.apply_range(isl::map::lex_lt(image))
                         .apply_range(forward.reverse());
  return iterations.conclude(
      "O5", together.subtract(inOrder), [&](StringRef a, StringRef b) {
        return ("the program adds iteration " + a + " before " + b +
                ", the instruction after it")
            .str();
      });
}

static bool hasReduction(const Statement &statement) {
  for (auto [isReduction, extent] :
       llvm::zip_equal(statement.isReduction, statement.extents))
    if (isReduction && extent != 1)
      return true;
  return false;
}

Verdict dsa::proveFolds(const Pairing &pairing, Numerics allowed,
                        Numerics &weakened) {
  Stopwatch watch;
  auto finish = [&](Outcome outcome, std::string explanation) {
    return Verdict{"O5", outcome, std::move(explanation),
                   watch.getMilliseconds()};
  };
  const Statement &program = pairing.program;
  const Statement &instruction = pairing.instruction.statement;
  if (!hasReduction(program) && !hasReduction(instruction) &&
      !instruction.body.dependsOn(instruction.body.root,
                                  instruction.getAccumulator()))
    return finish(Outcome::Proved, "no fold");

  // O4 proved that both combine the accumulator with a term alike, so what is
  // known of the instruction's combiner holds for the program's.
  std::optional<Fold> theirs = getFold(instruction);
  if (!theirs)
    return finish(Outcome::Unknown,
                  "the instruction does not fold by one operation into its "
                  "accumulator (saturation is not handled)");
  if (isAssociativeCommutative(theirs->combiner))
    return finish(Outcome::Proved,
                  ("'" + theirs->combiner + "' in any order").str());
  std::optional<Fold> ours = getFold(program);
  if (!ours)
    ours = theirs;
  if (ours->combiner != theirs->combiner)
    return finish(Outcome::Refuted,
                  ("the program folds by '" + ours->combiner +
                   "', the instruction by '" + theirs->combiner + "'")
                      .str());
  if (bitEnumContainsAll(allowed & weakened, Numerics::Reassoc))
    return finish(Outcome::Proved,
                  ("'" + ours->combiner + "' up to reassoc").str());
  Verdict order = proveOrder(pairing);
  if (order.isProved())
    return finish(Outcome::Proved,
                  ("'" + ours->combiner + "' in the same order").str());
  if (bitEnumContainsAll(allowed, Numerics::Reassoc) &&
      isCommutative(ours->combiner)) {
    weakened = weakened | Numerics::Reassoc;
    return finish(Outcome::Proved,
                  ("'" + ours->combiner + "' up to reassoc").str());
  }
  return finish(order.outcome, order.explanation +
                                   "; fast-math flags and 'numerics' do not "
                                   "allow reassoc");
}
