// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The second half of obligation O5 for integers: where the hardware differs
/// from the ideal fold (it saturates, or its intermediate results are narrow),
/// it does not differ on the program's values.
///
/// Each element of the result is unrolled, once from the semantics and once
/// from what the hardware does, and both are brought to polynomials with
/// intervals. Elements of the same shape are proved once.
#include "Counterexample.h"
#include "ElementPairs.h"
#include "IntegerForms.h"
#include "Iterations.h"
#include "llvm/ADT/SmallSet.h"

using namespace mlir;
using namespace mlir::dsa;
using llvm::APInt;

namespace {

using OperandRanges = SmallVector<std::optional<IntegerRange>>;

class Refinement {
public:
  explicit Refinement(const Pairing &pairing) : pairing(pairing) {}

  /// Reads the elements; false, with the reason in `failure`, if that fails.
  bool read() {
    auto read = readElementPairs(pairing.instruction, failure);
    if (failed(read))
      return false;
    elements = std::move(*read);
    return true;
  }
  /// Whether all elements agree where operands are in `ranges`.
  bool agree(const OperandRanges &ranges);
  /// Values on which an element differs, as a sentence.
  std::optional<std::string> findDifference(const OperandRanges &ranges);
  /// A bound on one operand under which all elements agree.
  std::optional<IntegerRange> findCondition(OperandRanges ranges,
                                            unsigned operand);
  /// What operand `operand` of the instruction is of the program.
  std::string getName(unsigned operand);
  /// The program's access that operand `operand` reads.
  unsigned getSource(unsigned operand) {
    return pairing.sources[getAccess(operand)];
  }
  unsigned getNumOperands() { return pairing.sources.size(); }

  std::string failure;

private:
  std::optional<std::string> compare(const ElementPair &pair,
                                     ArrayRef<APInt> values);
  /// The access of the semantics that reads operand `operand`.
  unsigned getAccess(unsigned operand);
  Type getElementType(unsigned operand) {
    return pairing.instruction.statement.accesses[getAccess(operand)]
        .elementType;
  }

  const Pairing &pairing;
  std::vector<ElementPair> elements;
};

} // namespace

bool Refinement::agree(const OperandRanges &ranges) {
  unsigned width = pairing.instruction.statement.getWrite()
                       .elementType.getIntOrFloatBitWidth();
  return llvm::all_of(elements, [&](const ElementPair &pair) {
    OperandRanges known;
    for (const ElementBody::Source &source : pair.variables)
      known.push_back(ranges[source.operand]);
    IntegerForms forms;
    std::optional<IntegerForm> ideal =
        forms.read(pair.ideal.body, pair.idealVariables, known);
    std::optional<IntegerForm> actual =
        ideal ? forms.read(pair.actual.body, pair.actualVariables, known)
              : std::nullopt;
    return actual && IntegerForms::areEqual(*ideal, *actual, width);
  });
}

unsigned Refinement::getAccess(unsigned operand) {
  return llvm::find(pairing.instruction.operandOfAccess, operand) -
         pairing.instruction.operandOfAccess.begin();
}

std::string Refinement::getName(unsigned operand) {
  return getOperandName(pairing.program, getSource(operand));
}

SmallVector<std::optional<IntegerRange>>
dsa::getPaddedRanges(const Pairing &pairing, ArrayRef<TypedAttr> padding) {
  const InstructionModel &model = pairing.instruction;
  OperandRanges ranges(model.operandOfAccess.size());
  for (auto [access, operand] : llvm::enumerate(model.operandOfAccess)) {
    unsigned source = pairing.sources[access];
    if (source >= pairing.ranges.size() || !pairing.ranges[source])
      continue;
    auto value = access < padding.size()
                     ? dyn_cast_or_null<IntegerAttr>(padding[access])
                     : IntegerAttr();
    IntegerRange range = *pairing.ranges[source];
    ranges[operand] = value && operand != model.getAccumulator()
                          ? range.including(value.getValue())
                          : range;
  }
  return ranges;
}

