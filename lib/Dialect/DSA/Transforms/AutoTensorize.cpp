// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Decides which instruction does a linalg operation, and with which mapping.
///
/// All sound mappings of the operation's loops on the machine's instructions
/// are enumerated and priced; the cheapest whose proof holds is written down as
/// `dsa.match`. Nothing is rewritten, except that an operation may be taken
/// apart by an adapter (AdaptedDecision.cpp).
#include "Decision.h"
#include "dsa/Dialect/DSA/TransformOps/DSATransformOps.h"
#include "dsa/Dialect/DSA/Transforms/Passes.h"
#include "dsa/Equivalence/Match.h"
#include "dsa/Equivalence/Search.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/IR/Remarks.h"
#include "llvm/Support/FormatVariadic.h"
#include <ctime>

using namespace mlir;
using namespace mlir::dsa;

namespace mlir::dsa {
#define GEN_PASS_DEF_AUTOTENSORIZEPASS
#include "dsa/Dialect/DSA/Transforms/Passes.h.inc"
} // namespace mlir::dsa

/// Proofs that are tried for one operation before it is left alone.
static constexpr unsigned kMaxProofs = 16;

/// Adapters that may follow one another, as zero points and then signs.
static constexpr unsigned kMaxAdapters = 3;

template <typename T>
static std::string print(T value) {
  std::string text;
  llvm::raw_string_ostream(text) << value;
  return text;
}

namespace {

/// A candidate with its proof.
struct Attempt {
  const Candidate *candidate = nullptr;
  AffineMap forward;
  Proof proof;
  /// What it needs to know of the operands.
  SmallVector<std::optional<IntegerRange>> ranges;
};

/// Time that this thread has had from the processor, which does not depend on
/// what else runs.
static double getSeconds() {
  timespec time = {};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return double(time.tv_sec) + double(time.tv_nsec) / 1e9;
}

class Tensorizer {
public:
  Tensorizer(const dsa::Target &target, Numerics numerics,
             bool preferInstructions, double timeLimit);

  /// Decides on `op`.
  LogicalResult visit(linalg::LinalgOp op);

  /// Where all sound mappings of what is visited are listed; nowhere if null.
  llvm::raw_ostream *mappings = nullptr;

private:
  using Ranges = SmallVector<std::optional<IntegerRange>>;
  friend class DirectDecision;
  /// The ways to do `op`, the cheapest first: one instruction as it is, else
  /// with up to `numAdapters` adapters after one another.
  Decisions findDecisions(linalg::LinalgOp op, unsigned numAdapters,
                          std::string &reason);
  Decisions findAdapted(linalg::LinalgOp op, const Statement &program,
                        unsigned numAdapters, std::string &reason);
  bool isOverdue() const { return getSeconds() - start > timeLimit; }
  std::optional<Attempt> proveBest(const Statement &program,
                                   const SearchResult &found, Numerics allowed,
                                   const Ranges &ranges, Attempt &failed);
  MatchAttr makeMatch(const Attempt &attempt, MLIRContext *context);
  void report(linalg::LinalgOp op, const Attempt &attempt,
              const SearchResult &found);
  /// Says why `op` is left alone.
  LogicalResult decline(linalg::LinalgOp op, const Twine &reason);
  /// Cycles of `op` in scalar and vector code; nullopt where the machine
  /// does not say.
  std::optional<double> getPlainCycles(linalg::LinalgOp op);

  dsa::Target target;
  Numerics numerics;
  bool preferInstructions;
  /// For each operation, and when the present one was begun.
  double timeLimit, start = 0;
  MemoryCosts memory;
  std::vector<InstructionModel> instructions;
  std::vector<AdapterModel> adapters;
};

/// One instruction does the operation as it is.
class DirectDecision : public Decision {
public:
  DirectDecision(Tensorizer &tensorizer, linalg::LinalgOp op, Statement program)
      : tensorizer(tensorizer), op(op), program(std::move(program)),
        allowed(tensorizer.numerics | getAllowedNumerics(this->program)),
        ranges(getOperandRanges(op, this->program)) {}

