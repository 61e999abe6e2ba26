// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The elements of an instruction's result, as its semantics say and as its
/// hardware computes them.
#ifndef DSA_LIB_EQUIVALENCE_ELEMENTPAIRS_H
#define DSA_LIB_EQUIVALENCE_ELEMENTPAIRS_H

#include "dsa/Equivalence/Proof.h"
#include "dsa/Polyhedral/Elements.h"

namespace mlir::dsa {

/// One element of the result, from both regions, on common variables.
struct ElementPair {
  ElementBody ideal, actual;
  /// Input of a body --> variable.
  SmallVector<unsigned> idealVariables, actualVariables;
  /// Variable --> element of an operand of the instruction.
  SmallVector<ElementBody::Source> variables;

  /// The values of all nodes of both, where the variables have `values`.
  LogicalResult evaluate(ArrayRef<llvm::APInt> values,
                         SmallVectorImpl<llvm::APInt> &idealNodes,
                         SmallVectorImpl<llvm::APInt> &actualNodes) const;
};

/// Reads `semantics` and `refined` of an instruction that has both. Of elements
/// that are the same function of their inputs there is one. On failure `reason`
/// says why they cannot be read.
FailureOr<std::vector<ElementPair>>
readElementPairs(const InstructionModel &model, std::string &reason);

} // namespace mlir::dsa

#endif // DSA_LIB_EQUIVALENCE_ELEMENTPAIRS_H
