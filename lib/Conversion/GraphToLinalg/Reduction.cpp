// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Lowering of reductions and pooling to linalg.
#include "LinalgBuilders.h"
#include "dsa/Dialect/Graph/IR/Graph.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace mlir::graph;
using namespace mlir::arith;

/// The neutral element of `kind` in the signless `type`.
static Value buildNeutral(ImplicitLocOpBuilder &builder, AtomicRMWKind kind,
                          Type type) {
  return getIdentityValue(kind, type, builder, builder.getLoc());
}

/// Which maximum or minimum orders the numbers of `type`.
static AtomicRMWKind getExtremum(Type type, bool isMaximum) {
  if (isa<FloatType>(getElementTypeOrSelf(type)))
    return isMaximum ? AtomicRMWKind::maximumf : AtomicRMWKind::minimumf;
  if (isUnsigned(type))
    return isMaximum ? AtomicRMWKind::maxu : AtomicRMWKind::minu;
  return isMaximum ? AtomicRMWKind::maxs : AtomicRMWKind::mins;
}

static Value buildReduced(ImplicitLocOpBuilder &builder, Value tensor,
                          ArrayRef<int64_t> axes, AtomicRMWKind kind) {
  Value neutral = buildNeutral(builder, kind, typeOf(tensor).getElementType());
  return buildReduction(builder, tensor, axes, neutral,
                        [&](ImplicitLocOpBuilder &scalar, ValueRange elements) {
                          return getReductionOp(kind, scalar, scalar.getLoc(),
                                                elements[1], elements[0]);
                        });
}

/// A sum or product, in the sum type of the elements.
template <typename FloatOp, typename IntegerOp>
static Value buildFoldedInSumType(ImplicitLocOpBuilder &builder, Value tensor,
                                  ArrayRef<int64_t> axes, double neutral,
                                  FastMathFlags fastmath) {
  Type element = typeOf(tensor).getElementType();
  Type sumType = getSumType(element);
  Value init = buildScalarConstant(builder, sumType, neutral);
  Value result = buildReduction(
      builder, tensor, axes, init,
      [&](ImplicitLocOpBuilder &scalar, ValueRange elements) -> Value {
        if (isa<IntegerType>(sumType))
          return IntegerOp::create(scalar, elements[1], elements[0]);
        Value wide =
            buildScalarCast(scalar, elements[0], sumType, false, false);
        return FloatOp::create(scalar, elements[1], wide, fastmath);
      });
  return buildCast(builder, result, element);
}

FailureOr<Value> ReduceSumOp::lower(ImplicitLocOpBuilder &builder,
                                    ValueRange operands) {
  return buildFoldedInSumType<AddFOp, AddIOp>(builder, operands[0], getAxes(),
                                              0, getFastmath());
}

FailureOr<Value> ReduceProdOp::lower(ImplicitLocOpBuilder &builder,
                                     ValueRange operands) {
  return buildFoldedInSumType<MulFOp, MulIOp>(builder, operands[0], getAxes(),
                                              1, getFastmath());
}

FailureOr<Value> ReduceMinOp::lower(ImplicitLocOpBuilder &builder,
                                    ValueRange operands) {
  return buildReduced(builder, operands[0], getAxes(),
                      getExtremum(getInput().getType(), false));
}

FailureOr<Value> ReduceMaxOp::lower(ImplicitLocOpBuilder &builder,
                                    ValueRange operands) {
  return buildReduced(builder, operands[0], getAxes(),
                      getExtremum(getInput().getType(), true));
}

//===----------------------------------------------------------------------===//
// Windows
//===----------------------------------------------------------------------===//

