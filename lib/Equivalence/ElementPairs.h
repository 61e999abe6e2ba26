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
  /// The element of the result, in row order.
  int64_t element;
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

/// Reads `semantics` and what the hardware does of an instruction (`refined`,
/// or the same where there is none). On failure `reason` says why they cannot
/// be read.
FailureOr<std::vector<ElementPair>>
readAllElementPairs(const InstructionModel &model, std::string &reason);
/// Of elements that are the same function of their inputs the first alone.
FailureOr<std::vector<ElementPair>>
readElementPairs(const InstructionModel &model, std::string &reason);

/// The inputs of one body of a pair, by name: element 3 of what the access 0
/// of the semantics reads is `i0e3`.
SmallVector<std::string> getElementNames(const InstructionModel &model,
                                         const ElementBody &element);

/// What a pairing assumes of each operand of the instruction, padding included.
SmallVector<std::optional<IntegerRange>>
getPaddedRanges(const Pairing &pairing, ArrayRef<TypedAttr> padding);

} // namespace mlir::dsa

#endif // DSA_LIB_EQUIVALENCE_ELEMENTPAIRS_H
