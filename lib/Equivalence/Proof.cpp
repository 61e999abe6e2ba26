// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Whole proofs: all obligations of a pairing, and the hash of what was proved.
#include "dsa/Equivalence/Proof.h"
#include "dsa/Equivalence/ScalarLemma.h"
#include "dsa/Polyhedral/Relations.h"
#include "mlir/AsmParser/AsmParser.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/SHA256.h"
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
      .Case("O8", "requirements and strength")
      .Default("");
}

/// All that a proof depends on, as text that does not depend on where it is.
static std::string describe(const Pairing &pairing, Numerics allowed) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  auto add = [&](StringRef title, const Statement &statement,
                 ArrayRef<std::string> inputs) {
    stream << title << " " << getBoxText(statement.extents) << "\n reductions";
    for (bool isReduction : statement.isReduction)
      stream << " " << isReduction;
    for (const Access &access : statement.accesses)
      stream << "\n access " << access.map << " " << access.elementType;
    stream << "\n body " << getNormalForm(statement.body, inputs) << "\n";
  };
  SmallVector<std::string> names, renamed;
  for (unsigned access = 0; access < pairing.program.accesses.size(); ++access)
    names.push_back("x" + std::to_string(access));
  for (unsigned source : pairing.sources)
    renamed.push_back(names[source]);
  add("program", pairing.program, names);
  add("instruction", pairing.instruction.statement, renamed);
  stream << "mapping " << pairing.mapping.forward << "\ninverse "
         << pairing.mapping.inverse << "\nnumerics "
         << stringifyNumerics(pairing.instruction.numerics) << " of "
         << stringifyNumerics(allowed) << "\nflags "
         << stringifyNumerics(getAllowedNumerics(pairing.program)) << "\n";
  InstructionOp instruction = pairing.instruction.instruction;
  if (ArrayAttr requirements = instruction.getRequiresAttr())
    stream << "requires " << requirements << "\n";
  return text;
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
      step(provePadding(pairing, proof.padding)))
    step(proveRequirements(pairing, allowed, proof.weakened));
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
  std::string claim = describe(pairing, allowed);
  std::string hash =
      "sha256:" +
      llvm::toHex(llvm::SHA256::hash(llvm::arrayRefFromStringRef(claim)),
                  /*LowerCase=*/true);
  static std::mutex mutex;
  static llvm::StringMap<KeptProof> known;
  {
    std::lock_guard<std::mutex> lock(mutex);
    if (auto found = known.find(hash); found != known.end())
      return restore(found->second, pairing.mapping.forward.getContext());
  }
  Proof proof = proveAll(pairing, allowed);
  proof.hash = hash;
  proof.claim = std::move(claim);
  std::lock_guard<std::mutex> lock(mutex);
  known.try_emplace(hash, keep(proof));
  return proof;
}
