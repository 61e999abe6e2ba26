// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Block sizes from formulas over a machine's registers and caches.
#include "dsa/DataMovement/Blocking.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MathExtras.h"
#include <algorithm>
#include <cmath>
#include <tuple>

using namespace mlir;
using namespace mlir::dsa;
using llvm::ArrayRef;
using llvm::divideCeil;

/// The part of a cache that blocks may fill: the rest is for what streams past
/// and for lines that share a set.
static constexpr double kUsableCache = 0.75;

namespace {
/// A register block of `outerSize` by `innerSize` blocks.
struct RegisterBlock {
  int outer, inner;
  int64_t outerSize, innerSize;

  int64_t along(unsigned coordinate) const {
    if (int(coordinate) == outer)
      return outerSize;
    return int(coordinate) == inner ? innerSize : 1;
  }
  int64_t size() const { return outerSize * innerSize; }
  /// The coordinate of the longer side.
  int slow() const { return outerSize > innerSize ? outer : inner; }
  /// How many different blocks of `operand` it takes.
  int64_t count(const GridOperand &operand) const {
    int64_t result = 1;
    for (auto [coordinate, used] : llvm::enumerate(operand.uses))
      result *= used ? along(coordinate) : 1;
    return result;
  }
};
} // namespace

/// Whether the accumulators and the inputs that are live together fit their
/// registers. Blocks are done row by row along the longer side: an input that
/// the other side tells apart stays live, any other is there once at a time.
static bool fitsRegisters(const BlockingProblem &problem,
                          const RegisterBlock &block) {
  int slow = block.slow();
  llvm::SmallVector<int64_t> live(problem.pools.size(), 0);
  live[problem.accumulator.pool] += block.count(problem.accumulator);
  for (const GridOperand &input : problem.inputs) {
    bool isStreamed = slow >= 0 && input.uses[slow];
    live[input.pool] += isStreamed ? 1 : block.count(input);
  }
  for (auto [needed, available] : llvm::zip(live, problem.pools))
    if (needed > available)
      return false;
  return true;
}

/// Cycles of one step of the reduction: bound by the instruction's units, by
/// the loads, or by the chain through each accumulator.
static double stepCycles(const BlockingProblem &problem,
                         const RegisterBlock &block) {
  double loads = 0;
  for (const GridOperand &input : problem.inputs)
    loads += block.count(input) * input.loadCycles;
  return std::max(
      {block.size() * problem.interval, loads,
       llvm::is_contained(problem.isReduction, true) ? problem.latency : 0.0});
}

/// Loads for each instruction: less is better where cycles are equal.
static double loadsPerInstruction(const BlockingProblem &problem,
                                  const RegisterBlock &block) {
  int64_t loads = 0;
  for (const GridOperand &input : problem.inputs)
    loads += block.count(input);
  return double(loads) / double(block.size());
}

/// Cycles of one step over the whole grid of the two coordinates, remainders
/// included, and how many kinds of remainder there are.
static std::pair<double, int> gridCycles(const BlockingProblem &problem,
                                         const RegisterBlock &block) {
  auto parts = [&](int coordinate, int64_t size) {
    llvm::SmallVector<std::pair<int64_t, int64_t>> result; // size, how often
    int64_t extent = coordinate < 0 ? 1 : problem.extents[coordinate];
    if (extent / size)
      result.emplace_back(size, extent / size);
    if (extent % size)
      result.emplace_back(extent % size, 1);
    return result;
  };
  double cycles = 0;
  int kinds = 0;
  for (auto [outerSize, outerCount] : parts(block.outer, block.outerSize))
    for (auto [innerSize, innerCount] : parts(block.inner, block.innerSize)) {
      RegisterBlock part{block.outer, block.inner, outerSize, innerSize};
      cycles += double(outerCount * innerCount) * stepCycles(problem, part);
      ++kinds;
    }
  return {cycles, kinds};
}

static RegisterBlock chooseRegisterBlock(const BlockingProblem &problem) {
  // Half a percent of modelled cycles is not worth another kind of remainder.
  constexpr double kGrain = 1.005;
  RegisterBlock best{-1, -1, 1, 1};
  std::tuple<double, int, double> bestScore{0, 0, 0};
  bool found = false;
  auto consider = [&](const RegisterBlock &block) {
    if (!fitsRegisters(problem, block))
      return;
    auto [cycles, kinds] = gridCycles(problem, block);
    // Compare cycles of the same work: the coordinates left out repeat.
    for (auto [coordinate, extent] : llvm::enumerate(problem.extents))
      if (int(coordinate) != block.outer && int(coordinate) != block.inner &&
          !problem.isReduction[coordinate])
        cycles *= double(extent);
    std::tuple<double, int, double> score{
        std::floor(std::log(cycles) / std::log(kGrain)), kinds,
        loadsPerInstruction(problem, block)};
    if (found && !(score < bestScore))
      return;
    found = true;
    best = block;
    bestScore = score;
  };
  int64_t most = *std::max_element(problem.pools.begin(), problem.pools.end());
  int numCoordinates = problem.extents.size();
  auto isCandidate = [&](int coordinate) {
    return !problem.isReduction[coordinate] && problem.extents[coordinate] > 1;
  };
  consider(best);
  for (int inner = 0; inner < numCoordinates; ++inner) {
    if (!isCandidate(inner))
      continue;
    for (int outer = inner + 1; outer <= numCoordinates; ++outer) {
      bool hasOuter = outer < numCoordinates;
      if (hasOuter && !isCandidate(outer))
        continue;
      int64_t outerEnd = hasOuter ? std::min(most, problem.extents[outer]) : 1;
      for (int64_t i = 1; i <= std::min(most, problem.extents[inner]); ++i)
        for (int64_t o = 1; o <= outerEnd; ++o)
          consider({hasOuter ? outer : -1, inner, o, i});
    }
  }
  return best;
}

