// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Placements are legal, repeatable and as good as known.
#include "dsa/Mesh/Place.h"
#include "TestGraphs.h"
#include "dsa/Mesh/Check.h"
#include "dsa/Mesh/Metrics.h"
#include "gtest/gtest.h"

using namespace dsa::mesh;

namespace {

int64_t placedVolume(const Graph &graph, const Machine &machine,
                     PlaceOptions options = {}) {
  auto placement = place(graph, machine, options);
  EXPECT_TRUE(placement) << placement.failure().message;
  if (!placement)
    return -1;
  Status failure = checkMap(graph, machine, *placement);
  EXPECT_FALSE(failure) << failure->message;
  return measureHops(graph, machine, *placement).volume;
}

/// Each task of a square talks to three others at most three steps away per
/// axis; tasks in random order. Also the hop volume of the square itself.
std::pair<Graph, int64_t> scrambledGeometric(int32_t side, unsigned seed) {
  std::mt19937 random(seed);
  std::vector<int32_t> name = identity(side * side);
  std::shuffle(name.begin(), name.end(), random);
  Edges edges;
  int64_t planted = 0;
  while (edges.size() < name.size() * 3) {
    int32_t r = random() % side, c = random() % side;
    int32_t r2 = r + int32_t(random() % 7) - 3;
    int32_t c2 = c + int32_t(random() % 7) - 3;
    if (r2 < 0 || c2 < 0 || r2 >= side || c2 >= side || (r == r2 && c == c2))
      continue;
    int32_t a = name[r * side + c], b = name[r2 * side + c2];
    if (edges.insert({{std::min(a, b), std::max(a, b)}, 1}).second)
      planted += 2 * (std::abs(r - r2) + std::abs(c - c2));
  }
  return {makeGraph(side * side, edges), planted};
}

TEST(Place, FindsScrambledLattices) {
  for (auto [rows, columns] : {std::pair(8, 8), {5, 19}, {16, 12}}) {
    Graph four = scrambledStencil(rows, columns, false, rows);
    EXPECT_EQ(placedVolume(four, makeMachine(rows, columns)), four.arcs());
    // Turned, and in a corner of a larger mesh.
    EXPECT_EQ(placedVolume(four, makeMachine(columns + 2, rows)), four.arcs());
  }
  Graph nine = scrambledStencil(12, 14, true, 7);
  int64_t diagonals = 2 * 2 * 11 * 13;
  EXPECT_EQ(placedVolume(nine, makeMachine(12, 14)), nine.arcs() + diagonals);
}

TEST(Place, RingsAndPathsGoFromNeighbourToNeighbour) {
  Edges ring, path;
  for (int32_t i = 0; i < 48; ++i) {
    ring[{std::min(i, (i + 1) % 48), std::max(i, (i + 1) % 48)}] = 1;
    if (i < 46)
      path[{i, i + 1}] = 1;
  }
  EXPECT_EQ(placedVolume(makeGraph(48, ring), makeMachine(6, 8)), 96);
  EXPECT_EQ(placedVolume(makeGraph(47, path), makeMachine(7, 7)), 92);
}

TEST(Place, SmallCasesAreOptimal) {
  // A 3x4 instance of unit flows along a scrambled grid plus noise: tabu
  // search must find what all permutations of 2x3 give.
  for (unsigned seed = 0; seed < 6; ++seed) {
    Graph graph = randomGraph(6, 9, seed);
    Machine machine = makeMachine(2, 3);
    Placement placement = identity(6);
    int64_t best = INT64_MAX;
    do
      best = std::min(best, measureHops(graph, machine, placement).volume);
    while (std::next_permutation(placement.begin(), placement.end()));
    EXPECT_EQ(placedVolume(graph, machine), best) << seed;
  }
}

TEST(Place, SameSeedSameResultWhateverTheThreads) {
  auto [geometric, planted] = scrambledGeometric(174, 4);
  PlaceOptions one, two, other;
  two.threads = 3;
  Machine large = makeMachine(174, 174);
  auto first = place(geometric, large, one);
  auto again = place(geometric, large, two);
  ASSERT_TRUE(first && again);
  EXPECT_EQ(*first, *again);
  EXPECT_LE(measureHops(geometric, large, *first).volume, planted);
  Graph graph = randomGraph(400, 1200, 5);
  Machine machine = makeMachine(20, 20);
  int steps = 0;
  two.progress = [&](const std::string &step) {
    ++steps;
    EXPECT_EQ(step.rfind("placing 400 tasks: ", 0), 0u) << step;
  };
  other.seed = 2;
  auto a = place(graph, machine, one), b = place(graph, machine, two),
       c = place(graph, machine, other);
  ASSERT_TRUE(a && b && c);
  EXPECT_EQ(*a, *b);
  EXPECT_GE(steps, 4);
  EXPECT_NE(*a, *c);
}

TEST(Place, LegalOnFaultyMeshes) {
  for (unsigned seed = 0; seed < 5; ++seed) {
    Machine machine = makeMachine(13, 17);
    std::mt19937 random(seed);
    for (int i = 0; i < 15; ++i)
      machine.killCore(random() % machine.cores());
    std::vector<int32_t> piece = machine.components();
    int32_t room = std::count(piece.begin(), piece.end(), 0);
    placedVolume(randomGraph(room, 3 * room, seed), machine);
    auto tooMany = place(randomGraph(room + 1, room, seed), machine, {});
    ASSERT_FALSE(tooMany);
    EXPECT_EQ(tooMany.failure().kind, Failure::Impossible);
    EXPECT_NE(tooMany.failure().message.find("1 too little"),
              std::string::npos);
  }
}

TEST(Place, KeptOutCoresRunNothing) {
  Machine machine = makeMachine(14, 14);
  ASSERT_FALSE(parseKeepOut("0, 15 16\n195", machine));
  placedVolume(randomGraph(192, 500, 3), machine);
  placedVolume(scrambledStencil(13, 14, false, 2), machine);
  auto tooMany = place(randomGraph(193, 500, 3), machine, {});
  ASSERT_FALSE(tooMany);
  EXPECT_NE(tooMany.failure().message.find("1 too little"), std::string::npos);
  EXPECT_TRUE(checkMap(makeGraph(1, {}), machine, {15}));
  EXPECT_FALSE(checkMap(makeGraph(1, {}), machine, {14}));
  EXPECT_TRUE(parseKeepOut("0-1", machine));
  EXPECT_TRUE(parseKeepOut("196", machine));
}

TEST(Place, LatticesGiveWayToFaults) {
  // Four rows to spare, one core in a hundred dead.
  Graph graph = scrambledStencil(36, 40, false, 3);
  Machine machine = makeMachine(40, 40);
  std::mt19937 random(4);
  for (int i = 0; i < 16; ++i)
    machine.killCore(random() % machine.cores());
  EXPECT_LE(placedVolume(graph, machine), graph.arcs() * 1.12);
  // The other way round, and with no line to spare.
  Machine turned = makeMachine(36, 44);
  for (int i = 0; i < 16; ++i)
    turned.killCore(random() % turned.cores());
  EXPECT_LE(placedVolume(graph, turned), graph.arcs() * 1.12);
}

TEST(Place, HotLinksAreRelieved) {
  // A few tasks that talk to many: short ways alone crowd the links at them.
  std::mt19937 random(9);
  Edges edges;
  for (int i = 0; i < 900; ++i) {
    int32_t a = random() % (random() % 2 ? 6 : 225), b = random() % 225;
    if (a != b)
      edges[{std::min(a, b), std::max(a, b)}] = 1;
  }
  Graph graph = makeGraph(225, edges);
  Machine machine = makeMachine(15, 15);
  auto placement = place(graph, machine, {});
  ASSERT_TRUE(placement);
  int64_t load = maximumLoad(dimensionOrderLoads(graph, machine, *placement));
  // Without relief it is 70.
  EXPECT_LE(load, 65);
}

TEST(Place, UnfoldsGraphsThatHaveAPlane) {
  auto [graph, planted] = scrambledGeometric(40, 1);
  EXPECT_LE(placedVolume(graph, makeMachine(40, 40)), planted);
}

TEST(Place, ManyTasksHangingOnHubs) {
  // 30,500 tasks with a flow to one of 20 hubs each, and a few others.
  const int32_t side = 176, tasks = 30'500;
  std::mt19937 random(3);
  Edges edges;
  for (int32_t v = 20; v < tasks; ++v) {
    edges[{int32_t(random() % 20), v}] = 1;
    int32_t u = 20 + random() % (tasks - 20);
    if (v % 8 == 0 && u != v)
      edges[{std::min(u, v), std::max(u, v)}] = 1;
  }
  Graph graph = makeGraph(tasks, edges);
  Machine machine = makeMachine(side, side);
  PlaceOptions one, two;
  two.threads = 2;
  auto a = place(graph, machine, one), b = place(graph, machine, two);
  ASSERT_TRUE(a && b);
  EXPECT_EQ(*a, *b);
  EXPECT_FALSE(checkMap(graph, machine, *a));
  // The mean distance from the middle is half a side.
  EXPECT_LE(measureHops(graph, machine, *a).average(), 0.52 * side);
  // A hub's 1,525 flows take two links each way; no two hubs may share them.
  EXPECT_LE(maximumLoad(dimensionOrderLoads(graph, machine, *a)), 1250);
}

TEST(Place, CapacityIsKept) {
  for (unsigned seed = 0; seed < 6; ++seed) {
    Machine machine = makeMachine(5, 5);
    machine.capacity = 12;
    Graph graph = randomGraph(60, 150, seed);
    std::mt19937 random(seed);
    for (int i = 0; i < 60; ++i)
      graph.vertexWeights.push_back(1 + random() % 7);
    placedVolume(graph, machine);
    graph.vertexWeights.assign(60, 4); // three a core, 15 places to spare
    placedVolume(graph, machine);
    graph.vertexWeights[7] = 13;
    auto tooLarge = place(graph, machine, {});
    ASSERT_FALSE(tooLarge);
    EXPECT_NE(tooLarge.failure().message.find("task 7 of weight 13, 1 too"),
              std::string::npos);
  }
}

TEST(Place, SmallGraphsOnHugeMeshesStayTogether) {
  Graph graph = randomGraph(22, 50, 2);
  int64_t small = placedVolume(graph, makeMachine(5, 5));
  EXPECT_LE(placedVolume(graph, makeMachine(600, 700)), small * 1.2);
  EXPECT_EQ(placedVolume(makeGraph(1, {}), makeMachine(1, 1)), 0);
  EXPECT_EQ(placedVolume(makeGraph(0, {}), makeMachine(1, 1)), 0);
}

TEST(Place, TasksLeaveTheWindowInTheMiddle) {
  // A star's leaves spread beyond the window that has just enough room.
  Edges edges;
  for (int32_t v = 1; v < 700; ++v)
    edges[{0, v}] = 1;
  placedVolume(makeGraph(700, edges), makeMachine(31, 37));
}

TEST(Place, NetsPullTogether) {
  Graph graph = makeGraph(20, {});
  graph.nets.push_back({9, 1, {16, 2, 11}});
  auto placement = place(graph, makeMachine(4, 5), {});
  ASSERT_TRUE(placement);
  for (int32_t sink : {16, 2, 11})
    EXPECT_LE(makeMachine(4, 5).distance((*placement)[9], (*placement)[sink]),
              2);
}

} // namespace
