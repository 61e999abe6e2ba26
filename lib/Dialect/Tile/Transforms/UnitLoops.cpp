// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// A product of a matrix and a vector, on an instruction for two matrices,
/// becomes the product with a matrix of one column:
///   y[m] += a[m, k] * x[k]   -->   y[m, 0] += a[m, k] * x[k, 0]
#include "UnitLoops.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/IRMapping.h"

using namespace mlir;
using namespace mlir::dsa;
using namespace mlir::dsa::tile;

/// The loops of the instruction that nothing runs through.
static SmallVector<unsigned> findIdleLoops(const dsa::ResolvedMatch &match) {
  SmallVector<unsigned> idle;
  unsigned numBlocks = match.blockExtents.size();
  for (auto [loop, extent] : llvm::enumerate(match.instructionExtents)) {
    auto value =
        dyn_cast<AffineConstantExpr>(match.mapping.getResult(numBlocks + loop));
    if (value && value.getValue() == 0 && extent > 1)
      idle.push_back(loop);
  }
  return idle;
}

bool dsa::tile::hasIdleLoops(const dsa::ResolvedMatch &match) {
  return !findIdleLoops(match).empty();
}

/// `value` with `numUnits` dimensions of extent 1 at its end.
static Value expand(OpBuilder &builder, Location loc, Value value,
                    unsigned numUnits) {
  if (numUnits == 0)
    return value;
  auto type = cast<RankedTensorType>(value.getType());
  SmallVector<int64_t> shape(type.getShape());
  SmallVector<ReassociationIndices> groups;
  for (int64_t dim = 0; dim < type.getRank(); ++dim)
    groups.push_back({dim});
  for (unsigned unit = 0; unit < numUnits; ++unit) {
    if (!groups.empty())
      groups.back().push_back(shape.size());
    shape.push_back(1);
  }
  auto expanded = RankedTensorType::get(shape, type.getElementType());
  // What is the same everywhere stays visibly so.
  SplatElementsAttr splat;
  if (matchPattern(value, m_Constant(&splat)))
    return arith::ConstantOp::create(builder, loc, splat.resizeSplat(expanded));
  if (auto fill = value.getDefiningOp<linalg::FillOp>()) {
    Value into = expand(builder, loc, fill.getOutputs()[0], numUnits);
    return linalg::FillOp::create(builder, loc, fill.getInputs(), into)
        .getResult(0);
  }
  return tensor::ExpandShapeOp::create(builder, loc, expanded, value, groups);
}

/// `value` as `type`, which has fewer dimensions of extent 1 at its end.
static Value collapse(OpBuilder &builder, Location loc, Value value,
                      Type type) {
  if (value.getType() == type)
    return value;
  int64_t rank = cast<RankedTensorType>(type).getRank();
  SmallVector<ReassociationIndices> groups;
  for (int64_t dim = 0; dim < cast<RankedTensorType>(value.getType()).getRank();
       ++dim) {
    if (dim < rank)
      groups.push_back({dim});
    else if (!groups.empty())
      groups.back().push_back(dim);
  }
  return tensor::CollapseShapeOp::create(builder, loc, type, value, groups);
}

namespace {
/// Loops that are added to one operation.
class UnitLoops {
public:
  UnitLoops(linalg::LinalgOp op, const dsa::ResolvedMatch &match)
      : op(op), match(match), idle(findIdleLoops(match)),
        values(getAccessedValues(op)), units(values.size()) {}

  /// Finds the operands that each loop addresses.
  LogicalResult plan(std::string &reason);
  linalg::GenericOp emit(RewriterBase &rewriter);

private:
  bool isReduction(unsigned loop) const;
  dsa::MatchAttr extendMatch() const;

  linalg::LinalgOp op;
  const dsa::ResolvedMatch &match;
  SmallVector<unsigned> idle;
  SmallVector<AccessedValue> values;
  /// For each access of the operation, the new loops that address it.
  SmallVector<SmallVector<unsigned>> units;
};
} // namespace

