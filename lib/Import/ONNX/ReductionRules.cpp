// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Import of ONNX reductions and pooling.
#include "Node.h"
#include "Windows.h"

using namespace mlir;
using namespace mlir::dsa;

//===----------------------------------------------------------------------===//
// Reductions
//===----------------------------------------------------------------------===//

namespace {
/// What to compute before and after a fold.
enum class Before { Nothing, Abs, Square };
enum class After { Nothing, Mean, Log, Sqrt };
} // namespace

/// Reduces `value` over the node's axes. `axes` gets them.
template <typename OpTy>
static FailureOr<Value> createReduction(Node &node, FailureOr<Value> value,
                                        ArrayRef<int64_t> axes) {
  return node.create<OpTy>(value, node.attribute("axes", axes));
}

/// The axes are an attribute, or an input in newer versions; all dimensions
/// where there are none.
static FailureOr<SmallVector<int64_t>> getAxes(Node &node) {
  int64_t rank = node.getInputType(0).getRank();
  FailureOr<std::optional<SmallVector<int64_t>>> given =
      node.getIntsOrInput("axes", 1);
  if (failed(given))
    return failure();
  if (*given && !(*given)->empty())
    return node.normalizeAxes(**given, rank);
  if (node.getInt("noop_with_empty_axes", 0))
    return SmallVector<int64_t>();
  return llvm::to_vector(llvm::seq<int64_t>(0, rank));
}

/// Puts the reduced dimensions back, with extent one, if the node keeps them.
static FailureOr<Value> restoreAxes(Node &node, FailureOr<Value> value,
                                    ArrayRef<int64_t> axes) {
  if (!node.getInt("keepdims", 1))
    return value;
  SmallVector<int64_t> shape(node.getInputShape(0));
  for (int64_t axis : axes)
    shape[axis] = 1;
  return node.reshape(value, shape);
}

static FailureOr<Value> createMean(Node &node, FailureOr<Value> sum,
                                   ArrayRef<int64_t> axes) {
  int64_t count = 1;
  for (int64_t axis : axes)
    count *= node.getInputShape(0)[axis];
  return node.create<graph::DivOp>({sum, node.scalar(count, sum)});
}

template <typename OpTy, Before before, After after>
static LogicalResult importReduction(Node &node) {
  FailureOr<SmallVector<int64_t>> axes = getAxes(node);
  if (failed(axes))
    return failure();
  FailureOr<Value> value = node.getInput(0);
  if (before == Before::Abs)
    value = node.create<graph::AbsOp>(value);
  if (before == Before::Square)
    value = node.create<graph::MulOp>({value, value});
  value = createReduction<OpTy>(node, value, *axes);
  if (after == After::Mean)
    value = createMean(node, value, *axes);
  if (after == After::Log)
    value = node.create<graph::LogOp>(value);
  if (after == After::Sqrt)
    value = node.create<graph::SqrtOp>(value);
  return node.yield(restoreAxes(node, value, *axes));
}

static LogicalResult importReduceLogSumExp(Node &node) {
  // max(x) + ln(sum(exp(x - max(x)))) does not overflow.
  FailureOr<SmallVector<int64_t>> axes = getAxes(node);
  if (failed(axes))
    return failure();
  Value input = node.getInput(0);
  FailureOr<Value> maxima =
      createReduction<graph::ReduceMaxOp>(node, input, *axes);
  SmallVector<int64_t> kept(node.getInputShape(0));
  for (int64_t axis : *axes)
    kept[axis] = 1;
  FailureOr<Value> powers = node.create<graph::ExpOp>(
      node.create<graph::SubOp>({input, node.reshape(maxima, kept)}));
  FailureOr<Value> logarithm = node.create<graph::LogOp>(
      createReduction<graph::ReduceSumOp>(node, powers, *axes));
  return node.yield(
      restoreAxes(node, node.create<graph::AddOp>({maxima, logarithm}), *axes));
}

