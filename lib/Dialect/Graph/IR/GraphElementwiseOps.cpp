// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Element-wise operators of the `graph` dialect: types and verifiers.
#include "GraphTypeInference.h"

using namespace mlir;
using namespace mlir::graph;

FailureOr<SmallVector<int64_t>>
graph::broadcastShapes(ArrayRef<ArrayRef<int64_t>> shapes) {
  size_t rank = 0;
  for (ArrayRef<int64_t> shape : shapes)
    rank = std::max(rank, shape.size());
  SmallVector<int64_t> result(rank, 1);
  for (ArrayRef<int64_t> shape : shapes) {
    auto aligned = MutableArrayRef(result).take_back(shape.size());
    for (auto [extent, broadcast] : llvm::zip_equal(shape, aligned)) {
      if (extent != 1 && broadcast != 1 && extent != broadcast)
        return failure();
      if (extent != 1)
        broadcast = extent;
    }
  }
  return result;
}

LogicalResult graph::inferElementwiseType(std::optional<Location> location,
                                          ValueRange operands, Type element,
                                          SmallVectorImpl<Type> &types) {
  SmallVector<ArrayRef<int64_t>> shapes;
  for (Type type : operands.getTypes())
    shapes.push_back(cast<RankedTensorType>(type).getShape());
  // C1: the shapes of the operands broadcast.
  FailureOr<SmallVector<int64_t>> shape = broadcastShapes(shapes);
  if (failed(shape))
    return emitOptionalError(location,
                             "expected shapes that broadcast, but got ",
                             operands.getTypes());
  types.push_back(RankedTensorType::get(*shape, element));
  return success();
}

LogicalResult WhereOp::verify() {
  // C3: both values have the same element type.
  Type element = getElementTypeOrSelf(getTrueValue());
  if (element == getElementTypeOrSelf(getFalseValue()))
    return success();
  return emitOpError("expected two values of one element type, but got ")
         << element << " and " << getElementTypeOrSelf(getFalseValue());
}
