// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Loops from the outside in: batch coordinates, cache blocks, chunks of the
/// reduction, register blocks. Register blocks that do not divide a coordinate
/// get loops of their own at its end.
#include "BlockNest.h"
#include "dsa/Equivalence/Ranges.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/Transforms/RegionUtils.h"

using namespace mlir;
using namespace mlir::dsa;
using namespace mlir::dsa::tile;

static OpFoldResult add(OpBuilder &builder, Location loc, OpFoldResult a,
                        OpFoldResult b) {
  AffineExpr x, y;
  bindDims(builder.getContext(), x, y);
  return affine::makeComposedFoldedAffineApply(builder, loc, x + y, {a, b});
}

/// The smaller of `size` and what is left from `offset` to `extent`.
static OpFoldResult clamp(OpBuilder &builder, Location loc, int64_t size,
                          OpFoldResult offset, int64_t extent) {
  if (extent % size == 0)
    return builder.getIndexAttr(size);
  AffineExpr x = builder.getAffineDimExpr(0);
  AffineExpr whole = builder.getAffineConstantExpr(size);
  return affine::makeComposedFoldedAffineMin(
      builder, loc,
      AffineMap::get(1, 0, {whole, extent - x}, builder.getContext()),
      {offset});
}

/// A loop over `[0, size)` that gives its body `start` plus its variable: the
/// trip count then does not depend on the position.
Value BlockNest::emitLoop(OpBuilder &builder, Location loc, OpFoldResult start,
                          OpFoldResult size, int64_t step, Value carried,
                          Body body) {
  std::optional<int64_t> constant = getConstantIntValue(size);
  if (constant && *constant <= step)
    return body(builder, start, carried);
  auto index = [&](OpFoldResult value) {
    return getValueOrCreateConstantIndexOp(builder, loc, value);
  };
  auto loop = scf::ForOp::create(
      builder, loc, index(builder.getIndexAttr(0)), index(size),
      index(builder.getIndexAttr(step)), carried,
      [&](OpBuilder &nested, Location loc, Value variable, ValueRange values) {
        OpFoldResult position = add(nested, loc, start, variable);
        scf::YieldOp::create(nested, loc,
                             body(nested, position, values.front()));
      });
  return loop.getResult(0);
}

Value BlockNest::emit(OpBuilder &builder, Location loc, Value destination) {
  Window window;
  window.start.assign(plan.registerBlock.size(), builder.getIndexAttr(0));
  window.size.assign(plan.registerBlock.size(), 1);
  return emitBatch(builder, loc, 0, window, destination);
}

/// Parallel coordinates that no register block is along.
Value BlockNest::emitBatch(OpBuilder &builder, Location loc,
                           unsigned coordinate, Window window, Value carried) {
  if (coordinate == grid.numBlockCoordinates())
    return emitRemainders(builder, loc, window, carried);
  bool isBatch = !grid.match.isReductionBlock[coordinate] &&
                 int(coordinate) != plan.outer && int(coordinate) != plan.inner;
  if (!isBatch)
    return emitBatch(builder, loc, coordinate + 1, window, carried);
  return emitLoop(builder, loc, builder.getIndexAttr(0),
                  builder.getIndexAttr(grid.extents[coordinate]), 1, carried,
                  [&](OpBuilder &nested, OpFoldResult position, Value value) {
                    Window inner = window;
                    inner.start[coordinate] = position;
                    return emitBatch(nested, loc, coordinate + 1, inner, value);
                  });
}

