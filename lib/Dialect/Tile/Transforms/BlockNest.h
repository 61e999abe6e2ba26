// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The loops over the blocks of a matched operation, and the register block
/// inside them.
#ifndef DSA_LIB_DIALECT_TILE_TRANSFORMS_BLOCKNEST_H
#define DSA_LIB_DIALECT_TILE_TRANSFORMS_BLOCKNEST_H

#include "OperandLayout.h"
#include "dsa/DataMovement/Blocking.h"
#include "dsa/Dialect/Tile/IR/Tile.h"

namespace mlir::dsa::tile {

/// An operand in the form that its blocks are slices of.
struct PlacedOperand {
  const OperandLayout *layout;
  /// The type of a block in its register class.
  RankedTensorType registerType;
  /// The coordinates of the grid that its blocks depend on.
  SmallVector<bool> uses;
  /// Null for the accumulator: the loops carry it.
  Value tensor;
};

/// The operation in an instruction's semantics, to be repeated for each block.
class BlockOperation {
public:
  BlockOperation(const dsa::ResolvedMatch &match, dsa::MatchAttr decision);

  /// The operation on one block; `values` are the instruction's operands.
  Value emit(OpBuilder &builder, Location loc, ValueRange values) const;

private:
  /// The ranges of a match for the operation on one block, padding included.
  ArrayAttr getRangesOfBlocks(const dsa::ResolvedMatch &match,
                              ArrayAttr original) const;

  linalg::LinalgOp semantics;
  /// The instruction operand that each access of the operation is.
  SmallVector<unsigned> instructionOperands;
  /// The decision for a block: the same instruction, once.
  dsa::MatchAttr decision;
};

class BlockNest {
public:
  BlockNest(const BlockGrid &grid, const dsa::BlockingPlan &plan,
            const BlockOperation &instruction,
            SmallVector<PlacedOperand> operands, bool startsAtZero)
      : grid(grid), plan(plan), instruction(instruction),
        operands(std::move(operands)), startsAtZero(startsAtZero) {}

  /// Emits the loops that compute all blocks into `destination`.
  Value emit(OpBuilder &builder, Location loc, Value destination);

private:
  /// A range of blocks along a coordinate.
  struct Range {
    OpFoldResult start;
    OpFoldResult size;
  };
  /// A register block: where it starts, and how many blocks it has along each
  /// coordinate.
  struct Window {
    SmallVector<OpFoldResult> start;
    SmallVector<int64_t> size;
  };
  using Body = llvm::function_ref<Value(OpBuilder &, OpFoldResult, Value)>;

  Value emitLoop(OpBuilder &builder, Location loc, OpFoldResult start,
                 OpFoldResult size, int64_t step, Value carried, Body body);
  Value emitBatch(OpBuilder &builder, Location loc, unsigned coordinate,
                  Window window, Value carried);
  Value emitRemainders(OpBuilder &builder, Location loc, Window window,
                       Value carried);
  Value emitCacheBlocks(OpBuilder &builder, Location loc, Window window,
                        ArrayRef<Range> ranges, Value carried);
  Value emitChunks(OpBuilder &builder, Location loc, Window window,
                   ArrayRef<Range> ranges, Value carried);
  Value emitRegisterBlocks(OpBuilder &builder, Location loc, Window window,
                           ArrayRef<Range> ranges, Range chunk, bool startsHere,
                           Value carried);
  Value emitKernel(OpBuilder &builder, Location loc, const Window &window,
                   Range chunk, bool startsHere, Value carried);
  SmallVector<Value> emitReduction(OpBuilder &builder, Location loc,
                                   const Window &window, unsigned depth,
                                   Range chunk, ValueRange accumulators);
  SmallVector<Value> emitStep(OpBuilder &builder, Location loc,
                              const Window &window, ValueRange accumulators);

  Value emitSlice(OpBuilder &builder, Location loc,
                  const PlacedOperand &operand, ArrayRef<OpFoldResult> block,
                  Value tensor);
  Value emitInsert(OpBuilder &builder, Location loc, Value block,
                   ArrayRef<OpFoldResult> coordinates, Value into);
  void getSlice(OpBuilder &builder, Location loc, const PlacedOperand &operand,
                ArrayRef<OpFoldResult> block,
                SmallVector<OpFoldResult> &offsets,
                SmallVector<OpFoldResult> &sizes,
                SmallVector<OpFoldResult> &strides);

  PlacedOperand &accumulator() { return operands[grid.match.accumulator]; }

  const BlockGrid &grid;
  const dsa::BlockingPlan &plan;
  const BlockOperation &instruction;
  SmallVector<PlacedOperand> operands;
  bool startsAtZero;
};

} // namespace mlir::dsa::tile

#endif // DSA_LIB_DIALECT_TILE_TRANSFORMS_BLOCKNEST_H
