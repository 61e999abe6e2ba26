// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What the routers share: the flows between cores, a path for each as a list
/// of directions, and the load of the links.
#ifndef DSA_LIB_MESH_ROUTINGTABLE_H
#define DSA_LIB_MESH_ROUTINGTABLE_H

#include "TurnRule.h"
#include "dsa/Mesh/Graph.h"
#include "dsa/Mesh/Route.h"
#include <chrono>

namespace dsa::mesh {

struct Flow {
  int32_t source, target; // tasks
  int32_t from, to;       // cores
  int64_t weight;
};

struct RoutingTable {
  RoutingTable(const Graph &graph, const Machine &machine,
               const Placement &placement, const RouteOptions &options)
      : graph(graph), machine(machine), placement(placement), options(options),
        loads(machine.links(), 0) {}

  const Graph &graph;
  const Machine &machine;
  const Placement &placement;
  const RouteOptions &options;

  std::vector<Flow> flows;
  /// Paths of minimal length lie here, one after the other.
  std::vector<int64_t> offsets;
  std::vector<uint8_t> steps;
  /// Longer paths, by flow; such flows are not renegotiated.
  std::unordered_map<int64_t, std::vector<uint8_t>> detours;
  std::vector<uint8_t> classes;
  /// Of each directed link: weight times the cost of the link.
  std::vector<int64_t> loads;
  /// What no routing can go below, to know when to stop.
  double limit = 0;

  int32_t length(int64_t flow) const {
    return offsets[flow + 1] - offsets[flow];
  }
  bool outOfTime() const {
    return options.budgetMs && std::chrono::steady_clock::now() >= deadline;
  }
  std::chrono::steady_clock::time_point deadline;

  /// Adds `sign` times the weight to the links of a path.
  void addLoad(const Flow &flow, const uint8_t *path, size_t length, int sign) {
    int32_t at = flow.from;
    for (size_t i = 0; i < length; ++i) {
      loads[int64_t(at) * 4 + path[i]] +=
          sign * flow.weight * machine.linkCost(at, path[i]);
      at = machine.beyond(at, path[i]);
    }
  }
};

/// NegotiatedRoutes.cpp: minimal paths over live links under the rule of each
/// flow's class, the fullest links relieved round by round. Flows that have
/// no minimal path keep none: they are returned.
struct ClassRule {
  TurnRule rule;
  int channelClass;
};
/// One rule for all flows, or one each for eastbound and westbound ones.
std::vector<int64_t> negotiate(RoutingTable &table,
                               const std::vector<ClassRule> &rules);

/// Dimension order: along the row first or along the column first. On a torus
/// with the shorter way round, the class raised past the wrap of a ring.
void routeByDimension(RoutingTable &table, bool rowFirst);

/// MessageClasses.cpp: for each flow how many messages its own wait for one
/// after the other, to be its class under dimension order; nothing where no
/// buffer is limited, or where that is no way to route.
std::vector<int> messageClasses(const RoutingTable &table);

/// DetourSearch.cpp: a shortest path under the rule that takes links of little
/// load where it can, within `margin` of the box that holds both ends; empty
/// if there is none.
std::vector<uint8_t> findDetour(const RoutingTable &table, int32_t from,
                                int32_t to, const TurnRule &rule,
                                int32_t margin);

/// Multicast trees, appended to `routes`; see MulticastTrees.cpp. Classes 0
/// and 1 as for negotiated flows, or along the spanning tree of the ranks.
void routeNets(RoutingTable &table, RouteSet &routes);
void routeNetsOnTree(RoutingTable &table, const std::vector<int32_t> &ranks,
                     int channelClass, RouteSet &routes);

} // namespace dsa::mesh

#endif // DSA_LIB_MESH_ROUTINGTABLE_H
