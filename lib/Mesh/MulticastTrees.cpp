// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Multicast: each sink, nearest first, joins the tree where the tree comes
/// nearest to it, over links that are least full. East of its driver a tree
/// is on class 0, west of it on class 1; what leaves the driver's column for
/// the west changes class there and never back, so no cycle can close. Trees
/// are then taken out and grown again, one by one, as long as that spreads the
/// load better.
#include "RoutingTable.h"
#include <algorithm>
#include <cstdlib>
#include <unordered_map>

using namespace dsa::mesh;

namespace {
/// The way to one sink, from the core where it leaves the tree.
struct Branch {
  int32_t task = 0;
  std::vector<int32_t> cores, directions;
  std::vector<uint8_t> classes;
  /// What it costs in the load that it was found in.
  double cost = 0;
};
using Tree = std::vector<Branch>;

/// Grows the tree of one net into the load of all others, which it does not
/// change.
class TreeBuilder {
public:
  TreeBuilder(const RoutingTable &table, const Net &net)
      : table(table), machine(table.machine), net(net),
        root(table.placement[net.driver]), reached{root} {}
  Tree run();
  double price(int32_t core, int direction) const;

private:
  std::vector<int32_t> attachments(int32_t sink) const;
  Branch walk(int32_t at, int32_t sink) const;
  std::vector<bool> chooseWay(int32_t at, int32_t sink) const;
  /// Trees begin in different directions, lest all drivers of a row fill it.
  bool beginsAcross() const {
    return (machine.row(root) + machine.column(root)) % 2;
  }

  const RoutingTable &table;
  const Machine &machine;
  const Net &net;
  int32_t root;
  std::vector<int32_t> reached;
};
} // namespace

/// The cores of the tree nearest to the sink from which the sink lies on the
/// same side as from the root, or straight up or down.
std::vector<int32_t> TreeBuilder::attachments(int32_t sink) const {
  int32_t to = machine.column(sink), origin = machine.column(root);
  std::vector<int32_t> nearest{root};
  int32_t least = machine.distance(root, sink);
  for (int32_t core : reached) {
    int32_t c = machine.column(core);
    bool between =
        to >= origin ? c >= origin && c <= to : c <= origin && c >= to;
    if (!between || core == root)
      continue;
    int32_t distance = machine.distance(core, sink);
    if (distance < least)
      nearest.clear();
    if (distance <= least)
      nearest.push_back(core);
    least = std::min(least, distance);
  }
  return nearest;
}

/// What carrying the net adds to the fourth power of a link's load: of all
/// links, the fullest count.
double TreeBuilder::price(int32_t core, int direction) const {
  double load = table.loads[int64_t(core) * 4 + direction];
  double all = load + double(net.weight) * machine.linkCost(core, direction);
  return all * all * all * all - load * load * load * load;
}

/// Of all shortest ways the cheapest; of very many, one that takes the cheaper
/// link at each core. True for each hop along the row.
std::vector<bool> TreeBuilder::chooseWay(int32_t at, int32_t sink) const {
  int32_t dc = machine.column(sink) - machine.column(at);
  int32_t dr = machine.row(sink) - machine.row(at);
  int along = dc >= 0 ? East : West, across = dr >= 0 ? South : North;
  int32_t width = std::abs(dc), height = std::abs(dr);
  auto core = [&](int32_t r, int32_t c) {
    return machine.core(machine.row(at) + (dr >= 0 ? r : -r),
                        machine.column(at) + (dc >= 0 ? c : -c));
  };
  constexpr int64_t maxArea = 4096;
  bool isSmall = int64_t(width + 1) * (height + 1) <= maxArea;
  // From each core of the rectangle to the sink.
  std::vector<double> rest(isSmall ? size_t(width + 1) * (height + 1) : 0);
  auto getRest = [&](int32_t r, int32_t c) {
    return isSmall ? rest[size_t(r) * (width + 1) + c] : 0;
  };
  auto isAlong = [&](int32_t r, int32_t c, double &price) {
    if (c == width || r == height) {
      price = c == width ? this->price(core(r, c), across) + getRest(r + 1, c)
                         : this->price(core(r, c), along) + getRest(r, c + 1);
      return c != width;
    }
    double one = this->price(core(r, c), along) + getRest(r, c + 1);
    double other = this->price(core(r, c), across) + getRest(r + 1, c);
    price = std::min(one, other);
    return one != other ? one < other : !beginsAcross();
  };
  double unused;
  if (isSmall)
    for (int32_t r = height; r >= 0; --r)
      for (int32_t c = width; c >= 0; --c)
        if (r != height || c != width)
          isAlong(r, c, rest[size_t(r) * (width + 1) + c]);
  std::vector<bool> way;
  for (int32_t r = 0, c = 0; r != height || c != width;) {
    way.push_back(isAlong(r, c, unused));
    ++(way.back() ? c : r);
  }
  return way;
}

