// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Placement of tasks that are bound to windows, to neighbours or apart. What
/// the placers find without the rules, turned and moved as suits the rules,
/// and bisections that pull tasks towards their windows are made to keep
/// them; local search keeps them from there on.
#include "NeighbourSearch.h"
#include <algorithm>
#include <map>

using namespace dsa::mesh;

/// What tasks apart from each other need: as many cores as they are.
static Status checkApart(const PlacementProblem &problem, int32_t task) {
  const PlacementRules &rules = *problem.rules;
  const Window &w = rules.where(task);
  std::vector<int32_t> inside{task};
  // Tasks that are all apart from each other, all bound to this window.
  for (int32_t other : rules.find(task)->apart) {
    const Window &o = rules.where(other);
    bool apart = o.r1 >= w.r1 && o.r2 <= w.r2 && o.c1 >= w.c1 && o.c2 <= w.c2;
    for (size_t i = 1; i < inside.size() && apart; ++i) {
      const std::vector<int32_t> &list = rules.find(inside[i])->apart;
      apart = std::binary_search(list.begin(), list.end(), other);
    }
    if (apart)
      inside.push_back(other);
  }
  int64_t cores = 0, need = inside.size();
  for (int32_t r = w.r1; r <= w.r2; ++r)
    for (int32_t c = w.c1; c <= w.c2 && cores < need; ++c)
      cores += problem.room[problem.machine.core(r, c)] > 0;
  if (cores >= need)
    return {};
  return impossible(
      "expected " + std::to_string(need) + " cores in " + nameWindow(w) +
      " for tasks apart from each other, but "
      "got " +
      std::to_string(cores) + ", " + std::to_string(need - cores) +
      " too few: " + nameTasks(problem.graph, inside));
}

/// Tasks of different weights: all that are bound to within a window have to
/// fit it. (That they can also be packed is for the packer to show.)
static Status checkWeights(const PlacementProblem &problem,
                           const std::vector<int32_t> &tasks) {
  const PlacementRules &rules = *problem.rules;
  std::map<std::array<int32_t, 4>, Window> windows;
  constexpr size_t most = 1000;
  for (int32_t task : tasks)
    if (const Window &w = rules.where(task); windows.size() < most)
      windows.insert({{w.r1, w.r2, w.c1, w.c2}, w});
  for (auto &[key, w] : windows) {
    int64_t room = 0, need = 0;
    std::vector<int32_t> inside;
    for (int32_t task : tasks) {
      const Window &o = rules.where(task);
      if (o.r1 < w.r1 || o.r2 > w.r2 || o.c1 < w.c1 || o.c2 > w.c2)
        continue;
      inside.push_back(task);
      need += problem.weight(task);
    }
    for (int32_t r = w.r1; r <= w.r2; ++r)
      for (int32_t c = w.c1; c <= w.c2; ++c)
        room += problem.room[problem.machine.core(r, c)];
    if (need > room)
      return impossible("expected room for weight " + std::to_string(need) +
                        " bound to " + nameWindow(w) + ", but got room for " +
                        std::to_string(room) + ", " +
                        std::to_string(need - room) +
                        " too little: " + nameTasks(problem.graph, inside));
  }
  return {};
}

Status dsa::mesh::checkBoundRoom(const PlacementProblem &problem) {
  std::vector<int32_t> bound;
  for (int32_t task : problem.rules->boundTasks()) {
    if (problem.rules->isBounded(task))
      bound.push_back(task);
    if (!problem.rules->find(task)->apart.empty())
      if (Status failure = checkApart(problem, task))
        return failure;
  }
  if (!problem.uniform)
    return checkWeights(problem, bound);
  RegionMatching matching(problem);
  for (size_t i = 0; i < bound.size(); ++i)
    if (!matching.assign(bound[i], -1))
      return matching.missing({bound.begin() + i, bound.end()});
  return {};
}

