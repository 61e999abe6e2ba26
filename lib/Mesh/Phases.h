// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Phases in time: one after the other, each is a graph and routes by itself.
#ifndef DSA_LIB_MESH_PHASES_H
#define DSA_LIB_MESH_PHASES_H

#include "dsa/Mesh/Graph.h"
#include "dsa/Mesh/Routes.h"

namespace dsa::mesh {

/// The flows and nets of one phase between the same tasks. An arc need not
/// have a twin there.
Graph phaseGraph(const Graph &graph, int32_t phase);

/// The routes of one phase, and which they are of all routes.
struct PhaseRoutes {
  RouteSet routes;
  std::vector<int64_t> indices;
};
/// Of each phase, in the order of the routes; a route that belongs to no flow
/// and no net is in the first.
std::vector<PhaseRoutes> splitRoutes(const Graph &graph,
                                     const RouteSet &routes);

/// Adds route `index` of `from` to `to`.
void appendRoute(const RouteSet &from, int64_t index, RouteSet &to);

inline Failure inPhase(int32_t phase, const Failure &failure) {
  return {failure.kind,
          "in phase " + std::to_string(phase) + ": " + failure.message};
}

} // namespace dsa::mesh

#endif // DSA_LIB_MESH_PHASES_H
