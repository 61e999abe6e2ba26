// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Reads `#dsa.match` and proves it again.
#include "dsa/Equivalence/Match.h"
#include "dsa/Equivalence/Proof.h"

using namespace mlir;
using namespace mlir::dsa;

/// Turns the operands of a match, which are in the instruction's order, into
/// sources of the accesses of its semantics.
static FailureOr<SmallVector<unsigned>>
getSources(MatchAttr match, const InstructionModel &model,
           const Statement &program, std::string &reason) {
  unsigned numOperands = model.operandOfAccess.size();
  if (match.getOperands().size() != numOperands) {
    reason = "expected " + std::to_string(numOperands) +
             " operands, one for each of the instruction's, but got " +
             std::to_string(match.getOperands().size());
    return failure();
  }
  SmallVector<unsigned> sources;
  for (unsigned operand : model.operandOfAccess) {
    int64_t source = match.getOperands()[operand];
    if (source < 0 || source >= int64_t(program.accesses.size())) {
      reason = "expected operand numbers below " +
               std::to_string(program.accesses.size()) + ", but got " +
               std::to_string(source);
      return failure();
    }
    sources.push_back(source);
  }
  for (auto [access, source] : llvm::enumerate(sources))
    if ((access == model.statement.getAccumulator()) !=
        (source == program.getAccumulator())) {
      reason = "expected the instruction's accumulator, and nothing else, to "
               "be the operation's init";
      return failure();
    }
  return sources;
}

/// Checks what a match assumes of the values of its operands. Of blocks, which
/// lie in registers, nothing is known any more: what was cut into them was
/// checked.
static LogicalResult checkRanges(linalg::LinalgOp op, const Statement &program,
                                 ArrayRef<std::optional<IntegerRange>> ranges,
                                 std::string &reason) {
  if (ranges.size() != program.accesses.size()) {
    reason = "expected " + std::to_string(program.accesses.size()) +
             " ranges, but got " + std::to_string(ranges.size());
    return failure();
  }
  if (llvm::any_of(op->getOperandTypes(), [](Type type) {
        auto tensor = dyn_cast<RankedTensorType>(type);
        return tensor && tensor.getEncoding();
      }))
    return success();
  auto known = getOperandRanges(op, program);
  for (unsigned access = 0; access < ranges.size(); ++access) {
    if (!ranges[access])
      continue;
    auto type = dyn_cast<IntegerType>(program.accesses[access].elementType);
    if (type && known[access] &&
        ranges[access]->contains(*known[access], type.getWidth()))
      continue;
    reason = "nothing shows that operand " + std::to_string(access) +
             " is in [" + std::to_string(ranges[access]->least) + ", " +
             std::to_string(ranges[access]->most) + "]";
    return failure();
  }
  return success();
}

static ResolvedMatch makeResolved(const Pairing &pairing, const Proof &proof) {
  const InstructionModel &model = pairing.instruction;
  ResolvedMatch match;
  match.instruction = model.instruction;
  match.mapping = pairing.mapping.forward;
  match.inverse = pairing.mapping.inverse;
  match.isExact = proof.isExact;
  match.hasNeutralPadding =
      llvm::any_of(pairing.program.extents, ShapedType::isDynamic) &&
      isNeutralPadding(model.statement, proof.padding);
  match.blockExtents = pairing.mapping.blockExtents;
  match.isReductionBlock = pairing.mapping.isReductionBlock;
  match.instructionExtents = model.statement.extents;
  match.accumulator = model.getAccumulator();
  match.weakened = proof.weakened;
  match.operands.resize(model.operandOfAccess.size());
  for (auto [access, operand] : llvm::enumerate(model.operandOfAccess))
    match.operands[operand] = {pairing.sources[access],
                               model.statement.accesses[access].map,
                               proof.padding[access]};
  return match;
}

FailureOr<ResolvedMatch> dsa::resolveMatch(linalg::LinalgOp op,
                                           const Target &target) {
  auto match = op->getAttrOfType<MatchAttr>(kMatchAttrName);
  if (!match)
    return op->emitOpError("expected '") << kMatchAttrName << "'";
  InstructionOp instruction = target.lookupInstruction(match.getInstruction());
  if (!instruction)
    return op->emitOpError("expected an instruction of the machine, but got ")
           << match.getInstruction();
  auto fail = [&](const Twine &what, StringRef reason) -> LogicalResult {
    return op->emitOpError("expected its match on ")
           << match.getInstruction() << " to hold, but " << what << ": "
           << reason;
  };
  std::string reason;
  FailureOr<InstructionModel> model = modelInstruction(instruction, reason);
  if (failed(model))
    return fail("the instruction cannot be matched", reason);
  FailureOr<Statement> program = extractStatement(op, reason);
  if (failed(program))
    return fail("the operation cannot be matched", reason);
  FailureOr<LoopMapping> mapping =
      readMapping(match.getMapping(), *program, model->statement, reason);
  if (failed(mapping))
    return fail("obligation O1 (" + getMeaning("O1") + ") fails", reason);
  FailureOr<SmallVector<unsigned>> sources =
      getSources(match, *model, *program, reason);
  if (failed(sources))
    return fail("obligation O4 (" + getMeaning("O4") + ") fails", reason);
  SmallVector<std::optional<IntegerRange>> ranges =
      readRanges(match.getRanges());
  if (!ranges.empty() && failed(checkRanges(op, *program, ranges, reason)))
    return fail("its ranges are not those of its operands", reason);
  Pairing pairing{*program, *model, std::move(*mapping), std::move(*sources),
                  std::move(ranges)};
  // The decision was within what the program allows; it says how far it went.
  Proof proof = prove(pairing, match.getWeakened().getValue());
  if (!proof.holds()) {
    const Verdict &failed = proof.getFailure();
    return fail(
        "obligation " + failed.obligation + " (" +
            getMeaning(failed.obligation) + ") " +
            (failed.outcome == Outcome::Refuted ? "fails" : "is not proved"),
        failed.explanation);
  }
  return makeResolved(pairing, proof);
}
