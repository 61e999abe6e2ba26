// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Lowering of normalizations to linalg.
#include "LinalgBuilders.h"
#include "dsa/Dialect/Graph/IR/Graph.h"
#include "mlir/Dialect/Math/IR/Math.h"

using namespace mlir;
using namespace mlir::graph;
using namespace mlir::arith;

namespace {
/// What softmax and its logarithm both need.
struct Exponentials {
  /// `x - max(x)`, read by the loops of the result.
  Access shifted;
  /// `sum(exp(x - max(x)))`, in the sum type, read by the loops of the result.
  Access sums;
};
} // namespace

static Exponentials buildExponentials(ImplicitLocOpBuilder &builder,
                                      Value input, int64_t axis,
                                      FastMathFlags fastmath) {
  RankedTensorType type = typeOf(input);
  Type element = type.getElementType();
  Type sumType = getSumType(element);
  AffineMap identity = builder.getMultiDimIdentityMap(type.getRank());
  AffineMap others = identity.dropResult(axis);

  Value lowest = getIdentityValue(AtomicRMWKind::maximumf, element, builder,
                                  builder.getLoc());
  Value maxima = buildReduction(
      builder, input, axis, lowest,
      [](ImplicitLocOpBuilder &scalar, ValueRange elements) -> Value {
        return MaximumFOp::create(scalar, elements[1], elements[0]);
      });
  Value shifted = buildElementwise(
      builder, type.getShape(), element, {{input, identity}, {maxima, others}},
      [](ImplicitLocOpBuilder &scalar, ValueRange elements) -> Value {
        return SubFOp::create(scalar, elements[0], elements[1]);
      });
  Value zero = buildScalarConstant(builder, sumType, 0);
  Value sums = buildReduction(
      builder, shifted, axis, zero,
      [&](ImplicitLocOpBuilder &scalar, ValueRange elements) -> Value {
        Value wide =
            buildScalarCast(scalar, elements[0], sumType, false, false);
        Value power = math::ExpOp::create(scalar, wide);
        return AddFOp::create(scalar, elements[1], power, fastmath);
      });
  return {{shifted, identity}, {sums, others}};
}

/// Combines each shifted element, in the sum type, with the sum it is in.
static Value buildFromExponentials(ImplicitLocOpBuilder &builder, Value input,
                                   const Exponentials &exponentials,
                                   ScalarBuilder body) {
  Type element = typeOf(input).getElementType();
  Type sumType = getSumType(element);
  return buildElementwise(
      builder, shapeOf(input), element,
      {exponentials.shifted, exponentials.sums},
      [&](ImplicitLocOpBuilder &scalar, ValueRange elements) {
        Value shifted =
            buildScalarCast(scalar, elements[0], sumType, false, false);
        Value result = body(scalar, {shifted, elements[1]});
        return buildScalarCast(scalar, result, element, false, false);
      });
}

FailureOr<Value> SoftmaxOp::lower(ImplicitLocOpBuilder &builder,
                                  ValueRange operands) {
  Exponentials exponentials =
      buildExponentials(builder, operands[0], getAxis(), getFastmath());
  return buildFromExponentials(
      builder, operands[0], exponentials,
      [](ImplicitLocOpBuilder &scalar, ValueRange elements) -> Value {
        Value power = math::ExpOp::create(scalar, elements[0]);
        return DivFOp::create(scalar, power, elements[1]);
      });
}

FailureOr<Value> LogSoftmaxOp::lower(ImplicitLocOpBuilder &builder,
                                     ValueRange operands) {
  Exponentials exponentials =
      buildExponentials(builder, operands[0], getAxis(), getFastmath());
  return buildFromExponentials(
      builder, operands[0], exponentials,
      [](ImplicitLocOpBuilder &scalar, ValueRange elements) -> Value {
        Value logarithm = math::LogOp::create(scalar, elements[1]);
        return SubFOp::create(scalar, elements[0], logarithm);
      });
}

FailureOr<Value> BatchNormOp::lower(ImplicitLocOpBuilder &builder,
                                    ValueRange operands) {
  RankedTensorType type = typeOf(operands[0]);
  Type element = type.getElementType();
  SmallVector<Access> inputs = {identityAccess(operands[0])};
  for (Value parameter : operands.drop_front())
    inputs.push_back(parameterAlong(builder, parameter, 1, type.getRank()));
  return buildElementwise(
      builder, type.getShape(), element, inputs,
      [&](ImplicitLocOpBuilder &scalar, ValueRange elements) -> Value {
        Value epsilon = buildScalarConstant(scalar, element,
                                            getEpsilon().convertToDouble());
        Value variance = AddFOp::create(scalar, elements[4], epsilon);
        Value deviation = math::SqrtOp::create(scalar, variance);
        Value centered = SubFOp::create(scalar, elements[0], elements[3]);
        Value normal = DivFOp::create(scalar, centered, deviation);
        Value scaled = MulFOp::create(scalar, normal, elements[1]);
        return AddFOp::create(scalar, scaled, elements[2]);
      });
}
