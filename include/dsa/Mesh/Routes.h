// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Routes as a file holds them, compact enough for millions.
#ifndef DSA_MESH_ROUTES_H
#define DSA_MESH_ROUTES_H

#include "dsa/Mesh/Machine.h"

namespace dsa::mesh {

/// Route i leads from task sources[i] to task targets[i] over
/// cores[offsets[i] .. offsets[i+1]), both ends included.
struct RouteSet {
  std::vector<int32_t> sources;
  std::vector<int32_t> targets;
  std::vector<int64_t> offsets{0};
  std::vector<int32_t> cores;
  /// For each entry of `cores`: the class of the hops from there on.
  std::vector<uint8_t> classes;

  int64_t size() const { return sources.size(); }
  int64_t hops(int64_t route) const {
    return offsets[route + 1] - offsets[route] - 1;
  }
  void begin(int32_t source, int32_t target) {
    sources.push_back(source);
    targets.push_back(target);
  }
  void append(int32_t core, int channelClass) {
    cores.push_back(core);
    classes.push_back(channelClass);
  }
  void end() { offsets.push_back(cores.size()); }
};

} // namespace dsa::mesh

#endif // DSA_MESH_ROUTES_H
