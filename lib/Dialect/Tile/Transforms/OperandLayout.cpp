// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Chooses how the blocks of an operand are found: the cheapest form that its
/// gather relation and the instructions that load and store it allow.
#include "OperandLayout.h"
#include "mlir/IR/BuiltinTypes.h"

using namespace mlir;
using namespace mlir::dsa;
using namespace mlir::dsa::tile;

namespace {

/// A source index as a function of block coordinates plus register coordinates
/// times constants.
struct LinearIndex {
  AffineExpr offset;
  /// Register coordinate and coefficient, largest coefficient first.
  SmallVector<std::pair<int, int64_t>> registers;
};

class LayoutBuilder {
public:
  LayoutBuilder(const BlockGrid &grid, unsigned index,
                ArrayRef<MemRefType> memory)
      : grid(grid), operand(grid.match.operands[index]), memory(memory),
        source(getAccessedValues(grid.op)[operand.source]),
        sourceType(cast<RankedTensorType>(source.value.getType())),
        sourceMap(source.map) {}

  FailureOr<OperandLayout> build(bool preferCopy, std::string &reason);

private:
  LogicalResult readRegisters(std::string &reason);
  bool mustGather();
  std::optional<LinearIndex> getLinear(AffineExpr expr);
  /// The parts that source dimension `dim` falls into; none if it cannot.
  std::optional<SmallVector<Factor>> splitDirect(unsigned dim);
  std::optional<SmallVector<Factor>> splitBlocked(unsigned dim);
  bool hasAcceptedStrides(ArrayRef<Factor> factors);
  std::optional<OperandLayout> tryDirect();
  std::optional<OperandLayout> tryPermuted();
  OperandLayout gather();
  /// A table: all of it is in every block.
  FailureOr<OperandLayout> takeWhole(bool preferCopy, std::string &reason);
  int64_t paddedExtent(ArrayRef<Factor> parts);

  const BlockGrid &grid;
  const dsa::MatchedOperand &operand;
  ArrayRef<MemRefType> memory;
  AccessedValue source;
  RankedTensorType sourceType;
  AffineMap sourceMap;
  /// For each register coordinate, its dimension of the grid and its extent.
  SmallVector<unsigned> registerDims;
  SmallVector<int64_t> registerExtents;
  /// Each source index over the grid.
  SmallVector<AffineExpr> indices;
};

} // namespace

LogicalResult LayoutBuilder::readRegisters(std::string &reason) {
  unsigned numBlocks = grid.numBlockCoordinates();
  for (AffineExpr expr : operand.registerMap.getResults()) {
    auto dim = dyn_cast<AffineDimExpr>(expr);
    if (!dim ||
        llvm::is_contained(registerDims, numBlocks + dim.getPosition())) {
      reason = "expected each coordinate of a register to be one loop of the "
               "instruction";
      return failure();
    }
    registerDims.push_back(numBlocks + dim.getPosition());
    registerExtents.push_back(grid.extents[registerDims.back()]);
  }
  for (AffineExpr expr : sourceMap.getResults())
    indices.push_back(grid.simplify(expr.replaceDims(grid.loops)));
  for (unsigned dim = numBlocks; dim < grid.extents.size(); ++dim)
    for (AffineExpr index : indices)
      if (index.isFunctionOfDim(dim) &&
          !llvm::is_contained(registerDims, dim)) {
        reason = "expected operand " + std::to_string(operand.source) +
                 " to depend only on the loops that index its register";
        return failure();
      }
  return success();
}

/// Padding the source is only right if an index beyond the end of a reduction
/// is beyond the source as well.
bool LayoutBuilder::mustGather() {
  auto iterators = grid.op.getIteratorTypesArray();
  for (AffineExpr expr : sourceMap.getResults())
    for (auto [loop, isRagged] : llvm::enumerate(grid.isRagged))
      if (isRagged && iterators[loop] == utils::IteratorType::reduction &&
          expr.isFunctionOfDim(loop) && !isa<AffineDimExpr>(expr))
        return true;
  return false;
}

