// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Neighbouring cores by depth-first search. Groups of tasks that fail go
/// first in the next attempt; the attempts wish for what the placer wants, for
/// a snake over all cores (paths always fit one), and for anything.
#include "NeighbourSearch.h"
#include <algorithm>
#include <unordered_set>

using namespace dsa::mesh;

NeighbourSearch::NeighbourSearch(const PlacementProblem &problem,
                                 const Placement &wishes, uint64_t seed)
    : problem(problem), machine(problem.machine), rules(*problem.rules),
      wishes(wishes), random(seed) {
  for (const std::vector<int32_t> &tasks : rules.neighbourGroups())
    groups.push_back(orderGroup(tasks));
}

/// From a task with the smallest window and, of those, the fewest partners;
/// then breadth first.
NeighbourSearch::Group
NeighbourSearch::orderGroup(const std::vector<int32_t> &tasks) const {
  auto key = [&](int32_t task) {
    const Window &w = rules.where(task);
    return std::make_tuple(int64_t(w.rows()) * w.columns(),
                           rules.find(task)->near.size(), task);
  };
  int32_t root =
      *std::min_element(tasks.begin(), tasks.end(),
                        [&](int32_t a, int32_t b) { return key(a) < key(b); });
  Group group{{root, -1}};
  std::unordered_set<int32_t> known{root};
  for (size_t head = 0; head < group.size(); ++head) {
    int32_t task = group[head].task;
    for (int32_t partner : rules.find(task)->near)
      if (known.insert(partner).second)
        group.push_back({partner, task});
  }
  return group;
}

/// A ring of tasks of odd length, each to be beside the next: links join cores
/// of two colours, unless a wrap link closes an odd side.
bool NeighbourSearch::oddRing(std::vector<int32_t> &ring) const {
  if ((machine.wrapsRows() && machine.rows % 2) ||
      (machine.wrapsColumns() && machine.columns % 2))
    return false;
  std::vector<int32_t> parent(problem.graph.vertices, -1);
  std::vector<int8_t> colour(problem.graph.vertices, -1);
  for (const Group &group : groups) {
    colour[group[0].task] = 0;
    for (auto [task, unused] : group)
      for (int32_t partner : rules.find(task)->near) {
        if (colour[partner] < 0) {
          colour[partner] = !colour[task];
          parent[partner] = task;
          continue;
        }
        if (colour[partner] != colour[task])
          continue;
        std::vector<int32_t> a{task}, b{partner};
        while (a.back() != b.back())
          for (auto *side : {&a, &b})
            if (int32_t up = parent[side->back()]; up >= 0)
              side->push_back(up);
        // Breadth first, both are as deep: they meet step by step.
        a.insert(a.end(), b.rbegin() + 1, b.rend());
        ring = std::move(a);
        return true;
      }
  }
  return false;
}

/// What can be said without a search.
Status NeighbourSearch::contradiction() const {
  const Graph &graph = problem.graph;
  int64_t most = *std::max_element(problem.room.begin(), problem.room.end());
  for (const Group &group : groups)
    for (auto [task, parent] : group) {
      const std::vector<int32_t> &near = rules.find(task)->near;
      if (problem.uniform && near.size() > numDirections * size_t(most))
        return impossible(
            "expected at most " + std::to_string(numDirections * most) +
            " tasks adjacent to " + nameTasks(graph, {task}) + ", but got " +
            std::to_string(near.size()) + ": " + nameTasks(graph, near));
      for (int32_t partner : near) {
        const Window &a = rules.where(task), &b = rules.where(partner);
        int32_t apart = std::max({0, a.r1 - b.r2, b.r1 - a.r2}) +
                        std::max({0, a.c1 - b.c2, b.c1 - a.c2});
        if (!machine.torus && apart > 1)
          return impossible("expected " + nameTasks(graph, {task, partner}) +
                            " on neighbouring cores, but got " + nameWindow(a) +
                            " and " + nameWindow(b) + ", " +
                            std::to_string(apart) + " hops apart");
      }
    }
  std::vector<int32_t> ring;
  if (oddRing(ring))
    return impossible("expected rings of adjacent tasks to be even, as those "
                      "of cores are, but got one of " +
                      std::to_string(ring.size()) + ": " +
                      nameTasks(graph, ring));
  return {};
}

bool NeighbourSearch::occupy(int32_t task, int32_t core) {
  int64_t weight = problem.weight(task);
  if (!rules.keeps(placement, task, core, -1, -1) ||
      load[core] + weight > problem.room[core])
    return false;
  if (problem.uniform && !matching->block(core))
    return false;
  load[core] += weight;
  placement[task] = core;
  return true;
}

