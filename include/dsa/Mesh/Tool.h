// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// `dsa-mesh` as a function, so that tests call it without a process.
#ifndef DSA_MESH_TOOL_H
#define DSA_MESH_TOOL_H

#include <string>
#include <vector>

namespace dsa::mesh {

struct ToolOutcome {
  int status = 0;
  std::string output;
  std::string errors;
};

/// `arguments` without the program's name.
ToolOutcome runTool(const std::vector<std::string> &arguments);

} // namespace dsa::mesh

#endif // DSA_MESH_TOOL_H
