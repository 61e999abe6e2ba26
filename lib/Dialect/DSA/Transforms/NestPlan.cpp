// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Which slices of its buffers a statement works on, and how its loops address
/// them.
#include "NestWriter.h"

using namespace mlir;
using namespace mlir::dsa;

namespace {
/// `sum of coefficients[l] * d_l, plus rest`; the rest is of symbols only.
struct LinearIndex {
  SmallVector<int64_t> coefficients;
  AffineExpr rest;
};
} // namespace

static std::optional<LinearIndex> getLinear(const LoopNest &nest,
                                            AffineExpr expr) {
  unsigned numLoops = nest.loops.size(), numSymbols = nest.symbols.size();
  SmallVector<int64_t> flat;
  if (!expr.isPureAffine() ||
      failed(getFlattenedAffineExpr(expr, numLoops, numSymbols, &flat)) ||
      flat.size() != numLoops + numSymbols + 1)
    return std::nullopt;
  LinearIndex result;
  result.coefficients.assign(flat.begin(), flat.begin() + numLoops);
  MLIRContext *context = expr.getContext();
  result.rest = getAffineConstantExpr(flat.back(), context);
  for (unsigned symbol = 0; symbol < numSymbols; ++symbol)
    result.rest = result.rest + getAffineSymbolExpr(symbol, context) *
                                    flat[numLoops + symbol];
  return result;
}

static AffineExpr getLocal(const NestStatement &statement, unsigned loop,
                           MLIRContext *context) {
  return getAffineDimExpr(
      llvm::find(statement.loops, loop) - statement.loops.begin(), context);
}

/// `expr`, which is addressed as a whole dimension: it must stay within it.
static LogicalResult checkWhole(const LoopNest &nest, unsigned array,
                                unsigned dim, AffineExpr expr) {
  auto type = dyn_cast_or_null<MemRefType>(
      nest.arrays[array].memref ? nest.arrays[array].memref.getType() : Type());
  if (!type || type.isDynamicDim(dim))
    return failure();
  SmallVector<std::optional<int64_t>> lower, upper;
  for (const NestLoop &loop : nest.loops) {
    lower.push_back(0);
    auto extent = dyn_cast<AffineConstantExpr>(loop.extent);
    upper.push_back(extent ? std::optional<int64_t>(extent.getValue() - 1)
                           : std::nullopt);
  }
  for (unsigned symbol = 0; symbol < nest.symbols.size(); ++symbol) {
    lower.push_back(std::nullopt);
    upper.push_back(std::nullopt);
  }
  unsigned numLoops = nest.loops.size(), numSymbols = nest.symbols.size();
  auto low = getBoundForAffineExpr(expr, numLoops, numSymbols, lower, upper,
                                   /*isUpper=*/false);
  auto high = getBoundForAffineExpr(expr, numLoops, numSymbols, lower, upper,
                                    /*isUpper=*/true);
  return success(low && high && *low >= 0 && *high < type.getDimSize(dim));
}

FailureOr<NestSlice>
NestWriter::planRead(const NestStatement &statement, const NestAccess &access,
                     ArrayRef<std::optional<IndexRange>> kept,
                     std::string &reason) {
  MLIRContext *context = statement.op->getContext();
  AffineExpr zero = getAffineConstantExpr(0, context);
  NestSlice slice;
  slice.array = access.array;
  SmallVector<AffineExpr> locals(nest.loops.size(), zero);
  for (unsigned loop : statement.loops)
    locals[loop] = getLocal(statement, loop, context);
  for (auto [dim, expr] : llvm::enumerate(access.indices)) {
    slice.strides.push_back(1);
    std::optional<LinearIndex> linear = getLinear(nest, expr);
    if (!linear) {
      // Divisions keep the whole dimension.
      if (failed(checkWhole(nest, access.array, dim, expr))) {
        reason = "expected divisions in indices to stay within a known size";
        return failure();
      }
      slice.offsets.push_back(zero);
      slice.sizes.push_back(zero);
      slice.isKept.push_back(true);
      slice.isWhole.push_back(true);
      slice.indices.push_back(expr.replaceDims(locals));
      continue;
    }
    AffineExpr offset = linear->rest, size = zero + 1, index = zero;
    bool isKept = false;
    for (auto [loop, coefficient] : llvm::enumerate(linear->coefficients)) {
      if (coefficient == 0)
        continue;
      isKept = true;
      AffineExpr last = nest.loops[loop].extent - 1;
      size = size + last * std::abs(coefficient);
      index = index + locals[loop] * coefficient;
      if (coefficient > 0)
        continue;
      // It starts at the end.
      if (!isa<AffineConstantExpr>(last)) {
        reason = "expected a loop of known extent where it runs backwards";
        return failure();
      }
      offset = offset + last * coefficient;
      index = index - last * coefficient;
    }
    slice.offsets.push_back(offset);
    slice.sizes.push_back(size);
    slice.isKept.push_back(isKept);
    slice.isWhole.push_back(false);
    if (isKept)
      slice.indices.push_back(index);
  }
  if (failed(padSlice(statement, kept, slice, reason)) ||
      failed(checkBounds(slice, reason)))
    return failure();
  return slice;
}