void NeighbourSearch::release(int32_t task) {
  int32_t core = placement[task];
  load[core] -= problem.weight(task);
  placement[task] = -1;
  if (problem.uniform)
    matching->unblock(core);
}

/// The cores beside its partner, or all of its window; what it wishes for
/// first.
NeighbourSearch::Choice
NeighbourSearch::choicesFor(const Member &member, const Placement &wish) const {
  Choice choice;
  int32_t centre = wish[member.task];
  if (member.parent < 0) {
    choice.anywhere.emplace(machine, rules.where(member.task), centre);
    return choice;
  }
  for (int way = 0; way < numDirections; ++way)
    if (int32_t core = machine.neighbour(placement[member.parent], way);
        core >= 0)
      choice.beside.push_back(core);
  auto key = [&](int32_t core) {
    return std::make_pair(machine.distance(core, centre), core);
  };
  std::sort(choice.beside.begin(), choice.beside.end(),
            [&](int32_t a, int32_t b) { return key(a) < key(b); });
  return choice;
}

NeighbourSearch::Outcome NeighbourSearch::attempt(const Placement &wish) {
  placement.assign(problem.graph.vertices, -1);
  load.assign(machine.cores(), 0);
  matching = std::make_unique<RegionMatching>(problem);
  if (problem.uniform)
    for (int32_t task : rules.boundTasks())
      if (rules.isBounded(task) && !rules.hasNeighbours(task))
        matching->assign(task, wish[task]);
  std::vector<std::pair<Member, size_t>> order; // with the group
  for (size_t g = 0; g < groups.size(); ++g)
    for (const Member &member : groups[g])
      order.push_back({member, g});
  // Cores that are refused cost little, tasks that are taken back much.
  int64_t steps = 50'000'000, returns = 20'000 + 5 * int64_t(order.size());
  std::vector<Choice> choices{choicesFor(order[0].first, wish)};
  size_t deepest = 0;
  for (stuck = 0; choices.size() <= order.size();) {
    size_t level = choices.size() - 1;
    if (level > deepest) {
      deepest = level;
      stuck = order[level].second;
    }
    int32_t task = order[level].first.task;
    if (placement[task] >= 0)
      release(task);
    int32_t core = choices.back().next();
    while (core >= 0 && --steps > 0 && !occupy(task, core))
      core = choices.back().next();
    if (steps <= 0 || returns <= 0)
      return GaveUp;
    if (core < 0) {
      --returns;
      choices.pop_back();
      if (choices.empty())
        return Exhausted;
      continue;
    }
    if (level + 1 == order.size())
      return Found;
    choices.push_back(choicesFor(order[level + 1].first, wish));
  }
  return Found;
}

/// Back and forth over all cores, one task after the other.
Placement NeighbourSearch::alongSnake() const {
  Placement wish(problem.graph.vertices, 0);
  int32_t at = 0;
  auto core = [&](int32_t i) {
    int32_t r = i / machine.columns, c = i % machine.columns;
    return machine.core(r, r % 2 ? machine.columns - 1 - c : c);
  };
  for (const Group &group : groups)
    for (auto [task, parent] : group) {
      while (at + 1 < machine.cores() && !problem.room[core(at)])
        ++at;
      wish[task] = core(at);
      at = std::min(at + 1, machine.cores() - 1);
    }
  return wish;
}

Placement NeighbourSearch::anywhere() {
  Placement wish(problem.graph.vertices);
  for (int32_t &core : wish)
    core = random.below(machine.cores());
  return wish;
}

Failure NeighbourSearch::failure(Outcome outcome) const {
  std::vector<int32_t> tasks;
  for (auto [task, parent] : groups[stuck])
    tasks.push_back(task);
  return impossible(
      std::string("expected neighbouring cores for adjacent tasks, but ") +
      (outcome == Exhausted ? "got no placement that has them"
                            : "found no placement that has them") +
      "; none was left for " + nameTasks(problem.graph, tasks));
}

Result<Placement> NeighbourSearch::run() {
  if (Status failure = contradiction())
    return *failure;
  constexpr int attempts = 30;
  Outcome outcome = GaveUp;
  for (int i = 0; i < attempts && outcome == GaveUp; ++i) {
    outcome = attempt(i % 3 == 0   ? wishes
                      : i % 3 == 1 ? alongSnake()
                                   : anywhere());
    if (outcome != GaveUp)
      break;
    // What was hard is placed while there is room.
    std::rotate(groups.begin(), groups.begin() + stuck,
                groups.begin() + stuck + 1);
    stuck = 0;
  }
  if (outcome != Found)
    return failure(outcome);
  for (size_t task = 0; task < placement.size(); ++task)
    if (placement[task] < 0)
      placement[task] = matching->cores()[task];
  return placement;
}
