// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// From blocks in register classes to invoked instructions. Checks the whole
/// module first, so that a program is converted or left as it was.
#include "dsa/Conversion/Passes.h"
#include "dsa/Dialect/DSA/IR/DSA.h"
#include "dsa/Dialect/Tile/IR/Tile.h"
#include "dsa/Equivalence/Match.h"
#include "dsa/Target/Library.h"
#include "mlir/Interfaces/ControlFlowInterfaces.h"

namespace mlir::dsa {
#define GEN_PASS_DEF_CONVERTTILETODSAPASS
#include "dsa/Conversion/Passes.h.inc"
} // namespace mlir::dsa

using namespace mlir;
using namespace mlir::dsa;

/// The register class or memory that a tensor is in; null for ordinary memory.
static SymbolRefAttr getSpace(Type type) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  auto in = tensor ? dyn_cast_or_null<tile::InAttr>(tensor.getEncoding())
                   : tile::InAttr();
  return in ? in.getSpace() : SymbolRefAttr();
}

/// Whether `op` has to be converted. What the body of a linalg operation looks
/// up in is the operation's.
static bool touchesSpace(Operation *op) {
  auto isIn = [](Type type) { return getSpace(type) != nullptr; };
  if (op->getParentOfType<linalg::LinalgOp>())
    return false;
  if (auto linalgOp = dyn_cast<linalg::LinalgOp>(op))
    return llvm::any_of(getAccessedValues(linalgOp),
                        [&](const AccessedValue &accessed) {
                          return isIn(accessed.value.getType());
                        });
  auto function = dyn_cast<FunctionOpInterface>(op);
  return llvm::any_of(op->getOperandTypes(), isIn) ||
         llvm::any_of(op->getResultTypes(), isIn) ||
         (function && (llvm::any_of(function.getArgumentTypes(), isIn) ||
                       llvm::any_of(function.getResultTypes(), isIn)));
}

namespace {

/// Checks that every block in a register class can become a register value.
struct Checker {
  const Target &target;

  LogicalResult check(Operation *op) const;

private:
  LogicalResult checkClass(Operation *op, Type type) const;
  LogicalResult checkTransfer(tile::TransferOp op) const;
  LogicalResult checkConstant(arith::ConstantOp op) const;
  LogicalResult checkBlock(linalg::LinalgOp op) const;
};

/// Rewrites what was checked.
struct Rewriter {
  const Target &target;
  ModuleOp module;
  IRRewriter rewriter;

  InvokeOp invoke(Location loc, InstructionOp instruction, TypeRange results,
                  ValueRange operands);
  void rewriteConstant(arith::ConstantOp op);
  void rewriteLoad(tile::TransferOp op);
  void rewriteStore(tile::TransferOp op);
  void rewriteBlock(linalg::LinalgOp op);
  void retypeRegisters();
};

struct ConvertTileToDSA
    : public dsa::impl::ConvertTileToDSAPassBase<ConvertTileToDSA> {
  using ConvertTileToDSAPassBase::ConvertTileToDSAPassBase;
  void runOnOperation() override;
};

} // namespace

//===----------------------------------------------------------------------===//
// Check
//===----------------------------------------------------------------------===//

LogicalResult Checker::checkClass(Operation *op, Type type) const {
  SymbolRefAttr space = getSpace(type);
  if (!space)
    return success();
  RegistersOp registers = target.lookupRegisters(space);
  if (!registers)
    return op->emitError("expected a register class of machine '")
           << target.getMachine().getSymName() << "', but got " << space;
  auto tensor = cast<RankedTensorType>(type).cloneWithEncoding({});
  if (tensor != registers.getMeaning())
    return op->emitError("expected a block of type ")
           << registers.getMeaning() << " in " << space << ", but got "
           << tensor;
  return success();
}

LogicalResult Checker::checkTransfer(tile::TransferOp op) const {
  SymbolRefAttr source = getSpace(op.getSource().getType());
  SymbolRefAttr result = getSpace(op.getResult().getType());
  if (source && result)
    return op.emitError("expected a transfer from or to ordinary memory, but "
                        "got one from ")
           << source << " to " << result;
  if (result && !target.findLoad(result))
    return op.emitError("expected a load instruction for ")
           << result << ", but machine '" << target.getMachine().getSymName()
           << "' has none";
  if (source && !target.findStore(source))
    return op.emitError("expected a store instruction for ")
           << source << ", but machine '" << target.getMachine().getSymName()
           << "' has none";
  return success();
}

