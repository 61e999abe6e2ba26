// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// A block is right at the end of a loop for the same reason as the last block
/// of an instruction is: iterations beyond a parallel loop compute what nobody
/// keeps, and those beyond a reduction read nothing but padding, which leaves
/// the accumulator alone (obligation O6).
#include "DynamicBlocks.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace mlir::dsa;
using namespace mlir::dsa::tile;

namespace {

class DynamicBlocks {
public:
  DynamicBlocks(linalg::LinalgOp op, const dsa::ResolvedMatch &match)
      : op(op), match(match), extents(op.getStaticLoopRanges()),
        blocks(extents) {}

  LogicalResult plan(int64_t cacheBytes, std::string &reason);
  SmallVector<linalg::LinalgOp> emit(RewriterBase &rewriter);

private:
  bool isDynamic(unsigned loop) const {
    return ShapedType::isDynamic(extents[loop]);
  }
  void chooseBlocks(int64_t cacheBytes);
  LogicalResult checkAccess(OpOperand &operand, std::string &reason);
  LogicalResult checkReductions(std::string &reason);
  SmallVector<int64_t> getBlockShape(OpOperand &operand);
  int64_t getBytes();

  Value emitLoop(OpBuilder &builder, unsigned loop,
                 SmallVector<OpFoldResult> starts, Value carried);
  Value emitEither(OpBuilder &builder, ArrayRef<OpFoldResult> starts,
                   Value carried);
  Value emitBlock(OpBuilder &builder, ArrayRef<OpFoldResult> starts,
                  Value carried, bool isWhole);

  linalg::LinalgOp op;
  const dsa::ResolvedMatch &match;
  /// The extents of the loops, and those of a block.
  SmallVector<int64_t> extents, blocks;
  /// The extents at run time.
  SmallVector<OpFoldResult> sizes;
  SmallVector<linalg::LinalgOp> created;
};

/// `expr` without its constants, at 0 for loops that blocks do not cut.
AffineExpr getStart(AffineExpr expr, ArrayRef<int64_t> extents) {
  MLIRContext *context = expr.getContext();
  AffineExpr zero = getAffineConstantExpr(0, context);
  SmallVector<AffineExpr> cut, zeros(extents.size(), zero);
  for (auto [loop, extent] : llvm::enumerate(extents))
    cut.push_back(
        ShapedType::isDynamic(extent) ? getAffineDimExpr(loop, context) : zero);
  return expr.replaceDims(cut) - expr.replaceDims(zeros);
}

} // namespace

//===----------------------------------------------------------------------===//
// Plan
//===----------------------------------------------------------------------===//

/// What a block reads of `operand`, if all of it is there.
SmallVector<int64_t> DynamicBlocks::getBlockShape(OpOperand &operand) {
  AffineMap map = op.getMatchingIndexingMap(&operand);
  auto type = cast<RankedTensorType>(operand.get().getType());
  SmallVector<std::optional<int64_t>> lower(extents.size(), 0), upper;
  for (int64_t block : blocks)
    upper.push_back(block - 1);
  SmallVector<int64_t> shape;
  for (auto [dim, expr] : llvm::enumerate(map.getResults())) {
    bool isCut =
        llvm::any_of(llvm::seq<unsigned>(0, extents.size()),
                     [&, expr = expr](unsigned loop) {
                       return isDynamic(loop) && expr.isFunctionOfDim(loop);
                     });
    if (!isCut && !type.isDynamicDim(dim)) {
      shape.push_back(type.getDimSize(dim));
      continue;
    }
    shape.push_back(getBoundForAffineExpr(expr, extents.size(), 0, lower, upper,
                                          /*isUpper=*/true)
                        .value_or(-1) +
                    1);
  }
  return shape;
}

int64_t DynamicBlocks::getBytes() {
  int64_t bytes = 0;
  for (OpOperand &operand : op->getOpOperands()) {
    auto type = cast<RankedTensorType>(operand.get().getType());
    int64_t bits = type.getElementType().isIntOrFloat()
                       ? type.getElementTypeBitWidth()
                       : 64;
    for (int64_t extent : getBlockShape(operand))
      bits *= extent;
    bytes += llvm::divideCeil(bits, 8);
  }
  return bytes;
}

