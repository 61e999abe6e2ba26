// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Obligation O4: one iteration of both computes the same, for all values.
#include "Counterexample.h"
#include "IntegerForms.h"
#include "Iterations.h"
#include "TableBounds.h"
#include "dsa/Equivalence/ScalarLemma.h"
#include "llvm/ADT/APFloat.h"

using namespace mlir;
using namespace mlir::dsa;
using llvm::APInt;

/// Whether products of values of `from`, extended to `to`, are never rounded:
/// the significand holds twice the bits, the exponent twice the range.
static bool isProductExact(const llvm::fltSemantics &from,
                           const llvm::fltSemantics &to) {
  using F = llvm::APFloat;
  int precision = F::semanticsPrecision(from);
  int smallest = F::semanticsMinExponent(from) - (precision - 1);
  int largest = F::semanticsMaxExponent(from);
  int toPrecision = F::semanticsPrecision(to);
  return 2 * precision <= toPrecision &&
         2 * largest + 1 <= F::semanticsMaxExponent(to) &&
         2 * smallest >= F::semanticsMinExponent(to) - (toPrecision - 1);
}

/// Whether every product in `body` is of extended values and exact, so that
/// fusing it with a sum rounds no differently.
static bool areProductsExact(const ScalarBody &body) {
  auto isExtended = [&](unsigned index, Type to) {
    const ScalarNode &node = body.nodes[index];
    if (node.name != "arith.extf")
      return false;
    auto from = cast<FloatType>(body.nodes[node.operands[0]].type);
    return isProductExact(from.getFloatSemantics(),
                          cast<FloatType>(to).getFloatSemantics());
  };
  llvm::BitVector live = body.getLive();
  for (auto [index, node] : llvm::enumerate(body.nodes))
    if (live.test(index) && node.name == "arith.mulf" &&
        !(isExtended(node.operands[0], node.type) &&
          isExtended(node.operands[1], node.type)))
      return false;
  return true;
}

/// What both compute where the program's accesses hold `values`, and where they
/// part, as a sentence; nullopt if they agree, or cannot be evaluated.
static std::optional<std::string> findDifference(const Pairing &pairing,
                                                 ArrayRef<APInt> values) {
  const ScalarBody &program = pairing.program.body;
  const ScalarBody &instruction = pairing.instruction.statement.body;
  SmallVector<APInt> inputs;
  for (unsigned source : pairing.sources)
    inputs.push_back(values[source]);
  SmallVector<APInt> ours, theirs;
  if (failed(evaluateNodes(program, values, ours)) ||
      failed(evaluateNodes(instruction, inputs, theirs)) ||
      ours[program.root] == theirs[instruction.root])
    return std::nullopt;
  std::string text = "for ";
  for (unsigned access = 0; access < values.size(); ++access)
    text += (access ? ", " : "") + getOperandName(pairing.program, access) +
            " = " + printElement(pairing.program, access, values[access]);
  auto all = llvm::to_vector(llvm::seq<unsigned>(0, values.size()));
  return text + " the program computes " +
         printValue(ours[program.root], program.getRoot().type) +
         ", the instruction " +
         printValue(theirs[instruction.root], instruction.getRoot().type) +
         ": " +
         describeParting(pairing.program, {program, ours, all},
                         {instruction, theirs, pairing.sources});
}

/// Evaluates both bodies on small and on extreme values: most bodies that
/// differ are told apart without a solver, and by a readable example.
static std::optional<std::string> searchDifference(const Pairing &pairing) {
  constexpr uint64_t limit = 4096;
  SmallVector<SmallVector<APInt>> choices;
  uint64_t numChoices = 1;
  for (auto access : llvm::enumerate(pairing.program.accesses)) {
    std::optional<IntegerRange> range;
    if (access.index() < pairing.ranges.size())
      range = pairing.ranges[access.index()];
    choices.push_back(getCorners(access.value().elementType, range));
    numChoices *= choices.back().size();
  }
  if (numChoices > limit)
    return std::nullopt;
  for (uint64_t choice = 0; choice < numChoices; ++choice) {
    SmallVector<APInt> values;
    uint64_t rest = choice;
    for (ArrayRef<APInt> options : choices) {
      values.push_back(options[rest % options.size()]);
      rest /= options.size();
    }
    if (auto difference = findDifference(pairing, values))
      return difference;
  }
  return std::nullopt;
}

