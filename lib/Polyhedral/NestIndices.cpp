// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Indices, bounds and conditions of a nest as sums of its loops.
#include "NestReader.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace mlir::dsa;

//===----------------------------------------------------------------------===//
// Indices
//===----------------------------------------------------------------------===//

static std::optional<int64_t> getConstant(AffineExpr expr) {
  if (auto constant = dyn_cast<AffineConstantExpr>(expr))
    return constant.getValue();
  return std::nullopt;
}

std::optional<AffineExpr> NestReader::readIndex(Value value) {
  if (auto known = nest.variables.find(value); known != nest.variables.end())
    return known->second;
  std::optional<AffineExpr> expr = computeIndex(value);
  if (expr)
    nest.variables[value] = *expr;
  return expr;
}

/// Integers of 64 bits are as good as indices; narrower ones may wrap.
static bool isWide(Type type) { return type.isIndex() || type.isInteger(64); }

std::optional<AffineExpr> NestReader::computeIndex(Value value) {
  IntegerAttr constant;
  if (matchPattern(value, m_Constant(&constant)))
    return getAffineConstantExpr(constant.getInt(), context);
  if (!isWide(value.getType()))
    return std::nullopt;
  if (!isInside(value)) {
    if (!value.getType().isIndex())
      return std::nullopt;
    nest.symbols.push_back(value);
    return getAffineSymbolExpr(nest.symbols.size() - 1, context);
  }
  Operation *op = value.getDefiningOp();
  if (!op)
    return std::nullopt;
  SmallVector<AffineExpr> operands;
  for (Value operand : op->getOperands()) {
    std::optional<AffineExpr> expr = readIndex(operand);
    if (!expr)
      return std::nullopt;
    operands.push_back(*expr);
  }
  if (auto apply = dyn_cast<affine::AffineApplyOp>(op)) {
    AffineMap map = apply.getAffineMap();
    return map.getResult(0).replaceDimsAndSymbols(
        ArrayRef(operands).take_front(map.getNumDims()),
        ArrayRef(operands).drop_front(map.getNumDims()));
  }
  if (isa<arith::AddIOp>(op))
    return operands[0] + operands[1];
  if (isa<arith::SubIOp>(op))
    return operands[0] - operands[1];
  if (isa<arith::MulIOp>(op) &&
      (getConstant(operands[0]) || getConstant(operands[1])))
    return operands[0] * operands[1];
  if (isa<arith::FloorDivSIOp>(op) && getConstant(operands[1]).value_or(0) > 0)
    return operands[0].floorDiv(operands[1]);
  if (isa<arith::IndexCastOp>(op))
    return operands[0];
  return std::nullopt;
}

unsigned NestReader::getArray(Value memref) {
  for (auto [index, array] : llvm::enumerate(nest.arrays))
    if (array.memref == memref)
      return index;
  nest.arrays.push_back(
      {memref, cast<MemRefType>(memref.getType()).getElementType(), {}});
  return nest.arrays.size() - 1;
}

std::optional<Address> NestReader::getAddress(Operation *op) {
  auto readMapped = [&](AffineMap map,
                        ValueRange operands) -> std::optional<Address> {
    SmallVector<AffineExpr> exprs;
    for (Value operand : operands) {
      std::optional<AffineExpr> expr = readIndex(operand);
      if (!expr)
        return std::nullopt;
      exprs.push_back(*expr);
    }
    Address address;
    for (AffineExpr result : map.getResults())
      address.indices.push_back(
          simplifyAffineExpr(result.replaceDimsAndSymbols(
                                 ArrayRef(exprs).take_front(map.getNumDims()),
                                 ArrayRef(exprs).drop_front(map.getNumDims())),
                             nest.loops.size(), nest.symbols.size()));
    return address;
  };
  std::optional<Address> address;
  auto setMemref = [&](Value memref) {
    if (address)
      address->memref = memref;
  };
  if (auto load = dyn_cast<affine::AffineReadOpInterface>(op)) {
    address = readMapped(load.getAffineMap(), load.getMapOperands());
    setMemref(load.getMemRef());
  } else if (auto store = dyn_cast<affine::AffineWriteOpInterface>(op)) {
    address = readMapped(store.getAffineMap(), store.getMapOperands());
    setMemref(store.getMemRef());
  } else if (auto load = dyn_cast<memref::LoadOp>(op)) {
    address = readMapped(
        AffineMap::getMultiDimIdentityMap(load.getIndices().size(), context),
        load.getIndices());
    setMemref(load.getMemRef());
  } else if (auto store = dyn_cast<memref::StoreOp>(op)) {
    address = readMapped(
        AffineMap::getMultiDimIdentityMap(store.getIndices().size(), context),
        store.getIndices());
    setMemref(store.getMemRef());
  }
  if (address && isInside(address->memref))
    return std::nullopt;
  return address;
}

//===----------------------------------------------------------------------===//
// Conditions
//===----------------------------------------------------------------------===//

