// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Tasks with many flows in the middle of the mesh, those with few at its rim:
/// where most flows have an end at a few tasks, as in power-law graphs, nothing
/// else that is as fast comes as near.
#include "PlacementProblem.h"
#include <algorithm>
#include <numeric>

using namespace dsa::mesh;

Placement dsa::mesh::placeHubsInside(const PlacementProblem &problem) {
  const Graph &graph = problem.graph;
  const Machine &machine = problem.machine;
  const Window &w = problem.window;
  std::vector<std::pair<int32_t, int32_t>> cores; // by distance from the middle
  for (int32_t r = w.r1; r <= w.r2; ++r)
    for (int32_t c = w.c1; c <= w.c2; ++c) {
      int32_t core = machine.core(r, c);
      int32_t off =
          std::abs(2 * r - w.r1 - w.r2) + std::abs(2 * c - w.c1 - w.c2);
      for (int64_t i = 0; i < problem.room[core]; ++i)
        cores.push_back({off, core});
    }
  if (!problem.uniform || cores.size() < size_t(graph.vertices))
    return {};
  std::sort(cores.begin(), cores.end());
  std::vector<int64_t> flow(graph.vertices, 0);
  for (int32_t v = 0; v < graph.vertices; ++v)
    for (int64_t a = graph.offsets[v]; a < graph.offsets[v + 1]; ++a)
      flow[v] += graph.weight(a);
  std::vector<int32_t> order(graph.vertices);
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](int32_t a, int32_t b) {
    return flow[a] != flow[b] ? flow[a] > flow[b] : a < b;
  });
  Placement placement(graph.vertices);
  for (int32_t i = 0; i < graph.vertices; ++i)
    placement[order[i]] = cores[i].second;
  return placement;
}
