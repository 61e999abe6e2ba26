// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Statements under conditions. A linalg operation runs through all iterations
/// of its loops, so one that the program skips must do nothing: it reads
/// padding that provably leaves the element alone (as at the borders of a
/// convolution), or asks the conditions itself.
#include "NestWriter.h"
#include "dsa/Equivalence/Proof.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

using namespace mlir;
using namespace mlir::dsa;

static std::string getConditions(const NestStatement &statement) {
  std::string text;
  for (const NestCondition &condition : statement.conditions)
    text += (text.empty() ? "" : " and ") + getConditionText(condition);
  return text;
}

//===----------------------------------------------------------------------===//
// Planning
//===----------------------------------------------------------------------===//

/// An operation that `value` is computed by and that must not be done where the
/// program does not do it.
static Operation *findUnsafe(const LoopNest &nest,
                             const NestStatement &statement, Value value) {
  value = statement.resolve(value);
  Operation *op = value.getDefiningOp();
  if (!op || !nest.root->isAncestor(op) || statement.reads.contains(value) ||
      nest.variables.count(value))
    return nullptr;
  if (!isSpeculatable(op))
    return op;
  for (Value operand : op->getOperands())
    if (Operation *unsafe = findUnsafe(nest, statement, operand))
      return unsafe;
  return nullptr;
}

/// Whether all that the loops write is known to be in the buffer, even where
/// the conditions do not hold. (Known bounds have been checked.)
static bool isInBuffer(const LoopNest &nest, const NestSlice &write,
                       ArrayRef<std::optional<IndexRange>> kept) {
  Value memref = nest.arrays[write.array].memref;
  if (!memref)
    return true;
  auto type = cast<MemRefType>(memref.getType());
  for (auto [dim, range] : llvm::enumerate(kept))
    if (range && (type.isDynamicDim(dim) ||
                  !isa<AffineConstantExpr>(write.offsets[dim]) ||
                  !isa<AffineConstantExpr>(write.sizes[dim])))
      return false;
  return true;
}

std::optional<NestBorder>
NestWriter::planConditions(const NestOperation &operation,
                           ArrayRef<NestAccess> reads, std::string &reason) {
  const NestStatement &statement = nest.statements[operation.statement];
  std::string conditions = getConditions(statement);
  if (Operation *unsafe = findUnsafe(nest, statement, statement.value)) {
    reason = "expected arithmetic that may be done where " + conditions +
             " does not hold, but got '" +
             unsafe->getName().getStringRef().str() + "'";
    return std::nullopt;
  }
  for (const NestAccess &read : reads)
    if (!nest.arrays[read.array].elementType.isIntOrFloat()) {
      reason = "expected integers or floats where " + conditions + " holds";
      return std::nullopt;
    }
  SmallVector<NestAccess> accesses(reads);
  accesses.push_back(statement.write);
  std::optional<NestBorder> border =
      findBorder(nest, statement, accesses,
                 [&](AffineExpr index) { return isWholeDimension(index); });
  if (!border) {
    reason =
        "expected indices with known bounds where " + conditions + " holds";
    return std::nullopt;
  }
  if (border->isEmpty)
    return border;
  if (!isInBuffer(nest, operation.write, border->kept.back())) {
    reason = "expected what is written to be known to lie in its buffer, even "
             "where " +
             conditions + " does not hold";
    return std::nullopt;
  }
  border->kept.pop_back();
  // What is written is there in all iterations.
  for (unsigned &set : border->outside)
    set &= (1u << reads.size()) - 1;
  return border;
}

/// Cuts `slice`, which is what all iterations of the loops read, down to what
/// is kept, with padding in place of the rest.
LogicalResult NestWriter::padSlice(const NestStatement &statement,
                                   ArrayRef<std::optional<IndexRange>> kept,
                                   NestSlice &slice, std::string &reason) {
  MLIRContext *context = statement.op->getContext();
  Value memref = nest.arrays[slice.array].memref;
  slice.before.assign(kept.size(), 0);
  slice.behind.assign(kept.size(), 0);
  for (auto [dim, range] : llvm::enumerate(kept)) {
    if (!range)
      continue;
    auto offset = dyn_cast<AffineConstantExpr>(slice.offsets[dim]);
    auto size = dyn_cast<AffineConstantExpr>(slice.sizes[dim]);
    // With sizes that are not known, what is kept in one case may be more than
    // there is in another.
    bool mayBeLess = memref && !nest.symbols.empty() &&
                     cast<MemRefType>(memref.getType()).isDynamicDim(dim);
    if (!offset || !size || mayBeLess) {
      reason = "expected indices with known bounds where " +
               getConditions(statement) + " holds";
      return failure();
    }
    slice.before[dim] = range->first - offset.getValue();
    slice.behind[dim] = offset.getValue() + size.getValue() - 1 - range->second;
    slice.offsets[dim] = getAffineConstantExpr(range->first, context);
    slice.sizes[dim] =
        getAffineConstantExpr(range->second - range->first + 1, context);
  }
  return success();
}

