// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Obligation O6: what the instruction does beyond the program's iterations
/// leaves the accumulator alone, given the right padding.
#include "Iterations.h"
#include "dsa/Equivalence/ScalarLemma.h"
#include "llvm/ADT/APFloat.h"
#include "llvm/ADT/StringMap.h"
#include <mutex>

using namespace mlir;
using namespace mlir::dsa;
using llvm::APFloat;
using llvm::APInt;

//===----------------------------------------------------------------------===//
// Which operands are padding at once
//===----------------------------------------------------------------------===//

PaddedSets dsa::findPaddedSets(const Pairing &pairing) {
  Iterations iterations(pairing);
  const Statement &instruction = pairing.instruction.statement;
  isl::set executed = iterations.getExecuted();
  unsigned numDims = pairing.mapping.forward.getNumResults();
  // Iterations of the instruction whose register element of `access` holds
  // something of the program's.
  auto getReal = [&](unsigned access) {
    isl::map slots(iterations.getContext(),
                   getMapText(iterations.getSlotMapOfImage(access), {}));
    isl::set used = iterations.getSlots(access).range();
    return executed.intersect(slots.intersect_range(used).domain());
  };
  PaddedSets result;
  isl::set spare = executed.subtract(iterations.getForward().range());
  isl::boolean fits = spare.is_empty();
  if (fits.is_true())
    return result;
  spare = spare.intersect(getReal(instruction.getAccumulator())).coalesce();
  SmallVector<isl::set> real;
  for (unsigned access = 0; access < instruction.getNumReads(); ++access)
    real.push_back(getReal(access));
  for (unsigned set = 0; set < (1u << instruction.getNumReads()); ++set) {
    isl::set at = spare;
    for (unsigned access = 0; access < instruction.getNumReads(); ++access)
      at = (set >> access & 1) ? at.subtract(real[access])
                               : at.intersect(real[access]);
    isl::boolean empty = at.is_empty();
    if (empty.is_error() || iterations.hasFailed()) {
      result.unknown = true;
      return result;
    }
    if (empty.is_true())
      continue;
    if (set == 0) {
      result.violation =
          "the instruction also does " + getSample(at, 0, numDims) +
          " (blocks, then its loops), which no iteration of the program is "
          "mapped to, on operands that others need";
      return result;
    }
    result.sets.push_back(set);
  }
  return result;
}

//===----------------------------------------------------------------------===//
// Values that are neutral
//===----------------------------------------------------------------------===//

/// Values worth trying for padding of `type`, zero first; for a table none,
/// since it is read whole.
static SmallVector<TypedAttr> getCandidates(Type type) {
  SmallVector<TypedAttr> values;
  if (getTableType(type))
    values.push_back(TypedAttr());
  else if (auto integer = dyn_cast<IntegerType>(type)) {
    unsigned bits = integer.getWidth();
    for (const APInt &value :
         {APInt(bits, 0), APInt(bits, 1), APInt::getAllOnes(bits),
          APInt::getSignedMinValue(bits), APInt::getSignedMaxValue(bits)})
      values.push_back(IntegerAttr::get(type, value));
  } else if (auto floating = dyn_cast<FloatType>(type)) {
    const llvm::fltSemantics &semantics = floating.getFloatSemantics();
    values.push_back(FloatAttr::get(type, APFloat::getZero(semantics)));
    values.push_back(FloatAttr::get(type, APFloat::getZero(semantics, true)));
    values.push_back(FloatAttr::get(type, APFloat::getOne(semantics)));
    if (APFloat::semanticsHasInf(semantics))
      for (bool negative : {true, false})
        values.push_back(
            FloatAttr::get(type, APFloat::getInf(semantics, negative)));
    if (APFloat::semanticsHasNaN(semantics))
      values.push_back(FloatAttr::get(type, APFloat::getQNaN(semantics)));
  }
  return values;
}

