// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Bin packing for tasks of different weights: what bisection leaves on cores
/// that are too full goes to the nearest with room, largest first.
#include "PlacementProblem.h"
#include <algorithm>
#include <limits>
#include <numeric>

using namespace dsa::mesh;

/// The nearest core with room for `weight`, by rings around `centre`; -1.
static int32_t nearestWithRoom(const PlacementProblem &problem,
                               const std::vector<int64_t> &load, int32_t centre,
                               int64_t weight) {
  const Machine &machine = problem.machine;
  int32_t row = machine.row(centre), column = machine.column(centre);
  for (int32_t d = 0; d <= machine.rows + machine.columns; ++d)
    for (int32_t dr = -d; dr <= d; ++dr)
      for (int32_t dc : {std::abs(dr) - d, d - std::abs(dr)}) {
        int32_t r = row + dr, c = column + dc;
        if (r < 0 || c < 0 || r >= machine.rows || c >= machine.columns)
          continue;
        int32_t core = machine.core(r, c);
        if (problem.room[core] - load[core] >= weight)
          return core;
      }
  return -1;
}

/// Largest first, each to the fullest core that takes it: ignores distance.
static Status packBestFit(const PlacementProblem &problem,
                          const std::vector<int32_t> &byWeight,
                          Placement &placement) {
  std::vector<std::pair<int64_t, int32_t>> rooms; // sorted, smallest room first
  for (int32_t core = 0; core < problem.machine.cores(); ++core)
    if (problem.room[core])
      rooms.push_back({problem.room[core], core});
  std::sort(rooms.begin(), rooms.end());
  for (int32_t task : byWeight) {
    int64_t weight = problem.weight(task);
    auto it = std::lower_bound(rooms.begin(), rooms.end(),
                               std::make_pair(weight, int32_t(-1)));
    if (it == rooms.end())
      return impossible(
          "expected cores with room for every task, but got no packing: task " +
          std::to_string(problem.graph.name(task)) + " of weight " +
          std::to_string(weight) + " finds at most " +
          std::to_string(rooms.empty() ? 0 : rooms.back().first) +
          " left on a core");
    auto [left, core] = *it;
    placement[task] = core;
    std::pair<int64_t, int32_t> reduced{left - weight, core};
    auto to = std::lower_bound(rooms.begin(), it, reduced);
    std::move_backward(to, it, it + 1);
    *to = reduced;
  }
  return {};
}

Status dsa::mesh::repairCapacity(const PlacementProblem &problem,
                                 Placement &placement) {
  std::vector<int32_t> byWeight(placement.size());
  std::iota(byWeight.begin(), byWeight.end(), 0);
  std::sort(byWeight.begin(), byWeight.end(), [&](int32_t a, int32_t b) {
    return std::make_pair(-problem.weight(a), a) <
           std::make_pair(-problem.weight(b), b);
  });
  std::vector<int64_t> load(problem.machine.cores(), 0);
  std::vector<int32_t> homeless;
  for (int32_t task : byWeight) {
    int32_t core = placement[task];
    if (core >= 0 && load[core] + problem.weight(task) <= problem.room[core])
      load[core] += problem.weight(task);
    else
      homeless.push_back(task);
  }
  for (int32_t task : homeless) {
    int32_t core = nearestWithRoom(problem, load, std::max(placement[task], 0),
                                   problem.weight(task));
    if (core < 0)
      return packBestFit(problem, byWeight, placement);
    placement[task] = core;
    load[core] += problem.weight(task);
  }
  return {};
}
