// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Import of ONNX constants and operators that move elements.
#include "Node.h"

using namespace mlir;
using namespace mlir::dsa;

//===----------------------------------------------------------------------===//
// Constants
//===----------------------------------------------------------------------===//

static FailureOr<Value> createInts(Node &node, ArrayRef<int64_t> shape,
                                   ArrayRef<int64_t> values) {
  auto type =
      RankedTensorType::get(shape, IntegerType::get(node.builder.getContext(),
                                                    64, IntegerType::Signed));
  return node.constant(type, DenseElementsAttr::get(type, values));
}

static LogicalResult importConstant(Node &node) {
  if (node.has("value"))
    return node.yield(node.getTensor("value"));
  if (node.has("value_int"))
    return node.yield(createInts(node, {}, node.getInt("value_int", 0)));
  if (auto ints = node.getInts("value_ints"))
    return node.yield(createInts(node, ints->size(), *ints));
  if (node.has("value_float")) {
    auto type = RankedTensorType::get({}, node.builder.getF32Type());
    auto value = static_cast<float>(node.getFloat("value_float", 0));
    return node.yield(node.constant(type, DenseElementsAttr::get(type, value)));
  }
  return node.emitError() << "expected a constant of numbers";
}

static LogicalResult importConstantOfShape(Node &node) {
  auto shape = node.getIntsOrInput("", 0);
  if (failed(shape))
    return failure();
  FailureOr<Value> value =
      node.has("value") ? node.getTensor("value") : [&]() -> FailureOr<Value> {
    auto type = RankedTensorType::get({}, node.builder.getF32Type());
    return node.constant(type, DenseElementsAttr::get(type, 0.0f));
  }();
  if (failed(value))
    return failure();
  auto op = value->getDefiningOp<graph::ConstantOp>();
  auto element = dyn_cast<DenseElementsAttr>(op.getValue());
  if (!element || element.getNumElements() != 1)
    return node.emitError() << "expected attribute 'value' of one element, but "
                               "got "
                            << op.getValue().getType();
  auto type = RankedTensorType::get(**shape, element.getElementType());
  return node.yield(node.constant(type, element.resizeSplat(type)));
}

static LogicalResult importIdentity(Node &node) {
  return node.yield(node.getInput(0));
}

static LogicalResult importDropout(Node &node) {
  if (node.getNumOutputs() > 1 || node.getInput(2))
    return node.emitError()
           << "expected the dropout of inference, but got that of training";
  return importIdentity(node);
}

static LogicalResult importShape(Node &node) {
  ArrayRef<int64_t> shape = node.getInputShape(0);
  int64_t rank = shape.size();
  auto clamp = [&](int64_t index) {
    return std::clamp<int64_t>(index < 0 ? index + rank : index, 0, rank);
  };
  int64_t start = clamp(node.getInt("start", 0));
  int64_t end = std::max(start, clamp(node.getInt("end", rank)));
  return node.yield(
      createInts(node, end - start, shape.slice(start, end - start)));
}

static LogicalResult importSize(Node &node) {
  return node.yield(
      createInts(node, {}, node.getInputType(0).getNumElements()));
}

//===----------------------------------------------------------------------===//
// Reshapes
//===----------------------------------------------------------------------===//

static LogicalResult importReshape(Node &node) {
  auto given = node.getIntsOrInput("shape", 1);
  if (failed(given))
    return failure();
  RankedTensorType type = node.getInputType(0);
  SmallVector<int64_t> shape = **given;
  int64_t known = 1, inferred = -1;
  for (auto [index, extent] : llvm::enumerate(shape)) {
    if (extent == 0 && !node.getInt("allowzero", 0) &&
        static_cast<int64_t>(index) < type.getRank())
      extent = type.getDimSize(index);
    if (extent == -1 && inferred < 0)
      inferred = index;
    else
      known *= extent;
  }
  if (inferred >= 0 && known != 0)
    shape[inferred] = type.getNumElements() / known;
  if (llvm::any_of(shape, [](int64_t extent) { return extent < 0; }))
    return node.emitError() << "expected a shape for " << type << ", but got ["
                            << **given << "]";
  return node.yield(node.reshape(node.getInput(0), shape));
}

static LogicalResult importFlatten(Node &node) {
  ArrayRef<int64_t> shape = node.getInputShape(0);
  int64_t axis = node.getInt("axis", 1), rank = shape.size();
  if (axis < -rank || axis > rank)
    return node.emitError() << "expected an axis from " << -rank << " to "
                            << rank << ", but got " << axis;
  axis = axis < 0 ? axis + rank : axis;
  return node.yield(node.reshape(
      node.getInput(0), {ShapedType::getNumElements(shape.take_front(axis)),
                         ShapedType::getNumElements(shape.drop_front(axis))}));
}

