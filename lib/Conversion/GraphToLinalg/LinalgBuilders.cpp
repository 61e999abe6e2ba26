// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Builders of the few shapes of linalg that graph operators lower to.
#include "LinalgBuilders.h"
#include "dsa/Dialect/Graph/IR/Graph.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/ReshapeOpsUtils.h"

using namespace mlir;
using namespace mlir::graph;

//===----------------------------------------------------------------------===//
// Scalars
//===----------------------------------------------------------------------===//

Value graph::buildScalarConstant(ImplicitLocOpBuilder &builder, Type type,
                                 double value) {
  TypedAttr attribute;
  if (isa<FloatType>(type))
    attribute = builder.getFloatAttr(type, value);
  else
    attribute = builder.getIntegerAttr(type, static_cast<int64_t>(value));
  return arith::ConstantOp::create(builder, attribute);
}

bool graph::isUnsigned(Type type) {
  auto integer = dyn_cast<IntegerType>(getElementTypeOrSelf(type));
  return integer && (integer.isUnsigned() || integer.getWidth() == 1);
}

Type graph::getSumType(Type element) {
  if (isa<FloatType>(element) && element.getIntOrFloatBitWidth() < 32)
    return Float32Type::get(element.getContext());
  return element;
}

static Value buildIntegerCast(ImplicitLocOpBuilder &builder, Value value,
                              Type to, bool isUnsigned) {
  unsigned from = value.getType().getIntOrFloatBitWidth();
  if (from > to.getIntOrFloatBitWidth())
    return arith::TruncIOp::create(builder, to, value);
  if (from == to.getIntOrFloatBitWidth())
    return value;
  if (isUnsigned)
    return arith::ExtUIOp::create(builder, to, value);
  return arith::ExtSIOp::create(builder, to, value);
}

static Value buildFloatCast(ImplicitLocOpBuilder &builder, Value value,
                            Type to) {
  // bf16 and f16 have no conversion but by way of f32.
  unsigned from = value.getType().getIntOrFloatBitWidth();
  if (from == to.getIntOrFloatBitWidth() && value.getType() != to)
    value = arith::ExtFOp::create(builder, builder.getF32Type(), value);
  from = value.getType().getIntOrFloatBitWidth();
  if (from < to.getIntOrFloatBitWidth())
    return arith::ExtFOp::create(builder, to, value);
  return arith::TruncFOp::create(builder, to, value);
}

Value graph::buildScalarCast(ImplicitLocOpBuilder &builder, Value value,
                             Type to, bool fromUnsigned, bool toUnsigned) {
  Type from = value.getType();
  if (from == to)
    return value;
  if (to.isInteger(1)) {
    Value zero = buildScalarConstant(builder, from, 0);
    if (isa<FloatType>(from))
      return arith::CmpFOp::create(builder, arith::CmpFPredicate::UNE, value,
                                   zero);
    return arith::CmpIOp::create(builder, arith::CmpIPredicate::ne, value,
                                 zero);
  }
  if (isa<FloatType>(from) && isa<FloatType>(to))
    return buildFloatCast(builder, value, to);
  if (isa<FloatType>(from)) {
    if (toUnsigned)
      return arith::FPToUIOp::create(builder, to, value);
    return arith::FPToSIOp::create(builder, to, value);
  }
  if (isa<FloatType>(to)) {
    if (fromUnsigned)
      return arith::UIToFPOp::create(builder, to, value);
    return arith::SIToFPOp::create(builder, to, value);
  }
  return buildIntegerCast(builder, value, to, fromUnsigned);
}

//===----------------------------------------------------------------------===//
// Accesses
//===----------------------------------------------------------------------===//

Access graph::identityAccess(Value tensor) {
  return {tensor, AffineMap::getMultiDimIdentityMap(typeOf(tensor).getRank(),
                                                    tensor.getContext())};
}

Access graph::broadcastTo(ImplicitLocOpBuilder &builder, Value tensor,
                          ArrayRef<int64_t> shape) {
  ArrayRef<int64_t> own = shapeOf(tensor);
  size_t offset = shape.size() - own.size();
  SmallVector<int64_t> kept;
  SmallVector<AffineExpr> dims;
  for (auto [index, extent] : llvm::enumerate(own)) {
    if (extent != shape[offset + index])
      continue;
    kept.push_back(extent);
    dims.push_back(builder.getAffineDimExpr(offset + index));
  }
  return {buildReshape(builder, tensor, kept),
          AffineMap::get(shape.size(), 0, dims, builder.getContext())};
}

Access graph::parameterAlong(ImplicitLocOpBuilder &builder, Value tensor,
                             int64_t axis, int64_t rank) {
  if (typeOf(tensor).getNumElements() == 1)
    return {buildReshape(builder, tensor, {}),
            AffineMap::get(rank, 0, builder.getContext())};
  return {tensor, AffineMap::get(rank, 0, builder.getAffineDimExpr(axis))};
}

//===----------------------------------------------------------------------===//
// Tensors
//===----------------------------------------------------------------------===//

Value graph::buildFilled(ImplicitLocOpBuilder &builder, ArrayRef<int64_t> shape,
                         Value value) {
  Value empty = tensor::EmptyOp::create(builder, shape, value.getType());
  return linalg::FillOp::create(builder, value, empty).getResult(0);
}

