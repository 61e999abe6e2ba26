// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Multilevel bipartition.
#include "Partition.h"
#include <algorithm>
#include <numeric>

using namespace dsa::mesh;

namespace {
/// A coarser graph and the coarse vertex of each fine one.
struct Coarsening {
  PartitionGraph graph;
  std::vector<int32_t> coarseOf;
};
} // namespace

/// Pairs vertices along their heaviest arcs; what has no free neighbour pairs
/// with another that hangs on the same one, as in stars.
static std::vector<int32_t> matchVertices(const PartitionGraph &graph,
                                          int64_t maxWeight, Random &random) {
  int32_t n = graph.size();
  std::vector<int32_t> order(n), mate(n, -1), waiting(n, -1);
  std::iota(order.begin(), order.end(), 0);
  for (int32_t i = n - 1; i > 0; --i)
    std::swap(order[i], order[random.below(i + 1)]);
  for (int32_t v : order) {
    if (mate[v] >= 0)
      continue;
    int64_t bestCost = 0;
    int32_t best = -1, heaviest = -1;
    for (int32_t a = graph.offsets[v]; a < graph.offsets[v + 1]; ++a) {
      int32_t u = graph.targets[a];
      if (heaviest < 0 || graph.arcCosts[a] > graph.arcCosts[heaviest])
        heaviest = a;
      if (mate[u] >= 0 || graph.weights[u] + graph.weights[v] > maxWeight)
        continue;
      // Light partners keep the weights even.
      if (best < 0 || graph.arcCosts[a] > bestCost ||
          (graph.arcCosts[a] == bestCost &&
           graph.weights[u] < graph.weights[best])) {
        best = u;
        bestCost = graph.arcCosts[a];
      }
    }
    if (best < 0 && heaviest >= 0) {
      int32_t &other = waiting[graph.targets[heaviest]];
      if (other >= 0 && mate[other] < 0 && other != v &&
          graph.weights[other] + graph.weights[v] <= maxWeight)
        best = other;
      other = best < 0 ? v : -1;
    }
    if (best >= 0) {
      mate[v] = best;
      mate[best] = v;
    }
  }
  for (int32_t v = 0; v < n; ++v)
    if (mate[v] < 0)
      mate[v] = v;
  return mate;
}

static Coarsening coarsen(const PartitionGraph &fine, int64_t maxWeight,
                          Random &random) {
  std::vector<int32_t> mate = matchVertices(fine, maxWeight, random);
  Coarsening result;
  int32_t n = fine.size(), coarse = 0;
  result.coarseOf.assign(n, -1);
  for (int32_t v = 0; v < n; ++v)
    if (v <= mate[v])
      result.coarseOf[v] = result.coarseOf[mate[v]] = coarse++;
  PartitionGraph &graph = result.graph;
  graph.weights.assign(coarse, 0);
  graph.pulls.assign(coarse, 0);
  graph.offsets.reserve(coarse + 1);
  graph.targets.reserve(fine.targets.size());
  graph.arcCosts.reserve(fine.targets.size());
  std::vector<int32_t> arcTo(coarse, -1);
  for (int32_t v = 0; v < n; ++v) {
    if (v > mate[v])
      continue;
    int32_t c = result.coarseOf[v], begin = graph.targets.size();
    for (int32_t member : {v, mate[v]}) {
      graph.weights[c] += fine.weights[member];
      graph.pulls[c] += fine.pulls[member];
      for (int32_t a = fine.offsets[member]; a < fine.offsets[member + 1];
           ++a) {
        int32_t target = result.coarseOf[fine.targets[a]];
        if (target == c)
          continue;
        if (arcTo[target] < begin) {
          arcTo[target] = graph.targets.size();
          graph.targets.push_back(target);
          graph.arcCosts.push_back(0);
        }
        graph.arcCosts[arcTo[target]] += fine.arcCosts[a];
      }
      if (mate[v] == v)
        break;
    }
    graph.offsets.push_back(graph.targets.size());
  }
  return result;
}

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

/// One run from coarsening to refinement.
static std::vector<uint8_t> partitionOnce(const PartitionGraph &graph,
                                          const PartitionLimits &limits,
                                          Random &random) {
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
  std::vector<uint8_t> sides =
      initialSides(*at, limits, graph.size() > 400 ? 24 : 8, random);
  while (!levels.empty()) {
    Coarsening level = std::move(levels.back());
    levels.pop_back();
    std::vector<uint8_t> fine(level.coarseOf.size());
    for (size_t v = 0; v < fine.size(); ++v)
      fine[v] = sides[level.coarseOf[v]];
    sides = std::move(fine);
    refinePartition(levels.empty() ? graph : levels.back().graph, limits, sides,
                    4);
  }
  return sides;
}

std::vector<uint8_t> dsa::mesh::partition(const PartitionGraph &graph,
                                          const PartitionLimits &limits,
                                          Random &random) {
  std::vector<uint8_t> best = partitionOnce(graph, limits, random);
  int64_t bestCost = cutCost(graph, best);
  const int runs = graph.size() <= 200 ? 1 : graph.size() <= 40'000 ? 3 : 2;
  for (int i = 1; i < runs; ++i) {
    std::vector<uint8_t> sides = partitionOnce(graph, limits, random);
    int64_t cost = cutCost(graph, sides);
    if (cost >= bestCost ||
        overflow(graph, limits, sides) > overflow(graph, limits, best))
      continue;
    bestCost = cost;
    best = std::move(sides);
  }
  return best;
}
