// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Lets one instruction do an operation as it is: the cheapest mapping whose
/// proof holds.
#include "DirectDecision.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/IR/Remarks.h"
#include "llvm/Support/FormatVariadic.h"
#include <ctime>

using namespace mlir;
using namespace mlir::dsa;

/// Proofs that are tried for one operation before it is left alone.
static constexpr unsigned kMaxProofs = 16;

template <typename T>
static std::string print(T value) {
  std::string text;
  llvm::raw_string_ostream(text) << value;
  return text;
}

std::string dsa::explainRefusal(const InstructionModel &model,
                                const Verdict &verdict) {
  InstructionOp instruction = model.instruction;
  return llvm::formatv("{0} does not do it: obligation {1} ({2}) {3}: {4}",
                       print(instruction.getReference()), verdict.obligation,
                       getMeaning(verdict.obligation),
                       verdict.outcome == Outcome::Refuted ? "fails"
                                                           : "is not proved",
                       verdict.explanation);
}

//===----------------------------------------------------------------------===//
// Time
//===----------------------------------------------------------------------===//

/// Time that this thread has had from the processor, which does not depend on
/// what else runs.
static double getThreadSeconds() {
  timespec time = {};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return double(time.tv_sec) + double(time.tv_nsec) / 1e9;
}

Deadline::Deadline(double seconds)
    : seconds(seconds), start(getThreadSeconds()) {}

bool Deadline::hasPassed() const {
  return getThreadSeconds() - start > seconds;
}

//===----------------------------------------------------------------------===//
// Search
//===----------------------------------------------------------------------===//

DirectDecision::DirectDecision(linalg::LinalgOp op, Statement statement,
                               Numerics numerics, const Deadline &deadline)
    : op(op), program(std::move(statement)),
      allowed(numerics | getAllowedNumerics(program)), deadline(deadline),
      ranges(getOperandRanges(op, program)) {}

const SearchResult &
DirectDecision::search(ArrayRef<InstructionModel> instructions,
                       const MemoryCosts &memory, ArrayRef<bool> isConstant) {
  found = searchMappings(program, instructions, memory, allowed, isConstant,
                         ranges);
  if (!found.candidates.empty())
    cycles = found.candidates.front().cost.getTotal();
  return found;
}

std::string DirectDecision::getName() {
  InstructionOp best = found.candidates.front().instruction->instruction;
  return print(best.getReference());
}

//===----------------------------------------------------------------------===//
// Proof
//===----------------------------------------------------------------------===//

std::optional<DirectDecision::Attempt>
DirectDecision::proveBest(Attempt &failed) const {
  for (const Candidate &candidate :
       ArrayRef(found.candidates).take_front(kMaxProofs)) {
    if (deadline.hasPassed())
      break;
    const InstructionModel &model = *candidate.instruction;
    Attempt attempt;
    attempt.candidate = &candidate;
    attempt.forward = buildMapping(program, model.statement, candidate.places);
    std::string reason;
    FailureOr<LoopMapping> mapping =
        readMapping(attempt.forward, program, model.statement, reason);
    if (mlir::failed(mapping)) {
      attempt.proof.verdicts.push_back(
          {"O1", Outcome::Unknown, std::move(reason), 0});
    } else {
      Pairing pairing{program, model, std::move(*mapping), candidate.sources};
      if (candidate.takesRanges)
        pairing.ranges = ranges;
      attempt.proof = proveWithFewestRanges(pairing, allowed);
      attempt.ranges = std::move(pairing.ranges);
      if (attempt.proof.holds())
        return attempt;
    }
    if (!failed.candidate)
      failed = std::move(attempt);
  }
  return std::nullopt;
}

MatchAttr DirectDecision::makeMatch() const {
  const Attempt &attempt = *best;
  MLIRContext *context = attempt.forward.getContext();
  const Candidate &candidate = *attempt.candidate;
  InstructionOp instruction = candidate.instruction->instruction;
  SmallVector<int64_t> operands(candidate.sources.size());
  for (auto [access, operand] :
       llvm::enumerate(candidate.instruction->operandOfAccess))
    operands[operand] = candidate.sources[access];
  return MatchAttr::get(
      context, instruction.getReference(), attempt.forward, operands,
      NumericsAttr::get(context, attempt.proof.weakened),
      StringAttr::get(context, attempt.proof.hash),
      candidate.takesRanges ? writeRanges(context, attempt.ranges)
                            : ArrayAttr());
}

bool DirectDecision::prove(std::string &reason) {
  Attempt failed;
  best = proveBest(failed);
  if (best || !reason.empty())
    return best.has_value();
  if (deadline.hasPassed())
    reason = llvm::formatv("it is not known what does it: {0} sound mappings, "
                           "and no proof within the time limit of {1} s",
                           found.numSound, deadline.getSeconds());
  else
    reason = explainRefusal(*failed.candidate->instruction,
                            failed.proof.getFailure());
  return best.has_value();
}

void DirectDecision::commit(ArrayRef<StringRef> used) {
  // On tensors there is no other dependence; what was on memory says why.
  if (auto dependences = op->getAttrOfType<StringAttr>(kDependencesAttrName))
    best->proof.verdicts.push_back(
        {"O7", Outcome::Proved, dependences.str(), 0});
  setMatch(op, makeMatch());
  if (!used.empty())
    op->setAttr(kAdaptersAttrName,
                Builder(op->getContext()).getStrArrayAttr(used));
  report();
}

//===----------------------------------------------------------------------===//
// Remark
//===----------------------------------------------------------------------===//

void DirectDecision::report() const {
  linalg::LinalgOp operation = op;
  const Attempt &attempt = *best;
  const Candidate &chosen = *attempt.candidate;
  InstructionOp instruction = chosen.instruction->instruction;
  std::string text = llvm::formatv(
      "'{0}' by {1}, loops {2}, strength {3}; ",
      operation->getName().getStringRef(), print(instruction.getReference()),
      print(attempt.forward), stringifyNumerics(attempt.proof.weakened));
  double total = 0;
  for (const Verdict &verdict : attempt.proof.verdicts) {
    text += llvm::formatv("{0} {1} ({2:f1} ms), ", verdict.obligation,
                          verdict.explanation, verdict.milliseconds);
    total += verdict.milliseconds;
  }
  text += llvm::formatv(
      "proved in {0:f1} ms, {1}; cheapest of {2} sound mappings ({3} use all "
      "loops of the instruction), modelled {4:f0} cycles (compute {5:f0}, "
      "loads {6:f0}, packing {7:f0})",
      total, attempt.proof.hash, found.numSound, found.numFull,
      chosen.cost.getTotal(), chosen.cost.compute, chosen.cost.load,
      chosen.cost.packing);
  remark::passed(operation->getLoc(),
                 getTensorizeRemark(operation, "Tensorized"))
      << text << remark::metric("obligations", attempt.proof.verdicts.size())
      << remark::metric("seconds", total / 1e3);
}
