// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Which of many instructions may do a statement, in a time that does not grow
/// with their number: instructions are found by the normal form of what one
/// iteration computes, and masks say whether the loops go together.
#ifndef DSA_EQUIVALENCE_INSTRUCTIONINDEX_H
#define DSA_EQUIVALENCE_INSTRUCTIONINDEX_H

#include "dsa/Equivalence/Search.h"
#include "llvm/ADT/StringMap.h"

namespace mlir::dsa {

/// Instructions by the normal forms of their bodies. It refers to the models
/// that it was made of.
class InstructionIndex {
public:
  explicit InstructionIndex(ArrayRef<InstructionModel> instructions);

  /// The class of an instruction: those of one class have one answer to all
  /// that does not depend on loops (O4 and the strength). Who saturates, or has
  /// requirements of its own, is alone.
  unsigned getClass(unsigned instruction) const { return classes[instruction]; }

  /// An instruction whose body has the normal form of the program's where its
  /// access i reads access `sources[i]` of the program.
  struct Hit {
    unsigned instruction;
    SmallVector<unsigned> sources;
  };

  /// All instructions with the normal form of `program` (up to contract if that
  /// is allowed), of a strength within `allowed`, of which every group of loops
  /// can be used at once. Bodies that only a solver finds equal are not among
  /// them.
  SmallVector<Hit> lookup(const Statement &program, Numerics allowed) const;

private:
  struct Entry {
    SmallVector<LoopGroup> groups;
  };
  void insert(unsigned instruction);
  bool canFill(const Entry &entry, const Statement &program,
               ArrayRef<unsigned> loopMasks, ArrayRef<unsigned> sources) const;

  ArrayRef<InstructionModel> instructions;
  SmallVector<unsigned> classes;
  std::vector<Entry> entries;
  /// Normal form, with equal accesses under one name --> instructions.
  llvm::StringMap<SmallVector<unsigned, 2>> instructionsOfForm;
  /// Numbers of reads that instructions have.
  SmallVector<unsigned> readCounts;
};

/// Calls `callback` with each choice of a program operand for every operand of
/// an instruction with `numReads` of them. One may be read twice; that none is
/// left out which matters is for O4 to say.
void forEachSources(const Statement &program, unsigned numReads,
                    function_ref<void(ArrayRef<unsigned>)> callback);

} // namespace mlir::dsa

#endif // DSA_EQUIVALENCE_INSTRUCTIONINDEX_H
