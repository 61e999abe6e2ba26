// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Multilevel bipartition.
#include "Coarsening.h"
#include <algorithm>
#include <numeric>

using namespace dsa::mesh;

/// Weight beyond what the sides take.
static int64_t overflow(const PartitionGraph &graph,
                        const PartitionLimits &limits,
                        const std::vector<uint8_t> &sides) {
  int64_t load[2] = {0, 0};
  for (int32_t v = 0; v < graph.size(); ++v)
    load[sides[v]] += graph.weights[v];
  return std::max<int64_t>(0, load[0] - limits.room[0]) +
         std::max<int64_t>(0, load[1] - limits.room[1]);
}

static int64_t cutCost(const PartitionGraph &graph,
                       const std::vector<uint8_t> &sides) {
  int64_t cost = 0;
  for (int32_t v = 0; v < graph.size(); ++v) {
    cost += sides[v] ? 2 * graph.pulls[v] : 0;
    for (int32_t a = graph.offsets[v]; a < graph.offsets[v + 1]; ++a)
      if (sides[graph.targets[a]] != sides[v])
        cost += graph.arcCosts[a];
  }
  return cost;
}

/// Side 0 grows from a seed over the arcs until it has its share.
static std::vector<uint8_t> growSide(const PartitionGraph &graph,
                                     const PartitionLimits &limits,
                                     int32_t seed) {
  int32_t n = graph.size();
  int64_t total = 0, load = 0;
  for (int64_t weight : graph.weights)
    total += weight;
  int64_t share =
      double(total) * limits.room[0] / (limits.room[0] + limits.room[1]);
  std::vector<uint8_t> sides(n, 1);
  std::vector<int64_t> attraction(n);
  for (int32_t v = 0; v < n; ++v) {
    attraction[v] = graph.pulls[v];
    for (int32_t a = graph.offsets[v]; a < graph.offsets[v + 1]; ++a)
      attraction[v] -= graph.arcCosts[a];
  }
  for (int32_t v = seed; v >= 0 && load + graph.weights[v] / 2 <= share;) {
    sides[v] = 0;
    load += graph.weights[v];
    for (int32_t a = graph.offsets[v]; a < graph.offsets[v + 1]; ++a)
      attraction[graph.targets[a]] += 2 * graph.arcCosts[a];
    v = -1;
    for (int32_t u = 0; u < n; ++u)
      if (sides[u] && (v < 0 || attraction[u] > attraction[v]))
        v = u;
  }
  return sides;
}

static std::vector<uint8_t> initialSides(const PartitionGraph &graph,
                                         const PartitionLimits &limits,
                                         int attempts, Random &random) {
  std::vector<uint8_t> best;
  int64_t bestCost = 0;
  if (graph.size() > 2000)
    attempts = 1;
  for (int i = 0; i < attempts; ++i) {
    int32_t seed = random.below(graph.size());
    if (i == 0) // what is pulled most
      seed = std::max_element(graph.pulls.begin(), graph.pulls.end()) -
             graph.pulls.begin();
    std::vector<uint8_t> sides;
    if (graph.size() <= 2000) {
      sides = growSide(graph, limits, seed);
    } else {
      for (int32_t v = 0; v < graph.size(); ++v)
        sides.push_back(graph.pulls[v] < 0 || (!graph.pulls[v] && v % 2));
    }
    refinePartition(graph, limits, sides, 4);
    int64_t cost = cutCost(graph, sides);
    if (!best.empty() && cost >= bestCost)
      continue;
    best = std::move(sides);
    bestCost = cost;
  }
  return best;
}

/// Room for one vertex more: heavy vertices hardly ever fit exactly, and
/// lighter ones come later.
static PartitionLimits withSlack(const PartitionGraph &graph,
                                 PartitionLimits limits) {
  int64_t slack =
      *std::max_element(graph.weights.begin(), graph.weights.end()) - 1;
  for (int64_t &room : limits.room)
    room += slack;
  return limits;
}

/// One run from coarsening to refinement.
static std::vector<uint8_t> partitionOnce(const PartitionGraph &graph,
                                          const PartitionLimits &limits,
                                          int attempts, Random &random) {
  constexpr int32_t coarsest = 80;
  int64_t total = 0;
  for (int64_t weight : graph.weights)
    total += weight;
  std::vector<Coarsening> levels;
  const PartitionGraph *at = &graph;
  while (at->size() > coarsest) {
    Coarsening next = coarsen(*at, std::max<int64_t>(1, total / 24), random);
    if (next.graph.size() > at->size() * 0.93)
      break;
    levels.push_back(std::move(next));
    at = &levels.back().graph;
  }
  std::vector<uint8_t> sides = initialSides(
      *at, levels.empty() ? limits : withSlack(*at, limits), attempts, random);
  while (!levels.empty()) {
    Coarsening level = std::move(levels.back());
    levels.pop_back();
    std::vector<uint8_t> fine(level.coarseOf.size());
    for (size_t v = 0; v < fine.size(); ++v)
      fine[v] = sides[level.coarseOf[v]];
    sides = std::move(fine);
    if (levels.empty())
      refinePartition(graph, limits, sides, 4);
    else
      refinePartition(levels.back().graph,
                      withSlack(levels.back().graph, limits), sides, 4);
  }
  return sides;
}

std::vector<uint8_t> dsa::mesh::partition(const PartitionGraph &graph,
                                          const PartitionLimits &limits,
                                          const PartitionEffort &effort,
                                          Random &random) {
  const bool thorough = effort.runs > 1;
  int attempts = effort.attempts;
  if (graph.size() > (thorough ? 400 : 2000))
    attempts *= 3;
  else if (graph.size() <= 16 && !thorough)
    attempts = std::min(attempts, 2);
  std::vector<uint8_t> best = partitionOnce(graph, limits, attempts, random);
  int64_t bestCost = cutCost(graph, best);
  const int runs = graph.size() <= 200 ? 1 : effort.runs;
  for (int i = 1; i < runs; ++i) {
    std::vector<uint8_t> sides = partitionOnce(graph, limits, attempts, random);
    int64_t cost = cutCost(graph, sides);
    if (cost >= bestCost ||
        overflow(graph, limits, sides) > overflow(graph, limits, best))
      continue;
    bestCost = cost;
    best = std::move(sides);
  }
  return best;
}
