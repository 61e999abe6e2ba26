// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Lowering of quantization to linalg.
#include "LinalgBuilders.h"
#include "dsa/Dialect/Graph/IR/Graph.h"
#include "mlir/Dialect/Math/IR/Math.h"

using namespace mlir;
using namespace mlir::graph;
using namespace mlir::arith;

/// The loops read the input as it is, and the parameters along `axis`.
static SmallVector<Access> readParameters(ImplicitLocOpBuilder &builder,
                                          ValueRange operands, int64_t axis) {
  SmallVector<Access> accesses = {identityAccess(operands[0])};
  int64_t rank = typeOf(operands[0]).getRank();
  for (Value parameter : operands.drop_front())
    accesses.push_back(parameterAlong(builder, parameter, axis, rank));
  return accesses;
}

/// `saturate(round(value) + zero)` as the byte type `type`, which has a sign.
static Value buildSaturated(ImplicitLocOpBuilder &builder, Value value,
                            Value zero, Type type) {
  Type wide = value.getType();
  bool isUnsignedByte = isUnsigned(type);
  // Sums that are not exact lie far outside the range of a byte.
  Value rounded = math::RoundEvenOp::create(builder, value);
  Value offset = buildScalarCast(builder, zero, wide, isUnsignedByte, false);
  Value moved = AddFOp::create(builder, rounded, offset);
  Value low = buildScalarConstant(builder, wide, isUnsignedByte ? 0 : -128);
  Value high = buildScalarConstant(builder, wide, isUnsignedByte ? 255 : 127);
  Value bounded = MaxNumFOp::create(builder, moved, low);
  bounded = MinNumFOp::create(builder, bounded, high);
  Value integer = FPToSIOp::create(builder, builder.getI32Type(), bounded);
  return TruncIOp::create(builder, getSignlessType(type), integer);
}

FailureOr<Value> QuantizeLinearOp::lower(ImplicitLocOpBuilder &builder,
                                         ValueRange operands) {
  Type element = getElementTypeOrSelf(getResult().getType());
  Type wide = getSumType(typeOf(operands[0]).getElementType());
  return buildElementwise(
      builder, shapeOf(getResult()), getSignlessType(element),
      readParameters(builder, operands, getAxis()),
      [&](ImplicitLocOpBuilder &scalar, ValueRange elements) {
        Value value = buildScalarCast(scalar, elements[0], wide, false, false);
        Value scale = buildScalarCast(scalar, elements[1], wide, false, false);
        Value quotient = DivFOp::create(scalar, value, scale);
        return buildSaturated(scalar, quotient, elements[2], element);
      });
}

FailureOr<Value> DequantizeLinearOp::lower(ImplicitLocOpBuilder &builder,
                                           ValueRange operands) {
  Type element = typeOf(operands[1]).getElementType();
  bool isUnsignedByte = isUnsigned(getInput().getType());
  return buildElementwise(
      builder, shapeOf(getResult()), getElementTypeOrSelf(getResult()),
      readParameters(builder, operands, getAxis()),
      [&](ImplicitLocOpBuilder &scalar, ValueRange elements) {
        Type integer = scalar.getI32Type();
        Value value = buildScalarCast(scalar, elements[0], integer,
                                      isUnsignedByte, false);
        Value zero = buildScalarCast(scalar, elements[2], integer,
                                     isUnsignedByte, false);
        Value difference = SubIOp::create(scalar, value, zero);
        Value number = SIToFPOp::create(scalar, element, difference);
        Value scaled = MulFOp::create(scalar, number, elements[1]);
        return buildScalarCast(scalar, scaled,
                               getElementTypeOrSelf(getResult()), false, false);
      });
}

FailureOr<Value> RequantizeOp::lower(ImplicitLocOpBuilder &builder,
                                     ValueRange operands) {
  Type element = getElementTypeOrSelf(getResult().getType());
  Type wide = builder.getF32Type();
  return buildElementwise(
      builder, shapeOf(getResult()), getSignlessType(element),
      readParameters(builder, operands, getAxis()),
      [&](ImplicitLocOpBuilder &scalar, ValueRange elements) {
        auto toWide = [&](Value value) {
          return buildScalarCast(scalar, value, wide, false, false);
        };
        Value product =
            MulFOp::create(scalar, toWide(elements[1]), toWide(elements[2]));
        Value factor = DivFOp::create(scalar, product, toWide(elements[3]));
        Value sum = SIToFPOp::create(scalar, wide, elements[0]);
        Value scaled = MulFOp::create(scalar, sum, factor);
        return buildSaturated(scalar, scaled, elements[4], element);
      });
}