/// Whether the bodies agree where the program's accesses are in `ranges`.
static bool agreeOn(const Pairing &pairing,
                    ArrayRef<std::optional<IntegerRange>> ranges) {
  auto type = dyn_cast<IntegerType>(pairing.program.body.getRoot().type);
  auto all =
      llvm::to_vector(llvm::seq<unsigned>(0, pairing.program.accesses.size()));
  IntegerForms forms;
  std::optional<IntegerForm> ours =
      forms.read(pairing.program.body, all, ranges);
  std::optional<IntegerForm> theirs =
      ours ? forms.read(pairing.instruction.statement.body, pairing.sources,
                        ranges)
           : std::nullopt;
  return type && theirs &&
         IntegerForms::areEqual(*ours, *theirs, type.getWidth());
}

/// What would make bodies agree that do not: an operand that is not negative,
/// so that it does not matter how it is extended.
static SmallVector<OperandCondition> findConditions(const Pairing &pairing) {
  SmallVector<OperandCondition> conditions;
  SmallVector<std::optional<IntegerRange>> ranges(pairing.ranges);
  ranges.resize(pairing.program.accesses.size());
  for (auto [index, access] : llvm::enumerate(pairing.program.accesses)) {
    std::optional<IntegerRange> full =
        getFullRange(access.elementType, /*isSigned=*/true);
    if (!full || index == pairing.program.getAccumulator())
      continue;
    std::optional<IntegerRange> known =
        std::exchange(ranges[index], IntegerRange{0, full->most});
    if (agreeOn(pairing, ranges))
      conditions.push_back({unsigned(index), *ranges[index]});
    ranges[index] = known;
  }
  return conditions;
}

static bool hasFloats(const ScalarBody &body) {
  return llvm::any_of(body.nodes, [](const ScalarNode &node) {
    return isa<FloatType>(node.type);
  });
}

/// An operand that the program's body needs and the instruction does not read.
static std::optional<unsigned> findUnreadOperand(const Pairing &pairing) {
  const ScalarBody &body = pairing.program.body;
  llvm::BitVector live = body.getLive();
  for (auto [index, node] : llvm::enumerate(body.nodes))
    if (live.test(index) && node.kind == ScalarNode::Kind::Input &&
        !llvm::is_contained(pairing.sources, node.input))
      return node.input;
  return std::nullopt;
}

/// Where both look elements up: whether in tables of the same types, and in all
/// of the program's.
static std::optional<std::string> findTableMismatch(const Pairing &pairing) {
  auto isTable = [](const Access &access) {
    return getTableType(access.elementType) != nullptr;
  };
  const Statement &program = pairing.program;
  const Statement &instruction = pairing.instruction.statement;
  unsigned ours = llvm::count_if(program.accesses, isTable);
  unsigned theirs = llvm::count_if(instruction.accesses, isTable);
  if (ours == 0 || theirs == 0)
    return std::nullopt;
  std::string text = "the tables differ: ";
  llvm::raw_string_ostream stream(text);
  // One table of the program may be several of the instruction's.
  if (ours > theirs) {
    stream << "the instruction looks up in " << theirs << ", the program in "
           << ours;
    return text;
  }
  for (auto [access, source] : llvm::enumerate(pairing.sources)) {
    Type want = instruction.accesses[access].elementType;
    Type have = program.accesses[source].elementType;
    if (want == have || !getTableType(want) || !getTableType(have))
      continue;
    stream << "the instruction looks up in " << want << ", the program in "
           << have;
    return text;
  }
  return std::nullopt;
}

/// Whether the operands have the types that the instruction takes.
static std::optional<std::string> findTypeMismatch(const Pairing &pairing) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  const Statement &instruction = pairing.instruction.statement;
  for (auto [access, source] : llvm::enumerate(pairing.sources)) {
    if (!pairing.program.accesses[source].isTensor) {
      stream << "the instruction's operand "
             << pairing.instruction.operandOfAccess[access]
             << " is loaded from memory, but operand " << source
             << " is a scalar";
      return text;
    }
    Type want = instruction.accesses[access].elementType;
    Type have = pairing.program.accesses[source].elementType;
    if (want == have)
      continue;
    stream << "the instruction's operand "
           << pairing.instruction.operandOfAccess[access] << " is of " << want
           << ", but operand " << source << " is of " << have;
    return text;
  }
  return std::nullopt;
}

