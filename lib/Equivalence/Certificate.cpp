// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Proofs written out for another solver.
#include "Iterations.h"
#include "dsa/Equivalence/ScalarLemma.h"

using namespace mlir;
using namespace mlir::dsa;
using llvm::APInt;

static void writeComment(llvm::raw_ostream &stream, StringRef text) {
  SmallVector<StringRef> lines;
  text.split(lines, '\n', -1, /*KeepEmpty=*/false);
  for (StringRef line : lines)
    stream << "; " << line << "\n";
}

/// The relations that O1 to O3 are about, as isl reads them.
static void writeRelations(llvm::raw_ostream &stream, const Pairing &pairing) {
  const LoopMapping &mapping = pairing.mapping;
  ArrayRef<int64_t> extents = pairing.program.extents;
  stream << "; relation mapping " << getMapText(mapping.forward, extents)
         << "\n; relation inverse " << getMapText(mapping.inverse, {}) << "\n";
  for (auto [access, source] : llvm::enumerate(pairing.sources)) {
    unsigned operand = pairing.instruction.operandOfAccess[access];
    stream << "; relation register-of-operand-" << operand << " "
           << getMapText(pairing.instruction.statement.accesses[access].map,
                         pairing.instruction.statement.extents)
           << "\n; relation element-of-operand-" << operand << " "
           << getMapText(pairing.program.accesses[source].map, extents) << "\n";
  }
}

/// O4: both bodies give the same.
static std::string writeBodies(const Pairing &pairing) {
  unsigned numVariables = pairing.program.accesses.size();
  auto all = llvm::to_vector(llvm::seq<unsigned>(0, numVariables));
  return writeSMTLIB({pairing.program.body, all,
                      pairing.instruction.statement.body, pairing.sources,
                      SmallVector<std::optional<APInt>>(numVariables)});
}

/// O6: with all operands padding, the accumulator stays.
static std::string writePadding(const Pairing &pairing,
                                ArrayRef<TypedAttr> padding) {
  const Statement &statement = pairing.instruction.statement;
  unsigned accumulator = statement.getAccumulator();
  SmallVector<std::optional<APInt>> constants(statement.accesses.size());
  for (unsigned access = 0; access < statement.getNumReads(); ++access)
    if (auto value = dyn_cast_or_null<IntegerAttr>(padding[access]))
      constants[access] = value.getValue();
  ScalarNode node;
  node.kind = ScalarNode::Kind::Input;
  node.input = accumulator;
  node.type = statement.getWrite().elementType;
  ScalarBody same{{node}, 0};
  auto all = llvm::to_vector(llvm::seq<unsigned>(0, statement.accesses.size()));
  return writeSMTLIB({statement.body, all, same, all, constants});
}

std::string dsa::writeCertificate(const Pairing &pairing, const Proof &proof) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  stream << "; Certificate of " << proof.hash << "\n; strength "
         << stringifyNumerics(proof.weakened) << "\n";
  for (const Verdict &verdict : proof.verdicts)
    stream << "; " << verdict.obligation << " ("
           << getMeaning(verdict.obligation) << "): " << verdict.explanation
           << "\n";
  stream << "; Claim\n";
  writeComment(stream, proof.claim);
  writeRelations(stream, pairing);
  for (auto [title, lemma] :
       {std::make_pair("O4, the bodies agree", writeBodies(pairing)),
        std::make_pair("O6, padding is neutral",
                       writePadding(pairing, proof.padding))})
    if (!lemma.empty())
      stream << "(reset)\n; Lemma " << title << ": expect unsat\n" << lemma;
  return text;
}