/// Bytes of the inputs that one step of the reduction takes from coordinates
/// along which `coordinate` does (or, if false, does not) advance.
static int64_t panelBytes(const BlockingProblem &problem,
                          const RegisterBlock &block, int coordinate) {
  int64_t bytes = 0;
  for (const GridOperand &input : problem.inputs)
    if (coordinate >= 0 && input.uses[coordinate])
      bytes += block.count(input) * input.bytes;
  return bytes;
}

/// A chunk of the first reduction coordinate, so that the panels of one
/// register block stay in the inner cache.
static int64_t chooseChunk(const BlockingProblem &problem,
                           const RegisterBlock &block,
                           ArrayRef<unsigned> reductions) {
  int64_t extent = problem.extents[reductions.front()];
  if (!problem.innerCacheBytes)
    return extent;
  int64_t bytes = 0;
  for (const GridOperand &input : problem.inputs)
    bytes += block.count(input) * input.bytes;
  for (unsigned coordinate : reductions.drop_front())
    bytes *= problem.extents[coordinate];
  int64_t most = std::max<int64_t>(
      1, int64_t(problem.innerCacheBytes * kUsableCache) / bytes);
  // Chunks of equal size.
  return divideCeil(extent, divideCeil(extent, std::min(extent, most)));
}

/// Cache blocks of the two coordinates: the split with the least traffic from
/// beyond the outer cache, among those whose blocks fit it together.
static void chooseCacheBlocks(const BlockingProblem &problem,
                              const RegisterBlock &block, int64_t steps,
                              BlockingPlan &plan) {
  if (plan.inner < 0 || !problem.outerCacheBytes)
    return;
  double capacity = double(problem.outerCacheBytes) * kUsableCache;
  auto blockOf = [&](int coordinate, int64_t parts) -> int64_t {
    if (coordinate < 0)
      return 1;
    int64_t unit = plan.registerBlock[coordinate];
    int64_t units = divideCeil(problem.extents[coordinate], unit);
    return divideCeil(units, parts) * unit;
  };
  auto bytesOf = [&](const GridOperand &operand, int64_t outer, int64_t inner,
                     int64_t depth) {
    double bytes = double(operand.bytes) * double(depth);
    if (plan.outer >= 0 && operand.uses[plan.outer])
      bytes *= double(outer);
    return operand.uses[plan.inner] ? bytes * double(inner) : bytes;
  };
  constexpr int64_t kMostParts = 256;
  double bestTraffic = -1;
  auto partsOf = [&](int coordinate) {
    return coordinate < 0
               ? int64_t(1)
               : std::min(kMostParts,
                          int64_t(divideCeil(problem.extents[coordinate],
                                             plan.registerBlock[coordinate])));
  };
  for (int64_t o = 1; o <= partsOf(plan.outer); ++o)
    for (int64_t i = 1; i <= partsOf(plan.inner); ++i) {
      int64_t outer = blockOf(plan.outer, o), inner = blockOf(plan.inner, i);
      double footprint = bytesOf(problem.accumulator, outer, inner, 1);
      double traffic = 0;
      for (const GridOperand &input : problem.inputs) {
        double bytes = bytesOf(input, outer, inner, steps);
        footprint += bytes;
        traffic += bytes * double(o * i);
      }
      bool isLast = o == partsOf(plan.outer) && i == partsOf(plan.inner);
      if (footprint > capacity && !(isLast && bestTraffic < 0))
        continue;
      if (bestTraffic >= 0 && traffic >= bestTraffic)
        continue;
      bestTraffic = traffic;
      if (plan.outer >= 0)
        plan.cacheBlock[plan.outer] = outer;
      plan.cacheBlock[plan.inner] = inner;
    }
}

BlockingPlan dsa::planBlocking(const BlockingProblem &problem,
                               ArrayRef<unsigned> reductions) {
  RegisterBlock block = chooseRegisterBlock(problem);
  int slow = block.slow();
  // The larger panel stays in the inner cache while the other streams past it.
  if (panelBytes(problem, block, block.inner) >
      panelBytes(problem, block, block.outer)) {
    std::swap(block.inner, block.outer);
    std::swap(block.innerSize, block.outerSize);
  }
  if (block.inner < 0 && block.outer >= 0) {
    std::swap(block.inner, block.outer);
    std::swap(block.innerSize, block.outerSize);
  }
  BlockingPlan plan;
  plan.slow = slow;
  plan.outer = block.outer;
  plan.inner = block.inner;
  plan.reductions.assign(reductions.begin(), reductions.end());
  plan.cacheBlock = problem.extents;
  for (unsigned coordinate = 0; coordinate < problem.extents.size();
       ++coordinate)
    plan.registerBlock.push_back(block.along(coordinate));
  plan.cyclesPerInstruction = stepCycles(problem, block) / double(block.size());
  int64_t steps = 1;
  if (!reductions.empty()) {
    plan.cacheBlock[reductions.front()] =
        chooseChunk(problem, block, reductions);
    for (unsigned coordinate : reductions)
      steps *= plan.cacheBlock[coordinate];
  }
  chooseCacheBlocks(problem, block, steps, plan);
  return plan;
}
