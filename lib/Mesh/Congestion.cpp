// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Relieves the fullest links under dimension order: tasks whose flows cross
/// them change places with others, as long as the excess over a target falls
/// and the hop volume stays near what it was; then the target falls.
#include "PlacementProblem.h"
#include "PlacementRules.h"
#include "dsa/Mesh/Metrics.h"
#include <algorithm>

using namespace dsa::mesh;

namespace {
class LinkRelief {
public:
  LinkRelief(const PlacementProblem &problem, Placement &placement)
      : problem(problem), graph(problem.graph), machine(problem.machine),
        placement(placement), taskOn(machine.cores(), -1),
        loads(dimensionOrderLoads(graph, machine, placement)),
        random(problem.options.seed * 131 + 3) {
    for (size_t v = 0; v < placement.size(); ++v)
      taskOn[placement[v]] = v;
    volume = hopVolume(problem, placement);
  }
  void run(int64_t steps);

private:
  template <typename Callback>
  void walk(int32_t from, int32_t to, Callback callback) const;
  void addFlow(int32_t from, int32_t to, int64_t weight);
  void addTask(int32_t task, int sign, int32_t except);
  void place(int32_t task, int32_t core);
  bool tryMove(int32_t task, int32_t target, int64_t allowed);
  std::vector<int32_t> tasksOverTarget();
  int32_t propose(int32_t task);
  int64_t excessOf(int64_t load) const {
    int64_t over = std::max<int64_t>(0, load - target);
    return over * over;
  }

  const PlacementProblem &problem;
  const Graph &graph;
  const Machine &machine;
  Placement &placement;
  std::vector<int32_t> taskOn;
  std::vector<int64_t> loads;
  Random random;
  int64_t target = 0;
  /// Sum of squares of what links carry beyond the target.
  int64_t excess = 0;
  int64_t volume = 0;
  int64_t visited = 0;
};
} // namespace

/// The links from core to core, along the row and then along the column.
template <typename Callback>
void LinkRelief::walk(int32_t from, int32_t to, Callback callback) const {
  int32_t at = from, columns = machine.columns;
  int32_t across = machine.column(to) - machine.column(from);
  for (; across > 0; --across, ++at)
    callback(int64_t(at) * numDirections + East);
  for (; across < 0; ++across, --at)
    callback(int64_t(at) * numDirections + West);
  for (; at < to; at += columns)
    callback(int64_t(at) * numDirections + South);
  for (; at > to; at -= columns)
    callback(int64_t(at) * numDirections + North);
}

void LinkRelief::addFlow(int32_t from, int32_t to, int64_t weight) {
  walk(from, to, [&](int64_t link) {
    excess -= excessOf(loads[link]);
    int64_t cost = weight * machine.linkCost(link);
    loads[link] += cost;
    excess += excessOf(loads[link]);
    volume += cost;
    ++visited;
  });
}

/// The flows of a task, both ways, but those with `except`.
void LinkRelief::addTask(int32_t task, int sign, int32_t except) {
  for (int64_t a = graph.offsets[task]; a < graph.offsets[task + 1]; ++a) {
    int32_t other = graph.targets[a];
    if (other == except)
      continue;
    addFlow(placement[task], placement[other], sign * graph.weight(a));
    addFlow(placement[other], placement[task], sign * graph.weight(a));
  }
}

void LinkRelief::place(int32_t task, int32_t core) {
  if (task >= 0)
    placement[task] = core;
  taskOn[core] = task;
}

/// Moves or swaps; takes it back unless the excess falls, or stays with a
/// smaller volume.
bool LinkRelief::tryMove(int32_t task, int32_t core, int64_t allowed) {
  int32_t from = placement[task], other = taskOn[core];
  if (problem.rules && !problem.rules->allow(placement, task, core, other))
    return false;
  int64_t excessBefore = excess, volumeBefore = volume;
  auto swapThem = [&](int32_t there, int32_t back) {
    addTask(task, -1, -1);
    if (other >= 0)
      addTask(other, -1, task);
    place(other, back);
    place(task, there);
    addTask(task, 1, -1);
    if (other >= 0)
      addTask(other, 1, task);
  };
  swapThem(core, from);
  if (volume <= allowed && (excess < excessBefore ||
                            (excess == excessBefore && volume < volumeBefore)))
    return true;
  swapThem(from, core);
  return false;
}

std::vector<int32_t> LinkRelief::tasksOverTarget() {
  std::vector<int32_t> tasks;
  for (int32_t v = 0; v < graph.vertices; ++v) {
    bool over = false;
    for (int64_t a = graph.offsets[v]; a < graph.offsets[v + 1] && !over; ++a) {
      int32_t u = graph.targets[a];
      auto look = [&](int64_t link) { over |= loads[link] > target; };
      walk(placement[v], placement[u], look);
      walk(placement[u], placement[v], look);
    }
    if (over)
      tasks.push_back(v);
  }
  return tasks;
}

/// A core near the task, or near one that it talks to.
int32_t LinkRelief::propose(int32_t task) {
  int32_t centre = placement[task];
  int64_t degree = graph.offsets[task + 1] - graph.offsets[task];
  if (random.below(3) == 0)
    centre = placement[graph.targets[graph.offsets[task] +
                                     int64_t(random.below(degree))]];
  const Window &window = problem.window;
  constexpr int32_t range = 4;
  int32_t row = machine.row(centre) + int32_t(random.below(2 * range + 1));
  int32_t column =
      machine.column(centre) + int32_t(random.below(2 * range + 1));
  row = std::clamp(row - range, window.r1, window.r2);
  column = std::clamp(column - range, window.c1, window.c2);
  return machine.core(row, column);
}