/// Up to two parts along each of the two coordinates: whole register blocks,
/// and the rest as one smaller register block.
Value BlockNest::emitRemainders(OpBuilder &builder, Location loc, Window window,
                                Value carried) {
  struct Part {
    int64_t start, extent, block;
  };
  auto getParts = [&](int coordinate) {
    SmallVector<Part> parts;
    if (coordinate < 0)
      return SmallVector<Part>{{0, 1, 1}};
    int64_t extent = grid.extents[coordinate];
    int64_t block = plan.registerBlock[coordinate];
    int64_t whole = extent / block * block;
    if (whole)
      parts.push_back({0, whole, block});
    if (whole != extent)
      parts.push_back({whole, extent - whole, extent - whole});
    return parts;
  };
  for (const Part &outer : getParts(plan.outer))
    for (const Part &inner : getParts(plan.inner)) {
      Window part = window;
      if (plan.outer >= 0)
        part.size[plan.outer] = outer.block;
      if (plan.inner >= 0)
        part.size[plan.inner] = inner.block;
      Range ranges[] = {{builder.getIndexAttr(outer.start),
                         builder.getIndexAttr(outer.extent)},
                        {builder.getIndexAttr(inner.start),
                         builder.getIndexAttr(inner.extent)}};
      carried = emitCacheBlocks(builder, loc, part, ranges, carried);
    }
  return carried;
}

Value BlockNest::emitCacheBlocks(OpBuilder &builder, Location loc,
                                 Window window, ArrayRef<Range> ranges,
                                 Value carried) {
  auto stepOf = [&](int coordinate) {
    return coordinate < 0 ? int64_t(1) : plan.cacheBlock[coordinate];
  };
  auto extentOf = [&](const Range &range) {
    return *getConstantIntValue(range.size);
  };
  int64_t outerStep = stepOf(plan.outer), innerStep = stepOf(plan.inner);
  Range outer = ranges[0], inner = ranges[1];
  AffineExpr x = builder.getAffineDimExpr(0);
  // How far a cache block that starts at `position` goes.
  auto sizeAt = [&](OpBuilder &nested, const Range &range, int64_t step,
                    OpFoldResult position) {
    int64_t start = *getConstantIntValue(range.start);
    OpFoldResult offset = affine::makeComposedFoldedAffineApply(
        nested, loc, x - start, {position});
    return clamp(nested, loc, std::min(step, extentOf(range)), offset,
                 extentOf(range));
  };
  return emitLoop(
      builder, loc, outer.start, outer.size, outerStep, carried,
      [&](OpBuilder &b0, OpFoldResult outerStart, Value value) {
        Range outerBlock = {outerStart,
                            sizeAt(b0, outer, outerStep, outerStart)};
        return emitLoop(
            b0, loc, inner.start, inner.size, innerStep, value,
            [&](OpBuilder &b1, OpFoldResult innerStart, Value value) {
              Range blocks[] = {
                  outerBlock,
                  {innerStart, sizeAt(b1, inner, innerStep, innerStart)}};
              return emitChunks(b1, loc, window, blocks, value);
            });
      });
}

/// Chunks of the first reduction coordinate. When accumulators start at zero,
/// the first chunk is apart: it does not read them from memory.
Value BlockNest::emitChunks(OpBuilder &builder, Location loc, Window window,
                            ArrayRef<Range> ranges, Value carried) {
  OpFoldResult zero = builder.getIndexAttr(0);
  if (plan.reductions.empty())
    return emitRegisterBlocks(builder, loc, window, ranges,
                              {zero, builder.getIndexAttr(1)}, startsAtZero,
                              carried);
  unsigned coordinate = plan.reductions.front();
  int64_t extent = grid.extents[coordinate];
  int64_t chunk = std::min(plan.cacheBlock[coordinate], extent);
  int64_t start = 0;
  if (startsAtZero) {
    carried = emitRegisterBlocks(builder, loc, window, ranges,
                                 {zero, builder.getIndexAttr(chunk)},
                                 /*startsHere=*/true, carried);
    start = chunk;
  }
  int64_t whole = (extent - start) / chunk * chunk;
  if (whole)
    carried = emitLoop(
        builder, loc, builder.getIndexAttr(start), builder.getIndexAttr(whole),
        chunk, carried,
        [&](OpBuilder &nested, OpFoldResult position, Value value) {
          return emitRegisterBlocks(nested, loc, window, ranges,
                                    {position, nested.getIndexAttr(chunk)},
                                    /*startsHere=*/false, value);
        });
  if (int64_t rest = extent - start - whole)
    carried = emitRegisterBlocks(
        builder, loc, window, ranges,
        {builder.getIndexAttr(start + whole), builder.getIndexAttr(rest)},
        /*startsHere=*/false, carried);
  return carried;
}

