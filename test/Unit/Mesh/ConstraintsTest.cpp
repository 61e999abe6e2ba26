// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Constraints on tasks: read, kept by every placement, proved impossible
/// where they are, and checked by other code.
#include "TestGraphs.h"
#include "dsa/Mesh/Check.h"
#include "dsa/Mesh/Metrics.h"
#include "dsa/Mesh/Place.h"
#include "gtest/gtest.h"
#include <functional>

using namespace dsa::mesh;

namespace {

void constrain(Graph &graph, const Machine &machine, const std::string &text) {
  Status failure = readConstraints(text, machine, graph);
  ASSERT_FALSE(failure) << failure->message;
}

/// The volume of a placement that the checker accepts; -1 if there is none.
int64_t placedVolume(const Graph &graph, const Machine &machine) {
  PlaceOptions options;
  options.budgetMs = 1000;
  auto placement = place(graph, machine, options);
  EXPECT_TRUE(placement) << placement.failure().message;
  if (!placement)
    return -1;
  Status failure = checkMap(graph, machine, *placement);
  EXPECT_FALSE(failure) << failure->message;
  return measureHops(graph, machine, *placement).volume;
}

void expectImpossible(const Graph &graph, const Machine &machine,
                      const std::string &message) {
  auto placement = place(graph, machine, {});
  ASSERT_FALSE(placement) << message;
  EXPECT_EQ(placement.failure().kind, Failure::Impossible);
  EXPECT_NE(placement.failure().message.find(message), std::string::npos)
      << placement.failure().message;
}

TEST(Constraints, MalformedFilesAreRefused) {
  Machine machine = makeMachine(3, 4);
  for (const char *text : {"pin 12 0",
                           "pin -1 0",
                           "pin 3",
                           "pin 3 9",
                           "rows 0..3 1",
                           "rows 2..1 1",
                           "rows 0. 1",
                           "rows 1..2",
                           "columns 0..4 1",
                           "region 0..1 1",
                           "region 0..1 0..9 1",
                           "adjacent 1",
                           "adjacent 1 1",
                           "together 2",
                           "apart 3",
                           "near 1 2",
                           "pin 3 1 x",
                           "rows 0..1 1 1",
                           "\x01",
                           "pin 99999999999999999999 1"}) {
    Graph graph = makeGraph(8, {});
    Status failure = readConstraints(text, machine, graph);
    ASSERT_TRUE(failure) << text;
    EXPECT_EQ(failure->kind, Failure::Malformed);
    EXPECT_EQ(failure->message.rfind("line 1: expected ", 0), 0u)
        << failure->message;
  }
  Graph graph = makeGraph(8, {});
  constrain(graph, machine,
            "# where\n\npin 5 1\n rows 1..2 2 3\r\ncolumns 3 4\n"
            "region 0..1 2..3 5 6\nadjacent 1 2 3\napart 5 6");
  EXPECT_EQ(graph.constraints.size(), 6u);
}

TEST(Constraints, CheckerNamesTheLine) {
  Machine machine = makeMachine(3, 3);
  Graph graph = makeGraph(3, {});
  auto refused = [&](const std::string &text, const Placement &placement,
                     const std::string &message) {
    Graph bound = graph;
    constrain(bound, machine, "\n" + text);
    Status failure = checkMap(bound, machine, placement);
    ASSERT_TRUE(failure) << text;
    EXPECT_NE(failure->message.find(message), std::string::npos)
        << failure->message;
    EXPECT_NE(failure->message.find("line 2"), std::string::npos);
  };
  refused("pin 4 0", {3, 4, 5}, "task 0 on core 3");
  refused("rows 1..2 0 1", {3, 2, 1}, "task 1 on core 2");
  refused("columns 1 0 1", {4, 3, 1}, "task 1 on core 3");
  refused("region 0..1 0..1 2", {3, 2, 8}, "task 2 on core 8");
  refused("adjacent 0 1 2", {0, 1, 2}, "task 0 on core 0 and task 2 on core 2");
  machine.killLink(0, East);
  refused("adjacent 0 1", {0, 1, 2}, "task 0 on core 0 and task 1 on core 1");
  machine.capacity = 2;
  refused("together 0 1", {0, 1, 1}, "task 0 on core 0 and task 1 on core 1");
  refused("apart 2 0 1", {0, 1, 1}, "task 2 on core 1 and task 1 on core 1");
  constrain(graph, machine, "together 0 2\napart 0 1\nadjacent 1 0\nrows 0 1");
  EXPECT_FALSE(checkMap(graph, machine, {3, 0, 3}));
}

TEST(Constraints, ContradictionsNameWhatIsMissing) {
  Machine machine = makeMachine(4, 4);
  auto refused = [&](int32_t tasks, const std::string &text,
                     const std::string &message) {
    Graph graph = makeGraph(tasks, {});
    constrain(graph, machine, text);
    expectImpossible(graph, machine, message);
  };
  refused(5, "region 0..1 0..1 0 1 2 3 4",
          "the 5 tasks bound to windows within rows 0..1, columns 0..1, but "
          "got room for 4 on 4 cores that run tasks there, 1 too little: tasks "
          "0, 1, 2, 3, 4");
  // Two windows that each have room, but not for both.
  refused(8, "rows 0 0 1 2 3\nregion 0..1 0..1 4 5 6\ncolumns 3 7",
          "the 7 tasks bound to windows within rows 0..1, columns 0..3, but "
          "got room for 6 on 6 cores that run tasks there, 1 too little: tasks "
          "0, 1, 2, 3, 4, 5, 6");
  refused(2, "pin 3 0 1", "2 tasks bound to windows within row 0, column 3");
  refused(2, "rows 0..1 1\n\nrows 3 1",
          "task 1 allow, but got rows 0..1, columns 0..3 (line 1) and row 3, "
          "columns 0..3 (line 3)");
  refused(6, "adjacent 0 1 2 3 4 5",
          "at most 4 tasks adjacent to task 0, but got 5");
  refused(3, "adjacent 0 1\nadjacent 1 2\nadjacent 2 0", "one of 3: tasks");
  refused(2, "adjacent 0 1\npin 0 0\nrows 2 1",
          "tasks 0, 1 on neighbouring cores, but got row 0, column 0 and row "
          "2, columns 0..3, 2 hops apart");
  refused(2, "together 0 1",
          "tasks 0, 1 together, of weight 2, but got cores "
          "with room for 1, 1 too little");
  // A corner has two neighbours.
  refused(4, "pin 0 0\nadjacent 0 1 2 3", "got no placement that has them");
  machine.capacity = 3;
  refused(3, "together 0 1\napart 1 2 0", "tasks 1, 0 on two cores");
  refused(3, "columns 0 0 1 2\nrows 0..1 0 1 2\napart 0 1 2",
          "expected 3 cores in rows 0..1, column 0 for tasks apart");
  refused(5, "together 0 1 2 3", "1 too little");
  machine.capacity = 5;
  Graph graph = makeGraph(4, {});
  graph.vertexWeights = {2, 4, 3, 2};
  constrain(graph, machine, "rows 0 0 1 2 3\ncolumns 0..1 0 1 2 3");
  expectImpossible(graph, machine,
                   "weight 11 bound to row 0, columns 0..1, but got room for "
                   "10, 1 too little");
  Machine dead = makeMachine(2, 2);
  dead.killCore(3);
  Graph pinned = makeGraph(2, {});
  constrain(pinned, dead, "pin 3 1");
  expectImpossible(pinned, dead, "got room for 0 on 0 cores");
}

TEST(Constraints, LatticesAreTurnedToTheirPins) {
  Machine machine = makeMachine(12, 12);
  Graph lattice = scrambledStencil(12, 12, false, 5);
  auto free = place(lattice, machine, {});
  ASSERT_TRUE(free);
  // Whatever corner a corner of it is pinned to, the lattice lies perfectly.
  int32_t corner = std::find(free->begin(), free->end(), 0) - free->begin();
  for (int32_t core : {0, 11, 132, 143}) {
    Graph graph = lattice;
    constrain(graph, machine,
              "pin " + std::to_string(core) + " " + std::to_string(corner));
    EXPECT_EQ(placedVolume(graph, machine), lattice.arcs()) << core;
  }
}

TEST(Constraints, PathsFillTheMesh) {
  // Nothing but pairs, threes and fours of neighbours on every core.
  Machine machine = makeMachine(6, 7);
  Graph graph = randomGraph(42, 90, 3);
  std::string text;
  for (int32_t i = 0; i < 42; i += 2 + i % 3) {
    int32_t end = std::min(42, i + 2 + i % 3);
    for (int32_t j = i; j + 1 < end; ++j)
      text +=
          "adjacent " + std::to_string(j) + " " + std::to_string(j + 1) + "\n";
  }
  constrain(graph, machine, text);
  placedVolume(graph, machine);
}

/// The least volume of all placements that the checker accepts, -1 if none.
int64_t bestVolume(const Graph &graph, const Machine &machine) {
  Placement placement = identity(machine.cores());
  int64_t best = -1;
  do {
    Placement first(placement.begin(), placement.begin() + graph.vertices);
    if (checkMap(graph, machine, first))
      continue;
    int64_t volume = measureHops(graph, machine, first).volume;
    best = best < 0 ? volume : std::min(best, volume);
  } while (std::next_permutation(placement.begin(), placement.end()));
  return best;
}

std::string randomConstraints(const Graph &graph, const Machine &machine,
                              std::mt19937 &random, int count) {
  std::string text;
  auto range = [&](int32_t side) {
    int32_t a = random() % side, b = random() % side;
    return std::to_string(std::min(a, b)) + ".." +
           std::to_string(std::max(a, b)) + " ";
  };
  for (int i = 0; i < count; ++i) {
    std::vector<int32_t> tasks = identity(graph.vertices);
    std::shuffle(tasks.begin(), tasks.end(), random);
    size_t several = 2 + random() % 3;
    tasks.resize(std::min(several, tasks.size()));
    switch (random() % (machine.capacity ? 7 : 5)) {
    case 0:
      text += "pin " + std::to_string(random() % machine.cores()) + " ";
      tasks.resize(1);
      break;
    case 1:
      text += "rows " + range(machine.rows);
      break;
    case 2:
      text += "columns " + range(machine.columns);
      break;
    case 3:
      text += "region " + range(machine.rows) + range(machine.columns);
      break;
    case 4:
      text += "adjacent ";
      break;
    case 5:
      text += "together ";
      tasks.resize(2);
      break;
    default:
      text += "apart ";
    }
    for (int32_t task : tasks)
      text += std::to_string(task) + " ";
    text += "\n";
  }
  return text;
}

TEST(Constraints, SmallCasesAgreeWithAllPlacements) {
  std::mt19937 random(11);
  int possible = 0, impossible = 0, optimal = 0;
  for (int i = 0; i < 100; ++i) {
    Machine machine = i % 2 ? makeMachine(2, 3) : makeMachine(2, 4);
    machine.torus = i % 5 == 4;
    if (i % 4 == 3)
      machine.killCore(random() % machine.cores());
    int32_t tasks = machine.taskCores() - i % 3;
    Graph graph = randomGraph(tasks, 8, i);
    constrain(graph, machine,
              randomConstraints(graph, machine, random, 1 + i % 4));
    int64_t best = bestVolume(graph, machine);
    auto placement = place(graph, machine, {});
    ASSERT_EQ(bool(placement), best >= 0)
        << i << (placement ? "" : placement.failure().message);
    ++(placement ? possible : impossible);
    if (!placement) {
      // All is tried in small cases: no guess among the refusals.
      EXPECT_EQ(placement.failure().message.find("found no"),
                std::string::npos);
      continue;
    }
    ASSERT_FALSE(checkMap(graph, machine, *placement)) << i;
    optimal += measureHops(graph, machine, *placement).volume == best;
  }
  EXPECT_GT(possible, 40);
  EXPECT_GT(impossible, 20);
  EXPECT_GE(optimal, possible * 9 / 10) << possible;
}

TEST(Constraints, EveryPlacementIsLegal) {
  std::mt19937 random(5);
  int placed = 0;
  for (int i = 0; i < 60; ++i) {
    Machine machine = makeMachine(6 + i % 9, 5 + i % 11);
    machine.torus = i % 6 == 5;
    for (int k = 0; k < i % 4; ++k)
      machine.killCore(random() % machine.cores());
    if (i % 3 == 1)
      machine.capacity = 6;
    std::vector<int32_t> piece = machine.components();
    int32_t room = std::count(piece.begin(), piece.end(), 0);
    Graph graph = randomGraph(room, 3 * room, i);
    if (i % 6 == 1)
      for (int32_t v = 0; v < room; ++v)
        graph.vertexWeights.push_back(1 + random() % 5);
    constrain(graph, machine,
              randomConstraints(graph, machine, random, 2 + i % 6));
    PlaceOptions options;
    options.budgetMs = 100;
    auto placement = place(graph, machine, options);
    if (!placement) {
      EXPECT_EQ(placement.failure().kind, Failure::Impossible);
      continue;
    }
    ++placed;
    Status failure = checkMap(graph, machine, *placement);
    EXPECT_FALSE(failure) << i << ": " << failure->message;
  }
  EXPECT_GT(placed, 30);
}

TEST(Constraints, SameSeedSameResult) {
  Machine machine = makeMachine(13, 13);
  Graph graph = randomGraph(169, 340, 1);
  constrain(graph, machine, "pin 0 80\nadjacent 1 2\nrows 3..5 4 5 6 7 8");
  PlaceOptions one, two;
  two.threads = 3;
  auto a = place(graph, machine, one), b = place(graph, machine, two);
  ASSERT_TRUE(a && b);
  EXPECT_EQ(*a, *b);
}

} // namespace
