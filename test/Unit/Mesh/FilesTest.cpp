// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The readers: what they take, and what they refuse and why.
#include "TestGraphs.h"
#include "gtest/gtest.h"

using namespace dsa::mesh;

namespace {

struct BadText {
  const char *text;
  const char *message;
};

template <typename Read>
void expectRefused(const Read &read, std::initializer_list<BadText> cases) {
  for (const BadText &bad : cases) {
    auto result = read(bad.text);
    ASSERT_FALSE(result) << bad.text;
    EXPECT_EQ(result.failure().kind, Failure::Malformed) << bad.text;
    EXPECT_NE(result.failure().message.find(bad.message), std::string::npos)
        << bad.text << "\n"
        << result.failure().message;
  }
}

TEST(ScotchGraph, ReadsAllFlags) {
  // Labels, edge loads and vertex loads; base 0.
  auto graph = readScotchGraph("0\n3 4\n0 111\n"
                               "10 5 1 7 20\n20 6 2 7 10 8 30\n30 1 1 8 20\n");
  ASSERT_TRUE(graph) << graph.failure().message;
  EXPECT_EQ(graph->vertices, 3);
  EXPECT_EQ(graph->vertexWeights, (std::vector<int64_t>{5, 6, 1}));
  EXPECT_EQ(graph->targets, (std::vector<int32_t>{1, 0, 2, 1}));
  EXPECT_EQ(graph->arcWeights, (std::vector<int64_t>{7, 7, 8, 8}));
  EXPECT_EQ(graph->name(1), 20);
  EXPECT_EQ(graph->find(30), 2);
  EXPECT_EQ(graph->find(3), -1);
}

TEST(ScotchGraph, KeepsTheBase) {
  auto graph = readScotchGraph("0 2 2 1 000 1 2 1 1");
  ASSERT_TRUE(graph);
  EXPECT_EQ(graph->name(0), 1);
  EXPECT_EQ(writeMap(*graph, {4, 2}), "2\n1\t4\n2\t2\n");
}

TEST(ScotchGraph, RefusesBadInput) {
  expectRefused(
      readScotchGraph,
      {{"", "expected the version"},
       {"1\n2 2\n0 000\n1 1\n1 0\n", "expected version 0"},
       {"0\n1099511627776 2\n0 000\n", "no more vertices than the file"},
       {"0\n2 1099511627776\n0 000\n1 1\n1 0\n", "no more arcs than the file"},
       {"0\n-1 0\n0 000\n", "no more vertices"},
       {"0\n2 2\n0 002\n1 1\n1 0\n", "flags"},
       {"0\n2 2\n0 000\n1 1\n", "line 5: expected the degree"},
       {"0\n2 2\n0 000\n1 1\n1 2\n", "expected a neighbour among"},
       {"0\n2 2\n0 000\n1 0\n1 0\n", "self-loop"},
       {"0\n2 2\n0 000\n2 1 1\n0\n", "each edge once"},
       {"0\n3 3\n0 000\n1 1\n2 0 2\n0\n", "edge 1-2 only one way"},
       {"0\n2 2\n0 010\n1 -3 1\n1 -3 0\n", "positive weights, but got -3"},
       {"0\n2 2\n0 010\n1 3 1\n1 4 0\n", "same weight both ways"},
       {"0\n2 2\n0 001\n0 1 1\n1 1 0\n", "positive weights, but got 0"},
       {"0\n2 2\n0 100\n7 1 7\n7 1 7\n", "label 7 again"},
       {"0\n2 2\n0 000\n1 1\n1 0\nx\n", "end of the file"},
       {"0\n2 2\n0 010\n1 9223372036854775807 1\n1 9223372036854775807 0\n",
        "expected"},
       {"0\n2 4\n0 000\n1 1\n1 0\n", "header's 4 arcs"}});
}

TEST(MetisGraph, ReadsWeightsCommentsAndIsolatedVertices) {
  auto graph = readMetisGraph("% made by hand\n4 2 011 1\n"
                              "3 2 5\n% between\n1 1 5 3 6\n2 2 6\n9\n");
  ASSERT_TRUE(graph) << graph.failure().message;
  EXPECT_EQ(graph->vertices, 4);
  EXPECT_EQ(graph->arcs(), 4);
  EXPECT_EQ(graph->vertexWeights, (std::vector<int64_t>{3, 1, 2, 9}));
  EXPECT_EQ(graph->arcWeights, (std::vector<int64_t>{5, 5, 6, 6}));
  EXPECT_EQ(graph->name(0), 1);
  auto empty = readMetisGraph("2 0\n\n\n");
  ASSERT_TRUE(empty) << empty.failure().message;
  EXPECT_EQ(empty->arcs(), 0);
}

TEST(MetisGraph, RefusesBadInput) {
  expectRefused(readMetisGraph,
                {{"", "number of vertices"},
                 {"1099511627776 3\n1\n", "no more vertices than"},
                 {"2 1099511627776\n2\n1\n", "no more edges than"},
                 {"2 1 100\n2\n1\n", "a format of"},
                 {"2 1 11 2\n1 2 1\n1 1 1\n", "at most one weight"},
                 {"2 1\n2\n", "2 lines of vertices, but got 1"},
                 {"2 1\n3\n1\n", "from 1 to 2, but got 3"},
                 {"2 1\n1\n2\n", "self-loop"},
                 {"3 1\n2 3\n1\n\n", "header's 1 edges"},
                 {"2 1 1\n2 -5\n1 -5\n", "positive weights"},
                 {"2 1\n2 x\n1\n", "expected a neighbour, but got 'x'"}});
}

TEST(QapGraph, FindsTheDistancesInEitherMatrix) {
  // A 1x3 grid with distances doubled.
  const char *grid = "0 2 4 2 0 2 4 2 0\n", *flow = "0 5 1 5 0 0 1 0 0\n";
  for (bool first : {true, false}) {
    std::string text =
        std::string("3\n") + (first ? grid : flow) + (first ? flow : grid);
    auto graph = readQapGraph(text);
    ASSERT_TRUE(graph) << graph.failure().message;
    EXPECT_EQ(graph->locations.scale, 2);
    EXPECT_EQ(graph->arcWeights, (std::vector<int64_t>{5, 1, 5, 1}));
    Machine machine;
    ASSERT_FALSE(applyLocations(*graph, machine));
    EXPECT_EQ(machine.rows * machine.columns, 3);
    Machine tall = makeMachine(3, 1), small = makeMachine(2, 1);
    EXPECT_FALSE(applyLocations(*graph, tall));
    EXPECT_EQ(applyLocations(*graph, small)->kind, Failure::Impossible);
  }
}

TEST(QapGraph, FlowOptionOverrides) {
  // Both are distances of a 1x2 grid.
  auto a = readQapGraph("2 0 1 1 0 0 3 3 0", FlowMatrix::A);
  auto b = readQapGraph("2 0 1 1 0 0 3 3 0", FlowMatrix::B);
  ASSERT_TRUE(a && b);
  EXPECT_EQ(a->arcWeights[0], 1);
  EXPECT_EQ(a->locations.scale, 3);
  EXPECT_EQ(b->arcWeights[0], 3);
}

TEST(QapGraph, RefusesBadInput) {
  auto read = [](std::string_view text) { return readQapGraph(text); };
  expectRefused(
      read, {{"", "size of the instance"},
             {"1099511627776 0 0", "no larger size than"},
             {"2 0 1 1 0 0 3 3", "two matrices of 2x2"},
             {"2 0 1 1 0 0 3 3 0 9", "end of the file"},
             {"2 0 1 1 0 1 3 3 0", "self-loop"},
             {"2 0 1 1 0 0 3 4 0", "same weight both ways"},
             {"3 0 1 1 1 0 1 1 1 0 0 1 1 1 0 1 1 1 0", "Manhattan distances"}});
}

TEST(Nets, RefusesBadInput) {
  auto read = [](std::string_view text) -> Result<Graph> {
    Graph graph = makeGraph(4, {});
    if (Status failure = readNets(text, graph))
      return *failure;
    return graph;
  };
  auto good = read("0 3 1 2\n\n1 1 3\n");
  ASSERT_TRUE(good);
  EXPECT_EQ(good->nets.size(), 2u);
  expectRefused(read, {{"4 1 2", "a driver of the graph, but got '4'"},
                       {"0 0 1", "positive weight"},
                       {"0 1", "expected a sink"},
                       {"0 1 0", "other than the driver"},
                       {"0 1 2 2", "2 again"},
                       {"0 1 2\n0 1 3", "at most one net a driver"},
                       {"0 1 2 x", "expected a sink"}});
}

TEST(Map, RefusesWhatContradictsTheGraph) {
  Graph graph = makeGraph(2, {});
  auto read = [&](std::string_view text) { return readMap(text, graph); };
  auto good = read("2\n1 7\n0 3\n");
  ASSERT_TRUE(good);
  EXPECT_EQ(*good, (Placement{3, 7}));
  expectRefused(read, {{"", "number of vertices"},
                       {"3\n0 0\n1 1\n2 2\n", "2 vertices, but got 3"},
                       {"2\n0 0\n0 1\n", "vertex 0 again"},
                       {"2\n0 0\n2 1\n", "a vertex of the graph, but got 2"},
                       {"2\n0 0\n", "vertex 2 of 2"},
                       {"2\n0 0\n1 -1\n", "the core of vertex 1"},
                       {"2\n0 0\n1 1\n1\n", "end of the file"}});
}

TEST(Routes, ReadWhatIsWritten) {
  Graph graph = makeGraph(3, {{{0, 1}, 1}, {{1, 2}, 1}});
  auto routes = readRoutes("# a comment\n0 1 0 0 1\n1 2 1 1 4@0 5\n", graph);
  ASSERT_TRUE(routes) << routes.failure().message;
  EXPECT_EQ(routes->classes, (std::vector<uint8_t>{0, 0, 1, 0, 0}));
  auto again = readRoutes(writeRoutes(graph, *routes), graph);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->cores, routes->cores);
  EXPECT_EQ(again->classes, routes->classes);
  auto read = [&](std::string_view text) { return readRoutes(text, graph); };
  expectRefused(read, {{"0", "expected a target"},
                       {"0 9 0 1", "a target of the graph, but got 9"},
                       {"0 1 0", "expected a core"},
                       {"0 1 256 0", "class from 0 to 255"},
                       {"0 1 0 0 1@", "class from 0 to 255"},
                       {"0 1 0 0 -1", "expected a core"}});
}

TEST(MachineText, MeshAndDead) {
  Machine machine;
  EXPECT_FALSE(parseMesh("3x4", machine));
  EXPECT_FALSE(parseDead("5, 0-1\n2-6", machine));
  EXPECT_TRUE(machine.isDead(5));
  EXPECT_EQ(machine.neighbour(0, East), -1);
  EXPECT_EQ(machine.neighbour(1, West), -1);
  EXPECT_EQ(machine.neighbour(2, South), -1);
  EXPECT_EQ(machine.neighbour(2, East), 3);
  for (const char *bad : {"", "3", "0x3", "3x4x5", "-1x2", "99999x99999"})
    EXPECT_TRUE(parseMesh(bad, machine)) << bad;
  for (const char *bad : {"12", "0-2", "x", "1-", "-1", "0 1;2"})
    EXPECT_TRUE(parseDead(bad, machine)) << bad;
}

} // namespace
