// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Reads METIS's graph format (`.graph`, `.metis`).
#include "TextScanner.h"
#include "dsa/Mesh/Files.h"

using namespace dsa::mesh;

namespace {
struct MetisReader {
  explicit MetisReader(std::string_view text) : scanner(text) {}

  void skipComments() {
    while (scanner.peek() == '%')
      scanner.skipLine();
  }
  Status header();
  Status vertexLine();
  Result<Graph> read();

  TextScanner scanner;
  Graph graph;
  int64_t arcs = 0;
  bool hasArcWeights = false, hasVertexWeights = false;
};
} // namespace

Status MetisReader::header() {
  skipComments();
  int64_t vertices = 0, edges = 0, format = 0, weights = 1;
  scanner.skipBlanks();
  if (!scanner.readNumber(vertices))
    return scanner.expected("the number of vertices");
  scanner.skipBlanks();
  if (!scanner.readNumber(edges))
    return scanner.expected("the number of edges");
  // A vertex takes the end of its line at least, an edge twice a digit and a
  // blank.
  if (vertices < 0 || vertices > INT32_MAX - 1 ||
      vertices > scanner.bytesLeft())
    return scanner.expectedInstead(
        "no more vertices than the file has room for",
        std::to_string(vertices));
  if (edges < 0 || edges > scanner.bytesLeft() / 4 + 1)
    return scanner.expectedInstead("no more edges than the file has room for",
                                   std::to_string(edges));
  scanner.skipBlanks();
  if (!scanner.atLineEnd()) {
    if (!scanner.readNumber(format) || format < 0 || format % 10 > 1 ||
        format / 10 > 1)
      return scanner.expected("a format of 0, 1, 10 or 11 (vertex sizes are "
                              "not used here)");
    scanner.skipBlanks();
  }
  hasArcWeights = format % 10 == 1;
  hasVertexWeights = format / 10 == 1;
  if (!scanner.atLineEnd()) {
    if (!scanner.readNumber(weights) || weights < 0 || weights > 1 ||
        (weights == 0 && hasVertexWeights))
      return scanner.expected("at most one weight a vertex");
    scanner.skipBlanks();
  }
  if (!scanner.atLineEnd())
    return scanner.expected("the end of the header");
  scanner.skipLine();
  graph.vertices = vertices;
  graph.base = 1;
  arcs = 2 * edges;
  return {};
}

Status MetisReader::vertexLine() {
  skipComments();
  int64_t value;
  scanner.skipBlanks();
  if (hasVertexWeights) {
    if (!scanner.readNumber(value))
      return scanner.expected("a vertex weight");
    graph.vertexWeights.push_back(value);
    scanner.skipBlanks();
  }
  while (!scanner.atLineEnd()) {
    if (!scanner.atNumber() || !scanner.readNumber(value))
      return scanner.expected("a neighbour");
    if (graph.find(value) < 0)
      return scanner.expectedInstead("a neighbour from 1 to " +
                                         std::to_string(graph.vertices),
                                     std::to_string(value));
    graph.targets.push_back(value - 1);
    scanner.skipBlanks();
    if (!hasArcWeights)
      continue;
    if (!scanner.readNumber(value))
      return scanner.expected("an edge weight");
    graph.arcWeights.push_back(value);
    scanner.skipBlanks();
  }
  scanner.skipLine();
  graph.offsets.push_back(graph.targets.size());
  return {};
}

Result<Graph> MetisReader::read() {
  if (auto failure = header())
    return *failure;
  graph.targets.reserve(arcs);
  graph.offsets.reserve(int64_t(graph.vertices) + 1);
  for (int32_t v = 0; v < graph.vertices; ++v) {
    skipComments();
    if (scanner.atEnd())
      return scanner.expectedInstead(std::to_string(graph.vertices) +
                                         " lines of vertices",
                                     std::to_string(v));
    if (auto failure = vertexLine())
      return *failure;
  }
  for (skipComments(), scanner.skipSpace(); !scanner.atEnd();
       scanner.skipSpace()) {
    if (scanner.peek() != '%')
      return scanner.expected("the end of the file");
    scanner.skipLine();
  }
  if (graph.arcs() != arcs)
    return malformed("expected each of the header's " +
                     std::to_string(arcs / 2) +
                     " edges at both ends, but got " +
                     std::to_string(graph.arcs()) + " ends");
  if (auto failure = finishGraph(graph))
    return *failure;
  return std::move(graph);
}

Result<Graph> dsa::mesh::readMetisGraph(std::string_view text) {
  return MetisReader(text).read();
}
