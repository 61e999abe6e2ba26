// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// How far results may differ: what programs allow, and obligation O8.
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

Verdict dsa::proveRequirements(const Pairing &pairing, Numerics allowed,
                               Numerics weakened) {
  Stopwatch watch;
  Verdict verdict{"O8", Outcome::Proved, "no requirement", 0};
  Numerics missing = weakened & ~allowed;
  InstructionOp instruction = pairing.instruction.instruction;
  if (missing != Numerics::Exact) {
    verdict.outcome = Outcome::Refuted;
    verdict.explanation = "it takes " + stringifyNumerics(weakened) +
                          ", but fast-math flags and 'numerics' do not allow " +
                          stringifyNumerics(missing);
  } else if (ArrayAttr requires_ = instruction.getRequiresAttr();
             requires_ && !requires_.empty()) {
    verdict.outcome = Outcome::Unknown;
    llvm::raw_string_ostream(verdict.explanation = "")
        << "nothing is known about its requirement " << requires_[0];
  } else if (weakened != Numerics::Exact) {
    verdict.explanation = stringifyNumerics(weakened) + " allowed";
  }
  verdict.milliseconds = watch.getMilliseconds();
  return verdict;
}
