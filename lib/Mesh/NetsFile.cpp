// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Reads multicast nets.
#include "VertexNames.h"
#include "dsa/Mesh/Files.h"
#include <algorithm>

using namespace dsa::mesh;

static Result<Net> readNet(TextScanner &scanner, const Graph &graph) {
  Result<int32_t> driver = readVertex(scanner, graph, "a driver");
  if (!driver)
    return driver.failure();
  Net net{*driver, 0, {}};
  scanner.skipBlanks();
  if (!scanner.readNumber(net.weight) || net.weight < 1)
    return scanner.expected("a positive weight");
  for (scanner.skipBlanks(); !scanner.atLineEnd(); scanner.skipBlanks()) {
    Result<int32_t> sink = readVertex(scanner, graph, "a sink");
    if (!sink)
      return sink.failure();
    net.sinks.push_back(*sink);
    if (*sink == *driver)
      return scanner.expectedInstead("sinks other than the driver",
                                     std::to_string(graph.name(*sink)));
  }
  if (net.sinks.empty())
    return scanner.expected("a sink");
  std::vector<int32_t> sorted = net.sinks;
  std::sort(sorted.begin(), sorted.end());
  if (std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end())
    return scanner.expectedInstead(
        "each sink of a net once",
        std::to_string(
            graph.name(*std::adjacent_find(sorted.begin(), sorted.end()))) +
            " again");
  return net;
}

Status dsa::mesh::readNets(std::string_view text, Graph &graph) {
  TextScanner scanner(text);
  std::vector<bool> drives(graph.vertices, false);
  const int64_t maxSum = INT64_MAX / 8 / Machine::maxSide;
  int64_t sum = 0;
  for (scanner.skipSpace(); !scanner.atEnd(); scanner.skipSpace()) {
    Result<Net> net = readNet(scanner, graph);
    if (!net)
      return net.failure();
    if (drives[net->driver])
      return scanner.expectedInstead(
          "at most one net a driver",
          "a second one of " + std::to_string(graph.name(net->driver)));
    drives[net->driver] = true;
    if (net->weight > (maxSum - sum) / int64_t(net->sinks.size()))
      return scanner.expectedInstead(
          "weights that sum to at most " + std::to_string(maxSum), "more");
    sum += net->weight * int64_t(net->sinks.size());
    graph.nets.push_back(std::move(*net));
  }
  return {};
}
