// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Placement by halving: the cores are halved across their longer side, the
/// tasks with them, level by level, until each part is one core. Tasks outside
/// a part pull its tasks to the half that is nearer (terminal propagation,
/// Dunlop and Kernighan 1985), with the positions of the level above.
#include "Parallel.h"
#include "Partition.h"
#include "PlacementProblem.h"
#include "PlacementRules.h"
#include <algorithm>
#include <cmath>
#include <numeric>

using namespace dsa::mesh;

namespace {
struct Part {
  Window window;
  /// Its tasks are [begin, end) of the order.
  int32_t begin, end;

  bool isCore() const { return window.rows() == 1 && window.columns() == 1; }
};

class Bisection {
public:
  Bisection(const PlacementProblem &problem, const Embedding *guide,
            uint64_t seed);
  /// Down to single cores.
  Placement place();
  /// Down to single tasks, the middle of what is left for each.
  Embedding coordinates();

private:
  template <typename Done>
  void run(Done done);
  int64_t roomIn(const Window &window) const;
  Window shrink(Window window) const;
  void split(const Part &part, Part halves[2], uint64_t seed);
  PartitionGraph build(const Part &part, bool columns, int32_t first,
                       int32_t second);
  void pullToWindows(const Part &part, bool columns, PartitionGraph &local);
  std::vector<uint8_t> guidedSides(const Part &part, bool columns,
                                   const PartitionLimits &limits);
  void setPosition(const Part &part);
  int64_t heaviestIn(const Part &part) const;

  const PlacementProblem &problem;
  const Graph &graph;
  const Embedding *guide;
  uint64_t seed;
  /// Whether halves may run over by half a task.
  bool slack = false;
  PartitionEffort effort;
  std::vector<int64_t> roomSums;
  std::vector<int32_t> order;
  /// Twice the centre of the part that holds the task, as of the last level.
  std::vector<int32_t> row2, column2;
  /// The part, and the place within it.
  std::vector<int32_t> partOf, indexIn;
};
} // namespace

Bisection::Bisection(const PlacementProblem &problem, const Embedding *guide,
                     uint64_t seed)
    : problem(problem), graph(problem.graph), guide(guide), seed(seed),
      order(graph.vertices), row2(graph.vertices), column2(graph.vertices),
      partOf(graph.vertices), indexIn(graph.vertices) {
  const Machine &machine = problem.machine;
  int32_t width = machine.columns + 1;
  roomSums.assign(size_t(machine.rows + 1) * width, 0);
  for (int32_t r = 0; r < machine.rows; ++r)
    for (int32_t c = 0; c < machine.columns; ++c)
      roomSums[size_t(r + 1) * width + c + 1] =
          roomSums[size_t(r) * width + c + 1] +
          roomSums[size_t(r + 1) * width + c] -
          roomSums[size_t(r) * width + c] + problem.room[machine.core(r, c)];
  std::iota(order.begin(), order.end(), 0);
  if (graph.vertices > manyTasks)
    effort = {1, 4};
}

int64_t Bisection::roomIn(const Window &w) const {
  size_t width = problem.machine.columns + 1;
  return roomSums[(w.r2 + 1) * width + w.c2 + 1] -
         roomSums[w.r1 * width + w.c2 + 1] -
         roomSums[(w.r2 + 1) * width + w.c1] + roomSums[w.r1 * width + w.c1];
}

/// Without the rows and columns at its rim that have no room.
Window Bisection::shrink(Window w) const {
  while (w.r1 < w.r2 && !roomIn({w.r1, w.r1, w.c1, w.c2}))
    ++w.r1;
  while (w.r1 < w.r2 && !roomIn({w.r2, w.r2, w.c1, w.c2}))
    --w.r2;
  while (w.c1 < w.c2 && !roomIn({w.r1, w.r2, w.c1, w.c1}))
    ++w.c1;
  while (w.c1 < w.c2 && !roomIn({w.r1, w.r2, w.c2, w.c2}))
    --w.c2;
  return w;
}

int64_t Bisection::heaviestIn(const Part &part) const {
  int64_t heaviest = 0;
  for (int32_t i = part.begin; i < part.end; ++i)
    heaviest = std::max(heaviest, problem.weight(order[i]));
  return heaviest;
}

