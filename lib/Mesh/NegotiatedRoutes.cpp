// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Negotiated routing in the manner of PathFinder (McMurchie and Ebeling
/// 1995), on minimal paths: flows over the fullest links are ripped up and
/// routed again at prices that rise steeply with load.
#include "Random.h"
#include "RoutingTable.h"
#include <algorithm>
#include <limits>
#include <numeric>

using namespace dsa::mesh;

namespace {
/// The cheapest minimal path of one flow, by dynamic programming over the box
/// between its ends; two states a core: the last step went along the row, or
/// along the column.
class MinimalPath {
public:
  MinimalPath(RoutingTable &table) : table(table), machine(table.machine) {}
  bool find(const Flow &flow, const TurnRule &rule, double fullest,
            uint8_t *path);

private:
  double price(int64_t link, int64_t weight, double fullest) const {
    int32_t cost = machine.linkCost(link);
    double x = (table.loads[link] + weight * cost) / fullest;
    x *= x, x *= x, x *= x;
    return 1e-4 * cost + x * x;
  }

  RoutingTable &table;
  const Machine &machine;
  std::vector<double> cost;
  std::vector<uint8_t> previous;
};
} // namespace

bool MinimalPath::find(const Flow &flow, const TurnRule &rule, double fullest,
                       uint8_t *path) {
  int32_t dc = machine.column(flow.to) - machine.column(flow.from);
  int32_t dr = machine.row(flow.to) - machine.row(flow.from);
  int along = dc >= 0 ? East : West, across = dr >= 0 ? South : North;
  int32_t width = std::abs(dc) + 1, height = std::abs(dr) + 1;
  constexpr double infinite = std::numeric_limits<double>::infinity();
  cost.assign(size_t(width) * height * 2, infinite);
  previous.resize(cost.size());
  // State 0 came along the row, state 1 along the column.
  const int came[2] = {along, across};
  const int32_t stride[2] = {dc >= 0 ? 1 : -1,
                             dr >= 0 ? machine.columns : -machine.columns};
  for (int32_t r = 0; r < height; ++r)
    for (int32_t c = 0; c < width; ++c) {
      int32_t core = flow.from + r * stride[1] + c * stride[0];
      size_t here = (size_t(r) * width + c) * 2;
      bool start = r == 0 && c == 0;
      for (int way = 0; way < 2; ++way) {
        if (way == 0 ? c + 1 == width : r + 1 == height)
          continue;
        double best = start ? 0 : infinite;
        int from = 0;
        for (int state = 0; state < 2 && !start; ++state)
          if (cost[here + state] < best &&
              rule.allows(core, came[state], came[way])) {
            best = cost[here + state];
            from = state;
          }
        if (best == infinite || machine.neighbour(core, came[way]) < 0)
          continue;
        size_t there = here + (way == 0 ? 2 : 2 * size_t(width)) + way;
        cost[there] =
            best + price(int64_t(core) * 4 + came[way], flow.weight, fullest);
        previous[there] = from;
      }
    }
  size_t at = (size_t(height) * width - 1) * 2;
  int state = cost[at] <= cost[at + 1] ? 0 : 1;
  if (cost[at + state] == infinite)
    return false;
  for (int32_t i = width + height - 3; i >= 0; --i) {
    path[i] = came[state];
    int before = previous[at + state];
    at -= state == 0 ? 2 : 2 * size_t(width);
    state = before;
  }
  return true;
}

namespace {
class Negotiation {
public:
  Negotiation(RoutingTable &table, const std::vector<ClassRule> &rules)
      : table(table), rules(rules), finder(table), random(table.options.seed) {}
  std::vector<int64_t> run();

private:
  const ClassRule &ruleOf(const Flow &flow) const {
    bool west = table.machine.column(flow.to) < table.machine.column(flow.from);
    return rules[west && rules.size() > 1];
  }
  uint8_t *path(int64_t flow) { return &table.steps[table.offsets[flow]]; }
  void routeFirst();
  bool round();
  int64_t fullest() const {
    return *std::max_element(table.loads.begin(), table.loads.end());
  }
  /// Boxes beyond this are left as first routed.
  bool isTractable(const Flow &flow) const {
    int64_t c = table.machine.columnDistance(flow.from, flow.to) + 1;
    int64_t r = table.machine.rowDistance(flow.from, flow.to) + 1;
    return c * r <= 1 << 20;
  }

