// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Routes as the links they take and the flits they carry, for the simulators.
/// The routes are legal.
#ifndef DSA_LIB_MESH_ROUTELINKS_H
#define DSA_LIB_MESH_ROUTELINKS_H

#include "dsa/Mesh/Graph.h"
#include "dsa/Mesh/Routes.h"
#include "dsa/Mesh/Simulate.h"
#include <algorithm>

namespace dsa::mesh {

/// The weight of each route; a net's where no arc joins its ends.
std::vector<int64_t> routeWeights(const Graph &graph, const RouteSet &routes);

class RouteLinks {
public:
  RouteLinks(const Graph &graph, const Machine &machine, const RouteSet &routes,
             const SimulationOptions &options);

  const RouteSet &routes;
  /// For each entry of routes.cores the link that leaves it, -1 at the end.
  std::vector<Link> links;
  /// Flits of each route, 0 if it stays on its core.
  std::vector<int64_t> flits;
  /// Of a multicast tree: where a branch leaves another one of its driver.
  struct Branch {
    /// The other route, -1 if the branch begins at the driver.
    int64_t parent = -1;
    /// Hops of the parent up to there, and what they and those before cost.
    int32_t hop = 0, depth = 0;
    /// Whether another route carries the same flits from the driver's core.
    bool again = false;
  };
  Branch branch(int64_t route) const {
    return branches.empty() ? Branch() : branches[route];
  }
  /// Whether the route's flits take a port of its first core: a tree's do once.
  bool injects(int64_t route) const {
    return branch(route).parent < 0 && !branch(route).again;
  }

  template <typename Callback>
  void forEachLink(int64_t route, Callback callback) const {
    for (int64_t i = routes.offsets[route]; i + 1 < routes.offsets[route + 1];
         ++i)
      callback(links[i]);
  }
  /// What the route takes of the machine: its links and, where ports are
  /// limited, the port of the core that it leaves and of the one it enters.
  template <typename Callback>
  void forEachResource(int64_t route, Callback callback) const {
    if (!flits[route])
      return;
    forEachLink(route, callback);
    if (!portBase)
      return;
    if (injects(route))
      callback(portBase + routes.cores[routes.offsets[route]]);
    callback(portBase + portBase / numDirections +
             routes.cores[routes.offsets[route + 1] - 1]);
  }
  /// Links and ports, and the flits a cycle that one takes.
  int64_t resources() const { return resourceCount; }
  double capacity(int64_t resource) const {
    return resource < linkCount ? 1.0 / machine.linkCost(resource) : ports;
  }
  /// The most that one of the route's links costs.
  int32_t slowest(int64_t route) const {
    int32_t most = 1;
    forEachLink(route, [&](Link link) {
      most = std::max(most, machine.linkCost(int64_t(link)));
    });
    return most;
  }
  /// How many times the cycles of a hop the last flit takes, from the driver
  /// of a tree on.
  int64_t latency(int64_t route) const {
    int64_t sum = branch(route).depth;
    forEachLink(route,
                [&](Link link) { sum += machine.linkCost(int64_t(link)); });
    return sum;
  }
  /// Flits over each link and port.
  std::vector<int64_t> resourceFlits() const;

private:
  void findBranches(const Graph &graph);

  const Machine &machine;
  /// One a route; empty if no route belongs to a net.
  std::vector<Branch> branches;
  int64_t linkCount, resourceCount;
  /// 0 where ports are not limited.
  int64_t portBase = 0;
  int ports = 0;
};

/// Flits a cycle for each route with `shares` above 0, in proportion to its
/// share wherever a link or a port is full (weighted max-min fairness); 0 for
/// the others.
class FairRates {
public:
  explicit FairRates(const RouteLinks &traffic);
  void compute(const std::vector<double> &shares, std::vector<double> &rates);

private:
  const RouteLinks &traffic;
  std::vector<double> active, spare;
  /// The routes over resource i are users[begin[i] .. begin[i+1]).
  std::vector<int64_t> begin, users;
};

/// Rates at which all flows over a full link end together: what a compiler
/// that knows all of them tells the sources to keep to.
std::vector<double> pacedRates(const RouteLinks &traffic);

} // namespace dsa::mesh

#endif // DSA_LIB_MESH_ROUTELINKS_H
