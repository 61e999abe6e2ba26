// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Meshes of meshes: links between chips are slower, for everyone alike.
#include "TestGraphs.h"
#include "dsa/Mesh/Bounds.h"
#include "dsa/Mesh/Check.h"
#include "dsa/Mesh/Metrics.h"
#include "dsa/Mesh/Place.h"
#include "dsa/Mesh/Route.h"
#include "dsa/Mesh/Simulate.h"
#include "gtest/gtest.h"

using namespace dsa::mesh;

namespace {

TEST(Chips, DistanceIsTheCheapestWay) {
  Machine machine = makeMachine(4, 6);
  makeChips(machine, 2, 3, 5);
  for (int32_t from = 0; from < machine.cores(); ++from) {
    std::vector<int32_t> cost(machine.cores(), INT32_MAX);
    cost[from] = 0;
    for (int round = 0; round < machine.cores(); ++round)
      for (int32_t core = 0; core < machine.cores(); ++core)
        for (int way = 0; way < numDirections && cost[core] < INT32_MAX; ++way)
          if (int32_t next = machine.neighbour(core, way); next >= 0)
            cost[next] =
                std::min(cost[next], cost[core] + machine.linkCost(core, way));
    for (int32_t to = 0; to < machine.cores(); ++to)
      EXPECT_EQ(machine.distance(from, to), cost[to]) << from << " " << to;
  }
  EXPECT_EQ(machine.linkCost(1, East), 5);
  EXPECT_EQ(machine.linkCost(2, West), 5);
  EXPECT_EQ(machine.linkCost(0, East), 1);
  EXPECT_EQ(machine.linkCost(6, South), 5);
  EXPECT_EQ(machine.linkCost(12, North), 5);
  EXPECT_EQ(machine.linkCost(0, South), 1);
}

TEST(Chips, ChipsDivideTheMesh) {
  Machine machine = makeMachine(4, 6);
  machine.chipLinkCost = 3;
  for (const char *text : {"3x2", "2x4", "0x1", "2", "2x2x", "x", "5x1"})
    EXPECT_TRUE(parseChips(text, machine)) << text;
  EXPECT_FALSE(parseChips("4x3", machine));
  machine.torus = true;
  EXPECT_TRUE(parseChips("2x2", machine));
  Machine large = makeMachine(32768, 1);
  large.chipLinkCost = 1024;
  EXPECT_TRUE(parseChips("32768x1", large));
}

TEST(Chips, PlacementStaysOnTheChip) {
  // Four cliques of nine on four chips of 3x3, and a thin thread around.
  Edges edges;
  for (int32_t i = 0; i < 36; ++i)
    for (int32_t j = i + 1; j < 36; ++j)
      if (i % 4 == j % 4)
        edges[{i, j}] = 1;
  for (int32_t k = 0; k < 4; ++k)
    edges[{std::min(k, (k + 1) % 4), std::max(k, (k + 1) % 4)}] = 1;
  Graph graph = makeGraph(36, edges);
  Machine machine = makeMachine(6, 6);
  makeChips(machine, 2, 2, 8);
  auto placement = place(graph, machine, {});
  ASSERT_TRUE(placement);
  for (int32_t i = 0; i < 36; ++i) {
    int32_t a = (*placement)[i], b = (*placement)[i % 4];
    EXPECT_EQ(machine.row(a) / 3, machine.row(b) / 3);
    EXPECT_EQ(machine.column(a) / 3, machine.column(b) / 3);
  }
  // A graph that fits one chip of a large machine is on one.
  Machine large = makeMachine(40, 40);
  makeChips(large, 4, 4, 4);
  Graph small = randomGraph(60, 150, 2);
  auto compact = place(small, large, {});
  ASSERT_TRUE(compact);
  for (int32_t core : *compact) {
    EXPECT_EQ(large.row(core) / 10, large.row((*compact)[0]) / 10);
    EXPECT_EQ(large.column(core) / 10, large.column((*compact)[0]) / 10);
  }
}

TEST(Chips, RoutesAreLegalAndNearTheBound) {
  for (unsigned seed = 0; seed < 6; ++seed) {
    Graph graph = randomGraph(64, 160, seed);
    if (seed % 2)
      graph.nets.push_back({3, 5, {60, 7, 33, 20}});
    Machine machine = makeMachine(8, 8);
    makeChips(machine, 2, 1 + seed % 2, 4);
    Placement placement = identity(64);
    if (seed == 4) {
      machine.killCore(9);
      graph = randomGraph(63, 150, 9);
      placement[9] = 63;
      placement.pop_back();
    }
    auto routes = route(graph, machine, placement, {});
    ASSERT_TRUE(routes) << routes.failure().message;
    RouteFigures figures;
    Status failure = checkRoutes(graph, machine, placement, *routes, figures);
    ASSERT_FALSE(failure) << failure->message;
    double bound = linkBound(graph, machine, placement).value;
    EXPECT_GE(figures.largestLoad, bound);
    EXPECT_LE(figures.largestLoad, 1.6 * bound);
    // The load counts against the capacity.
    machine.linkCapacity = figures.largestLoad - 1;
    EXPECT_TRUE(checkRoutes(graph, machine, placement, *routes, figures));
  }
}

TEST(Chips, SlowLinksTakeTheirTime) {
  Graph graph = makeGraph(4, {});
  graph.nets = {{0, 2, {3}}};
  Machine machine = makeMachine(1, 4);
  makeChips(machine, 1, 2, 3);
  auto routes = route(graph, machine, identity(4), {});
  ASSERT_TRUE(routes);
  for (int hop : {1, 4}) {
    machine.hopCycles = hop;
    // 32 flits, one in three cycles; the first one's way is 5 hops long.
    double expected = 31 * 3 + 5 * hop;
    SimulationOptions options;
    EXPECT_EQ(simulateFlows(graph, machine, *routes, options).cycles, expected);
    EXPECT_LE(simulateAnalytic(graph, machine, *routes, options).cycles,
              expected);
    options.paced = false;
    auto flits = simulateFlits(graph, machine, *routes, options);
    ASSERT_TRUE(flits);
    EXPECT_EQ(flits->cycles, expected);
  }
}

TEST(Chips, DepthsAgree) {
  for (unsigned seed = 0; seed < 6; ++seed) {
    Graph graph = randomGraph(64, 120, seed);
    Machine machine = makeMachine(8, 8);
    makeChips(machine, 2, 2, 3);
    machine.hopCycles = 1 + seed % 2;
    auto routes = route(graph, machine, identity(64), {});
    ASSERT_TRUE(routes);
    Simulation bound = simulateAnalytic(graph, machine, *routes, {});
    Simulation flows = simulateFlows(graph, machine, *routes, {});
    auto flits = simulateFlits(graph, machine, *routes, {});
    ASSERT_TRUE(flits) << flits.failure().message;
    EXPECT_GE(flows.cycles, bound.cycles);
    EXPECT_GE(flits->cycles, bound.cycles);
    EXPECT_NEAR(flits->cycles / flows.cycles, 1, 0.1) << seed;
  }
}

} // namespace
