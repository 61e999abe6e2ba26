// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Emits the one invocation that does an operation whole. There is nothing to
/// cut: the instruction takes tensors of any size, which become its memory.
#include "InvokeOnMemory.h"
#include "OperandLayout.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/IR/Remarks.h"

using namespace mlir;
using namespace mlir::dsa;

/// Where the instruction's loops find an element of operand `source`.
static AffineMap getCoordinates(linalg::LinalgOp op,
                                const dsa::ResolvedMatch &match,
                                unsigned source) {
  AffineMap map = getAccessedValues(op)[source].map.compose(match.inverse);
  // There is one block.
  MLIRContext *context = op->getContext();
  SmallVector<AffineExpr> dims(match.blockExtents.size(),
                               getAffineConstantExpr(0, context));
  unsigned numLoops = match.instructionExtents.size();
  for (unsigned loop = 0; loop < numLoops; ++loop)
    dims.push_back(getAffineDimExpr(loop, context));
  return simplifyAffineMap(map.replaceDimsAndSymbols(dims, {}, numLoops, 0));
}

/// Whether `tensor`, which is no view of another, lies in memory row after row,
/// none of which begins before the one above ends.
static bool isInRows(Value tensor) {
  auto read = tensor.getDefiningOp<bufferization::ToTensorOp>();
  auto type =
      read ? dyn_cast<MemRefType>(read.getBuffer().getType()) : MemRefType();
  if (!type || type.getLayout().isIdentity())
    return true;
  SmallVector<int64_t> strides;
  int64_t offset, least = 1;
  if (failed(type.getStridesAndOffset(strides, offset)))
    return false;
  for (auto [extent, stride] :
       llvm::reverse(llvm::zip_equal(type.getShape(), strides))) {
    if (ShapedType::isDynamic(stride) || ShapedType::isDynamic(least) ||
        stride < least)
      return false;
    least = ShapedType::isDynamic(extent) ? extent : stride * extent;
  }
  return true;
}

LogicalResult dsa::tile::invokeOnMemory(linalg::LinalgOp op,
                                        const dsa::ResolvedMatch &match,
                                        const dsa::Target &target,
                                        std::string &reason) {
  if (llvm::any_of(match.blockExtents, [](int64_t e) { return e != 1; })) {
    reason = "expected an operation that the instruction does whole";
    return failure();
  }
  SmallVector<Value> operands;
  for (auto [index, operand] : llvm::enumerate(match.operands)) {
    Value value = getAccessedValues(op)[operand.source].value;
    AffineMap found = getCoordinates(op, match, operand.source);
    bool hasGaps = false;
    if (!isInRows(lookThroughViews(value, hasGaps))) {
      reason = "expected operand " + std::to_string(operand.source) +
               " to lie in memory row after row";
      return failure();
    }
    if (found != operand.registerMap || hasGaps) {
      llvm::raw_string_ostream(reason)
          << "expected operand " << operand.source << " in memory as "
          << operand.registerMap << ", but it lies there as " << found;
      return failure();
    }
    operands.push_back(value);
  }
  IRRewriter rewriter(op->getContext());
  rewriter.setInsertionPoint(op);
  InstructionOp instruction = match.instruction;
  SymbolRefAttr reference = instruction.getReference();
  target.declare(op->getParentOfType<ModuleOp>(), reference);
  auto invoke = InvokeOp::create(
      rewriter, op->getLoc(), op->getResult(0).getType(), reference, operands);
  std::string text;
  llvm::raw_string_ostream(text) << "done whole by " << reference;
  remark::passed(op->getLoc(),
                 remark::RemarkOpts::name("blocks").category("auto-tile"))
      << text;
  rewriter.replaceOp(op, invoke.getResults());
  return success();
}
