// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Programs and instructions to begin with, and random changes to them.
#ifndef DSA_FUZZ_MUTATIONS_H
#define DSA_FUZZ_MUTATIONS_H

#include "Fragment.h"
#include <random>

namespace dsa::fuzz {

/// A program and an instruction that may or may not do it.
struct Pair {
  Fragment program, instruction;
  /// What the user allows to weaken, as in "reassoc,contract".
  std::string allowed;
  /// The changes made, for reports.
  std::string changes;
};

/// Pairs of operators and instructions as they are, most of them right.
std::vector<Pair> getBasePairs();

/// Changes `pair` in one to three places. It may no longer be valid MLIR.
void mutate(Pair &pair, std::mt19937_64 &random);

} // namespace dsa::fuzz

#endif // DSA_FUZZ_MUTATIONS_H
