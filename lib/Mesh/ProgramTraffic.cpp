// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Which message waits for which.
#include "ProgramTraffic.h"
#include <algorithm>
#include <map>

using namespace dsa::mesh;

ProgramTraffic::ProgramTraffic(const Graph &graph, const RouteSet &routes)
    : graph(graph), routes(routes) {
  if (graph.program.empty())
    return;
  waits.resize(routes.size());
  used.assign(graph.vertices, 0);
  std::map<std::pair<int32_t, int32_t>, int64_t> routeOf;
  for (int64_t r = 0; r < routes.size(); ++r)
    routeOf[{routes.sources[r], routes.targets[r]}] = r;
  for (const MessageRule &rule : graph.program.rules)
    for (int32_t source : rule.after) {
      auto sent = routeOf.find({rule.task, rule.target});
      auto received = routeOf.find({source, rule.task});
      waits[sent->second].needs.push_back(received->second);
      waits[received->second].triggers.push_back(sent->second);
    }
}

/// A message gives its room back when all that it set off has left.
void ProgramTraffic::free(int64_t route) {
  Waits &w = waits[route];
  int64_t done = w.arrived;
  for (int64_t sent : w.triggers)
    done = std::min(done, waits[sent].left);
  used[routes.targets[route]] -= done - w.freed;
  w.freed = done;
}

int64_t ProgramTraffic::blockedSend(int64_t route) const {
  int32_t task = routes.targets[route];
  for (size_t r = 0; r < waits.size(); ++r)
    if (routes.sources[r] == task && !waits[r].needs.empty() &&
        waits[r].left < waits[r].begun)
      return r;
  return -1;
}
