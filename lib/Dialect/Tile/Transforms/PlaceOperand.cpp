// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Emits the packing code of a layout, and the code that undoes it. All of it
/// is ordinary tensor and linalg operations, so that it can be folded.
#include "OperandLayout.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/IndexingUtils.h"

using namespace mlir;
using namespace mlir::dsa;
using namespace mlir::dsa::tile;

/// The extents of all parts of the source, in the order of the source.
static SmallVector<int64_t> getPartShape(const OperandLayout &layout) {
  SmallVector<int64_t> shape(layout.factors.size());
  for (auto [position, factor] : llvm::enumerate(layout.factors))
    shape[layout.permutation.empty() ? position
                                     : layout.permutation[position]] =
        factor.extent;
  return shape;
}

static SmallVector<int64_t> getPlacedShape(const OperandLayout &layout) {
  return llvm::map_to_vector(
      layout.factors, [](const Factor &factor) { return factor.extent; });
}

Value dsa::tile::lookThroughViews(Value value, bool &hasGaps) {
  while (Operation *op = value.getDefiningOp()) {
    if (auto slice = dyn_cast<tensor::ExtractSliceOp>(op))
      hasGaps |= !slice.hasUnitStride() ||
                 slice.getSourceType().getRank() != slice.getType().getRank();
    if (!isa<tensor::ExtractSliceOp, tensor::ExpandShapeOp,
             tensor::CollapseShapeOp, tensor::CastOp>(op))
      break;
    value = op->getOperand(0);
  }
  return value;
}

static Value empty(OpBuilder &builder, Location loc, ArrayRef<int64_t> shape,
                   Type elementType) {
  return tensor::EmptyOp::create(builder, loc, shape, elementType);
}

static Value padHigh(OpBuilder &builder, Location loc, Value source,
                     ArrayRef<int64_t> shape, TypedAttr padding) {
  auto type = cast<RankedTensorType>(source.getType());
  if (type.getShape() == shape)
    return source;
  SmallVector<OpFoldResult> low(shape.size(), builder.getIndexAttr(0)), high;
  for (auto [padded, extent] : llvm::zip(shape, type.getShape()))
    high.push_back(builder.getIndexAttr(padded - extent));
  Value value = arith::ConstantOp::create(builder, loc, padding);
  return tensor::PadOp::create(
      builder, loc, RankedTensorType::get(shape, type.getElementType()), source,
      low, high, value);
}

static Value expand(OpBuilder &builder, Location loc,
                    const OperandLayout &layout, Value padded) {
  SmallVector<int64_t> shape = getPartShape(layout);
  auto type = cast<RankedTensorType>(padded.getType());
  if (shape == type.getShape())
    return padded;
  return tensor::ExpandShapeOp::create(
      builder, loc, RankedTensorType::get(shape, type.getElementType()), padded,
      layout.parts);
}

static Value collapse(OpBuilder &builder, Location loc,
                      const OperandLayout &layout, Value parts) {
  if (getPartShape(layout) == layout.paddedShape)
    return parts;
  return tensor::CollapseShapeOp::create(builder, loc, parts, layout.parts);
}

/// The element at `indices` of `source`, or `padding` where `isInside` (if
/// there is one) is false. Reads within bounds either way.
static Value readElement(OpBuilder &builder, Location loc, Value source,
                         ArrayRef<Value> indices, Value isInside,
                         TypedAttr padding) {
  if (!isInside)
    return tensor::ExtractOp::create(builder, loc, source, indices);
  Value zero = arith::ConstantIndexOp::create(builder, loc, 0);
  SmallVector<Value> safe;
  for (Value index : indices)
    safe.push_back(
        arith::SelectOp::create(builder, loc, isInside, index, zero));
  Value element = tensor::ExtractOp::create(builder, loc, source, safe);
  Value outside = arith::ConstantOp::create(builder, loc, padding);
  return arith::SelectOp::create(builder, loc, isInside, element, outside);
}

static Value apply(OpBuilder &builder, Location loc, AffineExpr expr,
                   ValueRange dims) {
  OpFoldResult result = affine::makeComposedFoldedAffineApply(
      builder, loc, AffineMap::get(dims.size(), 0, expr),
      getAsOpFoldResult(dims));
  return getValueOrCreateConstantIndexOp(builder, loc, result);
}

/// A linalg.generic without inputs over `destination`, whose element at given
/// indices `body` computes.
static Value generate(OpBuilder &builder, Location loc, Value destination,
                      function_ref<Value(OpBuilder &, ValueRange)> body) {
  auto type = cast<RankedTensorType>(destination.getType());
  SmallVector<utils::IteratorType> iterators(type.getRank(),
                                             utils::IteratorType::parallel);
  AffineMap identity = builder.getMultiDimIdentityMap(type.getRank());
  auto generic = linalg::GenericOp::create(
      builder, loc, type, ValueRange(), destination, identity, iterators,
      [&](OpBuilder &nested, Location loc, ValueRange) {
        SmallVector<Value> indices;
        for (int64_t dim = 0; dim < type.getRank(); ++dim)
          indices.push_back(linalg::IndexOp::create(nested, loc, dim));
        linalg::YieldOp::create(nested, loc, body(nested, indices));
      });
  return generic.getResult(0);
}

