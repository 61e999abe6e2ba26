// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Phases in time: flows of different phases never meet on a link.
#include "TestGraphs.h"
#include "dsa/Mesh/Bounds.h"
#include "dsa/Mesh/Check.h"
#include "dsa/Mesh/Metrics.h"
#include "dsa/Mesh/Route.h"
#include "dsa/Mesh/Simulate.h"
#include "gtest/gtest.h"

using namespace dsa::mesh;

namespace {

void setPhases(Graph &graph, const std::string &text) {
  Status failure = readPhases(text, graph);
  ASSERT_FALSE(failure) << failure->message;
}

/// A shift by one and then a shift back, three tasks on a line.
Graph shifts() {
  Graph graph = makeGraph(3, {});
  graph.nets = {{0, 4, {2}}, {1, 6, {2}}};
  return graph;
}

TEST(Phases, LoadsAreThoseOfTheFullestPhase) {
  Machine machine = makeMachine(1, 3);
  Graph together = shifts(), apart = shifts();
  setPhases(apart, "# the second net later\n1 net 1\n");
  EXPECT_EQ(apart.phases, 2);
  for (auto [graph, load] : {std::pair(&together, 10), {&apart, 6}}) {
    EXPECT_EQ(maximumLoad(dimensionOrderLoads(*graph, machine, identity(3))),
              load);
    EXPECT_EQ(linkBound(*graph, machine, identity(3)).value, load);
    auto routes = route(*graph, machine, identity(3), {});
    ASSERT_TRUE(routes);
    RouteFigures figures;
    machine.linkCapacity = load;
    EXPECT_FALSE(checkRoutes(*graph, machine, identity(3), *routes, figures));
    EXPECT_EQ(figures.largestLoad, load);
    machine.linkCapacity = load - 1;
    EXPECT_TRUE(checkRoutes(*graph, machine, identity(3), *routes, figures));
    machine.linkCapacity = 0;
  }
}

TEST(Phases, SimulatorsRunOneAfterTheOther) {
  Machine machine = makeMachine(1, 3);
  Graph graph = shifts();
  setPhases(graph, "1 net 1\n");
  auto routes = route(graph, machine, identity(3), {});
  ASSERT_TRUE(routes);
  SimulationOptions options;
  // 64 flits over two hops, then 96 over one.
  double first = 64 + 1, second = 96;
  auto flits = simulateFlits(graph, machine, *routes, options);
  ASSERT_TRUE(flits);
  for (const Simulation &each :
       {simulateAnalytic(graph, machine, *routes, options),
        simulateFlows(graph, machine, *routes, options), *flits}) {
    EXPECT_EQ(each.cycles, first + second);
    EXPECT_EQ(each.longestPhase, second);
    EXPECT_EQ(each.linkFlits[1 * 4 + East], 160);
    EXPECT_EQ(each.start[1], first);
    EXPECT_EQ(each.finish[0], first);
    EXPECT_EQ(each.finish[1], first + second);
  }
  std::string trace = writeTrace(graph, machine, *routes, *flits);
  EXPECT_NE(trace.find("\"ts\": 65.0"), std::string::npos) << trace;
}

TEST(Phases, CyclesAreWithinAPhase) {
  // Four turns that close a cycle of channels, two in each phase.
  Graph graph = makeGraph(4, {{{0, 3}, 4}, {{1, 2}, 4}});
  Machine machine = makeMachine(2, 2);
  auto routes =
      readRoutes("0 3 0 0 1 3\n3 0 0 3 2 0\n1 2 0 1 3 2\n2 1 0 2 0 1\n", graph);
  ASSERT_TRUE(routes);
  RouteFigures figures;
  EXPECT_TRUE(checkRoutes(graph, machine, identity(4), *routes, figures));
  EXPECT_TRUE(figures.onlyDeadlocks);
  Graph apart = graph;
  setPhases(apart, "1 1 2\n1 2 1\n");
  EXPECT_FALSE(checkRoutes(apart, machine, identity(4), *routes, figures));
  SimulationOptions options;
  options.bufferFlits = 4;
  EXPECT_TRUE(simulateFlits(apart, machine, *routes, options));
  // All in phase 2: the message says so.
  setPhases(graph, "2 0 3\n2 3 0\n2 1 2\n2 2 1\n");
  Status cycle = checkRoutes(graph, machine, identity(4), *routes, figures);
  ASSERT_TRUE(cycle);
  EXPECT_EQ(cycle->message.rfind("in phase 2: expected routes free of", 0), 0u)
      << cycle->message;
}

TEST(Phases, AgreeWithTheirGraphsAlone) {
  std::mt19937 random(7);
  for (unsigned seed = 0; seed < 5; ++seed) {
    Graph graph = randomGraph(36, 100, seed);
    if (seed % 2)
      graph.nets.push_back({2, 9, {35, 17, 8}, 0});
    Machine machine = makeMachine(6, 6);
    std::string text;
    for (int32_t v = 0; v < 36; ++v)
      for (int64_t a = graph.offsets[v]; a < graph.offsets[v + 1]; ++a)
        if (int phase = random() % 3)
          text += std::to_string(phase) + " " + std::to_string(v) + " " +
                  std::to_string(graph.targets[a]) + "\n";
    if (seed % 2)
      text += "1 net 2\n";
    int64_t whole =
        maximumLoad(dimensionOrderLoads(graph, machine, identity(36)));
    setPhases(graph, text);
    int64_t load =
        maximumLoad(dimensionOrderLoads(graph, machine, identity(36)));
    EXPECT_LT(load, whole);
    auto routes = route(graph, machine, identity(36), {});
    ASSERT_TRUE(routes);
    RouteFigures figures;
    Status failure =
        checkRoutes(graph, machine, identity(36), *routes, figures);
    ASSERT_FALSE(failure) << failure->message;
    double bound = linkBound(graph, machine, identity(36)).value;
    EXPECT_GE(figures.largestLoad, bound);
    EXPECT_LE(figures.largestLoad, 1.5 * bound);
    EXPECT_NEAR(linkBound(graph, machine, 1000.0).value, 1000.0 / 3 / 120,
                1e-9);
    // What is missing, twice or over capacity is found in its phase.
    RouteSet missing = *routes;
    missing.sources.pop_back();
    missing.targets.pop_back();
    missing.offsets.pop_back();
    EXPECT_TRUE(checkRoutes(graph, machine, identity(36), missing, figures));
    auto flits = simulateFlits(graph, machine, *routes, {});
    ASSERT_TRUE(flits);
    Simulation lower = simulateAnalytic(graph, machine, *routes, {});
    EXPECT_GE(flits->cycles, lower.cycles);
    EXPECT_EQ(flits->linkFlits, lower.linkFlits);
  }
}

TEST(Phases, MalformedFilesAreRefused) {
  Graph graph = makeGraph(4, {{{0, 1}, 2}, {{1, 2}, 3}});
  Graph program = graph;
  ASSERT_FALSE(readProgram("buffer 0 1", program));
  EXPECT_TRUE(readPhases("1 0 1", program));
  graph.nets.push_back({0, 1, {2, 3}, 0});
  for (const char *text :
       {"0", "-1 0 1", "256 0 1", "1 0", "1 0 2", "1 0 1\n0 0 1", "1 net 1",
        "1 net 0\n2 net 0", "1 nets 0", "1 0 1 2", "1 net", "x 0 1", "1 9 0"}) {
    Graph read = graph;
    Status failure = readPhases(text, read);
    ASSERT_TRUE(failure) << text;
    EXPECT_EQ(failure->kind, Failure::Malformed) << text;
  }
  setPhases(graph, "1 0 1\n255 net 0\n0 1 0");
  EXPECT_EQ(graph.phases, 256);
}

} // namespace
