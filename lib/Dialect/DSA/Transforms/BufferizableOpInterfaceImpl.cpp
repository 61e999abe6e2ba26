// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// How `dsa.invoke` on tensors becomes one on memrefs: a `read` operand is
/// read, a `write` operand is written and is the buffer of its result.
#include "dsa/Dialect/DSA/Transforms/BufferizableOpInterfaceImpl.h"
#include "dsa/Dialect/DSA/IR/DSA.h"
#include "mlir/Dialect/Bufferization/IR/BufferizableOpInterface.h"
#include "mlir/Dialect/Bufferization/IR/DstBufferizableOpInterfaceImpl.h"

using namespace mlir;
using namespace mlir::dsa;
using namespace mlir::bufferization;

/// The results that are registers; those for written tensors come after them.
static unsigned countRegisterResults(InvokeOp op) {
  return llvm::count_if(op.getResultTypes(),
                        [](Type type) { return isa<RegType>(type); });
}

/// The result that holds `operand` after the instruction; null if it is not a
/// written tensor.
static OpResult getWrittenResult(InvokeOp op, OpOperand &operand) {
  InstructionOp instruction = op.getDeclaration();
  auto isWritten = [&](OpOperand &operand) {
    return isa<TensorType>(operand.get().getType()) &&
           instruction.writes(operand.getOperandNumber());
  };
  if (!isWritten(operand))
    return {};
  unsigned index = countRegisterResults(op);
  for (OpOperand &other : op->getOpOperands()) {
    if (&other == &operand)
      break;
    index += isWritten(other);
  }
  return op->getResult(index);
}

namespace {
struct InvokeOpInterface
    : public BufferizableOpInterface::ExternalModel<InvokeOpInterface,
                                                    InvokeOp> {
  bool bufferizesToMemoryRead(Operation *op, OpOperand &operand,
                              const AnalysisState &) const {
    InstructionOp instruction = cast<InvokeOp>(op).getDeclaration();
    return isa<TensorType>(operand.get().getType()) &&
           instruction.getKind(operand.getOperandNumber()) !=
               OperandKind::Write;
  }

  bool bufferizesToMemoryWrite(Operation *op, OpOperand &operand,
                               const AnalysisState &) const {
    return getWrittenResult(cast<InvokeOp>(op), operand) != nullptr;
  }

  AliasingValueList getAliasingValues(Operation *op, OpOperand &operand,
                                      const AnalysisState &) const {
    OpResult result = getWrittenResult(cast<InvokeOp>(op), operand);
    if (!result)
      return {};
    return {{result, BufferRelation::Equivalent}};
  }

  LogicalResult bufferize(Operation *op, RewriterBase &rewriter,
                          const BufferizationOptions &options,
                          BufferizationState &state) const {
    auto invoke = cast<InvokeOp>(op);
    SmallVector<Value> operands, written;
    for (OpOperand &operand : op->getOpOperands()) {
      if (!isa<TensorType>(operand.get().getType())) {
        operands.push_back(operand.get());
        continue;
      }
      FailureOr<Value> buffer =
          getBuffer(rewriter, operand.get(), options, state);
      if (failed(buffer))
        return failure();
      operands.push_back(*buffer);
      if (getWrittenResult(invoke, operand))
        written.push_back(*buffer);
    }
    unsigned numRegisters = countRegisterResults(invoke);
    auto buffered = InvokeOp::create(
        rewriter, op->getLoc(),
        TypeRange(op->getResultTypes()).take_front(numRegisters),
        invoke.getInstruction(), operands);
    SmallVector<Value> results(buffered.getResults());
    llvm::append_range(results, written);
    replaceOpWithBufferizedValues(rewriter, op, results);
    return success();
  }
};
} // namespace

void dsa::registerBufferizableOpInterfaceExternalModels(
    DialectRegistry &registry) {
  registry.addExtension(+[](MLIRContext *context, DSADialect *) {
    InvokeOp::attachInterface<InvokeOpInterface>(*context);
  });
}
