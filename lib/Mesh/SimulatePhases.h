// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Phases one after the other.
#ifndef DSA_LIB_MESH_SIMULATEPHASES_H
#define DSA_LIB_MESH_SIMULATEPHASES_H

#include "Phases.h"
#include "dsa/Mesh/Simulate.h"

namespace dsa::mesh {

/// `simulate(graph, routes)` for each phase, begun when the one before is over.
template <typename Callback>
Result<Simulation> simulatePhases(const Graph &graph, const Machine &machine,
                                  const RouteSet &routes, Callback simulate) {
  Simulation all;
  all.linkFlits.assign(machine.links(), 0);
  all.start.assign(routes.size(), 0);
  all.finish.assign(routes.size(), 0);
  std::vector<PhaseRoutes> phases = splitRoutes(graph, routes);
  for (int32_t phase = 0; phase < graph.phases; ++phase) {
    Result<Simulation> each =
        simulate(phaseGraph(graph, phase), phases[phase].routes);
    if (!each)
      return inPhase(phase, each.failure());
    for (size_t i = 0; i < each->finish.size(); ++i) {
      int64_t route = phases[phase].indices[i];
      all.start[route] = all.cycles;
      all.finish[route] = all.cycles + each->finish[i];
    }
    for (size_t link = 0; link < all.linkFlits.size(); ++link)
      all.linkFlits[link] += each->linkFlits[link];
    all.cycles += each->cycles;
    all.longestPhase = std::max(all.longestPhase, each->cycles);
  }
  return all;
}

} // namespace dsa::mesh

#endif // DSA_LIB_MESH_SIMULATEPHASES_H
