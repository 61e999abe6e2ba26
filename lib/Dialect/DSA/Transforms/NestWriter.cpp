// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Each statement becomes one linalg operation on slices of what the buffers
/// hold, so that its loops start at 0 and its maps have no offsets.
#include "NestWriter.h"
#include "dsa/Dialect/DSA/IR/DSA.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/StaticValueUtils.h"
#include "mlir/IR/IRMapping.h"

using namespace mlir;
using namespace mlir::dsa;

//===----------------------------------------------------------------------===//
// Emission
//===----------------------------------------------------------------------===//

OpFoldResult NestWriter::evaluate(OpBuilder &builder, Location loc,
                                  AffineExpr expr) {
  return affine::makeComposedFoldedAffineApply(
      builder, loc, AffineMap::get(0, nest.symbols.size(), expr),
      getAsOpFoldResult(nest.symbols));
}

Value NestWriter::getContents(OpBuilder &builder, Location loc,
                              unsigned array) {
  Value &value = contents[array];
  if (value)
    return value;
  const NestArray &described = nest.arrays[array];
  if (described.memref) {
    auto type = cast<MemRefType>(described.memref.getType());
    value = bufferization::ToTensorOp::create(
        builder, loc,
        RankedTensorType::get(type.getShape(), type.getElementType()),
        described.memref, /*restrict=*/true, nest.isWritten(array));
    return value;
  }
  SmallVector<OpFoldResult> sizes;
  for (unsigned loop : described.loops)
    sizes.push_back(evaluate(builder, loc, nest.loops[loop].extent));
  return value = tensor::EmptyOp::create(builder, loc, sizes,
                                         described.elementType);
}

namespace {
struct SliceOperands {
  SmallVector<OpFoldResult> offsets, sizes, strides;
  RankedTensorType type;
  bool isAll = true;
};
} // namespace

static SliceOperands
getSliceOperands(OpBuilder &builder, Location loc, const NestSlice &slice,
                 Value whole, function_ref<OpFoldResult(AffineExpr)> evaluate) {
  auto type = cast<RankedTensorType>(whole.getType());
  SliceOperands operands;
  SmallVector<int64_t> shape;
  for (unsigned dim = 0; dim < slice.offsets.size(); ++dim) {
    operands.offsets.push_back(evaluate(slice.offsets[dim]));
    operands.sizes.push_back(
        slice.isWhole[dim] ? tensor::getMixedSize(builder, loc, whole, dim)
                           : evaluate(slice.sizes[dim]));
    operands.strides.push_back(builder.getIndexAttr(slice.strides[dim]));
    std::optional<int64_t> size = getConstantIntValue(operands.sizes.back());
    operands.isAll &= slice.isKept[dim] && slice.strides[dim] == 1 &&
                      isZeroInteger(operands.offsets.back()) && size &&
                      *size == type.getDimSize(dim);
    if (slice.isKept[dim])
      shape.push_back(size.value_or(ShapedType::kDynamic));
  }
  operands.type = RankedTensorType::get(shape, type.getElementType());
  return operands;
}

Value NestWriter::emitSlice(OpBuilder &builder, Location loc,
                            const NestSlice &slice) {
  Value whole = getContents(builder, loc, slice.array);
  SliceOperands operands =
      getSliceOperands(builder, loc, slice, whole, [&](AffineExpr expr) {
        return evaluate(builder, loc, expr);
      });
  if (operands.isAll)
    return whole;
  return tensor::ExtractSliceOp::create(builder, loc, operands.type, whole,
                                        operands.offsets, operands.sizes,
                                        operands.strides);
}

void NestWriter::emitInsert(OpBuilder &builder, Location loc,
                            const NestSlice &slice, Value value) {
  Value whole = getContents(builder, loc, slice.array);
  SliceOperands operands =
      getSliceOperands(builder, loc, slice, whole, [&](AffineExpr expr) {
        return evaluate(builder, loc, expr);
      });
  contents[slice.array] =
      operands.isAll
          ? value
          : tensor::InsertSliceOp::create(builder, loc, value, whole,
                                          operands.offsets, operands.sizes,
                                          operands.strides)
                .getResult();
}

