// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Normalizations of the `graph` dialect: verifiers.
#include "GraphTypeInference.h"

using namespace mlir;
using namespace mlir::graph;

/// C1 of softmax and log_softmax.
static LogicalResult verifyAxis(Operation *op, Type type, int64_t axis) {
  int64_t rank = cast<RankedTensorType>(type).getRank();
  if (axis >= 0 && axis < rank)
    return success();
  return op->emitOpError("expected an axis from 0 to ")
         << rank - 1 << ", but got " << axis;
}

LogicalResult SoftmaxOp::verify() {
  return verifyAxis(*this, getInput().getType(), getAxis());
}

LogicalResult LogSoftmaxOp::verify() {
  return verifyAxis(*this, getInput().getType(), getAxis());
}

LogicalResult BatchNormOp::verify() {
  auto input = cast<RankedTensorType>(getInput().getType());
  // C1: the input has two dimensions or more.
  if (input.getRank() < 2)
    return emitOpError("expected an input of two dimensions or more, but got ")
           << input;
  // C2: the parameters are vectors of one number a channel.
  for (Value parameter : {getScale(), getBias(), getMean(), getVariance()})
    if (cast<RankedTensorType>(parameter.getType()).getShape() !=
        ArrayRef(input.getDimSize(1)))
      return emitOpError("expected parameters of ")
             << input.getDimSize(1) << " numbers, but got "
             << parameter.getType();
  return success();
}
