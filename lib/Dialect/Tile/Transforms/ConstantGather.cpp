// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Runs the body of a gather for each element of its result.
#include "ConstantGather.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace mlir::dsa;
using namespace mlir::dsa::tile;

int64_t dsa::tile::getElementBytes(RankedTensorType type) {
  Type element = type.getElementType();
  if (!element.isIntOrFloat() || element.getIntOrFloatBitWidth() % 8)
    return 0;
  return element.getIntOrFloatBitWidth() / 8;
}

SmallVector<char, 8> dsa::tile::getElementBytes(TypedAttr value) {
  auto type = RankedTensorType::get({}, value.getType());
  auto elements = DenseElementsAttr::get(type, ArrayRef<Attribute>(value));
  return SmallVector<char, 8>(elements.getRawData());
}

Value ConstantGather::getSource(linalg::GenericOp op) {
  if (op.getNumDpsInputs() != 0 || op.getNumDpsInits() != 1 ||
      op.getNumReductionLoops() != 0 || !op.hasPureTensorSemantics() ||
      !op.getIndexingMapsArray()[0].isIdentity() ||
      !op.getMatchingBlockArgument(op.getDpsInitOperand(0)).use_empty())
    return {};
  Value source;
  for (Operation &nested : *op.getBody()) {
    auto compare = dyn_cast<arith::CmpIOp>(nested);
    auto read = dyn_cast<tensor::ExtractOp>(nested);
    if (compare ? compare.getPredicate() != arith::CmpIPredicate::slt
                : !isa<linalg::IndexOp, affine::AffineApplyOp, arith::SelectOp,
                       arith::ConstantOp, arith::AndIOp, linalg::YieldOp,
                       tensor::ExtractOp>(nested))
      return {};
    if (read && source && read.getTensor() != source)
      return {};
    if (read)
      source = read.getTensor();
    for (Value operand : nested.getOperands()) {
      Operation *def = operand.getDefiningOp();
      bool isInside = def && op.getRegion().isAncestor(def->getParentRegion());
      if (!isInside && !isa<TensorType>(operand.getType()) &&
          !matchPattern(operand, m_Constant()))
        return {};
    }
  }
  // Every element that is not read is a constant of the same type.
  return source;
}

unsigned ConstantGather::getSlot(Value value) {
  auto [entry, isAdded] = slots.try_emplace(value, values.size());
  if (!isAdded)
    return entry->second;
  values.push_back(0);
  Attribute attr;
  if (isa<TensorType>(value.getType()) ||
      !matchPattern(value, m_Constant(&attr)))
    return entry->second;
  if (value.getType().isIndex() || value.getType().isInteger(1)) {
    values.back() = cast<IntegerAttr>(attr).getValue().getSExtValue();
  } else {
    constants.push_back(getElementBytes(cast<TypedAttr>(attr)));
    values.back() = reinterpret_cast<intptr_t>(constants.back().data());
  }
  return entry->second;
}

ConstantGather::ConstantGather(linalg::GenericOp op, const Elements &source)
    : op(op), source(source) {
  // The bytes of short vectors lie in them: they must not move.
  constants.reserve(op.getBody()->getOperations().size() * 3);
  for (Operation &nested : op.getBody()->without_terminator()) {
    if (isa<arith::ConstantOp>(nested))
      continue;
    Step step{&nested, {}, 0};
    for (Value operand : nested.getOperands())
      if (!isa<TensorType>(operand.getType()))
        step.operands.push_back(getSlot(operand));
    step.result = getSlot(nested.getResult(0));
    steps.push_back(step);
  }
  yielded = getSlot(op.getBody()->getTerminator()->getOperand(0));
}

static int64_t evaluate(AffineExpr expr, ArrayRef<int64_t> dims,
                        ArrayRef<int64_t> symbols) {
  if (auto constant = dyn_cast<AffineConstantExpr>(expr))
    return constant.getValue();
  if (auto dim = dyn_cast<AffineDimExpr>(expr))
    return dims[dim.getPosition()];
  if (auto symbol = dyn_cast<AffineSymbolExpr>(expr))
    return symbols[symbol.getPosition()];
  auto binary = cast<AffineBinaryOpExpr>(expr);
  int64_t lhs = ::evaluate(binary.getLHS(), dims, symbols);
  int64_t rhs = ::evaluate(binary.getRHS(), dims, symbols);
  switch (binary.getKind()) {
  case AffineExprKind::Add:
    return lhs + rhs;
  case AffineExprKind::Mul:
    return lhs * rhs;
  case AffineExprKind::Mod:
    return llvm::mod(lhs, rhs);
  case AffineExprKind::FloorDiv:
    return llvm::divideFloorSigned(lhs, rhs);
  default:
    return llvm::divideCeilSigned(lhs, rhs);
  }
}

void ConstantGather::evaluate(const Step &step, ArrayRef<int64_t> position) {
  auto operand = [&](unsigned index) { return values[step.operands[index]]; };
  int64_t &result = values[step.result];
  if (auto index = dyn_cast<linalg::IndexOp>(step.op)) {
    result = position[index.getDim()];
  } else if (auto apply = dyn_cast<affine::AffineApplyOp>(step.op)) {
    AffineMap map = apply.getAffineMap();
    SmallVector<int64_t> operands;
    for (unsigned index = 0; index < step.operands.size(); ++index)
      operands.push_back(operand(index));
    result = ::evaluate(map.getResult(0),
                        ArrayRef(operands).take_front(map.getNumDims()),
                        ArrayRef(operands).drop_front(map.getNumDims()));
  } else if (isa<arith::CmpIOp>(step.op)) {
    result = operand(0) < operand(1);
  } else if (isa<arith::AndIOp>(step.op)) {
    result = operand(0) & operand(1);
  } else if (isa<arith::SelectOp>(step.op)) {
    result = operand(0) & 1 ? operand(1) : operand(2);
  } else {
    int64_t offset = 0;
    for (unsigned index = 0; index < step.operands.size(); ++index)
      offset = offset * source.type.getDimSize(index) + operand(index);
    result =
        reinterpret_cast<intptr_t>(source.bytes.data() + offset * source.width);
  }
}

Elements ConstantGather::evaluate() {
  Elements result(cast<RankedTensorType>(op.getResult(0).getType()));
  result.allocate();
  ArrayRef<int64_t> shape = result.type.getShape();
  SmallVector<int64_t> position(shape.size(), 0);
  for (int64_t to = 0; to < result.type.getNumElements(); ++to) {
    for (const Step &step : steps)
      evaluate(step, position);
    std::memcpy(result.owned.data() + to * result.width,
                reinterpret_cast<const char *>(intptr_t(values[yielded])),
                result.width);
    for (int64_t dim = int64_t(shape.size()) - 1; dim >= 0; --dim) {
      if (++position[dim] < shape[dim])
        break;
      position[dim] = 0;
    }
  }
  return result;
}