Branch TreeBuilder::walk(int32_t at, int32_t sink) const {
  Branch branch;
  bool west = machine.column(sink) < machine.column(root);
  int along = machine.column(sink) >= machine.column(at) ? East : West;
  int across = machine.row(sink) >= machine.row(at) ? South : North;
  for (bool isAlong : chooseWay(at, sink)) {
    bool isWest = west && machine.column(at) <= machine.column(root);
    // Up and down the driver's own column is the east side's business.
    bool ownColumn = !isAlong && machine.column(at) == machine.column(root);
    branch.cores.push_back(at);
    branch.classes.push_back(isWest && !ownColumn);
    branch.directions.push_back(isAlong ? along : across);
    branch.cost += price(at, branch.directions.back());
    at = machine.beyond(at, branch.directions.back());
  }
  branch.cores.push_back(at);
  branch.classes.push_back(branch.classes.empty() ? 0 : branch.classes.back());
  return branch;
}

Tree TreeBuilder::run() {
  std::vector<int32_t> sinks = net.sinks;
  std::sort(sinks.begin(), sinks.end(), [&](int32_t a, int32_t b) {
    int32_t da = machine.distance(root, table.placement[a]);
    int32_t db = machine.distance(root, table.placement[b]);
    return da != db ? da < db : a < b;
  });
  // Of very many places to join at, these.
  constexpr size_t maxPlaces = 8;
  Tree tree;
  for (int32_t task : sinks) {
    int32_t sink = table.placement[task];
    if (sink == root)
      continue;
    std::vector<int32_t> places = attachments(sink);
    Branch best = walk(places.front(), sink);
    for (size_t i = 1; i < std::min(places.size(), maxPlaces); ++i)
      if (Branch other = walk(places[i], sink); other.cost < best.cost)
        best = std::move(other);
    reached.insert(reached.end(), best.cores.begin() + 1, best.cores.end());
    best.task = task;
    tree.push_back(std::move(best));
  }
  return tree;
}

template <typename Callback>
static void forEachLink(const Tree &tree, Callback callback) {
  for (const Branch &branch : tree)
    for (size_t i = 0; i < branch.directions.size(); ++i)
      callback(branch.cores[i], branch.directions[i]);
}

/// Adds the tree's load to that of all, `sign` times.
static void charge(RoutingTable &table, const Net &net, const Tree &tree,
                   int sign) {
  forEachLink(tree, [&](int32_t core, int32_t direction) {
    table.loads[int64_t(core) * 4 + direction] +=
        sign * net.weight * table.machine.linkCost(core, direction);
  });
}

/// What the tree, which is not in the loads, would cost.
static double getCost(const TreeBuilder &builder, const Tree &tree) {
  double cost = 0;
  forEachLink(tree, [&](int32_t core, int32_t direction) {
    cost += builder.price(core, direction);
  });
  return cost;
}

void dsa::mesh::routeNets(RoutingTable &table, RouteSet &routes) {
  const std::vector<Net> &nets = table.graph.nets;
  std::vector<Tree> trees(nets.size());
  for (size_t i = 0; i < nets.size(); ++i)
    if (nets[i].sinks.size() > 1) {
      trees[i] = TreeBuilder(table, nets[i]).run();
      charge(table, nets[i], trees[i], 1);
    }
  constexpr int maxRounds = 8;
  bool changed = true;
  for (int round = 0; changed && round < maxRounds; ++round) {
    changed = false;
    for (size_t i = 0; i < nets.size(); ++i) {
      if (trees[i].empty())
        continue;
      charge(table, nets[i], trees[i], -1);
      TreeBuilder builder(table, nets[i]);
      Tree other = builder.run();
      if (getCost(builder, other) < getCost(builder, trees[i])) {
        trees[i] = std::move(other);
        changed = true;
      }
      charge(table, nets[i], trees[i], 1);
    }
  }
  for (size_t i = 0; i < nets.size(); ++i)
    for (const Branch &branch : trees[i]) {
      routes.begin(nets[i].driver, branch.task);
      for (size_t at = 0; at < branch.cores.size(); ++at)
        routes.append(branch.cores[at], branch.classes[at]);
      routes.end();
    }
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