std::optional<std::string> Refinement::compare(const ElementPair &pair,
                                               ArrayRef<APInt> values) {
  SmallVector<APInt> ideal, actual;
  if (failed(pair.evaluate(values, ideal, actual)))
    return std::nullopt;
  const APInt &wanted = ideal[pair.ideal.body.root];
  const APInt &got = actual[pair.actual.body.root];
  if (wanted == got)
    return std::nullopt;
  std::string text = "for ";
  llvm::SmallSet<unsigned, 4> seen;
  for (auto [variable, source] : llvm::enumerate(pair.variables))
    if (seen.insert(source.operand).second)
      text += (seen.size() > 1 ? ", " : "") + getName(source.operand) + " = " +
              printElement(pairing.program, getSource(source.operand),
                           values[variable]);
  text += " (in every element) the program computes " + printNumber(wanted) +
          ", the instruction " + printNumber(got);
  if (auto limit = findLimit(pair.actual.body, actual))
    text += ": " + *limit;
  return text;
}

std::optional<std::string>
Refinement::findDifference(const OperandRanges &ranges) {
  constexpr uint64_t maxTries = 4096;
  for (const ElementPair &pair : elements) {
    SmallVector<SmallVector<APInt>> corners;
    uint64_t count = 1;
    for (unsigned operand = 0; operand < getNumOperands(); ++operand) {
      corners.push_back(getCorners(getElementType(operand), ranges[operand]));
      count *= corners.back().size();
    }
    for (uint64_t choice = 0; choice < std::min(count, maxTries); ++choice) {
      SmallVector<unsigned> picks;
      uint64_t rest = choice;
      for (ArrayRef<APInt> options : corners) {
        picks.push_back(rest % options.size());
        rest /= options.size();
      }
      SmallVector<APInt> values;
      for (const ElementBody::Source &source : pair.variables)
        values.push_back(corners[source.operand][picks[source.operand]]);
      if (auto difference = compare(pair, values))
        return difference;
    }
  }
  return std::nullopt;
}

std::optional<IntegerRange> Refinement::findCondition(OperandRanges ranges,
                                                      unsigned operand) {
  // What is not known is read as the semantics read it.
  std::optional<IntegerRange> known = ranges[operand];
  if (!known)
    known = getFullRange(getElementType(operand),
                         !isReadUnsigned(pairing.instruction.statement.body,
                                         getAccess(operand)));
  if (!known)
    return std::nullopt;
  IntegerRange whole = *known;
  auto bound = [&](int64_t magnitude) {
    return IntegerRange{std::max(whole.least, -magnitude),
                        std::min(whole.most, magnitude)};
  };
  auto holds = [&](int64_t magnitude) {
    ranges[operand] = bound(magnitude);
    return agree(ranges);
  };
  int64_t low = 0, high = std::max(whole.most, -whole.least);
  if (!holds(low))
    return std::nullopt;
  while (low < high) {
    int64_t middle = low + (high - low + 1) / 2;
    if (holds(middle))
      low = middle;
    else
      high = middle - 1;
  }
  if (low == 0)
    return std::nullopt;
  return bound(low);
}

Verdict dsa::proveRefinement(const Pairing &pairing,
                             ArrayRef<TypedAttr> padding) {
  Stopwatch watch;
  auto finish = [&](Outcome outcome, std::string explanation) {
    return Verdict{"O5", outcome, std::move(explanation),
                   watch.getMilliseconds()};
  };
  Refinement refinement(pairing);
  if (!refinement.read())
    return finish(Outcome::Unknown, std::move(refinement.failure));
  OperandRanges ranges = getPaddedRanges(pairing, padding);
  if (refinement.agree(ranges))
    return finish(Outcome::Proved, "saturation and narrow sums do not show");
  SmallVector<OperandCondition> conditions;
  for (unsigned operand = 0; operand < refinement.getNumOperands(); ++operand)
    if (auto range = refinement.findCondition(ranges, operand))
      conditions.push_back({refinement.getSource(operand), *range});
  Verdict verdict =
      finish(Outcome::Unknown,
             "the instruction is not known to compute the exact sum");
  if (auto difference = refinement.findDifference(ranges)) {
    verdict.outcome = Outcome::Refuted;
    verdict.explanation = *difference;
  }
  verdict.explanation += printConditions(pairing.program, conditions);
  verdict.conditions = std::move(conditions);
  return verdict;
}