//===----------------------------------------------------------------------===//
// Pooling
//===----------------------------------------------------------------------===//

/// All dimensions after batch and channel, which the result keeps with extent
/// one.
template <typename OpTy, bool isMean>
static LogicalResult importGlobalPool(Node &node) {
  int64_t rank = node.getInputType(0).getRank();
  SmallVector<int64_t> axes = llvm::to_vector(llvm::seq<int64_t>(2, rank));
  FailureOr<Value> value = createReduction<OpTy>(node, node.getInput(0), axes);
  if (isMean)
    value = createMean(node, value, axes);
  return node.yield(restoreAxes(node, value, axes));
}

/// With `ceil_mode` a last window may reach beyond the padded input.
static void padToCeiling(Window &window, ArrayRef<int64_t> spatial) {
  size_t rank = spatial.size();
  for (size_t dim = 0; dim < rank; ++dim) {
    int64_t free = spatial[dim] + window.pads[dim] + window.pads[dim + rank] -
                   window.getReach(dim);
    if (free > 0 && free % window.strides[dim] != 0)
      window.pads[dim + rank] +=
          window.strides[dim] - free % window.strides[dim];
  }
}

template <typename OpTy, bool isMean>
static LogicalResult importPool(Node &node) {
  if (node.getInputType(0).getRank() < 3)
    return node.emitError()
           << "expected an input of three dimensions or more, but got "
           << node.getInputType(0);
  ArrayRef<int64_t> spatial = node.getInputShape(0).drop_front(2);
  FailureOr<Window> window = getWindow(node, spatial, std::nullopt);
  if (failed(window))
    return failure();
  if (node.getNumOutputs() > 1)
    return node.emitError() << "expected one output, but got the indices of "
                               "the maxima too, which are not supported";
  SmallVector<int64_t> counted(window->pads.size(), 0);
  if (node.getInt("count_include_pad", 0))
    counted = window->pads;
  if (node.getInt("ceil_mode", 0))
    padToCeiling(*window, spatial);
  SmallVector<NamedAttribute> attributes = {
      node.attribute("kernel", window->kernel),
      node.attribute("strides", window->strides),
      node.attribute("dilations", window->dilations),
      node.attribute("pads", window->pads)};
  if (isMean)
    attributes.push_back(node.attribute("counted_pads", counted));
  return node.yield(node.create<OpTy>({node.getInput(0)}, attributes));
}

static constexpr Rule rules[] = {
    {"AveragePool", importPool<graph::AveragePoolOp, true>},
    {"GlobalAveragePool", importGlobalPool<graph::ReduceSumOp, true>},
    {"GlobalMaxPool", importGlobalPool<graph::ReduceMaxOp, false>},
    {"MaxPool", importPool<graph::MaxPoolOp, false>},
    {"ReduceL1",
     importReduction<graph::ReduceSumOp, Before::Abs, After::Nothing>},
    {"ReduceL2",
     importReduction<graph::ReduceSumOp, Before::Square, After::Sqrt>},
    {"ReduceLogSum",
     importReduction<graph::ReduceSumOp, Before::Nothing, After::Log>},
    {"ReduceLogSumExp", importReduceLogSumExp},
    {"ReduceMax",
     importReduction<graph::ReduceMaxOp, Before::Nothing, After::Nothing>},
    {"ReduceMean",
     importReduction<graph::ReduceSumOp, Before::Nothing, After::Mean>},
    {"ReduceMin",
     importReduction<graph::ReduceMinOp, Before::Nothing, After::Nothing>},
    {"ReduceProd",
     importReduction<graph::ReduceProdOp, Before::Nothing, After::Nothing>},
    {"ReduceSum",
     importReduction<graph::ReduceSumOp, Before::Nothing, After::Nothing>},
    {"ReduceSumSquare",
     importReduction<graph::ReduceSumOp, Before::Square, After::Nothing>},
};

ArrayRef<Rule> dsa::getReductionRules() { return rules; }
