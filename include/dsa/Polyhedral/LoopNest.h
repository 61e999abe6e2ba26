// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// A nest of loops on memrefs as statements: affine.for and scf.for, affine.if
/// and scf.if with affine conditions, loads, stores and sums in registers, in
/// any nesting. Each statement has a domain, a schedule and accesses; isl says
/// what depends on what.
#ifndef DSA_POLYHEDRAL_LOOPNEST_H
#define DSA_POLYHEDRAL_LOOPNEST_H

#include "dsa/Polyhedral/Statement.h"
#include "mlir/IR/AffineExpr.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/IntegerSet.h"
#include "mlir/IR/Operation.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/MapVector.h"
#include <vector>

namespace mlir::dsa {

/// A loop that is counted from 0 in steps of 1.
struct NestLoop {
  Operation *op;
  /// How often it goes round, over the symbols of the nest.
  AffineExpr extent;
};

/// What loads and stores touch: a memref, or the values that a loop carries in
/// a register, one for each iteration of the loops around it.
struct NestArray {
  /// Null for values in a register.
  Value memref;
  Type elementType;
  /// For values in a register: the loops whose iterations they are told by.
  SmallVector<unsigned> loops;
};

/// An element, over the loops around it (dimension i is loop i of the nest,
/// whether it is around or not) and the symbols of the nest.
struct NestAccess {
  unsigned array = 0;
  SmallVector<AffineExpr> indices;

  bool operator==(const NestAccess &other) const {
    return array == other.array && indices == other.indices;
  }
};

/// `expression >= 0`, or `= 0`; all of them together, or their opposite.
struct NestCondition {
  SmallVector<AffineExpr> expressions;
  SmallVector<bool> isEquality;
  bool isNegated = false;
};

/// One assignment.
struct NestStatement {
  /// Where it is, for messages.
  Operation *op;
  /// The loops around it, from the outermost.
  SmallVector<unsigned> loops;
  SmallVector<NestCondition> conditions;
  /// Position among what is in each of those loops, and before the first: the
  /// constants of a schedule `(p0, i0, p1, i1, ..., pn)`.
  SmallVector<int64_t> positions;
  NestAccess write;
  /// What is stored: computed by pure operations and look-ups from `reads`,
  /// from outside of the nest, and from the variables of the loops.
  Value value;
  /// Values that are elements: results of loads, and of loops that carry them.
  llvm::MapVector<Value, NestAccess> reads;
  /// Of each 'if' whose results `value` is computed from: the number of the
  /// branch that was taken, which `conditions` say.
  llvm::SmallMapVector<Operation *, unsigned, 2> branches;

  /// `inner`, or what it is in the branch that was taken.
  Value resolve(Value inner) const;
};

/// A nest as a list of statements, in the order of the text.
struct LoopNest {
  Operation *root = nullptr;
  SmallVector<NestLoop> loops;
  /// Values of type index that do not change in the nest.
  SmallVector<Value> symbols;
  SmallVector<NestArray> arrays;
  std::vector<NestStatement> statements;
  /// Stores behind the root, of what it carries: they belong to the nest.
  SmallVector<Operation *> laterStores;
  /// Loads at indices that are computed from elements, and the array of each,
  /// which nothing in the nest writes: a table.
  llvm::MapVector<Operation *, unsigned> lookUps;
  /// The variable of a loop and integers computed from it, over the loops.
  llvm::DenseMap<Value, AffineExpr> variables;

  bool isWritten(unsigned array) const;
};

/// Reads the nest below `root`, a loop. On failure `reason` says what of it
/// cannot be read, and `where` is that operation.
FailureOr<LoopNest> readLoopNest(Operation *root, std::string &reason,
                                 Operation *&where);

/// What came of obligation O7 for the statements of a nest.
struct NestOrder {
  /// Statements in an order in which each can be done as a whole, before the
  /// next; empty if there is none.
  SmallVector<unsigned> order;
  /// Why there is none.
  std::string refusal;
};

/// Finds an order of statements, each done as a whole on the values that its
/// operands had before, that respects all dependences. A refusal names two
/// iterations and the element that they share.
NestOrder orderStatements(const LoopNest &nest);

/// Whether the conditions of `statement` hold in all iterations of its loops;
/// false where that is not known.
bool areConditionsRedundant(const LoopNest &nest,
                            const NestStatement &statement);

/// As in `(d0 + d1 - 1 >= 0 and d2 = 0)`, over the loops of the nest.
std::string getConditionText(const NestCondition &condition);

/// What `statement` computes, as a body on `reads`, each of which is an input,
/// and on the element that it writes, the last. Accesses have types only. On
/// failure `reason` says what it is that cannot be read.
FailureOr<Statement> readNestBody(const LoopNest &nest,
                                  const NestStatement &statement,
                                  ArrayRef<NestAccess> reads,
                                  std::string &reason);

/// The first and the last index in a dimension.
using IndexRange = std::pair<int64_t, int64_t>;

/// How the conditions of a statement bound what it touches.
struct NestBorder {
  /// Whether the conditions never hold.
  bool isEmpty = false;
  /// For each access and dimension: the indices that are touched where the
  /// conditions hold, if they are others than in all iterations of the loops.
  SmallVector<SmallVector<std::optional<IndexRange>>> kept;
  /// Iterations where the conditions do not hold, by which accesses are outside
  /// of what is kept (bit i is access i) and which are inside.
  SmallVector<unsigned> outside;
};

/// Finds the border of `statement` on `accesses`; indices for which `isWhole`
/// are not bounded. nullopt where an index has no known bounds, or isl gave up.
std::optional<NestBorder>
findBorder(const LoopNest &nest, const NestStatement &statement,
           ArrayRef<NestAccess> accesses,
           llvm::function_ref<bool(AffineExpr)> isWhole);

} // namespace mlir::dsa

#endif // DSA_POLYHEDRAL_LOOPNEST_H