/// The value of node `index` where the inputs of `padding` have that value, if
/// it is known and the same in every rounding mode and with denormals flushed.
static std::optional<APFloat> foldFloat(const ScalarBody &body, unsigned index,
                                        ArrayRef<TypedAttr> padding) {
  const ScalarNode &node = body.nodes[index];
  if (node.kind == ScalarNode::Kind::Input) {
    if (auto value = dyn_cast_or_null<FloatAttr>(padding[node.input]))
      return value.getValue();
    return std::nullopt;
  }
  if (node.kind == ScalarNode::Kind::Constant) {
    if (auto value = dyn_cast<FloatAttr>(node.constant))
      return value.getValue();
    return std::nullopt;
  }
  SmallVector<APFloat> args;
  for (unsigned operand : node.operands) {
    std::optional<APFloat> arg = foldFloat(body, operand, padding);
    if (!arg)
      return std::nullopt;
    args.push_back(*arg);
  }
  constexpr auto round = APFloat::rmNearestTiesToEven;
  APFloat::opStatus status = APFloat::opOK;
  if (node.kind != ScalarNode::Kind::Operation || args.empty())
    return std::nullopt;
  if (node.name == "arith.mulf")
    status = args[0].multiply(args[1], round);
  else if (node.name == "arith.addf")
    status = args[0].add(args[1], round);
  else if (node.name == "arith.subf")
    status = args[0].subtract(args[1], round);
  else if (node.name == "arith.extf") {
    bool loses = false;
    status = args[0].convert(cast<FloatType>(node.type).getFloatSemantics(),
                             round, &loses);
  } else
    return std::nullopt;
  if (status != APFloat::opOK || args[0].isDenormal())
    return std::nullopt;
  return args[0];
}

/// Lemma: `combiner(c, value) = c` for every float c (a NaN stays a NaN).
///   c + -0 = c            (+0 will not do: -0 + +0 = +0)
///   c * 1 = c
///   maximum(c, -inf) = c, minimum(c, +inf) = c   (a NaN wins)
///   maxnum(c, NaN) = c, minnum(c, NaN) = c       (a NaN loses)
static bool isNeutral(StringRef combiner, const APFloat &value) {
  if (combiner == "arith.addf")
    return value.isNegZero();
  if (combiner == "arith.mulf")
    return value.isExactlyValue(1.0);
  if (combiner == "arith.maximumf")
    return value.isInfinity() && value.isNegative();
  if (combiner == "arith.minimumf")
    return value.isInfinity() && !value.isNegative();
  if (combiner == "arith.maxnumf" || combiner == "arith.minnumf")
    return value.isNaN();
  return false;
}

/// A body that returns its input `access`, of type `type`.
static ScalarBody getProjection(unsigned access, Type type) {
  ScalarNode node;
  node.kind = ScalarNode::Kind::Input;
  node.input = access;
  node.type = type;
  return {{node}, 0};
}

/// Whether `statement` returns its accumulator, for all values of the integers
/// that `held` does not give. Proved once a process.
static bool isNeutralOnIntegers(const Statement &statement,
                                ArrayRef<TypedAttr> held) {
  SmallVector<unsigned> variables;
  SmallVector<std::string> names;
  SmallVector<std::optional<APInt>> constants(statement.accesses.size());
  for (unsigned access = 0; access < statement.accesses.size(); ++access) {
    variables.push_back(access);
    // The accumulator is not the last operand of every statement.
    std::string &name = names.emplace_back(access == statement.getAccumulator()
                                               ? "accumulator"
                                               : "x" + std::to_string(access));
    if (auto value = dyn_cast_or_null<IntegerAttr>(held[access])) {
      constants[access] = value.getValue();
      llvm::raw_string_ostream(name) << " = " << value;
    }
  }
  std::string lemma = getNormalForm(statement.body, names);
  llvm::raw_string_ostream(lemma) << " = x" << statement.getAccumulator()
                                  << " : " << statement.getWrite().elementType;
  static std::mutex mutex;
  static llvm::StringMap<bool> known;
  {
    std::lock_guard<std::mutex> lock(mutex);
    if (auto found = known.find(lemma); found != known.end())
      return found->second;
  }
  ScalarBody same = getProjection(statement.getAccumulator(),
                                  statement.getWrite().elementType);
  bool holds =
      solveOnBitVectors({statement.body, variables, same, variables, constants})
          .kind == ScalarAnswer::Holds;
  std::lock_guard<std::mutex> lock(mutex);
  return known.try_emplace(lemma, holds).first->second;
}

/// Whether an iteration of `statement` in which the operands of `set` hold
/// `padding` returns its accumulator, whatever the others hold.
static bool leavesAccumulator(const Statement &statement, unsigned set,
                              ArrayRef<TypedAttr> padding) {
  SmallVector<TypedAttr> held(statement.accesses.size());
  for (unsigned access = 0; access < statement.getNumReads(); ++access)
    if (set >> access & 1)
      held[access] = padding[access];
  if (isa<FloatType>(statement.getWrite().elementType)) {
    std::optional<Fold> fold = getFold(statement);
    std::optional<APFloat> term =
        fold ? foldFloat(statement.body, fold->term, held) : std::nullopt;
    return term && isNeutral(fold->combiner, *term);
  }
  return isNeutralOnIntegers(statement, held);
}

