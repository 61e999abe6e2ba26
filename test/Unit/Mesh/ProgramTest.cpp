// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Deadlock over channels, buffers and tasks together: what the checker says
/// is what the flit simulator does.
#include "TestGraphs.h"
#include "dsa/Mesh/Check.h"
#include "dsa/Mesh/Route.h"
#include "dsa/Mesh/Simulate.h"
#include "gtest/gtest.h"

using namespace dsa::mesh;

namespace {

/// Clients 0 and 3, servers 2 and 1: requests of one and replies to the other
/// share links, on cores in a row.
Graph requestReply(int64_t messages, const std::string &program) {
  Graph graph = makeGraph(4, {{{0, 2}, messages}, {{1, 3}, messages}});
  Status failure = readProgram(program, graph);
  EXPECT_FALSE(failure) << failure->message;
  return graph;
}
const char *const serve = "# replies after requests\n"
                          "send 2 0 after 0\nsend 1 3 after 3\n";

Status checkAll(const Graph &graph, const Machine &machine,
                const RouteSet &routes) {
  RouteFigures figures;
  Status failure =
      checkRoutes(graph, machine, identity(graph.vertices), routes, figures);
  EXPECT_EQ(figures.onlyDeadlocks, bool(failure));
  return failure;
}

RouteSet makeRoutes(const Graph &graph, const std::string &text) {
  auto routes = readRoutes(text, graph);
  EXPECT_TRUE(routes) << routes.failure().message;
  return *routes;
}

TEST(Program, RequestsAndRepliesOnOneClassDeadlock) {
  Graph graph =
      requestReply(20, std::string(serve) + "buffer 1 2\nbuffer 2 2\n");
  Machine machine = makeMachine(1, 4);
  RouteSet shared = makeRoutes(graph, "0 2 0 0 1 2\n2 0 0 2 1 0\n"
                                      "3 1 0 3 2 1\n1 3 0 1 2 3\n");
  Status cycle = checkAll(graph, machine, shared);
  ASSERT_TRUE(cycle);
  EXPECT_NE(cycle->message.find("a cycle of 6 channels, buffers and tasks"),
            std::string::npos)
      << cycle->message;
  auto flits = simulateFlits(graph, machine, shared, {});
  ASSERT_FALSE(flits);
  EXPECT_NE(flits.failure().message.find("deadlock in cycle"),
            std::string::npos);
  for (const char *part :
       {"1->2@0", "the buffer of task 2", "the send of 2 to 0", "2->1@0",
        "the buffer of task 1", "the send of 1 to 3"}) {
    EXPECT_NE(cycle->message.find(part), std::string::npos)
        << part << ": " << cycle->message;
    EXPECT_NE(flits.failure().message.find(part), std::string::npos)
        << part << ": " << flits.failure().message;
  }
}

TEST(Program, RepliesOnAClassOfTheirOwnDoNot) {
  Graph graph =
      requestReply(20, std::string(serve) + "buffer 1 2\nbuffer 2 2\n");
  Machine machine = makeMachine(1, 4);
  RouteSet apart = makeRoutes(graph, "0 2 0 0 1 2\n2 0 1 2 1 0\n"
                                     "3 1 0 3 2 1\n1 3 1 1 2 3\n");
  EXPECT_FALSE(checkAll(graph, machine, apart));
  auto flits = simulateFlits(graph, machine, apart, {});
  ASSERT_TRUE(flits) << flits.failure().message;
  // Requests of 320 flits and replies of 320 share a link.
  EXPECT_GE(flits->cycles, 640);
  EXPECT_LE(flits->cycles, 760);
  // The router gives them these classes.
  auto routes = route(graph, machine, identity(4), {});
  ASSERT_TRUE(routes);
  EXPECT_FALSE(checkAll(graph, machine, *routes));
}

TEST(Program, RoomForAllMessagesIsNoWait) {
  Machine machine = makeMachine(1, 4);
  const char *text = "0 2 0 0 1 2\n2 0 0 2 1 0\n3 1 0 3 2 1\n1 3 0 1 2 3\n";
  for (const char *room : {"", "buffer 1 20\nbuffer 2 20\n", "buffer 2 20\n"}) {
    Graph graph = requestReply(20, std::string(serve) + room);
    RouteSet routes = makeRoutes(graph, text);
    EXPECT_FALSE(checkAll(graph, machine, routes)) << room;
    EXPECT_TRUE(simulateFlits(graph, machine, routes, {})) << room;
  }
}

TEST(Program, TasksThatAllWaitNeverBegin) {
  Graph graph = makeGraph(3, {{{0, 1}, 2}, {{1, 2}, 2}, {{0, 2}, 2}});
  ASSERT_FALSE(readProgram("send 0 1 after 2\nsend 1 2 after 0\n"
                           "send 2 0 after 1\n",
                           graph));
  Machine machine = makeMachine(1, 3);
  auto routes = route(graph, machine, identity(3), {});
  ASSERT_TRUE(routes);
  Status cycle = checkAll(graph, machine, *routes);
  ASSERT_TRUE(cycle);
  EXPECT_NE(cycle->message.find("a cycle of 3 flows, each sent only after the "
                                "next: "),
            std::string::npos)
      << cycle->message;
  EXPECT_FALSE(simulateFlits(graph, machine, *routes, {}));
}

TEST(Program, JoinsWaitForWhatIsBehind) {
  // Task 2 needs a message of 0 and one of 1. Its buffer fills with those of
  // 1, which is near; those of 0 stay behind on the link that they share.
  Graph graph = makeGraph(4, {});
  graph.nets = {{0, 30, {2}}, {1, 30, {2}}, {2, 30, {3}}};
  Machine machine = makeMachine(1, 4);
  const char *join = "send 2 3 after 0 1\n";
  RouteSet routes = makeRoutes(graph, "0 2 0 0 1 2\n1 2 0 1 2\n2 3 0 2 3\n");
  Graph limited = graph;
  ASSERT_FALSE(readProgram(std::string(join) + "buffer 2 1\n", limited));
  Status cycle = checkAll(limited, machine, routes);
  ASSERT_TRUE(cycle);
  EXPECT_NE(cycle->message.find("the arrival of"), std::string::npos)
      << cycle->message;
  EXPECT_FALSE(simulateFlits(limited, machine, routes, {}));
  ASSERT_FALSE(readProgram(std::string(join) + "buffer 2 60\n", graph));
  EXPECT_FALSE(checkAll(graph, machine, routes));
  auto flits = simulateFlits(graph, machine, routes, {});
  ASSERT_TRUE(flits) << flits.failure().message;
  EXPECT_GE(flits->cycles, 30 * 16 * 2);
}

/// Random requests and replies: what the checker accepts never deadlocks.
TEST(Program, AcceptedProgramsEnd) {
  std::mt19937 random(4);
  int accepted = 0, refused = 0, stuck = 0;
  for (int i = 0; i < 150; ++i) {
    Machine machine = makeMachine(2 + i % 2, 3);
    int32_t n = machine.cores();
    Edges edges;
    for (int k = 0; k < 4; ++k) {
      int32_t a = random() % n, b = random() % n;
      if (a != b)
        edges[{std::min(a, b), std::max(a, b)}] = 6;
    }
    Graph graph = makeGraph(n, edges);
    std::string text;
    for (auto [ends, weight] : edges) {
      bool up = random() % 2;
      int32_t client = up ? ends.first : ends.second;
      int32_t server = up ? ends.second : ends.first;
      text += "send " + std::to_string(server) + " " + std::to_string(client) +
              " after " + std::to_string(client) + "\n";
      // Some replies wait for another request as well, or set off more.
      for (int64_t a = graph.offsets[server]; a < graph.offsets[server + 1];
           ++a)
        if (graph.targets[a] != client && random() % 4 == 0)
          text += "send " + std::to_string(server) + " " +
                  std::to_string(client) + " after " +
                  std::to_string(graph.targets[a]) + "\n";
    }
    for (int32_t v = 0; v < n; ++v)
      if (random() % 3)
        text += "buffer " + std::to_string(v) + " " +
                std::to_string(1 + random() % 8) + "\n";
    ASSERT_FALSE(readProgram(text, graph));
    RouteOptions options;
    if (i % 3)
      options.policy = i % 3 == 1 ? RoutePolicy::XY : RoutePolicy::Negotiated;
    auto routes = route(graph, machine, identity(n), options);
    ASSERT_TRUE(routes);
    Status failure = checkAll(graph, machine, *routes);
    SimulationOptions simulation;
    simulation.bufferFlits = 1 + random() % 8;
    simulation.flitsPerUnit = 1 + random() % 8;
    auto flits = simulateFlits(graph, machine, *routes, simulation);
    ++(failure ? refused : accepted);
    stuck += failure && !flits;
    if (!failure) {
      EXPECT_TRUE(flits) << i << "\n" << text << flits.failure().message;
    }
  }
  EXPECT_GT(accepted, 30);
  EXPECT_GT(refused, 30);
  EXPECT_GT(stuck, 10);
}

TEST(Program, MalformedFilesAreRefused) {
  Graph graph = makeGraph(4, {{{0, 1}, 2}, {{1, 2}, 3}});
  for (const char *text :
       {"send 0", "send 0 1", "send 0 1 before 1", "send 0 1 after",
        "send 0 2 after 1", "send 1 0 after 3", "send 1 2 after 0", "buffer 0",
        "buffer 0 0", "buffer 9 1", "buffer 0 1\nbuffer 0 2", "buffer 0 1 2",
        "receive 0 1", "send 0 1 after x", "\x02"}) {
    Graph read = graph;
    Status failure = readProgram(text, read);
    ASSERT_TRUE(failure) << text;
    EXPECT_EQ(failure->kind, Failure::Malformed) << text;
  }
  graph.nets.push_back({0, 1, {2, 3}});
  EXPECT_TRUE(readProgram("buffer 0 1", graph));
}

} // namespace
