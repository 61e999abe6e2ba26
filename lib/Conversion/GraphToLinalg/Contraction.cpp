// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Lowering of matrix products to linalg.
#include "ZeroPoints.h"
#include "dsa/Dialect/Graph/IR/Graph.h"

using namespace mlir;
using namespace mlir::graph;

/// Loops are (batch..., m, n, k); `lhs` and `rhs` broadcast over the batches.
static Value buildMatmul(ImplicitLocOpBuilder &builder, Value lhs, Value rhs,
                         ArrayRef<int64_t> shape, Contraction contraction) {
  unsigned batches = shape.size() - 2, loops = shape.size() + 1;
  AffineExpr m = builder.getAffineDimExpr(batches);
  AffineExpr n = builder.getAffineDimExpr(batches + 1);
  AffineExpr k = builder.getAffineDimExpr(batches + 2);
  auto access = [&](Value tensor, AffineExpr row, AffineExpr column) {
    // The matrix dimensions stay even where their extents are one.
    ArrayRef<int64_t> own = shapeOf(tensor);
    size_t offset = batches - (own.size() - 2);
    SmallVector<int64_t> kept;
    SmallVector<AffineExpr> dims;
    for (auto [index, extent] : llvm::enumerate(own.drop_back(2))) {
      if (extent != shape[offset + index])
        continue;
      kept.push_back(extent);
      dims.push_back(builder.getAffineDimExpr(offset + index));
    }
    llvm::append_range(kept, own.take_back(2));
    dims.append({row, column});
    return Access{buildReshape(builder, tensor, kept),
                  AffineMap::get(loops, 0, dims, builder.getContext())};
  };
  contraction.lhs = access(lhs, m, k);
  contraction.rhs = access(rhs, k, n);
  contraction.result =
      builder.getMultiDimIdentityMap(loops).getMajorSubMap(shape.size());
  contraction.shape.assign(shape.begin(), shape.end());
  return buildContraction(builder, contraction);
}

FailureOr<Value> MatmulOp::lower(ImplicitLocOpBuilder &builder,
                                 ValueRange operands) {
  Contraction contraction;
  contraction.element =
      getSignlessType(getElementTypeOrSelf(getResult().getType()));
  contraction.fastmath = getFastmath();
  return buildMatmul(builder, operands[0], operands[1], shapeOf(getResult()),
                     contraction);
}

FailureOr<Value> MatmulIntegerOp::lower(ImplicitLocOpBuilder &builder,
                                        ValueRange operands) {
  Adaptor adaptor(operands, *this);
  Contraction contraction;
  contraction.element = builder.getI32Type();
  auto [lhs, rhs] =
      subtractZeroPoints(builder,
                         {getLhs(), getLhsZero(), adaptor.getLhs(),
                          adaptor.getLhsZero(), typeOf(getLhs()).getRank() - 2},
                         {getRhs(), getRhsZero(), adaptor.getRhs(),
                          adaptor.getRhsZero(), typeOf(getRhs()).getRank() - 1},
                         contraction);
  return buildMatmul(builder, lhs, rhs, shapeOf(getResult()), contraction);
}

FailureOr<Value> GemmOp::lower(ImplicitLocOpBuilder &builder,
                               ValueRange operands) {
  Adaptor adaptor(operands, *this);
  Type element = getElementTypeOrSelf(getResult().getType());
  ArrayRef<int64_t> shape = shapeOf(getResult());
  AffineExpr m, n, k;
  bindDims(builder.getContext(), m, n, k);
  auto map = [&](AffineExpr row, AffineExpr column, bool isTransposed) {
    if (isTransposed)
      std::swap(row, column);
    return AffineMap::get(3, 0, {row, column}, builder.getContext());
  };
  Contraction contraction;
  contraction.lhs = {adaptor.getLhs(), map(m, k, getTransposeLhs())};
  contraction.rhs = {adaptor.getRhs(), map(k, n, getTransposeRhs())};
  contraction.result = map(m, n, false);
  contraction.shape.assign(shape.begin(), shape.end());
  contraction.element = element;
  contraction.fastmath = getFastmath();
  Value product = buildContraction(builder, contraction);

  auto scale = [&](ImplicitLocOpBuilder &scalar, Value value, APFloat factor) {
    if (factor.isExactlyValue(1.0))
      return value;
    Value constant =
        buildScalarConstant(scalar, element, factor.convertToDouble());
    return arith::MulFOp::create(scalar, constant, value).getResult();
  };
  if (!getBias() && getAlpha().isExactlyValue(1.0))
    return product;
  SmallVector<Access> inputs = {identityAccess(product)};
  if (getBias())
    inputs.push_back(broadcastTo(builder, adaptor.getBias(), shape));
  return buildElementwise(
      builder, shape, element, inputs,
      [&](ImplicitLocOpBuilder &scalar, ValueRange elements) {
        Value scaled = scale(scalar, elements[0], getAlpha());
        if (!getBias())
          return scaled;
        Value bias = scale(scalar, elements[1], getBeta());
        return arith::AddFOp::create(scalar, scaled, bias).getResult();
      });
}
