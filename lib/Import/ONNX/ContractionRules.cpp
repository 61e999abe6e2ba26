// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Import of ONNX matrix products and convolutions of floats and integers.
#include "Node.h"
#include "Windows.h"

using namespace mlir;
using namespace mlir::dsa;

//===----------------------------------------------------------------------===//
// Matrix products
//===----------------------------------------------------------------------===//

/// A product of vectors or matrices: a vector is a matrix of one row on the
/// left, of one column on the right, and the result lacks that dimension.
template <typename OpTy>
static FailureOr<Value> createMatmul(Node &node, Value lhs, Value rhs,
                                     ArrayRef<FailureOr<Value>> others,
                                     ArrayRef<NamedAttribute> attributes) {
  auto lhsType = cast<RankedTensorType>(lhs.getType());
  auto rhsType = cast<RankedTensorType>(rhs.getType());
  bool isLhsVector = lhsType.getRank() == 1;
  bool isRhsVector = rhsType.getRank() == 1;
  SmallVector<FailureOr<Value>> operands = {lhs, rhs};
  if (isLhsVector)
    operands[0] = node.reshape(lhs, {1, lhsType.getDimSize(0)});
  if (isRhsVector)
    operands[1] = node.reshape(rhs, {rhsType.getDimSize(0), 1});
  llvm::append_range(operands, others);
  FailureOr<Value> product = node.create<OpTy>(operands, attributes);
  if (failed(product))
    return failure();
  SmallVector<int64_t> shape(
      cast<RankedTensorType>(product->getType()).getShape());
  if (isRhsVector)
    shape.pop_back();
  if (isLhsVector)
    shape.erase(shape.end() - (isRhsVector ? 1 : 2));
  return node.reshape(product, shape);
}

static LogicalResult importMatMul(Node &node) {
  return node.yield(createMatmul<graph::MatmulOp>(node, node.getInput(0),
                                                  node.getInput(1), {}, {}));
}

static LogicalResult importGemm(Node &node) {
  SmallVector<FailureOr<Value>> operands = {node.getInput(0), node.getInput(1)};
  if (Value bias = node.getInput(2))
    operands.push_back(bias);
  SmallVector<NamedAttribute> attributes = {
      node.attribute("alpha", node.getFloat("alpha", 1)),
      node.attribute("beta", node.getFloat("beta", 1))};
  if (node.getInt("transA", 0))
    attributes.push_back(
        node.attribute("transpose_lhs", node.builder.getUnitAttr()));
  if (node.getInt("transB", 0))
    attributes.push_back(
        node.attribute("transpose_rhs", node.builder.getUnitAttr()));
  return node.yield(node.create<graph::GemmOp>(operands, attributes));
}

/// Appends the zero points that are there, and says which.
static NamedAttribute
addZeroPoints(Node &node, Value lhsZero, Value rhsZero,
              SmallVectorImpl<FailureOr<Value>> &operands) {
  if (lhsZero)
    operands.push_back(lhsZero);
  if (rhsZero)
    operands.push_back(rhsZero);
  return node.attribute("operandSegmentSizes",
                        node.builder.getDenseI32ArrayAttr(
                            {1, 1, lhsZero ? 1 : 0, rhsZero ? 1 : 0}));
}

static FailureOr<Value> createMatmulInteger(Node &node, Value lhs, Value rhs,
                                            Value lhsZero, Value rhsZero) {
  SmallVector<FailureOr<Value>> zeros;
  NamedAttribute segments = addZeroPoints(node, lhsZero, rhsZero, zeros);
  return createMatmul<graph::MatmulIntegerOp>(node, lhs, rhs, zeros, segments);
}

static LogicalResult importMatMulInteger(Node &node) {
  return node.yield(createMatmulInteger(node, node.getInput(0),
                                        node.getInput(1), node.getInput(2),
                                        node.getInput(3)));
}

//===----------------------------------------------------------------------===//
// Convolutions
//===----------------------------------------------------------------------===//

/// The window of a convolution of input `input` with the kernel `kernel`.
static FailureOr<Window> getConvWindow(Node &node, unsigned input,
                                       unsigned kernel) {
  if (node.getInputShape(input).size() < 3 ||
      node.getInputShape(kernel).size() != node.getInputShape(input).size())
    return node.emitError()
           << "expected input and kernel of one number of dimensions, at least "
              "three, but got "
           << node.getInputType(input) << " and " << node.getInputType(kernel);
  return getWindow(node, node.getInputShape(input).drop_front(2),
                   node.getInputShape(kernel).drop_front(2));
}

static SmallVector<NamedAttribute> getAttributes(Node &node,
                                                 const Window &window) {
  return {node.attribute("strides", window.strides),
          node.attribute("dilations", window.dilations),
          node.attribute("pads", window.pads),
          node.attribute("group", node.getInt("group", 1))};
}

static LogicalResult importConv(Node &node) {
  FailureOr<Window> window = getConvWindow(node, 0, 1);
  if (failed(window))
    return failure();
  SmallVector<FailureOr<Value>> operands = {node.getInput(0), node.getInput(1)};
  if (Value bias = node.getInput(2))
    operands.push_back(bias);
  return node.yield(
      node.create<graph::ConvOp>(operands, getAttributes(node, *window)));
}