/// A block starts as what one instruction takes of a loop (1, of a loop that
/// the instruction has not), and is doubled while all fits. A loop outside the
/// instruction is worth that only if an operand is read again along it.
void DynamicBlocks::chooseBlocks(int64_t cacheBytes) {
  SmallVector<unsigned> growing;
  unsigned numBlocks = match.blockExtents.size();
  for (unsigned loop = 0; loop < extents.size(); ++loop) {
    if (!isDynamic(loop))
      continue;
    int64_t &block = blocks[loop] = 1;
    bool isInside = false;
    for (auto [inner, extent] : llvm::enumerate(match.instructionExtents))
      if (match.mapping.getResult(numBlocks + inner).isFunctionOfDim(loop)) {
        block *= extent;
        isInside = true;
      }
    AffineMap output = op.getMatchingIndexingMap(op.getDpsInitOperand(0));
    bool isReused = output.isFunctionOfDim(loop) &&
                    llvm::any_of(op.getIndexingMapsArray(), [&](AffineMap map) {
                      return !map.isFunctionOfDim(loop);
                    });
    if (isInside || isReused)
      growing.push_back(loop);
  }
  while (!growing.empty()) {
    SmallVector<unsigned> next;
    for (unsigned loop : growing) {
      int64_t before = getBytes();
      blocks[loop] *= 2;
      int64_t bytes = getBytes();
      if (bytes > before && bytes <= cacheBytes)
        next.push_back(loop);
      else
        blocks[loop] /= 2;
    }
    growing = std::move(next);
  }
}

LogicalResult DynamicBlocks::checkAccess(OpOperand &operand,
                                         std::string &reason) {
  for (AffineExpr expr : op.getMatchingIndexingMap(&operand).getResults()) {
    // Blocks of a sum of loops start at a sum of starts.
    AffineExpr start = getStart(expr, extents);
    SmallVector<int64_t> coefficients;
    bool isLinear =
        expr.isPureAffine() &&
        succeeded(
            getFlattenedAffineExpr(start, extents.size(), 0, &coefficients)) &&
        coefficients.size() == extents.size() + 1 &&
        llvm::all_of(coefficients, [](int64_t c) { return c >= 0; });
    SmallVector<AffineExpr> rest;
    for (unsigned loop = 0; loop < extents.size(); ++loop)
      rest.push_back(isDynamic(loop)
                         ? getAffineConstantExpr(0, expr.getContext())
                         : getAffineDimExpr(loop, expr.getContext()));
    isLinear =
        isLinear && simplifyAffineExpr(expr - start - expr.replaceDims(rest),
                                       extents.size(), 0) == 0;
    if (isLinear)
      continue;
    reason = "expected operand " + std::to_string(operand.getOperandNumber()) +
             " to be addressed by sums of the loops of unknown size";
    return failure();
  }
  return success();
}

/// Iterations beyond the end of a reduction must read nothing but padding, and
/// blocks must keep the order of a fold that depends on it.
LogicalResult DynamicBlocks::checkReductions(std::string &reason) {
  SmallVector<utils::IteratorType> iterators = op.getIteratorTypesArray();
  Type element = getElementTypeOrSelf(op.getDpsInits()[0].getType());
  bool keepsOrder = isa<FloatType>(element) &&
                    !bitEnumContainsAny(match.weakened, Numerics::Reassoc);
  bool isFirst = true;
  SmallVector<AccessedValue> values = getAccessedValues(op);
  for (unsigned loop = 0; loop < extents.size(); ++loop) {
    if (iterators[loop] != utils::IteratorType::reduction)
      continue;
    if (keepsOrder && !isFirst && isDynamic(loop)) {
      reason = "expected the reduction of unknown size to be the outermost "
               "reduction, to keep the order of its sum";
      return failure();
    }
    isFirst &= extents[loop] == 1 || (isDynamic(loop) && blocks[loop] == 1);
    if (!isDynamic(loop) || blocks[loop] == 1)
      continue;
    if (!match.hasNeutralPadding) {
      reason = "expected padding of all operands that leaves the accumulator "
               "alone";
      return failure();
    }
    for (const dsa::MatchedOperand &operand : match.operands) {
      // The accumulator, and what is read whole.
      const AccessedValue &source = values[operand.source];
      if (operand.source + 1 == values.size() || source.isTable)
        continue;
      if (source.map.getResultPosition(getAffineDimExpr(loop, op.getContext())))
        continue;
      reason = "expected reduction loop " + std::to_string(loop) +
               " of unknown size to be a dimension of operand " +
               std::to_string(operand.source);
      return failure();
    }
  }
  return success();
}

