// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Lists of mappings for programs to read.
#include "dsa/Equivalence/Search.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include <map>

using namespace mlir;
using namespace mlir::dsa;

namespace {
struct Count {
  unsigned sound = 0, full = 0;
};
} // namespace

static std::string print(Location loc) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  if (auto place = loc->findInstanceOf<FileLineColLoc>())
    stream << place.getFilename().getValue() << ":" << place.getLine() << ":"
           << place.getColumn();
  else
    stream << loc;
  return text;
}

/// The operand of the program that each operand of the instruction reads.
static std::string printOperands(const Candidate &candidate) {
  const InstructionModel &model = *candidate.instruction;
  SmallVector<unsigned> operands(candidate.sources.size());
  for (auto [access, operand] : llvm::enumerate(model.operandOfAccess))
    operands[operand] = candidate.sources[access];
  return llvm::join(
      llvm::map_range(operands, [](unsigned i) { return std::to_string(i); }),
      ",");
}

void dsa::listMappings(llvm::raw_ostream &stream, Location loc,
                       const Statement &program, const SearchResult &found) {
  std::string place = print(loc);
  llvm::MapVector<const InstructionModel *,
                  std::map<SmallVector<unsigned>, Count>>
      counts;
  for (const Candidate &candidate : found.candidates) {
    Count &count = counts[candidate.instruction][candidate.sources];
    ++count.sound;
    count.full += candidate.isFull;
  }
  for (auto &[model, orders] : counts) {
    InstructionOp instruction = model->instruction;
    Count most;
    for (auto &[sources, count] : orders) {
      most.sound = std::max(most.sound, count.sound);
      most.full = std::max(most.full, count.full);
    }
    stream << "mappings " << place
           << " instruction=" << instruction.getReference()
           << " sound=" << most.sound << " full=" << most.full << "\n";
    for (const Candidate &candidate : found.candidates)
      if (candidate.instruction == model)
        stream << "mapping " << place
               << " instruction=" << instruction.getReference()
               << " operands=" << printOperands(candidate)
               << " full=" << candidate.isFull << " cycles="
               << llvm::formatv("{0:f0}", candidate.cost.getTotal()) << " map="
               << buildMapping(program, model->statement, candidate.places)
               << "\n";
  }
}