static FailureOr<Value> createConvInteger(Node &node, unsigned input,
                                          unsigned kernel, Value inputZero,
                                          Value kernelZero) {
  FailureOr<Window> window = getConvWindow(node, input, kernel);
  if (failed(window))
    return failure();
  SmallVector<FailureOr<Value>> operands = {node.getInput(input),
                                            node.getInput(kernel)};
  SmallVector<NamedAttribute> attributes = getAttributes(node, *window);
  attributes.push_back(addZeroPoints(node, inputZero, kernelZero, operands));
  return node.create<graph::ConvIntegerOp>(operands, attributes);
}

static LogicalResult importConvInteger(Node &node) {
  return node.yield(
      createConvInteger(node, 0, 1, node.getInput(2), node.getInput(3)));
}

static LogicalResult importConvTranspose(Node &node) {
  FailureOr<Window> window = getConvWindow(node, 0, 1);
  if (failed(window))
    return failure();
  ArrayRef<int64_t> spatial = node.getInputShape(0).drop_front(2);
  size_t rank = spatial.size();
  StringRef autoPad = node.getString("auto_pad", "NOTSET");
  SmallVector<int64_t> outputPadding =
      node.getInts("output_padding").value_or(SmallVector<int64_t>(rank, 0));
  std::optional<SmallVector<int64_t>> extents = node.getInts("output_shape");
  if (!extents && autoPad.starts_with("SAME")) {
    extents.emplace();
    for (auto [extent, stride] : llvm::zip_equal(spatial, window->strides))
      extents->push_back(extent * stride);
  }
  if (outputPadding.size() != rank || (extents && extents->size() < rank))
    return node.emitError() << "expected " << rank
                            << " numbers in 'output_padding' and "
                               "'output_shape'";
  // Where the result's extents are given, the pads follow from them.
  for (size_t dim = 0; extents && dim < rank; ++dim) {
    int64_t extent = ArrayRef(*extents).take_back(rank)[dim];
    int64_t total = window->strides[dim] * (spatial[dim] - 1) +
                    outputPadding[dim] + window->getReach(dim) - extent;
    // A result that is larger than what the windows reach grows at its end.
    int64_t half = total / 2;
    window->pads[dim] = total < 0                 ? 0
                        : autoPad == "SAME_UPPER" ? half
                                                  : total - half;
    window->pads[dim + rank] = total - window->pads[dim];
  }
  SmallVector<FailureOr<Value>> operands = {node.getInput(0), node.getInput(1)};
  if (Value bias = node.getInput(2))
    operands.push_back(bias);
  SmallVector<NamedAttribute> attributes = getAttributes(node, *window);
  attributes.push_back(node.attribute("output_padding", outputPadding));
  return node.yield(node.create<graph::ConvTransposeOp>(operands, attributes));
}

//===----------------------------------------------------------------------===//
// Quantized products
//===----------------------------------------------------------------------===//

/// The inputs of the QLinear operators: both operands, and the result, each
/// with its scale and zero point.
static FailureOr<Value> createRequantize(Node &node, FailureOr<Value> sums,
                                         int64_t axis) {
  if (node.getInputType(1).getNumElements() != 1)
    return node.emitError()
           << "expected one scale for the left operand, but got "
           << node.getInputType(1);
  if (failed(sums))
    return failure();
  auto type = cast<RankedTensorType>(sums->getType());
  return node.createOfType<graph::RequantizeOp>(
      type.clone(node.getInputType(7).getElementType()),
      {sums, node.getInput(1), node.getInput(4), node.getInput(6),
       node.getInput(7)},
      node.attribute("axis", axis));
}

static LogicalResult importQLinearMatMul(Node &node) {
  FailureOr<Value> sums =
      createMatmulInteger(node, node.getInput(0), node.getInput(3),
                          node.getInput(2), node.getInput(5));
  if (failed(sums))
    return failure();
  int64_t rank = cast<RankedTensorType>(sums->getType()).getRank();
  return node.yield(createRequantize(node, sums, rank - 1));
}

static LogicalResult importQLinearConv(Node &node) {
  FailureOr<Value> sums =
      createConvInteger(node, 0, 3, node.getInput(2), node.getInput(5));
  if (node.getInput(8)) {
    SmallVector<int64_t> shape(node.getInputShape(0).size() - 1, 1);
    shape[0] = node.getInputType(8).getNumElements();
    sums = node.create<graph::AddOp>(
        {sums, node.reshape(node.getInput(8), shape)});
  }
  return node.yield(createRequantize(node, sums, 1));
}

static constexpr Rule rules[] = {
    {"Conv", importConv},
    {"ConvInteger", importConvInteger},
    {"ConvTranspose", importConvTranspose},
    {"Gemm", importGemm},
    {"MatMul", importMatMul},
    {"MatMulInteger", importMatMulInteger},
    {"QLinearConv", importQLinearConv},
    {"QLinearMatMul", importQLinearMatMul},
};

ArrayRef<Rule> dsa::getContractionRules() { return rules; }
