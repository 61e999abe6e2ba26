// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Enumerates the mappings of a statement on instructions, by masks.
#include "dsa/Equivalence/Search.h"
#include "MappingCost.h"
#include "dsa/Equivalence/InstructionIndex.h"
#include <map>

using namespace mlir;
using namespace mlir::dsa;

SmallVector<LoopGroup> dsa::getLoopGroups(const Statement &instruction) {
  SmallVector<LoopGroup> groups;
  for (unsigned loop = 0; loop < instruction.getNumLoops(); ++loop) {
    LoopGroup group;
    group.loops = {loop};
    group.isReduction = instruction.isReduction[loop];
    group.extent = instruction.extents[loop];
    for (auto [index, access] : llvm::enumerate(instruction.accesses))
      if (access.map.isFunctionOfDim(loop))
        group.mask |= 1u << index;
    // A length that the machine states is no factor of a number.
    bool isApart = instruction.isAnyLength(loop) || group.isOpen() ||
                   (loop > 0 && (instruction.isAnyLength(loop - 1) ||
                                 groups.back().isOpen()));
    if (!groups.empty() && !isApart && groups.back().mask == group.mask &&
        groups.back().isReduction == group.isReduction) {
      groups.back().loops.push_back(loop);
      groups.back().extent *= group.extent;
      continue;
    }
    groups.push_back(std::move(group));
  }
  return groups;
}

namespace {

/// Enumerates the mappings for one instruction and one choice of sources.
class MappingEnumerator {
public:
  MappingEnumerator(const Statement &program,
                    const InstructionModel &instruction,
                    ArrayRef<unsigned> sources, const MemoryCosts &memory,
                    ArrayRef<bool> isConstant, bool takesRanges,
                    SearchResult &result)
      : program(program), instruction(instruction), sources(sources),
        groups(getLoopGroups(instruction.statement)),
        cost(program, instruction, sources, groups, memory, isConstant),
        takesRanges(takesRanges), result(result),
        places(program.getNumLoops(), kOutside) {
    for (unsigned loop = 0; loop < program.getNumLoops(); ++loop)
      options.push_back(getOptions(loop));
  }

  void run() { place(0); }

private:
  /// Whether `loop` may go to `group`, by masks.
  bool fits(unsigned loop, const LoopGroup &group) const;
  SmallVector<int> getOptions(unsigned loop) const;
  SmallVector<int> fillGroups() const;
  bool isWhole(unsigned loop, int option) const;
  void place(unsigned loop);
  void addCandidate();

  const Statement &program;
  const InstructionModel &instruction;
  ArrayRef<unsigned> sources;
  SmallVector<LoopGroup> groups;
  MappingCostModel cost;
  bool takesRanges;
  SearchResult &result;
  SmallVector<SmallVector<int>> options;
  /// Loop of the program --> group, or `kOutside`.
  SmallVector<int> places;
};

} // namespace

bool MappingEnumerator::fits(unsigned loop, const LoopGroup &group) const {
  for (auto [index, source] : llvm::enumerate(sources))
    if (program.accesses[source].map.isFunctionOfDim(loop) &&
        !(group.mask >> index & 1))
      return false;
  return group.isReduction == program.isReduction[loop];
}

SmallVector<int> MappingEnumerator::getOptions(unsigned loop) const {
  SmallVector<int> options = {kOutside};
  // Where a loop goes that does not move makes no difference.
  if (program.extents[loop] != 1)
    for (auto [index, group] : llvm::enumerate(groups))
      if (fits(loop, group))
        options.push_back(index);
  return options;
}

/// The places, with loops that do not move put into groups that would have
/// none: then padding is simply what is beyond them.
SmallVector<int> MappingEnumerator::fillGroups() const {
  SmallVector<int> filled = places;
  for (auto [index, group] : llvm::enumerate(groups)) {
    if (llvm::is_contained(filled, int(index)))
      continue;
    for (unsigned loop = 0; loop < program.getNumLoops(); ++loop) {
      if (program.extents[loop] != 1 || filled[loop] != kOutside ||
          !fits(loop, group))
        continue;
      filled[loop] = index;
      break;
    }
  }
  return filled;
}