std::optional<LinearIndex> LayoutBuilder::getLinear(AffineExpr expr) {
  LinearIndex result{getAffineConstantExpr(0, expr.getContext()), {}};
  SmallVector<std::pair<AffineExpr, int64_t>> worklist = {{expr, 1}};
  while (!worklist.empty()) {
    auto [term, factor] = worklist.pop_back_val();
    bool isOfBlocks = llvm::none_of(registerDims, [term = term](unsigned dim) {
      return term.isFunctionOfDim(dim);
    });
    if (isOfBlocks) {
      result.offset = result.offset + term * factor;
      continue;
    }
    if (auto dim = dyn_cast<AffineDimExpr>(term)) {
      int index =
          llvm::find(registerDims, dim.getPosition()) - registerDims.begin();
      for (auto [other, coefficient] : result.registers)
        if (other == index)
          return std::nullopt;
      if (factor <= 0)
        return std::nullopt;
      result.registers.emplace_back(index, factor);
      continue;
    }
    auto binary = dyn_cast<AffineBinaryOpExpr>(term);
    if (!binary)
      return std::nullopt;
    auto constant = dyn_cast<AffineConstantExpr>(binary.getRHS());
    if (binary.getKind() == AffineExprKind::Add) {
      worklist.emplace_back(binary.getLHS(), factor);
      worklist.emplace_back(binary.getRHS(), factor);
    } else if (binary.getKind() == AffineExprKind::Mul && constant) {
      worklist.emplace_back(binary.getLHS(), factor * constant.getValue());
    } else {
      return std::nullopt;
    }
  }
  llvm::sort(result.registers,
             [](auto a, auto b) { return a.second > b.second; });
  for (unsigned i = 0; i + 1 < result.registers.size(); ++i) {
    auto [next, factor] = result.registers[i + 1];
    if (result.registers[i].second != factor * registerExtents[next])
      return std::nullopt;
  }
  return result;
}

/// Without a copy: one part that a block takes a slice of, then parts that a
/// block takes whole.
std::optional<SmallVector<Factor>> LayoutBuilder::splitDirect(unsigned dim) {
  std::optional<LinearIndex> index = getLinear(indices[dim]);
  if (!index)
    return std::nullopt;
  int64_t extent =
      std::max(sourceType.getDimSize(dim), grid.upperBound(indices[dim]) + 1);
  if (index->registers.empty())
    return SmallVector<Factor>{{index->offset, extent, 1, 1, -1, dim}};
  auto [first, stride] = index->registers.front();
  if (index->registers.size() == 1)
    return SmallVector<Factor>{
        {index->offset, extent, registerExtents[first], stride, first, dim}};
  if (index->registers.back().second != 1 ||
      !index->offset.isMultipleOf(stride))
    return std::nullopt;
  SmallVector<Factor> parts = {{index->offset.floorDiv(stride),
                                int64_t(llvm::divideCeil(extent, stride)),
                                registerExtents[first], 1, first, dim}};
  AffineExpr zero = getAffineConstantExpr(0, index->offset.getContext());
  for (auto [coordinate, factor] : ArrayRef(index->registers).drop_front()) {
    int64_t size = registerExtents[coordinate];
    parts.push_back({zero, size, size, 1, coordinate, dim});
  }
  return parts;
}

/// For a copy: a part for whole blocks where they do not overlap, and one for
/// the phase where neighbours in a register lie apart.
std::optional<SmallVector<Factor>> LayoutBuilder::splitBlocked(unsigned dim) {
  std::optional<LinearIndex> index = getLinear(indices[dim]);
  if (!index)
    return std::nullopt;
  if (index->registers.empty())
    return splitDirect(dim);
  int64_t last = grid.upperBound(indices[dim]) + 1;
  int64_t extent = std::max(sourceType.getDimSize(dim), last);
  auto [first, stride] = index->registers.front();
  int64_t unit = index->registers.back().second;
  int64_t size = registerExtents[first];
  int64_t block = stride * size;
  AffineExpr zero = getAffineConstantExpr(0, index->offset.getContext());
  SmallVector<Factor> parts;
  if (index->offset.isMultipleOf(block)) {
    parts.push_back({index->offset.floorDiv(block),
                     int64_t(llvm::divideCeil(extent, block)), 1, 1, -1, dim});
    parts.push_back({zero, size, size, 1, first, dim});
  } else {
    if (index->registers.size() > 1 && !index->offset.isMultipleOf(stride))
      return std::nullopt;
    parts.push_back({index->offset.floorDiv(stride),
                     int64_t(llvm::divideCeil(extent, stride)), size, 1, first,
                     dim});
  }
  for (auto [coordinate, factor] : ArrayRef(index->registers).drop_front()) {
    int64_t size = registerExtents[coordinate];
    parts.push_back({zero, size, size, 1, coordinate, dim});
  }
  if (unit > 1)
    parts.push_back({index->offset % unit, unit, 1, 1, -1, dim});
  return parts;
}

