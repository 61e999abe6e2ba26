// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Subtraction of zero points ahead of sums of products of bytes.
#include "ZeroPoints.h"
#include "dsa/Dialect/Graph/IR/Graph.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace mlir::graph;

/// False where there is no zero point, or it is a constant of zeros.
static bool mayBeNonZero(Value zero) {
  if (!zero)
    return false;
  DenseElementsAttr known;
  return !matchPattern(zero, m_Constant(&known)) || !known ||
         !llvm::all_of(known.getValues<APInt>(),
                       [](const APInt &value) { return value.isZero(); });
}

/// `ext(tensor) - ext(zero)` in i16, where no difference of bytes overflows.
static Value widen(ImplicitLocOpBuilder &builder, const ByteTensor &bytes) {
  int64_t rank = typeOf(bytes.tensor).getRank();
  bool isSubtracted = mayBeNonZero(bytes.zeroSource);
  bool isUnsignedByte = isUnsigned(bytes.source.getType());
  Type wide = builder.getI16Type();
  SmallVector<Access> inputs = {identityAccess(bytes.tensor)};
  if (isSubtracted)
    inputs.push_back(parameterAlong(builder, bytes.zero, bytes.axis, rank));
  return buildElementwise(
      builder, shapeOf(bytes.tensor), wide, inputs,
      [&](ImplicitLocOpBuilder &scalar, ValueRange elements) {
        Value value =
            buildScalarCast(scalar, elements[0], wide, isUnsignedByte, false);
        if (!isSubtracted)
          return value;
        Value zero =
            buildScalarCast(scalar, elements[1], wide, isUnsignedByte, false);
        return arith::SubIOp::create(scalar, value, zero).getResult();
      });
}

std::pair<Value, Value> graph::subtractZeroPoints(ImplicitLocOpBuilder &builder,
                                                  const ByteTensor &lhs,
                                                  const ByteTensor &rhs,
                                                  Contraction &contraction) {
  if (mayBeNonZero(lhs.zeroSource) || mayBeNonZero(rhs.zeroSource))
    return {widen(builder, lhs), widen(builder, rhs)};
  contraction.lhsUnsigned = isUnsigned(lhs.source.getType());
  contraction.rhsUnsigned = isUnsigned(rhs.source.getType());
  return {lhs.tensor, rhs.tensor};
}
