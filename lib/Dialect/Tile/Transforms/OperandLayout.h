// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Where the blocks of an instruction's operand lie: a gather of the source
/// operand, as slices of the source itself, of a rearranged copy, or of a copy
/// that is gathered element by element.
#ifndef DSA_LIB_DIALECT_TILE_TRANSFORMS_OPERANDLAYOUT_H
#define DSA_LIB_DIALECT_TILE_TRANSFORMS_OPERANDLAYOUT_H

#include "dsa/Equivalence/Match.h"

namespace mlir::dsa::tile {

/// One dimension of the tensor that blocks are slices of.
struct Factor {
  /// Where a block starts, over block coordinates.
  AffineExpr offset;
  /// Extent of the dimension; how much of it a block takes, and by which step.
  int64_t extent = 1, size = 1, stride = 1;
  /// The register coordinate it is; -1 for none.
  int registerCoordinate = -1;
  /// The dimension of the source it is a part of.
  unsigned sourceDim = 0;
};

/// How the blocks of one operand are found.
struct OperandLayout {
  enum class Kind {
    /// Slices of the source, reshaped but not copied.
    Direct,
    /// Slices of a copy with its dimensions in another order.
    Permuted,
    /// A copy of each block, gathered element by element.
    Gathered,
  };
  Kind kind = Kind::Direct;
  /// The block as the instruction takes it: a tensor without encoding.
  RankedTensorType block;
  /// The dimensions that blocks are slices of, in their order.
  SmallVector<Factor> factors;

  /// Direct and Permuted: the source's shape after padding, and the position of
  /// each of `factors` among the parts of the source in their order.
  SmallVector<int64_t> paddedShape;
  SmallVector<int64_t> permutation;
  SmallVector<ReassociationIndices> parts;

  /// Gathered: from (block coordinates, register coordinates) to the loops of
  /// the operation that the operand uses, and from those to the source.
  SmallVector<AffineExpr> loops;
  SmallVector<int64_t> loopExtents;
  SmallVector<AffineExpr> sourceIndices;
  /// The block coordinates that are dimensions of the copy, in their order.
  SmallVector<unsigned> blockDims;

  bool isPadded(RankedTensorType source) const {
    return source.getShape() != ArrayRef(paddedShape);
  }
};

/// The blocks of a match as a grid, simplified under the extents of its
/// coordinates: dimensions are the block coordinates, then the instruction's
/// loops.
struct BlockGrid {
  BlockGrid(linalg::LinalgOp op, const dsa::ResolvedMatch &match);

  mutable linalg::LinalgOp op;
  const dsa::ResolvedMatch &match;
  /// Each loop of the operation over the grid.
  SmallVector<AffineExpr> loops;
  SmallVector<int64_t> loopExtents;
  SmallVector<int64_t> extents;
  /// Whether the grid goes beyond the loop's extent.
  SmallVector<bool> isRagged;
  /// Whether each point of the grid within all extents stands for exactly one
  /// iteration.
  bool isExact = true;

  unsigned numBlockCoordinates() const { return match.blockExtents.size(); }
  /// Simplifies `expr` for coordinates within their extents.
  AffineExpr simplify(AffineExpr expr) const;
  /// The largest value of `expr` for coordinates within their extents.
  int64_t upperBound(AffineExpr expr) const;
};

/// Finds how operand `index` of the instruction is laid out. `memory` are the
/// memref types that its loads and stores take. Fails with a reason.
FailureOr<OperandLayout> computeLayout(const BlockGrid &grid, unsigned index,
                                       ArrayRef<MemRefType> memory,
                                       bool preferCopy, std::string &reason);

/// The tensor that `value` is a view of. Sets `hasGaps` where the view may have
/// gaps between the elements of its last dimension.
Value lookThroughViews(Value value, bool &hasGaps);

/// Copies `source` into the form that `layout` takes slices of; the source
/// itself, reshaped, where no copy is needed.
Value placeOperand(OpBuilder &builder, Location loc,
                   const OperandLayout &layout, Value source,
                   TypedAttr padding);

/// Like `placeOperand` for a destination whose elements are not needed.
Value placeEmptyDestination(OpBuilder &builder, Location loc,
                            const OperandLayout &layout, Value destination);

/// Copies the blocks in `placed` back into `destination`.
Value collectResult(OpBuilder &builder, Location loc, const BlockGrid &grid,
                    const OperandLayout &layout, Value placed,
                    Value destination);

} // namespace mlir::dsa::tile

#endif // DSA_LIB_DIALECT_TILE_TRANSFORMS_OPERANDLAYOUT_H
