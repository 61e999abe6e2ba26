// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What builds the sums of an adapter for one operation.
#ifndef DSA_LIB_DIALECT_DSA_TRANSFORMS_ADAPTERBUILDER_H
#define DSA_LIB_DIALECT_DSA_TRANSFORMS_ADAPTERBUILDER_H

#include "ApplyAdapter.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/IR/Builders.h"
#include "llvm/ADT/StringMap.h"

namespace mlir::dsa {

/// An operand of what is built, as the program's loops read it.
struct AdapterOperand {
  Value value;
  AffineMap map;
  Type elementType;
};

/// Which of `numInputs` inputs `body` reads.
llvm::BitVector getInputs(const ScalarBody &body, unsigned numInputs);

/// Records what is built in one block.
class Recorder : public OpBuilder::Listener {
public:
  Recorder(Block *block, SmallVectorImpl<Operation *> &created)
      : block(block), created(created) {}
  void notifyOperationInserted(Operation *op, OpBuilder::InsertPoint) override {
    if (op->getBlock() == block)
      created.push_back(op);
  }

private:
  Block *block;
  SmallVectorImpl<Operation *> &created;
};

class AdapterBuilder {
public:
  AdapterBuilder(linalg::LinalgOp op, const Statement &program,
                 const AdapterModel &model, const AdapterProof &proof,
                 const AdapterBinding &binding)
      : op(op), program(program), model(model), proof(proof), binding(binding),
        fold(*getFold(program)), recorder(op->getBlock(), adapted.created),
        builder(op, &recorder), loc(op.getLoc()) {}

  LogicalResult run();
  AdaptedOperation take() { return std::move(adapted); }
  std::string reason;

private:
  LogicalResult readProgram();
  arith::FastMathFlags getFastMath() const;
  /// A body with an input for each of `operands`, and no value yet.
  ScalarBody makeBody() const;
  /// Appends argument `argument` of the adapter to `body`.
  unsigned appendArgument(ScalarBody &body, unsigned argument) const;
  /// What sum `sum` adds up, as a body on `operands`.
  FailureOr<ScalarBody> buildTerm(const AdapterSum &sum);
  /// Computes `body` once for each element of its operand, which becomes one
  /// of `operands`: its number.
  FailureOr<unsigned> buildMapped(const ScalarBody &body);
  /// Sums `term` onto `init`, or onto nothing.
  FailureOr<AdapterOperand> buildSum(const ScalarBody &term,
                                     const AdapterSum &sum, Value init);
  /// The combination of `sums`, added to the program's init.
  FailureOr<Value> buildCombination(ArrayRef<AdapterOperand> sums);
  LogicalResult buildChained(MutableArrayRef<AdapterOperand> sums,
                             ArrayRef<ScalarBody> terms);

  Value emit(OpBuilder &builder, const ScalarBody &body, ValueRange inputs);
  Value emitOperation(OpBuilder &builder, StringRef name, Type type,
                      ValueRange operands, DictionaryAttr attributes);
  linalg::GenericOp buildGeneric(ArrayRef<AdapterOperand> inputs,
                                 AdapterOperand init,
                                 ArrayRef<utils::IteratorType> iterators,
                                 function_ref<Value(OpBuilder &, ValueRange)>);
  /// A tensor of the extents of `loops`.
  Value buildEmpty(ArrayRef<unsigned> loops, Type elementType);
  Value buildZero(ArrayRef<unsigned> loops, Type elementType);
  /// The result of `op`; a constant where it can be computed when compiling.
  Value getResult(linalg::GenericOp op, bool isKnown);
  double countIterations(ArrayRef<unsigned> loops) const;
  AffineMap getProjection(ArrayRef<unsigned> loops);

  linalg::LinalgOp op;
  const Statement &program;
  const AdapterModel &model;
  const AdapterProof &proof;
  const AdapterBinding &binding;
  Fold fold;
  AdaptedOperation adapted;
  Recorder recorder;
  OpBuilder builder;
  Location loc;
  /// The program's accesses, then what `buildMapped` made.
  SmallVector<AdapterOperand> operands;
  llvm::StringMap<unsigned> mapped;
  /// The loops of the result, in the order of its dimensions.
  SmallVector<unsigned> resultLoops;
  SmallVector<OpFoldResult> sizes;
};

} // namespace mlir::dsa

#endif // DSA_LIB_DIALECT_DSA_TRANSFORMS_ADAPTERBUILDER_H
