// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Builders of the few shapes of linalg that graph operators lower to.
#ifndef DSA_LIB_CONVERSION_GRAPHTOLINALG_LINALGBUILDERS_H
#define DSA_LIB_CONVERSION_GRAPHTOLINALG_LINALGBUILDERS_H

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Utils/StructuredOpsUtils.h"
#include "mlir/IR/AffineMap.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"

namespace mlir::graph {

/// Builds one element of a result from one element of each tensor.
using ScalarBuilder = function_ref<Value(ImplicitLocOpBuilder &, ValueRange)>;

/// A tensor and the map from the loops of an operation to its dimensions.
struct Access {
  Value tensor;
  AffineMap map;
};

inline RankedTensorType typeOf(Value value) {
  return cast<RankedTensorType>(value.getType());
}
inline ArrayRef<int64_t> shapeOf(Value value) {
  return typeOf(value).getShape();
}

//===----------------------------------------------------------------------===//
// Scalars
//===----------------------------------------------------------------------===//

/// `value` as a constant of scalar type `type`.
Value buildScalarConstant(ImplicitLocOpBuilder &builder, Type type,
                          double value);

/// Converts a number between signless scalar types; the flags are the signs of
/// its integers. A truth value is unsigned.
Value buildScalarCast(ImplicitLocOpBuilder &builder, Value value, Type to,
                      bool fromUnsigned, bool toUnsigned);

/// The type to sum values of `element` in: f32 for narrower floats.
Type getSumType(Type element);

/// True for integers whose values are not negative: `ui8`, `i1`.
bool isUnsigned(Type type);

//===----------------------------------------------------------------------===//
// Tensors
//===----------------------------------------------------------------------===//

/// How `tensor` is read, broadcast, by loops over `shape`. Dimensions of extent
/// one that broadcast are dropped from the tensor, not mapped to zero, so that
/// the map is a projected permutation.
Access broadcastTo(ImplicitLocOpBuilder &builder, Value tensor,
                   ArrayRef<int64_t> shape);

/// How a parameter (one number, or a vector along dimension `axis`) is read by
/// `rank` loops.
Access parameterAlong(ImplicitLocOpBuilder &builder, Value tensor, int64_t axis,
                      int64_t rank);

/// How a tensor whose dimensions are the loops is read.
Access identityAccess(Value tensor);

/// A tensor of `value` everywhere.
Value buildFilled(ImplicitLocOpBuilder &builder, ArrayRef<int64_t> shape,
                  Value value);

/// The same elements in another shape.
Value buildReshape(ImplicitLocOpBuilder &builder, Value tensor,
                   ArrayRef<int64_t> shape);

/// An all-parallel operation over `shape`.
Value buildElementwise(ImplicitLocOpBuilder &builder, ArrayRef<int64_t> shape,
                       Type element, ArrayRef<Access> inputs,
                       ScalarBuilder body);

/// Converts the elements of `tensor` to `element`; does nothing where they are.
Value buildCast(ImplicitLocOpBuilder &builder, Value tensor, Type element);

/// A fold over the loops that `result` does not map, into a tensor of `shape`
/// filled with `neutral`. The body gets the elements and the accumulator.
Value buildFold(ImplicitLocOpBuilder &builder, ArrayRef<Access> inputs,
                AffineMap result, ArrayRef<int64_t> shape, Value neutral,
                ScalarBuilder body);

/// A fold of `tensor` over `axes`, which the result lacks.
Value buildReduction(ImplicitLocOpBuilder &builder, Value tensor,
                     ArrayRef<int64_t> axes, Value neutral, ScalarBuilder body);

/// A sum of products in the sum type of the result's element; the flags are the
/// signs of integer operands.
struct Contraction {
  Access lhs;
  Access rhs;
  AffineMap result;
  SmallVector<int64_t> shape;
  Type element;
  bool lhsUnsigned = false;
  bool rhsUnsigned = false;
  arith::FastMathFlags fastmath = arith::FastMathFlags::none;
};
Value buildContraction(ImplicitLocOpBuilder &builder,
                       const Contraction &contraction);

/// `tensor` with `value` around it.
Value buildPadded(ImplicitLocOpBuilder &builder, Value tensor,
                  ArrayRef<int64_t> low, ArrayRef<int64_t> high, Value value);

} // namespace mlir::graph

#endif // DSA_LIB_CONVERSION_GRAPHTOLINALG_LINALGBUILDERS_H
