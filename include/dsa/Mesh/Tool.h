// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// `dsa-mesh` as a function, so that tests call it without a process.
#ifndef DSA_MESH_TOOL_H
#define DSA_MESH_TOOL_H

#include <functional>
#include <string>
#include <vector>

namespace dsa::mesh {

struct ToolOutcome {
  int status = 0;
  std::string output;
  std::string errors;
};

/// `arguments` without the program's name; `progress` is told what is being
/// done where that takes long.
ToolOutcome
runTool(const std::vector<std::string> &arguments,
        const std::function<void(const std::string &)> &progress = {});

} // namespace dsa::mesh

#endif // DSA_MESH_TOOL_H
