// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Lowering of convolutions to linalg: padding, then one sum of products with
/// the loops (n, g, k, positions..., c, window...), without g where one group
/// has all channels.
#include "ZeroPoints.h"
#include "dsa/Dialect/Graph/IR/Graph.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace mlir::graph;

namespace {
/// A convolution of an input that is padded already.
struct Convolution {
  Value input;
  Value kernel;
  ArrayRef<int64_t> strides;
  ArrayRef<int64_t> dilations;
  int64_t group;
  /// The kernel is `[channel, out channel in the group, window...]`.
  bool isKernelTransposed = false;
};
} // namespace

/// Splits dimension `dim` of `tensor` into groups, where there are several.
static Value splitGroups(ImplicitLocOpBuilder &builder, Value tensor,
                         unsigned dim, int64_t group) {
  if (group == 1)
    return tensor;
  SmallVector<int64_t> shape(shapeOf(tensor));
  shape[dim] /= group;
  shape.insert(shape.begin() + dim, group);
  return buildReshape(builder, tensor, shape);
}

/// Sums the products into a tensor of `shape`.
static Value buildConvolution(ImplicitLocOpBuilder &builder,
                              const Convolution &convolution,
                              ArrayRef<int64_t> shape,
                              Contraction contraction) {
  bool hasGroups = convolution.group != 1;
  unsigned rank = shape.size() - 2;
  unsigned loops = 3 + hasGroups + 2 * rank;
  unsigned next = 0;
  auto dim = [&]() { return builder.getAffineDimExpr(next++); };
  SmallVector<AffineExpr> input = {dim()}, kernel, result = input;
  if (hasGroups) {
    AffineExpr group = dim();
    input.push_back(group);
    kernel.push_back(group);
    result.push_back(group);
  }
  AffineExpr outChannel = dim();
  result.push_back(outChannel);
  SmallVector<AffineExpr> positions;
  for (unsigned i = 0; i < rank; ++i)
    positions.push_back(dim());
  llvm::append_range(result, positions);
  AffineExpr channel = dim();
  input.push_back(channel);
  if (convolution.isKernelTransposed)
    kernel.append({channel, outChannel});
  else
    kernel.append({outChannel, channel});
  for (unsigned i = 0; i < rank; ++i) {
    AffineExpr window = dim();
    input.push_back(positions[i] * convolution.strides[i] +
                    window * convolution.dilations[i]);
    kernel.push_back(window);
  }

  MLIRContext *context = builder.getContext();
  contraction.lhs = {
      splitGroups(builder, convolution.input, 1, convolution.group),
      AffineMap::get(loops, 0, input, context)};
  contraction.rhs = {
      splitGroups(builder, convolution.kernel, 0, convolution.group),
      AffineMap::get(loops, 0, kernel, context)};
  contraction.result = AffineMap::get(loops, 0, result, context);
  contraction.shape.assign(shape.begin(), shape.end());
  if (hasGroups) {
    contraction.shape[1] /= convolution.group;
    contraction.shape.insert(contraction.shape.begin() + 1, convolution.group);
  }
  return buildReshape(builder, buildContraction(builder, contraction), shape);
}

/// Pads the spatial dimensions with zeros.
static Value buildSpatiallyPadded(ImplicitLocOpBuilder &builder, Value tensor,
                                  ArrayRef<int64_t> pads) {
  SmallVector<int64_t> low = {0, 0}, high = {0, 0};
  llvm::append_range(low, pads.take_front(pads.size() / 2));
  llvm::append_range(high, pads.drop_front(pads.size() / 2));
  Value zero = buildScalarConstant(builder, typeOf(tensor).getElementType(), 0);
  return buildPadded(builder, tensor, low, high, zero);
}

/// Adds one number a channel.
static Value addBias(ImplicitLocOpBuilder &builder, Value tensor, Value bias) {
  if (!bias)
    return tensor;
  return buildElementwise(
      builder, shapeOf(tensor), typeOf(tensor).getElementType(),
      {identityAccess(tensor),
       parameterAlong(builder, bias, 1, typeOf(tensor).getRank())},
      [&](ImplicitLocOpBuilder &scalar, ValueRange elements) {
        return arith::AddFOp::create(scalar, elements[0], elements[1]);
      });
}

FailureOr<Value> ConvOp::lower(ImplicitLocOpBuilder &builder,
                               ValueRange operands) {
  Adaptor adaptor(operands, *this);
  Contraction contraction;
  contraction.element = getElementTypeOrSelf(getResult().getType());
  contraction.fastmath = getFastmath();
  Convolution convolution = {
      buildSpatiallyPadded(builder, adaptor.getInput(), getPads()),
      adaptor.getKernel(), getStrides(), getDilations(),
      static_cast<int64_t>(getGroup())};
  Value sums =
      buildConvolution(builder, convolution, shapeOf(getResult()), contraction);
  return addBias(builder, sums, adaptor.getBias());
}

