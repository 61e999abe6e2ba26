// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Cuts a graph in two.
#ifndef DSA_LIB_MESH_PARTITION_H
#define DSA_LIB_MESH_PARTITION_H

#include "Random.h"
#include <cstdint>
#include <vector>

namespace dsa::mesh {

/// A graph whose vertices also pull to a side.
struct PartitionGraph {
  std::vector<int32_t> offsets{0};
  std::vector<int32_t> targets;
  std::vector<int64_t> arcCosts;
  std::vector<int64_t> weights;
  /// What a vertex costs on side 1 more than on side 0.
  std::vector<int64_t> pulls;

  int32_t size() const { return weights.size(); }
};

struct PartitionLimits {
  /// The most weight each side takes.
  int64_t room[2];
};

/// How hard to try.
struct PartitionEffort {
  /// Runs from coarsening to refinement, for all but small graphs.
  int runs = 3;
  /// Seeds on the coarsest graph.
  int attempts = 8;
};

/// Sides, 0 or 1: few cut arcs, pulls followed, within the limits wherever
/// weights allow. Multilevel: heavy-edge matching, greedy growth, refinement
/// (Karypis and Kumar 1998).
std::vector<uint8_t> partition(const PartitionGraph &graph,
                               const PartitionLimits &limits,
                               const PartitionEffort &effort, Random &random);

/// Improves given sides (Fiduccia and Mattheyses 1982); at most `passes`.
void refinePartition(const PartitionGraph &graph, const PartitionLimits &limits,
                     std::vector<uint8_t> &sides, int passes);

} // namespace dsa::mesh

#endif // DSA_LIB_MESH_PARTITION_H