/// Whether `loop` in `option` leaves nothing for loops around an instruction
/// of any size, nor for another loop in its group.
bool MappingEnumerator::isWhole(unsigned loop, int option) const {
  if (program.extents[loop] == 1)
    return true;
  return option != kOutside &&
         !llvm::is_contained(ArrayRef(places).take_front(loop), option);
}

void MappingEnumerator::place(unsigned loop) {
  if (loop == program.getNumLoops())
    return addCandidate();
  for (int option : options[loop]) {
    // What an instruction does whole has a loop for each of the program's.
    if (instruction.isOnMemory && !isWhole(loop, option))
      continue;
    // In mixed radix every extent but the first is a factor.
    bool isInner =
        option != kOutside &&
        llvm::is_contained(ArrayRef(places).take_front(loop), option);
    if (isInner && ShapedType::isDynamic(program.extents[loop]))
      continue;
    places[loop] = option;
    place(loop + 1);
  }
  places[loop] = kOutside;
}

void MappingEnumerator::addCandidate() {
  auto usesAll = [&](ArrayRef<int> places) {
    return llvm::all_of(llvm::enumerate(groups), [&](auto group) {
      return group.value().extent == 1 ||
             llvm::is_contained(places, int(group.index()));
    });
  };
  ++result.numSound;
  result.numFull += usesAll(places);
  SmallVector<int> filled = fillGroups();
  result.candidates.push_back({&instruction, SmallVector<unsigned>(sources),
                               filled, usesAll(filled), usesAll(places),
                               cost.evaluate(places), takesRanges});
}

AffineMap dsa::buildMapping(const Statement &program,
                            const Statement &instruction,
                            ArrayRef<int> places) {
  MLIRContext *context = program.accesses.front().map.getContext();
  SmallVector<LoopGroup> groups = getLoopGroups(instruction);
  // The number that runs through each group: its loops in mixed radix, the
  // last the fastest.
  SmallVector<AffineExpr> numbers(groups.size());
  SmallVector<int64_t> weights(groups.size(), 1);
  for (unsigned loop = places.size(); loop-- > 0;) {
    int place = places[loop];
    if (place == kOutside)
      continue;
    AffineExpr digit = getAffineDimExpr(loop, context) * weights[place];
    AffineExpr &number = numbers[place];
    number = number ? digit + number : digit;
    weights[place] *= program.extents[loop];
  }
  SmallVector<AffineExpr> results;
  llvm::BitVector done(groups.size());
  for (auto [loop, place] : llvm::enumerate(places)) {
    if (place == kOutside) {
      results.push_back(getAffineDimExpr(loop, context));
      continue;
    }
    if (!done.test(place) && !groups[place].isOpen())
      results.push_back(numbers[place].floorDiv(groups[place].extent));
    done.set(place);
  }
  for (auto [index, group] : llvm::enumerate(groups)) {
    int64_t rest = group.extent;
    AffineExpr number =
        numbers[index] ? numbers[index] : getAffineConstantExpr(0, context);
    if (group.isOpen()) {
      results.push_back(number);
      continue;
    }
    for (unsigned loop : group.loops) {
      number = number % rest;
      rest /= instruction.extents[loop];
      results.push_back(number.floorDiv(rest));
    }
  }
  return AffineMap::get(program.getNumLoops(), 0, results, context);
}

//===----------------------------------------------------------------------===//
// Scalar obligations
//===----------------------------------------------------------------------===//

/// The obligations that do not depend on the mapping, the first that does not
/// hold last.
static Verdict proveScalars(const Pairing &pairing, Numerics allowed) {
  Numerics weakened = Numerics::Exact;
  Verdict verdict = proveBodies(pairing, allowed, weakened);
  if (verdict.isProved())
    verdict = proveRequirements(pairing, /*padding=*/{}, allowed, weakened);
  if (verdict.isProved() && pairing.instruction.isRefined())
    verdict = proveRefinement(pairing, /*padding=*/{});
  return verdict;
}

