// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Proofs written out, so that other solvers can check them again.
///
/// A certificate repeats the claim and adds what was found for it: the
/// strength, which order the folds need, which operands are padding at once and
/// with what, and the lemmas. All else a checker computes from the claim, and
/// what the lemmas must say as well: `utils/check-proofs`.
#include "Certificate.h"
#include "AnswerCache.h"
#include "ElementPairs.h"
#include "Iterations.h"
#include "LemmaWriter.h"
#include "TableBounds.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"

using namespace mlir;
using namespace mlir::dsa;
using llvm::APInt;

//===----------------------------------------------------------------------===//
// Lemmas
//===----------------------------------------------------------------------===//

/// Integers and uninterpreted operations.
static constexpr StringLiteral kLogic = "QF_UFBV";

/// O4: both bodies give the same.
static std::string writeBodies(const Pairing &pairing, Numerics weakened) {
  const Statement &program = pairing.program;
  const Statement &instruction = pairing.instruction.statement;
  SmallVector<std::string> ours = getVariableNames(program, "p");
  SmallVector<std::string> theirs = getVariableNames(instruction, "i");
  bool contract = bitEnumContainsAll(weakened, Numerics::Contract);
  LemmaWriter writer;
  writer.define("program", program.body, ours);
  writer.define("instruction", instruction.body, theirs);
  for (auto [access, source] : llvm::enumerate(pairing.sources))
    writer.assertEqual(theirs[access], ours[source]);
  for (auto [access, range] : llvm::enumerate(pairing.ranges))
    if (range)
      writer.assertRange(ours[access], *range);
  writer.addAxioms(program.body, ours, contract);
  writer.addAxioms(instruction.body, theirs, contract);
  writer.assertDistinct("program", "instruction");
  return writer.write(kLogic);
}

/// O4: no element is looked up outside of its table.
static std::string writeTableBound(const Pairing &pairing,
                                   const Statement &statement, StringRef prefix,
                                   const TableIndex &index) {
  SmallVector<std::string> names = getVariableNames(statement, prefix);
  LemmaWriter writer;
  writer.assertBeyond(statement.body, names, index.node, index.extent);
  if (&statement == &pairing.program)
    for (auto [access, range] : llvm::enumerate(pairing.ranges))
      if (range)
        writer.assertRange(names[access], *range);
  return writer.write(kLogic);
}

/// O5: of two iterations on one accumulator, either may come first.
static std::string writeExchange(const Statement &instruction) {
  SmallVector<std::string> first = getVariableNames(instruction, "x");
  SmallVector<std::string> second = getVariableNames(instruction, "y");
  const ScalarBody &body = instruction.body;
  LemmaWriter writer;
  auto step = [&](StringRef result, SmallVector<std::string> &names,
                  StringRef accumulator) {
    names.back() = accumulator.str();
    writer.define(result, body, names);
  };
  step("x", first, "a");
  step("xy", second, "x");
  step("y", second, "a");
  step("yx", first, "y");
  writer.assertDistinct("xy", "yx");
  return writer.write(kLogic);
}

/// O5, second half: an element of the result as the hardware computes it is
/// what the semantics say.
static std::string writeRefinedElement(const Pairing &pairing,
                                       const ElementPair &pair,
                                       ArrayRef<TypedAttr> padding) {
  const InstructionModel &model = pairing.instruction;
  LemmaWriter writer;
  writer.define("ideal", pair.ideal.body, getElementNames(model, pair.ideal));
  writer.define("actual", pair.actual.body,
                getElementNames(model, pair.actual));
  SmallVector<std::optional<IntegerRange>> ranges =
      getPaddedRanges(pairing, padding);
  llvm::StringSet<> done;
  for (const ElementBody *body : {&pair.ideal, &pair.actual})
    for (auto [source, name] :
         llvm::zip_equal(body->inputs, getElementNames(model, *body)))
      if (ranges[source.operand] && done.insert(name).second)
        writer.assertRange(name, *ranges[source.operand]);
  writer.assertDistinct("ideal", "actual");
  return writer.write(kLogic);
}

/// O6: where the accesses of `set` are padding, the accumulator stays.
static std::string writePadding(const Statement &instruction, unsigned set,
                                ArrayRef<TypedAttr> padding) {
  SmallVector<std::string> names = getVariableNames(instruction, "i");
  LemmaWriter writer;
  writer.define("instruction", instruction.body, names);
  for (unsigned access = 0; access < instruction.getNumReads(); ++access)
    if (set >> access & 1)
      if (auto value = dyn_cast_or_null<IntegerAttr>(padding[access]))
        writer.assertConstant(names[access], value.getValue());
  writer.assertDistinct("instruction", names.back());
  return writer.write(kLogic);
}

//===----------------------------------------------------------------------===//
// The certificate
//===----------------------------------------------------------------------===//

