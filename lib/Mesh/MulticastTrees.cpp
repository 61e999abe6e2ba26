// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Multicast: each sink, nearest first, joins the tree where the tree comes
/// nearest to it, over links that are least full. East of its driver a tree
/// is on class 0, west of it on class 1; what leaves the driver's column for
/// the west changes class there and never back, so no cycle can close.
#include "RoutingTable.h"
#include <algorithm>
#include <unordered_map>

using namespace dsa::mesh;

namespace {
class TreeBuilder {
public:
  TreeBuilder(RoutingTable &table, const Net &net, RouteSet &routes)
      : table(table), machine(table.machine), net(net), routes(routes),
        root(table.placement[net.driver]), reached{root} {}
  void run();

private:
  int32_t attachment(int32_t sink) const;
  void grow(int32_t sink, int32_t task);

  RoutingTable &table;
  const Machine &machine;
  const Net &net;
  RouteSet &routes;
  int32_t root;
  std::vector<int32_t> reached;
};
} // namespace

/// The core of the tree nearest to the sink from which the sink lies on the
/// same side as from the root, or straight up or down.
int32_t TreeBuilder::attachment(int32_t sink) const {
  int32_t best = root;
  int32_t to = machine.column(sink), origin = machine.column(root);
  for (int32_t core : reached) {
    int32_t c = machine.column(core);
    bool between =
        to >= origin ? c >= origin && c <= to : c <= origin && c >= to;
    if (between && machine.distance(core, sink) < machine.distance(best, sink))
      best = core;
  }
  return best;
}

void TreeBuilder::grow(int32_t sink, int32_t task) {
  int32_t at = attachment(sink);
  bool west = machine.column(sink) < machine.column(root);
  routes.begin(net.driver, task);
  auto classHere = [&] {
    return west && machine.column(at) <= machine.column(root) ? 1 : 0;
  };
  while (at != sink) {
    int32_t dc = machine.column(sink) - machine.column(at);
    int32_t dr = machine.row(sink) - machine.row(at);
    int along = dc >= 0 ? East : West, across = dr >= 0 ? South : North;
    int64_t loadAlong = table.loads[int64_t(at) * 4 + along];
    int64_t loadAcross = table.loads[int64_t(at) * 4 + across];
    bool takeAcross =
        dc == 0 || (dr != 0 && (loadAcross < loadAlong ||
                                (loadAcross == loadAlong && net.driver % 2)));
    int direction = takeAcross ? across : along;
    // Up and down the driver's own column is the east side's business.
    bool ownColumn = takeAcross && machine.column(at) == machine.column(root);
    routes.append(at, ownColumn ? 0 : classHere());
    table.loads[int64_t(at) * 4 + direction] +=
        net.weight * machine.linkCost(at, direction);
    at = machine.beyond(at, direction);
    reached.push_back(at);
  }
  routes.append(at, routes.offsets.back() == int64_t(routes.cores.size())
                        ? 0
                        : routes.classes.back());
  routes.end();
}

void TreeBuilder::run() {
  std::vector<int32_t> sinks = net.sinks;
  std::sort(sinks.begin(), sinks.end(), [&](int32_t a, int32_t b) {
    int32_t da = machine.distance(root, table.placement[a]);
    int32_t db = machine.distance(root, table.placement[b]);
    return da != db ? da < db : a < b;
  });
  for (int32_t sink : sinks)
    if (table.placement[sink] != root)
      grow(table.placement[sink], sink);
}

void dsa::mesh::routeNets(RoutingTable &table, RouteSet &routes) {
  for (const Net &net : table.graph.nets)
    if (net.sinks.size() > 1)
      TreeBuilder(table, net, routes).run();
}

void dsa::mesh::routeNetsOnTree(RoutingTable &table,
                                const std::vector<int32_t> &ranks,
                                int channelClass, RouteSet &routes) {
  const Machine &machine = table.machine;
  // The parent is the neighbour of lowest rank.
  auto parentWay = [&](int32_t core) {
    int way = -1;
    int32_t lowest = ranks[core];
    for (int direction = 0; direction < numDirections; ++direction) {
      int32_t other = machine.neighbour(core, direction);
      if (other >= 0 && ranks[other] < lowest) {
        lowest = ranks[other];
        way = direction;
      }
    }
    return way;
  };
  for (const Net &net : table.graph.nets) {
    if (net.sinks.size() == 1)
      continue;
    int32_t root = table.placement[net.driver];
    std::unordered_map<int32_t, bool> reached{{root, true}};
    for (int32_t sink : net.sinks) {
      int32_t target = table.placement[sink];
      if (target == root)
        continue;
      // Up from both ends, always from the higher rank, until they meet.
      std::vector<int32_t> fromRoot{root}, fromSink{target};
      while (fromRoot.back() != fromSink.back()) {
        auto &side = ranks[fromRoot.back()] > ranks[fromSink.back()] ? fromRoot
                                                                     : fromSink;
        side.push_back(machine.beyond(side.back(), parentWay(side.back())));
      }
      fromRoot.insert(fromRoot.end(), fromSink.rbegin() + 1, fromSink.rend());
      // The part that earlier branches have covered is not repeated.
      size_t begin = fromRoot.size() - 1;
      while (!reached.count(fromRoot[begin]))
        --begin;
      routes.begin(net.driver, sink);
      for (size_t i = begin; i < fromRoot.size(); ++i) {
        routes.append(fromRoot[i], channelClass);
        if (i > begin) {
          int64_t link = int64_t(fromRoot[i - 1]) * 4 +
                         machine.directionTo(fromRoot[i - 1], fromRoot[i]);
          table.loads[link] += net.weight * machine.linkCost(link);
        }
        reached[fromRoot[i]] = true;
      }
      routes.end();
    }
  }
}
