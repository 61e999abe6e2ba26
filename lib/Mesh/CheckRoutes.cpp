// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Are routes complete, connected, within the machine and free of deadlock?
#include "ChannelDependencies.h"
#include "CheckProgram.h"
#include "Phases.h"
#include "dsa/Mesh/Check.h"
#include <algorithm>
#include <unordered_map>

using namespace dsa::mesh;

namespace {
/// What the branches of one driver have reached so far: for each core the
/// channel that leads into it, -1 at the driver.
struct Tree {
  const Net *net = nullptr;
  std::unordered_map<int32_t, int64_t> channelInto;
  std::vector<bool> sinkDone;
};

class RouteChecker {
public:
  RouteChecker(const Graph &graph, const Machine &machine,
               const Placement &placement, const RouteSet &routes,
               std::vector<int64_t> &loads)
      : graph(graph), machine(machine), placement(placement), routes(routes),
        loads(loads), dependencies(machine), routed(graph.arcs(), false) {}

  Status run();
  bool foundCycle = false;

private:
  std::string name(int64_t route) const {
    return "the route of " + std::to_string(graph.name(routes.sources[route])) +
           " to " + std::to_string(graph.name(routes.targets[route]));
  }
  Failure wrong(int64_t route, std::string expected, std::string got) const {
    return impossible("expected " + name(route) + " " + expected +
                      ", but got " + got);
  }
  Status checkRoute(int64_t route);
  Status checkFlow(int64_t route);
  Status checkBranch(int64_t route, Tree &tree);
  Status walk(int64_t route, int64_t weight, int64_t channel, Tree *tree);
  Status checkComplete() const;
  Status checkLinkCapacity() const;

  const Graph &graph;
  const Machine &machine;
  const Placement &placement;
  const RouteSet &routes;
  std::vector<int64_t> &loads;
  ChannelDependencies dependencies;
  std::vector<bool> routed;
  std::unordered_map<int32_t, Tree> trees;
};
} // namespace

/// Follows the cores of a route; `channel` is what leads into the first one.
Status RouteChecker::walk(int64_t route, int64_t weight, int64_t channel,
                          Tree *tree) {
  for (int64_t i = routes.offsets[route]; i + 1 < routes.offsets[route + 1];
       ++i) {
    int32_t from = routes.cores[i], to = routes.cores[i + 1];
    std::string hop = std::to_string(from) + "->" + std::to_string(to);
    if (to >= machine.cores())
      return wrong(route, "on cores below " + std::to_string(machine.cores()),
                   std::to_string(to));
    int direction = machine.directionTo(from, to);
    if (direction < 0)
      return wrong(route, "to be connected", hop + ", which are no neighbours");
    if (machine.neighbour(from, direction) < 0)
      return wrong(route, "over live links", hop + ", which is dead");
    if (routes.classes[i] >= machine.classes)
      return wrong(route, "on classes below " + std::to_string(machine.classes),
                   "class " + std::to_string(routes.classes[i]) + " on " + hop);
    int64_t link = int64_t(from) * 4 + direction;
    loads[link] += weight * machine.linkCost(link);
    int64_t next = dependencies.channel(link, routes.classes[i]);
    if (channel >= 0)
      dependencies.add(channel, next);
    channel = next;
    if (tree && !tree->channelInto.insert({to, channel}).second)
      return wrong(route, "to be a branch of a tree",
                   hop + ", although core " + std::to_string(to) +
                       " was reached before");
  }
  return {};
}

Status RouteChecker::checkFlow(int64_t route) {
  int32_t source = placement[routes.sources[route]];
  int32_t first = routes.cores[routes.offsets[route]];
  int64_t arc = graph.findArc(routes.sources[route], routes.targets[route]);
  if (routed[arc])
    return wrong(route, "once", "it again");
  routed[arc] = true;
  if (first != source)
    return wrong(route, "to begin on core " + std::to_string(source),
                 "core " + std::to_string(first));
  return walk(route, graph.weight(arc), -1, nullptr);
}

Status RouteChecker::checkBranch(int64_t route, Tree &tree) {
  auto sink = std::find(tree.net->sinks.begin(), tree.net->sinks.end(),
                        routes.targets[route]);
  if (sink == tree.net->sinks.end())
    return wrong(route, "to belong to a flow or a net", "none");
  size_t index = sink - tree.net->sinks.begin();
  if (tree.sinkDone[index])
    return wrong(route, "once", "it again");
  tree.sinkDone[index] = true;
  int32_t first = routes.cores[routes.offsets[route]];
  auto reached = tree.channelInto.find(first);
  if (reached == tree.channelInto.end())
    return wrong(route,
                 "to begin on core " +
                     std::to_string(placement[tree.net->driver]) +
                     " or where an earlier branch has been",
                 "core " + std::to_string(first));
  return walk(route, tree.net->weight, reached->second, &tree);
}

