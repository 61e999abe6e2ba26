// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Vertices as files name them.
#ifndef DSA_LIB_MESH_VERTEXNAMES_H
#define DSA_LIB_MESH_VERTEXNAMES_H

#include "TextScanner.h"
#include "dsa/Mesh/Graph.h"

namespace dsa::mesh {

/// The vertex whose name comes next on the line; `what` is for messages.
inline Result<int32_t> readVertex(TextScanner &scanner, const Graph &graph,
                                  const std::string &what) {
  int64_t name;
  scanner.skipBlanks();
  std::string found = scanner.found();
  if (!scanner.readNumber(name))
    return scanner.expected(what);
  int32_t vertex = graph.find(name);
  if (vertex < 0)
    return scanner.expectedInstead(what + " of the graph", found);
  return vertex;
}

} // namespace dsa::mesh

#endif // DSA_LIB_MESH_VERTEXNAMES_H
