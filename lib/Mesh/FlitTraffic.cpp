// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Cuts flows into packets and gives each its time.
#include "FlitTraffic.h"
#include <algorithm>
#include <cmath>

using namespace dsa::mesh;

FlitTraffic::FlitTraffic(const RouteLinks &traffic,
                         const SimulationOptions &options, bool paced)
    : first(1, 0) {
  const RouteSet &routes = traffic.routes;
  std::vector<double> rates;
  if (paced)
    rates = pacedRates(traffic);
  for (int64_t r = 0; r < routes.size(); ++r) {
    int64_t left = traffic.flits[r];
    double interval =
        paced && left ? std::min(left, options.packetFlits) / rates[r] : 0;
    // Spread over the interval by the golden ratio, so that the flows of a
    // link do not come together.
    double share = (r + 1) * 0.6180339887498949;
    double due = (share - std::floor(share)) * interval;
    // A short last packet comes no later than a full one would have.
    for (int64_t number = 0; left > 0; ++number) {
      int32_t flits = std::min(left, options.packetFlits);
      left -= flits;
      int64_t when = paced ? int64_t(due) : 0;
      if (traffic.branch(r).parent < 0)
        calendar.push_back({when, int32_t(all.size())});
      all.push_back({r, flits, paced ? when : number});
      due += interval;
    }
    first.push_back(all.size());
    RouteLinks::Branch branch = traffic.branch(r);
    if (branch.parent < 0)
      continue;
    copies.resize(routes.size());
    copies[branch.parent].push_back({branch.hop, r});
  }
  // Each source begins with the target after itself: targets are not flooded
  // one after the other.
  auto after = [&](int32_t packet) {
    int64_t r = all[packet].route;
    int32_t d = routes.targets[r] - routes.sources[r];
    return d < 0 ? int64_t(d) + INT32_MAX : int64_t(d);
  };
  std::sort(calendar.begin(), calendar.end(), [&](const Due &a, const Due &b) {
    if (all[a.packet].rank != all[b.packet].rank)
      return all[a.packet].rank < all[b.packet].rank;
    int64_t x = after(a.packet), y = after(b.packet);
    return x != y ? x < y : a.packet < b.packet;
  });
}

int32_t FlitTraffic::takeDue(int64_t cycle) {
  if (at == calendar.size() || calendar[at].due > cycle)
    return -1;
  return calendar[at++].packet;
}
