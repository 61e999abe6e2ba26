// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What the simulators know about routes, and how links are shared.
#include "RouteLinks.h"
#include <algorithm>
#include <functional>
#include <queue>
#include <unordered_map>

using namespace dsa::mesh;

std::vector<int64_t> dsa::mesh::routeWeights(const Graph &graph,
                                             const RouteSet &routes) {
  std::vector<int64_t> netOf(graph.vertices, -1), weights;
  for (size_t n = 0; n < graph.nets.size(); ++n)
    netOf[graph.nets[n].driver] = n;
  std::vector<bool> used(graph.arcs(), false);
  weights.reserve(routes.size());
  for (int64_t r = 0; r < routes.size(); ++r) {
    int64_t arc = graph.findArc(routes.sources[r], routes.targets[r]);
    bool isNet = arc < 0 || used[arc];
    if (!isNet)
      used[arc] = true;
    weights.push_back(isNet ? graph.nets[netOf[routes.sources[r]]].weight
                            : graph.weight(arc));
  }
  return weights;
}

RouteLinks::RouteLinks(const Graph &graph, const Machine &machine,
                       const RouteSet &routes, const SimulationOptions &options)
    : routes(routes), links(routes.cores.size(), -1),
      flits(routeWeights(graph, routes)), machine(machine),
      linkCount(machine.links()), resourceCount(linkCount),
      ports(machine.ports) {
  if (ports) {
    portBase = linkCount;
    resourceCount += 2 * int64_t(machine.cores());
  }
  for (int64_t r = 0; r < routes.size(); ++r) {
    flits[r] = routes.hops(r) ? options.flits(machine, flits[r]) : 0;
    for (int64_t i = routes.offsets[r]; i + 1 < routes.offsets[r + 1]; ++i)
      links[i] = routes.cores[i] * numDirections +
                 machine.directionTo(routes.cores[i], routes.cores[i + 1]);
  }
  if (!graph.nets.empty())
    findBranches(graph);
}

void RouteLinks::findBranches(const Graph &graph) {
  branches.resize(routes.size());
  // For each driver, the route and the hop by which a core is reached.
  std::unordered_map<int32_t, std::unordered_map<int32_t, Branch>> reached;
  for (int64_t r = 0; r < routes.size(); ++r) {
    if (!flits[r] || graph.findArc(routes.sources[r], routes.targets[r]) >= 0)
      continue;
    auto &tree = reached[routes.sources[r]];
    int64_t begin = routes.offsets[r], end = routes.offsets[r + 1];
    auto from = tree.find(routes.cores[begin]);
    if (from != tree.end())
      branches[r] = from->second;
    branches[r].again = !tree.empty();
    int32_t depth = branches[r].depth;
    for (int64_t i = begin + 1; i < end; ++i) {
      depth += machine.linkCost(int64_t(links[i - 1]));
      tree[routes.cores[i]] = {r, int32_t(i - begin), depth};
    }
  }
}

std::vector<int64_t> RouteLinks::resourceFlits() const {
  std::vector<int64_t> result(resourceCount, 0);
  for (int64_t r = 0; r < routes.size(); ++r)
    forEachResource(r, [&](int64_t each) { result[each] += flits[r]; });
  return result;
}

FairRates::FairRates(const RouteLinks &traffic)
    : traffic(traffic), active(traffic.resources()), spare(active.size()),
      begin(active.size() + 1, 0) {
  int64_t routes = traffic.routes.size();
  for (int64_t r = 0; r < routes; ++r)
    traffic.forEachResource(r, [&](int64_t each) { ++begin[each + 1]; });
  for (size_t i = 1; i < begin.size(); ++i)
    begin[i] += begin[i - 1];
  users.resize(begin.back());
  std::vector<int64_t> fill(begin.begin(), begin.end() - 1);
  for (int64_t r = 0; r < routes; ++r)
    traffic.forEachResource(r, [&](int64_t each) { users[fill[each]++] = r; });
}

/// Progressive filling (Bertsekas and Gallager 1992): the link with the least
/// to give for a unit of share fixes the rates of its flows, then the next.
void FairRates::compute(const std::vector<double> &shares,
                        std::vector<double> &rates) {
  std::fill(active.begin(), active.end(), 0);
  for (size_t each = 0; each < spare.size(); ++each)
    spare[each] = traffic.capacity(each);
  std::fill(rates.begin(), rates.end(), 0.0);
  std::vector<int32_t> count(active.size(), 0);
  for (size_t r = 0; r < shares.size(); ++r)
    if (shares[r] > 0)
      traffic.forEachResource(r, [&](int64_t each) {
        active[each] += shares[r];
        ++count[each];
      });
  using Entry = std::pair<double, int64_t>;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<Entry>> queue;
  for (size_t each = 0; each < active.size(); ++each)
    if (count[each])
      queue.push({spare[each] / active[each], int64_t(each)});
  while (!queue.empty()) {
    auto [level, fullest] = queue.top();
    queue.pop();
    if (!count[fullest])
      continue;
    double now = std::max(0.0, spare[fullest]) / active[fullest];
    if (now > level * (1 + 1e-9)) {
      queue.push({now, fullest});
      continue;
    }
    for (int64_t u = begin[fullest]; u < begin[fullest + 1]; ++u) {
      int64_t r = users[u];
      if (shares[r] <= 0 || rates[r] > 0)
        continue;
      rates[r] = level * shares[r];
      traffic.forEachResource(r, [&](int64_t other) {
        spare[other] -= rates[r];
        active[other] -= shares[r];
        --count[other];
      });
    }
  }
}

std::vector<double> dsa::mesh::pacedRates(const RouteLinks &traffic) {
  std::vector<double> shares(traffic.flits.begin(), traffic.flits.end());
  std::vector<double> rates(shares.size(), 0);
  FairRates(traffic).compute(shares, rates);
  // A branch has what its parent gives it; parents come first.
  for (size_t r = 0; r < rates.size(); ++r)
    if (int64_t parent = traffic.branch(r).parent; parent >= 0)
      rates[r] = std::min(rates[r], rates[parent]);
  return rates;
}