static Value gather(OpBuilder &builder, Location loc,
                    const OperandLayout &layout, Value source,
                    TypedAttr padding) {
  Type elementType = cast<RankedTensorType>(source.getType()).getElementType();
  Value destination = empty(builder, loc, getPlacedShape(layout), elementType);
  return generate(
      builder, loc, destination, [&](OpBuilder &nested, ValueRange indices) {
        SmallVector<Value> loops, sourceIndices;
        Value isInside;
        for (auto [expr, extent] :
             llvm::zip(layout.loops, layout.loopExtents)) {
          loops.push_back(apply(nested, loc, expr, indices));
          if (extent == std::numeric_limits<int64_t>::max())
            continue;
          Value end = arith::ConstantIndexOp::create(nested, loc, extent);
          Value isBelow = arith::CmpIOp::create(
              nested, loc, arith::CmpIPredicate::slt, loops.back(), end);
          isInside = isInside
                         ? arith::AndIOp::create(nested, loc, isInside, isBelow)
                         : isBelow;
        }
        for (AffineExpr expr : layout.sourceIndices)
          sourceIndices.push_back(apply(nested, loc, expr, loops));
        return readElement(nested, loc, source, sourceIndices, isInside,
                           padding);
      });
}

/// Copies `source` even where it has the layout already: its buffer may not.
static Value permute(OpBuilder &builder, Location loc, Value source, Value into,
                     ArrayRef<int64_t> permutation) {
  if (llvm::is_sorted(permutation))
    return linalg::CopyOp::create(builder, loc, source, into).getResult(0);
  return linalg::TransposeOp::create(builder, loc, source, into, permutation)
      ->getResult(0);
}

Value dsa::tile::placeOperand(OpBuilder &builder, Location loc,
                              const OperandLayout &layout, Value source,
                              TypedAttr padding) {
  if (layout.kind == OperandLayout::Kind::Gathered)
    return gather(builder, loc, layout, source, padding);
  Value padded = padHigh(builder, loc, source, layout.paddedShape, padding);
  Value parts = expand(builder, loc, layout, padded);
  if (layout.kind == OperandLayout::Kind::Direct)
    return parts;
  Type elementType = cast<RankedTensorType>(source.getType()).getElementType();
  Value into = empty(builder, loc, getPlacedShape(layout), elementType);
  return permute(builder, loc, parts, into, layout.permutation);
}

Value dsa::tile::placeEmptyDestination(OpBuilder &builder, Location loc,
                                       const OperandLayout &layout,
                                       Value destination) {
  auto type = cast<RankedTensorType>(destination.getType());
  if (layout.kind == OperandLayout::Kind::Direct && !layout.isPadded(type))
    return expand(builder, loc, layout, destination);
  return empty(builder, loc, getPlacedShape(layout), type.getElementType());
}

/// From each element of the destination to its place in a gathered copy.
static Value scatter(OpBuilder &builder, Location loc, const BlockGrid &grid,
                     const OperandLayout &layout, AffineMap outputMap,
                     AffineMap registerMap, Value placed, Value destination) {
  MLIRContext *context = builder.getContext();
  // Loops of the operation in terms of the destination's dimensions.
  SmallVector<AffineExpr> loops(outputMap.getNumDims(),
                                getAffineConstantExpr(0, context));
  for (auto [dim, expr] : llvm::enumerate(outputMap.getResults()))
    loops[cast<AffineDimExpr>(expr).getPosition()] =
        getAffineDimExpr(dim, context);
  AffineMap mapping = grid.match.mapping;
  SmallVector<AffineExpr> places;
  for (unsigned dim : layout.blockDims)
    places.push_back(mapping.getResult(dim).replaceDims(loops));
  for (AffineExpr expr : registerMap.getResults()) {
    unsigned position = cast<AffineDimExpr>(expr).getPosition();
    places.push_back(mapping.getResult(grid.numBlockCoordinates() + position)
                         .replaceDims(loops));
  }
  return generate(
      builder, loc, destination, [&](OpBuilder &nested, ValueRange indices) {
        SmallVector<Value> place;
        for (AffineExpr expr : places)
          place.push_back(apply(nested, loc, expr, indices));
        return readElement(nested, loc, placed, place, Value(), TypedAttr());
      });
}

Value dsa::tile::collectResult(OpBuilder &builder, Location loc,
                               const BlockGrid &grid,
                               const OperandLayout &layout, Value placed,
                               Value destination) {
  auto type = cast<RankedTensorType>(destination.getType());
  if (layout.kind == OperandLayout::Kind::Gathered) {
    linalg::LinalgOp op = grid.op;
    return scatter(builder, loc, grid, layout,
                   op.getMatchingIndexingMap(op.getDpsInitOperand(0)),
                   grid.match.operands[grid.match.accumulator].registerMap,
                   placed, destination);
  }
  bool isPadded = layout.isPadded(type);
  Value parts = placed;
  if (layout.kind == OperandLayout::Kind::Permuted) {
    Value into = isPadded ? empty(builder, loc, getPartShape(layout),
                                  type.getElementType())
                          : expand(builder, loc, layout, destination);
    parts = permute(builder, loc, placed, into,
                    invertPermutationVector(layout.permutation));
  }
  Value whole = collapse(builder, loc, layout, parts);
  if (!isPadded)
    return whole;
  SmallVector<OpFoldResult> offsets(type.getRank(), builder.getIndexAttr(0));
  SmallVector<OpFoldResult> strides(type.getRank(), builder.getIndexAttr(1));
  SmallVector<OpFoldResult> sizes =
      getAsIndexOpFoldResult(builder.getContext(), type.getShape());
  Value slice = tensor::ExtractSliceOp::create(builder, loc, whole, offsets,
                                               sizes, strides);
  return linalg::CopyOp::create(builder, loc, slice, destination).getResult(0);
}
