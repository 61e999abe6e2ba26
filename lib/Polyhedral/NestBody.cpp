// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What a statement of a nest computes, as a scalar body.
#include "dsa/Polyhedral/LoopNest.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace mlir::dsa;

Value NestStatement::resolve(Value inner) const {
  while (Operation *op = inner.getDefiningOp()) {
    auto branch = branches.find(op);
    if (branch == branches.end())
      break;
    Block &block = op->getRegion(branch->second).front();
    inner = block.getTerminator()->getOperand(
        cast<OpResult>(inner).getResultNumber());
  }
  return inner;
}

namespace {

class NestBodyReader {
public:
  NestBodyReader(const LoopNest &nest, const NestStatement &statement,
                 ArrayRef<NestAccess> reads, std::string &reason)
      : nest(nest), statement(statement), reads(reads), reason(reason) {}

  FailureOr<ScalarBody> read();

private:
  FailureOr<unsigned> getNode(Value value);
  unsigned add(Value value, ScalarNode node);

  const LoopNest &nest;
  const NestStatement &statement;
  ArrayRef<NestAccess> reads;
  std::string &reason;
  ScalarBody body;
  llvm::DenseMap<Value, unsigned> numbers;
};

} // namespace

unsigned NestBodyReader::add(Value value, ScalarNode node) {
  node.type = value.getType();
  node.identity = body.nodes.size();
  body.nodes.push_back(std::move(node));
  return numbers[value] = body.nodes.size() - 1;
}

FailureOr<unsigned> NestBodyReader::getNode(Value value) {
  value = statement.resolve(value);
  if (auto known = numbers.find(value); known != numbers.end())
    return known->second;
  ScalarNode node;
  if (auto element = statement.reads.find(value);
      element != statement.reads.end()) {
    node.kind = ScalarNode::Kind::Input;
    node.input = element->second == statement.write
                     ? reads.size()
                     : llvm::find(reads, element->second) - reads.begin();
    return add(value, std::move(node));
  }
  Attribute constant;
  if (matchPattern(value, m_Constant(&constant)) && isa<TypedAttr>(constant)) {
    node.kind = ScalarNode::Kind::Constant;
    node.constant = cast<TypedAttr>(constant);
    return add(value, std::move(node));
  }
  Operation *op = value.getDefiningOp();
  if (!op || !nest.root->isAncestor(op) || nest.variables.count(value)) {
    node.kind = ScalarNode::Kind::Opaque;
    return add(value, std::move(node));
  }
  for (Value operand : op->getOperands())
    if (failed(getNode(operand)))
      return failure();
  FailureOr<ScalarNode> operation = readScalarOperation(
      *op,
      [&](Value operand) { return numbers.lookup(statement.resolve(operand)); },
      reason);
  if (failed(operation))
    return failure();
  return add(value, std::move(*operation));
}

FailureOr<ScalarBody> NestBodyReader::read() {
  FailureOr<unsigned> root = getNode(statement.value);
  if (failed(root))
    return failure();
  body.root = *root;
  return std::move(body);
}

FailureOr<Statement> dsa::readNestBody(const LoopNest &nest,
                                       const NestStatement &statement,
                                       ArrayRef<NestAccess> reads,
                                       std::string &reason) {
  Statement result;
  for (const NestAccess &access : reads)
    result.accesses.push_back(
        {AffineMap(), nest.arrays[access.array].elementType, {}, false});
  result.accesses.push_back(
      {AffineMap(), nest.arrays[statement.write.array].elementType, {}, false});
  FailureOr<ScalarBody> body =
      NestBodyReader(nest, statement, reads, reason).read();
  if (failed(body))
    return failure();
  result.body = std::move(*body);
  return result;
}