bool dsa::isNeutralPadding(const Statement &instruction,
                           ArrayRef<TypedAttr> padding) {
  return leavesAccumulator(instruction, (1u << instruction.getNumReads()) - 1,
                           padding);
}

/// Finds padding that is neutral in all of `sets`; false if there is none
/// among the candidates, and `others` of the operand's type.
static bool solvePadding(const Statement &statement, ArrayRef<unsigned> sets,
                         ArrayRef<TypedAttr> others,
                         SmallVectorImpl<TypedAttr> &padding) {
  unsigned numReads = statement.getNumReads();
  SmallVector<SmallVector<TypedAttr>> candidates;
  unsigned involved = 0;
  for (unsigned set : sets)
    involved |= set;
  uint64_t numChoices = 1;
  for (unsigned access = 0; access < numReads; ++access) {
    Type type = statement.accesses[access].elementType;
    candidates.push_back(getCandidates(type));
    for (TypedAttr other : others)
      if (other.getType() == type)
        candidates.back().push_back(other);
    if (candidates.back().empty())
      return false;
    if (!(involved >> access & 1))
      candidates.back().resize(1);
    numChoices *= candidates.back().size();
  }
  for (uint64_t choice = 0; choice < numChoices; ++choice) {
    uint64_t rest = choice;
    for (unsigned access = 0; access < numReads; ++access) {
      padding[access] = candidates[access][rest % candidates[access].size()];
      rest /= candidates[access].size();
    }
    if (llvm::all_of(sets, [&](unsigned set) {
          return leavesAccumulator(statement, set, padding);
        }))
      return true;
  }
  return false;
}

/// The integers that `body` has as constants, of the types of its inputs: what
/// is subtracted from a narrow operand makes it nothing.
static SmallVector<TypedAttr> getConstants(const ScalarBody &body) {
  SmallVector<TypedAttr> constants;
  for (const ScalarNode &node : body.nodes) {
    auto value = dyn_cast_or_null<IntegerAttr>(node.constant);
    if (!value)
      continue;
    for (const ScalarNode &input : body.nodes)
      if (auto type = dyn_cast<IntegerType>(input.type);
          type && input.kind == ScalarNode::Kind::Input)
        constants.push_back(IntegerAttr::get(
            type, value.getValue().sextOrTrunc(type.getWidth())));
  }
  return constants;
}

bool dsa::findNeutralPadding(const Statement &statement,
                             ArrayRef<unsigned> sets,
                             SmallVectorImpl<TypedAttr> &padding) {
  padding.assign(statement.accesses.size(), TypedAttr());
  return solvePadding(statement, sets, getConstants(statement.body), padding);
}

//===----------------------------------------------------------------------===//
// O6
//===----------------------------------------------------------------------===//

Verdict dsa::provePadding(const Pairing &pairing,
                          SmallVectorImpl<TypedAttr> &padding) {
  Stopwatch watch;
  auto finish = [&](Outcome outcome, std::string explanation) {
    return Verdict{"O6", outcome, std::move(explanation),
                   watch.getMilliseconds()};
  };
  const Statement &statement = pairing.instruction.statement;
  padding.assign(statement.accesses.size(), TypedAttr());
  PaddedSets padded = findPaddedSets(pairing);
  if (padded.unknown)
    return getUnknown("O6");
  if (!padded.violation.empty())
    return finish(Outcome::Refuted, std::move(padded.violation));
  if (!solvePadding(statement, padded.sets, {}, padding))
    return finish(Outcome::Refuted, "no padding leaves the accumulator alone");
  // Elements of the accumulator that are no results may hold anything.
  SmallVector<TypedAttr> any = getCandidates(statement.getWrite().elementType);
  if (any.empty())
    return finish(Outcome::Refuted, "no padding for the accumulator");
  padding.back() = any.front();
  if (padded.sets.empty())
    return finish(Outcome::Proved, "no padding in a reduction");
  std::string text = "neutral padding";
  llvm::raw_string_ostream stream(text);
  for (unsigned access = 0; access < statement.getNumReads(); ++access)
    if (padding[access])
      stream << (access ? ", " : " ") << padding[access];
  return finish(Outcome::Proved, std::move(text));
}