/// Whether a shift has no value for some operands. Solvers give it one.
static bool mayShiftOut(const ScalarBody &body) {
  return llvm::any_of(body.nodes, [&](const ScalarNode &node) {
    if (!llvm::is_contained({"arith.shli", "arith.shrsi", "arith.shrui"},
                            node.name))
      return false;
    auto amount =
        dyn_cast_or_null<IntegerAttr>(body.nodes[node.operands[1]].constant);
    return !amount || amount.getValue().uge(amount.getValue().getBitWidth());
  });
}

void NestWriter::planPadding(NestOperation &operation,
                             ArrayRef<NestAccess> reads,
                             const NestBorder &border) {
  const NestStatement &statement = nest.statements[operation.statement];
  Builder builder(statement.op->getContext());
  std::string ignored;
  FailureOr<Statement> body = readNestBody(nest, statement, reads, ignored);
  SmallVector<TypedAttr> padding;
  operation.asks = failed(body) || mayShiftOut(body->body) ||
                   !findNeutralPadding(*body, border.outside, padding);
  for (auto [number, read] : llvm::enumerate(reads))
    operation.padding.push_back(
        operation.asks
            ? builder.getZeroAttr(nest.arrays[read.array].elementType)
            : padding[number]);
  notes += "; condition " + getConditions(statement);
  if (operation.asks) {
    notes += ": asked in each iteration";
    return;
  }
  notes += ": nothing is done on padding";
  for (auto [number, slice] : llvm::enumerate(operation.reads)) {
    auto isSome = [](int64_t size) { return size != 0; };
    if (llvm::any_of(slice.before, isSome) ||
        llvm::any_of(slice.behind, isSome))
      llvm::raw_string_ostream(notes) << " " << operation.padding[number];
  }
}

void dsa::dropIdleStatements(LoopNest &nest) {
  llvm::erase_if(nest.statements, [&](const NestStatement &statement) {
    if (statement.branches.empty())
      return false;
    SmallVector<NestAccess> reads;
    for (auto &[value, access] : statement.reads)
      if (!(access == statement.write) && !llvm::is_contained(reads, access))
        reads.push_back(access);
    std::string ignored;
    FailureOr<Statement> body = readNestBody(nest, statement, reads, ignored);
    SmallVector<TypedAttr> padding;
    return succeeded(body) && findNeutralPadding(*body, {0u}, padding);
  });
}

//===----------------------------------------------------------------------===//
// Emission
//===----------------------------------------------------------------------===//

Value NestWriter::emitRead(OpBuilder &builder, Location loc,
                           const NestSlice &slice, TypedAttr padding) {
  Value value = emitSlice(builder, loc, slice);
  SmallVector<OpFoldResult> before, behind;
  bool isPadded = false;
  for (unsigned dim = 0; dim < slice.before.size(); ++dim) {
    isPadded |= slice.before[dim] != 0 || slice.behind[dim] != 0;
    if (!slice.isKept[dim])
      continue;
    before.push_back(builder.getIndexAttr(slice.before[dim]));
    behind.push_back(builder.getIndexAttr(slice.behind[dim]));
  }
  if (!isPadded)
    return value;
  Value constant = arith::ConstantOp::create(builder, loc, padding);
  return tensor::PadOp::create(builder, loc, /*resultType=*/Type(), value,
                               before, behind, constant);
}

/// Whether all conditions of `statement` hold, inside the body of an operation.
Value NestWriter::emitConditions(OpBuilder &builder,
                                 const NestStatement &statement) {
  Location loc = statement.op->getLoc();
  Value zero = arith::ConstantIndexOp::create(builder, loc, 0), all;
  auto require = [&](Value &both, Value condition) {
    both =
        both ? arith::AndIOp::create(builder, loc, both, condition) : condition;
  };
  for (const NestCondition &condition : statement.conditions) {
    Value holds;
    for (auto [expr, isEquality] :
         llvm::zip(condition.expressions, condition.isEquality))
      require(holds,
              arith::CmpIOp::create(builder, loc,
                                    isEquality ? arith::CmpIPredicate::eq
                                               : arith::CmpIPredicate::sge,
                                    emitIndex(builder, expr, statement), zero));
    if (condition.isNegated)
      holds = arith::XOrIOp::create(
          builder, loc, holds,
          arith::ConstantIntOp::create(builder, loc, 1, 1));
    require(all, holds);
  }
  return all;
}