/// Folds each window of `tensor`, padded with `neutral`. Loops are (n, c,
/// positions..., window...).
template <typename PoolOp>
static Value buildPooled(ImplicitLocOpBuilder &builder, PoolOp op, Value tensor,
                         Value padding, Value neutral, ScalarBuilder body) {
  ArrayRef<int64_t> pads = op.getPads();
  SmallVector<int64_t> low = {0, 0}, high = {0, 0};
  llvm::append_range(low, pads.take_front(pads.size() / 2));
  llvm::append_range(high, pads.drop_front(pads.size() / 2));
  Value padded = buildPadded(builder, tensor, low, high, padding);

  unsigned rank = pads.size() / 2, loops = 2 + 2 * rank;
  SmallVector<AffineExpr> input = {builder.getAffineDimExpr(0),
                                   builder.getAffineDimExpr(1)};
  SmallVector<AffineExpr> window;
  for (unsigned i = 0; i < rank; ++i) {
    window.push_back(builder.getAffineDimExpr(2 + rank + i));
    input.push_back(builder.getAffineDimExpr(2 + i) * op.getStrides()[i] +
                    window.back() * op.getDilations()[i]);
  }
  // Only its shape matters: it bounds the loops over the window.
  Value extents = tensor::EmptyOp::create(builder, op.getKernel(),
                                          typeOf(tensor).getElementType());
  MLIRContext *context = builder.getContext();
  AffineMap result =
      builder.getMultiDimIdentityMap(loops).getMajorSubMap(2 + rank);
  return buildFold(builder,
                   {{padded, AffineMap::get(loops, 0, input, context)},
                    {extents, AffineMap::get(loops, 0, window, context)}},
                   result, shapeOf(op.getResult()), neutral, body);
}

FailureOr<Value> MaxPoolOp::lower(ImplicitLocOpBuilder &builder,
                                  ValueRange operands) {
  AtomicRMWKind kind = getExtremum(getInput().getType(), true);
  Value neutral =
      buildNeutral(builder, kind, typeOf(operands[0]).getElementType());
  return buildPooled(builder, *this, operands[0], neutral, neutral,
                     [&](ImplicitLocOpBuilder &scalar, ValueRange elements) {
                       return getReductionOp(kind, scalar, scalar.getLoc(),
                                             elements[2], elements[0]);
                     });
}

/// For each position along a spatial dimension: how many elements of the window
/// lie inside the counted part of the input.
static SmallVector<int64_t> countAlong(AveragePoolOp op, unsigned i) {
  size_t rank = op.getKernel().size();
  int64_t first = op.getPads()[i] - op.getCountedPads()[i];
  int64_t last = op.getPads()[i] + shapeOf(op.getInput())[i + 2] +
                 op.getCountedPads()[i + rank];
  SmallVector<int64_t> counts;
  for (int64_t position = 0; position < shapeOf(op.getResult())[i + 2];
       ++position) {
    int64_t count = 0;
    for (int64_t r = 0; r < op.getKernel()[i]; ++r) {
      int64_t index = position * op.getStrides()[i] + r * op.getDilations()[i];
      count += index >= first && index < last;
    }
    counts.push_back(count);
  }
  return counts;
}

FailureOr<Value> AveragePoolOp::lower(ImplicitLocOpBuilder &builder,
                                      ValueRange operands) {
  Type element = typeOf(operands[0]).getElementType();
  Type sumType = getSumType(element);
  Value zero = buildScalarConstant(builder, sumType, 0);
  Value padding = buildScalarConstant(builder, element, 0);
  Value sums = buildPooled(
      builder, *this, operands[0], padding, zero,
      [&](ImplicitLocOpBuilder &scalar, ValueRange elements) -> Value {
        Value wide =
            buildScalarCast(scalar, elements[0], sumType, false, false);
        return AddFOp::create(scalar, elements[2], wide, getFastmath());
      });

  // The divisor is a product of one number a spatial dimension.
  ArrayRef<int64_t> shape = shapeOf(getResult());
  SmallVector<Access> inputs = {identityAccess(sums)};
  for (unsigned i = 0; i < getKernel().size(); ++i) {
    SmallVector<Attribute> counts;
    for (int64_t count : countAlong(*this, i))
      counts.push_back(
          builder.getFloatAttr(sumType, std::max<int64_t>(count, 1)));
    auto type = RankedTensorType::get(counts.size(), sumType);
    Value divisors = arith::ConstantOp::create(
        builder, cast<TypedAttr>(DenseElementsAttr::get(type, counts)));
    inputs.push_back(
        {divisors,
         AffineMap::get(shape.size(), 0, builder.getAffineDimExpr(2 + i))});
  }
  return buildElementwise(
      builder, shape, element, inputs,
      [&](ImplicitLocOpBuilder &scalar, ValueRange elements) {
        Value divisor = elements[1];
        for (Value factor : elements.drop_front(2))
          divisor = MulFOp::create(scalar, divisor, factor);
        Value mean = DivFOp::create(scalar, elements[0], divisor);
        return buildScalarCast(scalar, mean, element, false, false);
      });
}
