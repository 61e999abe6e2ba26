// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Operations done with an adapter: its core sums by instructions, the rest by
/// plain code.
#include "ApplyAdapter.h"
#include "Decision.h"
#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace mlir::dsa;

namespace {

class AdaptedDecision : public Decision {
public:
  /// `adapter` is what takes the operation apart, if it is not split, and
  /// `note` why that is right.
  AdaptedDecision(linalg::LinalgOp op, StringRef adapter, std::string note,
                  AdaptedOperation built)
      : op(op), adapter(adapter), note(std::move(note)),
        built(std::move(built)) {}
  ~AdaptedDecision() override {
    // What the cores are made of goes first.
    cores.clear();
    if (!isCommitted)
      built.erase();
  }

  /// Finds out how the cores are done; false if one of them is not.
  bool findCores(FindDecisions find, double plainCycles, std::string &reason);
  bool prove(std::string &reason) override;
  void commit(ArrayRef<StringRef> used) override;

  std::string getName() override {
    return adapter.empty() ? "an operation for each result"
                           : ("adapter @" + adapter).str();
  }

private:
  linalg::LinalgOp op;
  StringRef adapter;
  std::string note;
  AdaptedOperation built;
  /// For each core sum, how it may be done; after the proof, how it is.
  SmallVector<Decisions> cores;
  bool isCommitted = false;
};

} // namespace

bool AdaptedDecision::findCores(FindDecisions find, double plainCycles,
                                std::string &reason) {
  cycles = built.plainIterations * plainCycles;
  for (linalg::LinalgOp core : built.cores) {
    // What was known of the whole's dependences holds for its parts.
    if (Attribute dependences = op->getAttr(kDependencesAttrName))
      core->setAttr(kDependencesAttrName, dependences);
    std::string missing;
    Decisions found = find(core, missing);
    if (found.empty()) {
      reason = llvm::formatv("{0} needs a sum that is not found: {1}",
                             getName(), missing);
      return false;
    }
    cycles += found.front()->cycles;
    cores.push_back(std::move(found));
  }
  return true;
}

bool AdaptedDecision::prove(std::string &reason) {
  for (Decisions &core : cores) {
    std::string missing;
    auto *proved = llvm::find_if(core, [&](std::unique_ptr<Decision> &each) {
      return each->prove(missing);
    });
    if (proved == core.end()) {
      if (reason.empty())
        reason = llvm::formatv("{0} needs a sum that is not proved: {1}",
                               getName(), missing);
      return false;
    }
    std::swap(core.front(), *proved);
    core.resize(1);
  }
  return true;
}

void AdaptedDecision::commit(ArrayRef<StringRef> used) {
  std::string text = llvm::formatv(
      "'{0}' by {1} ({2}): {3} sums by instructions, modelled {4:f0} cycles in "
      "all",
      op->getName().getStringRef(), getName(), note, built.cores.size(),
      cycles);
  remark::passed(op->getLoc(), getTensorizeRemark(op, "Adapted")) << text;
  isCommitted = true;
  op->replaceAllUsesWith(ValueRange(built.results));
  op->erase();
  // An adapter may be used again by its own cores.
  SmallVector<StringRef> all(used);
  if (!adapter.empty() && !llvm::is_contained(used, adapter))
    all.push_back(adapter);
  for (Decisions &core : cores)
    core.front()->commit(all);
}

//===----------------------------------------------------------------------===//
// Finding
//===----------------------------------------------------------------------===//

/// Why `adapter`, whose term is the program's, cannot be used; empty if it can.
static std::string findObstacle(const AdapterModel &adapter,
                                const AdapterProof &proof, Numerics allowed) {
  AdapterOp definition = adapter.adapter;
  const Verdict &verdict = proof.verdict;
  if (!verdict.isProved())
    return llvm::formatv("adapter @{0} {1}: {2}", definition.getSymName(),
                         verdict.outcome == Outcome::Refuted ? "is wrong"
                                                             : "is not proved",
                         verdict.explanation);
  if (proof.takesReassoc && !bitEnumContainsAll(allowed, Numerics::Reassoc))
    return llvm::formatv("adapter @{0} takes reassoc, which fast-math flags "
                         "and 'numerics' do not allow",
                         definition.getSymName());
  return "";
}

Decisions dsa::findAdaptedDecisions(linalg::LinalgOp op,
                                    const Statement &program,
                                    ArrayRef<AdapterModel> adapters,
                                    Numerics allowed, double plainCycles,
                                    FindDecisions findCores,
                                    std::string &reason) {
  Decisions decisions;
  auto refuse = [&](std::string why) {
    if (reason.empty())
      reason = std::move(why);
  };
  for (const AdapterModel &adapter : adapters) {
    std::string why;
    SmallVector<AdapterBinding> bindings = matchAdapter(program, adapter, why);
    AdapterOp definition = adapter.adapter;
    std::string name = ("adapter @" + definition.getSymName()).str();
    if (bindings.empty()) {
      if (!why.empty())
        refuse(name + " does not fit: " + why);
      continue;
    }
    AdapterProof proof = proveAdapter(adapter);
    if (why = findObstacle(adapter, proof, allowed); !why.empty()) {
      refuse(std::move(why));
      continue;
    }
    std::string note =
        llvm::formatv("{0}; proved in {1:f1} ms", proof.verdict.explanation,
                      proof.verdict.milliseconds);
    for (const AdapterBinding &binding : bindings) {
      FailureOr<AdaptedOperation> built =
          applyAdapter(op, program, adapter, proof, binding, why);
      if (failed(built)) {
        refuse(std::move(why));
        continue;
      }
      auto decision = std::make_unique<AdaptedDecision>(
          op, definition.getSymName(), note, std::move(*built));
      if (decision->findCores(findCores, plainCycles, why))
        decisions.push_back(std::move(decision));
      else
        refuse(std::move(why));
    }
  }
  return decisions;
}

Decisions dsa::findSplitDecisions(linalg::LinalgOp op, FindDecisions findCores,
                                  std::string &reason) {
  Decisions decisions;
  FailureOr<AdaptedOperation> built = splitResults(op, reason);
  if (failed(built))
    return decisions;
  auto decision = std::make_unique<AdaptedDecision>(
      op, /*adapter=*/"", "no result takes another's sum", std::move(*built));
  if (decision->findCores(findCores, /*plainCycles=*/0, reason))
    decisions.push_back(std::move(decision));
  return decisions;
}
