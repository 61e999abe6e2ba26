// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// A node of an ONNX graph, as the rules that import it see it.
#include "Node.h"
#include "Tensors.h"

using namespace mlir;
using namespace mlir::dsa;

//===----------------------------------------------------------------------===//
// Attributes
//===----------------------------------------------------------------------===//

const onnx::AttributeProto *Node::find(StringRef name) const {
  for (const onnx::AttributeProto &attribute : proto.attribute())
    if (attribute.name() == name)
      return &attribute;
  return nullptr;
}

int64_t Node::getInt(StringRef name, int64_t fallback) const {
  const onnx::AttributeProto *attribute = find(name);
  return attribute ? attribute->i() : fallback;
}

double Node::getFloat(StringRef name, double fallback) const {
  const onnx::AttributeProto *attribute = find(name);
  return attribute ? attribute->f() : fallback;
}

StringRef Node::getString(StringRef name, StringRef fallback) const {
  const onnx::AttributeProto *attribute = find(name);
  return attribute ? StringRef(attribute->s()) : fallback;
}

std::optional<SmallVector<int64_t>> Node::getInts(StringRef name) const {
  const onnx::AttributeProto *attribute = find(name);
  if (!attribute)
    return std::nullopt;
  return llvm::to_vector(attribute->ints());
}

FailureOr<Value> Node::getTensor(StringRef name) {
  RankedTensorType type;
  FailureOr<TypedAttr> elements =
      getElements(location, find(name)->t(), directory, type);
  if (failed(elements))
    return failure();
  return constant(type, *elements);
}

//===----------------------------------------------------------------------===//
// Inputs
//===----------------------------------------------------------------------===//

Value Node::getInput(unsigned index) const {
  if (index >= getNumInputs())
    return {};
  return values.lookup(proto.input(index));
}

FailureOr<DenseElementsAttr> Node::getConstant(unsigned index) const {
  Value value = getInput(index);
  if (!value)
    return DenseElementsAttr();
  if (auto constant = value.getDefiningOp<graph::ConstantOp>())
    if (auto elements = dyn_cast<DenseElementsAttr>(constant.getValue()))
      return elements;
  return emitError() << "expected input " << index
                     << " to be known when the model is imported";
}

FailureOr<std::optional<SmallVector<int64_t>>>
Node::getIntsOrInput(StringRef name, unsigned index) const {
  if (auto ints = getInts(name))
    return ints;
  FailureOr<DenseElementsAttr> constant = getConstant(index);
  if (failed(constant))
    return failure();
  if (!*constant)
    return std::optional<SmallVector<int64_t>>();
  if (!isa<IntegerType>(constant->getElementType()))
    return emitError() << "expected input " << index
                       << " to hold integers, but got " << constant->getType();
  SmallVector<int64_t> ints;
  for (const APInt &value : constant->getValues<APInt>())
    ints.push_back(value.getSExtValue());
  return std::optional(ints);
}

//===----------------------------------------------------------------------===//
// Results
//===----------------------------------------------------------------------===//

LogicalResult Node::yield(FailureOr<Value> value, unsigned index) {
  if (failed(value))
    return failure();
  if (static_cast<int>(index) < proto.output_size() &&
      !proto.output(index).empty())
    values[proto.output(index)] = *value;
  return success();
}

//===----------------------------------------------------------------------===//
// Builders
//===----------------------------------------------------------------------===//

bool Node::collect(ArrayRef<FailureOr<Value>> operands, OperationState &state) {
  for (FailureOr<Value> operand : operands) {
    if (failed(operand))
      return false;
    state.addOperands(*operand);
  }
  return true;
}

FailureOr<Value> Node::createVerified(const OperationState &state) {
  Operation *op = builder.create(state);
  if (failed(verify(op)))
    return failure();
  return op->getResult(0);
}

FailureOr<Value> Node::constant(RankedTensorType type, Attribute value) {
  return createOfType<graph::ConstantOp>(type, {}, attribute("value", value));
}

FailureOr<Value> Node::scalar(double value, FailureOr<Value> like) {
  if (failed(like))
    return failure();
  Type element = getElementTypeOrSelf(like->getType());
  auto type = RankedTensorType::get({}, element);
  Attribute number;
  if (isa<FloatType>(element))
    number = builder.getFloatAttr(element, value);
  else
    number = builder.getIntegerAttr(
        element, APInt(element.getIntOrFloatBitWidth(),
                       static_cast<int64_t>(value), /*isSigned=*/true,
                       /*implicitTrunc=*/true));
  return constant(type, DenseElementsAttr::get(type, number));
}

FailureOr<Value> Node::reshape(FailureOr<Value> value,
                               ArrayRef<int64_t> shape) {
  if (failed(value))
    return failure();
  auto type = mlir::cast<RankedTensorType>(value->getType());
  if (type.getShape() == shape)
    return value;
  // Constants stay constants, so that shapes can be computed from them.
  if (auto op = value->getDefiningOp<graph::ConstantOp>())
    if (auto elements = dyn_cast<DenseElementsAttr>(op.getValue()))
      if (ShapedType::getNumElements(shape) == type.getNumElements())
        return constant(type.clone(shape), elements.reshape(type.clone(shape)));
  return createOfType<graph::ReshapeOp>(type.clone(shape), value);
}

FailureOr<Value> Node::cast(FailureOr<Value> value, Type element) {
  if (failed(value))
    return failure();
  auto type = mlir::cast<RankedTensorType>(value->getType());
  if (type.getElementType() == element)
    return value;
  return createOfType<graph::CastOp>(type.clone(element), value);
}

FailureOr<int64_t> Node::normalizeAxis(int64_t axis, int64_t rank) const {
  if (axis >= -rank && axis < rank)
    return axis < 0 ? axis + rank : axis;
  return emitError() << "expected an axis from " << -rank << " to " << rank - 1
                     << ", but got " << axis;
}

FailureOr<SmallVector<int64_t>> Node::normalizeAxes(ArrayRef<int64_t> axes,
                                                    int64_t rank) const {
  SmallVector<int64_t> result;
  for (int64_t axis : axes) {
    FailureOr<int64_t> normal = normalizeAxis(axis, rank);
    if (failed(normal))
      return failure();
    result.push_back(*normal);
  }
  llvm::sort(result);
  if (std::unique(result.begin(), result.end()) != result.end())
    return emitError() << "expected axes that differ, but got [" << axes << "]";
  return result;
}
