// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Turns loops on memrefs into linalg operations on tensors, where the
/// dependences between their statements allow it (obligation O7).
#include "NestWriter.h"
#include "Overlap.h"
#include "dsa/Dialect/DSA/Transforms/Passes.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Arith/Utils/Utils.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/Transforms/Transforms.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Remarks.h"

namespace mlir::dsa {
#define GEN_PASS_DEF_RAISELOOPSTOLINALGPASS
#include "dsa/Dialect/DSA/Transforms/Passes.h.inc"
} // namespace mlir::dsa

using namespace mlir;
using namespace mlir::dsa;

//===----------------------------------------------------------------------===//
// One nest
//===----------------------------------------------------------------------===//

namespace {

class NestRaiser {
public:
  /// `original` is what the nest at `root` stands for, and stays where a guard
  /// fails: the nest itself, or an operation that means it.
  NestRaiser(Operation *root, Operation *original, bool guard)
      : root(root), original(original), guard(guard) {}

  /// Replaces the nest; false, with `reason` set, if it is left alone.
  bool run();

  std::string reason;
  Operation *where = nullptr;
  std::string summary;

private:
  LogicalResult planGuard();
  LogicalResult planSpread();
  Value emitGuard(OpBuilder &builder, ArrayRef<AffineExpr> extents);

  Operation *root, *original;
  bool guard;
  LoopNest nest;
  SmallVector<std::pair<unsigned, unsigned>> overlaps;
  /// Arrays of which it is not known that no two elements lie in one place.
  SmallVector<unsigned> spreads;
};

struct RaiseLoopsToLinalg
    : public mlir::dsa::impl::RaiseLoopsToLinalgPassBase<RaiseLoopsToLinalg> {
  using RaiseLoopsToLinalgPassBase::RaiseLoopsToLinalgPassBase;
  void runOnOperation() override;

private:
  void visit(Block &block);
  void raiseLoops(Operation *loop);
  void raiseLinalg(linalg::LinalgOp op);
  remark::RemarkOpts getRemark(StringRef name) {
    return remark::RemarkOpts::name(name)
        .category("raise-loops-to-linalg")
        .function(getOperation().getName());
  }
};

} // namespace

/// Indices tell elements apart only where each element has a place of its own.
LogicalResult NestRaiser::planSpread() {
  for (auto [index, array] : llvm::enumerate(nest.arrays)) {
    Spread spread = array.memref && nest.isWritten(index)
                        ? getSpread(array.memref)
                        : Spread::Apart;
    if (spread == Spread::Apart)
      continue;
    if (guard && spread == Spread::Unknown) {
      spreads.push_back(index);
      continue;
    }
    reason = "obligation O7 (no dependence is broken) is not proved: two "
             "elements of " +
             describeBuffer(array.memref) +
             " may lie in one place, by its strides";
    where = root;
    return failure();
  }
  return success();
}

LogicalResult NestRaiser::planGuard() {
  for (unsigned a = 0; a < nest.arrays.size(); ++a)
    for (unsigned b = a + 1; b < nest.arrays.size(); ++b) {
      Value first = nest.arrays[a].memref, second = nest.arrays[b].memref;
      if (!first || !second || !mayOverlap(first, second) ||
          (!nest.isWritten(a) && !nest.isWritten(b)))
        continue;
      if (!guard || !hasKnownRange(first) || !hasKnownRange(second)) {
        reason = "obligation O7 (no dependence is broken) is not proved: " +
                 describeBuffer(first) + " and " + describeBuffer(second) +
                 " may overlap; it holds if one of them is 'llvm.noalias'";
        where = root;
        return failure();
      }
      overlaps.emplace_back(a, b);
    }
  return success();
}

Value NestRaiser::emitGuard(OpBuilder &builder, ArrayRef<AffineExpr> extents) {
  Location loc = root->getLoc();
  Value all;
  auto require = [&](Value condition) {
    all = all ? arith::AndIOp::create(builder, loc, all, condition).getResult()
              : condition;
  };
  Value zero = arith::ConstantIndexOp::create(builder, loc, 0);
  for (AffineExpr extent : extents) {
    OpFoldResult value = affine::makeComposedFoldedAffineApply(
        builder, loc, AffineMap::get(0, nest.symbols.size(), extent),
        getAsOpFoldResult(nest.symbols));
    require(arith::CmpIOp::create(
        builder, loc, arith::CmpIPredicate::sgt,
        getValueOrCreateConstantIndexOp(builder, loc, value), zero));
  }
  for (auto [a, b] : overlaps) {
    AddressRange x = getRange(builder, loc, nest.arrays[a].memref);
    AddressRange y = getRange(builder, loc, nest.arrays[b].memref);
    auto isBefore = [&](Value end, Value start) -> Value {
      return arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::ule, end,
                                   start);
    };
    require(arith::OrIOp::create(builder, loc, isBefore(x.end, y.start),
                                 isBefore(y.end, x.start)));
  }
  for (unsigned array : spreads)
    require(emitSpreadCheck(builder, loc, nest.arrays[array].memref));
  return all;
}

