// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The elements of an instruction's result, from both of its regions.
#include "ElementPairs.h"
#include "llvm/ADT/StringSet.h"
#include <map>

using namespace mlir;
using namespace mlir::dsa;
using llvm::APInt;

LogicalResult ElementPair::evaluate(ArrayRef<APInt> values,
                                    SmallVectorImpl<APInt> &idealNodes,
                                    SmallVectorImpl<APInt> &actualNodes) const {
  auto evaluateOn = [&](const ElementBody &element, ArrayRef<unsigned> numbers,
                        SmallVectorImpl<APInt> &nodes) {
    auto inputs = llvm::map_to_vector(
        numbers, [&](unsigned number) { return values[number]; });
    return evaluateNodes(element.body, inputs, nodes);
  };
  return success(succeeded(evaluateOn(ideal, idealVariables, idealNodes)) &&
                 succeeded(evaluateOn(actual, actualVariables, actualNodes)));
}

/// The body as text: elements with the same text are the same function of their
/// inputs.
static std::string getShape(const ElementBody &element) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  for (const ScalarNode &node : element.body.nodes) {
    stream << static_cast<int>(node.kind) << node.name << node.type;
    if (node.kind == ScalarNode::Kind::Input)
      stream << "#" << element.inputs[node.input].operand;
    if (node.constant)
      stream << node.constant;
    if (node.attributes)
      stream << Attribute(node.attributes);
    for (unsigned operand : node.operands)
      stream << " " << operand;
    stream << ";";
  }
  return text;
}

/// Numbers the inputs of both bodies: one variable for one element of an
/// operand.
static void numberVariables(ElementPair &pair) {
  std::map<std::pair<unsigned, int64_t>, unsigned> numbers;
  auto number = [&](const ElementBody &body,
                    SmallVectorImpl<unsigned> &variables) {
    for (const ElementBody::Source &source : body.inputs) {
      auto [it, isNew] =
          numbers.try_emplace({source.operand, source.element}, numbers.size());
      if (isNew)
        pair.variables.push_back(source);
      variables.push_back(it->second);
    }
  };
  number(pair.ideal, pair.idealVariables);
  number(pair.actual, pair.actualVariables);
}

FailureOr<std::vector<ElementPair>>
dsa::readAllElementPairs(const InstructionModel &model, std::string &reason) {
  InstructionOp instruction = model.instruction;
  std::vector<ElementPair> pairs;
  int64_t count = ShapedType::getNumElements(model.statement.getWrite().shape);
  for (int64_t element = 0; element < count; ++element) {
    FailureOr<ElementBody> ideal =
        readElement(instruction.getSemantics().front(), element, reason);
    if (failed(ideal))
      return failure();
    FailureOr<ElementBody> actual =
        readElement(instruction.getExecutable().front(), element, reason);
    if (failed(actual))
      return failure();
    pairs.push_back(
        {element, std::move(*ideal), std::move(*actual), {}, {}, {}});
    numberVariables(pairs.back());
  }
  return pairs;
}

FailureOr<std::vector<ElementPair>>
dsa::readElementPairs(const InstructionModel &model, std::string &reason) {
  auto pairs = readAllElementPairs(model, reason);
  if (failed(pairs))
    return failure();
  llvm::StringSet<> shapes;
  llvm::erase_if(*pairs, [&](const ElementPair &pair) {
    std::string shape = getShape(pair.ideal) + "|" + getShape(pair.actual);
    llvm::raw_string_ostream stream(shape);
    llvm::interleave(pair.actualVariables, stream, ",");
    return !shapes.insert(shape).second;
  });
  return pairs;
}

SmallVector<std::string> dsa::getElementNames(const InstructionModel &model,
                                              const ElementBody &element) {
  SmallVector<std::string> names;
  for (const ElementBody::Source &source : element.inputs) {
    unsigned access = llvm::find(model.operandOfAccess, source.operand) -
                      model.operandOfAccess.begin();
    names.push_back("i" + std::to_string(access) + "e" +
                    std::to_string(source.element));
  }
  return names;
}
