// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Takes each operation that carries `dsa.match` to blocks of exactly one
/// instruction: packs what has to be packed, chooses block sizes, and emits the
/// loops. What carries no match is left alone.
#include "BlockNest.h"
#include "DynamicBlocks.h"
#include "InvokeOnMemory.h"
#include "OperandLayout.h"
#include "UnitLoops.h"
#include "dsa/Dialect/DSA/IR/DSA.h"
#include "dsa/Dialect/Tile/IR/Tile.h"
#include "dsa/Dialect/Tile/Transforms/Passes.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Remarks.h"

namespace mlir::dsa::tile {
#define GEN_PASS_DEF_AUTOTILEPASS
#include "dsa/Dialect/Tile/Transforms/Passes.h.inc"
} // namespace mlir::dsa::tile

using namespace mlir;
using namespace mlir::dsa;
using namespace mlir::dsa::tile;

namespace {

/// One matched operation on its way to blocks.
class MatchedTiling {
public:
  MatchedTiling(linalg::LinalgOp op, ResolvedMatch &match, const Target &target)
      : op(op), match(match), target(target), grid(op, match),
        values(getAccessedValues(op)) {}

  /// Decides everything; changes nothing. Fails with `reason` set.
  LogicalResult plan();
  void apply();

  std::string reason;

private:
  LogicalResult planOperand(unsigned index);
  LogicalResult checkPadding();
  LogicalResult checkAccumulator();
  void planZeroStart();
  void planBlocks();
  void remarkPlan();

  linalg::LinalgOp op;
  ResolvedMatch &match;
  const Target &target;
  BlockGrid grid;
  SmallVector<AccessedValue> values;
  std::vector<OperandLayout> layouts;
  SmallVector<RegistersOp> classes;
  SmallVector<SmallVector<bool>> uses;
  dsa::BlockingPlan blocking;
  bool startsAtZero = false;
};

struct AutoTile : public dsa::tile::impl::AutoTilePassBase<AutoTile> {
  using AutoTilePassBase::AutoTilePassBase;
  void runOnOperation() override;
};

} // namespace

//===----------------------------------------------------------------------===//
// Plan
//===----------------------------------------------------------------------===//

static MemRefType getMemoryType(InstructionOp copy) {
  for (Type type : copy.getFunctionType().getInputs())
    if (auto memory = dyn_cast<MemRefType>(type))
      return memory;
  return {};
}

/// Whether `value` is a constant, so that copying it costs nothing at run time,
/// or may lie in memory with gaps between the elements of its last dimension.
static bool prefersCopy(Value value) {
  bool hasGaps = false;
  Operation *op = lookThroughViews(value, hasGaps).getDefiningOp();
  return hasGaps || (op && op->hasTrait<OpTrait::ConstantLike>());
}

LogicalResult MatchedTiling::planOperand(unsigned index) {
  auto reg =
      dyn_cast<RegType>(match.instruction.getFunctionType().getInput(index));
  RegistersOp registers =
      reg ? target.lookupRegisters(reg.getRegisters()) : RegistersOp();
  if (!registers) {
    reason = "expected operand " + std::to_string(index) +
             " of the instruction to be a register";
    return failure();
  }
  classes.push_back(registers);
  bool isAccumulator = index == match.accumulator;
  InstructionOp load = target.findLoad(reg.getRegisters());
  InstructionOp store = target.findStore(reg.getRegisters());
  if (!load || (isAccumulator && !store)) {
    reason = ("expected instructions that load and store registers of @" +
              registers.getSymName())
                 .str();
    return failure();
  }
  SmallVector<MemRefType> memory = {getMemoryType(load)};
  if (isAccumulator)
    memory.push_back(getMemoryType(store));
  Value source = values[match.operands[index].source].value;
  FailureOr<OperandLayout> layout = computeLayout(
      grid, index, memory, !isAccumulator && prefersCopy(source), reason);
  if (failed(layout))
    return failure();
  if (layout->block != registers.getMeaning()) {
    llvm::raw_string_ostream(reason)
        << "expected blocks of " << registers.getMeaning() << ", but got "
        << layout->block;
    return failure();
  }
  uses.emplace_back();
  for (unsigned dim = 0; dim < grid.numBlockCoordinates(); ++dim)
    uses.back().push_back(
        llvm::any_of(layout->factors, [&](const Factor &factor) {
          return factor.offset.isFunctionOfDim(dim);
        }));
  layouts.push_back(std::move(*layout));
  return success();
}