/// Moves what `values` are computed from in front of `point`, in its block. It
/// has no effects, and does not need what `point` computes.
static void hoist(ValueRange values, Operation *point) {
  for (Value value : values) {
    Operation *op = value.getDefiningOp();
    if (!op || op->getBlock() != point->getBlock() ||
        op->isBeforeInBlock(point))
      continue;
    op->moveBefore(point);
    hoist(op->getOperands(), op);
  }
}

bool NestRaiser::run() {
  FailureOr<LoopNest> read = readLoopNest(root, reason, where);
  if (failed(read))
    return false;
  nest = std::move(*read);
  dropIdleStatements(nest);
  NestOrder order = orderStatements(nest);
  if (order.order.size() != nest.statements.size()) {
    reason = "obligation O7 (no dependence is broken) fails: " + order.refusal;
    where = root;
    return false;
  }
  NestWriter writer(nest);
  if (failed(planGuard()) || failed(planSpread()) ||
      failed(writer.plan(order.order, reason, where)))
    return false;
  OpBuilder builder(root);
  SmallVector<AffineExpr> extents = writer.getUnknownExtents();
  std::string dependences = std::to_string(nest.statements.size()) +
                            " assignments, each of which may be done as a "
                            "whole";
  if (!overlaps.empty())
    dependences += ", on buffers found apart at run time";
  if (!spreads.empty())
    dependences += ", on elements found apart at run time";
  summary = ("O7 " + dependences + writer.getNotes()).str();
  if (extents.empty() && overlaps.empty() && spreads.empty()) {
    writer.emit(builder, root->getLoc(), dependences);
    for (Operation *store : nest.laterStores)
      store->erase();
    root->erase();
    if (original != root)
      original->erase();
    return true;
  }
  Value condition = emitGuard(builder, extents);
  auto branch = scf::IfOp::create(builder, root->getLoc(), condition,
                                  /*withElseRegion=*/true);
  OpBuilder inner = branch.getThenBodyBuilder();
  writer.emit(inner, root->getLoc(), dependences);
  Operation *end = branch.elseBlock()->getTerminator();
  original->moveBefore(end);
  if (original != root)
    root->erase();
  for (Operation *store : nest.laterStores) {
    hoist(store->getOperands().drop_front(), branch);
    store->moveBefore(end);
  }
  return true;
}

//===----------------------------------------------------------------------===//
// The pass
//===----------------------------------------------------------------------===//

static bool stores(Operation *loop) {
  return loop
      ->walk([](Operation *op) {
        return isa<memref::StoreOp, affine::AffineStoreOp>(op) ||
                       isa<linalg::LinalgOp>(op)
                   ? WalkResult::interrupt()
                   : WalkResult::advance();
      })
      .wasInterrupted();
}

void RaiseLoopsToLinalg::raiseLoops(Operation *loop) {
  NestRaiser raiser(loop, loop, guard);
  Location loc = loop->getLoc();
  if (raiser.run()) {
    remark::passed(loc, getRemark("Raised")) << raiser.summary;
    return;
  }
  remark::missed(raiser.where ? raiser.where->getLoc() : loc,
                 getRemark("NotRaised"))
      << "these loops are left alone: " + raiser.reason;
  // Perhaps a part of them.
  for (Region &region : loop->getRegions())
    for (Block &block : region)
      visit(block);
}

/// An operation on memrefs means its loops.
void RaiseLoopsToLinalg::raiseLinalg(linalg::LinalgOp op) {
  IRRewriter rewriter(op->getContext());
  rewriter.setInsertionPoint(op);
  FailureOr<linalg::LinalgLoops> loops =
      linalg::linalgOpToAffineLoops(rewriter, op);
  if (failed(loops) || loops->empty())
    return;
  Operation *root = loops->front();
  while (root->getParentOp() != op->getParentOp())
    root = root->getParentOp();
  NestRaiser raiser(root, op, guard);
  Location loc = op->getLoc();
  if (raiser.run()) {
    remark::passed(loc, getRemark("Raised")) << raiser.summary;
    return;
  }
  root->erase();
  remark::missed(loc, getRemark("NotRaised"))
      << "'" + op->getName().getStringRef().str() +
             "' is left on memory: " + raiser.reason;
}

void RaiseLoopsToLinalg::visit(Block &block) {
  // Raising a loop erases stores behind it, which have no regions.
  SmallVector<Operation *> all;
  for (Operation &op : block)
    if (op.getNumRegions() != 0)
      all.push_back(&op);
  for (Operation *op : all) {
    if (auto linalgOp = dyn_cast<linalg::LinalgOp>(op)) {
      if (linalgOp.hasPureBufferSemantics())
        raiseLinalg(linalgOp);
      continue;
    }
    if (isa<affine::AffineForOp, scf::ForOp>(op) && stores(op)) {
      raiseLoops(op);
      continue;
    }
    for (Region &region : op->getRegions())
      for (Block &inner : region)
        visit(inner);
  }
}

void RaiseLoopsToLinalg::runOnOperation() {
  for (Block &block : getOperation().getBody())
    visit(block);
}
