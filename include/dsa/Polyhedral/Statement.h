// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// A statement: a nest of loops around one scalar computation that reads and
/// writes tensors through affine maps. Programs and instructions are read into
/// the same form.
#ifndef DSA_POLYHEDRAL_STATEMENT_H
#define DSA_POLYHEDRAL_STATEMENT_H

#include "dsa/Polyhedral/ScalarBody.h"
#include "mlir/Dialect/Linalg/IR/LinalgInterfaces.h"
#include "mlir/IR/AffineMap.h"

namespace mlir::dsa {

/// One operand of a statement and how its loops address it.
struct Access {
  /// Loops to coordinates; no results where the operand is a scalar or a table.
  AffineMap map;
  /// Of a table, which the body looks elements up in: the table, which is one
  /// value.
  Type elementType;
  SmallVector<int64_t> shape;
  /// False for an operand that is one value, not a tensor of none or more
  /// dimensions.
  bool isTensor = false;
};

/// `for (loops in lexicographic order) write[W] = body(reads[A]...)`.
struct Statement {
  /// One for each loop; ShapedType::kDynamic where it is not known.
  SmallVector<int64_t> extents;
  SmallVector<bool> isReduction;
  /// Of an instruction: whether a loop runs through vectors whose length the
  /// machine states, so that its extent is one of many. Empty if none does.
  SmallVector<bool> anyLength;
  /// One for each of `getAccessedValues`; the last is read and written.
  SmallVector<Access> accesses;
  /// Input i of the body is access i.
  ScalarBody body;

  unsigned getNumLoops() const { return extents.size(); }
  unsigned getNumReads() const { return accesses.size() - 1; }
  const Access &getWrite() const { return accesses.back(); }
  bool isAnyLength(unsigned loop) const {
    return loop < anyLength.size() && anyLength[loop];
  }
  /// The access number of the accumulator.
  unsigned getAccumulator() const { return accesses.size() - 1; }
};

/// What an access of a statement stands for.
struct AccessedValue {
  Value value;
  /// No results for a table.
  AffineMap map;
  /// Whether it is no operand of the operation, but a tensor from outside that
  /// its body looks elements up in (`tensor.extract`).
  bool isTable = false;
};

/// The values that the accesses of `op` stand for: its inputs, its tables in
/// the order of their first use, and its inits.
SmallVector<AccessedValue> getAccessedValues(linalg::LinalgOp op);

/// Reads a linalg operation on tensors with one result. Where each dimension of
/// the result is a loop, the other loops are reductions, whatever the operation
/// calls them. On failure `reason` says which of its properties is not handled.
FailureOr<Statement> extractStatement(linalg::LinalgOp op, std::string &reason);

/// How the body folds into the accumulator: `acc = combiner(acc, term)`.
struct Fold {
  /// Name of the combining operation, as in `arith.addi`.
  StringRef combiner;
  /// Node of the combiner and of the term in the body.
  unsigned node, term;
};

/// The fold of `statement`; nullopt where its body is not one.
std::optional<Fold> getFold(const Statement &statement);

} // namespace mlir::dsa

#endif // DSA_POLYHEDRAL_STATEMENT_H
