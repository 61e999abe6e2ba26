// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Fragments as MLIR text, and the values of their bodies.
#include "Fragment.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/raw_ostream.h"

using namespace dsa::fuzz;
using llvm::APFloat;
using llvm::APInt;

std::string ElementType::getText() const {
  if (!isFloat)
    return "i" + std::to_string(bits);
  return isBrain ? "bf16" : "f" + std::to_string(bits);
}

const llvm::fltSemantics &ElementType::getSemantics() const {
  if (isBrain)
    return APFloat::BFloat();
  return bits == 16   ? APFloat::IEEEhalf()
         : bits == 32 ? APFloat::IEEEsingle()
                      : APFloat::IEEEdouble();
}

static int64_t getIndex(const Index &index, const std::vector<int64_t> &loops) {
  int64_t value = index.constant;
  for (auto [coefficient, loop] : llvm::zip_equal(index.coefficients, loops))
    value += coefficient * loop;
  return llvm::divideFloorSigned(value, index.divisor);
}

std::vector<int64_t> dsa::fuzz::getElement(const Operand &operand,
                                           const std::vector<int64_t> &loops) {
  std::vector<int64_t> element;
  for (const Index &index : operand.map)
    element.push_back(getIndex(index, loops));
  return element;
}

std::vector<int64_t> Fragment::getShape(const Operand &operand) const {
  std::vector<int64_t> shape;
  for (const Index &index : operand.map) {
    std::vector<int64_t> last;
    for (auto [coefficient, extent] :
         llvm::zip_equal(index.coefficients, extents))
      last.push_back(coefficient > 0 ? extent - 1 : 0);
    shape.push_back(getIndex(index, last) + 1);
  }
  return shape;
}

//===----------------------------------------------------------------------===//
// Text
//===----------------------------------------------------------------------===//

static std::string printMap(const Operand &operand, unsigned numLoops) {
  std::string text = "affine_map<(";
  for (unsigned loop = 0; loop < numLoops; ++loop)
    text += (loop ? ", d" : "d") + std::to_string(loop);
  text += ") -> (";
  for (auto [number, index] : llvm::enumerate(operand.map)) {
    std::string sum;
    for (unsigned loop = 0; loop < numLoops; ++loop)
      if (int64_t coefficient = index.coefficients[loop])
        sum += (sum.empty() ? "d" : " + d") + std::to_string(loop) +
               (coefficient == 1 ? "" : " * " + std::to_string(coefficient));
    if (index.constant != 0 || sum.empty())
      sum += (sum.empty() ? "" : " + ") + std::to_string(index.constant);
    if (index.divisor != 1)
      sum = "(" + sum + ") floordiv " + std::to_string(index.divisor);
    text += (number ? ", " : "") + sum;
  }
  return text + ")>";
}

static std::string printShape(const Fragment &fragment,
                              const Operand &operand) {
  std::string text;
  for (int64_t extent : fragment.getShape(operand))
    text += std::to_string(extent) + "x";
  return text + operand.type.getText();
}

/// Whether `name` changes the type of its argument.
static bool isCast(const std::string &name) {
  return name == "arith.extsi" || name == "arith.extui" ||
         name == "arith.trunci" || name == "arith.extf";
}

std::string Fragment::printBody(bool isRefined) const {
  std::string text;
  llvm::raw_string_ostream os(text);
  for (auto [number, node] : llvm::enumerate(nodes)) {
    if (node.name == "input" || (isRefined && number == root))
      continue;
    os << "      %n" << number << " = ";
    std::string type = node.type.getText();
    if (node.name == "constant") {
      os << "arith.constant " << node.number << (node.type.isFloat ? ".0" : "")
         << " : " << type << "\n";
      continue;
    }
    os << node.name;
    for (auto [place, arg] : llvm::enumerate(node.args))
      os << (place ? ", %n" : " %n") << arg;
    if (!node.flags.empty())
      os << " fastmath<" << node.flags << ">";
    os << " : ";
    if (isCast(node.name))
      os << nodes[node.args[0]].type.getText() << " to ";
    os << type << "\n";
  }
  std::string type = getResult().type.getText();
  if (isRefined) {
    unsigned bits = getResult().type.bits;
    int64_t most = (int64_t(1) << (bits - 1)) - 1;
    for (unsigned side : {0u, 1u})
      os << "      %w" << side << " = arith.extsi %n" << nodes[root].args[side]
         << " : " << type << " to i64\n";
    os << "      %least = arith.constant " << -most - 1 << " : i64\n"
       << "      %most = arith.constant " << most << " : i64\n"
       << "      %sum = arith.addi %w0, %w1 : i64\n"
       << "      %low = arith.maxsi %sum, %least : i64\n"
       << "      %high = arith.minsi %low, %most : i64\n"
       << "      %n" << root << " = arith.trunci %high : i64 to " << type
       << "\n";
  }
  os << "      linalg.yield %n" << root << " : " << type << "\n";
  return text;
}

