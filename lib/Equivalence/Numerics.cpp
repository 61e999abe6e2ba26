// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// How far results may differ: what programs allow, and obligation O8.
#include "Counterexample.h"
#include "ElementPairs.h"
#include "Iterations.h"

using namespace mlir;
using namespace mlir::dsa;

FailureOr<Numerics> dsa::parseNumerics(StringRef text, std::string &reason) {
  Numerics set = Numerics::Exact;
  SmallVector<StringRef> words;
  text.split(words, ',', -1, /*KeepEmpty=*/false);
  for (StringRef word : words) {
    std::optional<Numerics> one = symbolizeNumerics(word.trim());
    if (!one) {
      reason = ("expected 'numerics' to be of reassoc, contract, flush and "
                "narrow, but got '" +
                word.trim() + "'")
                   .str();
      return failure();
    }
    set = set | *one;
  }
  return set;
}

Numerics dsa::getAllowedNumerics(const Statement &program) {
  const ScalarBody &body = program.body;
  llvm::BitVector live = body.getLive();
  auto allHave = [&](ArrayRef<StringRef> names, arith::FastMathFlags flag) {
    bool any = false;
    for (auto [index, node] : llvm::enumerate(body.nodes)) {
      if (!live.test(index) || node.kind != ScalarNode::Kind::Operation ||
          !llvm::is_contained(names, node.name))
        continue;
      any = true;
      if (!arith::bitEnumContainsAll(node.fastmath, flag))
        return false;
    }
    return any;
  };
  Numerics allowed = Numerics::Exact;
  if (std::optional<Fold> fold = getFold(program))
    if (arith::bitEnumContainsAll(body.nodes[fold->node].fastmath,
                                  arith::FastMathFlags::reassoc))
      allowed = allowed | Numerics::Reassoc;
  if (allHave({"arith.addf", "arith.mulf"}, arith::FastMathFlags::contract))
    allowed = allowed | Numerics::Contract;
  return allowed;
}

/// A requirement of the instruction that is not known to hold, as a sentence.
static std::optional<std::string> findUnmet(const Pairing &pairing,
                                            ArrayRef<TypedAttr> padding) {
  InstructionOp instruction = pairing.instruction.instruction;
  ArrayAttr requirements = instruction.getRequiresAttr();
  if (!requirements)
    return std::nullopt;
  SmallVector<std::optional<IntegerRange>> ranges =
      getPaddedRanges(pairing, padding);
  for (auto bounded : requirements.getAsRange<BoundedAttr>()) {
    unsigned access =
        llvm::find(pairing.instruction.operandOfAccess, bounded.getOperand()) -
        pairing.instruction.operandOfAccess.begin();
    unsigned source = pairing.sources[access];
    IntegerRange wanted{bounded.getLeast(), bounded.getMost()};
    std::optional<IntegerRange> known = ranges[bounded.getOperand()];
    Type type = pairing.program.accesses[source].elementType;
    if (known && wanted.contains(*known, type.getIntOrFloatBitWidth()))
      continue;
    return "it requires " + getOperandName(pairing.program, source) + " in " +
           printRange(wanted) + ", which nothing shows";
  }
  return std::nullopt;
}

Verdict dsa::proveRequirements(const Pairing &pairing,
                               ArrayRef<TypedAttr> padding, Numerics allowed,
                               Numerics weakened) {
  Stopwatch watch;
  Verdict verdict{"O8", Outcome::Proved, "no requirement", 0};
  Numerics missing = weakened & ~allowed;
  if (missing != Numerics::Exact) {
    verdict.outcome = Outcome::Refuted;
    verdict.explanation = "it takes " + stringifyNumerics(weakened) +
                          ", but fast-math flags and 'numerics' do not allow " +
                          stringifyNumerics(missing);
    if (auto difference = findFloatDifference(pairing, missing))
      verdict.explanation += ": " + *difference;
  } else if (auto unmet = findUnmet(pairing, padding)) {
    verdict.outcome = Outcome::Unknown;
    verdict.explanation = *unmet;
  } else if (weakened != Numerics::Exact) {
    verdict.explanation = stringifyNumerics(weakened) + " allowed";
  }
  verdict.milliseconds = watch.getMilliseconds();
  return verdict;
}
