// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What a region computes, element by element.
#ifndef DSA_POLYHEDRAL_ELEMENTS_H
#define DSA_POLYHEDRAL_ELEMENTS_H

#include "dsa/Polyhedral/ScalarBody.h"

namespace mlir::dsa {

/// One element of a result as a scalar computation on elements of operands.
/// Folds are unrolled, in the order in which they are executed.
struct ElementBody {
  /// Which element of which operand an input of the body is.
  struct Source {
    unsigned operand;
    /// In row order.
    int64_t element;
  };
  ScalarBody body;
  SmallVector<Source> inputs;
};

/// Reads element `element` (in row order) of what `block` yields first. The
/// block takes tensors of static shape and holds linalg operations, slices,
/// reshapes and element-wise arithmetic. On failure `reason` says what it is
/// that is not read, or that the computation is too large.
FailureOr<ElementBody> readElement(Block &block, int64_t element,
                                   std::string &reason);

} // namespace mlir::dsa

#endif // DSA_POLYHEDRAL_ELEMENTS_H