static LogicalResult importSqueeze(Node &node) {
  ArrayRef<int64_t> shape = node.getInputShape(0);
  auto given = node.getIntsOrInput("axes", 1);
  if (failed(given))
    return failure();
  SmallVector<int64_t> axes;
  if (*given) {
    auto normal = node.normalizeAxes(**given, shape.size());
    if (failed(normal))
      return failure();
    axes = *normal;
  } else {
    for (auto [axis, extent] : llvm::enumerate(shape))
      if (extent == 1)
        axes.push_back(axis);
  }
  SmallVector<int64_t> squeezed;
  for (auto [axis, extent] : llvm::enumerate(shape)) {
    bool isDropped = llvm::is_contained(axes, static_cast<int64_t>(axis));
    if (isDropped && extent != 1)
      return node.emitError() << "expected an extent of 1 in dimension " << axis
                              << ", but got " << extent;
    if (!isDropped)
      squeezed.push_back(extent);
  }
  return node.yield(node.reshape(node.getInput(0), squeezed));
}

static LogicalResult importUnsqueeze(Node &node) {
  ArrayRef<int64_t> shape = node.getInputShape(0);
  auto given = node.getIntsOrInput("axes", 1);
  if (failed(given))
    return failure();
  auto axes = node.normalizeAxes(**given, shape.size() + (*given)->size());
  if (failed(axes))
    return failure();
  SmallVector<int64_t> unsqueezed(shape);
  for (int64_t axis : *axes)
    unsqueezed.insert(unsqueezed.begin() + axis, 1);
  return node.yield(node.reshape(node.getInput(0), unsqueezed));
}

//===----------------------------------------------------------------------===//
// Moves
//===----------------------------------------------------------------------===//

static FailureOr<Value> createTranspose(Node &node, FailureOr<Value> value,
                                        ArrayRef<int64_t> permutation) {
  return node.create<graph::TransposeOp>(
      value, node.attribute("permutation", permutation));
}

static LogicalResult importTranspose(Node &node) {
  auto reversed = llvm::to_vector(
      llvm::reverse(llvm::seq<int64_t>(0, node.getInputType(0).getRank())));
  return node.yield(createTranspose(node, node.getInput(0),
                                    node.getInts("perm").value_or(reversed)));
}

/// Between `[n, c, h * block, w * block]` and `[n, c * block^2, h, w]`.
static LogicalResult importDepthToSpace(Node &node) {
  ArrayRef<int64_t> shape = node.getInputShape(0);
  int64_t block = node.getInt("blocksize", 0);
  if (shape.size() != 4 || block < 1 || shape[1] % (block * block) != 0)
    return node.emitError()
           << "expected four dimensions and channels that " << block << "^2 "
           << "divides, but got " << node.getInputType(0);
  int64_t channels = shape[1] / (block * block);
  bool isColumnFirst = node.getString("mode", "DCR") == "CRD";
  SmallVector<int64_t> parts = {shape[0], block,    block,
                                channels, shape[2], shape[3]};
  SmallVector<int64_t> permutation = {0, 3, 4, 1, 5, 2};
  if (isColumnFirst) {
    parts = {shape[0], channels, block, block, shape[2], shape[3]};
    permutation = {0, 1, 4, 2, 5, 3};
  }
  FailureOr<Value> value =
      createTranspose(node, node.reshape(node.getInput(0), parts), permutation);
  return node.yield(node.reshape(
      value, {shape[0], channels, shape[2] * block, shape[3] * block}));
}

static LogicalResult importSpaceToDepth(Node &node) {
  ArrayRef<int64_t> shape = node.getInputShape(0);
  int64_t block = node.getInt("blocksize", 0);
  if (shape.size() != 4 || block < 1 || shape[2] % block || shape[3] % block)
    return node.emitError()
           << "expected four dimensions, the last two multiples of " << block
           << ", but got " << node.getInputType(0);
  int64_t height = shape[2] / block, width = shape[3] / block;
  FailureOr<Value> value = createTranspose(
      node,
      node.reshape(node.getInput(0),
                   {shape[0], shape[1], height, block, width, block}),
      {0, 3, 5, 1, 2, 4});
  return node.yield(
      node.reshape(value, {shape[0], shape[1] * block * block, height, width}));
}