bool NestWriter::isWholeDimension(AffineExpr index) const {
  return !getLinear(nest, index);
}

FailureOr<NestSlice> NestWriter::planWrite(const NestStatement &statement,
                                           const NestAccess &access,
                                           std::string &reason) {
  MLIRContext *context = statement.op->getContext();
  NestSlice slice;
  slice.array = access.array;
  llvm::BitVector used(nest.loops.size());
  for (AffineExpr expr : access.indices) {
    std::optional<LinearIndex> linear = getLinear(nest, expr);
    int moving = -1;
    bool isSimple = linear.has_value();
    for (unsigned loop = 0; isSimple && loop < nest.loops.size(); ++loop)
      if (linear->coefficients[loop] != 0) {
        isSimple =
            moving < 0 && linear->coefficients[loop] > 0 && !used.test(loop);
        moving = loop;
      }
    if (!isSimple) {
      reason = "expected each index of what is written to be one loop";
      return failure();
    }
    slice.offsets.push_back(linear->rest);
    slice.isKept.push_back(moving >= 0);
    slice.isWhole.push_back(false);
    if (moving < 0) {
      slice.sizes.push_back(getAffineConstantExpr(1, context));
      slice.strides.push_back(1);
      continue;
    }
    used.set(moving);
    slice.sizes.push_back(nest.loops[moving].extent);
    slice.strides.push_back(linear->coefficients[moving]);
    slice.indices.push_back(getLocal(statement, moving, context));
  }
  if (failed(checkBounds(slice, reason)))
    return failure();
  return slice;
}

/// What is known to be outside of the array cannot be a slice of it.
LogicalResult NestWriter::checkBounds(const NestSlice &slice,
                                      std::string &reason) {
  Value memref = nest.arrays[slice.array].memref;
  if (!memref)
    return success();
  auto type = cast<MemRefType>(memref.getType());
  for (unsigned dim = 0; dim < slice.offsets.size(); ++dim) {
    auto offset = dyn_cast<AffineConstantExpr>(slice.offsets[dim]);
    auto size = dyn_cast<AffineConstantExpr>(slice.sizes[dim]);
    if (slice.isWhole[dim] || type.isDynamicDim(dim) || !offset)
      continue;
    int64_t last = offset.getValue();
    if (size)
      last += (size.getValue() - 1) * slice.strides[dim];
    if (offset.getValue() >= 0 && last < type.getDimSize(dim))
      continue;
    reason = "expected indices within dimension " + std::to_string(dim) +
             " of " + std::to_string(type.getDimSize(dim)) +
             " elements, but got " + std::to_string(offset.getValue()) +
             " to " + std::to_string(last);
    return failure();
  }
  return success();
}

LogicalResult NestWriter::planStatement(unsigned index, std::string &reason) {
  const NestStatement &statement = nest.statements[index];
  NestOperation operation;
  operation.statement = index;
  operation.isConditional = !areConditionsRedundant(nest, statement);
  FailureOr<NestSlice> write = planWrite(statement, statement.write, reason);
  if (failed(write))
    return failure();
  operation.write = std::move(*write);
  SmallVector<NestAccess> known;
  for (auto &[value, access] : statement.reads) {
    if (access == statement.write)
      continue;
    auto place = llvm::find(known, access);
    operation.inputs[value] = place - known.begin();
    if (place == known.end())
      known.push_back(access);
  }
  std::optional<NestBorder> border;
  if (operation.isConditional) {
    border = planConditions(operation, known, reason);
    if (!border)
      return failure();
    if (border->isEmpty)
      return success();
  }
  for (auto [number, access] : llvm::enumerate(known)) {
    SmallVector<std::optional<IndexRange>> all(access.indices.size());
    FailureOr<NestSlice> read = planRead(
        statement, access, border ? border->kept[number] : all, reason);
    if (failed(read))
      return failure();
    operation.reads.push_back(std::move(*read));
  }
  if (border)
    planPadding(operation, known, *border);
  operations.push_back(std::move(operation));
  return success();
}

LogicalResult NestWriter::plan(ArrayRef<unsigned> order, std::string &reason,
                               Operation *&where) {
  for (unsigned index : order) {
    const NestStatement &statement = nest.statements[index];
    bool isEmpty = llvm::any_of(statement.loops, [&](unsigned loop) {
      auto extent = dyn_cast<AffineConstantExpr>(nest.loops[loop].extent);
      return extent && extent.getValue() <= 0;
    });
    if (isEmpty)
      continue;
    if (failed(planStatement(index, reason))) {
      where = statement.op;
      return failure();
    }
  }
  return success();
}

SmallVector<AffineExpr> NestWriter::getUnknownExtents() const {
  llvm::SetVector<AffineExpr> extents;
  for (const NestOperation &operation : operations)
    for (unsigned loop : nest.statements[operation.statement].loops)
      if (!isa<AffineConstantExpr>(nest.loops[loop].extent))
        extents.insert(nest.loops[loop].extent);
  return extents.takeVector();
}
