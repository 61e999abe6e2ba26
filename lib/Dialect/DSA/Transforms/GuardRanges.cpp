// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Checks at run time bounds that would let an instruction do an operation.
#include "dsa/Dialect/DSA/Transforms/Passes.h"
#include "dsa/Equivalence/Search.h"
#include "dsa/Target/Library.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Matchers.h"
#include "mlir/IR/Remarks.h"
#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace mlir::dsa;

namespace mlir::dsa {
#define GEN_PASS_DEF_GUARDRANGESPASS
#include "dsa/Dialect/DSA/Transforms/Passes.h.inc"
} // namespace mlir::dsa

namespace {
/// Finds bounds for the operations of a program.
class GuardFinder {
public:
  GuardFinder(const dsa::Target &target, Numerics numerics)
      : numerics(numerics), memory(getMemoryCosts(target.getMachine())),
        instructions(modelInstructions(target)) {}

  /// A bound on one operand under which an instruction does `op`; nullopt where
  /// one does it already, or no bound is known to help.
  std::optional<OperandCondition> find(linalg::LinalgOp op) const;

private:
  Numerics numerics;
  MemoryCosts memory;
  std::vector<InstructionModel> instructions;
};
} // namespace

std::optional<OperandCondition> GuardFinder::find(linalg::LinalgOp op) const {
  std::string reason;
  FailureOr<Statement> program = extractStatement(op, reason);
  if (op->hasAttr(kMatchAttrName) || failed(program))
    return std::nullopt;
  SmallVector<bool> isConstant(program->accesses.size(), false);
  SearchResult found = searchMappings(
      *program, instructions, memory, numerics | getAllowedNumerics(*program),
      isConstant, getOperandRanges(op, *program));
  if (!found.candidates.empty() || !found.nearest)
    return std::nullopt;
  for (const OperandCondition &condition : found.refusal.conditions) {
    Value operand = op->getOperand(condition.access);
    // The range of a constant is known, and did not help.
    if (condition.access != program->getAccumulator() &&
        isa<RankedTensorType>(operand.getType()) &&
        !matchPattern(operand, m_Constant()))
      return condition;
  }
  return std::nullopt;
}

/// Whether all elements of `tensor` are in `range`, as an i1.
static Value emitCheck(OpBuilder &builder, Location loc, Value tensor,
                       IntegerRange range) {
  auto type = cast<RankedTensorType>(tensor.getType());
  Value yes =
      arith::ConstantOp::create(builder, loc, builder.getBoolAttr(true));
  Value empty = tensor::EmptyOp::create(builder, loc, ArrayRef<int64_t>(),
                                        builder.getI1Type());
  Value start =
      linalg::FillOp::create(builder, loc, ValueRange(yes), ValueRange(empty))
          .getResult(0);
  AffineMap all = builder.getMultiDimIdentityMap(type.getRank());
  AffineMap none = AffineMap::get(type.getRank(), 0, builder.getContext());
  SmallVector<utils::IteratorType> loops(type.getRank(),
                                         utils::IteratorType::reduction);
  bool isSigned = range.least < 0;
  using P = arith::CmpIPredicate;
  auto check = linalg::GenericOp::create(
      builder, loc, start.getType(), tensor, start, ArrayRef({all, none}),
      loops, [&](OpBuilder &inner, Location at, ValueRange args) {
        auto bound = [&](P predicate, int64_t end) -> Value {
          llvm::APInt bits = llvm::APInt(64, end, /*isSigned=*/true)
                                 .trunc(type.getElementTypeBitWidth());
          Value number = arith::ConstantOp::create(
              inner, at, inner.getIntegerAttr(type.getElementType(), bits));
          return arith::CmpIOp::create(inner, at, predicate, args[0], number);
        };
        Value low = bound(isSigned ? P::sge : P::uge, range.least);
        Value high = bound(isSigned ? P::sle : P::ule, range.most);
        Value both = arith::AndIOp::create(inner, at, low, high);
        Value sum = arith::AndIOp::create(inner, at, args[1], both);
        linalg::YieldOp::create(inner, at, sum);
      });
  return tensor::ExtractOp::create(builder, loc, check.getResult(0),
                                   ValueRange());
}

static void emitGuard(linalg::LinalgOp op, OperandCondition condition) {
  Location loc = op->getLoc();
  Value operand = op->getOperand(condition.access);
  IRRewriter rewriter(op);
  Value holds = emitCheck(rewriter, loc, operand, condition.range);
  auto branch = scf::IfOp::create(
      rewriter, loc, holds,
      [&](OpBuilder &builder, Location at) {
        Value bounded =
            AssumeOp::create(builder, at, operand.getType(), operand,
                             condition.range.least, condition.range.most);
        Operation *copy = builder.clone(*op);
        copy->setOperand(condition.access, bounded);
        scf::YieldOp::create(builder, at, copy->getResults());
      },
      [&](OpBuilder &builder, Location at) {
        scf::YieldOp::create(builder, at, builder.clone(*op)->getResults());
      });
  rewriter.replaceOp(op, branch.getResults());
}

namespace {
struct GuardRangesPass
    : public mlir::dsa::impl::GuardRangesPassBase<GuardRangesPass> {
  using GuardRangesPassBase::GuardRangesPassBase;

  void runOnOperation() override {
    Location loc = getOperation()->getLoc();
    std::string reason;
    FailureOr<Numerics> set = parseNumerics(numerics, reason);
    if (failed(set)) {
      emitError(loc) << reason;
      return signalPassFailure();
    }
    FailureOr<dsa::Target> target = dsa::Target::load(loc, machine);
    if (failed(target))
      return signalPassFailure();
    GuardFinder finder(*target, *set);
    SmallVector<std::pair<linalg::LinalgOp, OperandCondition>> guards;
    getOperation()->walk([&](linalg::LinalgOp op) {
      if (auto condition = finder.find(op))
        guards.emplace_back(op, *condition);
    });
    for (auto [op, condition] : guards) {
      remark::passed(op->getLoc(), remark::RemarkOpts::name("Guarded").category(
                                       "guard-ranges"))
          << llvm::formatv("'{0}': checks at run time that operand {1} is in "
                           "[{2}, {3}]",
                           op->getName().getStringRef(), condition.access,
                           condition.range.least, condition.range.most)
                 .str();
      emitGuard(op, condition);
    }
  }
};
} // namespace
