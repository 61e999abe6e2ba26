// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Reads scalar bodies.
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

/// The nodes that `node` depends on, and itself.
static llvm::BitVector getSources(ArrayRef<ScalarNode> nodes, unsigned node) {
  llvm::BitVector sources(nodes.size());
  sources.set(node);
  for (unsigned index = node + 1; index-- > 0;)
    if (sources.test(index))
      for (unsigned operand : nodes[index].operands)
        sources.set(operand);
  return sources;
}

bool ScalarBody::dependsOn(unsigned node, unsigned input) const {
  return llvm::any_of(getSources(nodes, node).set_bits(), [&](unsigned index) {
    return nodes[index].kind == ScalarNode::Kind::Input &&
           nodes[index].input == input;
  });
}

llvm::BitVector ScalarBody::getLive() const { return getSources(nodes, root); }

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

FailureOr<ScalarNode>
dsa::readScalarOperation(Operation &op, function_ref<unsigned(Value)> getNode,
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

RankedTensorType dsa::getTableType(Type type) {
  auto table = dyn_cast<RankedTensorType>(type);
  if (!table || !table.hasStaticShape())
    return {};
  return table.cloneWithEncoding({});
}

FailureOr<ScalarBody> dsa::extractScalarBody(Block &block,
                                             std::string &reason) {
  return extractScalarBody(block, block.getArguments(), reason);
}

FailureOr<ScalarBody> dsa::extractScalarBody(Block &block, ValueRange inputs,
                                             std::string &reason) {
  ScalarBody body;
  llvm::DenseMap<Value, unsigned> numbers;
  auto add = [&](Value value, ScalarNode node) {
    RankedTensorType table = getTableType(value.getType());
    node.type = table ? table : value.getType();
    node.identity = body.nodes.size();
    body.nodes.push_back(std::move(node));
    return numbers[value] = body.nodes.size() - 1;
  };
  for (auto [index, input] : llvm::enumerate(inputs)) {
    ScalarNode node;
    node.kind = ScalarNode::Kind::Input;
    node.input = index;
    add(input, std::move(node));
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
    FailureOr<ScalarNode> node = readScalarOperation(op, getNode, reason);
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
