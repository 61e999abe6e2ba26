// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Chooses the innermost loop of what no instruction does, for LLVM's
/// vectorizer: one along which operands lie side by side in memory.
#include "dsa/Dialect/DSA/IR/DSA.h"
#include "dsa/Dialect/DSA/Transforms/Passes.h"
#include "mlir/Dialect/Linalg/Transforms/Transforms.h"

using namespace mlir;

namespace mlir::dsa {
#define GEN_PASS_DEF_ORDERLOOPSPASS
#include "dsa/Dialect/DSA/Transforms/Passes.h.inc"
} // namespace mlir::dsa

/// Whether `expr` grows by one with each step of `loop`.
static bool stepsByOne(AffineExpr expr, unsigned loop) {
  if (auto sum = dyn_cast<AffineBinaryOpExpr>(expr))
    if (sum.getKind() == AffineExprKind::Add)
      return (stepsByOne(sum.getLHS(), loop) &&
              !sum.getRHS().isFunctionOfDim(loop)) ||
             (stepsByOne(sum.getRHS(), loop) &&
              !sum.getLHS().isFunctionOfDim(loop));
  auto dim = dyn_cast<AffineDimExpr>(expr);
  return dim && dim.getPosition() == loop;
}

/// 1 if the elements that `map` reaches lie side by side along `loop`, -1 if
/// they lie apart, 0 if they are the same one.
static int scoreAccess(AffineMap map, unsigned loop) {
  if (!map.isFunctionOfDim(loop))
    return 0;
  for (AffineExpr expr : map.getResults().drop_back())
    if (expr.isFunctionOfDim(loop))
      return -1;
  return stepsByOne(map.getResults().back(), loop) ? 1 : -1;
}

/// Whether moving `loop` to the inside leaves the order of each fold as it is.
static bool keepsFolds(linalg::LinalgOp op, unsigned loop) {
  SmallVector<unsigned> reductions;
  op.getReductionDims(reductions);
  return !llvm::is_contained(reductions, loop) || reductions.back() == loop;
}

/// The loop to be the innermost one: the best score, then parallel, then the
/// one that is there.
static unsigned chooseInnermost(linalg::LinalgOp op) {
  unsigned last = op.getNumLoops() - 1, best = last;
  auto rate = [&](unsigned loop) {
    int score = 0;
    for (AffineMap map : op.getIndexingMapsArray())
      score += scoreAccess(map, loop);
    bool isParallel =
        op.getIteratorTypesArray()[loop] == utils::IteratorType::parallel;
    return std::make_tuple(score, isParallel, loop == last);
  };
  for (unsigned loop = 0; loop < last; ++loop)
    if (keepsFolds(op, loop) && rate(loop) > rate(best))
      best = loop;
  return best;
}

static LogicalResult orderLoops(RewriterBase &rewriter, linalg::LinalgOp op) {
  if (op.getNumLoops() < 2)
    return success();
  unsigned innermost = chooseInnermost(op);
  if (innermost == op.getNumLoops() - 1)
    return success();
  rewriter.setInsertionPoint(op);
  auto generic = dyn_cast<linalg::GenericOp>(op.getOperation());
  if (!generic) {
    FailureOr<linalg::GenericOp> generalized =
        linalg::generalizeNamedOp(rewriter, op);
    if (failed(generalized))
      return failure();
    generic = *generalized;
  }
  SmallVector<unsigned> order;
  for (unsigned loop = 0; loop < generic.getNumLoops(); ++loop)
    if (loop != innermost)
      order.push_back(loop);
  order.push_back(innermost);
  return linalg::interchangeGenericOp(rewriter, generic, order);
}

namespace {
struct OrderLoopsPass
    : public mlir::dsa::impl::OrderLoopsPassBase<OrderLoopsPass> {
  void runOnOperation() override {
    SmallVector<linalg::LinalgOp> ops;
    getOperation()->walk([&](linalg::LinalgOp op) {
      if (!op->hasAttr(dsa::kMatchAttrName))
        ops.push_back(op);
    });
    IRRewriter rewriter(&getContext());
    // An operation that has no generic form keeps its order.
    for (linalg::LinalgOp op : ops)
      (void)orderLoops(rewriter, op);
  }
};
} // namespace
