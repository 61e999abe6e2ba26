// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The reader of nests of loops.
#ifndef DSA_LIB_POLYHEDRAL_NESTREADER_H
#define DSA_LIB_POLYHEDRAL_NESTREADER_H

#include "dsa/Polyhedral/LoopNest.h"
#include "mlir/Interfaces/LoopLikeInterface.h"

namespace mlir::dsa {

/// What is around a point of the text.
struct Scope {
  SmallVector<unsigned> loops;
  SmallVector<NestCondition> conditions;
  /// Branches of what gives results, as in a statement.
  llvm::SmallMapVector<Operation *, unsigned, 2> branches;
  /// Positions in the loops around; the last is that of the next statement.
  SmallVector<int64_t> positions = {0};
};

/// A value that is an element of an array, and when it was read.
struct Element {
  NestAccess access;
  /// Number in the order of the text.
  unsigned time;
  unsigned numLoops;
};

/// The address of a load or store.
struct Address {
  Value memref;
  SmallVector<AffineExpr> indices;
};

class NestReader {
public:
  NestReader(Operation *root, std::string &reason, Operation *&where)
      : reason(reason), where(where), context(root->getContext()) {
    nest.root = root;
  }

  FailureOr<LoopNest> read();

private:
  LogicalResult refuse(Operation *op, const Twine &why) {
    reason = why.str();
    where = op;
    return failure();
  }
  LogicalResult readBlock(Block &block, Scope &scope);
  LogicalResult readOperation(Operation &op, Scope &scope);
  LogicalResult readLoop(LoopLikeOpInterface loop, Scope &scope);
  LogicalResult readBounds(LoopLikeOpInterface loop, unsigned number);
  LogicalResult readCarried(LoopLikeOpInterface loop,
                            MutableArrayRef<NestAccess> targets, Scope &scope);
  LogicalResult readUpdates(LoopLikeOpInterface loop,
                            ArrayRef<NestAccess> targets, Scope &scope);
  LogicalResult readIf(Operation &op, Scope &scope);
  LogicalResult readCondition(Value value, NestCondition &condition,
                              Operation *op);
  LogicalResult addStatement(Operation *op, const NestAccess &write,
                             Value value, Scope &scope);
  LogicalResult addAssignment(Operation *op, const NestAccess &write,
                              Value value, Scope &scope);
  Operation *findBranch(Value value, const Scope &scope);
  bool isUnchanged(Value value, const NestAccess &write, const Scope &scope);
  LogicalResult collectReads(Operation *op, Value value,
                             NestStatement &statement);
  LogicalResult checkTime(const NestStatement &statement,
                          const Element &element);
  bool canTakeOver(Operation *loop, Operation *store, Value memref);
  NestAccess getTarget(LoopLikeOpInterface loop, unsigned index,
                       const Scope &scope);
  std::optional<Address> getAddress(Operation *op);
  std::optional<AffineExpr> readIndex(Value value);
  std::optional<AffineExpr> computeIndex(Value value);
  unsigned getArray(Value memref);
  bool isInside(Value value) {
    Operation *owner = value.getDefiningOp();
    if (!owner)
      owner = cast<BlockArgument>(value).getOwner()->getParentOp();
    return nest.root->isAncestor(owner);
  }

  LoopNest nest;
  std::string &reason;
  Operation *&where;
  MLIRContext *context;
  llvm::DenseMap<Value, Element> elements;
  /// When each statement writes.
  SmallVector<unsigned> times;
  /// What each 'if' with results asks.
  llvm::DenseMap<Operation *, NestCondition> conditions;
  /// Stores that a loop's own sum has taken over.
  llvm::DenseSet<Operation *> done;
  unsigned now = 0;
};

} // namespace mlir::dsa

#endif // DSA_LIB_POLYHEDRAL_NESTREADER_H