LogicalResult DynamicBlocks::plan(int64_t cacheBytes, std::string &reason) {
  if (llvm::any_of(match.instructionExtents, ShapedType::isDynamic)) {
    reason = "expected an instruction of known size";
    return failure();
  }
  for (OpOperand &operand : op->getOpOperands())
    if (failed(checkAccess(operand, reason)))
      return failure();
  AffineMap output = op.getMatchingIndexingMap(op.getDpsInitOperand(0));
  if (!output.isProjectedPermutation()) {
    reason = "expected each dimension of the result to be one loop";
    return failure();
  }
  chooseBlocks(cacheBytes);
  return checkReductions(reason);
}

//===----------------------------------------------------------------------===//
// Apply
//===----------------------------------------------------------------------===//

static Value asIndex(OpBuilder &builder, Location loc, OpFoldResult value) {
  return getValueOrCreateConstantIndexOp(builder, loc, value);
}

/// The block of `operand` that starts at `starts`, padded where it is not
/// `isWhole`. `real` is how much of it there is.
static Value sliceBlock(OpBuilder &builder, Location loc, Value operand,
                        ArrayRef<int64_t> shape, ArrayRef<OpFoldResult> offsets,
                        bool isWhole, TypedAttr padding,
                        SmallVectorImpl<OpFoldResult> &real) {
  auto type = cast<RankedTensorType>(operand.getType());
  auto blockType = RankedTensorType::get(shape, type.getElementType());
  SmallVector<OpFoldResult> strides(shape.size(), builder.getIndexAttr(1));
  if (isWhole) {
    real = getAsIndexOpFoldResult(builder.getContext(), shape);
    return tensor::ExtractSliceOp::create(builder, loc, blockType, operand,
                                          offsets, real, strides);
  }
  SmallVector<OpFoldResult> low(shape.size(), builder.getIndexAttr(0)), high;
  AffineExpr size, start, extent;
  bindDims(builder.getContext(), size, start);
  extent = builder.getAffineConstantExpr(0);
  for (auto [dim, whole] : llvm::enumerate(shape)) {
    extent = builder.getAffineConstantExpr(whole);
    real.push_back(affine::makeComposedFoldedAffineMin(
        builder, loc,
        AffineMap::get(2, 0, {extent, size - start}, builder.getContext()),
        {tensor::getMixedSize(builder, loc, operand, dim), offsets[dim]}));
    high.push_back(affine::makeComposedFoldedAffineApply(
        builder, loc, AffineMap::get(1, 0, extent - size), {real.back()}));
  }
  Value slice = tensor::ExtractSliceOp::create(builder, loc, operand, offsets,
                                               real, strides);
  Value value = arith::ConstantOp::create(builder, loc, padding);
  return tensor::PadOp::create(builder, loc, blockType, slice, low, high,
                               value);
}