/// What is beyond the end of a reduction must be padding in every input.
LogicalResult MatchedTiling::checkPadding() {
  auto iterators = op.getIteratorTypesArray();
  for (auto [loop, isRagged] : llvm::enumerate(grid.isRagged)) {
    if (!isRagged || iterators[loop] != utils::IteratorType::reduction)
      continue;
    for (auto [index, operand] : llvm::enumerate(match.operands)) {
      AffineMap map = values[operand.source].map;
      if (index == match.accumulator || map.isFunctionOfDim(loop))
        continue;
      reason = "expected operand " + std::to_string(operand.source) +
               " to be padded along reduction loop " + std::to_string(loop) +
               ", but it does not depend on it";
      return failure();
    }
  }
  return success();
}

LogicalResult MatchedTiling::checkAccumulator() {
  AffineMap map = op.getMatchingIndexingMap(op.getDpsInitOperand(0));
  if (!map.isProjectedPermutation()) {
    reason = "expected each dimension of the result to be one loop";
    return failure();
  }
  for (auto [dim, used] : llvm::enumerate(uses[match.accumulator]))
    if (used && match.isReductionBlock[dim]) {
      reason = "expected a result that does not depend on the blocks of a "
               "reduction";
      return failure();
    }
  for (unsigned dim = 0; dim < grid.numBlockCoordinates(); ++dim)
    if (!match.isReductionBlock[dim] && grid.extents[dim] > 1 &&
        !uses[match.accumulator][dim]) {
      reason = "expected a result that differs in every block";
      return failure();
    }
  return success();
}

/// The destination of a fill with zeros; null if `init` is none. A constant has
/// no destination: any will do.
static std::optional<Value> getZeroFill(Value init) {
  auto isZero = [](Attribute value) {
    if (auto number = dyn_cast_or_null<FloatAttr>(value))
      return number.getValue().isPosZero();
    auto number = dyn_cast_or_null<IntegerAttr>(value);
    return number && number.getValue().isZero();
  };
  Attribute value;
  if (auto fill = init.getDefiningOp<linalg::FillOp>())
    if (matchPattern(fill.getInputs()[0], m_Constant(&value)) && isZero(value))
      return fill.getOutputs()[0];
  if (matchPattern(init, m_Constant(&value)))
    if (auto elements = dyn_cast<SplatElementsAttr>(value))
      if (isZero(elements.getSplatValue<Attribute>()))
        return Value();
  return std::nullopt;
}

void MatchedTiling::planZeroStart() {
  auto reg = cast<RegType>(
      match.instruction.getFunctionType().getInput(match.accumulator));
  startsAtZero = target.findZero(reg.getRegisters()) &&
                 getZeroFill(op.getDpsInits()[0]).has_value();
}

static double getCyclesPerStart(InstructionOp instruction) {
  auto cost = instruction.getCostAttr();
  return cost ? cost.getCyclesPerStart() : 1.0;
}

/// Zeros that may stay in the registers of `owner`, shared between loops: one
/// of each class that can be copied.
static int64_t countSharedZeros(const Target &target, RegistersOp owner) {
  int64_t count = 0;
  target.getLibrary().walk([&](RegistersOp registers) {
    count += registers.getOwner() == owner && !registers.getNoCopy() &&
             target.findZero(registers.getReference());
  });
  return count;
}

