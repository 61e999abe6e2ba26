// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Tasks that have to be neighbours can hardly move one by one: whole groups
/// of them are moved and turned, and what is there takes their cores.
#include "PlacementProblem.h"
#include "PlacementRules.h"
#include <algorithm>
#include <cmath>

using namespace dsa::mesh;

namespace {
class GroupMover {
public:
  GroupMover(const PlacementProblem &problem, Placement &placement);
  void run(double temperature, int64_t movesPerTask);

private:
  bool propose(const std::vector<int32_t> &group);
  void displace();
  int64_t cost() const;
  bool keepsRules() const;

  const PlacementProblem &problem;
  const Graph &graph;
  const Machine &machine;
  const PlacementRules &rules;
  Placement &placement;
  Random random;
  std::vector<int32_t> taskOn;
  std::vector<bool> moving;
  std::vector<std::vector<int32_t>> groups;
  /// The tasks of a move, where they go and where they were.
  std::vector<int32_t> tasks, targets, sources;
};
} // namespace

GroupMover::GroupMover(const PlacementProblem &problem, Placement &placement)
    : problem(problem), graph(problem.graph), machine(problem.machine),
      rules(*problem.rules), placement(placement),
      random(problem.options.seed * 193 + 11), taskOn(machine.cores(), -1),
      moving(graph.vertices, false) {
  for (int32_t v = 0; v < graph.vertices; ++v)
    taskOn[placement[v]] = v;
  constexpr size_t largest = 64;
  for (std::vector<int32_t> group : rules.neighbourGroups())
    if (group.size() <= largest)
      groups.push_back(std::move(group));
}

/// Of all arcs at the moving tasks, both ways.
int64_t GroupMover::cost() const {
  int64_t sum = 0;
  for (int32_t v : tasks)
    for (int64_t a = graph.offsets[v]; a < graph.offsets[v + 1]; ++a) {
      int32_t u = graph.targets[a];
      int64_t arc =
          graph.weight(a) * machine.distance(placement[v], placement[u]);
      sum += moving[u] ? arc : 2 * arc;
    }
  return sum;
}

bool GroupMover::keepsRules() const {
  return std::all_of(tasks.begin(), tasks.end(), [&](int32_t task) {
    return rules.keeps(placement, task, placement[task], -1, -1);
  });
}

/// One of the group next to a task that it talks to, the others about it,
/// perhaps turned; false if that is not on cores that run tasks.
bool GroupMover::propose(const std::vector<int32_t> &group) {
  int32_t pivot = group[random.below(group.size())];
  int64_t degree = graph.offsets[pivot + 1] - graph.offsets[pivot];
  int32_t centre = placement[pivot];
  if (degree && (random.next() & 1))
    centre =
        placement[graph.targets[graph.offsets[pivot] + random.below(degree)]];
  int32_t row = machine.row(centre) - 2 + random.below(5);
  int32_t column = machine.column(centre) - 2 + random.below(5);
  int turn = random.below(8);
  tasks = group;
  targets.clear();
  for (int32_t task : group) {
    int32_t dr = machine.row(placement[task]) - machine.row(placement[pivot]);
    int32_t dc =
        machine.column(placement[task]) - machine.column(placement[pivot]);
    if (turn & 1)
      std::swap(dr, dc);
    int32_t r = row + (turn & 2 ? -dr : dr), c = column + (turn & 4 ? -dc : dc);
    if (!machine.whole().holds(r, c) || !problem.room[machine.core(r, c)])
      return false;
    targets.push_back(machine.core(r, c));
  }
  displace();
  return true;
}

/// The tasks on the targets go to cores that the group leaves.
void GroupMover::displace() {
  size_t size = tasks.size();
  for (int32_t task : tasks)
    moving[task] = true;
  std::vector<int32_t> left;
  for (int32_t task : tasks)
    if (std::find(targets.begin(), targets.end(), placement[task]) ==
        targets.end())
      left.push_back(placement[task]);
  for (size_t i = left.size(); i > 1; --i)
    std::swap(left[i - 1], left[random.below(i)]);
  for (size_t i = 0; i < size; ++i) {
    int32_t other = taskOn[targets[i]];
    if (other < 0 || moving[other])
      continue;
    moving[other] = true;
    tasks.push_back(other);
    targets.push_back(left.back());
    left.pop_back();
  }
}

void GroupMover::run(double temperature, int64_t movesPerTask) {
  int64_t count = 0;
  for (const auto &group : groups)
    count += group.size();
  if (!count)
    return;
  double unit = 0;
  for (int64_t a = 0; a < graph.arcs(); ++a)
    unit += double(graph.weight(a)) / graph.arcs();
  const Placement before = placement;
  int64_t now = 0, moves = movesPerTask * count;
  for (int64_t i = 0; i < moves; ++i) {
    if (i % 4096 == 0 && problem.outOfTime())
      break;
    if (!propose(groups[random.below(groups.size())]))
      continue;
    sources.clear();
    for (int32_t task : tasks)
      sources.push_back(placement[task]);
    int64_t old = cost();
    for (size_t t = 0; t < tasks.size(); ++t)
      placement[tasks[t]] = targets[t];
    double heat = temperature * unit * (1 - double(i) / moves);
    // The cost counts both ways of an edge.
    int64_t change = cost() - old;
    bool taken =
        keepsRules() && change <= -std::log(random.real() + 1e-300) * 2 * heat;
    for (size_t t = 0; t < tasks.size(); ++t) {
      moving[tasks[t]] = false;
      if (!taken)
        placement[tasks[t]] = sources[t];
    }
    if (!taken)
      continue;
    for (int32_t core : sources)
      taskOn[core] = -1;
    for (size_t t = 0; t < tasks.size(); ++t)
      taskOn[targets[t]] = tasks[t];
    now += change;
  }
  if (now > 0)
    placement = before;
}

void dsa::mesh::improveByGroupMoves(const PlacementProblem &problem,
                                    Placement &placement, double temperature,
                                    int64_t movesPerTask) {
  // Where a core runs several tasks, single moves are enough.
  for (int64_t room : problem.room)
    if (room > 1)
      return;
  GroupMover(problem, placement).run(temperature, movesPerTask);
}
