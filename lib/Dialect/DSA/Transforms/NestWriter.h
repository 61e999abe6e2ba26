// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Statements of a nest of loops as linalg operations on tensors.
#ifndef DSA_LIB_DIALECT_DSA_TRANSFORMS_NESTWRITER_H
#define DSA_LIB_DIALECT_DSA_TRANSFORMS_NESTWRITER_H

#include "dsa/Polyhedral/LoopNest.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"

namespace mlir::dsa {

/// The part of an array that a statement touches, and how its loops address it.
struct NestSlice {
  unsigned array = 0;
  /// Over the symbols of the nest, one for each dimension of the array. Those
  /// that no loop moves along have no dimension in the slice.
  SmallVector<AffineExpr> offsets, sizes;
  SmallVector<int64_t> strides;
  SmallVector<bool> isKept;
  /// Whether a dimension is taken whole, whatever its size.
  SmallVector<bool> isWhole;
  /// Over the loops of the statement: one for each dimension that is kept.
  SmallVector<AffineExpr> indices;
};

/// A statement as one linalg operation.
struct NestOperation {
  unsigned statement = 0;
  /// What it reads, each once; which of them each read value is (as many as
  /// there are for the accumulator); and what it writes.
  std::vector<NestSlice> reads;
  llvm::DenseMap<Value, unsigned> inputs;
  NestSlice write;
};

/// Writes the statements of a nest, one after the other.
class NestWriter {
public:
  explicit NestWriter(const LoopNest &nest) : nest(nest) {}

  /// Finds the operations for `order`; changes nothing. On failure `reason`
  /// says what of statement `where` no linalg operation can say.
  LogicalResult plan(ArrayRef<unsigned> order, std::string &reason,
                     Operation *&where);
  /// How often loops go round that must go round at all.
  SmallVector<AffineExpr> getUnknownExtents() const;
  /// Emits the operations, from the contents of the buffers to what they then
  /// are; gives each one that computes `dependences`.
  void emit(OpBuilder &builder, Location loc, StringRef dependences);

private:
  LogicalResult planStatement(unsigned index, std::string &reason);
  FailureOr<NestSlice> planRead(const NestStatement &statement,
                                const NestAccess &access, std::string &reason);
  FailureOr<NestSlice> planWrite(const NestStatement &statement,
                                 const NestAccess &access, std::string &reason);
  LogicalResult checkBounds(const NestSlice &slice, std::string &reason);

  OpFoldResult evaluate(OpBuilder &builder, Location loc, AffineExpr expr);
  Value getContents(OpBuilder &builder, Location loc, unsigned array);
  Value emitSlice(OpBuilder &builder, Location loc, const NestSlice &slice);
  void emitInsert(OpBuilder &builder, Location loc, const NestSlice &slice,
                  Value value);
  Value emitGeneric(OpBuilder &builder, const NestOperation &operation);
  Value emitBody(OpBuilder &builder, Value value, IRMapping &mapping,
                 const NestStatement &statement);

  const LoopNest &nest;
  std::vector<NestOperation> operations;
  /// What is in each array at this point; null until it is needed.
  SmallVector<Value> contents;
};

} // namespace mlir::dsa

#endif // DSA_LIB_DIALECT_DSA_TRANSFORMS_NESTWRITER_H
