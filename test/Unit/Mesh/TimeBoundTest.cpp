// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The lower bound of cycles against every schedule of small cases, with
/// buffers of any size: links, ports that send and take, the longest way.
#include "TestGraphs.h"
#include "dsa/Mesh/Route.h"
#include "dsa/Mesh/Simulate.h"
#include "gtest/gtest.h"
#include <functional>
#include <set>

using namespace dsa::mesh;

namespace {

/// All schedules, cycle by cycle: how many flits of each route are where.
class Schedules {
public:
  Schedules(const Machine &machine, const RouteSet &routes,
            const std::vector<int64_t> &flits)
      : machine(machine), routes(routes) {
    State start;
    for (int64_t r = 0; r < routes.size(); ++r) {
      first.push_back(start.size());
      start.resize(start.size() + routes.hops(r) + 1, 0);
      start[first[r]] = flits[r];
    }
    // What has come to a core and waits for its port.
    arrived = start.size();
    start.resize(arrived + machine.cores(), 0);
    states.insert(start);
  }

  int64_t fewestCycles() {
    for (int64_t cycle = 0;; ++cycle) {
      std::set<State> next;
      for (const State &state : states) {
        if (std::all_of(state.begin(), state.end(),
                        [](int n) { return n == 0; }))
          return cycle;
        step(state, next);
      }
      states = std::move(next);
    }
  }

private:
  using State = std::vector<int>;

  void step(const State &state, std::set<State> &next) {
    std::map<int64_t, std::vector<std::pair<int64_t, int64_t>>> users;
    for (int64_t r = 0; r < routes.size(); ++r)
      for (int64_t hop = 0; hop < routes.hops(r); ++hop)
        if (state[first[r] + hop]) {
          int64_t i = routes.offsets[r] + hop;
          users[int64_t(routes.cores[i]) * machine.cores() +
                routes.cores[i + 1]]
              .push_back({r, hop});
        }
    std::vector<std::vector<std::pair<int64_t, int64_t>>> links;
    for (auto &[link, list] : users)
      links.push_back(list);
    State after = state;
    std::vector<int> sent(machine.cores(), 0);
    std::function<void(size_t)> choose = [&](size_t link) {
      if (link == links.size()) {
        next.insert(take(after));
        return;
      }
      for (auto [r, hop] : links[link]) {
        int32_t source = routes.cores[routes.offsets[r]];
        if (hop == 0 && machine.ports && sent[source] == machine.ports)
          continue;
        bool last = hop + 1 == routes.hops(r);
        int64_t to = last ? arrived + routes.cores[routes.offsets[r + 1] - 1]
                          : first[r] + hop + 1;
        --after[first[r] + hop], ++after[to], sent[source] += hop == 0;
        choose(link + 1);
        ++after[first[r] + hop], --after[to], sent[source] -= hop == 0;
      }
      choose(link + 1);
    };
    choose(0);
  }
  State take(State state) const {
    for (int32_t core = 0; core < machine.cores(); ++core) {
      int &here = state[arrived + core];
      here -= machine.ports ? std::min(here, machine.ports) : here;
    }
    return state;
  }

  const Machine &machine;
  const RouteSet &routes;
  std::vector<int64_t> first;
  int64_t arrived;
  std::set<State> states;
};

TEST(TimeBound, NeverAboveTheBestSchedule) {
  std::mt19937 random(8);
  int tight = 0, byPorts = 0, byLinks = 0;
  for (int i = 0; i < 120; ++i) {
    Machine machine = i % 2 ? makeMachine(2, 3) : makeMachine(1, 4);
    machine.ports = i % 3 == 2 ? 1 : 0;
    int32_t n = machine.cores();
    Graph graph = makeGraph(n, {});
    for (int32_t driver = 0; driver < 3; ++driver) {
      int32_t sink = (driver + 1 + random() % (n - 1)) % n;
      graph.nets.push_back({driver, 1 + int64_t(random() % 2), {sink}, 0});
    }
    auto routes = route(graph, machine, identity(n), {});
    ASSERT_TRUE(routes);
    SimulationOptions options;
    options.flitsPerUnit = 1;
    std::vector<int64_t> flits;
    for (const Net &net : graph.nets)
      flits.push_back(net.weight);
    int64_t best = Schedules(machine, *routes, flits).fewestCycles();
    Simulation bound = simulateAnalytic(graph, machine, *routes, options);
    EXPECT_LE(bound.cycles, best) << i;
    tight += bound.cycles == best;
    // The arguments other than the longest way count, too.
    int64_t alone = 0;
    for (int64_t r = 0; r < routes->size(); ++r)
      alone = std::max(alone, flits[r] + routes->hops(r) - 1);
    (machine.ports ? byPorts : byLinks) += bound.cycles > alone;
    // What the simulators do is a schedule, or a mix of some.
    for (bool paced : {true, false}) {
      options.paced = paced;
      auto done = simulateFlits(graph, machine, *routes, options);
      ASSERT_TRUE(done);
      EXPECT_GE(done->cycles, best) << i;
      EXPECT_GE(simulateFlows(graph, machine, *routes, options).cycles + 1e-9,
                bound.cycles);
    }
  }
  EXPECT_GT(tight, 60);
  EXPECT_GT(byPorts, 3);
  EXPECT_GT(byLinks, 3);
}

} // namespace
