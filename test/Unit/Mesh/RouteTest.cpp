// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What the router makes, the checker accepts; what is planted in it, not.
#include "dsa/Mesh/Route.h"
#include "TestGraphs.h"
#include "dsa/Mesh/Bounds.h"
#include "dsa/Mesh/Check.h"
#include "gtest/gtest.h"
#include <algorithm>
#include <functional>

using namespace dsa::mesh;

namespace {

int64_t routedLoad(const Graph &graph, const Machine &machine,
                   const Placement &placement,
                   RoutePolicy policy = RoutePolicy::Automatic) {
  RouteOptions options;
  options.policy = policy;
  auto routes = route(graph, machine, placement, options);
  EXPECT_TRUE(routes) << routes.failure().message;
  if (!routes)
    return -1;
  RouteFigures figures;
  Status failure = checkRoutes(graph, machine, placement, *routes, figures);
  EXPECT_FALSE(failure) << failure->message;
  return figures.largestLoad;
}

/// Single-sink nets: flows one way.
Graph permutation(int32_t side, const std::function<int32_t(int32_t)> &to) {
  Graph graph = makeGraph(side * side, {});
  for (int32_t v = 0; v < side * side; ++v)
    if (to(v) != v)
      graph.nets.push_back({v, 1, {to(v)}});
  return graph;
}

TEST(Route, PatternsNearTheirBound) {
  constexpr int32_t side = 16;
  auto transpose = [](int32_t v) { return v % side * side + v / side; };
  auto reverse = [](int32_t v) {
    int32_t r = 0;
    for (int bit = 0; bit < 8; ++bit)
      r |= (v >> bit & 1) << (7 - bit);
    return r;
  };
  auto tornado = [](int32_t v) {
    return v / side * side + (v % side + side / 2 - 1) % side;
  };
  Machine machine = makeMachine(side, side);
  for (const std::function<int32_t(int32_t)> &to :
       {std::function<int32_t(int32_t)>(transpose),
        std::function<int32_t(int32_t)>(reverse),
        std::function<int32_t(int32_t)>(tornado)}) {
    Graph graph = permutation(side, to);
    double bound = linkBound(graph, machine, identity(side * side)).value;
    EXPECT_LE(routedLoad(graph, machine, identity(side * side)), 1.25 * bound);
  }
}

/// Where each sink joins the nearest core of its tree, whatever the load, the
/// fullest link carries 9.
TEST(Route, TreesSpreadTheirLoad) {
  constexpr int32_t side = 16;
  Graph graph = makeGraph(side * side, {});
  uint32_t state = 1;
  auto next = [&] { return (state = state * 1664525 + 1013904223) >> 16; };
  for (int32_t column = 0; column < side; ++column) {
    Net net{5 * side + column, 1, {}};
    while (net.sinks.size() < 24)
      if (int32_t sink = next() % (side * side);
          sink != net.driver &&
          !std::count(net.sinks.begin(), net.sinks.end(), sink))
        net.sinks.push_back(sink);
    graph.nets.push_back(net);
  }
  EXPECT_LE(routedLoad(graph, makeMachine(side, side), identity(side * side)),
            7);
}

TEST(Route, EveryPolicyIsLegal) {
  for (unsigned seed = 0; seed < 4; ++seed) {
    Graph graph = randomGraph(63, 200, seed);
    Machine machine = makeMachine(7, 9);
    for (RoutePolicy policy :
         {RoutePolicy::Automatic, RoutePolicy::XY, RoutePolicy::YX,
          RoutePolicy::OddEven, RoutePolicy::Negotiated, RoutePolicy::UpDown})
      for (bool torus : {false, true}) {
        machine.torus = torus;
        routedLoad(graph, machine, identity(63), policy);
      }
    machine.torus = false;
    EXPECT_LE(routedLoad(graph, machine, identity(63)),
              routedLoad(graph, machine, identity(63), RoutePolicy::XY));
    for (bool torus : {false, true}) {
      machine.torus = torus;
      machine.classes = 1;
      routedLoad(graph, machine, identity(63));
    }
  }
}

TEST(Route, FaultsAreAvoidedWithAnyNumberOfClasses) {
  for (unsigned seed = 0; seed < 8; ++seed)
    for (int classes = 1; classes <= 3; ++classes)
      for (bool torus : {false, true}) {
        Machine machine = makeMachine(9, 8);
        machine.classes = classes;
        machine.torus = torus;
        std::mt19937 random(seed);
        for (int i = 0; i < 5; ++i) {
          machine.killCore(random() % 72);
          int32_t core = random() % 72, way = random() % 4;
          if (machine.beyond(core, way) >= 0)
            machine.killLink(core, way);
        }
        std::vector<int32_t> piece = machine.components();
        Placement placement;
        for (int32_t core = 0; core < 72; ++core)
          if (piece[core] == 0)
            placement.push_back(core);
        Graph graph = randomGraph(placement.size(), 150, seed);
        routedLoad(graph, machine, placement);
        // And trees.
        graph.nets.push_back({0, 2, {5, 17, 33, 48, 3}});
        graph.nets.push_back({40, 1, {2, 8, 50}});
        routedLoad(graph, machine, placement);
      }
}

TEST(Route, TreesAreLegalAndShareLinks) {
  for (unsigned seed = 0; seed < 10; ++seed) {
    std::mt19937 random(seed);
    Graph graph = makeGraph(81, {});
    for (int32_t driver = 0; driver < 81; driver += 4) {
      Net net{driver, 1, {}};
      for (int32_t sink = 0; sink < 81; ++sink)
        if (sink != driver && random() % 8 == 0)
          net.sinks.push_back(sink);
      if (!net.sinks.empty())
        graph.nets.push_back(net);
    }
    Machine machine = makeMachine(9, 9);
    int64_t load = routedLoad(graph, machine, identity(81));
    EXPECT_LE(load, int64_t(graph.nets.size()));
  }
}

TEST(Route, SaysWhereTheMeshIsCut) {
  Machine machine = makeMachine(2, 4);
  machine.killLink(1, East);
  machine.killLink(5, East);
  Graph graph = makeGraph(2, {{{0, 1}, 1}});
  auto routes = route(graph, machine, {0, 7}, {});
  ASSERT_FALSE(routes);
  EXPECT_EQ(routes.failure().kind, Failure::Impossible);
  EXPECT_NE(routes.failure().message.find("from core 0 to core 7"),
            std::string::npos);
}

TEST(Route, KeepsLinkCapacityOrSaysByHowMuchNot) {
  Graph graph = makeGraph(2, {{{0, 1}, 9}});
  Machine machine = makeMachine(2, 2);
  machine.linkCapacity = 8;
  auto routes = route(graph, machine, {0, 3}, {});
  ASSERT_FALSE(routes);
  EXPECT_NE(routes.failure().message.find("1 too much"), std::string::npos);
}

/// Faults planted into legal routes, a kind each; all must be found.
class PlantedFaults : public testing::Test {
protected:
  void SetUp() override {
    graph = randomGraph(64, 160, 9);
    machine = makeMachine(8, 8);
    auto made = route(graph, machine, identity(64), {});
    ASSERT_TRUE(made);
    routes = *made;
    ASSERT_FALSE(check(machine, routes));
  }
  Status check(const Machine &on, const RouteSet &with) {
    return checkRoutes(graph, on, identity(64), with, figures);
  }
  /// A route of at least `hops` hops.
  int64_t pick(int64_t hops) {
    for (;;) {
      int64_t r = random() % routes.size();
      if (routes.hops(r) >= hops)
        return r;
    }
  }
  Graph graph;
  Machine machine;
  RouteSet routes;
  RouteFigures figures;
  std::mt19937 random{1};
};

TEST_F(PlantedFaults, AreAllFound) {
  for (int i = 0; i < 200; ++i) {
    RouteSet broken = routes;
    int64_t r = pick(3);
    // Disconnected: a core in the middle is elsewhere.
    int64_t at = routes.offsets[r] + 1;
    broken.cores[at] = (broken.cores[at] + 27) % 64;
    EXPECT_TRUE(check(machine, broken));
    // Wrong end.
    broken = routes;
    broken.cores[broken.offsets[r + 1] - 1] =
        broken.cores[broken.offsets[r + 1] - 3];
    EXPECT_TRUE(check(machine, broken));
    // A dead link.
    Machine faulty = machine;
    faulty.killLink(
        routes.cores[at],
        machine.directionTo(routes.cores[at], routes.cores[at + 1]));
    EXPECT_TRUE(check(faulty, routes));
    // Over capacity.
    Machine narrow = machine;
    ASSERT_FALSE(check(machine, routes));
    narrow.linkCapacity = figures.largestLoad - 1;
    EXPECT_TRUE(check(narrow, routes));
  }
}

} // namespace
