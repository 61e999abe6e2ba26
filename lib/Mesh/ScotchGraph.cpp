// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Reads Scotch's graph format (`.grf`).
#include "TextScanner.h"
#include "dsa/Mesh/Files.h"

using namespace dsa::mesh;

namespace {
struct ScotchReader {
  explicit ScotchReader(std::string_view text) : scanner(text) {}

  Status number(const char *what, int64_t &value) {
    scanner.skipSpace();
    if (!scanner.readNumber(value))
      return scanner.expected(what);
    return {};
  }
  Status header();
  Status vertex(int32_t v);
  Status resolveTargets();
  Result<Graph> read();

  TextScanner scanner;
  Graph graph;
  int64_t arcs = 0;
  bool hasLabels = false, hasArcWeights = false, hasVertexWeights = false;
  /// Neighbours as the file names them, with the line for messages.
  std::vector<int64_t> neighbours;
};
} // namespace

Status ScotchReader::header() {
  int64_t version, vertices, base, flags;
  if (auto failure = number("the version of the format, 0", version))
    return failure;
  if (version != 0)
    return scanner.expectedInstead("version 0 of the format",
                                   std::to_string(version));
  if (auto failure = number("the number of vertices", vertices))
    return failure;
  if (auto failure = number("the number of arcs", arcs))
    return failure;
  // A vertex takes two bytes at least, an arc as well.
  if (vertices < 0 || vertices > INT32_MAX - 1 ||
      vertices > scanner.bytesLeft() / 2)
    return scanner.expectedInstead(
        "no more vertices than the file has room for",
        std::to_string(vertices));
  if (arcs < 0 || arcs > scanner.bytesLeft() / 2)
    return scanner.expectedInstead("no more arcs than the file has room for",
                                   std::to_string(arcs));
  if (auto failure = number("the base", base))
    return failure;
  if (base < 0 || base > INT32_MAX)
    return scanner.expectedInstead("a base from 0", std::to_string(base));
  scanner.skipSpace();
  std::string found = scanner.found();
  if (auto failure = number("the flags", flags))
    return failure;
  hasLabels = flags / 100 == 1;
  hasArcWeights = flags / 10 % 10 == 1;
  hasVertexWeights = flags % 10 == 1;
  if (flags < 0 || flags > 111 || flags / 10 % 10 > 1 || flags % 10 > 1)
    return scanner.expectedInstead(
        "three flags of 0 or 1 (labels, edge loads, vertex loads)", found);
  graph.vertices = vertices;
  graph.base = base;
  return {};
}

Status ScotchReader::vertex(int32_t v) {
  int64_t value;
  if (hasLabels) {
    if (auto failure = number("a vertex label", value))
      return failure;
    if (!graph.vertexOfLabel.insert({value, v}).second)
      return scanner.expectedInstead(
          "each label once", "label " + std::to_string(value) + " again");
    graph.labels.push_back(value);
  }
  if (hasVertexWeights) {
    if (auto failure = number("a vertex load", value))
      return failure;
    graph.vertexWeights.push_back(value);
  }
  int64_t degree;
  if (auto failure = number("the degree of a vertex", degree))
    return failure;
  if (degree < 0 || degree > arcs - int64_t(neighbours.size()))
    return scanner.expectedInstead(
        "degrees that sum to the header's " + std::to_string(arcs) + " arcs",
        "degree " + std::to_string(degree) + " after " +
            std::to_string(neighbours.size()) + " arcs");
  for (int64_t i = 0; i < degree; ++i) {
    if (hasArcWeights) {
      if (auto failure = number("an edge load", value))
        return failure;
      graph.arcWeights.push_back(value);
    }
    if (auto failure = number("a neighbour", value))
      return failure;
    if (!hasLabels && graph.find(value) < 0)
      return scanner.expectedInstead("a neighbour among the vertices",
                                     std::to_string(value));
    neighbours.push_back(value);
  }
  graph.offsets.push_back(neighbours.size());
  return {};
}

Status ScotchReader::resolveTargets() {
  graph.targets.reserve(neighbours.size());
  for (int64_t name : neighbours) {
    int32_t v = graph.find(name);
    if (v < 0)
      return malformed("expected neighbours among the labels, but got " +
                       std::to_string(name));
    graph.targets.push_back(v);
  }
  return {};
}

Result<Graph> ScotchReader::read() {
  if (auto failure = header())
    return *failure;
  neighbours.reserve(arcs);
  graph.offsets.reserve(int64_t(graph.vertices) + 1);
  for (int32_t v = 0; v < graph.vertices; ++v)
    if (auto failure = vertex(v))
      return *failure;
  if (int64_t(neighbours.size()) != arcs)
    return scanner.expectedInstead("the header's " + std::to_string(arcs) +
                                       " arcs",
                                   std::to_string(neighbours.size()));
  scanner.skipSpace();
  if (!scanner.atEnd())
    return scanner.expected("the end of the file");
  if (auto failure = resolveTargets())
    return *failure;
  neighbours = {};
  if (auto failure = finishGraph(graph))
    return *failure;
  return std::move(graph);
}

Result<Graph> dsa::mesh::readScotchGraph(std::string_view text) {
  return ScotchReader(text).read();
}
