// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Counterexamples as a person reads them.
#include "Counterexample.h"
#include "llvm/ADT/APFloat.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/raw_ostream.h"

using namespace mlir;
using namespace mlir::dsa;
using llvm::APInt;

std::string dsa::getOperandName(const Statement &program, unsigned access) {
  return access == program.getAccumulator()
             ? "accumulator"
             : "operand " + std::to_string(access);
}

std::string dsa::printNumber(const APInt &value) {
  llvm::SmallString<32> text;
  value.toStringSigned(text);
  return text.str().str();
}

std::string dsa::printValue(const APInt &value, Type type) {
  // The only table that is ever tried.
  if (getTableType(type))
    return "the table 0, 1, 2, ...";
  auto floating = dyn_cast<FloatType>(type);
  if (!floating)
    return printNumber(value);
  llvm::SmallString<32> text;
  llvm::APFloat(floating.getFloatSemantics(), value).toString(text);
  return text.str().str();
}

std::string dsa::printElement(const Statement &program, unsigned access,
                              const APInt &value) {
  if (isReadUnsigned(program.body, access))
    return std::to_string(value.getZExtValue());
  return printValue(value, program.accesses[access].elementType);
}

std::string dsa::printRange(IntegerRange range) {
  return "[" + std::to_string(range.least) + ", " + std::to_string(range.most) +
         "]";
}

std::string dsa::printConditions(const Statement &program,
                                 ArrayRef<OperandCondition> conditions) {
  std::string text;
  for (const OperandCondition &condition : conditions)
    text += (text.empty() ? "; it would hold with " : ", or ") +
            getOperandName(program, condition.access) + " in " +
            printRange(condition.range);
  return text;
}

static SmallVector<APInt> getFloatCorners(const llvm::fltSemantics &type) {
  using F = llvm::APFloat;
  // 1/3 has all its bits set; it and the smallest normal number show where
  // something is rounded or flushed.
  F third(1.0 / 3.0);
  bool loses = false;
  third.convert(type, F::rmNearestTiesToEven, &loses);
  SmallVector<APInt> corners;
  for (const F &value :
       {F::getOne(type), third, F::getLargest(type), F::getLargest(type, true),
        F::getSmallestNormalized(type), F::getSmallest(type),
        F::getZero(type, true)})
    corners.push_back(value.bitcastToAPInt());
  return corners;
}

SmallVector<APInt> dsa::getCorners(Type type,
                                   std::optional<IntegerRange> range) {
  if (auto floating = dyn_cast<FloatType>(type))
    return getFloatCorners(floating.getFloatSemantics());
  if (RankedTensorType table = getTableType(type)) {
    std::optional<APInt> bits = makeNumberedTable(table);
    return bits ? SmallVector<APInt>{*bits} : SmallVector<APInt>();
  }
  auto integer = dyn_cast<IntegerType>(type);
  if (!integer)
    return {};
  unsigned bits = integer.getWidth();
  if (!range)
    return {APInt(bits, 0), APInt(bits, 1), APInt::getAllOnes(bits),
            APInt::getSignedMaxValue(bits), APInt::getSignedMinValue(bits)};
  auto make = [&](int64_t value) {
    return APInt(64, value, /*isSigned=*/true).sextOrTrunc(bits);
  };
  return {make(range->most), make(range->least)};
}

std::optional<std::string> dsa::findLimit(const ScalarBody &body,
                                          ArrayRef<APInt> values) {
  llvm::BitVector live = body.getLive();
  for (auto [index, node] : llvm::enumerate(body.nodes)) {
    if (!live.test(index) || node.operands.empty())
      continue;
    StringRef name = node.name;
    bool isTruncation = name == "arith.trunci";
    bool isLimit =
        name.starts_with("arith.min") || name.starts_with("arith.max");
    if (!isTruncation && !(isLimit && body.nodes[node.operands[1]].kind ==
                                          ScalarNode::Kind::Constant))
      continue;
    const APInt &from = values[node.operands[0]];
    const APInt &to = values[index];
    if (isTruncation ? to.sext(from.getBitWidth()) == from : to == from)
      continue;
    return (name + " limits " + printNumber(from) + " to " + printNumber(to))
        .str();
  }
  return std::nullopt;
}

/// The expression of node `index`, as in `muli(extsi(operand 0), operand 1)`;
/// what lies deeper is left out.
static std::string printExpression(const Statement &program,
                                   const EvaluatedBody &at, unsigned index,
                                   unsigned depth = 0) {
  constexpr unsigned maxDepth = 3;
  const ScalarNode &node = at.body.nodes[index];
  switch (node.kind) {
  case ScalarNode::Kind::Input:
    return getOperandName(program, at.operands[node.input]);
  case ScalarNode::Kind::Constant:
  case ScalarNode::Kind::Opaque:
    return printValue(at.values[index], node.type);
  case ScalarNode::Kind::Operation:
    break;
  }
  std::string text = node.name.substr(node.name.find('.') + 1).str() + "(";
  if (depth == maxDepth)
    return text + "...)";
  for (auto [position, operand] : llvm::enumerate(node.operands))
    text += (position ? ", " : "") +
            printExpression(program, at, operand, depth + 1);
  return text + ")";
}

/// The pair of operands at which nodes `a` and `b`, the same operation, part;
/// nullopt if operands agree.
static std::optional<std::pair<unsigned, unsigned>>
findPartingOperands(const EvaluatedBody &ours, const ScalarNode &a,
                    const EvaluatedBody &theirs, const ScalarNode &b) {
  if (a.kind != ScalarNode::Kind::Operation || a.name != b.name ||
      a.operands.size() != b.operands.size())
    return std::nullopt;
  auto differ = [&](unsigned left, unsigned right) {
    return ours.body.nodes[left].type != theirs.body.nodes[right].type ||
           ours.values[left] != theirs.values[right];
  };
  SmallVector<unsigned> right(b.operands);
  if (isCommutative(a.name) && right.size() == 2 &&
      (!differ(a.operands[0], right[1]) || !differ(a.operands[1], right[0])))
    std::swap(right[0], right[1]);
  for (auto [l, r] : llvm::zip_equal(a.operands, right))
    if (differ(l, r))
      return std::make_pair(l, r);
  return std::nullopt;
}

std::string dsa::describeParting(const Statement &program, EvaluatedBody ours,
                                 EvaluatedBody theirs) {
  unsigned left = ours.body.root, right = theirs.body.root;
  while (auto next = findPartingOperands(ours, ours.body.nodes[left], theirs,
                                         theirs.body.nodes[right]))
    std::tie(left, right) = *next;
  return printExpression(program, ours, left) + " = " +
         printValue(ours.values[left], ours.body.nodes[left].type) + ", but " +
         printExpression(program, theirs, right) + " = " +
         printValue(theirs.values[right], theirs.body.nodes[right].type);
}
