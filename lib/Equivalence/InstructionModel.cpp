// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Reads the semantics of an instruction as a statement.
#include "dsa/Equivalence/Proof.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/TypeUtilities.h"

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

/// Whether the body of `op` has one value for any inputs. A program's overflow
/// flags and shifts only leave the instruction more freedom; an instruction's
/// would take it away.
static bool isDefinedForAll(linalg::LinalgOp op, std::string &reason) {
  op->walk([&](Operation *inner) {
    auto overflow = dyn_cast<arith::ArithIntegerOverflowFlagsInterface>(inner);
    if (overflow && overflow.getOverflowAttr().getValue() !=
                        arith::IntegerOverflowFlags::none)
      reason = "expected semantics that are defined for all inputs, but got "
               "overflow flags";
    auto fast = dyn_cast<arith::ArithFastMathInterface>(inner);
    if (fast && fast.getFastMathFlagsAttr() &&
        fast.getFastMathFlagsAttr().getValue() != arith::FastMathFlags::none)
      reason =
          "expected semantics without fast-math flags: 'numerics' says how "
          "far the instruction differs from them";
    if (isa<arith::ShLIOp, arith::ShRSIOp, arith::ShRUIOp, arith::DivSIOp,
            arith::DivUIOp, arith::RemSIOp, arith::RemUIOp>(inner) &&
        !matchPattern(inner->getOperand(1), m_Constant()))
      reason =
          ("expected semantics that are defined for all inputs, but got '" +
           inner->getName().getStringRef() + "' by a variable")
              .str();
  });
  return reason.empty();
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
  if (!isDefinedForAll(op, reason))
    return failure();
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

bool InstructionModel::isRefined() const {
  InstructionOp op = instruction;
  return !op.getRefined().empty() &&
         isa<IntegerType>(statement.getWrite().elementType);
}
