// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Local search: a task wants to be at the median of its neighbours, so it is
/// tried there and around; who is there takes its place.
#include "Occupancy.h"
#include <algorithm>

using namespace dsa::mesh;

namespace {
class MedianSwaps {
public:
  MedianSwaps(const PlacementProblem &problem, Placement &placement)
      : problem(problem), occupancy(problem, placement) {}

  int64_t sweep();

private:
  Occupancy::Cell medianCell(int32_t task);
  int64_t improve(int32_t task);
  int32_t middle(std::vector<std::pair<int32_t, int64_t>> &values);

  const PlacementProblem &problem;
  Occupancy occupancy;
  std::vector<std::pair<int32_t, int64_t>> rows, columns;
};
} // namespace

int32_t MedianSwaps::middle(std::vector<std::pair<int32_t, int64_t>> &values) {
  std::sort(values.begin(), values.end());
  int64_t total = 0;
  for (auto [value, weight] : values)
    total += weight;
  int64_t sum = 0;
  for (auto [value, weight] : values) {
    sum += weight;
    if (2 * sum >= total)
      return value;
  }
  return 0;
}

Occupancy::Cell MedianSwaps::medianCell(int32_t task) {
  const Graph &graph = problem.graph;
  const Machine &machine = problem.machine;
  rows.clear();
  columns.clear();
  Occupancy::Cell here = occupancy.cell(task);
  // Neighbours across the wrap are seen on the near side.
  auto nearest = [](int32_t value, int32_t own, int32_t side, bool wraps) {
    if (wraps && value - own > side / 2)
      return value - side;
    if (wraps && own - value > side / 2)
      return value + side;
    return value;
  };
  constexpr int64_t maxSample = 32;
  int64_t begin = graph.offsets[task], end = graph.offsets[task + 1];
  int64_t stride = std::max<int64_t>(1, (end - begin) / maxSample);
  for (int64_t a = begin; a < end; a += stride) {
    Occupancy::Cell there = occupancy.cell(graph.targets[a]);
    rows.push_back(
        {nearest(there.row, here.row, machine.rows, machine.wrapsRows()),
         graph.weight(a)});
    columns.push_back({nearest(there.column, here.column, machine.columns,
                               machine.wrapsColumns()),
                       graph.weight(a)});
  }
  int32_t row = (middle(rows) + machine.rows) % machine.rows;
  int32_t column = (middle(columns) + machine.columns) % machine.columns;
  return {int16_t(row), int16_t(column)};
}

int64_t MedianSwaps::improve(int32_t task) {
  const Machine &machine = problem.machine;
  if (problem.graph.offsets[task] == problem.graph.offsets[task + 1])
    return 0;
  Occupancy::Cell here = occupancy.cell(task), target = medianCell(task);
  Occupancy::Move best;
  auto tryCell = [&](int32_t r, int32_t c) {
    if (r < 0 || c < 0 || r >= machine.rows || c >= machine.columns)
      return;
    if ((r != here.row || c != here.column) && problem.room[machine.core(r, c)])
      occupancy.tryMove(task, {int16_t(r), int16_t(c)}, best);
  };
  for (int32_t dr = -1; dr <= 1; ++dr)
    for (int32_t dc = -1; dc <= 1; ++dc)
      tryCell(target.row + dr, target.column + dc);
  // Far from the median, also half-way and one step towards it.
  int32_t down = target.row - here.row, across = target.column - here.column;
  if (std::abs(down) + std::abs(across) > 2) {
    tryCell(here.row + down / 2, here.column + across / 2);
    tryCell(here.row + (down > 0) - (down < 0), here.column);
    tryCell(here.row, here.column + (across > 0) - (across < 0));
  }
  if (best.delta >= 0)
    return 0;
  occupancy.apply(best);
  return best.delta;
}

int64_t MedianSwaps::sweep() {
  int64_t gain = 0;
  for (int32_t task = 0; task < problem.graph.vertices; ++task) {
    if (task % 4096 == 0 && problem.outOfTime())
      break;
    gain -= improve(task);
  }
  return gain;
}

void dsa::mesh::improveBySwaps(const PlacementProblem &problem,
                               Placement &placement, int sweeps) {
  MedianSwaps swaps(problem, placement);
  // A sweep over many tasks has to be worth it; gains are of half the volume.
  int64_t least = problem.graph.vertices > manyTasks
                      ? hopVolume(problem, placement) / 400
                      : 0;
  int64_t first = 0;
  for (int i = 0; i < sweeps && !problem.outOfTime(); ++i) {
    int64_t gain = swaps.sweep();
    first = std::max(first, gain);
    if (gain == 0 || gain < std::max(first / 20, least))
      return;
  }
}
