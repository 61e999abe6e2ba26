// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Import of ONNX operators that quantize and dequantize.
#include "Node.h"

using namespace mlir;
using namespace mlir::dsa;

/// The zero point, or zero of type `element` where there is none.
static FailureOr<Value> getZeroPoint(Node &node, Type element) {
  if (Value zero = node.getInput(2))
    return zero;
  auto type = RankedTensorType::get({}, element);
  return node.constant(
      type,
      DenseElementsAttr::get(type, node.builder.getIntegerAttr(element, 0)));
}

/// The dimension of a vector of scales.
static FailureOr<int64_t> getAxis(Node &node) {
  if (node.getInputType(1).getNumElements() == 1)
    return 0;
  return node.normalizeAxis(node.getInt("axis", 1),
                            node.getInputType(0).getRank());
}

static LogicalResult importQuantizeLinear(Node &node) {
  MLIRContext *context = node.builder.getContext();
  FailureOr<int64_t> axis = getAxis(node);
  FailureOr<Value> zero =
      getZeroPoint(node, IntegerType::get(context, 8, IntegerType::Unsigned));
  if (failed(axis) || failed(zero))
    return failure();
  FailureOr<Value> input =
      node.cast(node.getInput(0), node.getInputType(1).getElementType());
  return node.yield(node.createOfType<graph::QuantizeLinearOp>(
      node.getInputType(0).clone(getElementTypeOrSelf(zero->getType())),
      {input, node.getInput(1), zero}, node.attribute("axis", *axis)));
}

static LogicalResult importDequantizeLinear(Node &node) {
  FailureOr<int64_t> axis = getAxis(node);
  FailureOr<Value> zero =
      getZeroPoint(node, node.getInputType(0).getElementType());
  if (failed(axis) || failed(zero))
    return failure();
  return node.yield(node.createOfType<graph::DequantizeLinearOp>(
      node.getInputType(0).clone(node.getInputType(1).getElementType()),
      {node.getInput(0), node.getInput(1), zero},
      node.attribute("axis", *axis)));
}

static LogicalResult importDynamicQuantizeLinear(Node &node) {
  // The range of the input, enlarged to hold zero, becomes that of a byte.
  Value input = node.getInput(0);
  SmallVector<int64_t> axes =
      llvm::to_vector(llvm::seq<int64_t>(0, node.getInputType(0).getRank()));
  FailureOr<Value> zero = node.scalar(0, input), full = node.scalar(255, input);
  FailureOr<Value> low = node.create<graph::MinOp>(
      {node.create<graph::ReduceMinOp>({input}, node.attribute("axes", axes)),
       zero});
  FailureOr<Value> high = node.create<graph::MaxOp>(
      {node.create<graph::ReduceMaxOp>({input}, node.attribute("axes", axes)),
       zero});
  FailureOr<Value> scale =
      node.create<graph::DivOp>({node.create<graph::SubOp>({high, low}), full});
  FailureOr<Value> offset =
      node.create<graph::DivOp>({node.create<graph::NegOp>(low), scale});
  FailureOr<Value> bounded = node.create<graph::MinOp>(
      {node.create<graph::MaxOp>({offset, zero}), full});
  Type byte =
      IntegerType::get(node.builder.getContext(), 8, IntegerType::Unsigned);
  FailureOr<Value> zeroPoint =
      node.cast(node.create<graph::RoundOp>(bounded), byte);
  FailureOr<Value> result = node.createOfType<graph::QuantizeLinearOp>(
      node.getInputType(0).clone(byte), {input, scale, zeroPoint},
      node.attribute("axis", int64_t(0)));
  return success(succeeded(node.yield(result, 0)) &&
                 succeeded(node.yield(scale, 1)) &&
                 succeeded(node.yield(zeroPoint, 2)));
}

static constexpr Rule rules[] = {
    {"DequantizeLinear", importDequantizeLinear},
    {"DynamicQuantizeLinear", importDynamicQuantizeLinear},
    {"QuantizeLinear", importQuantizeLinear},
};

ArrayRef<Rule> dsa::getQuantizationRules() { return rules; }