/// Makes the placement keep the rules, near to where its tasks are.
static Status keepRules(const PlacementProblem &problem, Placement &placement,
                        uint64_t seed) {
  const PlacementRules &rules = *problem.rules;
  std::vector<int32_t> bound = rules.boundTasks();
  bool near = std::any_of(bound.begin(), bound.end(), [&](int32_t task) {
    return rules.hasNeighbours(task);
  });
  if (near) {
    Result<Placement> found = NeighbourSearch(problem, placement, seed).run();
    if (!found)
      return found.failure();
    for (size_t task = 0; task < placement.size(); ++task)
      if ((*found)[task] >= 0)
        placement[task] = (*found)[task];
  } else if (problem.uniform) {
    RegionMatching matching(problem);
    for (int32_t task : bound)
      if (rules.isBounded(task)) {
        if (!matching.assign(task, placement[task]))
          return matching.missing({task});
      }
    for (int32_t task : bound)
      if (rules.isBounded(task))
        placement[task] = matching.cores()[task];
  }
  return repairCapacity(problem, placement);
}

/// How far bound tasks are from their windows and partners.
static int64_t strain(const PlacementProblem &problem,
                      const std::vector<int32_t> &bound,
                      const Placement &placement) {
  const Machine &machine = problem.machine;
  int64_t sum = 0;
  for (int32_t task : bound) {
    const Window &w = problem.rules->where(task);
    int32_t core = placement[task];
    int32_t r = std::clamp(machine.row(core), w.r1, w.r2);
    int32_t c = std::clamp(machine.column(core), w.c1, w.c2);
    sum += machine.distance(core, machine.core(r, c));
    for (int32_t partner : problem.rules->find(task)->near)
      sum += machine.distance(core, placement[partner]) - 1;
  }
  return sum;
}

/// The placement mirrored, turned and moved to where bound tasks are least far
/// from their windows.
static Placement orient(const PlacementProblem &problem,
                        const std::vector<int32_t> &bound,
                        const Placement &placement) {
  const Machine &machine = problem.machine;
  auto cellOf = [&](int32_t core, int turn, int32_t &r, int32_t &c) {
    r = machine.row(core), c = machine.column(core);
    if (turn & 1)
      std::swap(r, c);
    int32_t rows = turn & 1 ? machine.columns : machine.rows;
    int32_t columns = turn & 1 ? machine.rows : machine.columns;
    r = turn & 2 ? rows - 1 - r : r;
    c = turn & 4 ? columns - 1 - c : c;
  };
  Placement best = placement, other(placement.size());
  int64_t least = strain(problem, bound, placement);
  for (int turn = 0; turn < 8; ++turn) {
    int32_t r, c, r1 = INT32_MAX, r2 = 0, c1 = INT32_MAX, c2 = 0;
    for (int32_t core : placement) {
      cellOf(core, turn, r, c);
      r1 = std::min(r1, r), r2 = std::max(r2, r);
      c1 = std::min(c1, c), c2 = std::max(c2, c);
    }
    if (r2 - r1 >= machine.rows || c2 - c1 >= machine.columns)
      continue;
    // What the bound tasks want on average, as far as the mesh reaches.
    int64_t dr = 0, dc = 0, count = 0;
    for (int32_t task : bound) {
      if (!problem.rules->isBounded(task))
        continue;
      const Window &w = problem.rules->where(task);
      cellOf(placement[task], turn, r, c);
      dr += std::clamp(r, w.r1, w.r2) - r;
      dc += std::clamp(c, w.c1, w.c2) - c;
      ++count;
    }
    int32_t moveR = count ? dr / count : 0, moveC = count ? dc / count : 0;
    moveR = std::clamp(moveR, -r1, machine.rows - 1 - r2);
    moveC = std::clamp(moveC, -c1, machine.columns - 1 - c2);
    for (size_t task = 0; task < placement.size(); ++task) {
      cellOf(placement[task], turn, r, c);
      other[task] = machine.core(r + moveR, c + moveC);
    }
    int64_t cost = strain(problem, bound, other);
    if (cost >= least)
      continue;
    least = cost;
    best = other;
  }
  return best;
}