std::string Fragment::printGeneric(bool isRefined) const {
  std::string text, maps, iterators, names, types, arguments;
  llvm::raw_string_ostream os(text);
  for (auto [number, operand] : llvm::enumerate(operands)) {
    maps += (number ? ", " : "") + printMap(operand, getNumLoops());
    if (number + 1 < operands.size()) {
      names += (number ? ", %a" : "%a") + std::to_string(number);
      types +=
          (number ? ", tensor<" : "tensor<") + printShape(*this, operand) + ">";
    }
    // The node of input i is node i.
    arguments += (number ? ", %n" : "%n") + std::to_string(number) + ": " +
                 operand.type.getText();
  }
  for (auto [loop, isReduced] : llvm::enumerate(isReduction))
    iterators += std::string(loop ? ", " : "") +
                 (isReduced ? "\"reduction\"" : "\"parallel\"");
  std::string type = "tensor<" + printShape(*this, getResult()) + ">";
  os << "    %r = linalg.generic {indexing_maps = [" << maps
     << "], iterator_types = [" << iterators << "]}\n        ins(" << names
     << " : " << types << ") outs(%a" << operands.size() - 1 << " : " << type
     << ") {\n    ^bb0(" << arguments << "):\n"
     << printBody(isRefined) << "    } -> " << type << "\n";
  return text;
}

std::string Fragment::printProgram() const {
  std::string text, arguments;
  for (auto [number, operand] : llvm::enumerate(operands)) {
    arguments += (number ? ", %a" : "%a") + std::to_string(number) +
                 ": tensor<" + printShape(*this, operand) + ">";
    if (operand.range)
      arguments += " {dsa.range = [" + std::to_string(operand.range->first) +
                   ", " + std::to_string(operand.range->second) + "]}";
  }
  std::string type = "tensor<" + printShape(*this, getResult()) + ">";
  return "func.func @f(" + arguments + ") -> " + type + " {\n" +
         printGeneric(false) + "    return %r : " + type + "\n}\n";
}

std::string Fragment::printInstruction() const {
  std::string text, signature, meanings, issued;
  llvm::raw_string_ostream os(text);
  os << "dsa.isa @s {\n";
  for (auto [number, operand] : llvm::enumerate(operands)) {
    bool isLast = number + 1 == operands.size();
    std::string shape = printShape(*this, operand);
    int64_t size = 1;
    for (int64_t extent : getShape(operand))
      size *= extent;
    std::string vector =
        "vector<" + std::to_string(size) + "x" + operand.type.getText() + ">";
    os << "  dsa.registers @r" << number << " count 4 means tensor<" << shape
       << "> issues_as " << vector << "\n";
    std::string comma = number ? ", " : "";
    signature += comma + "!dsa.reg<@s::@r" + std::to_string(number) + ">" +
                 (isLast ? " tied" : "");
    std::string name = comma + "%a" + std::to_string(number) + ": ";
    meanings += name + "tensor<" + shape + ">";
    issued += name + vector;
  }
  unsigned last = operands.size() - 1;
  std::string result = "tensor<" + printShape(*this, getResult()) + ">";
  os << "  dsa.instruction @i(" << signature << ") -> !dsa.reg<@s::@r" << last
     << ">\n      cost {latency = 4, interval = 1}";
  if (!numerics.empty())
    os << " numerics <" << numerics << ">";
  os << "\n  semantics {\n  ^bb0(" << meanings << "):\n"
     << printGeneric(false) << "    dsa.yield %r : " << result << "\n  }";
  if (saturates)
    os << " refined {\n  ^bb0(" << meanings << "):\n"
       << printGeneric(true) << "    dsa.yield %r : " << result << "\n  }";
  os << " emission {\n  ^bb0(" << issued << "):\n    dsa.yield %a" << last
     << " : " << issued.substr(issued.rfind("vector")) << "\n  }\n}\n";
  return text;
}