Status RouteChecker::checkRoute(int64_t route) {
  int32_t source = routes.sources[route], target = routes.targets[route];
  int32_t first = routes.cores[routes.offsets[route]];
  int32_t last = routes.cores[routes.offsets[route + 1] - 1];
  if (first >= machine.cores())
    return wrong(route, "on cores below " + std::to_string(machine.cores()),
                 std::to_string(first));
  if (last != placement[target])
    return wrong(route, "to end on core " + std::to_string(placement[target]),
                 "core " + std::to_string(last));
  int64_t arc = graph.findArc(source, target);
  auto tree = trees.find(source);
  if (arc >= 0 && (!routed[arc] || tree == trees.end()))
    return checkFlow(route);
  if (tree == trees.end())
    return wrong(route, "to belong to a flow or a net", "none");
  return checkBranch(route, tree->second);
}

Status RouteChecker::checkComplete() const {
  auto missing = [&](int32_t source, int32_t target) {
    return impossible("expected a route from " +
                      std::to_string(graph.name(source)) + " (core " +
                      std::to_string(placement[source]) + ") to " +
                      std::to_string(graph.name(target)) + " (core " +
                      std::to_string(placement[target]) + "), but got none");
  };
  for (int32_t v = 0; v < graph.vertices; ++v)
    for (int64_t a = graph.offsets[v]; a < graph.offsets[v + 1]; ++a)
      if (!routed[a] && placement[v] != placement[graph.targets[a]])
        return missing(v, graph.targets[a]);
  for (const Net &net : graph.nets) {
    const Tree &tree = trees.at(net.driver);
    for (size_t i = 0; i < net.sinks.size(); ++i)
      if (!tree.sinkDone[i] && placement[net.sinks[i]] != placement[net.driver])
        return missing(net.driver, net.sinks[i]);
  }
  return {};
}

Status RouteChecker::checkLinkCapacity() const {
  if (!machine.linkCapacity)
    return {};
  for (int64_t link = 0; link < machine.links(); ++link)
    if (loads[link] > machine.linkCapacity)
      return impossible(
          "expected a load of at most " + std::to_string(machine.linkCapacity) +
          " on link " + std::to_string(link / 4) + "->" +
          std::to_string(machine.beyond(link / 4, link % 4)) + ", but got " +
          std::to_string(loads[link]) + ", " +
          std::to_string(loads[link] - machine.linkCapacity) + " too many");
  return {};
}

Status RouteChecker::run() {
  for (const Net &net : graph.nets) {
    Tree &tree = trees[net.driver];
    tree.net = &net;
    tree.channelInto[placement[net.driver]] = -1;
    tree.sinkDone.assign(net.sinks.size(), false);
  }
  for (int64_t route = 0; route < routes.size(); ++route)
    if (Status failure = checkRoute(route))
      return failure;
  if (Status failure = checkComplete())
    return failure;
  if (Status failure = checkLinkCapacity())
    return failure;
  std::vector<int64_t> cycle = dependencies.findCycle();
  if (cycle.empty()) {
    Status failure =
        graph.program.empty() ? Status() : checkProgram(graph, machine, routes);
    foundCycle = bool(failure);
    return failure;
  }
  foundCycle = true;
  return impossible(
      "expected routes free of deadlock, but got a cycle of " +
      std::to_string(cycle.size()) +
      " channels, each waiting for the next: " + dependencies.describe(cycle));
}

/// Phases do not meet: each has its own loads and its own dependencies.
static Status checkPhases(const Graph &graph, const Machine &machine,
                          const Placement &placement, const RouteSet &routes,
                          RouteFigures &figures) {
  std::vector<PhaseRoutes> phases = splitRoutes(graph, routes);
  for (int32_t phase = 0; phase < graph.phases; ++phase) {
    RouteFigures each;
    Status failure = checkRoutes(phaseGraph(graph, phase), machine, placement,
                                 phases[phase].routes, each);
    figures.onlyDeadlocks = each.onlyDeadlocks;
    if (failure)
      return inPhase(phase, *failure);
    for (size_t link = 0; link < figures.loads.size(); ++link)
      figures.loads[link] = std::max(figures.loads[link], each.loads[link]);
  }
  return {};
}

Status dsa::mesh::checkRoutes(const Graph &graph, const Machine &machine,
                              const Placement &placement,
                              const RouteSet &routes, RouteFigures &figures) {
  figures.loads.assign(machine.links(), 0);
  Status failure;
  if (graph.phases > 1) {
    failure = checkPhases(graph, machine, placement, routes, figures);
  } else {
    RouteChecker checker(graph, machine, placement, routes, figures.loads);
    failure = checker.run();
    figures.onlyDeadlocks = checker.foundCycle;
  }
  for (int64_t load : figures.loads)
    figures.largestLoad = std::max(figures.largestLoad, load);
  return failure;
}