/// A window that reaches every bound task's and has room for all.
static Window chooseBoundWindow(const PlacementProblem &problem,
                                const std::vector<int32_t> &bound) {
  const Machine &machine = problem.machine;
  const Window &compact = problem.window;
  int32_t row = (compact.r1 + compact.r2) / 2;
  int32_t column = (compact.c1 + compact.c2) / 2;
  int64_t sumR = 0, sumC = 0, count = 0;
  for (int32_t task : bound) {
    if (!problem.rules->isBounded(task))
      continue;
    const Window &w = problem.rules->where(task);
    sumR += std::clamp(row, w.r1, w.r2);
    sumC += std::clamp(column, w.c1, w.c2);
    ++count;
  }
  if (!count)
    return compact;
  // The compact window about their middle, widened to reach them all.
  int32_t r1 = std::clamp<int32_t>(sumR / count - compact.rows() / 2, 0,
                                   machine.rows - compact.rows());
  int32_t c1 = std::clamp<int32_t>(sumC / count - compact.columns() / 2, 0,
                                   machine.columns - compact.columns());
  Window window{r1, r1 + compact.rows() - 1, c1, c1 + compact.columns() - 1};
  for (int32_t task : bound) {
    const Window &w = problem.rules->where(task);
    int32_t r = std::clamp<int32_t>(sumR / count, w.r1, w.r2);
    int32_t c = std::clamp<int32_t>(sumC / count, w.c1, w.c2);
    window = {std::min(window.r1, r), std::max(window.r2, r),
              std::min(window.c1, c), std::max(window.c2, c)};
  }
  int64_t room = 0;
  for (int32_t r = window.r1; r <= window.r2; ++r)
    for (int32_t c = window.c1; c <= window.c2; ++c)
      room += problem.room[machine.core(r, c)];
  return room >= problem.totalWeight ? window : machine.whole();
}

static void improve(const PlacementProblem &problem, Placement &placement,
                    double temperature) {
  int32_t tasks = problem.graph.vertices;
  int64_t moves = std::min<int64_t>(
      2000, (tasks > 30'000 ? 5'000'000 : 10'000'000) / tasks);
  improveByGroupMoves(problem, placement, temperature, moves);
  improveByAnnealing(problem, placement, temperature, moves);
  improveBySwaps(problem, placement, 8);
  improveByGroupMoves(problem, placement, 0, moves);
}

Result<Placement> dsa::mesh::placeBound(PlacementProblem problem,
                                        const Placement &relaxed) {
  std::vector<int32_t> bound = problem.rules->boundTasks();
  problem.window = chooseBoundWindow(problem, bound);
  // Small problems are annealed from several starts, and hotter.
  bool small = problem.graph.vertices <= 400;
  Placement best;
  int64_t bestVolume = INT64_MAX;
  Status failure;
  for (int i = 0; i < (small ? 5 : 2); ++i) {
    if (i && !best.empty() && problem.outOfTime())
      break;
    problem.report("constraints, start " + std::to_string(i + 1));
    uint64_t seed = problem.options.seed + 7919 * i;
    bool fromRelaxed = i == 0 && !relaxed.empty();
    Placement placement = fromRelaxed
                              ? orient(problem, bound, relaxed)
                              : placeByBisection(problem, nullptr, seed);
    Status failed = keepRules(problem, placement, seed);
    if (failed) {
      failure = failed;
      continue;
    }
    // The rules cost nothing.
    if (fromRelaxed &&
        hopVolume(problem, placement) <= hopVolume(problem, relaxed))
      return placement;
    improveBySwaps(problem, placement, 8);
    if (small)
      improve(problem, placement, i == 0 ? 1.0 : 4.0);
    int64_t volume = hopVolume(problem, placement);
    if (volume >= bestVolume)
      continue;
    bestVolume = volume;
    best = std::move(placement);
  }
  if (best.empty())
    return *failure;
  if (!small)
    improve(problem, best, 1.0);
  problem.report("relief of full links");
  relieveLinks(problem, best);
  return best;
}
