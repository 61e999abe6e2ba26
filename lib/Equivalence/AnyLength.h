// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Proofs for every length of vectors at once. Code is generated for the length
/// that a machine states, and a match is proved for that; this proves it for
/// all the others.
///
/// A number x that runs through vectors of length V is split into the block
/// x floordiv V and the lane x mod V. For an unknown V that is not a Presburger
/// relation, but the split is a bijection for each V > 0 and keeps the order, so
/// block and lane together may stand as the one coordinate x: the mapping then
/// has no division by V, and what is proved of it holds for all V. What vectors
/// hold beyond the last x is bounded by nothing.
#ifndef DSA_LIB_EQUIVALENCE_ANYLENGTH_H
#define DSA_LIB_EQUIVALENCE_ANYLENGTH_H

#include "dsa/Equivalence/Proof.h"

namespace mlir::dsa {

/// A pairing for vectors of any length.
struct AnyLength {
  InstructionModel instruction;
  LoopMapping mapping;
  /// Whether terms are in the order of the pairing that it was made from.
  bool keepsOrder = true;
};

/// Whether `pairing` is one of many, for different lengths.
bool hasAnyLength(const Pairing &pairing);

/// The pairing that stands for all lengths; on failure `reason` says what
/// depends on the length.
FailureOr<AnyLength> generalizeLength(const Pairing &pairing,
                                      std::string &reason);

} // namespace mlir::dsa

#endif // DSA_LIB_EQUIVALENCE_ANYLENGTH_H