  RoutingTable &table;
  const std::vector<ClassRule> &rules;
  MinimalPath finder;
  Random random;
  std::vector<int64_t> homeless;
  std::vector<bool> routed;
};
} // namespace

/// Row first where that is allowed and live, else whatever is.
void Negotiation::routeFirst() {
  routed.assign(table.flows.size(), true);
  table.classes.resize(table.flows.size());
  std::vector<int64_t> later;
  for (size_t f = 0; f < table.flows.size(); ++f) {
    const Flow &flow = table.flows[f];
    const ClassRule &with = ruleOf(flow);
    table.classes[f] = with.channelClass;
    int32_t dc =
        table.machine.column(flow.to) - table.machine.column(flow.from);
    int32_t dr = table.machine.row(flow.to) - table.machine.row(flow.from);
    uint8_t *steps = path(f);
    std::fill(steps, steps + std::abs(dc), dc >= 0 ? East : West);
    std::fill(steps + std::abs(dc), steps + std::abs(dc) + std::abs(dr),
              dr >= 0 ? South : North);
    bool legal = true;
    int32_t at = flow.from;
    for (int32_t i = 0; i < table.length(f) && legal; ++i) {
      legal = table.machine.neighbour(at, steps[i]) >= 0 &&
              with.rule.allows(at, i ? steps[i - 1] : -1, steps[i]);
      at = table.machine.beyond(at, steps[i]);
    }
    if (legal)
      table.addLoad(flow, steps, table.length(f), 1);
    else
      later.push_back(f);
  }
  double top = std::max<int64_t>(1, fullest());
  for (int64_t f : later) {
    const Flow &flow = table.flows[f];
    if (finder.find(flow, ruleOf(flow).rule, top, path(f))) {
      table.addLoad(flow, path(f), table.length(f), 1);
      continue;
    }
    routed[f] = false;
    homeless.push_back(f);
  }
}

/// Reroutes what crosses the fullest links; whether there was any.
bool Negotiation::round() {
  int64_t top = fullest();
  double hot = std::max(table.limit, 0.75 * top);
  std::vector<int64_t> chosen;
  for (size_t f = 0; f < table.flows.size(); ++f) {
    if (!routed[f] || !isTractable(table.flows[f]))
      continue;
    int32_t at = table.flows[f].from;
    const uint8_t *steps = path(f);
    for (int32_t i = 0; i < table.length(f); ++i) {
      if (table.loads[int64_t(at) * 4 + steps[i]] > hot) {
        chosen.push_back(f);
        break;
      }
      at = table.machine.beyond(at, steps[i]);
    }
  }
  for (size_t i = chosen.size(); i > 1; --i)
    std::swap(chosen[i - 1], chosen[random.below(i)]);
  for (int64_t f : chosen) {
    const Flow &flow = table.flows[f];
    table.addLoad(flow, path(f), table.length(f), -1);
    finder.find(flow, ruleOf(flow).rule, top, path(f));
    table.addLoad(flow, path(f), table.length(f), 1);
  }
  return !chosen.empty();
}

std::vector<int64_t> Negotiation::run() {
  routeFirst();
  if (table.flows.empty())
    return {};
  int64_t best = fullest();
  std::vector<uint8_t> bestSteps = table.steps;
  std::vector<int64_t> bestLoads = table.loads;
  constexpr int rounds = 40, patience = 8;
  for (int i = 0, stale = 0; i < rounds && stale < patience; ++i) {
    if (best <= table.limit || table.outOfTime() || !round())
      break;
    ++stale;
    if (fullest() >= best)
      continue;
    stale = 0;
    best = fullest();
    bestSteps = table.steps;
    bestLoads = table.loads;
  }
  table.steps = std::move(bestSteps);
  table.loads = std::move(bestLoads);
  return std::move(homeless);
}

std::vector<int64_t> dsa::mesh::negotiate(RoutingTable &table,
                                          const std::vector<ClassRule> &rules) {
  return Negotiation(table, rules).run();
}
