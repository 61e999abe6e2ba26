// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The checker accepts what is legal and names what is not.
#include "dsa/Mesh/Check.h"
#include "TestGraphs.h"
#include "gtest/gtest.h"

using namespace dsa::mesh;

namespace {

std::string refusal(const Graph &graph, const Machine &machine,
                    const Placement &placement, const char *text) {
  auto routes = readRoutes(text, graph);
  EXPECT_TRUE(routes);
  RouteFigures figures;
  Status failure = checkRoutes(graph, machine, placement, *routes, figures);
  return failure ? failure->message : "";
}

#define EXPECT_REFUSED(text, part)                                             \
  EXPECT_NE(refusal(graph, machine, placement, text).find(part),               \
            std::string::npos)                                                 \
      << refusal(graph, machine, placement, text)

TEST(CheckMap, NamesWhatIsWrong) {
  Graph graph = makeGraph(3, {});
  Machine machine = makeMachine(2, 2);
  machine.killCore(3);
  EXPECT_FALSE(checkMap(graph, machine, {0, 1, 2}));
  EXPECT_NE(checkMap(graph, machine, {0, 1, 1})->message.find("1 too many"),
            std::string::npos);
  EXPECT_NE(checkMap(graph, machine, {0, 1, 3})->message.find("dead"),
            std::string::npos);
  EXPECT_NE(checkMap(graph, machine, {0, 1, 4})->message.find("below 4"),
            std::string::npos);
  machine.capacity = 5;
  graph.vertexWeights = {3, 3, 2};
  EXPECT_FALSE(checkMap(graph, machine, {0, 1, 1}));
  EXPECT_NE(checkMap(graph, machine, {0, 0, 1})->message.find("1 too many"),
            std::string::npos);
}

TEST(CheckRoutes, NamesWhatIsWrong) {
  Graph graph = makeGraph(2, {{{0, 1}, 3}});
  Machine machine = makeMachine(2, 3);
  Placement placement{0, 4};
  const std::string back = "\n1 0 0 4 3 0\n";
  auto with = [&](const char *line) {
    return refusal(graph, machine, placement, (line + back).c_str());
  };
  EXPECT_EQ(with("0 1 0 0 1 4"), "");
  EXPECT_EQ(with("0 1 1 0 1 2@0 5 4"), "");
  EXPECT_NE(with("0 1 0 0 4").find("no neighbours"), std::string::npos);
  EXPECT_NE(with("0 1 0 1 4").find("begin on core 0"), std::string::npos);
  EXPECT_NE(with("0 1 0 0 1").find("end on core 4"), std::string::npos);
  EXPECT_NE(with("0 1 2 0 1 4").find("classes below 2"), std::string::npos);
  EXPECT_NE(with("0 1 0 0 1 4\n0 1 0 0 1 4").find("once"), std::string::npos);
  EXPECT_NE(with("").find("but got none"), std::string::npos);
  EXPECT_NE(with("0 1 0 0 99 4").find("below 6"), std::string::npos);
  EXPECT_NE(with("0 1 0 99 0 1 4").find("below 6"), std::string::npos);
  machine.linkCapacity = 3;
  EXPECT_EQ(with("0 1 0 0 1 4"), "");
  machine.linkCapacity = 2;
  EXPECT_NE(with("0 1 0 0 1 4").find("1 too many"), std::string::npos);
  machine.linkCapacity = 0;
  machine.killLink(0, East);
  EXPECT_NE(with("0 1 0 0 1 4").find("dead"), std::string::npos);
}

TEST(CheckRoutes, FindsTheCycleAndOnlyThat) {
  // Four flows around a 2x2 square, each turning one corner.
  Graph graph = makeGraph(4, {{{0, 3}, 1}, {{1, 2}, 1}});
  Machine machine = makeMachine(2, 2);
  Placement placement = identity(4);
  EXPECT_REFUSED("0 3 0 0 1 3\n3 0 0 3 2 0\n1 2 0 1 3 2\n2 1 0 2 0 1\n",
                 "cycle of 4 channels");
  // The same on two classes cannot close.
  EXPECT_EQ(refusal(graph, machine, placement,
                    "0 3 0 0 1 3\n3 0 0 3 2 0\n1 2 1 1 3 2\n2 1 1 2 0 1\n"),
            "");
}

TEST(CheckRoutes, TreesBranchAndCountOnce) {
  Graph graph = makeGraph(4, {});
  Machine machine = makeMachine(2, 3);
  Placement placement{0, 2, 4, 0};
  ASSERT_FALSE(readNets("0 5 1 2 3", graph));
  auto routes = readRoutes("0 1 0 0 1 2\n0 2 0 1 4\n", graph);
  RouteFigures figures;
  ASSERT_FALSE(checkRoutes(graph, machine, placement, *routes, figures));
  EXPECT_EQ(figures.largestLoad, 5);
  EXPECT_EQ(figures.loads[0 * 4 + East], 5);
  EXPECT_REFUSED("0 1 0 0 1 2\n", "from 0 (core 0) to 2 (core 4)");
  EXPECT_REFUSED("0 1 0 0 1 2\n0 2 0 3 4\n", "earlier branch");
  EXPECT_REFUSED("0 1 0 0 1 2\n0 2 0 0 1 4\n", "was reached before");
  EXPECT_REFUSED("0 1 0 0 1 2\n0 2 0 1 4\n1 2 0 2 1 4\n",
                 "belong to a flow or a net");
}

TEST(CheckRoutes, TreeDependenciesCloseACycle) {
  // A branch that leaves 1 downwards waits for the link 0->1 that earlier
  // lines took; with three flows around, that closes a ring.
  Graph graph = makeGraph(4, {});
  Machine machine = makeMachine(2, 2);
  Placement placement = identity(4);
  ASSERT_FALSE(readNets("0 1 1 3\n1 1 2\n3 1 0\n2 1 1\n", graph));
  EXPECT_REFUSED("0 1 0 0 1\n0 3 0 1 3\n1 2 0 1 3 2\n3 0 0 3 2 0\n"
                 "2 1 0 2 0 1\n",
                 "cycle of 4 channels");
}

} // namespace
