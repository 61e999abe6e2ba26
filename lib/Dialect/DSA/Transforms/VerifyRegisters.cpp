// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Bounds the values that are live in each class of registers, and finds values
/// that would have to be copied although their class has no move.
///
/// One sweep over each block from its end, with the set of live values; what
/// lives across an operation with regions lives through its regions too.
#include "dsa/Dialect/DSA/IR/DSA.h"
#include "dsa/Dialect/DSA/Transforms/Passes.h"
#include "mlir/Analysis/Liveness.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Interfaces/ControlFlowInterfaces.h"
#include "mlir/Interfaces/FunctionInterfaces.h"
#include "mlir/Interfaces/LoopLikeInterface.h"
#include "mlir/Transforms/RegionUtils.h"
#include "llvm/ADT/MapVector.h"

namespace mlir::dsa {
#define GEN_PASS_DEF_VERIFYREGISTERSPASS
#include "dsa/Dialect/DSA/Transforms/Passes.h.inc"
} // namespace mlir::dsa

using namespace mlir;
using namespace mlir::dsa;

namespace {

using LiveSet = llvm::SetVector<Value>;

class RegisterChecker {
public:
  RegisterChecker(Operation *root) : root(root), liveness(root) {}

  /// Checks all blocks of `region`; `through` lives across all of it.
  LogicalResult checkRegion(Region &region, const LiveSet &through);

private:
  LogicalResult checkOperation(Operation &op, LiveSet &live);
  LogicalResult checkChoice(Operation &op);
  LogicalResult checkOverwritten(Operation &op, const LiveSet &live);
  LogicalResult checkCount(Operation &op, const LiveSet &live);

  /// The class of `value`; null if it is not in a register.
  RegistersOp getClass(Value value);
  bool isRegister(Value value) { return isa<RegType>(value.getType()); }

  Operation *root;
  Liveness liveness;
  DenseMap<Type, RegistersOp> classes;
};

} // namespace

RegistersOp RegisterChecker::getClass(Value value) {
  auto reg = dyn_cast<RegType>(value.getType());
  if (!reg)
    return nullptr;
  auto [it, isNew] = classes.try_emplace(reg);
  if (isNew)
    it->second = SymbolTable::lookupNearestSymbolFrom<RegistersOp>(
        root, reg.getRegisters());
  return it->second;
}

/// Values live at once must not be more than the registers of their class.
LogicalResult RegisterChecker::checkCount(Operation &op, const LiveSet &live) {
  llvm::MapVector<RegistersOp, SmallVector<Value>> values;
  for (Value value : live)
    if (RegistersOp registers = getClass(value))
      if (RegistersOp owner = registers.getOwner())
        values[owner].push_back(value);
  for (auto &[owner, held] : values) {
    if (held.size() <= *owner.getCount())
      continue;
    InFlightDiagnostic diag = op.emitError("expected at most ")
                              << *owner.getCount() << " live values in "
                              << owner.getReference() << ", but got "
                              << held.size();
    diag.attachNote(owner.getLoc()) << "registers declared here";
    return diag;
  }
  return success();
}

/// Whether the place of `operand` is taken by another value when its owner
/// executes.
static bool isOverwritten(OpOperand &operand) {
  Operation *op = operand.getOwner();
  if (auto invoke = dyn_cast<InvokeOp>(op)) {
    InstructionOp instruction = invoke.getDeclaration();
    return instruction &&
           instruction.getKind(operand.getOperandNumber()) == OperandKind::Tied;
  }
  // Loop-carried values, and what is yielded or passed to a block.
  return isa<LoopLikeOpInterface, BranchOpInterface>(op) ||
         op->hasTrait<OpTrait::IsTerminator>();
}

/// Whether `op` may give one value or another without a move: it selects, or
/// yields from a branch what was there before.
static bool isChoice(Operation &op) {
  if (isa<arith::SelectOp>(op))
    return true;
  if (!isa<scf::YieldOp>(op) || !isa<scf::IfOp>(op.getParentOp()))
    return false;
  return llvm::any_of(op.getOperands(), [&](Value value) {
    return isa<RegType>(value.getType()) &&
           !op.getParentRegion()->isAncestor(value.getParentRegion());
  });
}

/// A value of a `no_copy` class is not moved to where another one may be.
LogicalResult RegisterChecker::checkChoice(Operation &op) {
  if (!isChoice(op))
    return success();
  for (Value operand : op.getOperands()) {
    RegistersOp registers = getClass(operand);
    if (registers && registers.getNoCopy())
      return op.emitError("expected no choice between values in 'no_copy' "
                          "class ")
             << registers.getReference();
  }
  return success();
}

/// A value of a `no_copy` class is overwritten only where it is used last.
LogicalResult RegisterChecker::checkOverwritten(Operation &op,
                                                const LiveSet &live) {
  llvm::SmallPtrSet<Value, 8> seen;
  for (OpOperand &operand : op.getOpOperands()) {
    RegistersOp registers = getClass(operand.get());
    if (!registers || !registers.getNoCopy() || !isOverwritten(operand))
      continue;
    if (seen.insert(operand.get()).second && !live.contains(operand.get()))
      continue;
    InFlightDiagnostic diag =
        op.emitError("expected the last use of a value in 'no_copy' class ")
        << registers.getReference() << ", but it is used again";
    diag.attachNote(operand.get().getLoc()) << "value defined here";
    return diag;
  }
  return success();
}

/// Takes `live` from after `op` to before it.
LogicalResult RegisterChecker::checkOperation(Operation &op, LiveSet &live) {
  for (Value result : op.getResults())
    if (isRegister(result))
      live.insert(result);
  if (failed(checkCount(op, live)))
    return failure();
  for (Value result : op.getResults())
    live.remove(result);

  // What a region captures is needed in each iteration if it is a loop.
  llvm::SetVector<Value> captured;
  getUsedValuesDefinedAbove(op.getRegions(), captured);
  captured.remove_if([&](Value value) { return !isRegister(value); });
  LiveSet through = live;
  if (isa<LoopLikeOpInterface>(op))
    through.insert_range(captured);
  if (failed(checkChoice(op)) || failed(checkOverwritten(op, through)))
    return failure();
  for (Region &region : op.getRegions())
    if (failed(checkRegion(region, through)))
      return failure();

  live.insert_range(captured);
  for (Value operand : op.getOperands())
    if (isRegister(operand))
      live.insert(operand);
  return checkCount(op, live);
}

LogicalResult RegisterChecker::checkRegion(Region &region,
                                           const LiveSet &through) {
  for (Block &block : region) {
    LiveSet live = through;
    for (Value value : liveness.getLiveOut(&block))
      if (isRegister(value))
        live.insert(value);
    for (Operation &op : llvm::reverse(block))
      if (failed(checkOperation(op, live)))
        return failure();
  }
  return success();
}

namespace {
struct VerifyRegistersPass
    : public dsa::impl::VerifyRegistersPassBase<VerifyRegistersPass> {
  void runOnOperation() override {
    getOperation()->walk([&](FunctionOpInterface function) {
      if (failed(RegisterChecker(function).checkRegion(
              function.getFunctionBody(), LiveSet())))
        signalPassFailure();
    });
    markAllAnalysesPreserved();
  }
};
} // namespace
