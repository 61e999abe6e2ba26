// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Operations of schedules.
#include "dsa/Dialect/DSA/TransformOps/DSATransformOps.h"
#include "dsa/Equivalence/Match.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Transform/IR/TransformOps.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/Interfaces/FunctionInterfaces.h"

using namespace mlir;
using namespace mlir::dsa;

#define GET_OP_CLASSES
#include "dsa/Dialect/DSA/TransformOps/DSATransformOps.cpp.inc"

//===----------------------------------------------------------------------===//
// FindOp
//===----------------------------------------------------------------------===//

LogicalResult FindOp::verify() {
  // C1: a position counts from 0.
  if (static_cast<int64_t>(getPosition()) < 0)
    return emitOpError("expected a position from 0, but got ")
           << static_cast<int64_t>(getPosition());
  return success();
}

void FindOp::getEffects(
    SmallVectorImpl<MemoryEffects::EffectInstance> &effects) {
  transform::onlyReadsHandle(getProgramMutable(), effects);
  transform::producesHandle(getOperation()->getOpResults(), effects);
  transform::onlyReadsPayload(effects);
}

DiagnosedSilenceableFailure FindOp::apply(transform::TransformRewriter &,
                                          transform::TransformResults &results,
                                          transform::TransformState &state) {
  linalg::LinalgOp found;
  for (Operation *root : state.getPayloadOps(getProgram()))
    for (auto [op, place] : getPlaces(root))
      if (place.function == getFunction() &&
          place.position == static_cast<int64_t>(getPosition()))
        found = cast<linalg::LinalgOp>(op);
  if (!found)
    return emitDefiniteFailure()
           << "expected the program to have a linalg operation number "
           << getPosition() << " in @" << getFunction()
           << ", but it has none: the schedule is of another program";
  std::string structure = dsa::getStructure(found);
  if (structure != getStructure()) {
    auto failure = emitDefiniteFailure()
                   << "expected linalg operation number " << getPosition()
                   << " in @" << getFunction() << " to have structure '"
                   << getStructure() << "', but got '"
                   << structure << "': the schedule is of another program";
    failure.attachNote(found.getLoc()) << "the operation is here";
    return failure;
  }
  results.set(getOperation()->getOpResult(0), {found.getOperation()});
  return DiagnosedSilenceableFailure::success();
}

//===----------------------------------------------------------------------===//
// TensorizeOp
//===----------------------------------------------------------------------===//

void TensorizeOp::getEffects(
    SmallVectorImpl<MemoryEffects::EffectInstance> &effects) {
  transform::onlyReadsHandle(getTargetMutable(), effects);
  transform::modifiesPayload(effects);
}

DiagnosedSilenceableFailure
TensorizeOp::applyToOne(transform::TransformRewriter &, linalg::LinalgOp op,
                        transform::ApplyToEachResultList &,
                        transform::TransformState &) {
  FailureOr<dsa::Target> machine = dsa::Target::load(getLoc(), getMachine());
  if (failed(machine))
    return DiagnosedSilenceableFailure::definiteFailure();
  Numerics numerics = getNumerics().value_or(Numerics::Exact);
  std::string reason;
  FailureOr<MatchAttr> match =
      proveMatch(op, *machine, getInstruction(), getMapping(), getOperands(),
                 numerics, reason);
  if (failed(match)) {
    auto failure = emitSilenceableError()
                   << getInstruction() << " does not do '" << op->getName()
                   << "' by this mapping: " << reason;
    failure.attachNote(op.getLoc()) << "the operation is here";
    return failure;
  }
  setMatch(op, *match);
  return DiagnosedSilenceableFailure::success();
}

//===----------------------------------------------------------------------===//
// The extension
//===----------------------------------------------------------------------===//

namespace {
class DSATransformExtension
    : public transform::TransformDialectExtension<DSATransformExtension> {
public:
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(DSATransformExtension)
  using Base::Base;

  void init() {
    declareDependentDialect<DSADialect>();
    declareGeneratedDialect<DSADialect>();
    registerTransformOps<
#define GET_OP_LIST
#include "dsa/Dialect/DSA/TransformOps/DSATransformOps.cpp.inc"
        >();
  }
};
} // namespace

void dsa::registerTransformDialectExtension(DialectRegistry &registry) {
  registry.addExtensions<DSATransformExtension>();
}
