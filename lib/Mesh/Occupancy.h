// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Which tasks are on which core, and what moving or swapping them changes.
#ifndef DSA_LIB_MESH_OCCUPANCY_H
#define DSA_LIB_MESH_OCCUPANCY_H

#include "PlacementProblem.h"
#include "PlacementRules.h"
#include <algorithm>
#include <cstdlib>

namespace dsa::mesh {

class Occupancy {
public:
  struct Cell {
    int16_t row, column;
  };
  /// A task to a core; `other` (-1: none) comes back to the task's core.
  struct Move {
    int64_t delta = 0;
    int32_t task = -1, target = -1, other = -1;
  };

  Occupancy(const PlacementProblem &problem, Placement &placement)
      : problem(problem), placement(placement), cells(placement.size()),
        first(problem.machine.cores(), -1), next(placement.size(), -1),
        load(problem.machine.cores(), 0) {
    for (int32_t task = placement.size() - 1; task >= 0; --task)
      insert(task, placement[task]);
  }

  int32_t core(int32_t task) const { return placement[task]; }
  Cell cell(int32_t task) const { return cells[task]; }

  /// Half of what moving `task` to `target` changes in the hop volume (the
  /// other half is the arcs back), `except` taken to stay as far as it is.
  int64_t moveDelta(int32_t task, Cell target, int32_t except) const {
    if (problem.machine.torus)
      return sumOverArcs(task, except, [&](Cell there) {
        return torusDistance(target, there) - torusDistance(cells[task], there);
      });
    if (problem.machine.hasChips())
      return sumOverArcs(task, except, [&](Cell there) {
        return chipDistance(target, there) - chipDistance(cells[task], there);
      });
    Cell from = cells[task];
    return sumOverArcs(task, except, [&](Cell there) {
      return std::abs(target.row - there.row) +
             std::abs(target.column - there.column) -
             std::abs(from.row - there.row) -
             std::abs(from.column - there.column);
    });
  }

  /// Replaces `best` by the best way to bring `task` to `target`, if better.
  void tryMove(int32_t task, Cell cell, Move &best) const {
    int32_t target = problem.machine.core(cell.row, cell.column);
    int64_t room = problem.room[target] - load[target];
    int64_t weight = problem.weight(task);
    if (room >= weight) {
      int64_t delta = moveDelta(task, cell, -1);
      if (delta < best.delta && isAllowed(task, target, -1))
        best = {delta, task, target, -1};
      return;
    }
    int32_t from = placement[task];
    int64_t roomBack = problem.room[from] - load[from] + weight;
    for (int32_t other = first[target]; other >= 0; other = next[other]) {
      int64_t otherWeight = problem.weight(other);
      if (room + otherWeight < weight || roomBack < otherWeight)
        continue;
      // A task with very many flows hardly ever gives way, and is slow to ask.
      if (degree(other) > 16 * degree(task) + 64)
        continue;
      int64_t delta =
          moveDelta(task, cell, other) + moveDelta(other, cells[task], task);
      if (delta < best.delta && isAllowed(task, target, other))
        best = {delta, task, target, other};
    }
  }

  void apply(const Move &move) {
    int32_t from = placement[move.task];
    remove(move.task);
    if (move.other >= 0) {
      remove(move.other);
      insert(move.other, from);
    }
    insert(move.task, move.target);
  }

private:
  bool isAllowed(int32_t task, int32_t target, int32_t other) const {
    return !problem.rules ||
           problem.rules->allow(placement, task, target, other);
  }
  template <typename Change>
  int64_t sumOverArcs(int32_t task, int32_t except, Change change) const {
    const Graph &graph = problem.graph;
    int64_t begin = graph.offsets[task], end = graph.offsets[task + 1];
    int64_t sum = 0;
    if (graph.arcWeights.empty()) {
      for (int64_t a = begin; a < end; ++a)
        if (graph.targets[a] != except)
          sum += change(cells[graph.targets[a]]);
      return sum;
    }
    for (int64_t a = begin; a < end; ++a)
      if (graph.targets[a] != except)
        sum += graph.arcWeights[a] * change(cells[graph.targets[a]]);
    return sum;
  }
  int32_t torusDistance(Cell a, Cell b) const {
    auto along = [](int32_t distance, int32_t side, bool wraps) {
      distance = std::abs(distance);
      return wraps ? std::min(distance, side - distance) : distance;
    };
    const Machine &machine = problem.machine;
    return along(a.row - b.row, machine.rows, machine.wrapsRows()) +
           along(a.column - b.column, machine.columns, machine.wrapsColumns());
  }
  int32_t chipDistance(Cell a, Cell b) const {
    return problem.machine.rowDistance(a.row, b.row) +
           problem.machine.columnDistance(a.column, b.column);
  }
  Cell cellOf(int32_t core) const {
    return {int16_t(problem.machine.row(core)),
            int16_t(problem.machine.column(core))};
  }
  int64_t degree(int32_t task) const {
    return problem.graph.offsets[task + 1] - problem.graph.offsets[task];
  }
  void insert(int32_t task, int32_t core) {
    placement[task] = core;
    cells[task] = cellOf(core);
    next[task] = first[core];
    first[core] = task;
    load[core] += problem.weight(task);
  }
  void remove(int32_t task) {
    int32_t core = placement[task];
    int32_t *link = &first[core];
    while (*link != task)
      link = &next[*link];
    *link = next[task];
    load[core] -= problem.weight(task);
  }

  const PlacementProblem &problem;
  Placement &placement;
  /// Where the tasks are, without a division and small enough to stay near.
  std::vector<Cell> cells;
  std::vector<int32_t> first, next;
  std::vector<int64_t> load;
};

} // namespace dsa::mesh

#endif // DSA_LIB_MESH_OCCUPANCY_H
