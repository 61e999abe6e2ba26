// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// How long a round of all flows takes: a link carries a flit a cycle, all
/// flows of a phase begin when the phase before is over.
#ifndef DSA_MESH_SIMULATE_H
#define DSA_MESH_SIMULATE_H

#include "dsa/Mesh/Graph.h"
#include "dsa/Mesh/Routes.h"

namespace dsa::mesh {

struct SimulationOptions {
  /// Flits a unit of flow weight, where the machine does not say how many
  /// bytes a link carries.
  int64_t flitsPerUnit = 16;
  /// Flits a packet; a flow sends its flits in packets.
  int64_t packetFlits = 1;
  /// Flits that the buffer of a link and class holds at its far end.
  int64_t bufferFlits = 16;
  /// Sources keep to the rates at which all flows over a full link end
  /// together; otherwise they send what they can.
  bool paced = true;

  int64_t flits(const Machine &machine, int64_t weight) const {
    return machine.linkBytes
               ? (weight + machine.linkBytes - 1) / machine.linkBytes
               : weight * flitsPerUnit;
  }
};

struct Simulation {
  double cycles = 0;
  /// Of the longest phase.
  double longestPhase = 0;
  /// When each route's phase begins; empty if all do at 0.
  std::vector<double> start;
  /// When each route's last flit arrives.
  std::vector<double> finish;
  /// Flits over each directed link.
  std::vector<int64_t> linkFlits;
};

/// The longest of what any one link or any one flow needs: a lower bound.
Simulation simulateAnalytic(const Graph &graph, const Machine &machine,
                            const RouteSet &routes,
                            const SimulationOptions &options);

/// Flows as fluids that share links max-min fairly.
Simulation simulateFlows(const Graph &graph, const Machine &machine,
                         const RouteSet &routes,
                         const SimulationOptions &options);

/// Flit by flit: buffers, credits, a packet holds a channel from its first to
/// its last flit; what was due first goes first. Routes with a cycle of
/// channels are never paced. Fails on a deadlock, with the channels that wait
/// for each other.
Result<Simulation> simulateFlits(const Graph &graph, const Machine &machine,
                                 const RouteSet &routes,
                                 const SimulationOptions &options);

/// For chrome://tracing: a bar for each route (the 20,000 longest at most), a
/// microsecond standing for a cycle, by the row of its source's core.
std::string writeTrace(const Graph &graph, const Machine &machine,
                       const RouteSet &routes, const Simulation &simulation);

} // namespace dsa::mesh

#endif // DSA_MESH_SIMULATE_H
