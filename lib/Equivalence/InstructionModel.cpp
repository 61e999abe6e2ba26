// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Reads the semantics of an instruction as a statement.
#include "TableBounds.h"
#include "dsa/Equivalence/Proof.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/IR/TypeUtilities.h"

using namespace mlir;
using namespace mlir::dsa;

/// The operation in `block` that computes what it writes to memory, or null.
static linalg::LinalgOp findStatementOnMemory(Block &block) {
  auto write = dyn_cast_or_null<bufferization::MaterializeInDestinationOp>(
      block.getTerminator()->getPrevNode());
  auto op = write ? write.getSource().getDefiningOp<linalg::LinalgOp>()
                  : linalg::LinalgOp();
  if (!op || op->getNumResults() != 1 || !op->hasOneUse())
    return {};
  // It updates what it read.
  auto read = op.getDpsInits()[0].getDefiningOp<bufferization::ToTensorOp>();
  bool isWhole = read && read.getBuffer() == write.getDest();
  for (Operation &other : block.without_terminator())
    isWhole &= &other == op || &other == write ||
               isa<bufferization::ToTensorOp>(other);
  return isWhole ? op : linalg::LinalgOp();
}

/// The operation in `block` that computes its one result, or null.
static linalg::LinalgOp findStatement(Block &block, std::string &reason) {
  auto yield = dyn_cast<YieldOp>(block.getTerminator());
  if (yield && yield.getNumOperands() == 0)
    if (linalg::LinalgOp op = findStatementOnMemory(block))
      return op;
  if (!yield || yield.getNumOperands() != 1) {
    reason = "expected semantics with one result";
    return {};
  }
  auto op = yield.getOperand(0).getDefiningOp<linalg::LinalgOp>();
  if (!op)
    reason = "expected semantics whose result is one linalg operation";
  return op;
}

/// Whether the body of `op` has one value for any inputs.
static bool isDefinedForAll(linalg::LinalgOp op, std::string &reason) {
  for (Operation &inner : op.getBlock()->without_terminator())
    if (std::string what; !isTotal(inner, what)) {
      reason =
          "expected semantics that are defined for all inputs, but got " + what;
      return false;
    }
  return true;
}

/// Finds the loops that run through vectors of a length that the machine
/// states: those of dimensions of registers that say so.
static bool findLengths(InstructionModel &model, std::string &reason) {
  Statement &statement = model.statement;
  InstructionOp instruction = model.instruction;
  llvm::BitVector isLength(statement.getNumLoops()), isOther = isLength;
  for (auto [access, operand] : llvm::enumerate(model.operandOfAccess)) {
    auto reg =
        dyn_cast<RegType>(instruction.getFunctionType().getInput(operand));
    auto registers =
        reg ? SymbolTable::lookupNearestSymbolFrom<RegistersOp>(
                  instruction->getParentOp()->getParentOp(), reg.getRegisters())
            : RegistersOp();
    std::optional<ArrayRef<int64_t>> lengths =
        registers ? registers.getLengthDims() : std::nullopt;
    for (auto [dim, expr] :
         llvm::enumerate(statement.accesses[access].map.getResults()))
      for (unsigned loop = 0; loop < statement.getNumLoops(); ++loop)
        if (expr.isFunctionOfDim(loop))
          (lengths && llvm::is_contained(*lengths, dim) ? isLength : isOther)
              .set(loop);
  }
  if (isLength.none())
    return true;
  if (isLength.anyCommon(isOther)) {
    reason = "expected loops that run through the length of vectors in every "
             "operand that they address, or in none";
    return false;
  }
  for (unsigned loop = 0; loop < statement.getNumLoops(); ++loop)
    statement.anyLength.push_back(isLength.test(loop));
  return true;
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
  for (const AccessedValue &accessed : getAccessedValues(op)) {
    Value value = accessed.value;
    if (auto read = value.getDefiningOp<bufferization::ToTensorOp>())
      value = read.getBuffer();
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
  OperandKind kind = instruction.getKind(model.getAccumulator());
  model.isOnMemory = kind == OperandKind::Update;
  for (unsigned operand = 0; operand < block.getNumArguments(); ++operand)
    if (instruction.isMemory(operand) != model.isOnMemory)
      kind = OperandKind::Value;
  if (kind != OperandKind::Tied && kind != OperandKind::Update) {
    reason =
        "expected its linalg operation to accumulate in a tied operand, or "
        "all its operands to be memory, one of which it updates";
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
  TableBounds bounds = proveTableBounds(*statement, /*ranges=*/{});
  if (bounds.outcome != Outcome::Proved) {
    reason = "expected semantics that are defined for all inputs, but " +
             bounds.explanation;
    return failure();
  }
  if (!model.isOnMemory &&
      llvm::any_of(statement->extents, ShapedType::isDynamic)) {
    reason = "expected semantics with static sizes";
    return failure();
  }
  model.statement = std::move(*statement);
  if (!findLengths(model, reason))
    return failure();
  if (auto numerics = instruction.getNumericsAttr())
    model.numerics = numerics.getValue();
  return model;
}

std::vector<InstructionModel> dsa::modelInstructions(const Target &target) {
  std::vector<InstructionModel> models;
  for (InstructionOp instruction : target.getInstructions()) {
    std::string reason;
    FailureOr<InstructionModel> model = modelInstruction(instruction, reason);
    if (succeeded(model))
      models.push_back(std::move(*model));
  }
  return models;
}

bool InstructionModel::isRefined() const {
  InstructionOp op = instruction;
  return !op.getRefined().empty() &&
         isa<IntegerType>(statement.getWrite().elementType);
}
