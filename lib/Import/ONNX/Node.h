// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// A node of an ONNX graph, as the rules that import it see it.
#ifndef DSA_LIB_IMPORT_ONNX_NODE_H
#define DSA_LIB_IMPORT_ONNX_NODE_H

#include "dsa/Dialect/Graph/IR/Graph.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/Verifier.h"
#include "llvm/ADT/StringMap.h"
#include <onnx/onnx_pb.h>

namespace mlir::dsa {

/// One node: its attributes and inputs, and builders of graph operators in its
/// place. libonnx has checked it against the schema of its operator, so
/// required inputs and attributes are there.
class Node {
public:
  Node(const onnx::NodeProto &proto, int64_t opset, StringRef directory,
       OpBuilder &builder, llvm::StringMap<Value> &values, Location location)
      : location(location), builder(builder), opset(opset), proto(proto),
        directory(directory), values(values) {}

  /// Where diagnostics go.
  const Location location;
  OpBuilder &builder;
  /// The version of the operators.
  const int64_t opset;

  //===--- Attributes -----------------------------------------------------===//
  bool has(StringRef name) const { return find(name); }
  int64_t getInt(StringRef name, int64_t fallback) const;
  double getFloat(StringRef name, double fallback) const;
  StringRef getString(StringRef name, StringRef fallback) const;
  std::optional<SmallVector<int64_t>> getInts(StringRef name) const;
  /// The tensor of an attribute as a constant.
  FailureOr<Value> getTensor(StringRef name);

  //===--- Inputs ---------------------------------------------------------===//
  unsigned getNumInputs() const { return proto.input_size(); }
  unsigned getNumOutputs() const { return proto.output_size(); }
  /// Null where an optional input is absent.
  Value getInput(unsigned index) const;
  RankedTensorType getInputType(unsigned index) const {
    return mlir::cast<RankedTensorType>(getInput(index).getType());
  }
  ArrayRef<int64_t> getInputShape(unsigned index) const {
    return getInputType(index).getShape();
  }
  /// An input that must be known now, such as a shape; null where absent.
  FailureOr<DenseElementsAttr> getConstant(unsigned index) const;
  /// Integers from the attribute `name`, or from the input at `index` in newer
  /// versions of the operator; nothing where both are absent.
  FailureOr<std::optional<SmallVector<int64_t>>>
  getIntsOrInput(StringRef name, unsigned index) const;

  //===--- Results --------------------------------------------------------===//
  /// Makes `value` the node's first, or given, output. Fails if it failed.
  LogicalResult yield(FailureOr<Value> value, unsigned index = 0);
  InFlightDiagnostic emitError() const { return mlir::emitError(location); }

  //===--- Builders -------------------------------------------------------===//
  NamedAttribute attribute(StringRef name, Attribute value) const {
    return builder.getNamedAttr(name, value);
  }
  NamedAttribute attribute(StringRef name, int64_t value) const {
    return attribute(name, builder.getI64IntegerAttr(value));
  }
  NamedAttribute attribute(StringRef name, double value) const {
    return attribute(name, builder.getF32FloatAttr(value));
  }
  NamedAttribute attribute(StringRef name, ArrayRef<int64_t> value) const {
    return attribute(name, builder.getDenseI64ArrayAttr(value));
  }

  /// Builds an operator whose type follows from its operands, which may be
  /// failures, and verifies it.
  template <typename OpTy>
  FailureOr<Value> create(ArrayRef<FailureOr<Value>> operands,
                          ArrayRef<NamedAttribute> attributes = {});
  /// Builds an operator with a result of type `type`, and verifies it.
  template <typename OpTy>
  FailureOr<Value> createOfType(Type type, ArrayRef<FailureOr<Value>> operands,
                                ArrayRef<NamedAttribute> attributes = {});

  FailureOr<Value> constant(RankedTensorType type, Attribute value);
  /// One number, of the element type of `like`.
  FailureOr<Value> scalar(double value, FailureOr<Value> like);
  FailureOr<Value> reshape(FailureOr<Value> value, ArrayRef<int64_t> shape);
  FailureOr<Value> cast(FailureOr<Value> value, Type element);

  /// Adds the rank to a negative `axis`; fails where it is none of a tensor
  /// with `rank` dimensions.
  FailureOr<int64_t> normalizeAxis(int64_t axis, int64_t rank) const;
  FailureOr<SmallVector<int64_t>> normalizeAxes(ArrayRef<int64_t> axes,
                                                int64_t rank) const;

private:
  const onnx::AttributeProto *find(StringRef name) const;
  /// Collects operands; false if one of them failed.
  static bool collect(ArrayRef<FailureOr<Value>> operands,
                      OperationState &state);
  FailureOr<Value> createVerified(const OperationState &state);
  template <typename OpTy>
  void addAttributes(OperationState &state, ArrayRef<NamedAttribute> attributes,
                     Type element);

  const onnx::NodeProto &proto;
  StringRef directory;
  llvm::StringMap<Value> &values;
};

/// How one ONNX operator is imported.
struct Rule {
  StringLiteral opType;
  LogicalResult (*import)(Node &node);
};

/// The rules by family; each is in a file of its own.
ArrayRef<Rule> getContractionRules();
ArrayRef<Rule> getElementwiseRules();
ArrayRef<Rule> getNormalizationRules();
ArrayRef<Rule> getQuantizationRules();
ArrayRef<Rule> getReductionRules();
ArrayRef<Rule> getShapeRules();

//===----------------------------------------------------------------------===//
// Templates
//===----------------------------------------------------------------------===//

template <typename OpTy>
void Node::addAttributes(OperationState &state,
                         ArrayRef<NamedAttribute> attributes, Type element) {
  state.addAttributes(attributes);
  // The model fixes neither the order of sums nor the rounding of products.
  if (isa<FloatType>(element) &&
      llvm::is_contained(OpTy::getAttributeNames(), "fastmath"))
    state.addAttribute("fastmath", arith::FastMathFlagsAttr::get(
                                       builder.getContext(),
                                       arith::FastMathFlags::reassoc |
                                           arith::FastMathFlags::contract));
}

template <typename OpTy>
FailureOr<Value> Node::create(ArrayRef<FailureOr<Value>> operands,
                              ArrayRef<NamedAttribute> attributes) {
  OperationState state(location, OpTy::getOperationName());
  if (!collect(operands, state))
    return failure();
  addAttributes<OpTy>(state, attributes,
                      getElementTypeOrSelf(state.operands.front().getType()));
  MLIRContext *context = builder.getContext();
  DictionaryAttr dictionary = state.attributes.getDictionary(context);
  typename OpTy::Properties properties;
  if constexpr (!std::is_same_v<typename OpTy::Properties, EmptyProperties>)
    if (failed(OpTy::setPropertiesFromAttr(properties, dictionary,
                                           [&] { return emitError(); })))
      return failure();
  if (failed(OpTy::inferReturnTypes(context, location, state.operands,
                                    dictionary, &properties, {}, state.types)))
    return failure();
  return createVerified(state);
}

template <typename OpTy>
FailureOr<Value> Node::createOfType(Type type,
                                    ArrayRef<FailureOr<Value>> operands,
                                    ArrayRef<NamedAttribute> attributes) {
  OperationState state(location, OpTy::getOperationName());
  if (!collect(operands, state))
    return failure();
  addAttributes<OpTy>(state, attributes, getElementTypeOrSelf(type));
  state.addTypes(type);
  return createVerified(state);
}

} // namespace mlir::dsa

#endif // DSA_LIB_IMPORT_ONNX_NODE_H
