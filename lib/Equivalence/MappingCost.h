// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// A model of what a mapping costs, from the machine's description.
#ifndef DSA_LIB_EQUIVALENCE_MAPPINGCOST_H
#define DSA_LIB_EQUIVALENCE_MAPPINGCOST_H

#include "dsa/Equivalence/Search.h"

namespace mlir::dsa {

/// Prices mappings of one statement on one instruction. The cycles are modelled
/// ones: instructions at their rate, operands read from the nearest memory for
/// each of them, and operands that cannot be read where they lie written once
/// more in the order of the registers.
class MappingCostModel {
public:
  MappingCostModel(const Statement &program,
                   const InstructionModel &instruction,
                   ArrayRef<unsigned> sources, ArrayRef<LoopGroup> groups,
                   const MemoryCosts &memory, ArrayRef<bool> isConstant);

  /// `places`: loop of the program --> group, or `kOutside`.
  MappingCost evaluate(ArrayRef<int> places) const;

private:
  struct Operand {
    /// Groups that the register is addressed by; loops that the program's
    /// operand is addressed by.
    unsigned groups = 0;
    SmallVector<bool> usesLoop;
    /// Elements that the program's operand moves by for one step of a loop.
    SmallVector<int64_t> strides;
    /// The group of the register's fastest coordinate; -1 for a scalar.
    int innermost = -1;
    double registerBytes = 0, elements = 1;
    bool isConstant = false;
  };
  struct Extents;
  Operand describe(unsigned access, unsigned source, bool isConstant) const;
  bool isDirect(const Operand &operand, const Extents &extents,
                ArrayRef<int> places) const;

  const Statement &program;
  const InstructionModel &instruction;
  ArrayRef<LoopGroup> groups;
  const MemoryCosts &memory;
  double cyclesPerStart = 1;
  /// One for each access of the instruction.
  SmallVector<Operand> operands;
};

} // namespace mlir::dsa

#endif // DSA_LIB_EQUIVALENCE_MAPPINGCOST_H