Numerics dsa::getStrength(const InstructionModel &instruction) {
  // What fusing does to values that cannot be rounded is nothing.
  if (areProductsExact(instruction.statement.body))
    return instruction.numerics & ~Numerics::Contract;
  return instruction.numerics;
}

Verdict dsa::proveBodies(const Pairing &pairing, Numerics allowed,
                         Numerics &weakened) {
  Stopwatch watch;
  Verdict verdict{"O4", Outcome::Proved, "", 0};
  verdict.nearness = Nearness::Tables;
  auto finish = [&](Outcome outcome, std::string explanation) {
    verdict.outcome = outcome;
    verdict.explanation = std::move(explanation);
    verdict.milliseconds = watch.getMilliseconds();
    return verdict;
  };
  auto refute = [&](std::string difference) {
    verdict.conditions = findConditions(pairing);
    return finish(Outcome::Refuted,
                  difference +
                      printConditions(pairing.program, verdict.conditions));
  };
  if (std::optional<std::string> mismatch = findTableMismatch(pairing))
    return finish(Outcome::Refuted, std::move(*mismatch));
  verdict.nearness = Nearness::Types;
  if (std::optional<std::string> mismatch = findTypeMismatch(pairing))
    return finish(Outcome::Refuted, std::move(*mismatch));
  verdict.nearness = Nearness::Operands;
  if (std::optional<unsigned> unread = findUnreadOperand(pairing))
    return finish(Outcome::Unknown, "the instruction does not read operand " +
                                        std::to_string(*unread));

  verdict.nearness = Nearness::Values;
  // The instruction's own tables were checked when it was read.
  TableBounds bounds = proveTableBounds(pairing.program, pairing.ranges);
  if (bounds.outcome != Outcome::Proved)
    return finish(bounds.outcome, std::move(bounds.explanation));

  const ScalarBody &program = pairing.program.body;
  const ScalarBody &instruction = pairing.instruction.statement.body;
  // Variable i is the program's access i.
  SmallVector<std::string> names, renamed;
  SmallVector<unsigned> variables;
  for (unsigned access = 0; access < pairing.program.accesses.size();
       ++access) {
    names.push_back("x" + std::to_string(access));
    variables.push_back(access);
  }
  for (unsigned source : pairing.sources)
    renamed.push_back(names[source]);

  Numerics strength = getStrength(pairing.instruction);
  weakened = weakened | strength;
  std::string ours = getNormalForm(program, names);
  std::string theirs = getNormalForm(instruction, renamed);
  if (ours == theirs)
    return finish(Outcome::Proved, "same normal form");
  if (bitEnumContainsAll(allowed, Numerics::Contract) &&
      getNormalForm(program, names, /*contract=*/true) ==
          getNormalForm(instruction, renamed, /*contract=*/true)) {
    weakened = weakened | Numerics::Contract;
    return finish(Outcome::Proved, "same normal form up to contract");
  }

  if (!pairing.ranges.empty() && agreeOn(pairing, pairing.ranges))
    return finish(Outcome::Proved, "same polynomials on the known ranges");

  std::string forms = "the normal forms differ, the program's " + ours +
                      " and the instruction's " + theirs;
  if (auto difference = searchDifference(pairing))
    return refute(std::move(*difference));
  // Floats are not interpreted: only the same operations are the same.
  if (hasFloats(program) || hasFloats(instruction))
    return finish(Outcome::Unknown, std::move(forms));
  SmallVector<std::optional<APInt>> free(variables.size());
  ScalarAnswer answer = solveOnBitVectors(
      {program, variables, instruction, pairing.sources, free, pairing.ranges});
  switch (answer.kind) {
  case ScalarAnswer::Holds:
    return finish(Outcome::Proved, pairing.ranges.empty()
                                       ? "Z3, all bit-vectors"
                                       : "Z3, all bit-vectors in the known "
                                         "ranges");
  case ScalarAnswer::Fails:
    if (auto difference = findDifference(pairing, answer.values))
      return refute(std::move(*difference));
    return finish(Outcome::Unknown,
                  "Z3's counterexample was not confirmed by evaluation");
  case ScalarAnswer::Unknown:
    break;
  }
  return finish(Outcome::Unknown, forms + ", and " + answer.reason);
}