void LinkRelief::run(int64_t steps) {
  // A hundredth of the hop volume is what relief may cost.
  const int64_t allowed = volume + volume / 100;
  Placement best = placement;
  int64_t bestLoad = maximumLoad(loads);
  for (int stale = 0; visited < steps && stale < 4 && !problem.outOfTime();) {
    target = std::min(bestLoad - 1, bestLoad - bestLoad / 50);
    if (target < 1)
      break;
    excess = 0;
    for (int64_t load : loads)
      excess += excessOf(load);
    std::vector<int32_t> tasks = tasksOverTarget();
    int64_t tries = 40 * int64_t(tasks.size()) + 200;
    while (excess && tries-- > 0 && visited < steps && !problem.outOfTime()) {
      int32_t task = tasks[random.below(tasks.size())];
      int32_t core = propose(task);
      if (core != placement[task] && problem.room[core])
        tryMove(task, core, allowed);
    }
    int64_t load = maximumLoad(loads);
    ++stale;
    if (load >= bestLoad)
      continue;
    stale = 0;
    bestLoad = load;
    best = placement;
  }
  placement = std::move(best);
}

/// Rows for columns, if that makes the fullest link emptier: the volume is the
/// same, but flows go along their row first.
static void transposeIfBetter(const PlacementProblem &problem,
                              Placement &placement) {
  const Machine &machine = problem.machine;
  if (machine.rows != machine.columns)
    return;
  Placement turned = placement;
  for (int32_t &core : turned) {
    core = machine.core(machine.column(core), machine.row(core));
    if (!problem.room[core])
      return;
  }
  auto load = [&](const Placement &of) {
    return maximumLoad(dimensionOrderLoads(problem.graph, machine, of));
  };
  if (load(turned) < load(placement))
    placement = std::move(turned);
}

/// The tasks with most flows near each other, but no two in one row or column:
/// there, the flows of all of them share links.
static Placement staggered(const PlacementProblem &problem,
                           const Placement &placement,
                           const std::vector<int32_t> &hubs) {
  const Machine &machine = problem.machine;
  const Window &window = problem.window;
  int64_t row = 0, column = 0;
  int32_t count = hubs.size();
  for (int32_t v : hubs) {
    row += machine.row(placement[v]);
    column += machine.column(placement[v]);
  }
  row = std::clamp<int64_t>(row / count - count / 2, window.r1,
                            window.r2 + 1 - count);
  column = std::clamp<int64_t>(column / count - count / 2, window.c1,
                               window.c2 + 1 - count);
  std::vector<int32_t> taskOn(machine.cores(), -1);
  for (size_t v = 0; v < placement.size(); ++v)
    taskOn[placement[v]] = v;
  Placement result = placement;
  for (int32_t i = 0; i < count; ++i) {
    // 5 has no divisor in common with a power of two.
    int32_t core = machine.core(row + i, column + i * 5 % count);
    if (!problem.room[core])
      continue;
    int32_t from = result[hubs[i]], other = taskOn[core];
    if (other >= 0)
      result[other] = from;
    result[hubs[i]] = core;
    taskOn[from] = other;
    taskOn[core] = hubs[i];
  }
  return result;
}

/// Where few tasks fill the fullest links.
static void staggerHubs(const PlacementProblem &problem, Placement &placement) {
  const Graph &graph = problem.graph;
  auto loadOf = [&](const Placement &of) {
    return maximumLoad(dimensionOrderLoads(graph, problem.machine, of));
  };
  std::vector<std::pair<int64_t, int32_t>> byFlow;
  for (int32_t v = 0; v < graph.vertices; ++v) {
    int64_t flow = 0;
    for (int64_t a = graph.offsets[v]; a < graph.offsets[v + 1]; ++a)
      flow += graph.weight(a);
    byFlow.push_back({-flow, v});
  }
  std::sort(byFlow.begin(), byFlow.end());
  int64_t least = loadOf(placement);
  // A task's flows come in over two links where they do not go along its row.
  if (-byFlow.front().first < least / 2)
    return;
  const int64_t volume = hopVolume(problem, placement);
  const Placement before = placement;
  int32_t most = std::min(
      {problem.window.rows(), problem.window.columns(), graph.vertices});
  for (int32_t count = 4; count <= std::min(most, 64); count *= 2) {
    std::vector<int32_t> hubs;
    for (int32_t i = 0; i < count; ++i)
      hubs.push_back(byFlow[i].second);
    Placement other = staggered(problem, before, hubs);
    int64_t load = loadOf(other);
    if (load >= least || hopVolume(problem, other) > volume + volume / 100)
      continue;
    least = load;
    placement = std::move(other);
  }
}

void dsa::mesh::relieveLinks(const PlacementProblem &problem,
                             Placement &placement) {
  // What tabu search has solved stays as it is.
  if (problem.machine.torus || problem.graph.arcs() == 0 ||
      problem.machine.cores() <= maxTabuCores)
    return;
  for (int64_t room : problem.room)
    if (room > 1)
      return;
  if (!problem.rules) {
    transposeIfBetter(problem, placement);
    staggerHubs(problem, placement);
  }
  int64_t steps =
      std::min<int64_t>(60'000 * int64_t(problem.graph.vertices), 150'000'000);
  if (problem.graph.vertices > manyTasks)
    steps = 40 * problem.graph.arcs();
  LinkRelief(problem, placement).run(steps);
}
