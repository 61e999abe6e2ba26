// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Decides which instruction does a linalg operation, and with which mapping.
///
/// All sound mappings of the operation's loops on the machine's instructions
/// are enumerated and priced; the cheapest whose proof holds is written down as
/// `dsa.match`. Nothing is rewritten, except that an operation may be taken
/// apart by an adapter (AdaptedDecision.cpp).
#include "DirectDecision.h"
#include "dsa/Dialect/DSA/TransformOps/DSATransformOps.h"
#include "dsa/Dialect/DSA/Transforms/Passes.h"
#include "dsa/Equivalence/Match.h"
#include "dsa/Equivalence/Search.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/IR/Remarks.h"
#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace mlir::dsa;

namespace mlir::dsa {
#define GEN_PASS_DEF_AUTOTENSORIZEPASS
#include "dsa/Dialect/DSA/Transforms/Passes.h.inc"
} // namespace mlir::dsa

/// Adapters that may follow one another, as zero points and then signs.
static constexpr unsigned kMaxAdapters = 3;

namespace {

class Tensorizer {
public:
  Tensorizer(const dsa::Target &target, Numerics numerics,
             bool preferInstructions, double timeLimit);

  /// Decides on `op`.
  LogicalResult visit(linalg::LinalgOp op);

  /// Where all sound mappings of what is visited are listed; nowhere if null.
  llvm::raw_ostream *mappings = nullptr;

private:
  /// The ways to do `op`, the cheapest first: one instruction as it is, else
  /// with up to `numAdapters` adapters after one another.
  Decisions findDecisions(linalg::LinalgOp op, unsigned numAdapters,
                          const Deadline &deadline, std::string &reason);
  Decisions findAdapted(linalg::LinalgOp op, const Statement &program,
                        unsigned numAdapters, const Deadline &deadline,
                        std::string &reason);
  /// Says why `op` is left alone.
  LogicalResult decline(linalg::LinalgOp op, const Twine &reason);
  /// Cycles of `op` in scalar and vector code; nullopt where the machine
  /// does not say.
  std::optional<double> getPlainCycles(linalg::LinalgOp op);

  dsa::Target target;
  Numerics numerics;
  bool preferInstructions;
  /// For each operation.
  double timeLimit;
  MemoryCosts memory;
  std::vector<InstructionModel> instructions;
  std::vector<AdapterModel> adapters;
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

static bool readsTensor(linalg::LinalgOp op) {
  return llvm::any_of(op->getOpOperands(), [&](OpOperand &operand) {
    return isa<ShapedType>(operand.get().getType()) &&
           op.payloadUsesValueFromOperand(&operand);
  });
}

Decisions Tensorizer::findAdapted(linalg::LinalgOp op, const Statement &program,
                                  unsigned numAdapters,
                                  const Deadline &deadline,
                                  std::string &reason) {
  if (numAdapters == 0)
    return {};
  if (deadline.hasPassed()) {
    reason = llvm::formatv(
        "no adapter was tried within the time limit of {0} s", timeLimit);
    return {};
  }
  Decisions decisions = findAdaptedDecisions(
      op, program, adapters, numerics | getAllowedNumerics(program),
      memory.plainCycles,
      [&](linalg::LinalgOp core, std::string &missing) {
        return findDecisions(core, numAdapters - 1, deadline, missing);
      },
      reason);
  llvm::sort(decisions, [](const auto &a, const auto &b) {
    return a->cycles < b->cycles;
  });
  return decisions;
}

Decisions Tensorizer::findDecisions(linalg::LinalgOp op, unsigned numAdapters,
                                    const Deadline &deadline,
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
  auto direct = std::make_unique<DirectDecision>(op, std::move(*program),
                                                 numerics, deadline);
  const SearchResult &found = direct->search(instructions, memory, isConstant);
  if (mappings && numAdapters == kMaxAdapters)
    listMappings(*mappings, op->getLoc(), direct->getProgram(), found);
  Decisions decisions;
  if (!found.candidates.empty()) {
    decisions.push_back(std::move(direct));
    return decisions;
  }
  // Adapters are about the operands of an operation.
  std::string adapted;
  if (!hasTables)
    decisions =
        findAdapted(op, direct->getProgram(), numAdapters, deadline, adapted);
  if (decisions.empty()) {
    reason = found.nearest ? explainRefusal(*found.nearest, found.refusal)
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
  Deadline deadline(timeLimit);
  std::string reason;
  Decisions decisions;
  if (op.getNumDpsInits() == 1)
    decisions = findDecisions(op, kMaxAdapters, deadline, reason);
  else
    decisions = findSplitDecisions(
        op,
        [&](linalg::LinalgOp part, std::string &missing) {
          return findDecisions(part, kMaxAdapters, deadline, missing);
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