Value BlockNest::emitRegisterBlocks(OpBuilder &builder, Location loc,
                                    Window window, ArrayRef<Range> ranges,
                                    Range chunk, bool startsHere,
                                    Value carried) {
  auto stepOf = [&](int coordinate) {
    return coordinate < 0 ? int64_t(1) : window.size[coordinate];
  };
  return emitLoop(
      builder, loc, ranges[0].start, ranges[0].size, stepOf(plan.outer),
      carried, [&](OpBuilder &b0, OpFoldResult outer, Value value) {
        return emitLoop(
            b0, loc, ranges[1].start, ranges[1].size, stepOf(plan.inner), value,
            [&](OpBuilder &b1, OpFoldResult inner, Value value) {
              Window block = window;
              if (plan.outer >= 0)
                block.start[plan.outer] = outer;
              if (plan.inner >= 0)
                block.start[plan.inner] = inner;
              return emitKernel(b1, loc, block, chunk, startsHere, value);
            });
      });
}

//===----------------------------------------------------------------------===//
// A block
//===----------------------------------------------------------------------===//

BlockOperation::BlockOperation(const dsa::ResolvedMatch &match,
                               dsa::MatchAttr original) {
  dsa::InstructionOp instruction = match.instruction;
  Block &body = instruction.getSemantics().front();
  for (Operation &op : body)
    if (auto linalgOp = dyn_cast<linalg::LinalgOp>(op))
      semantics = linalgOp;
  assert(semantics && "an instruction that matches is one linalg operation");
  SmallVector<int64_t> operands(match.operands.size());
  for (auto [access, accessed] :
       llvm::enumerate(getAccessedValues(semantics))) {
    unsigned index = cast<BlockArgument>(accessed.value).getArgNumber();
    instructionOperands.push_back(index);
    operands[index] = access;
  }
  MLIRContext *context = instruction.getContext();
  decision =
      dsa::MatchAttr::get(context, original.getInstruction(),
                          AffineMap::getMultiDimIdentityMap(
                              match.instructionExtents.size(), context),
                          operands, original.getWeakened(), original.getProof(),
                          getRangesOfBlocks(match, original.getRanges()));
}

ArrayAttr BlockOperation::getRangesOfBlocks(const ResolvedMatch &match,
                                            ArrayAttr original) const {
  if (!original)
    return {};
  SmallVector<std::optional<IntegerRange>> ranges, known = readRanges(original);
  for (unsigned index : instructionOperands) {
    const MatchedOperand &operand = match.operands[index];
    ranges.push_back(known[operand.source]);
    auto padding = dyn_cast_or_null<IntegerAttr>(operand.padding);
    if (ranges.back() && padding && index != match.accumulator)
      ranges.back() = ranges.back()->including(padding.getValue());
  }
  return writeRanges(original.getContext(), ranges);
}

