// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// One step of coarsening, by heavy-edge matching.
#include "Coarsening.h"
#include <algorithm>
#include <numeric>

using namespace dsa::mesh;

/// Pairs vertices along their heaviest arcs; what has no free neighbour pairs
/// with another that hangs on the same one, as in stars, or on none either.
static std::vector<int32_t> matchVertices(const PartitionGraph &graph,
                                          int64_t maxWeight, Random &random) {
  int32_t n = graph.size();
  std::vector<int32_t> order(n), mate(n, -1), waiting(n, -1);
  int32_t waitingAlone = -1;
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
    if (best < 0) {
      int32_t &other =
          heaviest >= 0 ? waiting[graph.targets[heaviest]] : waitingAlone;
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

Coarsening dsa::mesh::coarsen(const PartitionGraph &fine, int64_t maxWeight,
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
