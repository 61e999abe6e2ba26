// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Routes as the links they take, for the simulators. The routes are legal.
#ifndef DSA_LIB_MESH_ROUTELINKS_H
#define DSA_LIB_MESH_ROUTELINKS_H

#include "dsa/Mesh/Graph.h"
#include "dsa/Mesh/Routes.h"
#include <algorithm>

namespace dsa::mesh {

/// The weight of each route; a net's where no arc joins its ends.
inline std::vector<int64_t> routeWeights(const Graph &graph,
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

/// For each entry of routes.cores the link that leaves it, -1 at the end.
inline std::vector<Link> routeLinks(const Machine &machine,
                                    const RouteSet &routes) {
  std::vector<Link> links(routes.cores.size(), -1);
  for (int64_t r = 0; r < routes.size(); ++r)
    for (int64_t i = routes.offsets[r]; i + 1 < routes.offsets[r + 1]; ++i)
      links[i] = routes.cores[i] * numDirections +
                 machine.directionTo(routes.cores[i], routes.cores[i + 1]);
  return links;
}

} // namespace dsa::mesh

#endif // DSA_LIB_MESH_ROUTELINKS_H
