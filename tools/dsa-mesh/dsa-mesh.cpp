// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// `dsa-mesh`: places, routes, checks and simulates graphs on meshes of cores.
#include "dsa/Mesh/Tool.h"
#include <cstdio>

int main(int argc, char **argv) {
  dsa::mesh::ToolOutcome outcome =
      dsa::mesh::runTool(std::vector<std::string>(argv + 1, argv + argc));
  std::fputs(outcome.output.c_str(), stdout);
  std::fputs(outcome.errors.c_str(), stderr);
  return outcome.status;
}
