// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Lowering of operators that move elements to linalg and tensor.
#include "LinalgBuilders.h"
#include "dsa/Dialect/Graph/IR/Graph.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace mlir::graph;

FailureOr<Value> ReshapeOp::lower(ImplicitLocOpBuilder &builder,
                                  ValueRange operands) {
  return buildReshape(builder, operands[0], shapeOf(getResult()));
}

FailureOr<Value> TransposeOp::lower(ImplicitLocOpBuilder &builder,
                                    ValueRange operands) {
  Value empty = tensor::EmptyOp::create(builder, shapeOf(getResult()),
                                        typeOf(operands[0]).getElementType());
  return linalg::TransposeOp::create(builder, operands[0], empty,
                                     getPermutation())
      ->getResult(0);
}

FailureOr<Value> ExpandOp::lower(ImplicitLocOpBuilder &builder,
                                 ValueRange operands) {
  ArrayRef<int64_t> shape = shapeOf(getResult());
  return buildElementwise(
      builder, shape, typeOf(operands[0]).getElementType(),
      broadcastTo(builder, operands[0], shape),
      [](ImplicitLocOpBuilder &, ValueRange elements) { return elements[0]; });
}

FailureOr<Value> ConcatOp::lower(ImplicitLocOpBuilder &builder,
                                 ValueRange operands) {
  ArrayRef<int64_t> shape = shapeOf(getResult());
  Value result = tensor::EmptyOp::create(builder, shape,
                                         typeOf(operands[0]).getElementType());
  SmallVector<OpFoldResult> units(shape.size(), builder.getIndexAttr(1));
  SmallVector<int64_t> offsets(shape.size(), 0);
  for (Value operand : operands) {
    MLIRContext *context = builder.getContext();
    result = tensor::InsertSliceOp::create(
        builder, operand, result, getAsIndexOpFoldResult(context, offsets),
        getAsIndexOpFoldResult(context, shapeOf(operand)), units);
    offsets[getAxis()] += shapeOf(operand)[getAxis()];
  }
  return result;
}

FailureOr<Value> SliceOp::lower(ImplicitLocOpBuilder &builder,
                                ValueRange operands) {
  // Read forwards, then reverse the dimensions whose step is negative.
  SmallVector<int64_t> starts(getStarts()), steps(getSteps());
  SmallVector<AffineExpr> dims;
  bool isReversed = false;
  for (auto [i, size] : llvm::enumerate(getSizes())) {
    AffineExpr dim = builder.getAffineDimExpr(i);
    bool isBackwards = steps[i] < 0 && size > 0;
    if (isBackwards)
      starts[i] += (size - 1) * steps[i];
    steps[i] = std::abs(steps[i]);
    dims.push_back(isBackwards && size > 1 ? size - 1 - dim : dim);
    isReversed |= isBackwards && size > 1;
  }
  MLIRContext *context = builder.getContext();
  Value slice = tensor::ExtractSliceOp::create(
      builder, operands[0], getAsIndexOpFoldResult(context, starts),
      getAsIndexOpFoldResult(context, getSizes()),
      getAsIndexOpFoldResult(context, steps));
  if (!isReversed)
    return slice;
  return buildElementwise(
      builder, getSizes(), typeOf(slice).getElementType(),
      Access{slice, AffineMap::get(dims.size(), 0, dims, context)},
      [](ImplicitLocOpBuilder &, ValueRange elements) { return elements[0]; });
}

//===----------------------------------------------------------------------===//
// Computed indices
//===----------------------------------------------------------------------===//

/// The index of dimension `dim` of the input that index `loop` of the result is
/// a copy of: mirrored at the ends, or the nearest.
static Value buildPadIndex(ImplicitLocOpBuilder &builder, PadMode mode,
                           unsigned dim, int64_t low, int64_t extent) {
  auto constant = [&](int64_t value) -> Value {
    return arith::ConstantIndexOp::create(builder, value);
  };
  Value loop = linalg::IndexOp::create(builder, dim);
  Value index = arith::SubIOp::create(builder, loop, constant(low));
  Value last = constant(extent - 1);
  if (mode == PadMode::Edge) {
    index = arith::MaxSIOp::create(builder, index, constant(0));
    return arith::MinSIOp::create(builder, index, last);
  }
  index = math::AbsIOp::create(builder, index);
  Value fromLast = arith::SubIOp::create(builder, last, index);
  fromLast = math::AbsIOp::create(builder, fromLast);
  return arith::SubIOp::create(builder, last, fromLast);
}

FailureOr<Value> PadOp::lower(ImplicitLocOpBuilder &builder,
                              ValueRange operands) {
  Value input = operands[0];
  if (getMode() == PadMode::Constant) {
    Value scalar = tensor::ExtractOp::create(
        builder, buildReshape(builder, operands[1], {}), ValueRange());
    return buildPadded(builder, input, getLow(), getHigh(), scalar);
  }
  return buildElementwise(
      builder, shapeOf(getResult()), typeOf(input).getElementType(), {},
      [&](ImplicitLocOpBuilder &scalar, ValueRange) -> Value {
        SmallVector<Value> indices;
        for (auto [dim, extent] : llvm::enumerate(shapeOf(input)))
          indices.push_back(
              buildPadIndex(scalar, getMode(), dim, getLow()[dim], extent));
        return tensor::ExtractOp::create(scalar, input, indices);
      });
}

FailureOr<Value> GatherOp::lower(ImplicitLocOpBuilder &builder,
                                 ValueRange operands) {
  Value input = operands[0];
  int64_t axis = getAxis(), rank = typeOf(getResult()).getRank();
  int64_t indexRank = typeOf(operands[1]).getRank();
  AffineMap map =
      builder.getMultiDimIdentityMap(rank).getSliceMap(axis, indexRank);
  return buildElementwise(
      builder, shapeOf(getResult()), typeOf(input).getElementType(),
      Access{operands[1], map},
      [&](ImplicitLocOpBuilder &scalar, ValueRange elements) -> Value {
        // A negative index counts from the end.
        Value index = arith::IndexCastOp::create(scalar, scalar.getIndexType(),
                                                 elements[0]);
        Value zero = arith::ConstantIndexOp::create(scalar, 0);
        Value extent =
            arith::ConstantIndexOp::create(scalar, shapeOf(input)[axis]);
        Value isNegative = arith::CmpIOp::create(
            scalar, arith::CmpIPredicate::slt, index, zero);
        Value wrapped = arith::AddIOp::create(scalar, index, extent);
        index = arith::SelectOp::create(scalar, isNegative, wrapped, index);
        SmallVector<Value> indices;
        for (int64_t dim = 0; dim < axis; ++dim)
          indices.push_back(linalg::IndexOp::create(scalar, dim));
        indices.push_back(index);
        for (int64_t dim = axis + indexRank; dim < rank; ++dim)
          indices.push_back(linalg::IndexOp::create(scalar, dim));
        return tensor::ExtractOp::create(scalar, input, indices);
      });
}
