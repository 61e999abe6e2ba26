// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Bin packing for tasks of different weights: what bisection leaves on cores
/// that are too full goes to the nearest with room, largest first.
#include "CoreRings.h"
#include "PlacementProblem.h"
#include "PlacementRules.h"
#include <algorithm>
#include <tuple>

using namespace dsa::mesh;

namespace {
class Packer {
public:
  Packer(const PlacementProblem &problem, Placement &placement)
      : problem(problem), placement(placement), wishes(placement) {}
  Status run();

private:
  bool isFixed(int32_t task) const {
    return problem.rules && problem.rules->hasNeighbours(task);
  }
  bool takes(int32_t core, int32_t task) const {
    return problem.room[core] - load[core] >= problem.weight(task) &&
           (!problem.rules ||
            problem.rules->keeps(placement, task, core, -1, -1));
  }
  void put(int32_t task, int32_t core) {
    placement[task] = core;
    load[core] += problem.weight(task);
  }
  void clear();
  std::vector<int32_t> inOrder(bool boundFirst) const;
  bool packNear(const std::vector<int32_t> &order);
  Status packBestFit(const std::vector<int32_t> &order);

  const PlacementProblem &problem;
  Placement &placement;
  const Placement wishes;
  std::vector<int64_t> load;
};
} // namespace

/// No task is anywhere but those with neighbours.
void Packer::clear() {
  load.assign(problem.machine.cores(), 0);
  placement.assign(wishes.size(), -1);
  for (size_t task = 0; task < wishes.size(); ++task)
    if (isFixed(task))
      put(task, wishes[task]);
}

/// Largest first; tasks that are bound before those that are free, or not.
std::vector<int32_t> Packer::inOrder(bool boundFirst) const {
  std::vector<int32_t> order;
  for (size_t task = 0; task < wishes.size(); ++task)
    if (!isFixed(task))
      order.push_back(task);
  std::vector<int64_t> area;
  if (problem.rules && boundFirst)
    for (size_t task = 0; task < wishes.size(); ++task) {
      const Window &w = problem.rules->where(task);
      int64_t free = problem.rules->find(task) ? 0 : 1;
      area.push_back(int64_t(w.rows()) * w.columns() + free);
    }
  std::sort(order.begin(), order.end(), [&](int32_t a, int32_t b) {
    auto key = [&](int32_t task) {
      return std::make_tuple(area.empty() ? 0 : area[task],
                             -problem.weight(task), task);
    };
    return key(a) < key(b);
  });
  return order;
}

/// Tasks stay where they wish to be or go to the nearest core that takes them.
bool Packer::packNear(const std::vector<int32_t> &order) {
  clear();
  std::vector<int32_t> homeless;
  for (int32_t task : order) {
    if (wishes[task] >= 0 && takes(wishes[task], task))
      put(task, wishes[task]);
    else
      homeless.push_back(task);
  }
  for (int32_t task : homeless) {
    CoreRings rings(problem.machine,
                    problem.rules ? problem.rules->where(task)
                                  : problem.machine.whole(),
                    std::max(wishes[task], 0));
    int32_t core = rings.next();
    while (core >= 0 && !takes(core, task))
      core = rings.next();
    if (core < 0)
      return false;
    put(task, core);
  }
  return true;
}

/// Largest first, each to the fullest core that takes it: ignores distance.
Status Packer::packBestFit(const std::vector<int32_t> &order) {
  clear();
  std::vector<std::pair<int64_t, int32_t>> rooms; // sorted, smallest room first
  for (int32_t core = 0; core < problem.machine.cores(); ++core)
    if (problem.room[core])
      rooms.push_back({problem.room[core] - load[core], core});
  std::sort(rooms.begin(), rooms.end());
  for (int32_t task : order) {
    int64_t weight = problem.weight(task);
    auto it = std::lower_bound(rooms.begin(), rooms.end(),
                               std::make_pair(weight, int32_t(-1)));
    while (it != rooms.end() && !takes(it->second, task))
      ++it;
    if (it == rooms.end())
      return impossible(
          "expected cores with room for every task, but found no packing: "
          "task " +
          std::to_string(problem.graph.name(task)) + " of weight " +
          std::to_string(weight) +
          (problem.rules && problem.rules->find(task)
               ? " finds none left where it may be"
               : " finds at most " +
                     std::to_string(rooms.empty() ? 0 : rooms.back().first) +
                     " left on a core"));
    auto [left, core] = *it;
    put(task, core);
    std::pair<int64_t, int32_t> reduced{left - weight, core};
    auto to = std::lower_bound(rooms.begin(), it, reduced);
    std::move_backward(to, it, it + 1);
    *to = reduced;
  }
  return {};
}

Status Packer::run() {
  std::vector<int32_t> order = inOrder(true);
  if (packNear(order))
    return {};
  Status failure = packBestFit(order);
  if (failure && problem.rules)
    failure = packBestFit(inOrder(false));
  return failure;
}

Status dsa::mesh::repairCapacity(const PlacementProblem &problem,
                                 Placement &placement) {
  return Packer(problem, placement).run();
}
