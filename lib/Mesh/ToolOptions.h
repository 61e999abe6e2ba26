// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The command line of `dsa-mesh`.
#ifndef DSA_LIB_MESH_TOOLOPTIONS_H
#define DSA_LIB_MESH_TOOLOPTIONS_H

#include "dsa/Mesh/Files.h"
#include "dsa/Mesh/Place.h"
#include "dsa/Mesh/Route.h"
#include "dsa/Mesh/Simulate.h"

namespace dsa::mesh {

struct ToolOptions {
  std::string verb;
  /// The graph, the map and the routes, as far as given.
  std::vector<std::string> files;
  std::string output;
  std::string mesh, chips, dead, keepOut, nets, phases, program, constraints,
      format, trace;
  FlowMatrix flow = FlowMatrix::Detect;
  Machine machine;
  PlaceOptions place;
  RoutePolicy policy = RoutePolicy::Automatic;
  std::string depth = "flow";
  SimulationOptions simulation;
  bool json = false;
  bool help = false;
};

Result<ToolOptions> parseToolOptions(const std::vector<std::string> &arguments);

/// What `--help` prints.
const char *toolHelp();

} // namespace dsa::mesh

#endif // DSA_LIB_MESH_TOOLOPTIONS_H
