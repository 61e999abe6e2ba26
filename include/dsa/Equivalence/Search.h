// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The search for an instruction and a mapping that do a program's statement.
///
/// Which loops of the program may become which of the instruction is decided by
/// masks: a loop may go where every operand that it addresses is addressed too
/// (else one register element would need two values, O2), parallel to parallel
/// and reduction to reduction (O3). Adjacent loops of the instruction with the
/// same mask are one *group*, several loops of the program may share a group in
/// mixed radix, and what goes nowhere stays a loop around the instruction. So
/// all sound mappings are enumerated in microseconds; a model of cost ranks
/// them, and only the best is proved.
#ifndef DSA_EQUIVALENCE_SEARCH_H
#define DSA_EQUIVALENCE_SEARCH_H

#include "dsa/Equivalence/Proof.h"

namespace mlir::dsa {

/// Modelled cycles.
struct MappingCost {
  double compute = 0, load = 0, packing = 0;
  double getTotal() const { return std::max(compute, load) + packing; }
};

/// A sound mapping of a statement on an instruction.
struct Candidate {
  const InstructionModel *instruction;
  /// Access of the instruction --> access of the program.
  SmallVector<unsigned> sources;
  /// Loop of the program --> group of the instruction, or `kOutside`.
  SmallVector<int> places;
  /// Whether every group has a loop.
  bool fillsGroups;
  /// Whether every group has a loop that moves.
  bool isFull;
  MappingCost cost;
  /// Whether it holds only on the known ranges of the operands.
  bool takesRanges = false;
};

/// The place of a loop that stays around the instruction.
inline constexpr int kOutside = -1;

/// Adjacent loops of an instruction that one number can run through.
struct LoopGroup {
  SmallVector<unsigned> loops;
  /// Bit i: the group addresses access i of the instruction.
  unsigned mask = 0;
  bool isReduction = false;
  /// Product of the extents; ShapedType::kDynamic for a loop of any extent.
  int64_t extent = 1;

  bool isOpen() const { return ShapedType::isDynamic(extent); }
};

SmallVector<LoopGroup> getLoopGroups(const Statement &instruction);

/// The mapping of loops that `places` stands for: loops of one group are the
/// digits of one number, which counts blocks of the group's extent; loops
/// outside are blocks themselves. Blocks are in the program's order.
AffineMap buildMapping(const Statement &program, const Statement &instruction,
                       ArrayRef<int> places);

/// What the machine says about the cost of moving data.
struct MemoryCosts {
  struct Level {
    int64_t bytes, bandwidth;
  };
  /// From the core outwards.
  SmallVector<Level> levels;
  /// Cycles of one iteration of plain code; 0 if the machine does not say.
  double plainCycles = 0;
  /// Cycles to read `bytes` that lie in the smallest memory that holds them.
  double getCycles(double bytes) const;
};

MemoryCosts getMemoryCosts(MachineOp machine);

/// What was found for one statement.
struct SearchResult {
  /// Those that fill all groups first, then the cheapest; among equals, the one
  /// that leaves outer loops alone.
  SmallVector<Candidate> candidates;
  /// How many sound mappings there are, and how many of them use every group
  /// of their instruction.
  unsigned numSound = 0, numFull = 0;
  /// Of the instruction that came nearest: why it does not do the statement.
  const InstructionModel *nearest = nullptr;
  Verdict refusal;
};

/// Finds all mappings of `program` on `instructions` whose bodies agree (O4)
/// and whose strength is within `allowed`. `isConstant[i]`: access i of the
/// program reads a constant, which is packed at compile time. `ranges[i]`: what
/// is known of its values, taken where a mapping holds only with it.
SearchResult searchMappings(const Statement &program,
                            ArrayRef<InstructionModel> instructions,
                            const MemoryCosts &memory, Numerics allowed,
                            ArrayRef<bool> isConstant,
                            ArrayRef<std::optional<IntegerRange>> ranges = {});

/// Lists the sound mappings of `program`, which is at `loc`: for each
/// instruction that does it, a line with the number of mappings and how many of
/// them use all loops of the instruction, then a line for each mapping, the
/// cheapest first:
///
///     mappings f.mlir:3:8 instruction=@set::@name sound=16 full=1
///     mapping f.mlir:3:8 instruction=@set::@name operands=2,0,1 full=1
///       cycles=512 map=(d0) -> (d0 floordiv 16, d0 mod 16)
///
/// Mappings that differ only by which operand is which are counted once.
void listMappings(llvm::raw_ostream &stream, Location loc,
                  const Statement &program, const SearchResult &found);

} // namespace mlir::dsa

#endif // DSA_EQUIVALENCE_SEARCH_H
