// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Matrix products and convolutions of the `graph` dialect: types and
/// verifiers.
#include "GraphTypeInference.h"

using namespace mlir;
using namespace mlir::graph;

static RankedTensorType typeOf(Value value) {
  return cast<RankedTensorType>(value.getType());
}

//===----------------------------------------------------------------------===//
// Matrix products
//===----------------------------------------------------------------------===//

static LogicalResult inferMatmulType(std::optional<Location> location,
                                     Value lhs, Value rhs, Type element,
                                     SmallVectorImpl<Type> &types) {
  ArrayRef<int64_t> left = typeOf(lhs).getShape();
  ArrayRef<int64_t> right = typeOf(rhs).getShape();
  // C1: the operands have two dimensions or more.
  if (left.size() < 2 || right.size() < 2)
    return emitOptionalError(location,
                             "expected operands of two dimensions or more, "
                             "but got ",
                             lhs.getType(), " and ", rhs.getType());
  // C2: the columns of lhs are as many as the rows of rhs.
  if (left.back() != right[right.size() - 2])
    return emitOptionalError(location, "expected as many columns in ",
                             lhs.getType(), " as rows in ", rhs.getType(),
                             ", but got ", left.back(), " and ",
                             right[right.size() - 2]);
  // C3: the batches broadcast.
  FailureOr<SmallVector<int64_t>> shape =
      broadcastShapes({left.drop_back(2), right.drop_back(2)});
  if (failed(shape))
    return emitOptionalError(location,
                             "expected batches that broadcast, but got ",
                             lhs.getType(), " and ", rhs.getType());
  shape->append({left[left.size() - 2], right.back()});
  types.push_back(RankedTensorType::get(*shape, element));
  return success();
}

LogicalResult MatmulOp::inferReturnTypes(MLIRContext *,
                                         std::optional<Location> location,
                                         Adaptor adaptor,
                                         SmallVectorImpl<Type> &types) {
  return inferMatmulType(location, adaptor.getLhs(), adaptor.getRhs(),
                         typeOf(adaptor.getLhs()).getElementType(), types);
}

LogicalResult MatmulIntegerOp::inferReturnTypes(
    MLIRContext *context, std::optional<Location> location, Adaptor adaptor,
    SmallVectorImpl<Type> &types) {
  return inferMatmulType(location, adaptor.getLhs(), adaptor.getRhs(),
                         IntegerType::get(context, 32, IntegerType::Signed),
                         types);
}

/// A zero point has the element type of its tensor, and one number or `count`.
static LogicalResult verifyZeroPoint(Operation *op, StringRef name, Value zero,
                                     Value tensor, int64_t count) {
  if (!zero)
    return success();
  if (typeOf(zero).getElementType() != typeOf(tensor).getElementType())
    return op->emitOpError("expected '")
           << name << "' of element type " << typeOf(tensor).getElementType()
           << ", but got " << zero.getType();
  return verifyParameter(op, name, zero, count);
}

LogicalResult MatmulIntegerOp::verify() {
  // C4: zero points fit their matrices.
  ArrayRef<int64_t> shape = typeOf(getResult()).getShape();
  if (shape.size() < 2)
    return success(); // C1, which inference reports.
  return success(
      succeeded(verifyZeroPoint(*this, "lhs_zero", getLhsZero(), getLhs(),
                                shape[shape.size() - 2])) &&
      succeeded(verifyZeroPoint(*this, "rhs_zero", getRhsZero(), getRhs(),
                                shape.back())));
}

LogicalResult GemmOp::inferReturnTypes(MLIRContext *,
                                       std::optional<Location> location,
                                       Adaptor adaptor,
                                       SmallVectorImpl<Type> &types) {
  SmallVector<int64_t> left(typeOf(adaptor.getLhs()).getShape());
  SmallVector<int64_t> right(typeOf(adaptor.getRhs()).getShape());
  // C1: the matrices have two dimensions.
  if (left.size() != 2 || right.size() != 2)
    return emitOptionalError(
        location, "expected matrices of two dimensions, but got ",
        adaptor.getLhs().getType(), " and ", adaptor.getRhs().getType());
  if (adaptor.getTransposeLhs())
    std::swap(left[0], left[1]);
  if (adaptor.getTransposeRhs())
    std::swap(right[0], right[1]);
  // C2: the columns of op(lhs) are as many as the rows of op(rhs).
  if (left[1] != right[0])
    return emitOptionalError(
        location,
        "expected as many columns on the left as rows on the right, "
        "but got ",
        left[1], " and ", right[0]);
  SmallVector<int64_t> shape = {left[0], right[1]};
  // C3: the bias broadcasts to the product without enlarging it.
  if (Value bias = adaptor.getBias()) {
    FailureOr<SmallVector<int64_t>> broadcast =
        broadcastShapes({shape, typeOf(bias).getShape()});
    if (failed(broadcast) || *broadcast != shape)
      return emitOptionalError(location, "expected a bias that broadcasts to ",
                               left[0], "x", right[1], ", but got ",
                               bias.getType());
  }
  types.push_back(
      RankedTensorType::get(shape, typeOf(adaptor.getLhs()).getElementType()));
  return success();
}

//===----------------------------------------------------------------------===//
// Convolutions
//===----------------------------------------------------------------------===//

/// C1 of the convolutions.
static LogicalResult checkRanks(std::optional<Location> location, Value input,
                                Value kernel) {
  int64_t rank = typeOf(input).getRank();
  if (rank >= 3 && rank == typeOf(kernel).getRank())
    return success();
  return emitOptionalError(location,
                           "expected input and kernel of one number of "
                           "dimensions, at least three, but got ",
                           input.getType(), " and ", kernel.getType());
}

