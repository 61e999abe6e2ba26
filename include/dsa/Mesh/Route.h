// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Routing: a path for each flow, free of deadlock by construction.
#ifndef DSA_MESH_ROUTE_H
#define DSA_MESH_ROUTE_H

#include "dsa/Mesh/Graph.h"
#include "dsa/Mesh/Routes.h"

namespace dsa::mesh {

enum class RoutePolicy {
  /// Negotiated where the machine allows, else what does.
  Automatic,
  /// Along the row, then along the column; the other way round.
  XY,
  YX,
  /// One class, minimal, turns by Chiu's odd-even rule; negotiated.
  OddEven,
  /// Two classes, eastbound and westbound; negotiated.
  Negotiated,
  /// Up and down a spanning tree: any topology, one class.
  UpDown
};

struct RouteOptions {
  RoutePolicy policy = RoutePolicy::Automatic;
  uint64_t seed = 1;
  int64_t budgetMs = 0;
};

/// Phases are routed each by itself. Fails where a flow has no way, or where
/// link capacity cannot be kept.
Result<RouteSet> route(const Graph &graph, const Machine &machine,
                       const Placement &placement, const RouteOptions &options);

} // namespace dsa::mesh

#endif // DSA_MESH_ROUTE_H
