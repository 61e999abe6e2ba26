// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Numbers on which an instruction does not compute what its semantics say:
/// what a program that allows no weakening would see.
///
/// What tells orders, fusion and denormals apart is known: a term that another
/// swallows (2^24 + 1 in single precision), a product that is rounded (1/3 by
/// 1/3), and a product below the smallest normal number. A few of these, and
/// zeros elsewhere, are tried at every place; both sides are evaluated.
#include "Counterexample.h"
#include "ElementPairs.h"
#include "llvm/ADT/APFloat.h"

using namespace mlir;
using namespace mlir::dsa;
using llvm::APFloat;
using llvm::APInt;

namespace {

class DifferenceSearch {
public:
  DifferenceSearch(const Pairing &pairing, const ElementPair &pair,
                   Numerics missing, bool isDescribed)
      : pairing(pairing), pair(pair), missing(missing),
        isDescribed(isDescribed) {}

  /// Tries all; a sentence on the first that differs.
  std::optional<std::string> run();

private:
  /// The variables of the terms, in order: one for each operand but the
  /// accumulator. False if they are no such terms.
  bool readTerms();
  Type getType(unsigned variable);
  /// Factors of a term, the same value for each operand.
  void makeChoices();
  std::optional<std::string> tryTerms(ArrayRef<int> choices);
  std::optional<std::string> compare(ArrayRef<APInt> values,
                                     ArrayRef<int> choices);
  /// The sum of the terms in their order, and in the opposite one.
  std::optional<std::string> compareOrders(ArrayRef<APInt> values,
                                           ArrayRef<int> choices);
  std::string describe(ArrayRef<APInt> values, ArrayRef<int> choices);

  const Pairing &pairing;
  const ElementPair &pair;
  Numerics missing;
  bool isDescribed;
  unsigned accumulator = 0;
  SmallVector<SmallVector<unsigned>> terms;
  SmallVector<double> factors;
};

} // namespace

/// `value` as `type` has it; nullopt if it has it not exactly.
static std::optional<APInt> getBits(double value, Type type, bool mayRound) {
  auto floating = dyn_cast<FloatType>(type);
  if (!floating)
    return std::nullopt;
  APFloat number(value);
  bool loses = false;
  number.convert(floating.getFloatSemantics(), APFloat::rmNearestTiesToEven,
                 &loses);
  if (loses && !mayRound)
    return std::nullopt;
  return number.bitcastToAPInt();
}

bool DifferenceSearch::readTerms() {
  unsigned accumulatorOperand = pairing.instruction.getAccumulator();
  llvm::MapVector<unsigned, SmallVector<unsigned>> operands;
  bool hasAccumulator = false;
  for (unsigned variable : pair.idealVariables) {
    unsigned operand = pair.variables[variable].operand;
    if (operand == accumulatorOperand) {
      accumulator = variable;
      hasAccumulator = true;
    } else if (!llvm::is_contained(operands[operand], variable)) {
      operands[operand].push_back(variable);
    }
  }
  if (!hasAccumulator || operands.empty())
    return false;
  size_t count = 0;
  for (auto &[operand, variables] : operands)
    count = std::max(count, variables.size());
  terms.resize(count);
  for (auto &[operand, variables] : operands)
    for (size_t term = 0; term < count; ++term)
      terms[term].push_back(variables[std::min(term, variables.size() - 1)]);
  return true;
}

Type DifferenceSearch::getType(unsigned variable) {
  const ElementBody::Source &source = pair.variables[variable];
  const Statement &statement = pairing.instruction.statement;
  for (auto [access, operand] :
       llvm::enumerate(pairing.instruction.operandOfAccess))
    if (operand == source.operand)
      return statement.accesses[access].elementType;
  return {};
}

void DifferenceSearch::makeChoices() {
  const llvm::fltSemantics &sum =
      cast<FloatType>(getType(accumulator)).getFloatSemantics();
  unsigned numFactors = terms.front().size();
  int precision = APFloat::semanticsPrecision(sum);
  int smallest = APFloat::semanticsMinExponent(sum);
  // The product of the factors has these sizes.
  auto root = [&](int exponent) {
    int each = exponent / int(numFactors);
    return std::ldexp(1.0, each);
  };
  // Only what shows a difference that is not allowed.
  auto isMissing = [&](Numerics one) {
    return bitEnumContainsAny(missing, one);
  };
  if (isMissing(Numerics::Reassoc))
    factors = {1.0, root(precision + int(numFactors) - 1)};
  if (isMissing(Numerics::Contract | Numerics::Narrow))
    factors.push_back(1.0 / 3.0);
  if (isMissing(Numerics::Flush))
    factors.push_back(root(smallest - precision / 2));
}

/// The terms and the accumulator, as a sum that is written out.
std::string DifferenceSearch::describe(ArrayRef<APInt> values,
                                       ArrayRef<int> choices) {
  std::string text =
      "accumulator " + printValue(values[accumulator], getType(accumulator));
  for (auto [term, choice] : llvm::enumerate(choices)) {
    if (choice == 0)
      continue;
    text += ", term " + std::to_string(term) + " ";
    for (auto [index, variable] : llvm::enumerate(terms[term]))
      text += (index ? " * " : "") +
              printValue(values[variable], getType(variable));
  }
  return text;
}

