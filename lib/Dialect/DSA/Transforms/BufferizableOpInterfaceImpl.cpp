// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// How `dsa.invoke` on tensors becomes one on memrefs: a `read` operand is
/// read, a `write` operand is written and is the buffer of its result. A buffer
/// with strides that the instruction does not take is copied.
#include "dsa/Dialect/DSA/Transforms/BufferizableOpInterfaceImpl.h"
#include "dsa/Dialect/DSA/IR/DSA.h"
#include "mlir/Dialect/Bufferization/IR/BufferizableOpInterface.h"
#include "mlir/Dialect/Bufferization/IR/DstBufferizableOpInterfaceImpl.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"

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

/// Whether every buffer of type `got` is laid out as `wanted` says: strides
/// that it leaves open may be any, the others have to be known.
static bool isLaidOutAs(MemRefType got, MemRefType wanted) {
  SmallVector<int64_t> has, wants;
  int64_t offset;
  if (got.getLayout() == wanted.getLayout())
    return true;
  if (failed(got.getStridesAndOffset(has, offset)) ||
      failed(wanted.getStridesAndOffset(wants, offset)))
    return false;
  return llvm::all_of(llvm::zip_equal(has, wants), [](auto strides) {
    auto [stride, want] = strides;
    return ShapedType::isDynamic(want) || stride == want;
  });
}

/// A new buffer for what is in `buffer`, with its elements in row order.
static FailureOr<Value> allocateLike(OpBuilder &builder, Location loc,
                                     Value buffer,
                                     const BufferizationOptions &options) {
  auto type = cast<MemRefType>(buffer.getType());
  SmallVector<Value> extents;
  for (int64_t dim = 0; dim < type.getRank(); ++dim)
    if (type.isDynamicDim(dim))
      extents.push_back(memref::DimOp::create(builder, loc, buffer, dim));
  return options.createAlloc(
      builder, loc, MemRefType::get(type.getShape(), type.getElementType()),
      extents);
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
    InstructionOp instruction = invoke.getDeclaration();
    Location loc = op->getLoc();
    SmallVector<Value> operands, written;
    // Buffers that the instruction cannot take, and what it gets in their
    // place.
    SmallVector<std::pair<Value, Value>> copiedBack;
    for (OpOperand &operand : op->getOpOperands()) {
      if (!isa<TensorType>(operand.get().getType())) {
        operands.push_back(operand.get());
        continue;
      }
      FailureOr<Value> buffer =
          getBuffer(rewriter, operand.get(), options, state);
      if (failed(buffer))
        return failure();
      bool isWritten = getWrittenResult(invoke, operand) != nullptr;
      if (isWritten)
        written.push_back(*buffer);
      unsigned index = operand.getOperandNumber();
      auto wanted =
          cast<MemRefType>(instruction.getFunctionType().getInput(index));
      if (!isLaidOutAs(cast<MemRefType>(buffer->getType()), wanted)) {
        FailureOr<Value> copy = allocateLike(rewriter, loc, *buffer, options);
        if (failed(copy))
          return failure();
        if (instruction.getKind(index) != OperandKind::Write &&
            failed(options.createMemCpy(rewriter, loc, *buffer, *copy)))
          return failure();
        if (isWritten)
          copiedBack.emplace_back(*copy, *buffer);
        buffer = copy;
      }
      operands.push_back(*buffer);
    }
    unsigned numRegisters = countRegisterResults(invoke);
    auto buffered = InvokeOp::create(
        rewriter, loc, TypeRange(op->getResultTypes()).take_front(numRegisters),
        invoke.getInstruction(), operands);
    for (auto [from, to] : copiedBack)
      if (failed(options.createMemCpy(rewriter, loc, from, to)))
        return failure();
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
