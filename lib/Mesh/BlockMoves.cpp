// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Local search in large steps: the mesh is cut in square blocks of cores, and
/// the blocks change places as tasks do, with the flows between them; then each
/// block turns to where its flows are shortest. Graphs made of parts, as
/// pipelines are, come out of bisection with good parts in places that single
/// swaps cannot change.
#include "PlacementProblem.h"
#include <algorithm>

using namespace dsa::mesh;

namespace {
class BlockMover {
public:
  BlockMover(const PlacementProblem &problem, Placement &placement,
             int32_t side);
  /// Whether there are blocks, all of cores that can take a task.
  bool applies() const { return !tasksOf.empty(); }
  void rearrange();
  void turn();

private:
  int32_t cell(int32_t block, int32_t row, int32_t column) const {
    return machine.core(problem.window.r1 + block / across * side + row,
                        problem.window.c1 + block % across * side + column);
  }
  int32_t turned(int32_t block, int32_t core, int turn) const;
  Graph flowsBetweenBlocks() const;
  int64_t cost(const std::vector<int32_t> &tasks, int32_t block, int turn);

  const PlacementProblem &problem;
  const Graph &graph;
  const Machine &machine;
  Placement &placement;
  int32_t side, down, across;
  /// The tasks of each block; the block of each task, -1 beside the blocks.
  std::vector<std::vector<int32_t>> tasksOf;
  std::vector<int32_t> blockOf;
};
} // namespace

BlockMover::BlockMover(const PlacementProblem &problem, Placement &placement,
                       int32_t side)
    : problem(problem), graph(problem.graph), machine(problem.machine),
      placement(placement), side(side), down(problem.window.rows() / side),
      across(problem.window.columns() / side), blockOf(placement.size(), -1) {
  if (down * across < 2)
    return;
  for (int32_t b = 0; b < down * across; ++b)
    for (int32_t r = 0; r < side; ++r)
      for (int32_t c = 0; c < side; ++c)
        if (!problem.room[cell(b, r, c)])
          return;
  tasksOf.resize(down * across);
  for (size_t v = 0; v < placement.size(); ++v) {
    // Swaps may have taken tasks out of the window.
    int32_t below = machine.row(placement[v]) - problem.window.r1;
    int32_t right = machine.column(placement[v]) - problem.window.c1;
    if (below < 0 || right < 0)
      continue;
    int32_t r = below / side, c = right / side;
    if (r >= down || c >= across)
      continue;
    blockOf[v] = r * across + c;
    tasksOf[blockOf[v]].push_back(v);
  }
}

/// Where one of eight orientations takes a core of the block.
int32_t BlockMover::turned(int32_t block, int32_t core, int turn) const {
  int32_t row = (machine.row(core) - problem.window.r1) % side;
  int32_t column = (machine.column(core) - problem.window.c1) % side;
  if (turn & 1)
    std::swap(row, column);
  if (turn & 2)
    row = side - 1 - row;
  if (turn & 4)
    column = side - 1 - column;
  return cell(block, row, column);
}

Graph BlockMover::flowsBetweenBlocks() const {
  Graph result;
  result.vertices = tasksOf.size();
  std::vector<int64_t> arcTo(result.vertices, -1);
  for (int32_t b = 0; b < result.vertices; ++b) {
    int64_t begin = result.targets.size();
    for (int32_t v : tasksOf[b])
      for (int64_t a = graph.offsets[v]; a < graph.offsets[v + 1]; ++a) {
        int32_t other = blockOf[graph.targets[a]];
        if (other < 0 || other == b)
          continue;
        if (arcTo[other] < begin) {
          arcTo[other] = result.targets.size();
          result.targets.push_back(other);
          result.arcWeights.push_back(0);
        }
        result.arcWeights[arcTo[other]] += graph.weight(a);
      }
    result.offsets.push_back(result.targets.size());
  }
  return result;
}

/// The blocks as tasks on a mesh of blocks.
void BlockMover::rearrange() {
  Graph blocks = flowsBetweenBlocks();
  Machine coarse;
  coarse.rows = down;
  coarse.columns = across;
  PlacementProblem arrangement(blocks, coarse, problem.options);
  arrangement.room.assign(coarse.cores(), 1);
  arrangement.totalWeight = blocks.vertices;
  arrangement.window = {0, down - 1, 0, across - 1};
  arrangement.deadline = problem.deadline;
  Placement order(blocks.vertices);
  for (int32_t b = 0; b < blocks.vertices; ++b)
    order[b] = b;
  improveBySwaps(arrangement, order, 12);
  improveByAnnealing(
      arrangement, order, 1.0,
      std::min(400, (problem.graph.vertices > manyTasks ? 60'000 : 400'000) /
                        blocks.vertices));
  improveBySwaps(arrangement, order, 12);
  int64_t before = hopVolume(problem, placement);
  Placement moved = placement;
  for (int32_t b = 0; b < blocks.vertices; ++b)
    for (int32_t v : tasksOf[b])
      moved[v] = turned(order[b], placement[v], 0);
  if (hopVolume(problem, moved) >= before)
    return;
  placement = std::move(moved);
  std::vector<std::vector<int32_t>> there(tasksOf.size());
  for (size_t b = 0; b < tasksOf.size(); ++b)
    there[order[b]] = std::move(tasksOf[b]);
  tasksOf = std::move(there);
  for (size_t b = 0; b < tasksOf.size(); ++b)
    for (int32_t v : tasksOf[b])
      blockOf[v] = b;
}

/// Of the flows that leave the block, if it were turned.
int64_t BlockMover::cost(const std::vector<int32_t> &tasks, int32_t block,
                         int turn) {
  int64_t sum = 0;
  for (int32_t v : tasks) {
    int32_t core = turned(block, placement[v], turn);
    for (int64_t a = graph.offsets[v]; a < graph.offsets[v + 1]; ++a)
      if (blockOf[graph.targets[a]] != block)
        sum += graph.weight(a) *
               machine.distance(core, placement[graph.targets[a]]);
  }
  return sum;
}

void BlockMover::turn() {
  bool changed = true;
  for (int sweep = 0; sweep < 3 && changed && !problem.outOfTime(); ++sweep) {
    changed = false;
    for (size_t b = 0; b < tasksOf.size(); ++b) {
      // Only those with flows that leave count.
      std::vector<int32_t> outer;
      for (int32_t v : tasksOf[b])
        if (std::any_of(graph.targets.begin() + graph.offsets[v],
                        graph.targets.begin() + graph.offsets[v + 1],
                        [&](int32_t u) { return blockOf[u] != int32_t(b); }))
          outer.push_back(v);
      int best = 0;
      int64_t least = cost(outer, b, 0);
      for (int turn = 1; turn < 8; ++turn)
        if (int64_t turnCost = cost(outer, b, turn); turnCost < least) {
          least = turnCost;
          best = turn;
        }
      if (!best)
        continue;
      changed = true;
      for (int32_t v : tasksOf[b])
        placement[v] = turned(b, placement[v], best);
    }
  }
}

void dsa::mesh::improveByBlockMoves(const PlacementProblem &problem,
                                    Placement &placement) {
  for (int64_t room : problem.room)
    if (room > 1)
      return;
  for (int32_t side : {32, 16, 8, 4, 2}) {
    if (side < 4 && problem.graph.vertices > manyTasks)
      break; // as slow as swaps of single tasks
    BlockMover mover(problem, placement, side);
    if (!mover.applies())
      continue;
    mover.rearrange();
    mover.turn();
  }
}