int64_t LayoutBuilder::paddedExtent(ArrayRef<Factor> parts) {
  int64_t extent = 1;
  for (const Factor &part : parts)
    extent *= part.extent;
  return extent;
}

/// Whether slices of a tensor of these dimensions, row-major, have the strides
/// that the instructions take.
bool LayoutBuilder::hasAcceptedStrides(ArrayRef<Factor> factors) {
  SmallVector<int64_t> strides(registerDims.size(), 1);
  int64_t stride = 1;
  int next = int(registerDims.size()) - 1;
  for (const Factor &factor : llvm::reverse(factors)) {
    if (factor.registerCoordinate >= 0) {
      if (factor.registerCoordinate != next--)
        return false;
      strides[factor.registerCoordinate] = stride * factor.stride;
    }
    stride *= factor.extent;
  }
  if (next != -1)
    return false;
  for (MemRefType type : memory) {
    SmallVector<int64_t> accepted;
    int64_t offset;
    if (failed(type.getStridesAndOffset(accepted, offset)))
      return false;
    for (auto [got, allowed, extent] :
         llvm::zip(strides, accepted, registerExtents))
      if (extent > 1 && !ShapedType::isDynamic(allowed) && got != allowed)
        return false;
  }
  return true;
}

std::optional<OperandLayout> LayoutBuilder::tryDirect() {
  OperandLayout layout;
  layout.kind = OperandLayout::Kind::Direct;
  for (unsigned dim = 0; dim < indices.size(); ++dim) {
    std::optional<SmallVector<Factor>> parts = splitDirect(dim);
    if (!parts)
      return std::nullopt;
    layout.paddedShape.push_back(paddedExtent(*parts));
    ReassociationIndices group;
    for (const Factor &part : *parts) {
      group.push_back(layout.factors.size());
      layout.factors.push_back(part);
    }
    layout.parts.push_back(group);
  }
  if (!hasAcceptedStrides(layout.factors))
    return std::nullopt;
  return layout;
}

std::optional<OperandLayout> LayoutBuilder::tryPermuted() {
  OperandLayout layout;
  layout.kind = OperandLayout::Kind::Permuted;
  SmallVector<Factor> parts;
  for (unsigned dim = 0; dim < indices.size(); ++dim) {
    std::optional<SmallVector<Factor>> split = splitBlocked(dim);
    if (!split)
      return std::nullopt;
    layout.paddedShape.push_back(paddedExtent(*split));
    ReassociationIndices group;
    for (const Factor &part : *split) {
      group.push_back(parts.size());
      parts.push_back(part);
    }
    layout.parts.push_back(group);
  }
  // Blocks that follow each other in the reduction lie next to each other.
  auto rank = [&](const Factor &part) {
    if (part.registerCoordinate >= 0)
      return 2 + part.registerCoordinate;
    bool isOfReduction = false;
    for (auto [dim, isReduction] : llvm::enumerate(grid.match.isReductionBlock))
      if (part.offset.isFunctionOfDim(dim)) {
        if (!isReduction)
          return 0;
        isOfReduction = true;
      }
    return isOfReduction ? 1 : 0;
  };
  layout.permutation = llvm::to_vector(llvm::seq<int64_t>(0, parts.size()));
  llvm::sort(layout.permutation, [&](int64_t a, int64_t b) {
    return std::pair(rank(parts[a]), a) < std::pair(rank(parts[b]), b);
  });
  for (int64_t position : layout.permutation)
    layout.factors.push_back(parts[position]);
  if (!hasAcceptedStrides(layout.factors))
    return std::nullopt;
  return layout;
}