/// The bytes of the caches that a core has for itself, from the core outwards.
static SmallVector<int64_t> getPrivateCaches(const Target &target) {
  SmallVector<int64_t> caches;
  for (auto memory : target.getMachine().getBody().getOps<dsa::MemoryOp>())
    if (memory.getCache() && memory.getSharedBy() == 1)
      caches.push_back(memory.getBytes());
  return caches;
}

void MatchedTiling::planBlocks() {
  dsa::BlockingProblem problem;
  unsigned numCoordinates = grid.numBlockCoordinates();
  problem.extents.assign(grid.extents.begin(),
                         grid.extents.begin() + numCoordinates);
  problem.isReduction = SmallVector<bool>(match.isReductionBlock);
  SmallVector<RegistersOp> owners;
  for (auto [index, registers] : llvm::enumerate(classes)) {
    RegistersOp owner = registers.getOwner();
    unsigned pool = llvm::find(owners, owner) - owners.begin();
    if (pool == owners.size()) {
      owners.push_back(owner);
      problem.pools.push_back(std::max<int64_t>(
          1, owner.getCount().value_or(1) - countSharedZeros(target, owner)));
    }
    dsa::GridOperand operand;
    operand.uses = uses[index];
    RankedTensorType type = registers.getMeaning();
    operand.bytes = llvm::divideCeil(
        type.getNumElements() * type.getElementTypeBitWidth(), 8);
    operand.loadCycles =
        getCyclesPerStart(target.findLoad(registers.getReference()));
    operand.pool = pool;
    if (index == match.accumulator)
      problem.accumulator = operand;
    else
      problem.inputs.push_back(operand);
  }
  problem.interval = getCyclesPerStart(match.instruction);
  if (auto cost = match.instruction.getCostAttr())
    problem.latency = cost.getLatency();
  SmallVector<int64_t> caches = getPrivateCaches(target);
  if (!caches.empty())
    problem.innerCacheBytes = caches.front();
  if (caches.size() > 1)
    problem.outerCacheBytes = caches.back();
  // In the order of the coordinates: a float reduction may have to keep it.
  SmallVector<unsigned> reductions;
  for (unsigned dim = 0; dim < numCoordinates; ++dim)
    if (match.isReductionBlock[dim] && grid.extents[dim] > 1)
      reductions.push_back(dim);
  blocking = planBlocking(problem, reductions);
}

LogicalResult MatchedTiling::plan() {
  if (!grid.isExact) {
    reason = "expected a mapping onto whole blocks";
    return failure();
  }
  for (unsigned index = 0; index < match.operands.size(); ++index)
    if (failed(planOperand(index)))
      return failure();
  if (failed(checkPadding()) || failed(checkAccumulator()))
    return failure();
  planZeroStart();
  planBlocks();
  return success();
}

//===----------------------------------------------------------------------===//
// Apply
//===----------------------------------------------------------------------===//

void MatchedTiling::remarkPlan() {
  auto remark = remark::passed(
      op->getLoc(), remark::RemarkOpts::name("blocks").category("auto-tile"));
  std::string text;
  llvm::raw_string_ostream stream(text);
  auto print = [&](StringRef name, ArrayRef<int64_t> values) {
    stream << name << " ";
    llvm::interleave(values, stream, "x");
  };
  print("grid", ArrayRef(grid.extents).take_front(grid.numBlockCoordinates()));
  print(", register block", blocking.registerBlock);
  print(", cache block", blocking.cacheBlock);
  stream << ", operands";
  for (const OperandLayout &layout : layouts) {
    constexpr StringLiteral names[] = {"sliced", "permuted", "gathered"};
    stream << " " << names[static_cast<unsigned>(layout.kind)];
  }
  remark << text;
}