Value NestWriter::emitIndex(OpBuilder &builder, AffineExpr index,
                            const NestStatement &statement) {
  Location loc = statement.op->getLoc();
  SmallVector<OpFoldResult> operands(nest.loops.size(),
                                     builder.getIndexAttr(0));
  for (auto [local, loop] : llvm::enumerate(statement.loops))
    operands[loop] = linalg::IndexOp::create(builder, loc, local).getResult();
  llvm::append_range(operands, getAsOpFoldResult(nest.symbols));
  return getValueOrCreateConstantIndexOp(
      builder, loc,
      affine::makeComposedFoldedAffineApply(
          builder, loc,
          AffineMap::get(nest.loops.size(), nest.symbols.size(), index),
          operands));
}

/// Flags by which an operation has no value for some operands. Where it is done
/// more often than the program does it, it must have one.
static void dropFlags(Operation *op) {
  if (auto flags = dyn_cast<arith::ArithIntegerOverflowFlagsInterface>(op))
    op->setAttr(flags.getIntegerOverflowAttrName(),
                arith::IntegerOverflowFlagsAttr::get(
                    op->getContext(), arith::IntegerOverflowFlags::none));
  op->removeAttr("isExact");
  auto fast = dyn_cast<arith::ArithFastMathInterface>(op);
  if (!fast || !fast.getFastMathFlagsAttr())
    return;
  arith::FastMathFlags kept =
      fast.getFastMathFlagsAttr().getValue() &
      ~(arith::FastMathFlags::nnan | arith::FastMathFlags::ninf);
  op->setAttr(fast.getFastMathAttrName(),
              arith::FastMathFlagsAttr::get(op->getContext(), kept));
}

/// `value` inside the body of an operation.
Value NestWriter::emitBody(OpBuilder &builder, Value value, IRMapping &mapping,
                           const NestOperation &operation) {
  const NestStatement &statement = nest.statements[operation.statement];
  value = statement.resolve(value);
  if (mapping.contains(value))
    return mapping.lookup(value);
  Operation *op = value.getDefiningOp();
  auto variable = nest.variables.find(value);
  if (variable != nest.variables.end() && value.getType().isIndex() &&
      (!op || nest.root->isAncestor(op))) {
    Value index = emitIndex(builder, variable->second, statement);
    mapping.map(value, index);
    return index;
  }
  if (!op || !nest.root->isAncestor(op))
    return value;
  if (auto lookUp = nest.lookUps.find(op); lookUp != nest.lookUps.end()) {
    SmallVector<Value> indices;
    for (Value index : cast<memref::LoadOp>(op).getIndices())
      indices.push_back(emitBody(builder, index, mapping, operation));
    Value element = tensor::ExtractOp::create(
        builder, op->getLoc(), contents[lookUp->second], indices);
    mapping.map(value, element);
    return element;
  }
  for (Value operand : op->getOperands())
    mapping.map(operand, emitBody(builder, operand, mapping, operation));
  Operation *copy = builder.clone(*op, mapping);
  if (operation.isConditional)
    dropFlags(copy);
  return copy->getResult(cast<OpResult>(value).getResultNumber());
}