OperandLayout LayoutBuilder::gather() {
  OperandLayout layout;
  layout.kind = OperandLayout::Kind::Gathered;
  SmallVector<unsigned> used;
  for (unsigned loop = 0; loop < sourceMap.getNumDims(); ++loop)
    if (sourceMap.isFunctionOfDim(loop))
      used.push_back(loop);
  // Blocks that follow each other in the reduction lie next to each other.
  for (bool isReduction : {false, true})
    for (unsigned dim = 0; dim < grid.numBlockCoordinates(); ++dim)
      if (grid.match.isReductionBlock[dim] == isReduction &&
          llvm::any_of(used, [&](unsigned loop) {
            return grid.loops[loop].isFunctionOfDim(dim);
          }))
        layout.blockDims.push_back(dim);
  MLIRContext *context = sourceMap.getContext();
  AffineExpr zero = getAffineConstantExpr(0, context);
  SmallVector<AffineExpr> gridToCopy(grid.extents.size(), zero);
  for (unsigned dim : layout.blockDims) {
    gridToCopy[dim] = getAffineDimExpr(layout.factors.size(), context);
    layout.factors.push_back(
        {getAffineDimExpr(dim, context), grid.extents[dim], 1, 1, -1, 0});
  }
  for (auto [coordinate, dim] : llvm::enumerate(registerDims)) {
    gridToCopy[dim] = getAffineDimExpr(layout.factors.size(), context);
    int64_t size = registerExtents[coordinate];
    layout.factors.push_back({zero, size, size, 1, int(coordinate), 0});
  }
  SmallVector<AffineExpr> loopToUsed(sourceMap.getNumDims(), zero);
  for (unsigned loop : used) {
    loopToUsed[loop] = getAffineDimExpr(layout.loops.size(), context);
    layout.loops.push_back(grid.loops[loop].replaceDims(gridToCopy));
    layout.loopExtents.push_back(grid.isRagged[loop]
                                     ? grid.loopExtents[loop]
                                     : std::numeric_limits<int64_t>::max());
  }
  for (AffineExpr expr : sourceMap.getResults())
    layout.sourceIndices.push_back(expr.replaceDims(loopToUsed));
  return layout;
}

FailureOr<OperandLayout> LayoutBuilder::takeWhole(bool preferCopy,
                                                  std::string &reason) {
  OperandLayout layout;
  AffineExpr zero = getAffineConstantExpr(0, sourceMap.getContext());
  layout.block = getTableType(sourceType);
  layout.paddedShape.assign(sourceType.getShape().begin(),
                            sourceType.getShape().end());
  registerExtents = layout.paddedShape;
  registerDims.resize(registerExtents.size());
  for (auto [dim, extent] : llvm::enumerate(layout.paddedShape)) {
    layout.factors.push_back(
        {zero, extent, extent, 1, int(dim), unsigned(dim)});
    layout.parts.push_back({int64_t(dim)});
    layout.permutation.push_back(dim);
  }
  layout.kind =
      preferCopy ? OperandLayout::Kind::Permuted : OperandLayout::Kind::Direct;
  if (!preferCopy)
    layout.permutation.clear();
  if (hasAcceptedStrides(layout.factors))
    return layout;
  reason = "expected an instruction that loads tables in row order";
  return failure();
}

FailureOr<OperandLayout> LayoutBuilder::build(bool preferCopy,
                                              std::string &reason) {
  if (source.isTable)
    return takeWhole(preferCopy, reason);
  if (failed(readRegisters(reason)))
    return failure();
  std::optional<OperandLayout> layout;
  if (!mustGather()) {
    bool hasRegisters = !registerDims.empty();
    if (!preferCopy || !hasRegisters)
      layout = tryDirect();
    if (!layout)
      layout = tryPermuted();
  }
  if (!layout)
    layout = gather();
  layout->block =
      RankedTensorType::get(registerExtents, sourceType.getElementType());
  return *layout;
}

FailureOr<OperandLayout> dsa::tile::computeLayout(const BlockGrid &grid,
                                                  unsigned index,
                                                  ArrayRef<MemRefType> memory,
                                                  bool preferCopy,
                                                  std::string &reason) {
  return LayoutBuilder(grid, index, memory).build(preferCopy, reason);
}
