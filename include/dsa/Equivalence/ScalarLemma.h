// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Lemmas on scalar bodies: that two compute the same, for all values.
#ifndef DSA_EQUIVALENCE_SCALARLEMMA_H
#define DSA_EQUIVALENCE_SCALARLEMMA_H

#include "dsa/Equivalence/Ranges.h"
#include <string>

namespace mlir::dsa {

/// The body as text in which equal computations of these kinds are equal: the
/// order of operands of commutative operations, the nesting of associative
/// integer operations, extensions of extensions, and (where `contract` is set)
/// fused against separate multiply-add. Input i is written as `inputs[i]`.
std::string getNormalForm(const ScalarBody &body, ArrayRef<std::string> inputs,
                          bool contract = false);

/// Two bodies whose inputs are variables that they may share: `left` reads
/// variable `leftVariables[i]` as input i.
struct ScalarLemma {
  const ScalarBody &left;
  SmallVector<unsigned> leftVariables;
  const ScalarBody &right;
  SmallVector<unsigned> rightVariables;
  /// A variable with a value here is that constant.
  SmallVector<std::optional<llvm::APInt>> constants;
  /// What is assumed of each variable; nothing if it is empty.
  ArrayRef<std::optional<IntegerRange>> ranges = {};
};

/// What a solver says about a lemma.
struct ScalarAnswer {
  enum Kind { Holds, Fails, Unknown } kind = Unknown;
  /// If it fails: the values of the variables.
  SmallVector<llvm::APInt> values;
  /// If unknown: why.
  std::string reason;
};

/// Asks Z3 whether the lemma holds for all values, on bit-vectors. Only integer
/// arithmetic is understood, and elements looked up in tables, which may hold
/// anything. What Z3 does not decide in a quarter of a second is
/// given two seconds more, and to cvc5 at the same time.
ScalarAnswer solveOnBitVectors(const ScalarLemma &lemma);

} // namespace mlir::dsa

#endif // DSA_EQUIVALENCE_SCALARLEMMA_H
