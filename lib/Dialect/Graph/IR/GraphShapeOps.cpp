// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Constants and moves of elements of the `graph` dialect: types and verifiers.
#include "GraphTypeInference.h"
#include "mlir/Dialect/Utils/IndexingUtils.h"

using namespace mlir;
using namespace mlir::graph;

static RankedTensorType typeOf(Value value) {
  return cast<RankedTensorType>(value.getType());
}

//===----------------------------------------------------------------------===//
// ConstantOp
//===----------------------------------------------------------------------===//

OpFoldResult ConstantOp::fold(FoldAdaptor) { return getValue(); }

LogicalResult ConstantOp::verify() {
  RankedTensorType type = typeOf(getResult());
  // C1: the value has the type of the result.
  if (getValue().getType() != type)
    return emitOpError("expected a value of type ")
           << type << ", but got " << getValue().getType();
  auto external = dyn_cast<ExternalAttr>(getValue());
  if (!external)
    return success();
  // C2: an external value has as many bytes as the result.
  unsigned bytes = llvm::divideCeil(type.getElementTypeBitWidth(), 8);
  uint64_t expected = type.getNumElements() * bytes;
  if (external.getLength() == expected)
    return success();
  return emitOpError("expected ") << expected << " bytes for " << type
                                  << ", but got " << external.getLength();
}

//===----------------------------------------------------------------------===//
// Shapes
//===----------------------------------------------------------------------===//

OpFoldResult ReshapeOp::fold(FoldAdaptor) {
  if (getInput().getType() == getResult().getType())
    return getInput();
  return {};
}

LogicalResult ReshapeOp::verify() {
  // C1: source and result have the same number of elements.
  if (typeOf(getInput()).getNumElements() ==
      typeOf(getResult()).getNumElements())
    return success();
  return emitOpError("expected as many elements as in ")
         << getInput().getType() << ", but got " << getResult().getType();
}

LogicalResult ExpandOp::verify() {
  ArrayRef<int64_t> shape = typeOf(getResult()).getShape();
  // C1: the shape of the input broadcasts to that of the result.
  FailureOr<SmallVector<int64_t>> broadcast =
      broadcastShapes({typeOf(getInput()).getShape(), shape});
  if (succeeded(broadcast) && ArrayRef(*broadcast) == shape)
    return success();
  return emitOpError("expected a result that ")
         << getInput().getType() << " broadcasts to, but got "
         << getResult().getType();
}

LogicalResult TransposeOp::inferReturnTypes(MLIRContext *,
                                            std::optional<Location> location,
                                            Adaptor adaptor,
                                            SmallVectorImpl<Type> &types) {
  RankedTensorType type = typeOf(adaptor.getInput());
  ArrayRef<int64_t> permutation = adaptor.getPermutation();
  // C1: `permutation` is a permutation of the dimensions.
  if (static_cast<int64_t>(permutation.size()) != type.getRank() ||
      !isPermutationVector(permutation))
    return emitOptionalError(location, "expected a permutation of ",
                             type.getRank(), " dimensions, but got [",
                             permutation, "]");
  types.push_back(RankedTensorType::get(
      applyPermutation(type.getShape(), permutation), type.getElementType()));
  return success();
}

LogicalResult ConcatOp::inferReturnTypes(MLIRContext *,
                                         std::optional<Location> location,
                                         Adaptor adaptor,
                                         SmallVectorImpl<Type> &types) {
  int64_t axis = adaptor.getAxis();
  // C1: there is an input, and `axis` is a dimension of it.
  if (adaptor.getInputs().empty())
    return emitOptionalError(location, "expected at least one input");
  RankedTensorType first = typeOf(adaptor.getInputs().front());
  if (axis < 0 || axis >= first.getRank())
    return emitOptionalError(location, "expected an axis from 0 to ",
                             first.getRank() - 1, ", but got ", axis);
  SmallVector<int64_t> shape(first.getShape());
  for (Value input : adaptor.getInputs().drop_front()) {
    // C2: the inputs agree in the other dimensions.
    ArrayRef<int64_t> other = typeOf(input).getShape();
    if (other.size() != shape.size() ||
        other.take_front(axis) != ArrayRef(shape).take_front(axis) ||
        other.drop_front(axis + 1) != ArrayRef(shape).drop_front(axis + 1))
      return emitOptionalError(
          location, "expected inputs that agree but in dimension ", axis,
          ", but got ", first, " and ", input.getType());
    shape[axis] += other[axis];
  }
  types.push_back(RankedTensorType::get(shape, first.getElementType()));
  return success();
}

