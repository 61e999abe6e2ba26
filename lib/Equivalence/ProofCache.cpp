// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Whole proofs on disk. The question is the claim and the build of the
/// compiler: another build asks anew.
#include "AnswerCache.h"
#include "Certificate.h"
#include "mlir/AsmParser/AsmParser.h"

using namespace mlir;
using namespace mlir::dsa;

static std::string getQuestion(StringRef claim, Numerics allowed) {
  std::string version = getProverVersion();
  if (version.empty())
    return "";
  return version + "\nallowed " + stringifyNumerics(allowed) + "\n" +
         claim.str();
}

void dsa::keepProof(const Proof &proof, Numerics allowed) {
  std::string question = getQuestion(proof.claim, allowed);
  if (question.empty() || !proof.holds())
    return;
  std::string text;
  llvm::raw_string_ostream stream(text);
  stream << uint32_t(proof.weakened) << "\n" << proof.isExact << "\n";
  for (TypedAttr value : proof.padding) {
    stream << "padding ";
    if (value)
      stream << value;
    stream << "\n";
  }
  for (const Verdict &verdict : proof.verdicts)
    stream << verdict.obligation << " " << verdict.explanation << "\n";
  keepAnswer(question, text);
}

/// The name of an obligation, for as long as the process lives.
static StringRef getObligation(StringRef name) {
  for (StringRef known : {"O1", "O2", "O3", "O4", "O5", "O6", "O7", "O8"})
    if (name == known)
      return known;
  return "";
}

std::optional<Proof> dsa::findProof(StringRef claim, Numerics allowed,
                                    MLIRContext *context) {
  std::string question = getQuestion(claim, allowed);
  std::optional<std::string> text;
  if (!question.empty())
    text = findAnswer(question);
  SmallVector<StringRef> lines;
  if (text)
    StringRef(*text).split(lines, '\n', -1, /*KeepEmpty=*/false);
  uint32_t weakened = 0;
  if (lines.size() < 3 || lines[0].getAsInteger(10, weakened))
    return std::nullopt;
  Proof proof;
  proof.weakened = Numerics(weakened);
  proof.isExact = lines[1] == "1";
  for (StringRef line : ArrayRef(lines).drop_front(2)) {
    auto [word, rest] = line.split(' ');
    if (word != "padding") {
      StringRef obligation = getObligation(word);
      if (obligation.empty())
        return std::nullopt;
      proof.verdicts.push_back({obligation, Outcome::Proved, rest.str(), 0});
      continue;
    }
    TypedAttr value;
    if (!rest.empty() && !(value = dyn_cast_if_present<TypedAttr>(
                               parseAttribute(rest, context))))
      return std::nullopt;
    proof.padding.push_back(value);
  }
  if (proof.verdicts.empty())
    return std::nullopt;
  return proof;
}
