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
  /// How many elements of padding come before and behind, in each dimension.
  SmallVector<int64_t> before, behind;
};

/// A statement as one linalg operation.
struct NestOperation {
  unsigned statement = 0;
  /// What it reads, each once; which of them each read value is (as many as
  /// there are for the accumulator); and what it writes.
  std::vector<NestSlice> reads;
  llvm::DenseMap<Value, unsigned> inputs;
  NestSlice write;
  /// Whether the statement has conditions that do not always hold. It is done
  /// all the same where they do not; `padding` is what it reads there beyond
  /// what it may read, one value for each read.
  bool isConditional = false;
  SmallVector<TypedAttr> padding;
  /// Whether it then has to ask its conditions itself, to leave its result
  /// alone.
  bool asks = false;
};

/// Takes out statements that leave their elements as they are.
void dropIdleStatements(LoopNest &nest);

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
  /// What became of conditions, for a remark.
  StringRef getNotes() const { return notes; }
  /// Emits the operations, from the contents of the buffers to what they then
  /// are; gives each one that computes `dependences`.
  void emit(OpBuilder &builder, Location loc, StringRef dependences);

private:
  LogicalResult planStatement(unsigned index, std::string &reason);
  FailureOr<NestSlice> planRead(const NestStatement &statement,
                                const NestAccess &access,
                                ArrayRef<std::optional<IndexRange>> kept,
                                std::string &reason);
  std::optional<NestBorder> planConditions(const NestOperation &operation,
                                           ArrayRef<NestAccess> reads,
                                           std::string &reason);
  LogicalResult padSlice(const NestStatement &statement,
                         ArrayRef<std::optional<IndexRange>> kept,
                         NestSlice &slice, std::string &reason);
  void planPadding(NestOperation &operation, ArrayRef<NestAccess> reads,
                   const NestBorder &border);
  bool isWholeDimension(AffineExpr index) const;
  FailureOr<NestSlice> planWrite(const NestStatement &statement,
                                 const NestAccess &access, std::string &reason);
  LogicalResult checkBounds(const NestSlice &slice, std::string &reason);

  OpFoldResult evaluate(OpBuilder &builder, Location loc, AffineExpr expr);
  Value getContents(OpBuilder &builder, Location loc, unsigned array);
  Value emitSlice(OpBuilder &builder, Location loc, const NestSlice &slice);
  void emitInsert(OpBuilder &builder, Location loc, const NestSlice &slice,
                  Value value);
  Value emitRead(OpBuilder &builder, Location loc, const NestSlice &slice,
                 TypedAttr padding);
  Value emitConditions(OpBuilder &builder, const NestStatement &statement);
  Value emitIndex(OpBuilder &builder, AffineExpr index,
                  const NestStatement &statement);
  Value emitGeneric(OpBuilder &builder, const NestOperation &operation);
  Value emitBody(OpBuilder &builder, Value value, IRMapping &mapping,
                 const NestOperation &operation);

  const LoopNest &nest;
  std::vector<NestOperation> operations;
  std::string notes;
  /// What is in each array at this point; null until it is needed.
  SmallVector<Value> contents;
};

} // namespace mlir::dsa

#endif // DSA_LIB_DIALECT_DSA_TRANSFORMS_NESTWRITER_H