std::optional<std::string>
DifferenceSearch::compareOrders(ArrayRef<APInt> values, ArrayRef<int> choices) {
  SmallVector<APInt> backwards(values), ours, theirs;
  for (size_t term = 0; term < choices.size(); ++term)
    for (auto [to, from] :
         llvm::zip_equal(terms[term], terms[choices.size() - 1 - term]))
      backwards[to] = values[from];
  SmallVector<APInt> unused;
  if (failed(pair.evaluate(values, ours, unused)) ||
      failed(pair.evaluate(backwards, theirs, unused)))
    return std::nullopt;
  unsigned root = pair.ideal.body.root;
  if (ours[root] == theirs[root])
    return std::nullopt;
  Type type = getType(accumulator);
  return "for " + describe(values, choices) +
         " (others 0) the program computes " + printValue(ours[root], type) +
         ", the instruction " + printValue(theirs[root], type) +
         " if it starts with the last";
}

std::optional<std::string> DifferenceSearch::compare(ArrayRef<APInt> values,
                                                     ArrayRef<int> choices) {
  // Where the order is not described, any may be the hardware's.
  if (!isDescribed)
    return compareOrders(values, choices);
  SmallVector<APInt> ideal, actual;
  if (failed(pair.evaluate(values, ideal, actual)))
    return std::nullopt;
  const APInt &ours = ideal[pair.ideal.body.root];
  const APInt &theirs = actual[pair.actual.body.root];
  auto type = cast<FloatType>(getType(accumulator));
  const llvm::fltSemantics &semantics = type.getFloatSemantics();
  if (ours == theirs ||
      (APFloat(semantics, ours).isNaN() && APFloat(semantics, theirs).isNaN()))
    return std::nullopt;
  return "for " + describe(values, choices) +
         " (others 0) the program computes " + printValue(ours, type) +
         ", the instruction " + printValue(theirs, type);
}

std::optional<std::string> DifferenceSearch::tryTerms(ArrayRef<int> choices) {
  auto zero = [&](unsigned variable) {
    return APInt(getType(variable).getIntOrFloatBitWidth(), 0);
  };
  SmallVector<APInt> values;
  for (unsigned variable = 0; variable < pair.variables.size(); ++variable)
    values.push_back(zero(variable));
  for (auto [term, choice] : llvm::enumerate(choices)) {
    if (choice == 0)
      continue;
    double factor = factors[std::abs(choice) - 1];
    for (auto [index, variable] : llvm::enumerate(terms[term])) {
      bool isNegative = choice < 0 && index == 0;
      std::optional<APInt> bits =
          getBits(isNegative ? -factor : factor, getType(variable),
                  /*mayRound=*/factor == 1.0 / 3.0);
      if (!bits)
        return std::nullopt;
      values[variable] = *bits;
    }
  }
  if (auto difference = compare(values, choices))
    return difference;
  // What is left of a rounded sum when it is taken away again.
  SmallVector<APInt> ideal, actual;
  if (failed(pair.evaluate(values, ideal, actual)))
    return std::nullopt;
  auto type = cast<FloatType>(getType(accumulator));
  values[accumulator] =
      neg(APFloat(type.getFloatSemantics(), ideal[pair.ideal.body.root]))
          .bitcastToAPInt();
  return compare(values, choices);
}

std::optional<std::string> DifferenceSearch::run() {
  if (!readTerms() || !isa<FloatType>(getType(accumulator)))
    return std::nullopt;
  makeChoices();
  // Three terms at the first places tell all there is to tell; they are tried
  // one, two and three at a time.
  constexpr size_t maxPlaces = 3;
  unsigned numOptions = 2 * factors.size() + 1;
  size_t places = std::min(terms.size(), maxPlaces);
  uint64_t count = 1;
  for (size_t place = 0; place < places; ++place)
    count *= numOptions;
  for (uint64_t number = 1; number < count; ++number) {
    SmallVector<int> choices;
    uint64_t rest = number;
    for (size_t place = 0; place < places; ++place) {
      int option = rest % numOptions;
      choices.push_back(option % 2 ? (option + 1) / 2 : -(option / 2));
      rest /= numOptions;
    }
    if (auto difference = tryTerms(choices))
      return difference;
  }
  return std::nullopt;
}

std::optional<std::string> dsa::findFloatDifference(const Pairing &pairing,
                                                    Numerics missing) {
  InstructionOp instruction = pairing.instruction.instruction;
  std::string reason;
  bool isDescribed = !instruction.getRefined().empty();
  if (!isDescribed && !bitEnumContainsAll(missing, Numerics::Reassoc))
    return std::nullopt;
  auto pairs = readElementPairs(pairing.instruction, reason);
  if (failed(pairs))
    return std::nullopt;
  for (const ElementPair &pair : *pairs)
    if (auto difference =
            DifferenceSearch(pairing, pair, missing, isDescribed).run())
      return difference;
  return std::nullopt;
}
