// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Bounds against every placement, or every routing, of small cases.
#include "dsa/Mesh/Bounds.h"
#include "TestGraphs.h"
#include "dsa/Mesh/Metrics.h"
#include "gtest/gtest.h"
#include <functional>

using namespace dsa::mesh;

namespace {

/// The least hop volume of all placements.
int64_t bestVolume(const Graph &graph, const Machine &machine) {
  Placement placement(graph.vertices, -1);
  std::vector<bool> used(machine.cores(), false);
  int64_t best = INT64_MAX;
  std::function<void(int32_t)> place = [&](int32_t v) {
    if (v == graph.vertices) {
      best = std::min(best, measureHops(graph, machine, placement).volume);
      return;
    }
    for (int32_t core = 0; core < machine.cores(); ++core) {
      if (used[core] || !machine.runsTasks(core))
        continue;
      used[core] = true;
      placement[v] = core;
      place(v + 1);
      used[core] = false;
    }
  };
  place(0);
  return best;
}

TEST(HopBound, NeverAboveTheOptimum) {
  int spectral = 0;
  for (unsigned seed = 0; seed < 24; ++seed) {
    Machine machine = seed % 3 == 0 ? makeMachine(2, 3) : makeMachine(2, 4);
    machine.torus = seed % 4 == 3;
    if (seed % 4 == 1)
      makeChips(machine, seed % 3 ? 2 : 1, seed % 3 == 1 ? 4 : 1, 2 + seed % 3);
    int32_t tasks = machine.cores() - (seed % 5 == 4);
    Graph graph = randomGraph(tasks, 4 + seed % 12, seed);
    int64_t best = bestVolume(graph, machine);
    EXPECT_LE(degreeBound(graph, machine), best) << seed;
    EXPECT_LE(spectralBound(graph, machine), best) << seed;
    EXPECT_LE(gilmoreLawlerBound(graph, machine), best) << seed;
    spectral += spectralBound(graph, machine) > 0;
    EXPECT_GT(hopBound(graph, machine).value, 0);
  }
  EXPECT_GT(spectral, 3);
}

TEST(HopBound, TightOnAStencil) {
  Machine machine = makeMachine(5, 6);
  Graph graph = scrambledStencil(5, 6, false, 1);
  EXPECT_EQ(hopBound(graph, machine).value, graph.arcs());
}

TEST(HopBound, CapacityMakesRoom) {
  Machine machine = makeMachine(1, 2);
  machine.capacity = 2;
  // A path of four: two and two, one edge between cores, both ways.
  Graph graph = makeGraph(4, {{{0, 1}, 1}, {{1, 2}, 1}, {{2, 3}, 1}});
  EXPECT_LE(hopBound(graph, machine).value, 2);
}

/// The least maximum load of all routings over simple paths.
int64_t bestLoad(const Graph &graph, const Machine &machine,
                 const Placement &placement) {
  std::vector<int64_t> loads(machine.links(), 0);
  int64_t best = INT64_MAX;
  std::vector<std::pair<int32_t, int32_t>> flows;
  for (const Net &net : graph.nets)
    flows.push_back({placement[net.driver], placement[net.sinks[0]]});
  std::function<void(size_t)> routeFlow;
  std::function<void(size_t, int32_t, std::vector<bool> &)> walk =
      [&](size_t flow, int32_t at, std::vector<bool> &seen) {
        if (maximumLoad(loads) >= best)
          return;
        if (at == flows[flow].second)
          return routeFlow(flow + 1);
        for (int way = 0; way < 4; ++way) {
          int32_t next = machine.neighbour(at, way);
          if (next < 0 || seen[next])
            continue;
          seen[next] = true;
          int64_t load = graph.nets[flow].weight * machine.linkCost(at, way);
          loads[at * 4 + way] += load;
          walk(flow, next, seen);
          loads[at * 4 + way] -= load;
          seen[next] = false;
        }
      };
  routeFlow = [&](size_t flow) {
    if (flow == flows.size()) {
      best = std::min(best, maximumLoad(loads));
      return;
    }
    std::vector<bool> seen(machine.cores(), false);
    seen[flows[flow].first] = true;
    walk(flow, flows[flow].first, seen);
  };
  routeFlow(0);
  return best;
}

TEST(LinkBound, NeverAboveTheOptimum) {
  std::mt19937 random(3);
  int above = 0;
  for (int i = 0; i < 40; ++i) {
    Machine machine = makeMachine(2, 3);
    machine.torus = i % 4 == 1;
    if (i % 4 == 2)
      makeChips(machine, 1 + i / 4 % 2, i / 8 % 2 ? 1 : 3, 2 + i % 3);
    if (i % 3 == 2)
      machine.killLink(1, East);
    Graph graph = makeGraph(6, {});
    for (int32_t driver = 0; driver < 5; ++driver) {
      int32_t sink = (driver + 1 + random() % 5) % 6;
      graph.nets.push_back({driver, 1 + int64_t(random() % 3), {sink}});
    }
    Placement placement = identity(6);
    double bound = linkBound(graph, machine, placement).value;
    int64_t best = bestLoad(graph, machine, placement);
    EXPECT_LE(bound, best) << i;
    above += bound > 1;
  }
  EXPECT_GT(above, 20);
}

TEST(LinkBound, KnownPatterns) {
  // Everybody to one core in the middle of 4x4: 15 flows over 4 links.
  Graph graph = makeGraph(16, {});
  for (int32_t v = 0; v < 16; ++v)
    if (v != 5)
      graph.nets.push_back({v, 1, {5}});
  Bound bound = linkBound(graph, makeMachine(4, 4), identity(16));
  EXPECT_DOUBLE_EQ(bound.value, 15.0 / 4);
  EXPECT_EQ(bound.by, "core");
  // A broadcast counts once, however many sinks.
  Graph broadcast = makeGraph(16, {});
  broadcast.nets.push_back({0, 8, {1, 2, 3, 4, 8, 12, 15}});
  EXPECT_DOUBLE_EQ(linkBound(broadcast, makeMachine(4, 4), identity(16)).value,
                   4);
}

TEST(LinkBound, InfiniteWhereTheMeshIsCut) {
  Machine machine = makeMachine(1, 3);
  machine.killLink(0, East);
  Graph graph = makeGraph(3, {{{0, 2}, 1}});
  EXPECT_GT(linkBound(graph, machine, identity(3)).value, 1e300);
}

TEST(Metrics, DimensionOrderLoadsMatchAWalk) {
  for (unsigned seed = 0; seed < 20; ++seed) {
    Machine machine = makeMachine(3 + seed % 3, 4 + seed % 2);
    machine.torus = seed % 2;
    if (seed % 4 == 2)
      makeChips(machine, machine.rows, machine.columns / 2, 3);
    Graph graph = randomGraph(machine.cores(), 40, seed);
    Placement placement = identity(machine.cores());
    Graph asNets = graph;
    // A net of one sink walks its path link by link.
    asNets.offsets.assign(graph.vertices + 1, 0);
    asNets.targets.clear();
    for (int32_t v = 0; v < graph.vertices; ++v)
      for (int64_t a = graph.offsets[v]; a < graph.offsets[v + 1]; ++a)
        asNets.nets.push_back({v, graph.weight(a), {graph.targets[a]}});
    EXPECT_EQ(dimensionOrderLoads(graph, machine, placement),
              dimensionOrderLoads(asNets, machine, placement))
        << seed;
  }
}

} // namespace
