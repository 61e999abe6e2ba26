// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Placement: a core for each task, legal always, with a small hop volume.
#ifndef DSA_MESH_PLACE_H
#define DSA_MESH_PLACE_H

#include "dsa/Mesh/Graph.h"
#include <functional>

namespace dsa::mesh {

struct PlaceOptions {
  uint64_t seed = 1;
  /// 0 is no limit: then the result depends on the seed alone.
  int64_t budgetMs = 0;
  int threads = 1;
  /// Told what is being done, for a line on a terminal; may be empty.
  std::function<void(const std::string &)> progress;
};

/// Fails where the tasks do not fit, with the amount that is missing.
Result<Placement> place(const Graph &graph, const Machine &machine,
                        const PlaceOptions &options);

} // namespace dsa::mesh

#endif // DSA_MESH_PLACE_H
