// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Which tasks are on which core, and what moving or swapping them changes.
#ifndef DSA_LIB_MESH_OCCUPANCY_H
#define DSA_LIB_MESH_OCCUPANCY_H

#include "PlacementProblem.h"
#include "PlacementRules.h"

namespace dsa::mesh {

class Occupancy {
public:
  /// A task to a core; `other` (-1: none) comes back to the task's core.
  struct Move {
    int64_t delta = 0;
    int32_t task = -1, target = -1, other = -1;
  };

  Occupancy(const PlacementProblem &problem, Placement &placement)
      : problem(problem), placement(placement),
        first(problem.machine.cores(), -1), next(placement.size(), -1),
        load(problem.machine.cores(), 0) {
    for (int32_t task = placement.size() - 1; task >= 0; --task)
      insert(task, placement[task]);
  }

  int32_t core(int32_t task) const { return placement[task]; }

  /// Half of what moving `task` to `target` changes in the hop volume (the
  /// other half is the arcs back), `except` taken to stay as far as it is.
  int64_t moveDelta(int32_t task, int32_t target, int32_t except) const {
    const Graph &graph = problem.graph;
    const Machine &machine = problem.machine;
    int32_t from = placement[task];
    int64_t delta = 0;
    for (int64_t a = graph.offsets[task]; a < graph.offsets[task + 1]; ++a) {
      int32_t u = graph.targets[a];
      if (u != except)
        delta += graph.weight(a) * (machine.distance(target, placement[u]) -
                                    machine.distance(from, placement[u]));
    }
    return delta;
  }

  /// Replaces `best` by the best way to bring `task` to `target`, if better.
  void tryMove(int32_t task, int32_t target, Move &best) const {
    int64_t room = problem.room[target] - load[target];
    int64_t weight = problem.weight(task);
    if (room >= weight) {
      int64_t delta = moveDelta(task, target, -1);
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
          moveDelta(task, target, other) + moveDelta(other, from, task);
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
  int64_t degree(int32_t task) const {
    return problem.graph.offsets[task + 1] - problem.graph.offsets[task];
  }
  void insert(int32_t task, int32_t core) {
    placement[task] = core;
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
  std::vector<int32_t> first, next;
  std::vector<int64_t> load;
};

} // namespace dsa::mesh

#endif // DSA_LIB_MESH_OCCUPANCY_H
