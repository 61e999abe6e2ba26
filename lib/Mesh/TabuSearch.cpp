// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Robust tabu search for the quadratic assignment problem (Taillard 1991):
/// the best swap that is not tabu is made each step, worse or not; the change
/// that each swap would make is kept up to date.
#include "PlacementProblem.h"
#include <algorithm>
#include <limits>
#include <numeric>

using namespace dsa::mesh;

namespace {
class TabuSearch {
public:
  TabuSearch(const PlacementProblem &problem, const Placement &start,
             uint64_t seed);
  void run(int64_t iterations);
  Placement best() const;

private:
  int64_t flow(int32_t a, int32_t b) const { return flows[a * size + b]; }
  int64_t distance(int32_t a, int32_t b) const {
    return distances[a * size + b];
  }
  int64_t fullDelta(int32_t a, int32_t b) const;
  void updateDeltas(int32_t u, int32_t v);
  void allDeltas();
  bool step(int64_t now);

  const PlacementProblem &problem;
  Random random;
  /// Tasks and, beyond them, empty places: as many as sites.
  int32_t size;
  std::vector<int32_t> sites;
  std::vector<int64_t> flows, distances;
  std::vector<int32_t> siteOf, bestSiteOf;
  std::vector<int64_t> deltas;
  /// Until when task a should not return to site s, [a * size + s].
  std::vector<int64_t> tabuUntil;
  int64_t cost = 0, bestCost = 0;
};
} // namespace

TabuSearch::TabuSearch(const PlacementProblem &problem, const Placement &start,
                       uint64_t seed)
    : problem(problem), random(seed) {
  const Graph &graph = problem.graph;
  for (int32_t core = 0; core < problem.machine.cores(); ++core)
    if (problem.room[core])
      sites.push_back(core);
  size = sites.size();
  flows.assign(size * size, 0);
  distances.assign(size * size, 0);
  for (int32_t v = 0; v < graph.vertices; ++v)
    for (int64_t a = graph.offsets[v]; a < graph.offsets[v + 1]; ++a)
      flows[v * size + graph.targets[a]] = graph.weight(a);
  std::vector<int32_t> siteOfCore(problem.machine.cores(), -1);
  for (int32_t s = 0; s < size; ++s) {
    siteOfCore[sites[s]] = s;
    for (int32_t t = 0; t < size; ++t)
      distances[s * size + t] = problem.machine.distance(sites[s], sites[t]);
  }
  std::vector<bool> used(size, false);
  for (int32_t v = 0; v < graph.vertices; ++v) {
    siteOf.push_back(siteOfCore[start[v]]);
    used[siteOf.back()] = true;
  }
  for (int32_t s = 0; s < size; ++s)
    if (!used[s])
      siteOf.push_back(s);
  bestSiteOf = siteOf;
  for (int32_t a = 0; a < size; ++a)
    for (int32_t b = 0; b < size; ++b)
      cost += flow(a, b) * distance(siteOf[a], siteOf[b]);
  bestCost = cost;
  allDeltas();
}

/// Both matrices are symmetric, so each pair counts twice.
int64_t TabuSearch::fullDelta(int32_t a, int32_t b) const {
  int64_t delta = 0;
  const int64_t *fromA = &distances[siteOf[a] * size];
  const int64_t *fromB = &distances[siteOf[b] * size];
  for (int32_t k = 0; k < size; ++k)
    if (k != a && k != b)
      delta +=
          (flow(a, k) - flow(b, k)) * (fromB[siteOf[k]] - fromA[siteOf[k]]);
  return 2 * delta;
}

void TabuSearch::allDeltas() {
  deltas.assign(size * size, 0);
  for (int32_t a = 0; a < size; ++a)
    for (int32_t b = a + 1; b < size; ++b)
      deltas[a * size + b] = fullDelta(a, b);
}

/// After u and v have swapped, in constant time for pairs without them.
void TabuSearch::updateDeltas(int32_t u, int32_t v) {
  const int64_t *fromU = &distances[siteOf[u] * size];
  const int64_t *fromV = &distances[siteOf[v] * size];
  std::vector<int64_t> flowChange(size), distanceChange(size);
  for (int32_t k = 0; k < size; ++k) {
    flowChange[k] = flow(u, k) - flow(v, k);
    distanceChange[k] = fromU[siteOf[k]] - fromV[siteOf[k]];
  }
  for (int32_t a = 0; a < size; ++a) {
    if (a == u || a == v)
      continue;
    int64_t *row = &deltas[a * size];
    int64_t f = flowChange[a], d = distanceChange[a];
    for (int32_t b = a + 1; b < size; ++b)
      row[b] += 2 * (f - flowChange[b]) * (distanceChange[b] - d);
  }
  for (int32_t k = 0; k < size; ++k) {
    if (k != u)
      deltas[std::min(k, u) * size + std::max(k, u)] = fullDelta(u, k);
    if (k != v)
      deltas[std::min(k, v) * size + std::max(k, v)] = fullDelta(v, k);
  }
}

bool TabuSearch::step(int64_t now) {
  int64_t bestDelta = std::numeric_limits<int64_t>::max();
  int32_t u = -1, v = -1;
  int32_t tasks = problem.graph.vertices;
  for (int32_t a = 0; a < tasks; ++a) {
    const int64_t *row = &deltas[a * size];
    for (int32_t b = a + 1; b < size; ++b) {
      if (row[b] >= bestDelta)
        continue;
      // Tabu unless one of the two is new there, or it is the best ever.
      if (tabuUntil[a * size + siteOf[b]] >= now &&
          tabuUntil[b * size + siteOf[a]] >= now && cost + row[b] >= bestCost)
        continue;
      bestDelta = row[b];
      u = a, v = b;
    }
  }
  if (u < 0)
    return false;
  // A long memory for half of the moves, a short one for the others.
  auto tenure = [&] {
    return now + 1 +
           int64_t(random.real() * random.real() * random.real() * 8 * size);
  };
  tabuUntil[u * size + siteOf[u]] = tenure();
  tabuUntil[v * size + siteOf[v]] = tenure();
  std::swap(siteOf[u], siteOf[v]);
  cost += bestDelta;
  updateDeltas(u, v);
  if (cost < bestCost) {
    bestCost = cost;
    bestSiteOf = siteOf;
  }
  return true;
}

void TabuSearch::run(int64_t iterations) {
  tabuUntil.assign(size * size, 0);
  for (int64_t now = 1; now <= iterations; ++now)
    if (!step(now) || (now % 256 == 0 && problem.outOfTime()))
      return;
}

Placement TabuSearch::best() const {
  Placement placement;
  for (int32_t v = 0; v < problem.graph.vertices; ++v)
    placement.push_back(sites[bestSiteOf[v]]);
  return placement;
}

void dsa::mesh::improveByTabu(const PlacementProblem &problem,
                              Placement &placement, int64_t iterations,
                              uint64_t seed) {
  TabuSearch search(problem, placement, seed);
  search.run(iterations);
  placement = search.best();
}