void Bisection::setPosition(const Part &part) {
  const Window &w = part.window;
  for (int32_t i = part.begin; i < part.end; ++i) {
    int32_t v = order[i];
    row2[v] = w.r1 + w.r2;
    column2[v] = w.c1 + w.c2;
    if (guide && guide->onMesh) {
      // As near to where the guide has it as the part allows.
      row2[v] = std::clamp(int32_t(2 * guide->y[v]) - 1, 2 * w.r1, 2 * w.r2);
      column2[v] = std::clamp(int32_t(2 * guide->x[v]) - 1, 2 * w.c1, 2 * w.c2);
    }
  }
}

/// The tasks of the part; costs in twice the distance, between the halves'
/// centres `first` and `second` (doubled as well).
PartitionGraph Bisection::build(const Part &part, bool columns, int32_t first,
                                int32_t second) {
  PartitionGraph local;
  int32_t n = part.end - part.begin;
  local.weights.reserve(n);
  local.pulls.assign(n, 0);
  local.offsets.reserve(n + 1);
  int32_t mine = partOf[order[part.begin]];
  int64_t apart = second - first;
  const std::vector<int32_t> &position = columns ? column2 : row2;
  for (int32_t i = 0; i < n; ++i) {
    int32_t v = order[part.begin + i];
    local.weights.push_back(problem.weight(v));
    for (int64_t a = graph.offsets[v]; a < graph.offsets[v + 1]; ++a) {
      int32_t u = graph.targets[a];
      if (partOf[u] == mine) {
        local.targets.push_back(indexIn[u]);
        local.arcCosts.push_back(graph.weight(a) * apart);
      } else {
        local.pulls[i] += graph.weight(a) * (std::abs(position[u] - second) -
                                             std::abs(position[u] - first));
      }
    }
    local.offsets.push_back(local.targets.size());
  }
  return local;
}

/// Where the lower half ends: in the middle, or between two chips near it.
static int32_t lastOfLow(int32_t first, int32_t last, int32_t chip) {
  int32_t middle = (first + last) / 2;
  int32_t edge = (middle + 1 + chip / 2) / chip * chip - 1;
  return edge >= first && edge < last ? edge : middle;
}

/// A task that is bound to one half costs more on the other than its flows can
/// make up for.
void Bisection::pullToWindows(const Part &part, bool columns,
                              PartitionGraph &local) {
  const Window &w = part.window;
  const Machine &machine = problem.machine;
  int32_t middle =
      columns ? lastOfLow(w.c1, w.c2, machine.columns / machine.chipColumns)
              : lastOfLow(w.r1, w.r2, machine.rows / machine.chipRows);
  for (int32_t i = 0; i < local.size(); ++i) {
    const Window &bound = problem.rules->where(order[part.begin + i]);
    bool low = (columns ? bound.c2 : bound.r2) <= middle;
    bool high = (columns ? bound.c1 : bound.r1) > middle;
    int64_t most = std::abs(local.pulls[i]) + 1;
    for (int32_t a = local.offsets[i]; a < local.offsets[i + 1]; ++a)
      most += local.arcCosts[a];
    local.pulls[i] += low ? most : high ? -most : 0;
  }
}

/// By the guide's coordinate along the split, each half its share.
std::vector<uint8_t> Bisection::guidedSides(const Part &part, bool columns,
                                            const PartitionLimits &limits) {
  int32_t n = part.end - part.begin;
  const std::vector<float> &along = columns ? guide->x : guide->y;
  const std::vector<float> &across = columns ? guide->y : guide->x;
  std::vector<int32_t> sorted(n);
  std::iota(sorted.begin(), sorted.end(), 0);
  auto less = [&](int32_t a, int32_t b) {
    int32_t v = order[part.begin + a], w = order[part.begin + b];
    if (along[v] != along[w])
      return along[v] < along[w];
    return across[v] != across[w] ? across[v] < across[w] : v < w;
  };
  int64_t total = 0;
  for (int32_t i = part.begin; i < part.end; ++i)
    total += problem.weight(order[i]);
  int64_t share = std::llround(double(total) * limits.room[0] /
                               (limits.room[0] + limits.room[1]));
  share = std::min(std::max(share, total - limits.room[1]), limits.room[0]);
  if (problem.uniform) {
    std::nth_element(sorted.begin(),
                     sorted.begin() + std::min<int64_t>(share, n), sorted.end(),
                     less);
  } else {
    std::sort(sorted.begin(), sorted.end(), less);
  }
  std::vector<uint8_t> sides(n, 1);
  int64_t load = 0;
  for (int32_t i : sorted) {
    int64_t weight = problem.weight(order[part.begin + i]);
    if (load + weight > share)
      break;
    load += weight;
    sides[i] = 0;
  }
  return sides;
}

