// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Reads and writes routes.
#include "TextScanner.h"
#include "dsa/Mesh/Files.h"
#include <charconv>

using namespace dsa::mesh;

static Status readEnd(TextScanner &scanner, const Graph &graph,
                      const char *what, int32_t &vertex) {
  int64_t name;
  scanner.skipBlanks();
  if (!scanner.readNumber(name))
    return scanner.expected(what);
  vertex = graph.find(name);
  if (vertex < 0)
    return scanner.expectedInstead(std::string(what) + " of the graph",
                                   std::to_string(name));
  return {};
}

static Status readClass(TextScanner &scanner, int64_t &channelClass) {
  if (!scanner.readNumber(channelClass) || channelClass < 0 ||
      channelClass > UINT8_MAX)
    return scanner.expected("a channel class from 0 to 255");
  return {};
}

static Status readRoute(TextScanner &scanner, const Graph &graph,
                        RouteSet &routes) {
  int32_t source, target;
  int64_t channelClass, core;
  if (Status failure = readEnd(scanner, graph, "a source", source))
    return failure;
  if (Status failure = readEnd(scanner, graph, "a target", target))
    return failure;
  scanner.skipBlanks();
  if (Status failure = readClass(scanner, channelClass))
    return failure;
  routes.begin(source, target);
  scanner.skipBlanks();
  do {
    if (!scanner.readNumber(core) || core < 0 || core > INT32_MAX)
      return scanner.expected("a core");
    if (scanner.consume('@'))
      if (Status failure = readClass(scanner, channelClass))
        return failure;
    routes.append(core, channelClass);
    scanner.skipBlanks();
  } while (!scanner.atLineEnd());
  routes.end();
  return {};
}

Result<RouteSet> dsa::mesh::readRoutes(std::string_view text,
                                       const Graph &graph) {
  TextScanner scanner(text);
  RouteSet routes;
  while (scanner.nextLine())
    if (Status failure = readRoute(scanner, graph, routes))
      return *failure;
  return routes;
}

std::string dsa::mesh::writeRoutes(const Graph &graph, const RouteSet &routes) {
  std::string text = "# source target class core core ...\n";
  text.reserve(routes.cores.size() * 8 + routes.size() * 18 + 64);
  auto append = [&text](int64_t number, char separator) {
    char digits[24];
    auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
    text += separator;
    text.append(digits, end);
  };
  for (int64_t r = 0; r < routes.size(); ++r) {
    char digits[24];
    auto end = std::to_chars(digits, digits + sizeof digits,
                             graph.name(routes.sources[r]))
                   .ptr;
    text.append(digits, end);
    append(graph.name(routes.targets[r]), ' ');
    int64_t begin = routes.offsets[r];
    int channelClass = routes.classes[begin];
    append(channelClass, ' ');
    for (int64_t i = begin; i < routes.offsets[r + 1]; ++i) {
      append(routes.cores[i], ' ');
      if (routes.classes[i] == channelClass)
        continue;
      channelClass = routes.classes[i];
      append(channelClass, '@');
    }
    text += '\n';
  }
  return text;
}
