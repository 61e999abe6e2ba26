// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Simulation without packets: sums, and fluids.
#include "RouteLinks.h"
#include "SimulatePhases.h"
#include <algorithm>
#include <cmath>

using namespace dsa::mesh;

/// When the last flit arrives if the source is done with it at `sent`: the
/// time that it takes over the slowest link is among both.
static double arrival(const Machine &machine, const RouteLinks &traffic,
                      int64_t route, double sent) {
  return sent + double(traffic.latency(route)) * machine.hopCycles -
         traffic.slowest(route);
}

Simulation dsa::mesh::simulateAnalytic(const Graph &graph,
                                       const Machine &machine,
                                       const RouteSet &routes,
                                       const SimulationOptions &options) {
  if (graph.phases > 1)
    return *simulatePhases(
        graph, machine, routes, [&](const Graph &phase, const RouteSet &its) {
          return Result<Simulation>(
              simulateAnalytic(phase, machine, its, options));
        });
  RouteLinks traffic(graph, machine, routes, options);
  Simulation result;
  std::vector<int64_t> flits = traffic.resourceFlits();
  auto need = [&](int64_t each) {
    // Capacities of links are rounded.
    return std::ceil(flits[each] / traffic.capacity(each) - 1e-6);
  };
  for (int64_t r = 0; r < routes.size(); ++r) {
    // The last flit follows the first through a pipeline of hops, at the pace
    // of the fullest link.
    double most = traffic.flits[r];
    traffic.forEachResource(
        r, [&](int64_t each) { most = std::max(most, need(each)); });
    int64_t hops = routes.hops(r);
    result.finish.push_back(hops ? arrival(machine, traffic, r, most) : 0);
    double alone = hops ? arrival(machine, traffic, r,
                                  double(traffic.flits[r]) * traffic.slowest(r))
                        : 0;
    result.cycles = std::max(result.cycles, alone);
  }
  for (int64_t each = 0; each < traffic.resources(); ++each)
    result.cycles = std::max(result.cycles, need(each));
  flits.resize(machine.links());
  result.linkFlits = std::move(flits);
  return result;
}

/// Rates change whenever a flow ends. Where that is too often, flows that end
/// soon after each other end together, the last of them on time.
static void simulateGreedy(const Machine &machine, const RouteLinks &traffic,
                           Simulation &result) {
  const RouteSet &routes = traffic.routes;
  size_t n = routes.size(), running = 0;
  std::vector<double> left(traffic.flits.begin(), traffic.flits.end());
  std::vector<double> shares(n, 0), rates(n, 0), ends;
  for (size_t r = 0; r < n; ++r)
    if (left[r] > 0) {
      shares[r] = 1;
      ++running;
    }
  FairRates fair(traffic);
  constexpr double affordable = 3e8;
  int64_t steps = std::max<int64_t>(
      8,
      std::min<double>(1e6, affordable / (double(traffic.links.size()) + 1)));
  for (double now = 0; running;) {
    fair.compute(shares, rates);
    ends.clear();
    for (size_t r = 0; r < n; ++r)
      if (shares[r] > 0)
        ends.push_back(left[r] / rates[r]);
    size_t batch = std::min<size_t>(ends.size() - 1, ends.size() / steps);
    std::nth_element(ends.begin(), ends.begin() + batch, ends.end());
    double step = ends[batch];
    for (size_t r = 0; r < n; ++r) {
      if (shares[r] <= 0)
        continue;
      double need = left[r] / rates[r];
      left[r] -= step * rates[r];
      if (need > step * (1 + 1e-12))
        continue;
      shares[r] = 0;
      result.finish[r] = arrival(machine, traffic, r, now + need);
      --running;
    }
    now += step;
  }
}

Simulation dsa::mesh::simulateFlows(const Graph &graph, const Machine &machine,
                                    const RouteSet &routes,
                                    const SimulationOptions &options) {
  if (graph.phases > 1)
    return *simulatePhases(graph, machine, routes,
                           [&](const Graph &phase, const RouteSet &its) {
                             return Result<Simulation>(
                                 simulateFlows(phase, machine, its, options));
                           });
  RouteLinks traffic(graph, machine, routes, options);
  Simulation result;
  result.linkFlits = traffic.resourceFlits();
  result.linkFlits.resize(machine.links());
  result.finish.assign(routes.size(), 0);
  if (options.paced) {
    std::vector<double> rates = pacedRates(traffic);
    for (int64_t r = 0; r < routes.size(); ++r)
      if (rates[r] > 0)
        result.finish[r] =
            arrival(machine, traffic, r, traffic.flits[r] / rates[r]);
  } else {
    simulateGreedy(machine, traffic, result);
  }
  for (double finish : result.finish)
    result.cycles = std::max(result.cycles, finish);
  return result;
}
