// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Breadth-first distances from one or more vertices.
#ifndef DSA_LIB_MESH_BREADTHFIRST_H
#define DSA_LIB_MESH_BREADTHFIRST_H

#include "dsa/Mesh/Graph.h"

namespace dsa::mesh {

class BreadthFirst {
public:
  explicit BreadthFirst(const Graph &graph)
      : graph(graph), distances(graph.vertices), queue() {
    queue.reserve(graph.vertices);
  }

  void run(const std::vector<int32_t> &sources) {
    std::fill(distances.begin(), distances.end(), -1);
    queue = sources;
    for (int32_t v : sources)
      distances[v] = 0;
    for (size_t head = 0; head < queue.size(); ++head) {
      int32_t v = queue[head];
      for (int64_t a = graph.offsets[v]; a < graph.offsets[v + 1]; ++a) {
        int32_t w = graph.targets[a];
        if (distances[w] >= 0)
          continue;
        distances[w] = distances[v] + 1;
        queue.push_back(w);
      }
    }
  }
  /// -1 where none of the sources leads.
  const std::vector<int32_t> &distance() const { return distances; }
  /// Reached vertices by rising distance.
  const std::vector<int32_t> &order() const { return queue; }
  int32_t farthest() const { return queue.back(); }
  /// All vertices at the largest distance.
  std::vector<int32_t> lastLevel() const {
    std::vector<int32_t> level;
    for (size_t i = queue.size();
         i-- > 0 && distances[queue[i]] == distances[queue.back()];)
      level.push_back(queue[i]);
    return level;
  }

private:
  const Graph &graph;
  std::vector<int32_t> distances, queue;
};

} // namespace dsa::mesh

#endif // DSA_LIB_MESH_BREADTHFIRST_H