static LogicalResult importExpand(Node &node) {
  auto given = node.getIntsOrInput("", 1);
  if (failed(given))
    return failure();
  FailureOr<SmallVector<int64_t>> shape =
      graph::broadcastShapes({node.getInputShape(0), **given});
  if (failed(shape))
    return node.emitError() << "expected a shape that " << node.getInputType(0)
                            << " broadcasts with, but got [" << **given << "]";
  return node.yield(node.createOfType<graph::ExpandOp>(
      node.getInputType(0).clone(*shape), {node.getInput(0)}));
}

/// Repeats by a dimension of extent one before each, broadcast.
static FailureOr<Value> createTile(Node &node, ArrayRef<int64_t> repeats) {
  RankedTensorType type = node.getInputType(0);
  SmallVector<int64_t> split, repeated, result;
  for (auto [extent, repeat] : llvm::zip_equal(type.getShape(), repeats)) {
    split.append({1, extent});
    repeated.append({repeat, extent});
    result.push_back(repeat * extent);
  }
  return node.reshape(
      node.createOfType<graph::ExpandOp>(type.clone(repeated),
                                         node.reshape(node.getInput(0), split)),
      result);
}

static LogicalResult importTile(Node &node) {
  auto repeats = node.getIntsOrInput("", 1);
  if (failed(repeats))
    return failure();
  if (static_cast<int64_t>((*repeats)->size()) !=
          node.getInputType(0).getRank() ||
      llvm::any_of(**repeats, [](int64_t repeat) { return repeat < 0; }))
    return node.emitError()
           << "expected one repeat for each dimension of "
           << node.getInputType(0) << ", but got [" << **repeats << "]";
  return node.yield(createTile(node, **repeats));
}

static LogicalResult importConcat(Node &node) {
  FailureOr<int64_t> axis = node.normalizeAxis(node.getInt("axis", 1),
                                               node.getInputType(0).getRank());
  if (failed(axis))
    return failure();
  SmallVector<FailureOr<Value>> operands;
  for (unsigned index = 0; index < node.getNumInputs(); ++index)
    operands.push_back(node.getInput(index));
  return node.yield(
      node.create<graph::ConcatOp>(operands, node.attribute("axis", *axis)));
}

static LogicalResult importGather(Node &node) {
  FailureOr<int64_t> axis = node.normalizeAxis(node.getInt("axis", 0),
                                               node.getInputType(0).getRank());
  if (failed(axis))
    return failure();
  return node.yield(node.create<graph::GatherOp>(
      {node.getInput(0), node.getInput(1)}, node.attribute("axis", *axis)));
}

//===----------------------------------------------------------------------===//
// Slices
//===----------------------------------------------------------------------===//

static FailureOr<Value> createSlice(Node &node, FailureOr<Value> value,
                                    ArrayRef<int64_t> starts,
                                    ArrayRef<int64_t> sizes,
                                    ArrayRef<int64_t> steps) {
  return node.create<graph::SliceOp>(value, {node.attribute("starts", starts),
                                             node.attribute("sizes", sizes),
                                             node.attribute("steps", steps)});
}

/// Bounds are attributes before version 10, then inputs.
static LogicalResult importSlice(Node &node) {
  ArrayRef<int64_t> shape = node.getInputShape(0);
  auto starts = node.getIntsOrInput("starts", 1);
  auto ends = node.getIntsOrInput("ends", 2);
  auto axes = node.getIntsOrInput("axes", 3);
  auto steps = node.getIntsOrInput("", 4);
  if (failed(starts) || failed(ends) || failed(axes) || failed(steps))
    return failure();
  size_t count = (*starts)->size();
  if ((*ends)->size() != count || (*axes && (*axes)->size() != count) ||
      (*steps && (*steps)->size() != count) || count > shape.size())
    return node.emitError() << "expected as many ends, axes and steps as the "
                            << count << " starts";
  SmallVector<int64_t> firsts(shape.size(), 0), sizes(shape),
      strides(shape.size(), 1);
  for (size_t index = 0; index < count; ++index) {
    FailureOr<int64_t> axis = node.normalizeAxis(
        *axes ? (**axes)[index] : static_cast<int64_t>(index), shape.size());
    if (failed(axis))
      return failure();
    int64_t extent = shape[*axis], step = *steps ? (**steps)[index] : 1;
    if (step == 0)
      return node.emitError() << "expected steps that are not zero";
    // A negative bound counts from the end; bounds outside are moved to the
    // nearest that is inside, one before the first for backward steps.
    int64_t low = step < 0 ? -1 : 0, high = step < 0 ? extent - 1 : extent;
    auto clamp = [&](int64_t bound) {
      return std::clamp(bound < 0 ? bound + extent : bound, low, high);
    };
    int64_t start = clamp((**starts)[index]), end = clamp((**ends)[index]);
    int64_t distance = step < 0 ? start - end : end - start;
    firsts[*axis] = std::max<int64_t>(start, 0);
    sizes[*axis] =
        distance <= 0 ? 0 : llvm::divideCeil(distance, std::abs(step));
    strides[*axis] = step;
  }
  return node.yield(
      createSlice(node, node.getInput(0), firsts, sizes, strides));
}

