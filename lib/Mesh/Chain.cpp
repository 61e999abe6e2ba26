// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Paths and rings go along a curve that visits every core from neighbour to
/// neighbour. A single ring goes along a closed curve where there is one.
#include "PlacementProblem.h"
#include <algorithm>

using namespace dsa::mesh;

/// The tasks component by component, each from end to end.
static std::vector<int32_t> chainOrder(const Graph &graph, int &rings) {
  std::vector<int32_t> order;
  std::vector<bool> seen(graph.vertices, false);
  rings = 0;
  auto follow = [&](int32_t start) {
    for (int32_t at = start, next; at >= 0; at = next) {
      seen[at] = true;
      order.push_back(at);
      next = -1;
      for (int64_t a = graph.offsets[at]; a < graph.offsets[at + 1]; ++a)
        if (!seen[graph.targets[a]])
          next = graph.targets[a];
    }
  };
  for (int32_t v = 0; v < graph.vertices; ++v)
    if (!seen[v] && graph.offsets[v + 1] - graph.offsets[v] < 2)
      follow(v);
  for (int32_t v = 0; v < graph.vertices; ++v)
    if (!seen[v]) {
      ++rings;
      follow(v);
    }
  return order;
}

/// Row by row, every other row backwards.
static std::vector<int32_t> snake(const PlacementProblem &problem) {
  const Window &w = problem.window;
  std::vector<int32_t> cores;
  for (int32_t r = w.r1; r <= w.r2; ++r)
    for (int32_t i = 0; i < w.columns(); ++i) {
      int32_t core =
          problem.machine.core(r, (r - w.r1) % 2 ? w.c2 - i : w.c1 + i);
      for (int64_t slot = 0; slot < problem.room[core]; ++slot)
        cores.push_back(core);
    }
  return cores;
}

/// A closed curve over `rows` x `columns`, one of them even: down the first
/// column, back up in a snake over the others.
static std::vector<int32_t> closedCurve(const Machine &machine, int32_t rows,
                                        int32_t columns) {
  bool flip = rows % 2;
  if (flip)
    std::swap(rows, columns);
  auto core = [&](int32_t r, int32_t c) {
    return flip ? machine.core(c, r) : machine.core(r, c);
  };
  std::vector<int32_t> cores;
  for (int32_t r = 0; r < rows; ++r)
    cores.push_back(core(r, 0));
  for (int32_t r = rows - 1; r >= 0; --r)
    for (int32_t i = 1; i < columns; ++i)
      cores.push_back(core(r, (rows - 1 - r) % 2 ? columns - i : i));
  return cores;
}

/// Sides of a rectangle of as many cores as tasks, as square as can be.
static bool closedSides(const PlacementProblem &problem, int32_t &rows,
                        int32_t &columns) {
  int32_t n = problem.graph.vertices;
  bool found = false;
  for (int32_t r = 2; r <= problem.machine.rows && r <= n / 2; ++r) {
    if (n % r || n % 2 || n / r > problem.machine.columns)
      continue;
    if (found && std::abs(r - n / r) >= std::abs(rows - columns))
      continue;
    rows = r;
    columns = n / r;
    found = true;
  }
  return found;
}

Placement dsa::mesh::placeChain(const PlacementProblem &problem) {
  const Graph &graph = problem.graph;
  for (int32_t v = 0; v < graph.vertices; ++v)
    if (graph.offsets[v + 1] - graph.offsets[v] > 2)
      return {};
  if (!problem.uniform)
    return {};
  int rings;
  std::vector<int32_t> order = chainOrder(graph, rings);
  std::vector<int32_t> cores = snake(problem);
  int32_t rows, columns;
  if (rings == 1 && closedSides(problem, rows, columns)) {
    std::vector<int32_t> closed = closedCurve(problem.machine, rows, columns);
    if (std::all_of(closed.begin(), closed.end(),
                    [&](int32_t core) { return problem.room[core] == 1; }))
      cores = std::move(closed);
  }
  if (cores.size() < order.size())
    return {};
  Placement placement(graph.vertices);
  for (size_t i = 0; i < order.size(); ++i)
    placement[order[i]] = cores[i];
  return placement;
}