  std::string getName() override {
    InstructionOp best = found.candidates.front().instruction->instruction;
    return print(best.getReference());
  }
  bool prove(std::string &reason) override;
  void commit(ArrayRef<StringRef> used) override;

  Tensorizer &tensorizer;
  linalg::LinalgOp op;
  Statement program;
  Numerics allowed;
  SmallVector<std::optional<IntegerRange>> ranges;
  SearchResult found;

private:
  std::optional<Attempt> best;
};

} // namespace

Tensorizer::Tensorizer(const dsa::Target &target, Numerics numerics,
                       bool preferInstructions, double timeLimit)
    : target(target), numerics(numerics),
      preferInstructions(preferInstructions), timeLimit(timeLimit),
      memory(getMemoryCosts(target.getMachine())),
      instructions(modelInstructions(target)) {
  for (AdapterOp adapter : target.getAdapters()) {
    std::string reason;
    FailureOr<AdapterModel> model = modelAdapter(adapter, reason);
    if (succeeded(model))
      adapters.push_back(std::move(*model));
  }
}

//===----------------------------------------------------------------------===//
// Remarks
//===----------------------------------------------------------------------===//

remark::RemarkOpts dsa::getTensorizeRemark(linalg::LinalgOp op,
                                           StringRef name) {
  auto function = op->getParentOfType<FunctionOpInterface>();
  return remark::RemarkOpts::name(name)
      .category("auto-tensorize")
      .function(function ? function.getName() : "");
}

LogicalResult Tensorizer::decline(linalg::LinalgOp op, const Twine &reason) {
  remark::missed(op->getLoc(), getTensorizeRemark(op, "NotTensorized"))
      << ("'" + op->getName().getStringRef() + "': " + reason).str();
  return success();
}

void Tensorizer::report(linalg::LinalgOp op, const Attempt &attempt,
                        const SearchResult &found) {
  const Candidate &chosen = *attempt.candidate;
  InstructionOp instruction = chosen.instruction->instruction;
  std::string text = llvm::formatv(
      "'{0}' by {1}, loops {2}, strength {3}; ", op->getName().getStringRef(),
      print(instruction.getReference()), print(attempt.forward),
      stringifyNumerics(attempt.proof.weakened));
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
  remark::passed(op->getLoc(), getTensorizeRemark(op, "Tensorized"))
      << text << remark::metric("obligations", attempt.proof.verdicts.size())
      << remark::metric("seconds", total / 1e3);
}

