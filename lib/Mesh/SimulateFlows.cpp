// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Simulation without packets: sums, and fluids.
#include "RouteLinks.h"
#include "dsa/Mesh/Simulate.h"
#include <cmath>
#include <queue>

using namespace dsa::mesh;

static std::vector<int64_t> linkFlits(const Machine &machine,
                                      const RouteSet &routes,
                                      const std::vector<Link> &links,
                                      const std::vector<int64_t> &weights,
                                      int64_t flitsPerUnit) {
  std::vector<int64_t> flits(machine.links(), 0);
  for (int64_t r = 0; r < routes.size(); ++r)
    for (int64_t i = routes.offsets[r]; i + 1 < routes.offsets[r + 1]; ++i)
      flits[links[i]] += weights[r] * flitsPerUnit;
  return flits;
}

Simulation dsa::mesh::simulateAnalytic(const Graph &graph,
                                       const Machine &machine,
                                       const RouteSet &routes,
                                       const SimulationOptions &options) {
  std::vector<Link> links = routeLinks(machine, routes);
  std::vector<int64_t> weights = routeWeights(graph, routes);
  Simulation result;
  result.linkFlits =
      linkFlits(machine, routes, links, weights, options.flitsPerUnit);
  for (int64_t r = 0; r < routes.size(); ++r) {
    // The last flit follows the first through a pipeline of hops, at the pace
    // of the fullest link.
    int64_t most = weights[r] * options.flitsPerUnit;
    for (int64_t i = routes.offsets[r]; i + 1 < routes.offsets[r + 1]; ++i)
      most = std::max(most, result.linkFlits[links[i]]);
    int64_t hops = routes.hops(r);
    result.finish.push_back(hops ? most + hops - 1 : 0);
    int64_t alone = hops ? weights[r] * options.flitsPerUnit + hops - 1 : 0;
    result.cycles = std::max<double>(result.cycles, alone);
  }
  for (int64_t flits : result.linkFlits)
    result.cycles = std::max<double>(result.cycles, flits);
  return result;
}

namespace {
/// Progressive filling (Bertsekas and Gallager 1992): the link with the least
/// to give to each of its flows fixes their rate, then the next.
class FairRates {
public:
  FairRates(const Machine &machine, const RouteSet &routes,
            const std::vector<Link> &links)
      : routes(routes), links(links), active(machine.links()),
        spare(machine.links()), begin(machine.links() + 1, 0) {
    for (Link link : links)
      if (link >= 0)
        ++begin[link + 1];
    for (size_t i = 1; i < begin.size(); ++i)
      begin[i] += begin[i - 1];
    users.resize(begin.back());
    std::vector<int64_t> fill(begin.begin(), begin.end() - 1);
    for (int64_t r = 0; r < routes.size(); ++r)
      for (int64_t i = routes.offsets[r]; i + 1 < routes.offsets[r + 1]; ++i)
        users[fill[links[i]]++] = r;
  }

  void compute(const std::vector<double> &left, std::vector<double> &rates) {
    std::fill(active.begin(), active.end(), 0);
    std::fill(spare.begin(), spare.end(), 1.0);
    std::fill(rates.begin(), rates.end(), -1.0);
    for (int64_t r = 0; r < routes.size(); ++r)
      if (left[r] > 0)
        forEachLink(r, [&](Link link) { ++active[link]; });
    using Entry = std::pair<double, Link>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<Entry>> queue;
    for (size_t link = 0; link < active.size(); ++link)
      if (active[link])
        queue.push({1.0 / active[link], Link(link)});
    while (!queue.empty()) {
      auto [share, link] = queue.top();
      queue.pop();
      if (!active[link])
        continue;
      double now = std::max(0.0, spare[link]) / active[link];
      if (now > share * (1 + 1e-9)) {
        queue.push({now, link});
        continue;
      }
      for (int64_t u = begin[link]; u < begin[link + 1]; ++u) {
        int64_t r = users[u];
        if (left[r] <= 0 || rates[r] >= 0)
          continue;
        rates[r] = now;
        forEachLink(r, [&](Link other) {
          spare[other] -= now;
          --active[other];
        });
      }
    }
  }

private:
  template <typename Callback>
  void forEachLink(int64_t route, Callback callback) const {
    for (int64_t i = routes.offsets[route]; i + 1 < routes.offsets[route + 1];
         ++i)
      callback(links[i]);
  }

  const RouteSet &routes;
  const std::vector<Link> &links;
  std::vector<int64_t> active;
  std::vector<double> spare;
  /// The routes over link l are users[begin[l] .. begin[l+1]).
  std::vector<int64_t> begin, users;
};
} // namespace

Simulation dsa::mesh::simulateFlows(const Graph &graph, const Machine &machine,
                                    const RouteSet &routes,
                                    const SimulationOptions &options) {
  std::vector<Link> links = routeLinks(machine, routes);
  std::vector<int64_t> weights = routeWeights(graph, routes);
  Simulation result;
  result.linkFlits =
      linkFlits(machine, routes, links, weights, options.flitsPerUnit);
  int64_t n = routes.size(), running = 0;
  std::vector<double> left(n, 0), rates(n, 0);
  result.finish.assign(n, 0);
  for (int64_t r = 0; r < n; ++r)
    if (routes.hops(r)) {
      left[r] = double(weights[r]) * options.flitsPerUnit;
      ++running;
    }
  FairRates fair(machine, routes, links);
  // Rates change whenever a flow ends. Where that is too often, flows that
  // end soon after each other end together, the last of them on time.
  constexpr double affordable = 3e8;
  int64_t steps = std::max<int64_t>(
      8, std::min<double>(1e6, affordable / (double(links.size()) + 1)));
  double now = 0;
  std::vector<double> ends;
  while (running) {
    fair.compute(left, rates);
    ends.clear();
    for (int64_t r = 0; r < n; ++r)
      if (left[r] > 0)
        ends.push_back(left[r] / rates[r]);
    size_t batch = std::min<size_t>(ends.size() - 1, ends.size() / steps);
    std::nth_element(ends.begin(), ends.begin() + batch, ends.end());
    double step = ends[batch];
    for (int64_t r = 0; r < n; ++r) {
      if (left[r] <= 0)
        continue;
      double need = left[r] / rates[r];
      left[r] -= step * rates[r];
      if (need > step * (1 + 1e-12))
        continue;
      left[r] = 0;
      result.finish[r] = now + need + routes.hops(r) - 1;
      result.cycles = std::max(result.cycles, result.finish[r]);
      --running;
    }
    now += step;
  }
  return result;
}
