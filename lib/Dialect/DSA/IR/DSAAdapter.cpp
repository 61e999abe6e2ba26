// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Definitions of adapters.
#include "dsa/Dialect/DSA/IR/DSA.h"
#include "dsa/Polyhedral/ScalarBody.h"
#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;
using namespace mlir::dsa;

static bool isScalar(Type type) {
  return type.isSignlessInteger() || isa<FloatType, ComplexType>(type);
}

/// The one value that `region` yields; null, after an error at `op`, if it
/// does not end in a `dsa.yield` of one.
static Value getYielded(Operation *op, Region &region, StringRef name) {
  auto yield = dyn_cast_or_null<YieldOp>(
      region.front().empty() ? nullptr : &region.front().back());
  if (yield && yield.getNumOperands() == 1)
    return yield.getOperand(0);
  op->emitOpError("expected '")
      << name << "' to end in 'dsa.yield' of one value";
  return {};
}

/// Whether `value` is computed from an argument of its block, and from no sum.
static bool isElement(Value value) {
  if (isa<BlockArgument>(value))
    return true;
  Operation *op = value.getDefiningOp();
  if (isa<SumOp>(op))
    return false;
  bool isComputed = false;
  for (Value operand : op->getOperands()) {
    bool isConstant =
        operand.getDefiningOp() &&
        operand.getDefiningOp()->hasTrait<OpTrait::ConstantLike>();
    if (isConstant)
      continue;
    if (!isElement(operand))
      return false;
    isComputed = true;
  }
  return isComputed;
}

LogicalResult AdapterOp::verifyRegions() {
  // C1: both regions take the same scalars and yield the same type.
  Value term = getYielded(*this, getTerm(), "term");
  Value result = term ? getYielded(*this, getSums(), "sums") : Value();
  if (!result)
    return failure();
  Block &block = getSums().front();
  for (Type type : getTerm().front().getArgumentTypes())
    if (!isScalar(type))
      return emitOpError("expected scalar arguments, but got ") << type;
  if (getTerm().front().getArgumentTypes() != block.getArgumentTypes())
    return emitOpError("expected 'sums' to take (")
           << getTerm().front().getArgumentTypes() << ") as 'term' does, but "
           << "it takes (" << block.getArgumentTypes() << ")";
  if (!isScalar(term.getType()) || term.getType() != result.getType())
    return emitOpError("expected 'sums' to yield a scalar of the type of "
                       "'term', ")
           << term.getType() << ", but it yields " << result.getType();
  // C2: at least one sum is `core`.
  auto sums = block.getOps<SumOp>();
  if (llvm::none_of(sums, [](SumOp sum) { return sum.getCore(); }))
    return emitOpError("expected a 'dsa.sum' that is 'core'");
  // C3: the operands of a sum are computed from arguments.
  for (SumOp sum : sums)
    for (Value operand : sum.getOperands())
      if (!isElement(operand))
        return sum.emitOpError("expected operands that are computed from "
                               "arguments, and from no other sum");
  // C4: what is computed is defined for all values.
  WalkResult defined = getSums().walk([](Operation *op) {
    std::string reason;
    if (isa<SumOp, YieldOp>(op) || (isPure(op) && isTotal(*op, reason)))
      return WalkResult::advance();
    InFlightDiagnostic error =
        op->emitOpError("expected arithmetic in 'sums' that is defined for all "
                        "values");
    if (!reason.empty())
      error << ", but got " << reason;
    return WalkResult::interrupt();
  });
  return failure(defined.wasInterrupted());
}

LogicalResult SumOp::verifyRegions() {
  // C1: the region takes the operands and yields the result.
  Value term = getYielded(*this, getBody(), "body");
  if (!term)
    return failure();
  if (getBody().front().getArgumentTypes() != getOperandTypes())
    return emitOpError("expected a region that takes (")
           << getOperandTypes() << "), but it takes ("
           << getBody().front().getArgumentTypes() << ")";
  if (term.getType() != getType())
    return emitOpError("expected a region that yields ")
           << getType() << ", but it yields " << term.getType();
  // C2: scalars, and an instruction's sum is of one number.
  for (Type type : getOperation()->getOperandTypes())
    if (!isScalar(type))
      return emitOpError("expected scalar operands, but got ") << type;
  if (!isScalar(getType()) || isa<ComplexType>(getType()))
    return emitOpError("expected an integer or a float as result, but got ")
           << getType();
  return success();
}