LogicalResult NestReader::readCondition(Value value, NestCondition &condition,
                                        Operation *op) {
  if (auto both = value.getDefiningOp<arith::AndIOp>())
    return success(succeeded(readCondition(both.getLhs(), condition, op)) &&
                   succeeded(readCondition(both.getRhs(), condition, op)));
  auto compare = value.getDefiningOp<arith::CmpIOp>();
  std::optional<AffineExpr> lhs, rhs;
  if (compare) {
    lhs = readIndex(compare.getLhs());
    rhs = readIndex(compare.getRhs());
  }
  if (!lhs || !rhs)
    return refuse(op, "expected a condition that compares sums of loops");
  auto add = [&](AffineExpr expr, bool isEquality = false) {
    condition.expressions.push_back(expr);
    condition.isEquality.push_back(isEquality);
    return success();
  };
  switch (compare.getPredicate()) {
  case arith::CmpIPredicate::eq:
    return add(*lhs - *rhs, true);
  case arith::CmpIPredicate::slt:
    return add(*rhs - *lhs - 1);
  case arith::CmpIPredicate::sle:
    return add(*rhs - *lhs);
  case arith::CmpIPredicate::sgt:
    return add(*lhs - *rhs - 1);
  case arith::CmpIPredicate::sge:
    return add(*lhs - *rhs);
  case arith::CmpIPredicate::ult:
    // 0 <= x < n at once, as n is not negative.
    if (getConstant(*rhs).value_or(-1) >= 0) {
      (void)add(*lhs);
      return add(*rhs - *lhs - 1);
    }
    break;
  default:
    break;
  }
  return refuse(op, "expected a condition that compares sums of loops");
}

LogicalResult NestReader::readIf(Operation &op, Scope &scope) {
  NestCondition condition;
  if (auto branch = dyn_cast<scf::IfOp>(op)) {
    if (failed(readCondition(branch.getCondition(), condition, &op)))
      return failure();
  } else {
    auto branch2 = cast<affine::AffineIfOp>(op);
    IntegerSet set = branch2.getIntegerSet();
    SmallVector<AffineExpr> operands;
    for (Value operand : op.getOperands()) {
      std::optional<AffineExpr> expr = readIndex(operand);
      if (!expr)
        return refuse(&op, "expected a condition that compares sums of loops");
      operands.push_back(*expr);
    }
    for (auto [expr, isEquality] :
         llvm::zip(set.getConstraints(), set.getEqFlags())) {
      condition.expressions.push_back(expr.replaceDimsAndSymbols(
          ArrayRef(operands).take_front(set.getNumDims()),
          ArrayRef(operands).drop_front(set.getNumDims())));
      condition.isEquality.push_back(isEquality);
    }
  }
  if (op.getNumResults() != 0)
    conditions[&op] = condition;
  for (auto [index, region] : llvm::enumerate(op.getRegions())) {
    if (region.empty())
      continue;
    condition.isNegated = index == 1;
    scope.conditions.push_back(condition);
    if (failed(readBlock(region.front(), scope)))
      return failure();
    scope.conditions.pop_back();
  }
  return success();
}

//===----------------------------------------------------------------------===//
// Bounds
//===----------------------------------------------------------------------===//

LogicalResult NestReader::readBounds(LoopLikeOpInterface loop,
                                     unsigned number) {
  std::optional<AffineExpr> lower, upper;
  int64_t step = 0;
  if (auto affineLoop = dyn_cast<affine::AffineForOp>(*loop)) {
    auto readBound = [&](AffineMap map,
                         ValueRange values) -> std::optional<AffineExpr> {
      SmallVector<AffineExpr> operands;
      for (Value value : values) {
        std::optional<AffineExpr> expr = readIndex(value);
        if (!expr)
          return std::nullopt;
        operands.push_back(*expr);
      }
      if (map.getNumResults() != 1)
        return std::nullopt;
      return map.getResult(0).replaceDimsAndSymbols(
          ArrayRef(operands).take_front(map.getNumDims()),
          ArrayRef(operands).drop_front(map.getNumDims()));
    };
    lower = readBound(affineLoop.getLowerBoundMap(),
                      affineLoop.getLowerBoundOperands());
    upper = readBound(affineLoop.getUpperBoundMap(),
                      affineLoop.getUpperBoundOperands());
    step = affineLoop.getStepAsInt();
  } else {
    auto plain = cast<scf::ForOp>(*loop);
    if (plain.getUnsignedCmp())
      return refuse(loop, "expected a loop that compares with sign");
    lower = readIndex(plain.getLowerBound());
    upper = readIndex(plain.getUpperBound());
    step = getConstantIntValue(plain.getStep()).value_or(0);
  }
  if (!lower || !upper || step <= 0)
    return refuse(loop, "expected bounds that are sums of loops, and a "
                        "constant step");
  AffineExpr extent = simplifyAffineExpr((*upper - *lower).ceilDiv(step),
                                         number, nest.symbols.size());
  for (unsigned outer = 0; outer < number; ++outer)
    if (extent.isFunctionOfDim(outer))
      return refuse(loop, "expected a loop that goes round equally often each "
                          "time");
  nest.loops[number].extent = extent;
  nest.variables[loop.getLoopInductionVars()->front()] =
      *lower + getAffineDimExpr(number, context) * step;
  return success();
}