namespace {
/// Answers to the scalar obligations, one for each class of instructions and
/// choice of operands.
class ScalarAnswers {
public:
  ScalarAnswers(const Statement &program,
                ArrayRef<InstructionModel> instructions, Numerics allowed,
                ArrayRef<std::optional<IntegerRange>> ranges)
      : program(program), instructions(instructions), index(instructions),
        allowed(allowed), ranges(ranges) {}

  struct Answer {
    Verdict verdict;
    /// Whether it holds only on the known ranges.
    bool takesRanges = false;
  };
  const Answer &get(unsigned instruction, ArrayRef<unsigned> sources);

private:
  const Statement &program;
  ArrayRef<InstructionModel> instructions;
  InstructionIndex index;
  Numerics allowed;
  ArrayRef<std::optional<IntegerRange>> ranges;
  std::map<std::pair<unsigned, SmallVector<unsigned>>, Answer> known;
};
} // namespace

const ScalarAnswers::Answer &ScalarAnswers::get(unsigned instruction,
                                                ArrayRef<unsigned> sources) {
  auto [place, isNew] = known.try_emplace(
      {index.getClass(instruction), SmallVector<unsigned>(sources)});
  Answer &answer = place->second;
  if (!isNew)
    return answer;
  Pairing pairing{program,
                  instructions[instruction],
                  {},
                  SmallVector<unsigned>(sources),
                  {}};
  answer.verdict = proveScalars(pairing, allowed);
  answer.takesRanges =
      !answer.verdict.isProved() &&
      llvm::any_of(ranges,
                   [](std::optional<IntegerRange> range) { return !!range; });
  if (answer.takesRanges) {
    llvm::append_range(pairing.ranges, ranges);
    answer.verdict = proveScalars(pairing, allowed);
  }
  return answer;
}

SearchResult dsa::searchMappings(const Statement &program,
                                 ArrayRef<InstructionModel> instructions,
                                 const MemoryCosts &memory, Numerics allowed,
                                 ArrayRef<bool> isConstant,
                                 ArrayRef<std::optional<IntegerRange>> ranges) {
  SearchResult result;
  auto refuse = [&](const InstructionModel &model, const Verdict &verdict) {
    if (result.nearest && verdict.nearness <= result.refusal.nearness)
      return;
    result.nearest = &model;
    result.refusal = verdict;
  };
  ScalarAnswers answers(program, instructions, allowed, ranges);
  for (auto [number, model] : llvm::enumerate(instructions)) {
    const InstructionModel &instruction = model;
    unsigned index = number;
    forEachSources(program, instruction.statement.getNumReads(),
                   [&](ArrayRef<unsigned> sources) {
                     const auto &answer = answers.get(index, sources);
                     if (!answer.verdict.isProved())
                       return refuse(instruction, answer.verdict);
                     MappingEnumerator(program, instruction, sources, memory,
                                       isConstant, answer.takesRanges, result)
                         .run();
                   });
  }
  // What leaves a group without a loop wastes most of a register, and comes
  // last. Mappings were enumerated with outer loops outside first: keep that
  // order.
  auto order =
      llvm::to_vector(llvm::seq<unsigned>(0, result.candidates.size()));
  llvm::sort(order, [&](unsigned a, unsigned b) {
    auto getKey = [&](unsigned index) {
      const Candidate &candidate = result.candidates[index];
      return std::make_tuple(!candidate.fillsGroups, candidate.cost.getTotal(),
                             index);
    };
    return getKey(a) < getKey(b);
  });
  SmallVector<Candidate> sorted;
  for (unsigned index : order)
    sorted.push_back(std::move(result.candidates[index]));
  result.candidates = std::move(sorted);
  return result;
}
