// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Whole proofs: all obligations of a pairing, and the hash of what was proved.
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
  proof.hash = hash;
  proof.allowed = allowed;
  proof.claim = std::move(claim);
  if (!before)
    keepProof(proof, allowed);
  std::lock_guard<std::mutex> lock(mutex);
  known.try_emplace(key, keep(proof));
  return proof;
}