static LogicalResult importSplit(Node &node) {
  ArrayRef<int64_t> shape = node.getInputShape(0);
  FailureOr<int64_t> axis =
      node.normalizeAxis(node.getInt("axis", 0), shape.size());
  auto given = node.getIntsOrInput("split", 1);
  if (failed(axis) || failed(given))
    return failure();
  int64_t count = node.getNumOutputs();
  SmallVector<int64_t> parts =
      given->value_or(SmallVector<int64_t>(count, shape[*axis] / count));
  if (static_cast<int64_t>(parts.size()) != count ||
      std::accumulate(parts.begin(), parts.end(), int64_t(0)) != shape[*axis])
    return node.emitError() << "expected " << count << " parts of "
                            << shape[*axis] << ", but got [" << parts << "]";
  SmallVector<int64_t> starts(shape.size(), 0), sizes(shape),
      steps(shape.size(), 1);
  for (auto [index, part] : llvm::enumerate(parts)) {
    sizes[*axis] = part;
    if (failed(node.yield(
            createSlice(node, node.getInput(0), starts, sizes, steps), index)))
      return failure();
    starts[*axis] += part;
  }
  return success();
}

//===----------------------------------------------------------------------===//
// Pad
//===----------------------------------------------------------------------===//

/// Pads are an attribute before version 11, then an input. Negative ones crop.
static LogicalResult importPad(Node &node) {
  ArrayRef<int64_t> shape = node.getInputShape(0);
  auto pads = node.getIntsOrInput("pads", 1);
  if (failed(pads))
    return failure();
  size_t rank = shape.size();
  if ((*pads)->size() != 2 * rank)
    return node.emitError()
           << "expected " << 2 * rank << " pads, but got " << (*pads)->size();
  SmallVector<int64_t> starts, sizes, steps(rank, 1), low, high;
  for (size_t dim = 0; dim < rank; ++dim) {
    int64_t before = (**pads)[dim], after = (**pads)[dim + rank];
    starts.push_back(std::max<int64_t>(-before, 0));
    sizes.push_back(shape[dim] + std::min<int64_t>(before, 0) +
                    std::min<int64_t>(after, 0));
    low.push_back(std::max<int64_t>(before, 0));
    high.push_back(std::max<int64_t>(after, 0));
  }
  FailureOr<Value> value = node.getInput(0);
  if (ArrayRef(sizes) != shape)
    value = createSlice(node, value, starts, sizes, steps);
  StringRef name = node.getString("mode", "constant");
  std::optional<graph::PadMode> mode = graph::symbolizePadMode(name);
  if (!mode)
    return node.emitError()
           << "expected mode constant, reflect or edge, but got " << name;
  SmallVector<FailureOr<Value>> operands = {value};
  if (*mode == graph::PadMode::Constant) {
    Value given = node.getInput(2);
    operands.push_back(
        given ? FailureOr<Value>(given)
              : node.scalar(node.getFloat("value", 0), node.getInput(0)));
  }
  auto attribute = graph::PadModeAttr::get(node.builder.getContext(), *mode);
  return node.yield(node.create<graph::PadOp>(
      operands, {node.attribute("mode", attribute), node.attribute("low", low),
                 node.attribute("high", high)}));
}

static constexpr Rule rules[] = {
    {"Concat", importConcat},
    {"Constant", importConstant},
    {"ConstantOfShape", importConstantOfShape},
    {"DepthToSpace", importDepthToSpace},
    {"Dropout", importDropout},
    {"Expand", importExpand},
    {"Flatten", importFlatten},
    {"Gather", importGather},
    {"Identity", importIdentity},
    {"Pad", importPad},
    {"Reshape", importReshape},
    {"Shape", importShape},
    {"Size", importSize},
    {"Slice", importSlice},
    {"SpaceToDepth", importSpaceToDepth},
    {"Split", importSplit},
    {"Squeeze", importSqueeze},
    {"Tile", importTile},
    {"Transpose", importTranspose},
    {"Unsqueeze", importUnsqueeze},
};

ArrayRef<Rule> dsa::getShapeRules() { return rules; }