LogicalResult Checker::checkConstant(arith::ConstantOp op) const {
  SymbolRefAttr space = getSpace(op.getType());
  auto elements = dyn_cast<SplatElementsAttr>(op.getValue());
  bool isZero = elements && matchPattern(op.getResult(), m_Zero());
  if (elements && isa<FloatType>(elements.getElementType()))
    isZero = elements.getSplatValue<APFloat>().isPosZero();
  if (!isZero)
    return op.emitError("expected a block of zeros as constant in ")
           << space << ", but got " << op.getValue();
  if (!target.findZero(space))
    return op.emitError("expected an instruction that zeroes a register of ")
           << space << ", but machine '" << target.getMachine().getSymName()
           << "' has none";
  return success();
}

LogicalResult Checker::checkBlock(linalg::LinalgOp op) const {
  if (!op->hasAttr(kMatchAttrName))
    return op->emitError("expected '")
           << kMatchAttrName << "' on an operation on register classes";
  FailureOr<ResolvedMatch> match = resolveMatch(op, target);
  if (failed(match))
    return failure();
  for (int64_t extent : match->blockExtents)
    if (extent != 1)
      return op->emitError("expected exactly the domain of ")
             << match->instruction.getReference()
             << ", but got one that takes several blocks";
  FunctionType type = match->instruction.getFunctionType();
  SmallVector<AccessedValue> values = getAccessedValues(op);
  for (auto [index, operand] : llvm::enumerate(match->operands)) {
    auto reg = dyn_cast<RegType>(type.getInput(index));
    SymbolRefAttr space = getSpace(values[operand.source].value.getType());
    if (!reg || reg.getRegisters() != space)
      return op->emitError("expected operand ")
             << operand.source << " in " << type.getInput(index)
             << ", but it is in " << (space ? Attribute(space) : UnitAttr());
  }
  return success();
}

LogicalResult Checker::check(Operation *op) const {
  if (isa<FunctionOpInterface>(op))
    return op->emitError("expected arguments and results in ordinary memory");
  for (Type type : op->getOperandTypes())
    if (failed(checkClass(op, type)))
      return failure();
  for (Type type : op->getResultTypes())
    if (failed(checkClass(op, type)))
      return failure();
  if (auto transfer = dyn_cast<tile::TransferOp>(op))
    return checkTransfer(transfer);
  if (auto constant = dyn_cast<arith::ConstantOp>(op))
    return checkConstant(constant);
  if (auto linalgOp = dyn_cast<linalg::LinalgOp>(op))
    return checkBlock(linalgOp);
  if (isa<scf::ForOp, scf::IfOp, scf::YieldOp>(op))
    return success();
  return op->emitError("expected only tile.transfer, linalg operations and scf "
                       "control flow on register classes, but got '")
         << op->getName() << "'";
}

//===----------------------------------------------------------------------===//
// Rewrite
//===----------------------------------------------------------------------===//

InvokeOp Rewriter::invoke(Location loc, InstructionOp instruction,
                          TypeRange results, ValueRange operands) {
  SymbolRefAttr reference = instruction.getReference();
  target.declare(module, reference);
  return InvokeOp::create(rewriter, loc, results, reference, operands);
}

/// Each use gets zeros of its own: a `no_copy` class cannot move a value into a
/// second accumulator.
void Rewriter::rewriteConstant(arith::ConstantOp op) {
  SymbolRefAttr space = getSpace(op.getType());
  SmallVector<OpOperand *> uses =
      llvm::map_to_vector(op->getUses(), [](OpOperand &use) { return &use; });
  for (OpOperand *use : llvm::reverse(uses)) {
    rewriter.setInsertionPoint(use->getOwner());
    auto zero = invoke(op.getLoc(), target.findZero(space),
                       RegType::get(op.getContext(), space), {});
    use->set(zero.getResult(0));
  }
  rewriter.eraseOp(op);
}

void Rewriter::rewriteLoad(tile::TransferOp op) {
  SymbolRefAttr space = getSpace(op.getResult().getType());
  rewriter.setInsertionPoint(op);
  auto load = invoke(op.getLoc(), target.findLoad(space),
                     RegType::get(op.getContext(), space), op.getSource());
  rewriter.replaceAllUsesWith(op.getResult(), load.getResult(0));
  rewriter.eraseOp(op);
}

