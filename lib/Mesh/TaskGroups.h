// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Tasks that have to lie together, as one.
#ifndef DSA_LIB_MESH_TASKGROUPS_H
#define DSA_LIB_MESH_TASKGROUPS_H

#include "dsa/Mesh/Graph.h"

namespace dsa::mesh {

struct TaskGroups {
  /// A vertex for each group, named like its first task; no nets.
  Graph graph;
  std::vector<int32_t> groupOf;
  std::vector<int32_t> sizes;
  std::vector<int64_t> weights;
};

/// Fails where a group is too heavy for a core.
Result<TaskGroups> joinTasks(const Graph &graph, const Machine &machine);

} // namespace dsa::mesh

#endif // DSA_LIB_MESH_TASKGROUPS_H
