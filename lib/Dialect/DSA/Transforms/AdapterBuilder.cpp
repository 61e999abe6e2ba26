// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Builds scalars, operations and mapped elements for an adapter.
#include "AdapterBuilder.h"
#include "ConstantSums.h"
#include "dsa/Equivalence/ScalarLemma.h"
#include "mlir/Dialect/Linalg/Utils/Utils.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace mlir::dsa;

//===----------------------------------------------------------------------===//
// Scalars
//===----------------------------------------------------------------------===//

Value AdapterBuilder::emitOperation(OpBuilder &builder, StringRef name,
                                    Type type, ValueRange operands,
                                    DictionaryAttr attributes) {
  OperationState state(loc, name);
  state.addOperands(operands);
  state.addTypes(type);
  if (attributes)
    state.addAttributes(attributes.getValue());
  Operation *made = builder.create(state);
  if (auto fast = dyn_cast<arith::ArithFastMathInterface>(made))
    made->setAttr(
        fast.getFastMathAttrName(),
        arith::FastMathFlagsAttr::get(builder.getContext(), getFastMath()));
  return made->getResult(0);
}

Value AdapterBuilder::emit(OpBuilder &builder, const ScalarBody &body,
                           ValueRange inputs) {
  SmallVector<Value> values(body.nodes.size());
  llvm::BitVector live = body.getLive();
  for (auto [index, node] : llvm::enumerate(body.nodes)) {
    if (!live.test(index))
      continue;
    if (node.kind == ScalarNode::Kind::Input) {
      values[index] = inputs[node.input];
    } else if (node.kind == ScalarNode::Kind::Constant) {
      values[index] = arith::ConstantOp::create(builder, loc, node.constant);
    } else {
      SmallVector<Value> arguments;
      for (unsigned operand : node.operands)
        arguments.push_back(values[operand]);
      values[index] = emitOperation(builder, node.name, node.type, arguments,
                                    node.attributes);
    }
  }
  return values[body.root];
}

//===----------------------------------------------------------------------===//
// Operations
//===----------------------------------------------------------------------===//

Value AdapterBuilder::buildEmpty(ArrayRef<unsigned> loops, Type elementType) {
  SmallVector<OpFoldResult> shape;
  for (unsigned loop : loops)
    shape.push_back(sizes[loop]);
  return tensor::EmptyOp::create(builder, loc, shape, elementType);
}

/// A sum of nothing: adding it changes no value, for floats not even -0.
Value AdapterBuilder::buildZero(ArrayRef<unsigned> loops, Type elementType) {
  TypedAttr zero = builder.getZeroAttr(elementType);
  if (auto type = dyn_cast<FloatType>(elementType))
    zero = FloatAttr::get(
        type, APFloat::getZero(type.getFloatSemantics(), /*Negative=*/true));
  Value value = arith::ConstantOp::create(builder, loc, zero);
  Value empty = buildEmpty(loops, elementType);
  return linalg::FillOp::create(builder, loc, value, empty).getResult(0);
}

linalg::GenericOp AdapterBuilder::buildGeneric(
    ArrayRef<AdapterOperand> inputs, AdapterOperand init,
    ArrayRef<utils::IteratorType> iterators,
    function_ref<Value(OpBuilder &, ValueRange)> body) {
  SmallVector<Value> values;
  SmallVector<AffineMap> maps;
  for (const AdapterOperand &input : inputs) {
    values.push_back(input.value);
    maps.push_back(input.map);
  }
  maps.push_back(init.map);
  return linalg::GenericOp::create(
      builder, loc, init.value.getType(), values, init.value, maps, iterators,
      [&](OpBuilder &nested, Location loc, ValueRange arguments) {
        linalg::YieldOp::create(nested, loc, body(nested, arguments));
      });
}

Value AdapterBuilder::getResult(linalg::GenericOp op, bool isKnown) {
  if (isKnown)
    if (DenseElementsAttr value = evaluateOnConstants(op))
      return arith::ConstantOp::create(builder, loc, value);
  return op.getResult(0);
}

double AdapterBuilder::countIterations(ArrayRef<unsigned> loops) const {
  // An extent that is not known counts as large, as in the model of mappings.
  constexpr double large = 1024;
  double count = 1;
  for (unsigned loop : loops)
    count *= ShapedType::isDynamic(program.extents[loop])
                 ? large
                 : double(program.extents[loop]);
  return count;
}

