// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Exact repair: in every window of six cores, the best of all arrangements of
/// its tasks, by branch and bound. What swaps cannot do, a cycle of three tasks
/// or more that move at once, is found where it lies close together.
#include "PlacementProblem.h"
#include <algorithm>
#include <array>

using namespace dsa::mesh;

namespace {
constexpr int kMostCells = 6;
/// Windows whose tasks have more arcs than that cost more than they bring.
constexpr int64_t kMostArcs = 600;

class WindowRepair {
public:
  WindowRepair(const PlacementProblem &problem, Placement &placement)
      : problem(problem), machine(problem.machine), placement(placement),
        taskOf(machine.cores(), -1), placeOf(placement.size(), -1) {
    for (size_t task = 0; task < placement.size(); ++task)
      taskOf[placement[task]] = int32_t(task);
  }
  /// Whether any window got better.
  bool sweep(int32_t height, int32_t width);

private:
  bool gather(int32_t row, int32_t column, int32_t height, int32_t width);
  void price();
  void arrange(int task, int64_t cost, unsigned taken);
  bool apply();

  const PlacementProblem &problem;
  const Machine &machine;
  Placement &placement;
  std::vector<int32_t> taskOf, placeOf;

  int numCells = 0, numTasks = 0;
  std::array<int32_t, kMostCells> cells, tasks;
  /// Of task i on cell c, to all that is outside; and the least of that for
  /// task i and those behind it.
  std::array<std::array<int64_t, kMostCells>, kMostCells> outside, flow;
  std::array<int64_t, kMostCells + 1> least;
  std::array<int, kMostCells> chosen, best;
  int64_t bestCost = 0;
};
} // namespace

/// The cells that take a task, and the tasks there.
bool WindowRepair::gather(int32_t row, int32_t column, int32_t height,
                          int32_t width) {
  numCells = numTasks = 0;
  int64_t arcs = 0;
  for (int32_t r = row; r < row + height; ++r)
    for (int32_t c = column; c < column + width; ++c) {
      int32_t core = machine.core(r, c);
      if (problem.room[core] == 0)
        continue;
      if (int32_t task = taskOf[core]; task >= 0) {
        best[numTasks] = numCells;
        tasks[numTasks++] = task;
        arcs += problem.graph.offsets[task + 1] - problem.graph.offsets[task];
      }
      cells[numCells++] = core;
    }
  return numTasks > 1 && arcs <= kMostArcs;
}

void WindowRepair::price() {
  for (int i = 0; i < numTasks; ++i)
    placeOf[tasks[i]] = i;
  least[numTasks] = 0;
  for (int i = numTasks; i-- > 0;) {
    outside[i].fill(0);
    flow[i].fill(0);
    for (int64_t a = problem.graph.offsets[tasks[i]];
         a < problem.graph.offsets[tasks[i] + 1]; ++a) {
      int32_t other = problem.graph.targets[a];
      int64_t weight = problem.graph.weight(a);
      if (placeOf[other] >= 0) {
        flow[i][placeOf[other]] += weight;
        continue;
      }
      for (int c = 0; c < numCells; ++c)
        outside[i][c] += weight * machine.distance(cells[c], placement[other]);
    }
    least[i] = least[i + 1] + *std::min_element(outside[i].begin(),
                                                outside[i].begin() + numCells);
  }
  for (int i = 0; i < numTasks; ++i)
    placeOf[tasks[i]] = -1;
}

/// Places `task` and those behind it on cells that are not `taken`.
void WindowRepair::arrange(int task, int64_t cost, unsigned taken) {
  if (cost + least[task] >= bestCost)
    return;
  if (task == numTasks) {
    bestCost = cost;
    best = chosen;
    return;
  }
  for (int c = 0; c < numCells; ++c) {
    if (taken >> c & 1)
      continue;
    int64_t all = cost + outside[task][c];
    for (int other = 0; other < task; ++other)
      all +=
          flow[task][other] * machine.distance(cells[c], cells[chosen[other]]);
    chosen[task] = c;
    arrange(task + 1, all, taken | 1u << c);
  }
}

bool WindowRepair::apply() {
  // As it is now; only what is better is taken.
  std::array<int, kMostCells> now = best;
  bestCost = 0;
  for (int i = 0; i < numTasks; ++i) {
    bestCost += outside[i][now[i]];
    for (int other = 0; other < i; ++other)
      bestCost +=
          flow[i][other] * machine.distance(cells[now[i]], cells[now[other]]);
  }
  arrange(0, 0, 0);
  if (best == now)
    return false;
  for (int c = 0; c < numCells; ++c)
    taskOf[cells[c]] = -1;
  for (int i = 0; i < numTasks; ++i) {
    placement[tasks[i]] = cells[best[i]];
    taskOf[cells[best[i]]] = tasks[i];
  }
  return true;
}

bool WindowRepair::sweep(int32_t height, int32_t width) {
  bool changed = false;
  for (int32_t row = 0; row + height <= machine.rows; ++row)
    for (int32_t column = 0; column + width <= machine.columns; ++column)
      if (gather(row, column, height, width)) {
        price();
        changed |= apply();
      }
  return changed;
}

void dsa::mesh::repairWindows(const PlacementProblem &problem,
                              Placement &placement) {
  bool isOneEach =
      problem.uniform && !problem.rules &&
      *std::max_element(problem.room.begin(), problem.room.end()) == 1;
  if (!isOneEach || problem.graph.vertices > manyTasks)
    return;
  WindowRepair repair(problem, placement);
  constexpr int maxSweeps = 6;
  bool changed = true;
  for (int i = 0; changed && i < maxSweeps && !problem.outOfTime(); ++i) {
    changed = repair.sweep(2, 3);
    changed |= repair.sweep(3, 2);
  }
}
