// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The checker. It shares the resource model and the file formats with the
/// router and nothing else, so that one is evidence for the other.
#ifndef DSA_MESH_CHECK_H
#define DSA_MESH_CHECK_H

#include "dsa/Mesh/Graph.h"
#include "dsa/Mesh/Routes.h"

namespace dsa::mesh {

/// Whether every task is on a core that lives, may run it and has room.
Status checkMap(const Graph &graph, const Machine &machine,
                const Placement &placement);

struct RouteFigures {
  /// Of each directed link, all classes together, in the phase that loads it
  /// most.
  std::vector<int64_t> loads;
  int64_t largestLoad = 0;
  /// The routes would be legal but for a cycle of channels.
  bool onlyDeadlocks = false;
};

/// Whether `routes` carries every flow from its source's core to its target's
/// over live links, within classes and link capacity, free of deadlock; each
/// phase by itself. The loads are valid where this succeeds.
Status checkRoutes(const Graph &graph, const Machine &machine,
                   const Placement &placement, const RouteSet &routes,
                   RouteFigures &figures);

} // namespace dsa::mesh

#endif // DSA_MESH_CHECK_H
