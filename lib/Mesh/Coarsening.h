// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Coarser graphs, for multilevel methods.
#ifndef DSA_LIB_MESH_COARSENING_H
#define DSA_LIB_MESH_COARSENING_H

#include "Partition.h"

namespace dsa::mesh {

/// A coarser graph and the coarse vertex of each fine one.
struct Coarsening {
  PartitionGraph graph;
  std::vector<int32_t> coarseOf;
};

/// Merges pairs of vertices that together weigh at most `maxWeight`.
Coarsening coarsen(const PartitionGraph &fine, int64_t maxWeight,
                   Random &random);

} // namespace dsa::mesh

#endif // DSA_LIB_MESH_COARSENING_H