/// C5 of the convolutions.
static LogicalResult checkBias(std::optional<Location> location, Value bias,
                               int64_t channels) {
  if (!bias || typeOf(bias).getShape() == ArrayRef(channels))
    return success();
  return emitOptionalError(location, "expected a bias of ", channels,
                           " numbers, but got ", bias.getType());
}

template <typename Adaptor>
static LogicalResult inferConvShape(std::optional<Location> location,
                                    Adaptor adaptor,
                                    SmallVectorImpl<int64_t> &shape) {
  // C1: input and kernel have the same number of dimensions.
  if (failed(checkRanks(location, adaptor.getInput(), adaptor.getKernel())))
    return failure();
  ArrayRef<int64_t> input = typeOf(adaptor.getInput()).getShape();
  ArrayRef<int64_t> kernel = typeOf(adaptor.getKernel()).getShape();
  // C3: the group divides the channels.
  int64_t group = adaptor.getGroup();
  if (group < 1 || kernel[0] % group || kernel[1] * group != input[1])
    return emitOptionalError(
        location,
        "expected a group that divides the channels, and a kernel of "
        "the channels of one group, but got group ",
        group, ", input ", adaptor.getInput().getType(), " and kernel ",
        adaptor.getKernel().getType());
  // C2, C4: about the window.
  shape.append({input[0], kernel[0]});
  return inferWindowPositions(location, input.drop_front(2),
                              {kernel.drop_front(2), adaptor.getStrides(),
                               adaptor.getDilations(), adaptor.getPads()},
                              shape);
}

LogicalResult ConvOp::inferReturnTypes(MLIRContext *,
                                       std::optional<Location> location,
                                       Adaptor adaptor,
                                       SmallVectorImpl<Type> &types) {
  SmallVector<int64_t> shape;
  if (failed(inferConvShape(location, adaptor, shape)) ||
      failed(checkBias(location, adaptor.getBias(), shape[1])))
    return failure();
  types.push_back(RankedTensorType::get(
      shape, typeOf(adaptor.getInput()).getElementType()));
  return success();
}

LogicalResult ConvIntegerOp::inferReturnTypes(MLIRContext *context,
                                              std::optional<Location> location,
                                              Adaptor adaptor,
                                              SmallVectorImpl<Type> &types) {
  SmallVector<int64_t> shape;
  if (failed(inferConvShape(location, adaptor, shape)))
    return failure();
  types.push_back(RankedTensorType::get(
      shape, IntegerType::get(context, 32, IntegerType::Signed)));
  return success();
}

LogicalResult ConvIntegerOp::verify() {
  // C5: zero points fit their tensors.
  return success(succeeded(verifyZeroPoint(*this, "input_zero", getInputZero(),
                                           getInput(), 1)) &&
                 succeeded(verifyZeroPoint(*this, "kernel_zero",
                                           getKernelZero(), getKernel(),
                                           typeOf(getKernel()).getDimSize(0))));
}

LogicalResult ConvTransposeOp::inferReturnTypes(
    MLIRContext *, std::optional<Location> location, Adaptor adaptor,
    SmallVectorImpl<Type> &types) {
  // C1: input and kernel have the same number of dimensions.
  if (failed(checkRanks(location, adaptor.getInput(), adaptor.getKernel())))
    return failure();
  ArrayRef<int64_t> input = typeOf(adaptor.getInput()).getShape();
  ArrayRef<int64_t> kernel = typeOf(adaptor.getKernel()).getShape();
  size_t rank = input.size() - 2;
  auto isPositive = [](int64_t value) { return value > 0; };
  // C2: strides, dilations, padding have one number a spatial dimension.
  if (adaptor.getStrides().size() != rank ||
      adaptor.getDilations().size() != rank ||
      adaptor.getOutputPadding().size() != rank ||
      adaptor.getPads().size() != 2 * rank ||
      !llvm::all_of(adaptor.getStrides(), isPositive) ||
      !llvm::all_of(adaptor.getDilations(), isPositive))
    return emitOptionalError(
        location, "expected ", rank, " positive strides and dilations, ", rank,
        " output paddings and ", 2 * rank, " pads, but got [",
        adaptor.getStrides(), "], [", adaptor.getDilations(), "], [",
        adaptor.getOutputPadding(), "] and [", adaptor.getPads(), "]");
  // C3: the kernel has the channels of the input, and group divides them.
  int64_t group = adaptor.getGroup();
  if (group < 1 || kernel[0] != input[1] || input[1] % group)
    return emitOptionalError(
        location,
        "expected a group that divides the channels of the input, "
        "and a kernel of as many, but got group ",
        group, ", input ", adaptor.getInput().getType(), " and kernel ",
        adaptor.getKernel().getType());
  SmallVector<int64_t> shape = {input[0], kernel[1] * group};
  for (size_t i = 0; i < rank; ++i)
    shape.push_back(adaptor.getStrides()[i] * (input[i + 2] - 1) +
                    adaptor.getOutputPadding()[i] +
                    (kernel[i + 2] - 1) * adaptor.getDilations()[i] + 1 -
                    adaptor.getPads()[i] - adaptor.getPads()[i + rank]);
  // C4: the result is not empty.
  if (!llvm::all_of(ArrayRef(shape).drop_front(2), isPositive))
    return emitOptionalError(
        location, "expected pads that leave a result, but got extents ",
        ArrayRef(shape).drop_front(2));
  if (failed(checkBias(location, adaptor.getBias(), shape[1])))
    return failure();
  types.push_back(RankedTensorType::get(
      shape, typeOf(adaptor.getInput()).getElementType()));
  return success();
}