Value DynamicBlocks::emitBlock(OpBuilder &builder,
                               ArrayRef<OpFoldResult> starts, Value carried,
                               bool isWhole) {
  Location loc = op->getLoc();
  SmallVector<Value> operands;
  SmallVector<OpFoldResult> offsets, real;
  for (OpOperand &operand : op->getOpOperands()) {
    bool isInit = op.isDpsInit(&operand);
    Type element = getElementTypeOrSelf(operand.get().getType());
    TypedAttr padding = builder.getZeroAttr(element);
    for (const dsa::MatchedOperand &matched : match.operands)
      if (!isInit && matched.source == operand.getOperandNumber())
        padding = matched.padding;
    offsets.clear();
    real.clear();
    for (AffineExpr expr : op.getMatchingIndexingMap(&operand).getResults())
      offsets.push_back(affine::makeComposedFoldedAffineApply(
          builder, loc,
          AffineMap::get(extents.size(), 0, getStart(expr, extents)), starts));
    operands.push_back(
        sliceBlock(builder, loc, isInit ? carried : operand.get(),
                   getBlockShape(operand), offsets, isWhole, padding, real));
  }
  // The init is the last operand: `offsets` and `real` are those of its block.
  auto block = cast<linalg::LinalgOp>(
      clone(builder, op, operands.back().getType(), operands));
  created.push_back(block);
  SmallVector<OpFoldResult> zeros(real.size(), builder.getIndexAttr(0)),
      ones(real.size(), builder.getIndexAttr(1));
  Value result = block->getResult(0);
  if (!isWhole)
    result =
        tensor::ExtractSliceOp::create(builder, loc, result, zeros, real, ones);
  return tensor::InsertSliceOp::create(builder, loc, result, carried, offsets,
                                       real, ones);
}

Value DynamicBlocks::emitEither(OpBuilder &builder,
                                ArrayRef<OpFoldResult> starts, Value carried) {
  Location loc = op->getLoc();
  Value isWhole = arith::ConstantIntOp::create(builder, loc, 1, 1);
  AffineExpr start = builder.getAffineDimExpr(0);
  for (unsigned loop = 0; loop < extents.size(); ++loop) {
    if (!isDynamic(loop) || blocks[loop] == 1)
      continue;
    Value end =
        asIndex(builder, loc,
                affine::makeComposedFoldedAffineApply(
                    builder, loc, AffineMap::get(1, 0, start + blocks[loop]),
                    {starts[loop]}));
    Value fits = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::sle,
                                       end, asIndex(builder, loc, sizes[loop]));
    isWhole = arith::AndIOp::create(builder, loc, isWhole, fits);
  }
  auto yield = [&](bool whole) {
    return [&, whole](OpBuilder &nested, Location loc) {
      scf::YieldOp::create(nested, loc,
                           emitBlock(nested, starts, carried, whole));
    };
  };
  return scf::IfOp::create(builder, loc, isWhole, yield(true), yield(false))
      .getResult(0);
}

Value DynamicBlocks::emitLoop(OpBuilder &builder, unsigned loop,
                              SmallVector<OpFoldResult> starts, Value carried) {
  while (loop < extents.size() && !isDynamic(loop))
    ++loop;
  if (loop == extents.size())
    return emitEither(builder, starts, carried);
  Location loc = op->getLoc();
  auto nest = scf::ForOp::create(
      builder, loc, asIndex(builder, loc, builder.getIndexAttr(0)),
      asIndex(builder, loc, sizes[loop]),
      asIndex(builder, loc, builder.getIndexAttr(blocks[loop])), carried,
      [&](OpBuilder &nested, Location loc, Value variable, ValueRange values) {
        starts[loop] = variable;
        scf::YieldOp::create(
            nested, loc, emitLoop(nested, loop + 1, starts, values.front()));
      });
  return nest.getResult(0);
}

SmallVector<linalg::LinalgOp> DynamicBlocks::emit(RewriterBase &rewriter) {
  rewriter.setInsertionPoint(op);
  for (Range range : op.createLoopRanges(rewriter, op->getLoc()))
    sizes.push_back(range.size);
  SmallVector<OpFoldResult> starts(extents.size(), rewriter.getIndexAttr(0));
  Value result = emitLoop(rewriter, 0, starts, op.getDpsInits()[0]);
  rewriter.replaceOp(op, result);
  return std::move(created);
}

FailureOr<SmallVector<linalg::LinalgOp>>
dsa::tile::cutToStaticBlocks(RewriterBase &rewriter, linalg::LinalgOp op,
                             const dsa::ResolvedMatch &match,
                             int64_t cacheBytes, std::string &reason) {
  DynamicBlocks blocks(op, match);
  if (failed(blocks.plan(cacheBytes, reason)))
    return failure();
  return blocks.emit(rewriter);
}