Value BlockOperation::emit(OpBuilder &builder, Location loc,
                           ValueRange values) const {
  SmallVector<Value> operands;
  IRMapping copies;
  for (auto [index, accessed] :
       llvm::zip_equal(instructionOperands, getAccessedValues(semantics)))
    if (accessed.isTable)
      copies.map(accessed.value, values[index]);
    else
      operands.push_back(values[index]);
  linalg::LinalgOp op = semantics;
  Operation *block = clone(builder, op, operands.back().getType(), operands);
  block->setLoc(loc);
  block->setAttr(dsa::kMatchAttrName, decision);
  // The body may use constants of the semantics around it.
  llvm::SetVector<Value> outer;
  getUsedValuesDefinedAbove(op->getRegions(), outer);
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPoint(block);
  for (Value value : outer)
    if (!copies.contains(value))
      builder.clone(*value.getDefiningOp(), copies);
  block->walk([&](Operation *inner) {
    if (inner != block)
      for (OpOperand &operand : inner->getOpOperands())
        operand.set(copies.lookupOrDefault(operand.get()));
  });
  return block->getResult(0);
}

//===----------------------------------------------------------------------===//
// A register block
//===----------------------------------------------------------------------===//

/// Calls `visit` with the coordinates of each block that differs along the
/// coordinates that `uses` has; those of `slow` come last.
template <typename Visit>
static void forEachBlock(OpBuilder &builder, Location loc,
                         ArrayRef<OpFoldResult> start, ArrayRef<int64_t> size,
                         ArrayRef<bool> uses, int slow, Visit visit) {
  SmallVector<int64_t> position(size.size(), 0);
  SmallVector<unsigned> order;
  for (unsigned coordinate = 0; coordinate < size.size(); ++coordinate)
    if (uses[coordinate] && int(coordinate) != slow)
      order.push_back(coordinate);
  if (slow >= 0 && uses[slow])
    order.push_back(slow);
  while (true) {
    SmallVector<OpFoldResult> block(start);
    for (auto [coordinate, offset] : llvm::enumerate(position))
      if (offset)
        block[coordinate] =
            add(builder, loc, start[coordinate], builder.getIndexAttr(offset));
    visit(position, block);
    bool isDone = true;
    for (unsigned coordinate : order) {
      if (++position[coordinate] < size[coordinate]) {
        isDone = false;
        break;
      }
      position[coordinate] = 0;
    }
    if (isDone)
      return;
  }
}

/// The index of the block at `position` among those that `uses` tells apart.
static unsigned getBlockIndex(ArrayRef<int64_t> position,
                              ArrayRef<int64_t> size, ArrayRef<bool> uses) {
  unsigned index = 0;
  for (auto [offset, extent, used] : llvm::zip(position, size, uses))
    if (used)
      index = index * extent + offset;
  return index;
}

void BlockNest::getSlice(OpBuilder &builder, Location loc,
                         const PlacedOperand &operand,
                         ArrayRef<OpFoldResult> block,
                         SmallVector<OpFoldResult> &offsets,
                         SmallVector<OpFoldResult> &sizes,
                         SmallVector<OpFoldResult> &strides) {
  for (const Factor &factor : operand.layout->factors) {
    offsets.push_back(affine::makeComposedFoldedAffineApply(
        builder, loc, AffineMap::get(block.size(), 0, factor.offset), block));
    sizes.push_back(builder.getIndexAttr(factor.size));
    strides.push_back(builder.getIndexAttr(factor.stride));
  }
}

Value BlockNest::emitSlice(OpBuilder &builder, Location loc,
                           const PlacedOperand &operand,
                           ArrayRef<OpFoldResult> block, Value tensor) {
  SmallVector<OpFoldResult> offsets, sizes, strides;
  getSlice(builder, loc, operand, block, offsets, sizes, strides);
  return tensor::ExtractSliceOp::create(builder, loc, operand.layout->block,
                                        tensor, offsets, sizes, strides);
}

Value BlockNest::emitInsert(OpBuilder &builder, Location loc, Value block,
                            ArrayRef<OpFoldResult> coordinates, Value into) {
  SmallVector<OpFoldResult> offsets, sizes, strides;
  getSlice(builder, loc, accumulator(), coordinates, offsets, sizes, strides);
  return tensor::InsertSliceOp::create(builder, loc, block, into, offsets,
                                       sizes, strides);
}

