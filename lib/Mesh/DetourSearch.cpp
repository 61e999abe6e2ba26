// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Shortest paths under a turn rule: a state is a core and the way in.
#include "RoutingTable.h"
#include <algorithm>
#include <queue>

using namespace dsa::mesh;

std::vector<int32_t> dsa::mesh::rankFromRoot(const Machine &machine) {
  std::vector<int32_t> component = machine.components();
  std::vector<int32_t> rank(machine.cores(), -1), queue;
  int32_t next = 0;
  auto spread = [&](int32_t root) {
    queue.assign(1, root);
    rank[root] = next++;
    for (size_t head = 0; head < queue.size(); ++head)
      for (int direction = 0; direction < numDirections; ++direction) {
        int32_t other = machine.neighbour(queue[head], direction);
        if (other < 0 || rank[other] >= 0)
          continue;
        rank[other] = next++;
        queue.push_back(other);
      }
  };
  // The largest piece from its live core nearest to the middle.
  int32_t middle = machine.core(machine.rows / 2, machine.columns / 2);
  int32_t root = -1;
  for (int32_t core = 0; core < machine.cores(); ++core)
    if (component[core] == 0 &&
        (root < 0 ||
         machine.distance(core, middle) < machine.distance(root, middle)))
      root = core;
  if (root >= 0)
    spread(root);
  for (int32_t core = 0; core < machine.cores(); ++core)
    if (rank[core] < 0)
      spread(core);
  return rank;
}

namespace {
/// The cores from the lowest of both ends less the margin to the highest plus
/// it, on a torus all.
struct Box {
  Box(const Machine &machine, int32_t a, int32_t b, int32_t margin) {
    r1 = c1 = 0;
    r2 = machine.rows - 1;
    c2 = machine.columns - 1;
    if (machine.torus)
      return;
    auto [rowLow, rowHigh] = std::minmax(machine.row(a), machine.row(b));
    auto [columnLow, columnHigh] =
        std::minmax(machine.column(a), machine.column(b));
    r1 = std::max(r1, rowLow - margin);
    r2 = std::min(r2, rowHigh + margin);
    c1 = std::max(c1, columnLow - margin);
    c2 = std::min(c2, columnHigh + margin);
  }
  bool holds(const Machine &machine, int32_t core) const {
    int32_t r = machine.row(core), c = machine.column(core);
    return r >= r1 && r <= r2 && c >= c1 && c <= c2;
  }
  int64_t index(const Machine &machine, int32_t core) const {
    return int64_t(machine.row(core) - r1) * (c2 - c1 + 1) +
           machine.column(core) - c1;
  }
  int64_t size() const { return int64_t(r2 - r1 + 1) * (c2 - c1 + 1); }

  int32_t r1, r2, c1, c2;
};
} // namespace

std::vector<uint8_t> dsa::mesh::findDetour(const RoutingTable &table,
                                           int32_t from, int32_t to,
                                           const TurnRule &rule,
                                           int32_t margin) {
  const Machine &machine = table.machine;
  Box box(machine, from, to, margin);
  // Five ways in: four directions, and none at the start.
  std::vector<float> cost(box.size() * 5, -1);
  std::vector<int8_t> before(cost.size(), -1);
  struct State {
    float cost;
    int32_t core;
    int in;
    bool operator<(const State &other) const {
      if (cost != other.cost)
        return cost > other.cost;
      return core != other.core ? core > other.core : in > other.in;
    }
  };
  int64_t fullest = 1;
  for (int64_t load : table.loads)
    fullest = std::max(fullest, load);
  auto slot = [&](int32_t core, int in) {
    return box.index(machine, core) * 5 + (in < 0 ? 4 : in);
  };
  std::priority_queue<State> queue;
  queue.push({0, from, -1});
  cost[slot(from, -1)] = 0;
  while (!queue.empty()) {
    State at = queue.top();
    queue.pop();
    if (at.cost > cost[slot(at.core, at.in)])
      continue;
    if (at.core == to) {
      std::vector<uint8_t> path;
      for (int in = at.in, core = to; in >= 0;) {
        path.push_back(in);
        int previous = before[slot(core, in)];
        core = machine.beyond(core, opposite(in));
        in = previous;
      }
      std::reverse(path.begin(), path.end());
      return path;
    }
    for (int out = 0; out < numDirections; ++out) {
      int32_t next = machine.neighbour(at.core, out);
      if (next < 0 || !box.holds(machine, next) ||
          !rule.allows(at.core, at.in, out))
        continue;
      float load = float(table.loads[int64_t(at.core) * 4 + out]) / fullest;
      float price = at.cost + machine.linkCost(at.core, out) + 8 * load * load;
      float &known = cost[slot(next, out)];
      if (known >= 0 && known <= price)
        continue;
      known = price;
      before[slot(next, out)] = at.in;
      queue.push({price, next, out});
    }
  }
  return {};
}