void Bisection::split(const Part &part, Part halves[2], uint64_t seed) {
  Window w = part.window, low = w, high = w;
  const Machine &machine = problem.machine;
  bool columns = w.columns() >= w.rows();
  if (columns) {
    low.c2 = lastOfLow(w.c1, w.c2, machine.columns / machine.chipColumns);
    high.c1 = low.c2 + 1;
  } else {
    low.r2 = lastOfLow(w.r1, w.r2, machine.rows / machine.chipRows);
    high.r1 = low.r2 + 1;
  }
  PartitionLimits limits{{roomIn(low), roomIn(high)}};
  if (slack && limits.room[0] && limits.room[1])
    for (int64_t &room : limits.room)
      room += heaviestIn(part) / 2;
  int32_t middle;
  if (!limits.room[0] || !limits.room[1]) {
    middle = limits.room[0] ? part.end : part.begin;
  } else {
    int32_t first = columns ? low.c1 + low.c2 : low.r1 + low.r2;
    int32_t second = columns ? high.c1 + high.c2 : high.r1 + high.r2;
    PartitionGraph local = build(part, columns, first, second);
    if (problem.rules)
      pullToWindows(part, columns, local);
    std::vector<uint8_t> sides;
    if (guide) {
      sides = guidedSides(part, columns, limits);
      refinePartition(local, limits, sides, 3);
    } else {
      Random random(seed);
      sides = partition(local, limits, effort, random);
    }
    std::vector<int32_t> tasks(order.begin() + part.begin,
                               order.begin() + part.end);
    middle = part.begin;
    for (size_t i = 0; i < tasks.size(); ++i)
      if (!sides[i])
        order[middle++] = tasks[i];
    int32_t at = middle;
    for (size_t i = 0; i < tasks.size(); ++i)
      if (sides[i])
        order[at++] = tasks[i];
  }
  halves[0] = {shrink(low), part.begin, middle};
  halves[1] = {shrink(high), middle, part.end};
}

template <typename Done>
void Bisection::run(Done done) {
  std::vector<Part> parts{{shrink(problem.window), 0, graph.vertices}};
  for (uint64_t level = 0; !parts.empty(); ++level) {
    for (size_t p = 0; p < parts.size(); ++p) {
      setPosition(parts[p]);
      for (int32_t i = parts[p].begin; i < parts[p].end; ++i) {
        partOf[order[i]] = p;
        indexIn[order[i]] = i - parts[p].begin;
      }
    }
    std::vector<Part> halves(2 * parts.size());
    // The parts of a phase are split at once; later ones see where tasks went.
    const size_t phases = std::clamp<size_t>(parts.size() / 2, 1, 8);
    for (size_t phase = 0; phase < phases; ++phase) {
      size_t count = (parts.size() - phase + phases - 1) / phases;
      parallelFor(problem.options.threads, count, [&](size_t i) {
        size_t p = i * phases + phase;
        split(parts[p], &halves[2 * p], seed * 1000003 + level * 65537 + p);
      });
      for (size_t i = 0; i < count; ++i) {
        setPosition(halves[2 * (i * phases + phase)]);
        setPosition(halves[2 * (i * phases + phase) + 1]);
      }
    }
    parts.clear();
    for (const Part &half : halves) {
      if (half.begin == half.end)
        continue;
      if (!done(half)) {
        parts.push_back(half);
        continue;
      }
      setPosition(half);
      // No part has this number: what is placed pulls from outside.
      for (int32_t i = half.begin; i < half.end; ++i)
        partOf[order[i]] = -1;
    }
  }
}

Placement Bisection::place() {
  run([](const Part &part) { return part.isCore(); });
  Placement placement;
  for (int32_t v = 0; v < graph.vertices; ++v)
    placement.push_back(problem.machine.core(row2[v] / 2, column2[v] / 2));
  return placement;
}

Embedding Bisection::coordinates() {
  slack = true;
  effort = {1, 4};
  run([](const Part &part) {
    return part.isCore() || part.end - part.begin == 1;
  });
  Embedding result;
  for (int32_t v = 0; v < graph.vertices; ++v) {
    result.x.push_back((column2[v] + 1) * 0.5f);
    result.y.push_back((row2[v] + 1) * 0.5f);
  }
  return result;
}

Placement dsa::mesh::placeByBisection(const PlacementProblem &problem,
                                      const Embedding *guide, uint64_t seed) {
  return Bisection(problem, guide, seed).place();
}

Embedding dsa::mesh::coordinatesByBisection(const PlacementProblem &problem,
                                            const Embedding *guide,
                                            uint64_t seed) {
  return Bisection(problem, guide, seed).coordinates();
}
