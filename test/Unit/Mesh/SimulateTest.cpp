// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The simulators against each other and against what can be counted by hand.
#include "dsa/Mesh/Simulate.h"
#include "TestGraphs.h"
#include "dsa/Mesh/Check.h"
#include "dsa/Mesh/Route.h"
#include "gtest/gtest.h"

using namespace dsa::mesh;

namespace {

TEST(Simulate, OneFlowIsAPipeline) {
  Graph graph = makeGraph(8, {});
  graph.nets.push_back({0, 3, {7}});
  Machine machine = makeMachine(1, 8);
  auto routes = route(graph, machine, identity(8), {});
  ASSERT_TRUE(routes);
  SimulationOptions options;
  // 3 units of 16 flits; the last flit follows 47 others over 7 hops.
  double expected = 3 * 16 + 7 - 1;
  EXPECT_EQ(simulateAnalytic(graph, machine, *routes, options).cycles,
            expected);
  EXPECT_EQ(simulateFlows(graph, machine, *routes, options).cycles, expected);
  auto flits = simulateFlits(graph, machine, *routes, options);
  ASSERT_TRUE(flits);
  EXPECT_EQ(flits->cycles, expected);
  EXPECT_EQ(flits->linkFlits[0 * 4 + East], 48);
}

TEST(Simulate, FlowsShareALinkFairly) {
  // Three flows over the link 2->3, of 1, 1 and 2 units.
  Graph graph = makeGraph(4, {});
  graph.nets = {{0, 1, {3}}, {1, 1, {3}}, {2, 2, {3}}};
  Machine machine = makeMachine(1, 4);
  auto routes = route(graph, machine, identity(4), {});
  ASSERT_TRUE(routes);
  SimulationOptions options;
  // Paced, shares go by size, so that all end together.
  Simulation paced = simulateFlows(graph, machine, *routes, options);
  for (int i = 0; i < 3; ++i)
    EXPECT_NEAR(paced.finish[i], 64 + 2 - i, 1e-6);
  options.paced = false;
  Simulation flows = simulateFlows(graph, machine, *routes, options);
  // A third each until two end, then the last alone.
  EXPECT_NEAR(flows.finish[0], 48 + 2, 1e-6);
  EXPECT_NEAR(flows.finish[1], 48 + 1, 1e-6);
  EXPECT_NEAR(flows.finish[2], 64, 1e-6);
}

TEST(Simulate, DepthsAreOrdered) {
  for (unsigned seed = 0; seed < 6; ++seed) {
    Graph graph = randomGraph(36, 90, seed);
    Machine machine = makeMachine(6, 6);
    auto routes = route(graph, machine, identity(36), {});
    ASSERT_TRUE(routes);
    Simulation bound = simulateAnalytic(graph, machine, *routes, {});
    Simulation flows = simulateFlows(graph, machine, *routes, {});
    auto flits = simulateFlits(graph, machine, *routes, {});
    ASSERT_TRUE(flits) << flits.failure().message;
    EXPECT_GE(flows.cycles, bound.cycles);
    EXPECT_GE(flits->cycles, bound.cycles);
    EXPECT_EQ(flits->linkFlits, bound.linkFlits);
    EXPECT_EQ(flows.linkFlits, bound.linkFlits);
  }
}

TEST(Simulate, CyclicRoutesDeadlockWhereTheCheckerSays) {
  Graph graph = makeGraph(4, {{{0, 3}, 4}, {{1, 2}, 4}});
  Machine machine = makeMachine(2, 2);
  auto routes =
      readRoutes("0 3 0 0 1 3\n3 0 0 3 2 0\n1 2 0 1 3 2\n2 1 0 2 0 1\n", graph);
  ASSERT_TRUE(routes);
  RouteFigures figures;
  Status cycle = checkRoutes(graph, machine, identity(4), *routes, figures);
  ASSERT_TRUE(cycle);
  EXPECT_TRUE(figures.onlyDeadlocks);
  SimulationOptions options;
  options.bufferFlits = 4;
  auto flits = simulateFlits(graph, machine, *routes, options);
  ASSERT_FALSE(flits);
  EXPECT_NE(flits.failure().message.find("deadlock in cycle"),
            std::string::npos);
  for (const char *channel : {"0->1@0", "1->3@0", "3->2@0", "2->0@0"}) {
    EXPECT_NE(cycle->message.find(channel), std::string::npos);
    EXPECT_NE(flits.failure().message.find(channel), std::string::npos)
        << flits.failure().message;
  }
}

/// Flows to other cores, each core to one: everywhere the same load or not.
Graph permuted(int32_t side, unsigned seed) {
  Graph graph = makeGraph(side * side, {});
  std::vector<int32_t> target = identity(side * side);
  std::mt19937 random(seed);
  for (size_t i = target.size(); i > 1; --i)
    std::swap(target[i - 1], target[random() % i]);
  if (seed == 0) // transpose
    for (int32_t i = 0; i < side * side; ++i)
      target[i] = i % side * side + i / side;
  if (seed == 1) // all to one
    target.assign(target.size(), side * side / 2 + 1);
  for (int32_t i = 0; i < side * side; ++i)
    if (target[i] != i)
      graph.nets.push_back({i, 1, {target[i]}});
  return graph;
}

TEST(Simulate, FlitsDoWhatFlowsSay) {
  for (unsigned seed = 0; seed < 8; ++seed) {
    Graph graph = permuted(16, seed);
    Machine machine = makeMachine(16, 16);
    auto routes = route(graph, machine, identity(256), {});
    ASSERT_TRUE(routes);
    SimulationOptions options;
    options.flitsPerUnit = seed % 2 ? 16 : 64;
    Simulation flows = simulateFlows(graph, machine, *routes, options);
    auto flits = simulateFlits(graph, machine, *routes, options);
    ASSERT_TRUE(flits);
    EXPECT_NEAR(flits->cycles / flows.cycles, 1, 0.1) << seed;
  }
}

TEST(Simulate, TreesAreCopiedWhereTheyBranch) {
  Graph graph = makeGraph(9, {});
  graph.nets.push_back({0, 2, {2, 6, 8, 4}});
  Machine machine = makeMachine(3, 3);
  auto routes = route(graph, machine, identity(9), {});
  ASSERT_TRUE(routes);
  SimulationOptions options;
  Simulation bound = simulateAnalytic(graph, machine, *routes, options);
  Simulation flows = simulateFlows(graph, machine, *routes, options);
  auto flits = simulateFlits(graph, machine, *routes, options);
  ASSERT_TRUE(flits) << flits.failure().message;
  EXPECT_EQ(flits->linkFlits, bound.linkFlits);
  // 32 flits, four hops to the farthest; a copy costs a cycle.
  EXPECT_EQ(flows.cycles, 32 + 4 - 1);
  EXPECT_GE(flits->cycles, flows.cycles);
  EXPECT_LE(flits->cycles, flows.cycles + 3);
}

TEST(Simulate, PortsHopsAndBytesCount) {
  // Four neighbours send to the core in the middle.
  Graph graph = makeGraph(9, {});
  graph.nets = {{1, 40, {4}}, {3, 40, {4}}, {5, 40, {4}}, {7, 40, {4}}};
  Machine machine = makeMachine(3, 3);
  auto routes = route(graph, machine, identity(9), {});
  ASSERT_TRUE(routes);
  auto expectAll = [&](double cycles, double slack) {
    SimulationOptions options;
    EXPECT_EQ(simulateAnalytic(graph, machine, *routes, options).cycles,
              cycles);
    EXPECT_NEAR(simulateFlows(graph, machine, *routes, options).cycles, cycles,
                slack);
    auto flits = simulateFlits(graph, machine, *routes, options);
    ASSERT_TRUE(flits);
    EXPECT_NEAR(flits->cycles, cycles, slack);
  };
  machine.linkBytes = 8; // 40 bytes are 5 flits
  expectAll(5, 0.01);
  machine.hopCycles = 7;
  expectAll(5 + 6, 0.01);
  machine.hopCycles = 1;
  machine.ports = 1; // 20 flits enter one by one
  expectAll(20, 1.5);
}

TEST(Simulate, TracesAreBars) {
  Graph graph = makeGraph(2, {{{0, 1}, 1}});
  Machine machine = makeMachine(1, 2);
  auto routes = route(graph, machine, identity(2), {});
  ASSERT_TRUE(routes);
  Simulation flows = simulateFlows(graph, machine, *routes, {});
  std::string trace = writeTrace(graph, machine, *routes, flows);
  EXPECT_NE(trace.find("\"name\": \"0 to 1\", \"ph\": \"X\", \"ts\": 0"),
            std::string::npos);
}

} // namespace
