// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// `dsa-mesh`: places, routes, checks and simulates graphs on meshes of cores.
#include "dsa/Mesh/Tool.h"
#include <cstdio>
#include <unistd.h>

/// One line, written over and over; "\33[K" clears what is left of it.
static void showProgress(const std::string &step) {
  std::fprintf(stderr, "\r%s\33[K", step.c_str());
}

int main(int argc, char **argv) {
  bool onTerminal = isatty(STDERR_FILENO);
  std::vector<std::string> arguments(argv + 1, argv + argc);
  dsa::mesh::ToolOutcome outcome =
      onTerminal ? dsa::mesh::runTool(arguments, showProgress)
                 : dsa::mesh::runTool(arguments);
  if (onTerminal)
    showProgress("");
  std::fputs(outcome.output.c_str(), stdout);
  std::fputs(outcome.errors.c_str(), stderr);
  return outcome.status;
}
