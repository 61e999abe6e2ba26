// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Evaluates scalar bodies, on integers and on the bits of floats.
#include "dsa/Polyhedral/ScalarBody.h"
#include "llvm/ADT/APFloat.h"
#include "llvm/ADT/StringMap.h"

using namespace mlir;
using namespace mlir::dsa;
using llvm::APFloat;
using llvm::APInt;

//===----------------------------------------------------------------------===//
// Integers
//===----------------------------------------------------------------------===//

static std::optional<APInt> evaluateShift(StringRef name, const APInt &a,
                                          const APInt &b) {
  if (b.uge(a.getBitWidth()))
    return std::nullopt;
  if (name == "arith.shli")
    return a.shl(b);
  if (name == "arith.shrsi")
    return a.ashr(b);
  if (name == "arith.shrui")
    return a.lshr(b);
  return std::nullopt;
}

static std::optional<APInt> evaluateIntegers(StringRef name, const APInt &a,
                                             const APInt &b) {
  using Function = APInt (*)(const APInt &, const APInt &);
  static const llvm::StringMap<Function> functions = {
      {"arith.addi", +[](const APInt &a, const APInt &b) { return a + b; }},
      {"arith.subi", +[](const APInt &a, const APInt &b) { return a - b; }},
      {"arith.muli", +[](const APInt &a, const APInt &b) { return a * b; }},
      {"arith.andi", +[](const APInt &a, const APInt &b) { return a & b; }},
      {"arith.ori", +[](const APInt &a, const APInt &b) { return a | b; }},
      {"arith.xori", +[](const APInt &a, const APInt &b) { return a ^ b; }},
      {"arith.maxsi",
       +[](const APInt &a, const APInt &b) {
         return llvm::APIntOps::smax(a, b);
       }},
      {"arith.minsi",
       +[](const APInt &a, const APInt &b) {
         return llvm::APIntOps::smin(a, b);
       }},
      {"arith.maxui",
       +[](const APInt &a, const APInt &b) {
         return llvm::APIntOps::umax(a, b);
       }},
      {"arith.minui", +[](const APInt &a, const APInt &b) {
         return llvm::APIntOps::umin(a, b);
       }}};
  if (auto function = functions.find(name); function != functions.end())
    return function->second(a, b);
  return evaluateShift(name, a, b);
}

//===----------------------------------------------------------------------===//
// Floats
//===----------------------------------------------------------------------===//

static constexpr auto kRounding = APFloat::rmNearestTiesToEven;

static std::optional<APFloat> evaluateFloats(StringRef name,
                                             ArrayRef<APFloat> args) {
  using Function = void (*)(APFloat &, ArrayRef<APFloat>);
  static const llvm::StringMap<Function> functions = {
      {"arith.addf",
       +[](APFloat &a, ArrayRef<APFloat> args) { a.add(args[1], kRounding); }},
      {"arith.subf",
       +[](APFloat &a, ArrayRef<APFloat> args) {
         a.subtract(args[1], kRounding);
       }},
      {"arith.mulf",
       +[](APFloat &a, ArrayRef<APFloat> args) {
         a.multiply(args[1], kRounding);
       }},
      {"arith.divf",
       +[](APFloat &a, ArrayRef<APFloat> args) {
         a.divide(args[1], kRounding);
       }},
      {"math.fma",
       +[](APFloat &a, ArrayRef<APFloat> args) {
         a.fusedMultiplyAdd(args[1], args[2], kRounding);
       }},
      {"arith.negf", +[](APFloat &a, ArrayRef<APFloat>) { a.changeSign(); }},
      {"math.absf", +[](APFloat &a, ArrayRef<APFloat>) { a.clearSign(); }},
      {"math.copysign",
       +[](APFloat &a, ArrayRef<APFloat> args) { a.copySign(args[1]); }},
      {"arith.maximumf",
       +[](APFloat &a, ArrayRef<APFloat> args) { a = maximum(a, args[1]); }},
      {"arith.minimumf",
       +[](APFloat &a, ArrayRef<APFloat> args) { a = minimum(a, args[1]); }},
      {"arith.maxnumf",
       +[](APFloat &a, ArrayRef<APFloat> args) { a = maxnum(a, args[1]); }},
      {"arith.minnumf",
       +[](APFloat &a, ArrayRef<APFloat> args) { a = minnum(a, args[1]); }}};
  auto function = functions.find(name);
  if (function == functions.end())
    return std::nullopt;
  APFloat result = args[0];
  function->second(result, args);
  return result;
}