//===----------------------------------------------------------------------===//
// Values
//===----------------------------------------------------------------------===//

static std::optional<APInt> evaluateInteger(const Node &node, const APInt &a,
                                            const APInt &b) {
  bool shiftsOut = b.uge(b.getBitWidth());
  if (node.name == "arith.addi")
    return a + b;
  if (node.name == "arith.subi")
    return a - b;
  if (node.name == "arith.muli")
    return a * b;
  if (node.name == "arith.andi")
    return a & b;
  if (node.name == "arith.ori")
    return a | b;
  if (node.name == "arith.xori")
    return a ^ b;
  if (node.name == "arith.maxsi")
    return a.slt(b) ? b : a;
  if (node.name == "arith.minsi")
    return a.slt(b) ? a : b;
  if (node.name == "arith.maxui")
    return a.ult(b) ? b : a;
  if (node.name == "arith.minui")
    return a.ult(b) ? a : b;
  if (node.name == "arith.shli" && !shiftsOut)
    return a << b;
  if (node.name == "arith.shrsi" && !shiftsOut)
    return a.ashr(b);
  if (node.name == "arith.shrui" && !shiftsOut)
    return a.lshr(b);
  return std::nullopt;
}

static std::optional<APInt> evaluateFloat(const Node &node, APFloat a,
                                          const APFloat &b) {
  constexpr auto nearest = APFloat::rmNearestTiesToEven;
  if (node.name == "arith.addf")
    a.add(b, nearest);
  else if (node.name == "arith.subf")
    a.subtract(b, nearest);
  else if (node.name == "arith.mulf")
    a.multiply(b, nearest);
  else if (node.name == "arith.maximumf")
    a = llvm::maximum(a, b);
  else if (node.name == "arith.minimumf")
    a = llvm::minimum(a, b);
  else
    return std::nullopt;
  return a.bitcastToAPInt();
}

static std::optional<APInt> evaluateCast(const Node &node, ElementType from,
                                         const APInt &value) {
  if (node.name == "arith.extsi")
    return value.sext(node.type.bits);
  if (node.name == "arith.extui")
    return value.zext(node.type.bits);
  if (node.name == "arith.trunci")
    return value.trunc(node.type.bits);
  APFloat number(from.getSemantics(), value);
  bool loses = false;
  number.convert(node.type.getSemantics(), APFloat::rmNearestTiesToEven,
                 &loses);
  return number.bitcastToAPInt();
}

static APInt evaluateConstant(const Node &node) {
  if (!node.type.isFloat)
    return APInt(64, uint64_t(node.number)).trunc(node.type.bits);
  APFloat number(double(node.number));
  bool loses = false;
  number.convert(node.type.getSemantics(), APFloat::rmNearestTiesToEven,
                 &loses);
  return number.bitcastToAPInt();
}

std::optional<APInt>
Fragment::evaluate(const std::vector<APInt> &inputs) const {
  std::vector<APInt> values;
  for (const Node &node : nodes) {
    std::optional<APInt> value;
    auto getFloat = [&](unsigned place) {
      return APFloat(node.type.getSemantics(), values[node.args[place]]);
    };
    if (node.name == "input") {
      value = inputs[node.number];
    } else if (node.name == "constant") {
      value = evaluateConstant(node);
    } else if (isCast(node.name)) {
      value =
          evaluateCast(node, nodes[node.args[0]].type, values[node.args[0]]);
    } else if (saturates && values.size() == root) {
      value = values[node.args[0]].sadd_sat(values[node.args[1]]);
    } else if (node.type.isFloat) {
      value = evaluateFloat(node, getFloat(0), getFloat(1));
    } else {
      value = evaluateInteger(node, values[node.args[0]], values[node.args[1]]);
    }
    if (!value)
      return std::nullopt;
    values.push_back(std::move(*value));
  }
  return values[root];
}
