// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The index of instructions by normal form, and the filter by masks.
#include "dsa/Equivalence/InstructionIndex.h"
#include "dsa/Equivalence/ScalarLemma.h"

using namespace mlir;
using namespace mlir::dsa;

void dsa::forEachSources(const Statement &program, unsigned numReads,
                         function_ref<void(ArrayRef<unsigned>)> callback) {
  SmallVector<unsigned> sources(numReads + 1, 0);
  sources.back() = program.getAccumulator();
  uint64_t numChoices = program.getNumReads() == 0 ? 0 : 1;
  for (unsigned access = 0; access < numReads; ++access)
    numChoices *= program.getNumReads();
  for (uint64_t choice = 0; choice < numChoices; ++choice) {
    uint64_t rest = choice;
    // The first operand varies slowest, so the program's own order comes first.
    for (unsigned access = numReads; access-- > 0;) {
      sources[access] = rest % program.getNumReads();
      rest /= program.getNumReads();
    }
    callback(sources);
  }
}

//===----------------------------------------------------------------------===//
// Forms
//===----------------------------------------------------------------------===//

/// The body of `statement` and what it reads; input i is called by `names[i]`,
/// and access `order[i]` comes at place i.
static std::string getForm(const Statement &statement,
                           ArrayRef<std::string> names,
                           ArrayRef<unsigned> order, bool contract) {
  std::string form = getNormalForm(statement.body, names, contract);
  llvm::raw_string_ostream stream(form);
  stream << (contract ? " contract" : " exact");
  for (unsigned access : order)
    stream << ' ' << names[access] << ' '
           << statement.accesses[access].elementType
           << (statement.accesses[access].isTensor ? "" : " scalar");
  return form;
}

static std::string getName(unsigned place) {
  return "x" + std::to_string(place);
}

/// The form of `program` as an instruction that reads `sources` would have it.
static std::string getProgramForm(const Statement &program,
                                  ArrayRef<unsigned> sources, bool contract) {
  SmallVector<std::string> names;
  for (unsigned access = 0; access < program.accesses.size(); ++access) {
    unsigned place = llvm::find(sources, access) - sources.begin();
    // What the instruction does not read has a name that it does not know.
    names.push_back(place < sources.size() ? getName(place)
                                           : "y" + std::to_string(access));
  }
  return getForm(program, names, sources, contract);
}

/// Calls `callback` with every way to read some operands twice: the first place
/// of each.
static void forEachSharing(unsigned numReads,
                           function_ref<void(ArrayRef<unsigned>)> callback) {
  SmallVector<unsigned> first(numReads + 1, 0);
  first.back() = numReads;
  auto choose = [&](auto &self, unsigned place) -> void {
    if (place == numReads)
      return callback(first);
    for (unsigned earlier = 0; earlier <= place; ++earlier) {
      if (earlier < place && first[earlier] != earlier)
        continue;
      first[place] = earlier;
      self(self, place + 1);
    }
  };
  choose(choose, 0);
}

//===----------------------------------------------------------------------===//
// Building
//===----------------------------------------------------------------------===//

InstructionIndex::InstructionIndex(ArrayRef<InstructionModel> instructions)
    : instructions(instructions) {
  llvm::StringMap<unsigned> classOfText;
  for (auto [number, model] : llvm::enumerate(instructions)) {
    entries.push_back({getLoopGroups(model.statement)});
    insert(number);
    InstructionOp op = model.instruction;
    SmallVector<unsigned> order = llvm::to_vector(
        llvm::seq<unsigned>(0, model.statement.accesses.size()));
    SmallVector<std::string> names = llvm::map_to_vector(order, getName);
    std::string text = getForm(model.statement, names, order, false) + " " +
                       stringifyNumerics(model.numerics);
    llvm::raw_string_ostream stream(text);
    llvm::interleaveComma(model.operandOfAccess, stream << " operands ");
    bool isAlone = !op.getRefined().empty() || op.getRequiresAttr();
    if (isAlone)
      stream << " alone " << number;
    classes.push_back(
        classOfText.try_emplace(text, classOfText.size()).first->second);
    unsigned numReads = model.statement.getNumReads();
    if (!llvm::is_contained(readCounts, numReads))
      readCounts.push_back(numReads);
  }
}

void InstructionIndex::insert(unsigned instruction) {
  const Statement &statement = instructions[instruction].statement;
  SmallVector<unsigned> order =
      llvm::to_vector(llvm::seq<unsigned>(0, statement.accesses.size()));
  forEachSharing(statement.getNumReads(), [&](ArrayRef<unsigned> first) {
    SmallVector<std::string> names = llvm::map_to_vector(first, getName);
    for (bool contract : {false, true})
      instructionsOfForm[getForm(statement, names, order, contract)].push_back(
          instruction);
  });
}

//===----------------------------------------------------------------------===//
// Asking
//===----------------------------------------------------------------------===//

/// Gives every group from `group` on a loop of its own; bit g of `options[l]`:
/// loop l may go there.
static bool giveLoops(unsigned group, unsigned numGroups,
                      ArrayRef<unsigned> options, unsigned taken) {
  if (group == numGroups)
    return true;
  for (auto [loop, groups] : llvm::enumerate(options))
    if ((groups >> group & 1) && !(taken >> loop & 1) &&
        giveLoops(group + 1, numGroups, options, taken | 1u << loop))
      return true;
  return false;
}

bool InstructionIndex::canFill(const Entry &entry, const Statement &program,
                               ArrayRef<unsigned> loopMasks,
                               ArrayRef<unsigned> sources) const {
  SmallVector<unsigned> options(program.getNumLoops(), 0);
  unsigned numGroups = 0;
  for (const LoopGroup &group : entry.groups) {
    if (group.extent == 1)
      continue;
    for (unsigned loop = 0; loop < options.size(); ++loop) {
      if (program.extents[loop] == 1 ||
          program.isReduction[loop] != group.isReduction)
        continue;
      unsigned mask = 0;
      for (auto [access, source] : llvm::enumerate(sources))
        mask |= (loopMasks[loop] >> source & 1) << access;
      if ((mask & ~group.mask) == 0)
        options[loop] |= 1u << numGroups;
    }
    ++numGroups;
  }
  return giveLoops(0, numGroups, options, 0);
}

SmallVector<InstructionIndex::Hit>
InstructionIndex::lookup(const Statement &program, Numerics allowed) const {
  SmallVector<unsigned> loopMasks(program.getNumLoops(), 0);
  for (unsigned loop = 0; loop < program.getNumLoops(); ++loop)
    for (auto [index, access] : llvm::enumerate(program.accesses))
      loopMasks[loop] |= unsigned(access.map.isFunctionOfDim(loop)) << index;
  bool contract = bitEnumContainsAll(allowed, Numerics::Contract);
  SmallVector<Hit> hits;
  for (unsigned numReads : readCounts)
    forEachSources(program, numReads, [&](ArrayRef<unsigned> sources) {
      auto found =
          instructionsOfForm.find(getProgramForm(program, sources, contract));
      if (found == instructionsOfForm.end())
        return;
      for (unsigned instruction : found->second)
        if ((getStrength(instructions[instruction]) & ~allowed) ==
                Numerics::Exact &&
            canFill(entries[instruction], program, loopMasks, sources))
          hits.push_back({instruction, SmallVector<unsigned>(sources)});
    });
  return hits;
}