/// The program's loops to `loops`.
AffineMap AdapterBuilder::getProjection(ArrayRef<unsigned> loops) {
  SmallVector<AffineExpr> results;
  for (unsigned loop : loops)
    results.push_back(getAffineDimExpr(loop, op.getContext()));
  return AffineMap::get(program.getNumLoops(), 0, results, op.getContext());
}

//===----------------------------------------------------------------------===//
// Elements
//===----------------------------------------------------------------------===//

llvm::BitVector dsa::getInputs(const ScalarBody &body, unsigned numInputs) {
  llvm::BitVector inputs(numInputs);
  llvm::BitVector live = body.getLive();
  for (auto [index, node] : llvm::enumerate(body.nodes))
    if (live.test(index) && node.kind == ScalarNode::Kind::Input)
      inputs.set(node.input);
  return inputs;
}

FailureOr<unsigned> AdapterBuilder::buildMapped(const ScalarBody &body) {
  llvm::BitVector read = getInputs(body, operands.size());
  SmallVector<std::string> names;
  for (unsigned input = 0; input < operands.size(); ++input)
    names.push_back("x" + std::to_string(input));
  std::string key = getNormalForm(body, names);
  if (auto known = mapped.find(key); known != mapped.end())
    return known->second;
  // The operand with the most dimensions; the others repeat along it.
  std::optional<unsigned> main;
  for (unsigned input : read.set_bits())
    if (isa<RankedTensorType>(operands[input].value.getType()) &&
        (!main || operands[input].map.getNumResults() >
                      operands[*main].map.getNumResults()))
      main = input;
  if (!main) {
    reason = "an element is computed from scalars only";
    return failure();
  }
  AffineMap mainMap = operands[*main].map;
  auto type = cast<RankedTensorType>(operands[*main].value.getType());
  SmallVector<AdapterOperand> inputs;
  SmallVector<unsigned> numbers(operands.size(), 0);
  bool isKnown = true;
  for (unsigned input : read.set_bits()) {
    SmallVector<AffineExpr> results;
    for (AffineExpr result : operands[input].map.getResults()) {
      const auto *at = llvm::find(mainMap.getResults(), result);
      if (at == mainMap.getResults().end()) {
        reason = "an element is computed from operands that are addressed "
                 "differently";
        return failure();
      }
      results.push_back(getAffineDimExpr(
          std::distance(mainMap.getResults().begin(), at), op.getContext()));
    }
    numbers[input] = inputs.size();
    isKnown &= matchPattern(operands[input].value, m_Constant());
    inputs.push_back(
        {operands[input].value,
         AffineMap::get(type.getRank(), 0, results, op.getContext()),
         operands[input].elementType});
  }
  Type elementType = body.getRoot().type;
  Value empty = tensor::EmptyOp::create(
      builder, loc, tensor::getMixedSizes(builder, loc, operands[*main].value),
      elementType);
  SmallVector<utils::IteratorType> iterators(type.getRank(),
                                             utils::IteratorType::parallel);
  auto generic = buildGeneric(
      inputs,
      {empty, builder.getMultiDimIdentityMap(type.getRank()), elementType},
      iterators, [&](OpBuilder &nested, ValueRange arguments) {
        SmallVector<Value> values;
        for (unsigned number : numbers)
          values.push_back(arguments[number]);
        return emit(nested, body, values);
      });
  if (!isKnown) {
    double count = 1;
    for (int64_t extent : type.getShape())
      count *= ShapedType::isDynamic(extent) ? 1024 : double(extent);
    adapted.plainIterations += count;
  }
  operands.push_back({getResult(generic, isKnown), mainMap, elementType});
  return mapped[key] = operands.size() - 1;
}

FailureOr<ScalarBody> AdapterBuilder::buildTerm(const AdapterSum &sum) {
  SmallVector<std::optional<unsigned>> made(sum.maps.size());
  for (auto [index, map] : llvm::enumerate(sum.maps)) {
    if (map.getRoot().kind == ScalarNode::Kind::Input)
      continue;
    ScalarBody body = makeBody();
    SmallVector<unsigned> arguments;
    for (unsigned argument = 0; argument < model.numArguments; ++argument)
      arguments.push_back(appendArgument(body, argument));
    body.root = appendBody(body, map, arguments);
    FailureOr<unsigned> number = buildMapped(body);
    if (failed(number))
      return failure();
    made[index] = *number;
  }
  ScalarBody body = makeBody();
  SmallVector<unsigned> inputs;
  for (auto [index, map] : llvm::enumerate(sum.maps))
    inputs.push_back(made[index] ? *made[index]
                                 : appendArgument(body, map.getRoot().input));
  body.root = appendBody(body, sum.term, inputs);
  return body;
}