LogicalResult UnitLoops::plan(std::string &reason) {
  llvm::BitVector seen(values.size());
  for (auto [index, operand] : llvm::enumerate(match.operands)) {
    SmallVector<unsigned> wanted;
    for (auto [unit, loop] : llvm::enumerate(idle))
      if (operand.registerMap.isFunctionOfDim(loop))
        wanted.push_back(unit);
    SmallVector<unsigned> &known = units[operand.source];
    if (seen.test(operand.source) && known != wanted) {
      reason = "expected the instruction's operands that read operand " +
               std::to_string(operand.source) +
               " to be addressed by the same idle loops";
      return failure();
    }
    seen.set(operand.source);
    known = wanted;
  }
  return success();
}

bool UnitLoops::isReduction(unsigned loop) const {
  return !match.operands[match.accumulator].registerMap.isFunctionOfDim(loop);
}

/// The match with the new loops in the place of the zeros.
dsa::MatchAttr UnitLoops::extendMatch() const {
  auto old = op->getAttrOfType<dsa::MatchAttr>(dsa::kMatchAttrName);
  MLIRContext *context = op->getContext();
  unsigned numLoops = match.mapping.getNumDims();
  unsigned numBlocks = match.blockExtents.size();
  ArrayRef<AffineExpr> results = match.mapping.getResults();
  SmallVector<AffineExpr> extended(results.take_front(numBlocks));
  SmallVector<AffineExpr> inner(results.drop_front(numBlocks));
  for (auto [unit, loop] : llvm::enumerate(idle)) {
    AffineExpr dim = getAffineDimExpr(numLoops + unit, context);
    int64_t extent = match.instructionExtents[loop];
    extended.push_back(dim.floorDiv(extent));
    inner[loop] = dim % extent;
  }
  llvm::append_range(extended, inner);
  return dsa::MatchAttr::get(
      context, old.getInstruction(),
      AffineMap::get(numLoops + idle.size(), 0, extended, context),
      old.getOperands(), old.getWeakened(), old.getProof(), old.getRanges());
}

linalg::GenericOp UnitLoops::emit(RewriterBase &rewriter) {
  Location loc = op->getLoc();
  rewriter.setInsertionPoint(op);
  unsigned numLoops = op.getNumLoops(), numAll = numLoops + idle.size();
  SmallVector<utils::IteratorType> iterators = op.getIteratorTypesArray();
  for (unsigned loop : idle)
    iterators.push_back(isReduction(loop) ? utils::IteratorType::reduction
                                          : utils::IteratorType::parallel);
  SmallVector<Value> operands;
  SmallVector<AffineMap> maps;
  for (auto [access, accessed] : llvm::enumerate(values)) {
    // What the body looks up in stays as it is.
    if (accessed.isTable)
      continue;
    ArrayRef<unsigned> added = units[access];
    SmallVector<AffineExpr> results(accessed.map.getResults());
    for (unsigned unit : added)
      results.push_back(rewriter.getAffineDimExpr(numLoops + unit));
    maps.push_back(AffineMap::get(numAll, 0, results, rewriter.getContext()));
    operands.push_back(expand(rewriter, loc, accessed.value, added.size()));
  }
  auto generic = linalg::GenericOp::create(
      rewriter, loc, operands.back().getType(), ArrayRef(operands).drop_back(),
      operands.back(), maps, iterators);
  rewriter.cloneRegionBefore(op->getRegion(0), generic.getRegion(),
                             generic.getRegion().begin());
  generic->setAttr(dsa::kMatchAttrName, extendMatch());
  rewriter.replaceOp(op, collapse(rewriter, loc, generic.getResult(0),
                                  op->getResult(0).getType()));
  return generic;
}

FailureOr<linalg::LinalgOp>
dsa::tile::addUnitLoops(RewriterBase &rewriter, linalg::LinalgOp op,
                        const dsa::ResolvedMatch &match, std::string &reason) {
  UnitLoops loops(op, match);
  if (failed(loops.plan(reason)))
    return failure();
  return linalg::LinalgOp(loops.emit(rewriter));
}
