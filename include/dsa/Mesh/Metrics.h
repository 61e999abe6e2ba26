// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What a placement costs before anything is routed.
#ifndef DSA_MESH_METRICS_H
#define DSA_MESH_METRICS_H

#include "dsa/Mesh/Graph.h"

namespace dsa::mesh {

struct HopFigures {
  /// Sum over arcs of weight times distance.
  int64_t volume = 0;
  /// Sum over arcs of weight.
  int64_t weight = 0;
  int32_t longest = 0;

  double average() const { return weight ? double(volume) / weight : 0; }
};

HopFigures measureHops(const Graph &graph, const Machine &machine,
                       const Placement &placement);

/// The load of each directed link if every flow goes along its row first and
/// then along its column, on a torus the shorter way (the lower direction on
/// a tie); a net loads a link once. Faults are ignored. Of phases, the load in
/// the one that loads the link most.
std::vector<int64_t> dimensionOrderLoads(const Graph &graph,
                                         const Machine &machine,
                                         const Placement &placement);

int64_t maximumLoad(const std::vector<int64_t> &loads);

} // namespace dsa::mesh

#endif // DSA_MESH_METRICS_H