static bool evaluatePredicate(arith::CmpFPredicate predicate,
                              APFloat::cmpResult order) {
  // The bits of a predicate are the answers it takes: equal, greater, less,
  // unordered.
  unsigned bit = order == APFloat::cmpEqual         ? 1
                 : order == APFloat::cmpGreaterThan ? 2
                 : order == APFloat::cmpLessThan    ? 4
                                                    : 8;
  return static_cast<unsigned>(predicate) & bit;
}

static APInt convertToFloat(const APInt &value, bool isSigned,
                            const llvm::fltSemantics &semantics) {
  APFloat result(semantics);
  result.convertFromAPInt(value, isSigned, kRounding);
  return result.bitcastToAPInt();
}

//===----------------------------------------------------------------------===//
// Nodes
//===----------------------------------------------------------------------===//

static std::optional<APInt> evaluateComparison(const ScalarNode &node,
                                               Type operandType, const APInt &a,
                                               const APInt &b) {
  // The two kinds of predicates are numbers that overlap: the name tells.
  if (node.name == "arith.cmpi") {
    auto predicate =
        node.attributes.getAs<arith::CmpIPredicateAttr>("predicate");
    if (!predicate)
      return std::nullopt;
    return APInt(1, arith::applyCmpPredicate(predicate.getValue(), a, b));
  }
  auto predicate = node.attributes.getAs<arith::CmpFPredicateAttr>("predicate");
  auto type = dyn_cast<FloatType>(operandType);
  if (!predicate || !type)
    return std::nullopt;
  const llvm::fltSemantics &semantics = type.getFloatSemantics();
  return APInt(1, evaluatePredicate(
                      predicate.getValue(),
                      APFloat(semantics, a).compare(APFloat(semantics, b))));
}

/// A conversion, or any operation whose result is an integer.
static std::optional<APInt> evaluateToInteger(const ScalarNode &node,
                                              Type operandType,
                                              ArrayRef<APInt> args) {
  unsigned width = getIntegerWidth(node.type);
  if (node.name == "arith.cmpi" || node.name == "arith.cmpf")
    return evaluateComparison(node, operandType, args[0], args[1]);
  if (!getIntegerWidth(operandType))
    return std::nullopt;
  if (node.name == "arith.index_cast")
    return args[0].sextOrTrunc(width);
  if (node.name == "arith.index_castui")
    return args[0].zextOrTrunc(width);
  if (node.name == "arith.extsi")
    return args[0].sext(width);
  if (node.name == "arith.extui")
    return args[0].zext(width);
  if (node.name == "arith.trunci")
    return args[0].trunc(width);
  if (args.size() == 2)
    return evaluateIntegers(node.name, args[0], args[1]);
  return std::nullopt;
}

static std::optional<APInt> evaluateToFloat(const ScalarNode &node,
                                            Type operandType,
                                            ArrayRef<APInt> args) {
  const llvm::fltSemantics &to = cast<FloatType>(node.type).getFloatSemantics();
  if (node.name == "arith.sitofp" || node.name == "arith.uitofp")
    return convertToFloat(args[0], node.name == "arith.sitofp", to);
  auto type = dyn_cast<FloatType>(operandType);
  if (!type)
    return std::nullopt;
  SmallVector<APFloat> floats;
  for (const APInt &arg : args)
    floats.emplace_back(type.getFloatSemantics(), arg);
  if (node.name == "arith.extf" || node.name == "arith.truncf") {
    bool loses = false;
    floats[0].convert(to, kRounding, &loses);
    return floats[0].bitcastToAPInt();
  }
  std::optional<APFloat> result = evaluateFloats(node.name, floats);
  return result ? std::optional(result->bitcastToAPInt()) : std::nullopt;
}