Value graph::buildReshape(ImplicitLocOpBuilder &builder, Value tensor,
                          ArrayRef<int64_t> shape) {
  RankedTensorType from = typeOf(tensor);
  RankedTensorType to = from.clone(shape);
  if (from == to)
    return tensor;
  std::optional<SmallVector<ReassociationIndices>> groups;
  if (shape.empty() || from.getRank() == 0)
    groups.emplace();
  else
    groups = getReassociationIndicesForReshape(from, to);
  if (groups && from.getRank() > to.getRank())
    return tensor::CollapseShapeOp::create(builder, to, tensor, *groups);
  if (groups && from.getRank() < to.getRank())
    return tensor::ExpandShapeOp::create(builder, to, tensor, *groups);
  Value flat = buildReshape(builder, tensor, from.getNumElements());
  return buildReshape(builder, flat, shape);
}

Value graph::buildElementwise(ImplicitLocOpBuilder &builder,
                              ArrayRef<int64_t> shape, Type element,
                              ArrayRef<Access> inputs, ScalarBuilder body) {
  Value empty = tensor::EmptyOp::create(builder, shape, element);
  SmallVector<Value> tensors;
  SmallVector<AffineMap> maps;
  for (const Access &input : inputs) {
    tensors.push_back(input.tensor);
    maps.push_back(input.map);
  }
  maps.push_back(builder.getMultiDimIdentityMap(shape.size()));
  SmallVector<utils::IteratorType> iterators(shape.size(),
                                             utils::IteratorType::parallel);
  return linalg::GenericOp::create(
             builder, empty.getType(), tensors, empty, maps, iterators,
             [&](OpBuilder &nested, Location location, ValueRange elements) {
               ImplicitLocOpBuilder scalar(location, nested);
               Value result = body(scalar, elements.drop_back());
               linalg::YieldOp::create(scalar, result);
             })
      .getResult(0);
}

Value graph::buildCast(ImplicitLocOpBuilder &builder, Value tensor,
                       Type element) {
  if (typeOf(tensor).getElementType() == element)
    return tensor;
  return buildElementwise(
      builder, shapeOf(tensor), element, identityAccess(tensor),
      [&](ImplicitLocOpBuilder &scalar, ValueRange elements) {
        return buildScalarCast(scalar, elements[0], element, false, false);
      });
}

Value graph::buildFold(ImplicitLocOpBuilder &builder, ArrayRef<Access> inputs,
                       AffineMap result, ArrayRef<int64_t> shape, Value neutral,
                       ScalarBuilder body) {
  Value init = buildFilled(builder, shape, neutral);
  SmallVector<Value> tensors;
  SmallVector<AffineMap> maps;
  for (const Access &input : inputs) {
    tensors.push_back(input.tensor);
    maps.push_back(input.map);
  }
  maps.push_back(result);
  SmallVector<utils::IteratorType> iterators;
  for (unsigned loop = 0; loop < result.getNumDims(); ++loop)
    iterators.push_back(result.isFunctionOfDim(loop)
                            ? utils::IteratorType::parallel
                            : utils::IteratorType::reduction);
  return linalg::GenericOp::create(
             builder, init.getType(), tensors, init, maps, iterators,
             [&](OpBuilder &nested, Location location, ValueRange elements) {
               ImplicitLocOpBuilder scalar(location, nested);
               linalg::YieldOp::create(scalar, body(scalar, elements));
             })
      .getResult(0);
}

Value graph::buildReduction(ImplicitLocOpBuilder &builder, Value tensor,
                            ArrayRef<int64_t> axes, Value neutral,
                            ScalarBuilder body) {
  SmallVector<int64_t> shape;
  SmallVector<AffineExpr> dims;
  for (auto [dim, extent] : llvm::enumerate(shapeOf(tensor))) {
    if (llvm::is_contained(axes, static_cast<int64_t>(dim)))
      continue;
    shape.push_back(extent);
    dims.push_back(builder.getAffineDimExpr(dim));
  }
  AffineMap result =
      AffineMap::get(typeOf(tensor).getRank(), 0, dims, builder.getContext());
  return buildFold(builder, identityAccess(tensor), result, shape, neutral,
                   body);
}

Value graph::buildContraction(ImplicitLocOpBuilder &builder,
                              const Contraction &contraction) {
  Type sumType = getSumType(contraction.element);
  Value zero = buildScalarConstant(builder, sumType, 0);
  Value sums = buildFold(
      builder, {contraction.lhs, contraction.rhs}, contraction.result,
      contraction.shape, zero,
      [&](ImplicitLocOpBuilder &scalar, ValueRange elements) -> Value {
        Value lhs = buildScalarCast(scalar, elements[0], sumType,
                                    contraction.lhsUnsigned, false);
        Value rhs = buildScalarCast(scalar, elements[1], sumType,
                                    contraction.rhsUnsigned, false);
        if (isa<IntegerType>(sumType)) {
          Value product = arith::MulIOp::create(scalar, lhs, rhs);
          return arith::AddIOp::create(scalar, elements[2], product);
        }
        Value product =
            arith::MulFOp::create(scalar, lhs, rhs, contraction.fastmath);
        return arith::AddFOp::create(scalar, elements[2], product,
                                     contraction.fastmath);
      });
  return buildCast(builder, sums, contraction.element);
}

Value graph::buildPadded(ImplicitLocOpBuilder &builder, Value tensor,
                         ArrayRef<int64_t> low, ArrayRef<int64_t> high,
                         Value value) {
  auto isZero = [](int64_t pad) { return pad == 0; };
  if (llvm::all_of(low, isZero) && llvm::all_of(high, isZero))
    return tensor;
  SmallVector<int64_t> shape(shapeOf(tensor));
  SmallVector<OpFoldResult> lows, highs;
  for (auto [extent, before, after] : llvm::zip_equal(shape, low, high)) {
    extent += before + after;
    lows.push_back(builder.getIndexAttr(before));
    highs.push_back(builder.getIndexAttr(after));
  }
  RankedTensorType type = typeOf(tensor).clone(shape);
  return tensor::PadOp::create(builder, type, tensor, lows, highs, value);
}