/// The bits of a constant, as in `#x80`.
static std::string getBits(TypedAttr value) {
  APInt bits = isa<FloatAttr>(value)
                   ? cast<FloatAttr>(value).getValue().bitcastToAPInt()
                   : cast<IntegerAttr>(value).getValue();
  llvm::SmallString<32> digits;
  bits.toStringUnsigned(digits, 16);
  unsigned numDigits = llvm::divideCeil(bits.getBitWidth(), 4);
  return "#x" + std::string(numDigits - digits.size(), '0') +
         digits.str().lower();
}

static StringRef getOrder(const Pairing &pairing, Numerics weakened) {
  std::optional<Fold> fold = getFold(pairing.instruction.statement);
  if (fold && isAssociativeCommutative(fold->combiner))
    return "any";
  if (fold && bitEnumContainsAll(weakened, Numerics::Reassoc))
    return "reassoc";
  return "same";
}

namespace {
/// Writes lemmas one after the other.
class LemmaList {
public:
  explicit LemmaList(llvm::raw_ostream &stream) : stream(stream) {}
  void add(const Twine &title, StringRef query) {
    stream << "lemma " << title << "\n" << query << "end lemma\n";
  }

private:
  llvm::raw_ostream &stream;
};
} // namespace

static void writeHeader(llvm::raw_ostream &stream, const Pairing &pairing,
                        const Proof &proof, const CertificateOrigin &origin) {
  InstructionOp instruction = pairing.instruction.instruction;
  stream << "dsa-certificate 1\nprogram " << origin.location << " "
         << origin.operation << "\ninstruction " << instruction.getReference()
         << "\nmachine " << origin.machine << "\nsolvers "
         << getSolverVersions() << "\nstrength "
         << stringifyNumerics(proof.weakened) << "\nallowed "
         << stringifyNumerics(proof.allowed)
         << "\nassume operands are values, so that no result overlaps them\n"
            "assume floats round to nearest, ties to even\n"
         << "claim " << proof.hash << "\n"
         << proof.claim << "end claim\n";
  for (const Verdict &verdict : proof.verdicts)
    stream << "obligation " << verdict.obligation << " ("
           << getMeaning(verdict.obligation) << "): " << verdict.explanation
           << "\n";
}

FailureOr<std::string> dsa::writeCertificate(const Pairing &pairing,
                                             const Proof &proof,
                                             const CertificateOrigin &origin,
                                             StringRef extra,
                                             std::string &reason) {
  const Statement &instruction = pairing.instruction.statement;
  std::string text;
  llvm::raw_string_ostream stream(text);
  writeHeader(stream, pairing, proof, origin);
  StringRef order = getOrder(pairing, proof.weakened);
  stream << "order " << order << "\n";
  for (auto [access, value] : llvm::enumerate(proof.padding))
    if (value)
      stream << "padding " << access << " " << value.getType() << " "
             << getBits(value) << "\n";
  SmallVector<unsigned> sets = findPaddedSets(pairing).sets;
  for (unsigned set : sets) {
    stream << "padded";
    for (unsigned access = 0; access < instruction.getNumReads(); ++access)
      if (set >> access & 1)
        stream << " " << access;
    stream << "\n";
  }

  LemmaList lemmas(stream);
  lemmas.add("O4", writeBodies(pairing, proof.weakened));
  unsigned numIndices = 0;
  for (auto [statement, prefix] : {std::make_pair(&pairing.program, "p"),
                                   std::make_pair(&instruction, "i")})
    for (const TableIndex &index : getTableIndices(statement->body))
      lemmas.add("O4 index " + Twine(numIndices++),
                 writeTableBound(pairing, *statement, prefix, index));
  if (order == "any")
    lemmas.add("O5", writeExchange(instruction));
  if (order == "reassoc") {
    LemmaWriter sums;
    sums.assertSumsDiffer();
    lemmas.add("O5", sums.write("QF_LIA"));
  }
  for (unsigned set : sets) {
    std::optional<std::string> lemma =
        isa<FloatType>(instruction.getWrite().elementType)
            ? writeFloatPadding(instruction, set, proof.padding)
            : writePadding(instruction, set, proof.padding);
    if (!lemma) {
      reason = "obligation O6 is on arithmetic that SMT-LIB does not have";
      return failure();
    }
    lemmas.add("O6 " + Twine(set), *lemma);
  }
  if (pairing.instruction.isRefined()) {
    auto pairs = readElementPairs(pairing.instruction, reason);
    if (failed(pairs))
      return failure();
    for (const ElementPair &pair : *pairs)
      lemmas.add("O5 refined " + Twine(pair.element),
                 writeRefinedElement(pairing, pair, proof.padding));
  }
  stream << extra;
  stream << getHash(text) << "\n";
  return text;
}
