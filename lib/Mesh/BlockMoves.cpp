// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Local search in large steps: square blocks of cores swap their tasks, turned
/// and mirrored, or turn in place. Graphs made of parts, as pipelines are, come
/// out of bisection with good parts in places that single swaps cannot change.
#include "PlacementProblem.h"
#include <algorithm>

using namespace dsa::mesh;

namespace {
class BlockMover {
public:
  BlockMover(const PlacementProblem &problem, Placement &placement)
      : problem(problem), graph(problem.graph), machine(problem.machine),
        placement(placement), taskOn(machine.cores(), -1),
        moving(placement.size(), false), random(problem.options.seed * 31 + 7) {
    for (size_t v = 0; v < placement.size(); ++v)
      taskOn[placement[v]] = v;
  }
  void run(int32_t side, int64_t visits);

private:
  int32_t cell(int32_t block, int32_t row, int32_t column) const {
    return machine.core(problem.window.r1 + block / across * side + row,
                        problem.window.c1 + block % across * side + column);
  }
  int32_t blockOf(int32_t core) const;
  int32_t turned(int32_t block, int32_t row, int32_t column, int turn) const;
  bool tryMove(int32_t a, int32_t b, int turnA, int turnB);
  int64_t cost();
  int32_t propose(int32_t block);

  const PlacementProblem &problem;
  const Graph &graph;
  const Machine &machine;
  Placement &placement;
  std::vector<int32_t> taskOn;
  std::vector<bool> moving;
  Random random;
  int32_t side = 0, down = 0, across = 0;
  std::vector<int32_t> tasks, targets, sources;
  int64_t visited = 0;
};
} // namespace

int32_t BlockMover::blockOf(int32_t core) const {
  int32_t r = (machine.row(core) - problem.window.r1) / side;
  int32_t c = (machine.column(core) - problem.window.c1) / side;
  return r < 0 || c < 0 || r >= down || c >= across ? -1 : r * across + c;
}

/// Where one of eight orientations takes a cell.
int32_t BlockMover::turned(int32_t block, int32_t row, int32_t column,
                           int turn) const {
  if (turn & 1)
    std::swap(row, column);
  if (turn & 2)
    row = side - 1 - row;
  if (turn & 4)
    column = side - 1 - column;
  return cell(block, row, column);
}

/// Of all arcs at the moving tasks, both ways.
int64_t BlockMover::cost() {
  int64_t sum = 0;
  for (int32_t v : tasks) {
    visited += graph.offsets[v + 1] - graph.offsets[v];
    for (int64_t a = graph.offsets[v]; a < graph.offsets[v + 1]; ++a) {
      int32_t u = graph.targets[a];
      int64_t arc =
          graph.weight(a) * machine.distance(placement[v], placement[u]);
      sum += moving[u] ? arc : 2 * arc;
    }
  }
  return sum;
}

bool BlockMover::tryMove(int32_t a, int32_t b, int turnA, int turnB) {
  tasks.clear();
  targets.clear();
  auto collect = [&](int32_t from, int32_t to, int turn) {
    for (int32_t r = 0; r < side; ++r)
      for (int32_t c = 0; c < side; ++c) {
        int32_t v = taskOn[cell(from, r, c)];
        if (v < 0)
          continue;
        tasks.push_back(v);
        targets.push_back(turned(to, r, c, turn));
      }
  };
  collect(a, b, turnA);
  if (a != b)
    collect(b, a, turnB);
  for (int32_t core : targets)
    if (!problem.room[core])
      return false;
  sources.clear();
  for (int32_t v : tasks) {
    moving[v] = true;
    sources.push_back(placement[v]);
  }
  int64_t before = cost();
  for (size_t i = 0; i < tasks.size(); ++i)
    placement[tasks[i]] = targets[i];
  bool better = cost() < before;
  for (size_t i = 0; i < tasks.size(); ++i) {
    moving[tasks[i]] = false;
    if (!better)
      placement[tasks[i]] = sources[i];
  }
  if (!better)
    return false;
  for (int32_t core : sources)
    taskOn[core] = -1;
  for (size_t i = 0; i < tasks.size(); ++i)
    taskOn[targets[i]] = tasks[i];
  return true;
}

/// A block beside one that this block talks to, or any.
int32_t BlockMover::propose(int32_t block) {
  int32_t blocks = down * across;
  int32_t v = taskOn[cell(block, random.below(side), random.below(side))];
  if (v < 0 || graph.offsets[v] == graph.offsets[v + 1] || random.below(4) == 0)
    return random.below(blocks);
  int64_t degree = graph.offsets[v + 1] - graph.offsets[v];
  int32_t u = graph.targets[graph.offsets[v] + random.below(degree)];
  int32_t other = blockOf(placement[u]);
  if (other < 0)
    return random.below(blocks);
  int32_t r = other / across + int32_t(random.below(3)) - 1;
  int32_t c = other % across + int32_t(random.below(3)) - 1;
  if (r < 0 || c < 0 || r >= down || c >= across)
    return other;
  return r * across + c;
}

void BlockMover::run(int32_t size, int64_t visits) {
  side = size;
  down = problem.window.rows() / side;
  across = problem.window.columns() / side;
  if (down * across < 2)
    return;
  for (visited = 0; visited < visits && !problem.outOfTime();) {
    ++visited; // blocks without tasks end it, too
    int32_t a = random.below(down * across);
    int32_t b = random.below(4) == 0 ? a : propose(a);
    tryMove(a, b, random.below(8), random.below(8));
  }
}

void dsa::mesh::improveByBlockMoves(const PlacementProblem &problem,
                                    Placement &placement, int64_t visits) {
  for (int64_t room : problem.room)
    if (room > 1)
      return;
  BlockMover mover(problem, placement);
  for (int32_t side : {16, 8, 4, 2})
    mover.run(side, visits / 4);
}
