// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Reads the semantics of an instruction as a statement.
#include "dsa/Equivalence/Proof.h"
#include "mlir/Dialect/Arith/IR/Arith.h"

using namespace mlir;
using namespace mlir::dsa;

/// The operation in `block` that computes its one result, or null.
static linalg::LinalgOp findStatement(Block &block, std::string &reason) {
  auto yield = dyn_cast<YieldOp>(block.getTerminator());
  if (!yield || yield.getNumOperands() != 1) {
    reason = "expected semantics with one result";
    return {};
  }
  auto op = yield.getOperand(0).getDefiningOp<linalg::LinalgOp>();
  if (!op)
    reason = "expected semantics whose result is one linalg operation";
  return op;
}

FailureOr<InstructionModel> dsa::modelInstruction(InstructionOp instruction,
                                                  std::string &reason) {
  if (!instruction.isDefined() || instruction.getSemantics().empty()) {
    reason = "it has no semantics here";
    return failure();
  }
  Block &block = instruction.getSemantics().front();
  linalg::LinalgOp op = findStatement(block, reason);
  if (!op)
    return failure();
  InstructionModel model;
  model.instruction = instruction;
  for (Value value : op->getOperands()) {
    auto argument = dyn_cast<BlockArgument>(value);
    if (!argument || argument.getOwner() != &block ||
        llvm::is_contained(model.operandOfAccess, argument.getArgNumber())) {
      reason = "expected its linalg operation to take each operand of the "
               "instruction once, and nothing else";
      return failure();
    }
    model.operandOfAccess.push_back(argument.getArgNumber());
  }
  if (model.operandOfAccess.size() != block.getNumArguments()) {
    reason = "expected its linalg operation to take all operands";
    return failure();
  }
  if (instruction.getKind(model.getAccumulator()) != OperandKind::Tied) {
    reason = "expected its linalg operation to accumulate in a tied operand";
    return failure();
  }
  // Where its additions must not overflow it is only defined for some inputs.
  WalkResult overflow =
      op->walk([](arith::ArithIntegerOverflowFlagsInterface o) {
        return o.getOverflowAttr().getValue() ==
                       arith::IntegerOverflowFlags::none
                   ? WalkResult::advance()
                   : WalkResult::interrupt();
      });
  if (overflow.wasInterrupted()) {
    reason = "expected semantics that are defined for all inputs, but got "
             "overflow flags";
    return failure();
  }
  FailureOr<Statement> statement = extractStatement(op, reason);
  if (failed(statement))
    return failure();
  if (llvm::any_of(statement->body.nodes, [](const ScalarNode &node) {
        return node.kind == ScalarNode::Kind::Opaque;
      })) {
    reason = "expected semantics that depend on the operands alone";
    return failure();
  }
  if (llvm::any_of(statement->extents, ShapedType::isDynamic)) {
    reason = "expected semantics with static sizes";
    return failure();
  }
  model.statement = std::move(*statement);
  if (auto numerics = instruction.getNumericsAttr())
    model.numerics = numerics.getValue();
  return model;
}
