// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Whole proofs: all obligations of a pairing, and the hash of what was proved.
#include "AnyLength.h"
#include "Certificate.h"
#include "mlir/AsmParser/AsmParser.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSwitch.h"
#include <mutex>

using namespace mlir;
using namespace mlir::dsa;

StringRef dsa::getMeaning(StringRef obligation) {
  return llvm::StringSwitch<StringRef>(obligation)
      .Case("O1", "the mapping of iterations has an inverse")
      .Case("O2", "each register element has one source")
      .Case("O3", "each result accumulates in one place")
      .Case("O4", "the scalar bodies agree")
      .Case("O5", "the folds agree")
      .Case("O6", "padding leaves the accumulator alone")
      .Case("O7", "no dependence is broken")
      .Case("O8", "requirements and strength")
      .Default("");
}

static Proof proveAll(const Pairing &pairing, Numerics allowed) {
  Proof proof;
  auto step = [&](Verdict verdict) {
    proof.verdicts.push_back(std::move(verdict));
    return proof.holds();
  };
  if (step(proveBodies(pairing, allowed, proof.weakened)) &&
      step(proveMapping(pairing)) && step(proveOperands(pairing)) &&
      step(proveResults(pairing)) &&
      step(proveFolds(pairing, allowed, proof.weakened)) &&
      step(provePadding(pairing, proof.padding)) &&
      (!pairing.instruction.isRefined() ||
       step(proveRefinement(pairing, proof.padding))))
    step(proveRequirements(pairing, proof.padding, allowed, proof.weakened));
  proof.isExact = proof.holds() && isMappingExact(pairing);
  return proof;
}

/// Whether the result of the instruction's fold depends on the order of terms,
/// beyond what the match weakens.
static bool dependsOnOrder(const Pairing &pairing, Numerics weakened) {
  std::optional<Fold> fold = getFold(pairing.instruction.statement);
  return !(fold && isAssociativeCommutative(fold->combiner)) &&
         !bitEnumContainsAll(weakened, Numerics::Reassoc);
}

/// Where `proof` is for one length of vectors: proves the same for all. The
/// failure of that is the failure of the whole.
static void proveAnyLength(const Pairing &pairing, Numerics allowed,
                           Proof &proof) {
  if (!proof.holds() || !hasAnyLength(pairing))
    return;
  auto fail = [&](StringRef obligation, Outcome outcome, StringRef text) {
    proof.verdicts.push_back(
        {obligation, outcome, ("for vectors of any length: " + text).str(), 0});
  };
  std::string reason;
  FailureOr<AnyLength> general = generalizeLength(pairing, reason);
  if (failed(general))
    return fail("O1", Outcome::Unknown, reason);
  Proof all = proveAll({pairing.program, general->instruction,
                        std::move(general->mapping), pairing.sources},
                       allowed);
  if (!all.holds())
    return fail(all.getFailure().obligation, all.getFailure().outcome,
                all.getFailure().explanation);
  if (!general->keepsOrder && dependsOnOrder(pairing, proof.weakened))
    return fail("O5", Outcome::Unknown, "the order of terms depends on it");
  for (auto [verdict, other] : llvm::zip_equal(proof.verdicts, all.verdicts)) {
    verdict.milliseconds += other.milliseconds;
    if (verdict.obligation == "O1")
      verdict.explanation += ", for vectors of any length";
  }
}

namespace {
/// A proof without the context that its attributes belong to.
struct KeptProof {
  Proof proof;
  SmallVector<std::string> padding;
};
} // namespace

static KeptProof keep(const Proof &proof) {
  KeptProof kept{proof, {}};
  for (TypedAttr value : proof.padding) {
    std::string &text = kept.padding.emplace_back();
    if (value)
      llvm::raw_string_ostream(text) << value;
  }
  kept.proof.padding.clear();
  return kept;
}

static Proof restore(const KeptProof &kept, MLIRContext *context) {
  Proof proof = kept.proof;
  for (const std::string &text : kept.padding)
    proof.padding.push_back(
        text.empty() ? TypedAttr()
                     : cast<TypedAttr>(parseAttribute(text, context)));
  return proof;
}

Proof dsa::prove(const Pairing &pairing, Numerics allowed) {
  std::string claim = writeClaim(pairing);
  std::string hash = getHash(claim);
  // What is allowed decides how it may be proved.
  std::string key = hash + " " + stringifyNumerics(allowed);
  static std::mutex mutex;
  static llvm::StringMap<KeptProof> known;
  {
    std::lock_guard<std::mutex> lock(mutex);
    if (auto found = known.find(key); found != known.end())
      return restore(found->second, pairing.mapping.forward.getContext());
  }
  std::optional<Proof> before =
      findProof(claim, allowed, pairing.mapping.forward.getContext());
  Proof proof = before ? std::move(*before) : proveAll(pairing, allowed);
  if (!before)
    proveAnyLength(pairing, allowed, proof);
  proof.hash = hash;
  proof.allowed = allowed;
  proof.claim = std::move(claim);
  if (!before)
    keepProof(proof, allowed);
  std::lock_guard<std::mutex> lock(mutex);
  known.try_emplace(key, keep(proof));
  return proof;
}

Proof dsa::proveWithFewestRanges(Pairing &pairing, Numerics allowed) {
  Proof proof = prove(pairing, allowed);
  for (unsigned access = pairing.ranges.size(); access-- > 0;) {
    if (!proof.holds() || !pairing.ranges[access])
      continue;
    std::optional<IntegerRange> range;
    std::swap(range, pairing.ranges[access]);
    if (Proof without = prove(pairing, allowed); without.holds())
      proof = std::move(without);
    else
      std::swap(range, pairing.ranges[access]);
  }
  return proof;
}
