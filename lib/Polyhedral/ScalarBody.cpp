// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Scalar bodies: reading them, and evaluating them on integers.
#include "dsa/Polyhedral/ScalarBody.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "llvm/ADT/StringSwitch.h"

using namespace mlir;
using namespace mlir::dsa;
using llvm::APInt;

bool dsa::isCommutative(StringRef name) {
  return isAssociativeCommutative(name) ||
         llvm::StringSwitch<bool>(name)
             .Cases({"arith.addf", "arith.mulf"}, true)
             .Cases({"arith.maximumf", "arith.minimumf"}, true)
             .Cases({"arith.maxnumf", "arith.minnumf"}, true)
             .Default(false);
}

bool dsa::isAssociativeCommutative(StringRef name) {
  return llvm::StringSwitch<bool>(name)
      .Cases({"arith.addi", "arith.muli"}, true)
      .Cases({"arith.andi", "arith.ori", "arith.xori"}, true)
      .Cases({"arith.maxsi", "arith.minsi"}, true)
      .Cases({"arith.maxui", "arith.minui"}, true)
      .Default(false);
}

bool ScalarBody::dependsOn(unsigned node, unsigned input) const {
  const ScalarNode &at = nodes[node];
  if (at.kind == ScalarNode::Kind::Input)
    return at.input == input;
  return llvm::any_of(
      at.operands, [&](unsigned operand) { return dependsOn(operand, input); });
}

llvm::BitVector ScalarBody::getLive() const {
  llvm::BitVector live(nodes.size());
  live.set(root);
  for (unsigned node = nodes.size(); node-- > 0;)
    if (live.test(node))
      for (unsigned operand : nodes[node].operands)
        live.set(operand);
  return live;
}

//===----------------------------------------------------------------------===//
// Reading
//===----------------------------------------------------------------------===//

/// Overflow flags make results undefined, which any result refines; they do
/// not change the others. So a program's flags are dropped.
static DictionaryAttr getDistinguishingAttributes(Operation &op) {
  NamedAttrList attributes;
  for (NamedAttribute attribute :
       op.getPropertiesAsAttribute()
           ? cast<DictionaryAttr>(op.getPropertiesAsAttribute())
           : op.getAttrDictionary())
    if (attribute.getName() != "fastmath" &&
        attribute.getName() != "overflowFlags")
      attributes.append(attribute);
  return attributes.getDictionary(op.getContext());
}

static FailureOr<ScalarNode>
readOperation(Operation &op, function_ref<unsigned(Value)> getNode,
              std::string &reason) {
  ScalarNode node;
  node.type = op.getNumResults() == 1 ? op.getResult(0).getType() : Type();
  node.name = op.getName().getStringRef();
  if (!node.type || op.getNumRegions() != 0 || !isMemoryEffectFree(&op)) {
    reason =
        ("its body has '" + node.name + "', which is not scalar arithmetic")
            .str();
    return failure();
  }
  if (auto constant = dyn_cast<arith::ConstantOp>(op)) {
    node.kind = ScalarNode::Kind::Constant;
    node.constant = constant.getValue();
    return node;
  }
  if (isa<linalg::IndexOp>(op)) {
    node.kind = ScalarNode::Kind::Opaque;
    return node;
  }
  for (Value operand : op.getOperands())
    node.operands.push_back(getNode(operand));
  node.attributes = getDistinguishingAttributes(op);
  if (auto fast = dyn_cast<arith::ArithFastMathInterface>(op))
    node.fastmath = fast.getFastMathFlagsAttr()
                        ? fast.getFastMathFlagsAttr().getValue()
                        : arith::FastMathFlags::none;
  return node;
}

