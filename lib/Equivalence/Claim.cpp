// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What is claimed of a pairing, as text.
#include "AnyLength.h"
#include "Certificate.h"
#include "ElementPairs.h"
#include "LemmaWriter.h"
#include "dsa/Equivalence/Match.h"
#include "dsa/Polyhedral/Relations.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/SHA256.h"

using namespace mlir;
using namespace mlir::dsa;

std::string dsa::getHash(StringRef text) {
  return "sha256:" +
         llvm::toHex(llvm::SHA256::hash(llvm::arrayRefFromStringRef(text)),
                     /*LowerCase=*/true);
}

SmallVector<std::string> dsa::getVariableNames(const Statement &statement,
                                               StringRef prefix) {
  SmallVector<std::string> names;
  for (unsigned access = 0; access < statement.accesses.size(); ++access)
    names.push_back((prefix + Twine(access)).str());
  return names;
}

static void writeKinds(llvm::raw_ostream &stream, ArrayRef<bool> isReduction) {
  for (bool reduction : isReduction)
    stream << (reduction ? " reduction" : " parallel");
  stream << "\n";
}

/// What the hardware computes, an element of the result a line.
static void writeRefinement(llvm::raw_ostream &stream,
                            const InstructionModel &model) {
  std::string reason;
  if (!model.isRefined())
    return;
  auto pairs = readAllElementPairs(model, reason);
  if (failed(pairs)) {
    stream << "refined unknown " << reason << "\n";
    return;
  }
  for (const ElementPair &pair : *pairs)
    stream << "refined " << pair.element << " "
           << writeDefinition("actual", pair.actual.body,
                              getElementNames(model, pair.actual))
           << "\n";
}

/// Loops, accesses and body of a program.
static void writeProgram(llvm::raw_ostream &stream, const Statement &program) {
  stream << "iterations " << getBoxText(program.extents) << "\nloops";
  writeKinds(stream, program.isReduction);
  for (auto [index, access] : llvm::enumerate(program.accesses))
    stream << "program-access " << index << (access.isTensor ? " " : " scalar ")
           << access.elementType << " " << getMapText(access.map, {}) << "\n";
  stream << "program-body "
         << writeDefinition("program", program.body,
                            getVariableNames(program, "p"))
         << "\n";
}

std::string dsa::getStructure(linalg::LinalgOp op) {
  std::string reason, text;
  FailureOr<Statement> program = extractStatement(op, reason);
  if (failed(program))
    return "";
  llvm::raw_string_ostream stream(text);
  writeProgram(stream, *program);
  return StringRef(getHash(text)).substr(7, 16).str();
}

std::string dsa::writeClaim(const Pairing &pairing) {
  const Statement &program = pairing.program;
  const Statement &instruction = pairing.instruction.statement;
  const LoopMapping &mapping = pairing.mapping;
  std::string text;
  llvm::raw_string_ostream stream(text);
  writeProgram(stream, program);
  stream << "instruction-iterations " << getBoxText(instruction.extents)
         << "\ninstruction-loops";
  writeKinds(stream, instruction.isReduction);
  if (hasAnyLength(pairing)) {
    stream << "any-length";
    for (bool isAny : instruction.anyLength)
      stream << (isAny ? " 1" : " 0");
    stream << "\n";
  }
  for (auto [index, access] : llvm::enumerate(instruction.accesses))
    stream << "instruction-access " << index << " of " << pairing.sources[index]
           << " " << access.elementType << " " << getMapText(access.map, {})
           << "\n";
  stream << "instruction-body "
         << writeDefinition("instruction", instruction.body,
                            getVariableNames(instruction, "i"))
         << "\ninstruction-numerics "
         << stringifyNumerics(pairing.instruction.numerics) << "\n";
  InstructionOp op = pairing.instruction.instruction;
  if (ArrayAttr requirements = op.getRequiresAttr())
    for (auto bounded : requirements.getAsRange<BoundedAttr>())
      stream << "requires "
             << llvm::find(pairing.instruction.operandOfAccess,
                           bounded.getOperand()) -
                    pairing.instruction.operandOfAccess.begin()
             << " [" << bounded.getLeast() << ", " << bounded.getMost()
             << "]\n";
  writeRefinement(stream, pairing.instruction);
  for (auto [access, range] : llvm::enumerate(pairing.ranges))
    if (range)
      stream << "range " << access << " [" << range->least << ", "
             << range->most << "]\n";
  stream << "blocks";
  for (int64_t extent : mapping.blockExtents)
    if (ShapedType::isDynamic(extent))
      stream << " ?";
    else
      stream << " " << extent;
  stream << "\nblock-loops";
  writeKinds(stream, mapping.isReductionBlock);
  stream << "mapping " << getMapText(mapping.forward, {}) << "\ninverse "
         << getMapText(mapping.inverse, {}) << "\n";
  return text;
}
