// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Proves that indices are within tables, each by one lemma on bit-vectors.
#include "TableBounds.h"
#include "Counterexample.h"
#include "dsa/Equivalence/ScalarLemma.h"

using namespace mlir;
using namespace mlir::dsa;
using llvm::APInt;

SmallVector<TableIndex> dsa::getTableIndices(const ScalarBody &body) {
  SmallVector<TableIndex> indices;
  for (const ScalarNode &node : body.nodes) {
    if (node.name != "tensor.extract")
      continue;
    auto table = cast<RankedTensorType>(body.nodes[node.operands[0]].type);
    for (auto [index, extent] : llvm::zip_equal(
             ArrayRef(node.operands).drop_front(), table.getShape()))
      indices.push_back({index, extent});
  }
  return indices;
}

/// A body that is true where `index` is within its table.
static ScalarBody getCheck(const ScalarBody &body, const TableIndex &index) {
  ScalarBody check = body;
  Type type = body.nodes[index.node].type;
  MLIRContext *context = type.getContext();
  ScalarNode extent;
  extent.kind = ScalarNode::Kind::Constant;
  extent.type = type;
  extent.constant = IntegerAttr::get(type, index.extent);
  ScalarNode compare;
  compare.type = IntegerType::get(context, 1);
  compare.name = arith::CmpIOp::getOperationName();
  compare.operands = {index.node, unsigned(check.nodes.size())};
  Builder builder(context);
  compare.attributes = builder.getDictionaryAttr(builder.getNamedAttr(
      "predicate",
      arith::CmpIPredicateAttr::get(context, arith::CmpIPredicate::ult)));
  check.nodes.push_back(std::move(extent));
  check.root = check.nodes.size();
  check.nodes.push_back(std::move(compare));
  return check;
}

static ScalarBody getTrue(MLIRContext *context) {
  ScalarNode node;
  node.kind = ScalarNode::Kind::Constant;
  node.type = IntegerType::get(context, 1);
  node.constant = IntegerAttr::get(node.type, APInt(1, 1));
  return {{node}, 0};
}

/// Where `index` is not within its table, as a sentence; nullopt if `values` do
/// not show that.
static std::optional<std::string> describe(const Statement &statement,
                                           const TableIndex &index,
                                           ArrayRef<APInt> values) {
  ScalarBody body = statement.body;
  body.root = index.node;
  std::optional<APInt> value = evaluate(body, values);
  if (!value || value->ult(index.extent))
    return std::nullopt;
  std::string text = "for ";
  bool isFirst = true;
  for (unsigned access = 0; access < values.size(); ++access) {
    if (!body.dependsOn(index.node, access))
      continue;
    text += (isFirst ? "" : ", ") + getOperandName(statement, access) + " = " +
            printElement(statement, access, values[access]);
    isFirst = false;
  }
  return text + " the index is " + printNumber(*value) +
         ", but the table has elements 0 to " +
         std::to_string(index.extent - 1);
}

static bool isOfOperands(ScalarBody body, unsigned node) {
  body.root = node;
  return llvm::none_of(body.getLive().set_bits(), [&](unsigned index) {
    return body.nodes[index].kind == ScalarNode::Kind::Opaque;
  });
}

TableBounds
dsa::proveTableBounds(const Statement &statement,
                      ArrayRef<std::optional<IntegerRange>> ranges) {
  const ScalarBody &body = statement.body;
  unsigned count = statement.accesses.size();
  for (const TableIndex &index : getTableIndices(body)) {
    if (!isOfOperands(body, index.node))
      return {Outcome::Unknown,
              "expected the index of a table to be computed from operands, but "
              "it depends on a loop or on a value from outside"};
    ScalarBody check = getCheck(body, index);
    ScalarBody yes = getTrue(body.nodes[index.node].type.getContext());
    ScalarAnswer answer =
        solveOnBitVectors({check,
                           llvm::to_vector(llvm::seq<unsigned>(0, count)),
                           yes,
                           {},
                           SmallVector<std::optional<APInt>>(count),
                           ranges});
    if (answer.kind == ScalarAnswer::Holds)
      continue;
    std::optional<std::string> example;
    if (answer.kind == ScalarAnswer::Fails)
      example = describe(statement, index, answer.values);
    if (example)
      return {Outcome::Refuted, *example};
    return {Outcome::Unknown,
            "the index of a table is not proved to be within it" +
                (answer.reason.empty() ? "" : ": " + answer.reason)};
  }
  return {};
}
