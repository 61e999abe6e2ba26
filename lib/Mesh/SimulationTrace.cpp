// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Simulations in the trace event format of Chrome.
#include "dsa/Mesh/Simulate.h"
#include <algorithm>

using namespace dsa::mesh;

std::string dsa::mesh::writeTrace(const Graph &graph, const Machine &machine,
                                  const RouteSet &routes,
                                  const Simulation &simulation) {
  constexpr int64_t maxBars = 20'000;
  std::vector<int64_t> order;
  for (int64_t r = 0; r < routes.size(); ++r)
    if (routes.hops(r))
      order.push_back(r);
  std::sort(order.begin(), order.end(), [&](int64_t a, int64_t b) {
    return simulation.finish[a] != simulation.finish[b]
               ? simulation.finish[a] > simulation.finish[b]
               : a < b;
  });
  if (int64_t(order.size()) > maxBars)
    order.resize(maxBars);
  std::string text = "{\"displayTimeUnit\": \"ms\", \"traceEvents\": [\n";
  const char *separator = "";
  for (int64_t r : order) {
    int32_t from = routes.cores[routes.offsets[r]];
    double begin = simulation.start.empty() ? 0 : simulation.start[r];
    text += separator;
    text +=
        "{\"name\": \"" + std::to_string(graph.name(routes.sources[r])) +
        " to " + std::to_string(graph.name(routes.targets[r])) +
        "\", \"ph\": \"X\", \"ts\": " + (begin ? std::to_string(begin) : "0") +
        ", \"dur\": " + std::to_string(simulation.finish[r] - begin) +
        ", \"pid\": " + std::to_string(machine.row(from)) +
        ", \"tid\": " + std::to_string(from) +
        ", \"args\": {\"hops\": " + std::to_string(routes.hops(r)) + "}}";
    separator = ",\n";
  }
  return text + "\n]}\n";
}
