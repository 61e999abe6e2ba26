// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Reads and writes placements as Scotch writes them.
#include "TextScanner.h"
#include "dsa/Mesh/Files.h"

using namespace dsa::mesh;

Result<Placement> dsa::mesh::readMap(std::string_view text,
                                     const Graph &graph) {
  TextScanner scanner(text);
  int64_t count;
  scanner.skipSpace();
  if (!scanner.readNumber(count))
    return scanner.expected("the number of vertices");
  if (count != graph.vertices)
    return scanner.expectedInstead(
        "a map of the graph's " + std::to_string(graph.vertices) + " vertices",
        std::to_string(count));
  Placement placement(graph.vertices, -1);
  for (int32_t i = 0; i < graph.vertices; ++i) {
    int64_t name, core;
    scanner.skipSpace();
    if (!scanner.readNumber(name))
      return scanner.expected("vertex " + std::to_string(i + 1) + " of " +
                              std::to_string(graph.vertices));
    int32_t vertex = graph.find(name);
    if (vertex < 0)
      return scanner.expectedInstead("a vertex of the graph",
                                     std::to_string(name));
    if (placement[vertex] >= 0)
      return scanner.expectedInstead(
          "each vertex once", "vertex " + std::to_string(name) + " again");
    scanner.skipSpace();
    std::string found = scanner.found();
    if (!scanner.readNumber(core) || core < 0 || core > INT32_MAX)
      return scanner.expectedInstead(
          "the core of vertex " + std::to_string(name), found);
    placement[vertex] = core;
  }
  scanner.skipSpace();
  if (!scanner.atEnd())
    return scanner.expected("the end of the file");
  return placement;
}

std::string dsa::mesh::writeMap(const Graph &graph,
                                const Placement &placement) {
  std::string text = std::to_string(graph.vertices) + "\n";
  text.reserve(int64_t(graph.vertices) * 16 + 16);
  for (int32_t v = 0; v < graph.vertices; ++v) {
    text += std::to_string(graph.name(v));
    text += '\t';
    text += std::to_string(placement[v]);
    text += '\n';
  }
  return text;
}
