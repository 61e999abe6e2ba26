// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Whether the elements that a body looks up are in their tables: beyond them
/// `tensor.extract` is undefined.
#ifndef DSA_LIB_EQUIVALENCE_TABLEBOUNDS_H
#define DSA_LIB_EQUIVALENCE_TABLEBOUNDS_H

#include "dsa/Equivalence/Proof.h"

namespace mlir::dsa {

/// An index into one dimension of a table.
struct TableIndex {
  /// The node of its value.
  unsigned node;
  int64_t extent;
};

/// All indices by which `body` looks elements up.
SmallVector<TableIndex> getTableIndices(const ScalarBody &body);

/// Whether all of them are within their tables, for all values of the accesses
/// of `statement`, or those in `ranges`.
struct TableBounds {
  Outcome outcome = Outcome::Proved;
  /// The values for which one is not, or why it is not known.
  std::string explanation;
};
TableBounds proveTableBounds(const Statement &statement,
                             ArrayRef<std::optional<IntegerRange>> ranges);

} // namespace mlir::dsa

#endif // DSA_LIB_EQUIVALENCE_TABLEBOUNDS_H