Value NestWriter::emitGeneric(OpBuilder &builder,
                              const NestOperation &operation) {
  const NestStatement &statement = nest.statements[operation.statement];
  Location loc = statement.op->getLoc();
  MLIRContext *context = builder.getContext();
  unsigned numLoops = statement.loops.size();
  SmallVector<Value> inputs;
  SmallVector<AffineMap> maps;
  llvm::BitVector hasDimension(numLoops);
  auto addMap = [&](ArrayRef<AffineExpr> indices) {
    maps.push_back(AffineMap::get(numLoops, 0, indices, context));
    for (AffineExpr index : indices)
      if (auto dim = dyn_cast<AffineDimExpr>(index))
        hasDimension.set(dim.getPosition());
  };
  for (auto [number, read] : llvm::enumerate(operation.reads)) {
    inputs.push_back(emitRead(
        builder, loc, read,
        operation.isConditional ? operation.padding[number] : TypedAttr()));
    addMap(read.indices);
  }
  for (auto [op, array] : nest.lookUps)
    getContents(builder, loc, array);
  Value output = emitSlice(builder, loc, operation.write);
  addMap(operation.write.indices);
  // A loop that is no dimension of any operand gets one that nobody reads.
  for (unsigned loop = 0; loop < numLoops; ++loop) {
    if (hasDimension.test(loop))
      continue;
    OpFoldResult size =
        evaluate(builder, loc, nest.loops[statement.loops[loop]].extent);
    inputs.push_back(tensor::EmptyOp::create(
        builder, loc, size, getElementTypeOrSelf(output.getType())));
    maps.insert(std::prev(maps.end()),
                AffineMap::get(numLoops, 0, getAffineDimExpr(loop, context)));
  }
  SmallVector<utils::IteratorType> iterators;
  for (unsigned loop = 0; loop < numLoops; ++loop)
    iterators.push_back(llvm::is_contained(operation.write.indices,
                                           getAffineDimExpr(loop, context))
                            ? utils::IteratorType::parallel
                            : utils::IteratorType::reduction);
  auto generic = linalg::GenericOp::create(
      builder, loc, output.getType(), inputs, output, maps, iterators,
      [&](OpBuilder &nested, Location loc, ValueRange arguments) {
        IRMapping mapping;
        for (auto &[value, access] : statement.reads) {
          auto input = operation.inputs.find(value);
          mapping.map(value, input == operation.inputs.end()
                                 ? arguments.back()
                                 : arguments[input->second]);
        }
        Value value = emitBody(nested, statement.value, mapping, operation);
        if (operation.asks)
          value = arith::SelectOp::create(nested, loc,
                                          emitConditions(nested, statement),
                                          value, arguments.back());
        linalg::YieldOp::create(nested, loc, value);
      });
  return generic.getResult(0);
}

/// Whether the operation sets all that it writes to one value.
static bool isFill(const LoopNest &nest, const NestStatement &statement) {
  Operation *op = statement.value.getDefiningOp();
  bool isOutside =
      op ? !nest.root->isAncestor(op) || op->hasTrait<OpTrait::ConstantLike>()
         : !nest.variables.count(statement.value);
  return isOutside && statement.reads.empty();
}

void NestWriter::emit(OpBuilder &builder, Location loc, StringRef dependences) {
  contents.assign(nest.arrays.size(), Value());
  for (const NestOperation &operation : operations) {
    const NestStatement &statement = nest.statements[operation.statement];
    Value result;
    if (isFill(nest, statement) && !operation.isConditional &&
        operation.write.indices.size() == statement.loops.size()) {
      Value value = statement.value;
      if (Operation *op = value.getDefiningOp();
          op && nest.root->isAncestor(op))
        value = builder.clone(*op)->getResult(0);
      result = linalg::FillOp::create(builder, statement.op->getLoc(), value,
                                      emitSlice(builder, loc, operation.write))
                   .getResult(0);
    } else {
      result = emitGeneric(builder, operation);
      result.getDefiningOp()->setAttr(kDependencesAttrName,
                                      builder.getStringAttr(dependences));
    }
    emitInsert(builder, loc, operation.write, result);
  }
  for (auto [index, array] : llvm::enumerate(nest.arrays)) {
    if (!array.memref || !nest.isWritten(index) || !contents[index])
      continue;
    auto store = bufferization::MaterializeInDestinationOp::create(
        builder, loc, contents[index], array.memref);
    store.setRestrict(true);
    store.setWritable(true);
  }
}