FailureOr<Value> ConvIntegerOp::lower(ImplicitLocOpBuilder &builder,
                                      ValueRange operands) {
  Adaptor adaptor(operands, *this);
  Contraction contraction;
  contraction.element = builder.getI32Type();
  auto [input, kernel] = subtractZeroPoints(
      builder,
      {getInput(), getInputZero(), adaptor.getInput(), adaptor.getInputZero(),
       /*axis=*/1},
      {getKernel(), getKernelZero(), adaptor.getKernel(),
       adaptor.getKernelZero(), /*axis=*/0},
      contraction);
  // Padding stands for zero, so it comes after the subtraction.
  Convolution convolution = {buildSpatiallyPadded(builder, input, getPads()),
                             kernel, getStrides(), getDilations(),
                             static_cast<int64_t>(getGroup())};
  return buildConvolution(builder, convolution, shapeOf(getResult()),
                          contraction);
}

//===----------------------------------------------------------------------===//
// Transposed convolution
//===----------------------------------------------------------------------===//

/// Spreads the elements of spatial dimension `i` by `strides[i]`, with zeros
/// between them and `low[i]` and `high[i]` around; negative numbers crop.
static Value buildSpread(ImplicitLocOpBuilder &builder, Value tensor,
                         ArrayRef<int64_t> strides, ArrayRef<int64_t> low,
                         ArrayRef<int64_t> high) {
  SmallVector<int64_t> shape(shapeOf(tensor));
  SmallVector<OpFoldResult> offsets(2, builder.getIndexAttr(0));
  SmallVector<OpFoldResult> cropOffsets = offsets;
  SmallVector<OpFoldResult> steps(2, builder.getIndexAttr(1));
  SmallVector<int64_t> cropped(shape);
  for (auto [i, stride] : llvm::enumerate(strides)) {
    int64_t spread = (shape[i + 2] - 1) * stride + 1;
    int64_t before = std::max<int64_t>(low[i], 0);
    shape[i + 2] = spread + before + std::max<int64_t>(high[i], 0);
    cropped[i + 2] = spread + low[i] + high[i];
    offsets.push_back(builder.getIndexAttr(before));
    cropOffsets.push_back(builder.getIndexAttr(before - low[i]));
    steps.push_back(builder.getIndexAttr(stride));
  }
  Value zero = buildScalarConstant(builder, typeOf(tensor).getElementType(), 0);
  Value zeros = buildFilled(builder, shape, zero);
  Value spread = tensor::InsertSliceOp::create(
      builder, tensor, zeros, offsets,
      getAsIndexOpFoldResult(builder.getContext(), shapeOf(tensor)), steps);
  if (shape == cropped)
    return spread;
  SmallVector<OpFoldResult> units(shape.size(), builder.getIndexAttr(1));
  return tensor::ExtractSliceOp::create(
      builder, spread, cropOffsets,
      getAsIndexOpFoldResult(builder.getContext(), cropped), units);
}

/// Reverses the window dimensions of a kernel.
static Value buildFlipped(ImplicitLocOpBuilder &builder, Value kernel) {
  ArrayRef<int64_t> shape = shapeOf(kernel);
  SmallVector<AffineExpr> dims;
  for (auto [i, extent] : llvm::enumerate(shape)) {
    AffineExpr dim = builder.getAffineDimExpr(i);
    dims.push_back(i < 2 || extent == 1 ? dim : extent - 1 - dim);
  }
  return buildElementwise(
      builder, shape, typeOf(kernel).getElementType(),
      Access{kernel,
             AffineMap::get(shape.size(), 0, dims, builder.getContext())},
      [](ImplicitLocOpBuilder &, ValueRange elements) { return elements[0]; });
}

FailureOr<Value> ConvTransposeOp::lower(ImplicitLocOpBuilder &builder,
                                        ValueRange operands) {
  // A convolution of the spread input with the flipped kernel.
  Adaptor adaptor(operands, *this);
  size_t rank = getStrides().size();
  SmallVector<int64_t> low, high, units(rank, 1);
  for (size_t i = 0; i < rank; ++i) {
    int64_t reach = (shapeOf(getKernel())[i + 2] - 1) * getDilations()[i];
    low.push_back(reach - getPads()[i]);
    high.push_back(reach - getPads()[i + rank] + getOutputPadding()[i]);
  }
  Contraction contraction;
  contraction.element = getElementTypeOrSelf(getResult().getType());
  contraction.fastmath = getFastmath();
  Convolution convolution = {
      buildSpread(builder, adaptor.getInput(), getStrides(), low, high),
      buildFlipped(builder, adaptor.getKernel()),
      units,
      getDilations(),
      static_cast<int64_t>(getGroup()),
      /*isKernelTransposed=*/true};
  Value sums =
      buildConvolution(builder, convolution, shapeOf(getResult()), contraction);
  return addBias(builder, sums, adaptor.getBias());
}