FailureOr<ScalarBody> dsa::extractScalarBody(Block &block,
                                             std::string &reason) {
  ScalarBody body;
  llvm::DenseMap<Value, unsigned> numbers;
  auto add = [&](Value value, ScalarNode node) {
    node.type = value.getType();
    node.identity = body.nodes.size();
    body.nodes.push_back(std::move(node));
    return numbers[value] = body.nodes.size() - 1;
  };
  for (BlockArgument argument : block.getArguments()) {
    ScalarNode node;
    node.kind = ScalarNode::Kind::Input;
    node.input = argument.getArgNumber();
    add(argument, std::move(node));
  }
  auto getNode = [&](Value value) -> unsigned {
    if (auto known = numbers.find(value); known != numbers.end())
      return known->second;
    ScalarNode node;
    Attribute constant;
    if (matchPattern(value, m_Constant(&constant)) &&
        isa<TypedAttr>(constant)) {
      node.kind = ScalarNode::Kind::Constant;
      node.constant = cast<TypedAttr>(constant);
    } else {
      node.kind = ScalarNode::Kind::Opaque;
    }
    return add(value, std::move(node));
  };
  for (Operation &op : block.without_terminator()) {
    FailureOr<ScalarNode> node = readOperation(op, getNode, reason);
    if (failed(node))
      return failure();
    add(op.getResult(0), std::move(*node));
  }
  Operation *yield = block.getTerminator();
  if (yield->getNumOperands() != 1) {
    reason = "expected its body to yield one value, but it yields " +
             std::to_string(yield->getNumOperands());
    return failure();
  }
  body.root = getNode(yield->getOperand(0));
  return body;
}

//===----------------------------------------------------------------------===//
// Evaluation
//===----------------------------------------------------------------------===//

static std::optional<APInt> evaluateBinary(StringRef name, const APInt &a,
                                           const APInt &b) {
  unsigned width = a.getBitWidth();
  bool shiftsOut = b.uge(width);
  if (name == "arith.addi")
    return a + b;
  if (name == "arith.subi")
    return a - b;
  if (name == "arith.muli")
    return a * b;
  if (name == "arith.andi")
    return a & b;
  if (name == "arith.ori")
    return a | b;
  if (name == "arith.xori")
    return a ^ b;
  if (name == "arith.maxsi")
    return a.sgt(b) ? a : b;
  if (name == "arith.minsi")
    return a.slt(b) ? a : b;
  if (name == "arith.maxui")
    return a.ugt(b) ? a : b;
  if (name == "arith.minui")
    return a.ult(b) ? a : b;
  if (name == "arith.shli" && !shiftsOut)
    return a.shl(b);
  if (name == "arith.shrsi" && !shiftsOut)
    return a.ashr(b);
  if (name == "arith.shrui" && !shiftsOut)
    return a.lshr(b);
  return std::nullopt;
}

static std::optional<APInt> evaluateCompare(const ScalarNode &node,
                                            const APInt &a, const APInt &b) {
  auto predicate = node.attributes.getAs<arith::CmpIPredicateAttr>("predicate");
  if (!predicate)
    return std::nullopt;
  return APInt(1, arith::applyCmpPredicate(predicate.getValue(), a, b));
}

static std::optional<APInt> evaluateNode(const ScalarNode &node,
                                         ArrayRef<APInt> args) {
  auto type = dyn_cast<IntegerType>(node.type);
  if (!type)
    return std::nullopt;
  unsigned width = type.getWidth();
  if (node.name == "arith.extsi")
    return args[0].sext(width);
  if (node.name == "arith.extui")
    return args[0].zext(width);
  if (node.name == "arith.trunci")
    return args[0].trunc(width);
  if (node.name == "arith.select" && args.size() == 3)
    return args[0].isOne() ? args[1] : args[2];
  if (node.name == "arith.cmpi")
    return evaluateCompare(node, args[0], args[1]);
  if (args.size() == 2)
    return evaluateBinary(node.name, args[0], args[1]);
  return std::nullopt;
}

std::optional<APInt> dsa::evaluate(const ScalarBody &body,
                                   ArrayRef<APInt> inputs) {
  SmallVector<APInt> values(body.nodes.size());
  llvm::BitVector live = body.getLive();
  for (auto [index, node] : llvm::enumerate(body.nodes)) {
    if (!live.test(index))
      continue;
    if (node.kind == ScalarNode::Kind::Input) {
      values[index] = inputs[node.input];
      continue;
    }
    if (node.kind == ScalarNode::Kind::Constant) {
      auto constant = dyn_cast<IntegerAttr>(node.constant);
      if (!constant)
        return std::nullopt;
      values[index] = constant.getValue();
      continue;
    }
    if (node.kind == ScalarNode::Kind::Opaque)
      return std::nullopt;
    SmallVector<APInt> args;
    for (unsigned operand : node.operands)
      args.push_back(values[operand]);
    std::optional<APInt> value = evaluateNode(node, args);
    if (!value)
      return std::nullopt;
    values[index] = *value;
  }
  return values[body.root];
}