static std::string explain(const InstructionModel &model,
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
// Decisions
//===----------------------------------------------------------------------===//

std::optional<double> Tensorizer::getPlainCycles(linalg::LinalgOp op) {
  CostAttr plain = target.getMachine().getPlainAttr();
  SmallVector<int64_t> extents = op.getStaticLoopRanges();
  if (!plain || llvm::any_of(extents, ShapedType::isDynamic))
    return std::nullopt;
  double cycles = plain.getCyclesPerStart() * op.getNumDpsInits();
  for (int64_t extent : extents)
    cycles *= double(extent);
  return cycles;
}

std::optional<Attempt>
Tensorizer::proveBest(const Statement &program, const SearchResult &found,
                      Numerics allowed, const Ranges &ranges, Attempt &failed) {
  for (const Candidate &candidate :
       ArrayRef(found.candidates).take_front(kMaxProofs)) {
    if (isOverdue())
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

MatchAttr Tensorizer::makeMatch(const Attempt &attempt, MLIRContext *context) {
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

static bool readsTensor(linalg::LinalgOp op) {
  return llvm::any_of(op->getOpOperands(), [&](OpOperand &operand) {
    return isa<ShapedType>(operand.get().getType()) &&
           op.payloadUsesValueFromOperand(&operand);
  });
}

bool DirectDecision::prove(std::string &reason) {
  Attempt failed;
  best = tensorizer.proveBest(program, found, allowed, ranges, failed);
  if (best || !reason.empty())
    return best.has_value();
  if (tensorizer.isOverdue())
    reason = llvm::formatv("it is not known what does it: {0} sound mappings, "
                           "and no proof within the time limit of {1} s",
                           found.numSound, tensorizer.timeLimit);
  else
    reason = explain(*failed.candidate->instruction, failed.proof.getFailure());
  return best.has_value();
}

void DirectDecision::commit(ArrayRef<StringRef> used) {
  // On tensors there is no other dependence; what was on memory says why.
  if (auto dependences = op->getAttrOfType<StringAttr>(kDependencesAttrName))
    best->proof.verdicts.push_back(
        {"O7", Outcome::Proved, dependences.str(), 0});
  setMatch(op, tensorizer.makeMatch(*best, op->getContext()));
  if (!used.empty())
    op->setAttr(kAdaptersAttrName,
                Builder(op->getContext()).getStrArrayAttr(used));
  tensorizer.report(op, *best, found);
}

Decisions Tensorizer::findAdapted(linalg::LinalgOp op, const Statement &program,
                                  unsigned numAdapters, std::string &reason) {
  if (numAdapters == 0)
    return {};
  if (isOverdue()) {
    reason = llvm::formatv(
        "no adapter was tried within the time limit of {0} s", timeLimit);
    return {};
  }
  Decisions decisions = findAdaptedDecisions(
      op, program, adapters, numerics | getAllowedNumerics(program),
      memory.plainCycles,
      [&](linalg::LinalgOp core, std::string &missing) {
        return findDecisions(core, numAdapters - 1, missing);
      },
      reason);
  llvm::sort(decisions, [](const auto &a, const auto &b) {
    return a->cycles < b->cycles;
  });
  return decisions;
}

Decisions Tensorizer::findDecisions(linalg::LinalgOp op, unsigned numAdapters,
                                    std::string &reason) {
  FailureOr<Statement> program = extractStatement(op, reason);
  if (failed(program))
    return {};
  SmallVector<bool> isConstant;
  bool hasTables = false;
  for (const AccessedValue &accessed : getAccessedValues(op)) {
    isConstant.push_back(matchPattern(accessed.value, m_Constant()));
    hasTables |= accessed.isTable;
  }
  auto direct =
      std::make_unique<DirectDecision>(*this, op, std::move(*program));
  direct->found = searchMappings(direct->program, instructions, memory,
                                 direct->allowed, isConstant, direct->ranges);
  const SearchResult &found = direct->found;
  if (mappings && numAdapters == kMaxAdapters)
    listMappings(*mappings, op->getLoc(), direct->program, found);
  Decisions decisions;
  if (!found.candidates.empty()) {
    direct->cycles = found.candidates.front().cost.getTotal();
    decisions.push_back(std::move(direct));
    return decisions;
  }
  // Adapters are about the operands of an operation.
  std::string adapted;
  if (!hasTables)
    decisions = findAdapted(op, direct->program, numAdapters, adapted);
  if (decisions.empty()) {
    reason = found.nearest ? explain(*found.nearest, found.refusal)
                           : "no instruction takes as many operands";
    if (!adapted.empty())
      reason += "; " + adapted;
  }
  return decisions;
}

LogicalResult Tensorizer::visit(linalg::LinalgOp op) {
  // What is decided stays so.
  if (op->hasAttr(kMatchAttrName))
    return success();
  // What reads nothing, as a fill, is no work for an instruction that computes.
  if (!readsTensor(op))
    return success();
  if (instructions.empty())
    return decline(op, "the machine has no instruction that computes");
  start = getSeconds();
  std::string reason;
  Decisions decisions;
  if (op.getNumDpsInits() == 1)
    decisions = findDecisions(op, kMaxAdapters, reason);
  else
    decisions = findSplitDecisions(
        op,
        [&](linalg::LinalgOp part, std::string &missing) {
          return findDecisions(part, kMaxAdapters, missing);
        },
        reason);
  if (decisions.empty())
    return decline(op, reason);
  std::optional<double> plain = getPlainCycles(op);
  if (!preferInstructions && plain && decisions.front()->cycles >= *plain)
    return decline(op, llvm::formatv("{0} could do it, at a modelled {1:f0} "
                                     "cycles, but plain code takes {2:f0}",
                                     decisions.front()->getName(),
                                     decisions.front()->cycles, *plain)
                           .str());
  reason.clear();
  for (std::unique_ptr<Decision> &decision : decisions) {
    if (!decision->prove(reason))
      continue;
    std::unique_ptr<Decision> chosen = std::move(decision);
    // The others take back what they built.
    decisions.clear();
    chosen->commit({});
    return success();
  }
  return decline(op, reason);
}

//===----------------------------------------------------------------------===//
// The pass
//===----------------------------------------------------------------------===//

/// Writes `text` to the file `path`, `-` for the standard output.
static LogicalResult writeFile(Location loc, StringRef what, StringRef path,
                               StringRef text) {
  std::error_code error;
  llvm::raw_fd_ostream file(path, error);
  if (!error) {
    file << text;
    file.flush();
    error = file.error();
    file.clear_error();
  }
  if (error)
    return emitError(loc) << "expected to write " << what << " to '" << path
                          << "', but got: " << error.message();
  return success();
}

namespace {
struct AutoTensorizePass
    : public mlir::dsa::impl::AutoTensorizePassBase<AutoTensorizePass> {
  using AutoTensorizePassBase::AutoTensorizePassBase;

  void runOnOperation() override {
    Location loc = getOperation()->getLoc();
    if (prefer != "cost" && prefer != "instructions") {
      emitError(loc)
          << "expected 'prefer' to be cost or instructions, but got '" << prefer
          << "'";
      return signalPassFailure();
    }
    std::string reason;
    FailureOr<Numerics> set = parseNumerics(numerics, reason);
    if (failed(set)) {
      emitError(loc) << reason;
      return signalPassFailure();
    }
    FailureOr<dsa::Target> target = dsa::Target::load(loc, machine);
    if (failed(target) || failed(decide(*target, *set)))
      signalPassFailure();
  }

  /// Searches, or replays, and writes down what was asked for.
  LogicalResult decide(const dsa::Target &target, Numerics set) {
    // Adapters put operations in: places are those in the user's program.
    auto places = getPlaces(getOperation());
    if (failed(schedule.empty() ? search(target, set)
                                : applySchedule(getOperation(), schedule)))
      return failure();
    if (!emitSchedule.empty() &&
        failed(writeFile(getOperation()->getLoc(), "the schedule", emitSchedule,
                         writeSchedule(getOperation(), places, machine, set))))
      return failure();
    if (emitProofs.empty())
      return success();
    WalkResult result = getOperation()->walk([&](linalg::LinalgOp op) {
      return WalkResult(op->hasAttr(kMatchAttrName)
                            ? emitCertificate(op, target, emitProofs)
                            : success());
    });
    return success(!result.wasInterrupted());
  }

  LogicalResult search(const dsa::Target &target, Numerics set) {
    Tensorizer tensorizer(target, set, prefer == "instructions", timeLimit);
    std::string lines;
    llvm::raw_string_ostream stream(lines);
    if (!listMappings.empty())
      tensorizer.mappings = &stream;
    WalkResult result = getOperation()->walk(
        [&](linalg::LinalgOp op) { return WalkResult(tensorizer.visit(op)); });
    if (result.wasInterrupted() || listMappings.empty())
      return success(!result.wasInterrupted());
    return writeFile(getOperation()->getLoc(), "mappings", listMappings, lines);
  }
};
} // namespace