/// The destination that `insert` writes, as a slice before it: the store then
/// writes in place.
template <typename InsertOp>
static Value sliceDestination(IRRewriter &rewriter, InsertOp insert) {
  return tensor::ExtractSliceOp::create(
      rewriter, insert.getLoc(), insert.getSourceType(), insert.getDest(),
      insert.getMixedOffsets(), insert.getMixedSizes(),
      insert.getMixedStrides());
}

void Rewriter::rewriteStore(tile::TransferOp op) {
  // The source may have been rewritten before.
  auto reg = dyn_cast<RegType>(op.getSource().getType());
  SymbolRefAttr space =
      reg ? reg.getRegisters() : getSpace(op.getSource().getType());
  InstructionOp store = target.findStore(space);
  Operation *user = op->hasOneUse() ? *op->user_begin() : nullptr;
  Value destination;
  rewriter.setInsertionPoint(user ? user : op);
  if (auto insert = dyn_cast_or_null<tensor::InsertSliceOp>(user)) {
    if (insert.getSource() == op.getResult())
      destination = sliceDestination(rewriter, insert);
  } else if (auto insert =
                 dyn_cast_or_null<tensor::ParallelInsertSliceOp>(user)) {
    rewriter.setInsertionPoint(insert->getParentOp());
    destination = sliceDestination(rewriter, insert);
  }
  if (!destination) {
    rewriter.setInsertionPoint(op);
    auto type = cast<RankedTensorType>(op.getResult().getType());
    destination = tensor::EmptyOp::create(
        rewriter, op.getLoc(), type.getShape(), type.getElementType());
  }
  SmallVector<Value> operands;
  for (Type type : store.getFunctionType().getInputs())
    operands.push_back(isa<RegType>(type) ? op.getSource() : destination);
  auto stored = invoke(op.getLoc(), store, destination.getType(), operands);
  rewriter.replaceAllUsesWith(op.getResult(), stored.getResult(0));
  rewriter.eraseOp(op);
}

/// The match has been checked, on tensors.
void Rewriter::rewriteBlock(linalg::LinalgOp op) {
  auto match = op->getAttrOfType<MatchAttr>(kMatchAttrName);
  InstructionOp instruction = target.lookupInstruction(match.getInstruction());
  SmallVector<AccessedValue> values = getAccessedValues(op);
  SmallVector<Value> operands;
  for (int64_t operand : match.getOperands())
    operands.push_back(values[operand].value);
  rewriter.setInsertionPoint(op);
  auto computed = invoke(op.getLoc(), instruction,
                         instruction.getFunctionType().getResults(), operands);
  rewriter.replaceAllUsesWith(op->getResult(0), computed.getResult(0));
  rewriter.eraseOp(op);
}

/// What is left are values that control flow carries.
void Rewriter::retypeRegisters() {
  auto retype = [](Value value) {
    if (SymbolRefAttr space = getSpace(value.getType()))
      value.setType(RegType::get(value.getContext(), space));
  };
  module.walk([&](Operation *op) {
    llvm::for_each(op->getResults(), retype);
    for (Region &region : op->getRegions())
      for (Block &block : region)
        llvm::for_each(block.getArguments(), retype);
  });
}

//===----------------------------------------------------------------------===//
// Pass
//===----------------------------------------------------------------------===//

void ConvertTileToDSA::runOnOperation() {
  ModuleOp module = getOperation();
  SmallVector<Operation *> worklist;
  module.walk([&](Operation *op) {
    if (touchesSpace(op))
      worklist.push_back(op);
  });
  if (worklist.empty())
    return;
  FailureOr<Target> target = Target::load(module.getLoc(), machine);
  if (failed(target))
    return signalPassFailure();
  Checker checker{*target};
  for (Operation *op : worklist)
    if (failed(checker.check(op)))
      return signalPassFailure();
  Rewriter rewriter{*target, module, IRRewriter(&getContext())};
  for (Operation *op : worklist) {
    if (auto transfer = dyn_cast<tile::TransferOp>(op)) {
      if (getSpace(transfer.getResult().getType()))
        rewriter.rewriteLoad(transfer);
      else
        rewriter.rewriteStore(transfer);
    } else if (auto constant = dyn_cast<arith::ConstantOp>(op)) {
      rewriter.rewriteConstant(constant);
    } else if (auto linalgOp = dyn_cast<linalg::LinalgOp>(op)) {
      rewriter.rewriteBlock(linalgOp);
    }
  }
  rewriter.retypeRegisters();
}
