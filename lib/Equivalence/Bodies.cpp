// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Obligation O4: one iteration of both computes the same, for all values.
#include "Iterations.h"
#include "dsa/Equivalence/ScalarLemma.h"
#include "llvm/ADT/APFloat.h"
#include "llvm/ADT/SmallString.h"

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

static std::string print(const APInt &value) {
  llvm::SmallString<32> text;
  value.toStringSigned(text);
  return text.str().str();
}

/// The counterexample of `answer`, evaluated again on both bodies; nullopt if
/// that does not confirm it.
static std::optional<std::string> replay(const Pairing &pairing,
                                         const ScalarAnswer &answer,
                                         ArrayRef<unsigned> variables) {
  SmallVector<APInt> inputs;
  for (unsigned variable : variables)
    inputs.push_back(answer.values[variable]);
  std::optional<APInt> ours = evaluate(pairing.program.body, answer.values);
  std::optional<APInt> theirs =
      evaluate(pairing.instruction.statement.body, inputs);
  if (!ours || !theirs || *ours == *theirs)
    return std::nullopt;
  std::string text = "for ";
  for (unsigned access = 0; access < answer.values.size(); ++access)
    text += (access ? ", " : "") +
            (access == pairing.program.getAccumulator()
                 ? std::string("accumulator")
                 : "operand " + std::to_string(access)) +
            " = " + print(answer.values[access]);
  return text + " the program computes " + print(*ours) + ", the instruction " +
         print(*theirs);
}

/// Whether the operands have the types that the instruction takes.
static std::optional<std::string> findTypeMismatch(const Pairing &pairing) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  const Statement &instruction = pairing.instruction.statement;
  for (auto [access, source] : llvm::enumerate(pairing.sources)) {
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

Verdict dsa::proveBodies(const Pairing &pairing, Numerics allowed,
                         Numerics &weakened) {
  Stopwatch watch;
  Verdict verdict{"O4", Outcome::Proved, "", 0};
  auto finish = [&](Outcome outcome, std::string explanation) {
    verdict.outcome = outcome;
    verdict.explanation = std::move(explanation);
    verdict.milliseconds = watch.getMilliseconds();
    return verdict;
  };
  if (std::optional<std::string> mismatch = findTypeMismatch(pairing))
    return finish(Outcome::Refuted, std::move(*mismatch));

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

  // What fusing does to values that cannot be rounded is nothing.
  Numerics strength = pairing.instruction.numerics;
  if (areProductsExact(instruction))
    strength = strength & ~Numerics::Contract;
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

  SmallVector<std::optional<APInt>> free(variables.size());
  ScalarAnswer answer = solveOnBitVectors(
      {program, variables, instruction, pairing.sources, free});
  switch (answer.kind) {
  case ScalarAnswer::Holds:
    return finish(Outcome::Proved, "Z3, all bit-vectors");
  case ScalarAnswer::Fails:
    if (auto example = replay(pairing, answer, pairing.sources))
      return finish(Outcome::Refuted, std::move(*example));
    return finish(Outcome::Unknown,
                  "Z3's counterexample was not confirmed by evaluation");
  case ScalarAnswer::Unknown:
    break;
  }
  return finish(Outcome::Unknown, "normal forms differ, the program's " + ours +
                                      " and the instruction's " + theirs +
                                      ", and " + answer.reason);
}