LogicalResult SliceOp::inferReturnTypes(MLIRContext *,
                                        std::optional<Location> location,
                                        Adaptor adaptor,
                                        SmallVectorImpl<Type> &types) {
  RankedTensorType type = typeOf(adaptor.getInput());
  size_t rank = type.getRank();
  ArrayRef<int64_t> starts = adaptor.getStarts(), sizes = adaptor.getSizes(),
                    steps = adaptor.getSteps();
  // C1: one number a dimension; steps are not zero.
  if (starts.size() != rank || sizes.size() != rank || steps.size() != rank ||
      llvm::is_contained(steps, 0))
    return emitOptionalError(location, "expected ", rank,
                             " starts, sizes and steps that are not zero, "
                             "but got [",
                             starts, "], [", sizes, "] and [", steps, "]");
  // C2: every index that is read is inside the input.
  for (size_t i = 0; i < rank; ++i) {
    int64_t last = starts[i] + (sizes[i] - 1) * steps[i];
    int64_t extent = type.getDimSize(i);
    bool isInside =
        starts[i] >= 0 && starts[i] < extent && last >= 0 && last < extent;
    if (sizes[i] < 0 || (sizes[i] > 0 && !isInside))
      return emitOptionalError(location, "expected indices from 0 to ",
                               extent - 1, " in dimension ", i, ", but got ",
                               starts[i], " to ", last);
  }
  types.push_back(RankedTensorType::get(sizes, type.getElementType()));
  return success();
}

LogicalResult PadOp::inferReturnTypes(MLIRContext *,
                                      std::optional<Location> location,
                                      Adaptor adaptor,
                                      SmallVectorImpl<Type> &types) {
  RankedTensorType type = typeOf(adaptor.getInput());
  size_t rank = type.getRank();
  ArrayRef<int64_t> low = adaptor.getLow(), high = adaptor.getHigh();
  auto isNegative = [](int64_t pad) { return pad < 0; };
  // C1: one number a dimension that is not negative.
  if (low.size() != rank || high.size() != rank ||
      llvm::any_of(low, isNegative) || llvm::any_of(high, isNegative))
    return emitOptionalError(location, "expected ", rank,
                             " pads that are not negative before and after, "
                             "but got [",
                             low, "] and [", high, "]");
  SmallVector<int64_t> shape;
  for (size_t i = 0; i < rank; ++i)
    shape.push_back(type.getDimSize(i) + low[i] + high[i]);
  types.push_back(RankedTensorType::get(shape, type.getElementType()));
  return success();
}

LogicalResult PadOp::verify() {
  // C2: mode constant has a value of one element, the others have none.
  bool isConstant = getMode() == PadMode::Constant;
  if (isConstant != static_cast<bool>(getValue()) ||
      (isConstant && typeOf(getValue()).getNumElements() != 1))
    return emitOpError("expected a value of one element with mode 'constant' "
                       "and none with the others");
  if (isConstant)
    return success();
  // C3: reflected elements exist, an edge exists.
  for (auto [extent, low, high] :
       llvm::zip_equal(typeOf(getInput()).getShape(), getLow(), getHigh())) {
    int64_t bound = getMode() == PadMode::Reflect ? extent - 1
                    : extent == 0                 ? 0
                                                  : std::max(low, high);
    if (std::max(low, high) > bound)
      return emitOpError("expected pads of at most ")
             << bound << " in a dimension of " << extent << ", but got "
             << std::max(low, high);
  }
  return success();
}

LogicalResult GatherOp::inferReturnTypes(MLIRContext *,
                                         std::optional<Location> location,
                                         Adaptor adaptor,
                                         SmallVectorImpl<Type> &types) {
  RankedTensorType type = typeOf(adaptor.getInput());
  int64_t axis = adaptor.getAxis();
  // C1: `axis` is a dimension of the input.
  if (axis < 0 || axis >= type.getRank())
    return emitOptionalError(location, "expected an axis from 0 to ",
                             type.getRank() - 1, ", but got ", axis);
  SmallVector<int64_t> shape(type.getShape().take_front(axis));
  llvm::append_range(shape, typeOf(adaptor.getIndices()).getShape());
  llvm::append_range(shape, type.getShape().drop_front(axis + 1));
  types.push_back(RankedTensorType::get(shape, type.getElementType()));
  return success();
}