//===----------------------------------------------------------------------===//
// Tables
//===----------------------------------------------------------------------===//

unsigned dsa::getIntegerWidth(Type type) {
  if (isa<IndexType>(type))
    return IndexType::kInternalStorageBitWidth;
  auto integer = dyn_cast<IntegerType>(type);
  return integer ? integer.getWidth() : 0;
}

std::optional<APInt> dsa::makeNumberedTable(RankedTensorType type) {
  Type elementType = type.getElementType();
  int64_t count = type.getNumElements();
  constexpr int64_t most = 1 << 20;
  if (!elementType.isIntOrFloat() || count == 0 || count > most)
    return std::nullopt;
  unsigned width = elementType.getIntOrFloatBitWidth();
  auto floating = dyn_cast<FloatType>(elementType);
  APInt bits(count * width, 0);
  for (int64_t element = 0; element < count; ++element) {
    APInt number(64, element);
    bits.insertBits(floating ? convertToFloat(number, /*isSigned=*/false,
                                              floating.getFloatSemantics())
                             : number.zextOrTrunc(width),
                    element * width);
  }
  return bits;
}

/// The element of `table` at `indices`; nullopt if there is none.
static std::optional<APInt> lookUp(RankedTensorType type, const APInt &table,
                                   ArrayRef<APInt> indices) {
  if (!type.getElementType().isIntOrFloat())
    return std::nullopt;
  uint64_t element = 0;
  for (auto [index, extent] : llvm::zip_equal(indices, type.getShape())) {
    if (index.uge(extent))
      return std::nullopt;
    element = element * extent + index.getZExtValue();
  }
  unsigned width = type.getElementTypeBitWidth();
  return table.extractBits(width, element * width);
}

static std::optional<APInt> evaluateOperation(const ScalarNode &node,
                                              Type operandType,
                                              ArrayRef<APInt> args) {
  if (args.empty())
    return std::nullopt;
  if (node.name == "arith.select" && args.size() == 3)
    return args[0].isOne() ? args[1] : args[2];
  if (node.name == "arith.bitcast")
    return args[0];
  if (auto table = dyn_cast<RankedTensorType>(operandType))
    return node.name == "tensor.extract"
               ? lookUp(table, args[0], args.drop_front())
               : std::nullopt;
  if (getIntegerWidth(node.type))
    return evaluateToInteger(node, operandType, args);
  if (isa<FloatType>(node.type))
    return evaluateToFloat(node, operandType, args);
  return std::nullopt;
}

static std::optional<APInt> getBits(TypedAttr constant) {
  if (auto integer = dyn_cast<IntegerAttr>(constant))
    return integer.getValue();
  if (auto floating = dyn_cast<FloatAttr>(constant))
    return floating.getValue().bitcastToAPInt();
  return std::nullopt;
}

LogicalResult dsa::evaluateNodes(const ScalarBody &body, ArrayRef<APInt> inputs,
                                 SmallVectorImpl<APInt> &values) {
  values.assign(body.nodes.size(), APInt());
  llvm::BitVector live = body.getLive();
  for (auto [index, node] : llvm::enumerate(body.nodes)) {
    if (!live.test(index))
      continue;
    std::optional<APInt> value;
    switch (node.kind) {
    case ScalarNode::Kind::Input:
      value = inputs[node.input];
      break;
    case ScalarNode::Kind::Constant:
      value = getBits(node.constant);
      break;
    case ScalarNode::Kind::Opaque:
      break;
    case ScalarNode::Kind::Operation: {
      SmallVector<APInt> args;
      for (unsigned operand : node.operands)
        args.push_back(values[operand]);
      Type operandType =
          node.operands.empty() ? Type() : body.nodes[node.operands[0]].type;
      value = evaluateOperation(node, operandType, args);
      break;
    }
    }
    if (!value)
      return failure();
    values[index] = std::move(*value);
  }
  return success();
}

std::optional<APInt> dsa::evaluate(const ScalarBody &body,
                                   ArrayRef<APInt> inputs) {
  SmallVector<APInt> values;
  if (failed(evaluateNodes(body, inputs, values)))
    return std::nullopt;
  return values[body.root];
}