void MatchedTiling::apply() {
  remarkPlan();
  IRRewriter rewriter(op->getContext());
  rewriter.setInsertionPoint(op);
  Location loc = op->getLoc();
  Value init = op.getDpsInits()[0];
  Value destination = init;
  if (startsAtZero)
    destination = *getZeroFill(init);
  if (!destination) {
    auto type = cast<RankedTensorType>(init.getType());
    destination = tensor::EmptyOp::create(rewriter, loc, type.getShape(),
                                          type.getElementType());
  }
  SmallVector<PlacedOperand> operands;
  Value carried;
  for (auto [index, layout] : llvm::enumerate(layouts)) {
    Type space = match.instruction.getFunctionType().getInput(index);
    auto encoding =
        InAttr::get(op->getContext(), cast<RegType>(space).getRegisters());
    PlacedOperand operand{&layout, layout.block.cloneWithEncoding(encoding),
                          uses[index], Value()};
    Value source = values[match.operands[index].source].value;
    if (index != match.accumulator)
      operand.tensor = placeOperand(rewriter, loc, layout, source,
                                    match.operands[index].padding);
    else if (startsAtZero)
      carried = placeEmptyDestination(rewriter, loc, layout, destination);
    else
      carried =
          placeOperand(rewriter, loc, layout, source,
                       rewriter.getZeroAttr(layout.block.getElementType()));
    operands.push_back(operand);
  }
  BlockOperation block(match,
                       op->getAttrOfType<MatchAttr>(dsa::kMatchAttrName));
  BlockNest nest(grid, blocking, block, std::move(operands), startsAtZero);
  Value computed = nest.emit(rewriter, loc, carried);
  Value result = collectResult(rewriter, loc, grid, layouts[match.accumulator],
                               computed, destination);
  rewriter.replaceOp(op, result);
}

//===----------------------------------------------------------------------===//
// Pass
//===----------------------------------------------------------------------===//

static LogicalResult decline(linalg::LinalgOp op, StringRef reason) {
  remark::missed(op->getLoc(),
                 remark::RemarkOpts::name("blocks").category("auto-tile"))
      << "left to vector code: " + reason.str();
  op->removeAttr(dsa::kMatchAttrName);
  return success();
}

/// Cuts `op` into blocks, or declines; fails where its match does not hold.
static LogicalResult tileMatched(linalg::LinalgOp op, const Target &target) {
  FailureOr<ResolvedMatch> match = dsa::resolveMatch(op, target);
  if (failed(match))
    return failure();
  IRRewriter rewriter(op->getContext());
  std::string reason;
  if (hasIdleLoops(*match)) {
    FailureOr<linalg::LinalgOp> extended =
        addUnitLoops(rewriter, op, *match, reason);
    if (failed(extended))
      return decline(op, reason);
    return tileMatched(*extended, target);
  }
  if (match->instruction.isMemory(match->accumulator)) {
    if (failed(invokeOnMemory(op, *match, target, reason)))
      return decline(op, reason);
    return success();
  }
  if (llvm::any_of(op.getStaticLoopRanges(), ShapedType::isDynamic)) {
    SmallVector<int64_t> caches = getPrivateCaches(target);
    FailureOr<SmallVector<linalg::LinalgOp>> parts = cutToStaticBlocks(
        rewriter, op, *match, caches.empty() ? 0 : caches.front(), reason);
    if (failed(parts))
      return decline(op, reason);
    for (linalg::LinalgOp part : *parts)
      if (failed(tileMatched(part, target)))
        return failure();
    return success();
  }
  MatchedTiling tiling(op, *match, target);
  if (failed(tiling.plan()))
    return decline(op, tiling.reason);
  tiling.apply();
  return success();
}

void AutoTile::runOnOperation() {
  SmallVector<linalg::LinalgOp> matched;
  getOperation().walk([&](linalg::LinalgOp op) {
    if (op->hasAttr(dsa::kMatchAttrName))
      matched.push_back(op);
  });
  if (matched.empty())
    return;
  FailureOr<Target> target = Target::load(getOperation().getLoc(), machine);
  if (failed(target))
    return signalPassFailure();
  for (linalg::LinalgOp op : matched)
    if (failed(tileMatched(op, *target)))
      return signalPassFailure();
}
