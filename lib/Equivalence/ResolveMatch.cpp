// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Reads `#dsa.match` and proves it again.
#include "dsa/Equivalence/Adapter.h"
#include "dsa/Equivalence/Match.h"
#include "dsa/Equivalence/Proof.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"

using namespace mlir;
using namespace mlir::dsa;

/// Turns the operands of a match, which are in the instruction's order, into
/// sources of the accesses of its semantics.
static FailureOr<SmallVector<unsigned>>
getSources(ArrayRef<int64_t> operands, const InstructionModel &model,
           const Statement &program, std::string &reason) {
  unsigned numOperands = model.operandOfAccess.size();
  if (operands.size() != numOperands) {
    reason = "expected " + std::to_string(numOperands) +
             " operands, one for each of the instruction's, but got " +
             std::to_string(operands.size());
    return failure();
  }
  SmallVector<unsigned> sources;
  for (unsigned operand : model.operandOfAccess) {
    int64_t source = operands[operand];
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

/// Checks what a match assumes of the values of its operands. Of a block of
/// sums, which lies in registers, nothing is known any more: the operation that
/// was cut into blocks was checked.
static LogicalResult checkRanges(linalg::LinalgOp op, const Statement &program,
                                 ArrayRef<std::optional<IntegerRange>> ranges,
                                 std::string &reason) {
  if (ranges.size() != program.accesses.size()) {
    reason = "expected " + std::to_string(program.accesses.size()) +
             " ranges, but got " + std::to_string(ranges.size());
    return failure();
  }
  auto sums = cast<RankedTensorType>(op.getDpsInits()[0].getType());
  auto known = getOperandRanges(op, program);
  for (unsigned access = 0; access < ranges.size(); ++access) {
    if (!ranges[access] ||
        (access == program.getAccumulator() && sums.getEncoding()))
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

static SmallVector<utils::IteratorType> getLoopKinds(const Statement &program) {
  return llvm::map_to_vector(program.isReduction, [](bool isReduction) {
    return isReduction ? utils::IteratorType::reduction
                       : utils::IteratorType::parallel;
  });
}

void dsa::setMatch(linalg::LinalgOp op, MatchAttr match) {
  op->setAttr(kMatchAttrName, match);
  auto generic = dyn_cast<linalg::GenericOp>(op.getOperation());
  std::string reason;
  FailureOr<Statement> program = extractStatement(op, reason);
  if (!generic || failed(program))
    return;
  Builder builder(op->getContext());
  generic.setIteratorTypesAttr(builder.getArrayAttr(llvm::map_to_vector(
      getLoopKinds(*program), [&](utils::IteratorType kind) -> Attribute {
        return linalg::IteratorTypeAttr::get(op->getContext(), kind);
      })));
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

namespace {
/// What a match says, read against its operation.
struct ReadMatch {
  Statement program;
  InstructionModel model;
  LoopMapping mapping;
  SmallVector<unsigned> sources;

  Pairing getPairing(ArrayRef<std::optional<IntegerRange>> ranges) const {
    return {program, model, mapping, sources,
            SmallVector<std::optional<IntegerRange>>(ranges)};
  }
};
} // namespace

static std::string describe(StringRef obligation, Outcome outcome,
                            StringRef explanation) {
  return ("obligation " + obligation + " (" + getMeaning(obligation) + ") " +
          (outcome == Outcome::Refuted ? "fails" : "is not proved") + ": " +
          explanation)
      .str();
}

static FailureOr<ReadMatch>
readMatch(linalg::LinalgOp op, const Target &target, SymbolRefAttr reference,
          AffineMap forward, ArrayRef<int64_t> operands, std::string &reason) {
  auto fail = [&](const Twine &what) -> LogicalResult {
    reason = (what + reason).str();
    return failure();
  };
  InstructionOp instruction = target.lookupInstruction(reference);
  if (!instruction)
    return fail("the machine has no such instruction");
  FailureOr<InstructionModel> model = modelInstruction(instruction, reason);
  if (failed(model))
    return fail("the instruction cannot be matched: ");
  FailureOr<Statement> program = extractStatement(op, reason);
  if (failed(program))
    return fail("the operation cannot be matched: ");
  FailureOr<LoopMapping> mapping =
      readMapping(forward, *program, model->statement, reason);
  if (failed(mapping)) {
    reason = describe("O1", Outcome::Refuted, reason);
    return failure();
  }
  FailureOr<SmallVector<unsigned>> sources =
      getSources(operands, *model, *program, reason);
  if (failed(sources)) {
    reason = describe("O4", Outcome::Refuted, reason);
    return failure();
  }
  return ReadMatch{std::move(*program), std::move(*model), std::move(*mapping),
                   std::move(*sources)};
}

/// As `describe`, for the obligation at which `proof` ends.
static std::string describeFailure(const Proof &proof) {
  const Verdict &failed = proof.getFailure();
  return describe(failed.obligation, failed.outcome, failed.explanation);
}

FailureOr<MatchAttr> dsa::proveMatch(linalg::LinalgOp op, const Target &target,
                                     SymbolRefAttr instruction,
                                     AffineMap mapping,
                                     ArrayRef<int64_t> operands,
                                     Numerics numerics, std::string &reason) {
  FailureOr<ReadMatch> match =
      readMatch(op, target, instruction, mapping, operands, reason);
  if (failed(match))
    return failure();
  MLIRContext *context = op->getContext();
  Numerics allowed = numerics | getAllowedNumerics(match->program);
  // Ranges are assumed only where it does not hold without them.
  ArrayAttr assumed;
  Proof proof = prove(match->getPairing({}), allowed);
  if (!proof.holds()) {
    Pairing pairing = match->getPairing(getOperandRanges(op, match->program));
    proof = proveWithFewestRanges(pairing, allowed);
    assumed = writeRanges(context, pairing.ranges);
  }
  if (!proof.holds()) {
    reason = describeFailure(proof);
    return failure();
  }
  return MatchAttr::get(context, instruction, mapping, operands,
                        NumericsAttr::get(context, proof.weakened),
                        StringAttr::get(context, proof.hash), assumed);
}

LogicalResult dsa::emitCertificate(linalg::LinalgOp op, const Target &target,
                                   StringRef directory) {
  auto match = op->getAttrOfType<MatchAttr>(kMatchAttrName);
  std::string reason;
  FailureOr<ReadMatch> read =
      readMatch(op, target, match.getInstruction(), match.getMapping(),
                match.getOperands(), reason);
  if (failed(read))
    return op->emitOpError() << reason;
  Pairing pairing = read->getPairing(readRanges(match.getRanges()));
  Proof proof = prove(pairing, match.getWeakened().getValue());
  if (!proof.holds())
    return op->emitOpError() << describeFailure(proof);
  return emitCertificate(op, pairing, proof, target.getMachine().getSymName(),
                         directory, getAdapterLemmas(op, target));
}

FailureOr<ResolvedMatch> dsa::resolveMatch(linalg::LinalgOp op,
                                           const Target &target) {
  auto match = op->getAttrOfType<MatchAttr>(kMatchAttrName);
  if (!match)
    return op->emitOpError("expected '") << kMatchAttrName << "'";
  if (!target.lookupInstruction(match.getInstruction()))
    return op->emitOpError("expected an instruction of the machine, but got ")
           << match.getInstruction();
  std::string reason;
  auto fail = [&]() -> LogicalResult {
    return op->emitOpError("expected its match on ")
           << match.getInstruction() << " to hold, but " << reason;
  };
  FailureOr<ReadMatch> read =
      readMatch(op, target, match.getInstruction(), match.getMapping(),
                match.getOperands(), reason);
  if (failed(read))
    return fail();
  // Code is generated by what loops are called.
  if (op.getIteratorTypesArray() != getLoopKinds(read->program)) {
    reason = "its loops are called what they are not";
    return fail();
  }
  auto ranges = readRanges(match.getRanges());
  if (!ranges.empty() &&
      failed(checkRanges(op, read->program, ranges, reason))) {
    reason = "its ranges are not those of its operands: " + reason;
    return fail();
  }
  // The decision was within what the program allows; it says how far it went.
  Pairing pairing = read->getPairing(ranges);
  Proof proof = prove(pairing, match.getWeakened().getValue());
  if (!proof.holds()) {
    reason = describeFailure(proof);
    return fail();
  }
  return makeResolved(pairing, proof);
}