Value BlockNest::emitKernel(OpBuilder &builder, Location loc,
                            const Window &window, Range chunk, bool startsHere,
                            Value carried) {
  SmallVector<Value> accumulators;
  SmallVector<SmallVector<OpFoldResult>> blocks;
  RankedTensorType type = accumulator().registerType;
  forEachBlock(
      builder, loc, window.start, window.size, accumulator().uses, plan.slow,
      [&](ArrayRef<int64_t>, ArrayRef<OpFoldResult> block) {
        blocks.emplace_back(block);
        if (startsHere) {
          Attribute zero = builder.getZeroAttr(type.getElementType());
          accumulators.push_back(arith::ConstantOp::create(
              builder, loc, DenseElementsAttr::get(type, zero)));
          return;
        }
        Value slice = emitSlice(builder, loc, accumulator(), block, carried);
        accumulators.push_back(TransferOp::create(builder, loc, type, slice));
      });
  SmallVector<Value> results =
      emitReduction(builder, loc, window, 0, chunk, accumulators);
  for (auto [block, result] : llvm::zip(blocks, results)) {
    Value stored =
        TransferOp::create(builder, loc, accumulator().layout->block, result);
    carried = emitInsert(builder, loc, stored, block, carried);
  }
  return carried;
}

/// A loop for each reduction coordinate, the chunk's first.
SmallVector<Value> BlockNest::emitReduction(OpBuilder &builder, Location loc,
                                            const Window &window,
                                            unsigned depth, Range chunk,
                                            ValueRange accumulators) {
  if (depth == plan.reductions.size())
    return emitStep(builder, loc, window, accumulators);
  unsigned coordinate = plan.reductions[depth];
  Range range = chunk;
  if (depth)
    range = {builder.getIndexAttr(0),
             builder.getIndexAttr(grid.extents[coordinate])};
  int64_t size = *getConstantIntValue(range.size);
  Window inner = window;
  if (size == 1) {
    inner.start[coordinate] = range.start;
    return emitReduction(builder, loc, inner, depth + 1, chunk, accumulators);
  }
  auto index = [&](int64_t value) -> Value {
    return arith::ConstantIndexOp::create(builder, loc, value);
  };
  auto loop = scf::ForOp::create(
      builder, loc, index(0), index(size), index(1), accumulators,
      [&](OpBuilder &nested, Location loc, Value variable, ValueRange values) {
        inner.start[coordinate] = add(nested, loc, range.start, variable);
        scf::YieldOp::create(
            nested, loc,
            emitReduction(nested, loc, inner, depth + 1, chunk, values));
      });
  return llvm::to_vector_of<Value>(loop.getResults());
}

/// Does each instruction; loads each block once, when it is first needed.
SmallVector<Value> BlockNest::emitStep(OpBuilder &builder, Location loc,
                                       const Window &window,
                                       ValueRange accumulators) {
  SmallVector<DenseMap<unsigned, Value>> loaded(operands.size());
  auto load = [&](unsigned index, ArrayRef<int64_t> position,
                  ArrayRef<OpFoldResult> block) {
    const PlacedOperand &operand = operands[index];
    Value &value =
        loaded[index][getBlockIndex(position, window.size, operand.uses)];
    if (!value)
      value = TransferOp::create(
          builder, loc, operand.registerType,
          emitSlice(builder, loc, operand, block, operand.tensor));
    return value;
  };
  SmallVector<Value> results;
  forEachBlock(builder, loc, window.start, window.size, accumulator().uses,
               plan.slow,
               [&](ArrayRef<int64_t> position, ArrayRef<OpFoldResult> block) {
                 SmallVector<Value> values;
                 for (unsigned index = 0; index < operands.size(); ++index)
                   values.push_back(index == grid.match.accumulator
                                        ? accumulators[results.size()]
                                        : load(index, position, block));
                 results.push_back(instruction.emit(builder, loc, values));
               });
  return results;
}
