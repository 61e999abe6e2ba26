// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Block sizes from formulas over a machine's registers and caches. Free of
/// IR: a problem and a plan are plain structs, so that a search over a richer
/// model can take the formulas' place.
#ifndef DSA_DATAMOVEMENT_BLOCKING_H
#define DSA_DATAMOVEMENT_BLOCKING_H

#include "llvm/ADT/SmallVector.h"
#include <cstdint>

namespace mlir::dsa {

/// One operand of the instruction that does a block.
struct GridOperand {
  /// For each coordinate of the grid, whether the operand's block depends on
  /// it.
  llvm::SmallVector<bool> uses;
  /// Bytes of one block in memory, and cycles to load one (of all units).
  int64_t bytes = 0;
  double loadCycles = 0;
  /// The pool (of `BlockingProblem::pools`) that its registers are in.
  unsigned pool = 0;
};

/// A grid of blocks, each done by one instruction.
struct BlockingProblem {
  llvm::SmallVector<int64_t> extents;
  llvm::SmallVector<bool> isReduction;
  llvm::SmallVector<GridOperand> inputs;
  GridOperand accumulator;
  /// Registers in each pool.
  llvm::SmallVector<int64_t> pools;
  /// Cycles from accumulator to result, and between two starts on all units.
  double latency = 0, interval = 1;
  /// Private caches from the core outwards; 0 where the machine has none.
  int64_t innerCacheBytes = 0, outerCacheBytes = 0;
};

/// How the grid is walked: batch coordinates, then cache blocks of `outer` and
/// `inner`, then a chunk of the first reduction coordinate, then register
/// blocks of `outer` and `inner`, then the reduction.
struct BlockingPlan {
  /// The two coordinates that blocks share registers along; -1 where absent.
  int outer = -1, inner = -1;
  /// Of the two, the one that the blocks of a register block advance along
  /// last, so that inputs which the other tells apart stay in registers.
  int slow = -1;
  /// For each coordinate, blocks of a register block and of a cache block
  /// (a chunk, for a reduction). A cache block is a multiple of a register
  /// block, except at the end.
  llvm::SmallVector<int64_t> registerBlock, cacheBlock;
  /// Reduction coordinates in the order of their loops.
  llvm::SmallVector<unsigned> reductions;
  /// Modelled cycles for each step of the reduction and instruction, at best.
  double cyclesPerInstruction = 0;
};

/// Chooses a plan. `reductions` is the order that the reduction must keep.
BlockingPlan planBlocking(const BlockingProblem &problem,
                          llvm::ArrayRef<unsigned> reductions);

} // namespace mlir::dsa

#endif // DSA_DATAMOVEMENT_BLOCKING_H
