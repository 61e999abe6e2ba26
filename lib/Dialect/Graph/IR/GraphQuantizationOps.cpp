// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Scales and zero points of the `graph` dialect: verifiers.
#include "GraphTypeInference.h"

using namespace mlir;
using namespace mlir::graph;

LogicalResult graph::verifyParameter(Operation *op, StringRef name,
                                     Value parameter, int64_t count) {
  auto type = cast<RankedTensorType>(parameter.getType());
  if (type.getRank() == 0 ||
      (type.getRank() == 1 &&
       (type.getDimSize(0) == 1 || type.getDimSize(0) == count)))
    return success();
  return op->emitOpError("expected '")
         << name << "' of one number or " << count << ", but got " << type;
}

/// What quantizing, dequantizing and requantizing have in common.
static LogicalResult
verifyScaling(Operation *op, Value quantized, Value zeroPoint, int64_t axis,
              ArrayRef<std::pair<StringRef, Value>> scales) {
  auto input = cast<RankedTensorType>(op->getOperand(0).getType());
  auto result = cast<RankedTensorType>(op->getResult(0).getType());
  // C1: the result has the shape of the input.
  if (input.getShape() != result.getShape())
    return op->emitOpError("expected a result of the shape of ")
           << input << ", but got " << result;
  // C2: a parameter is one number, or one for each index of `axis`.
  int64_t count =
      axis >= 0 && axis < input.getRank() ? input.getDimSize(axis) : 1;
  for (auto [name, scale] : scales)
    if (failed(verifyParameter(op, name, scale, count)))
      return failure();
  if (failed(verifyParameter(op, "zero_point", zeroPoint, count)))
    return failure();
  // C3: the zero point has the quantized element type.
  Type element = getElementTypeOrSelf(quantized);
  if (getElementTypeOrSelf(zeroPoint) == element)
    return success();
  return op->emitOpError("expected a zero point of element type ")
         << element << ", but got " << zeroPoint.getType();
}

LogicalResult QuantizeLinearOp::verify() {
  return verifyScaling(*this, getResult(), getZeroPoint(), getAxis(),
                       {{"scale", getScale()}});
}

LogicalResult DequantizeLinearOp::verify() {
  return verifyScaling(*this, getInput(), getZeroPoint(), getAxis(),
                       {{"scale", getScale()}});
}

LogicalResult RequantizeOp::verify() {
  return verifyScaling(*this, getResult(), getZeroPoint(), getAxis(),
                       {{"lhs_scale", getLhsScale()},
                        {"rhs_scale", getRhsScale()},
                        {"scale", getScale()}});
}
