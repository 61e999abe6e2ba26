// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Import of ONNX normalizations.
#include "Node.h"

using namespace mlir;
using namespace mlir::dsa;

/// Before version 13 all dimensions from `axis` on are normalized together.
template <typename OpTy>
static LogicalResult importSoftmax(Node &node) {
  RankedTensorType type = node.getInputType(0);
  int64_t given = node.getInt("axis", node.opset < 13 ? 1 : -1);
  FailureOr<int64_t> axis = node.normalizeAxis(given, type.getRank());
  if (failed(axis))
    return failure();
  FailureOr<Value> input = node.getInput(0);
  if (node.opset < 13 && *axis != type.getRank() - 1) {
    int64_t rows =
        ShapedType::getNumElements(type.getShape().take_front(*axis));
    int64_t columns =
        ShapedType::getNumElements(type.getShape().drop_front(*axis));
    input = node.reshape(input, {rows, columns});
    axis = 1;
  }
  return node.yield(
      node.reshape(node.create<OpTy>(input, node.attribute("axis", *axis)),
                   type.getShape()));
}

static LogicalResult importBatchNormalization(Node &node) {
  if (node.getInt("training_mode", 0) || !node.getInt("spatial", 1) ||
      (node.opset < 7 && !node.getInt("is_test", 0)))
    return node.emitError()
           << "expected the normalization of inference, by one mean and "
              "variance a channel, but got that of training";
  SmallVector<FailureOr<Value>> operands;
  for (unsigned index = 0; index < 5; ++index)
    operands.push_back(node.getInput(index));
  return node.yield(node.createOfType<graph::BatchNormOp>(
      node.getInputType(0), operands,
      node.attribute("epsilon", node.getFloat("epsilon", 1e-5))));
}

//===----------------------------------------------------------------------===//
// By the moments of the input
//===----------------------------------------------------------------------===//

namespace {
struct Normalized {
  FailureOr<Value> value;
  FailureOr<Value> mean;
  /// One over the square root of the variance.
  FailureOr<Value> inverse;
};
} // namespace

/// `(x - mean(x)) / sqrt(variance(x) + epsilon)` over `axes`.
static Normalized createNormalized(Node &node, ArrayRef<int64_t> axes) {
  Value input = node.getInput(0);
  SmallVector<int64_t> kept(node.getInputShape(0));
  int64_t count = 1;
  for (int64_t axis : axes) {
    count *= kept[axis];
    kept[axis] = 1;
  }
  FailureOr<Value> divisor = node.scalar(count, input);
  auto createMean = [&](FailureOr<Value> value) {
    FailureOr<Value> sum =
        node.create<graph::ReduceSumOp>(value, node.attribute("axes", axes));
    return node.reshape(node.create<graph::DivOp>({sum, divisor}), kept);
  };
  FailureOr<Value> mean = createMean(input);
  FailureOr<Value> centered = node.create<graph::SubOp>({input, mean});
  FailureOr<Value> variance =
      createMean(node.create<graph::MulOp>({centered, centered}));
  FailureOr<Value> epsilon = node.scalar(node.getFloat("epsilon", 1e-5), input);
  FailureOr<Value> deviation = node.create<graph::SqrtOp>(
      node.create<graph::AddOp>({variance, epsilon}));
  FailureOr<Value> inverse = node.create<graph::ReciprocalOp>(deviation);
  return {node.create<graph::DivOp>({centered, deviation}), mean, inverse};
}

static LogicalResult importInstanceNormalization(Node &node) {
  int64_t rank = node.getInputType(0).getRank();
  SmallVector<int64_t> axes = llvm::to_vector(llvm::seq<int64_t>(2, rank));
  SmallVector<int64_t> perChannel(std::max<int64_t>(rank - 1, 1), 1);
  perChannel[0] = node.getInputType(1).getNumElements();
  FailureOr<Value> scaled =
      node.create<graph::MulOp>({createNormalized(node, axes).value,
                                 node.reshape(node.getInput(1), perChannel)});
  return node.yield(node.create<graph::AddOp>(
      {scaled, node.reshape(node.getInput(2), perChannel)}));
}

static LogicalResult importLayerNormalization(Node &node) {
  int64_t rank = node.getInputType(0).getRank();
  FailureOr<int64_t> axis = node.normalizeAxis(node.getInt("axis", -1), rank);
  if (failed(axis))
    return failure();
  Normalized normalized =
      createNormalized(node, llvm::to_vector(llvm::seq<int64_t>(*axis, rank)));
  FailureOr<Value> result =
      node.create<graph::MulOp>({normalized.value, node.getInput(1)});
  if (Value bias = node.getInput(2))
    result = node.create<graph::AddOp>({result, bias});
  return success(succeeded(node.yield(result, 0)) &&
                 succeeded(node.yield(normalized.mean, 1)) &&
                 succeeded(node.yield(normalized.inverse, 2)));
}

static LogicalResult importLRN(Node &node) {
  // Channels are the one spatial dimension of a mean over a window.
  Value input = node.getInput(0);
  RankedTensorType type = node.getInputType(0);
  int64_t size = node.getInt("size", 1);
  if (type.getRank() < 2 || size < 1)
    return node.emitError() << "expected channels and a positive size, but got "
                            << type << " and " << size;
  int64_t channels = type.getDimSize(1);
  FailureOr<Value> squares =
      node.reshape(node.create<graph::MulOp>({input, input}),
                   {type.getDimSize(0), 1, channels,
                    ShapedType::getNumElements(type.getShape().drop_front(2))});
  SmallVector<int64_t> pads = {(size - 1) / 2, 0, size / 2, 0};
  FailureOr<Value> means = node.create<graph::AveragePoolOp>(
      squares,
      {node.attribute("kernel", ArrayRef<int64_t>{size, 1}),
       node.attribute("strides", ArrayRef<int64_t>{1, 1}),
       node.attribute("dilations", ArrayRef<int64_t>{1, 1}),
       node.attribute("pads", pads), node.attribute("counted_pads", pads)});
  FailureOr<Value> weighted = node.create<graph::MulOp>(
      {node.reshape(means, type.getShape()),
       node.scalar(node.getFloat("alpha", 1e-4), input)});
  FailureOr<Value> divisor = node.create<graph::PowOp>(
      {node.create<graph::AddOp>(
           {weighted, node.scalar(node.getFloat("bias", 1), input)}),
       node.scalar(node.getFloat("beta", 0.75), input)});
  return node.yield(node.create<graph::DivOp>({input, divisor}));
}

static constexpr Rule rules[] = {
    {"BatchNormalization", importBatchNormalization},
    {"InstanceNormalization", importInstanceNormalization},
    {"LRN", importLRN},
    {"LayerNormalization", importLayerNormalization},
    {"LogSoftmax", importSoftmax<graph::LogSoftmaxOp>},
    {"Softmax", importSoftmax<graph::SoftmaxOp>},
};

ArrayRef<Rule> dsa::getNormalizationRules() { return rules; }
