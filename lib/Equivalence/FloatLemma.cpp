// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Lemmas in SMT-LIB's theory of floating point, which the `smt` dialect does
/// not have. Rounding is to nearest, as the default environment has it.
/// `fp.fma` is never used: solvers are known to get it wrong.
#include "Certificate.h"
#include "llvm/ADT/APFloat.h"
#include "llvm/ADT/SmallString.h"

using namespace mlir;
using namespace mlir::dsa;
using llvm::APFloat;
using llvm::APInt;

/// `8 24` for f32; empty for a type that is not as in IEEE 754.
static std::string getFormat(Type type) {
  if (!isa<Float16Type, BFloat16Type, Float32Type, Float64Type>(type))
    return "";
  const llvm::fltSemantics &semantics =
      cast<FloatType>(type).getFloatSemantics();
  unsigned precision = APFloat::semanticsPrecision(semantics);
  return std::to_string(APFloat::semanticsSizeInBits(semantics) - precision) +
         " " + std::to_string(precision);
}

/// `value` as a sign, an exponent and a significand.
static std::string getLiteral(const APFloat &value) {
  APInt bits = value.bitcastToAPInt();
  unsigned significand = APFloat::semanticsPrecision(value.getSemantics()) - 1;
  auto print = [](const APInt &part) {
    llvm::SmallString<64> digits;
    part.toStringUnsigned(digits, 2);
    return "#b" + std::string(part.getBitWidth() - digits.size(), '0') +
           digits.str().str();
  };
  unsigned width = bits.getBitWidth();
  return "(fp " + print(bits.extractBits(1, width - 1)) + " " +
         print(bits.extractBits(width - 1 - significand, significand)) + " " +
         print(bits.extractBits(significand, 0)) + ")";
}

/// The larger (`fp.gt`) or smaller (`fp.lt`) of `a` and `b`; -0 is less than
/// +0. A NaN wins if `propagates`, else it loses.
static std::string getExtremum(StringRef a, StringRef b, StringRef compare,
                               bool propagates) {
  StringRef ifA = propagates ? a : b, ifB = propagates ? b : a;
  StringRef zero = compare == "fp.gt" ? "fp.isPositive" : "fp.isNegative";
  return ("(ite (fp.isNaN " + a + ") " + ifA + " (ite (fp.isNaN " + b + ") " +
          ifB + " (ite (" + compare + " " + a + " " + b + ") " + a + " (ite (" +
          compare + " " + b + " " + a + ") " + b + " (ite (" + zero + " " + a +
          ") " + a + " " + b + ")))))")
      .str();
}

/// Node `index` of `body` as a term, empty if the theory does not have it.
/// Input i is `names[i]`.
static std::string getTerm(const ScalarBody &body, unsigned index,
                           ArrayRef<std::string> names) {
  const ScalarNode &node = body.nodes[index];
  std::string format = getFormat(node.type);
  if (format.empty())
    return "";
  if (node.kind == ScalarNode::Kind::Input)
    return names[node.input];
  if (auto value = dyn_cast_or_null<FloatAttr>(node.constant))
    return getLiteral(value.getValue());
  if (node.kind != ScalarNode::Kind::Operation)
    return "";
  SmallVector<std::string> args;
  for (unsigned operand : node.operands)
    if (args.emplace_back(getTerm(body, operand, names)).empty())
      return "";
  if (node.name == "arith.extf")
    return "((_ to_fp " + format + ") RNE " + args[0] + ")";
  for (auto [name, function] : {std::make_pair("arith.addf", "fp.add"),
                                std::make_pair("arith.subf", "fp.sub"),
                                std::make_pair("arith.mulf", "fp.mul")})
    if (node.name == name)
      return std::string("(") + function + " RNE " + args[0] + " " + args[1] +
             ")";
  for (auto [name, compare, propagates] :
       {std::make_tuple("arith.maximumf", "fp.gt", true),
        std::make_tuple("arith.minimumf", "fp.lt", true),
        std::make_tuple("arith.maxnumf", "fp.gt", false),
        std::make_tuple("arith.minnumf", "fp.lt", false)})
    if (node.name == name)
      return getExtremum(args[0], args[1], compare, propagates);
  return "";
}

std::optional<std::string> dsa::writeFloatPadding(const Statement &statement,
                                                  unsigned set,
                                                  ArrayRef<TypedAttr> padding) {
  SmallVector<std::string> names = getVariableNames(statement, "i");
  std::string text = "(set-logic QF_FP)\n";
  llvm::raw_string_ostream stream(text);
  for (auto [index, access] : llvm::enumerate(statement.accesses)) {
    std::string format = getFormat(access.elementType);
    if (format.empty())
      return std::nullopt;
    stream << "(declare-const " << names[index] << " (_ FloatingPoint "
           << format << "))\n";
    if (!(set >> index & 1))
      continue;
    stream << "(assert (= " << names[index] << " "
           << getLiteral(cast<FloatAttr>(padding[index]).getValue()) << "))\n";
  }
  std::string term = getTerm(statement.body, statement.body.root, names);
  if (term.empty())
    return std::nullopt;
  stream << "(assert (distinct " << term << " "
         << names[statement.getAccumulator()] << "))\n(check-sat)\n";
  return text;
}
