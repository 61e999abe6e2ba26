// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Chooses how to route, by the machine: a whole mesh, a torus, or one with
/// faults; and writes the paths out.
#include "dsa/Mesh/Route.h"
#include "Phases.h"
#include "RoutingTable.h"
#include "dsa/Mesh/Bounds.h"
#include <algorithm>

using namespace dsa::mesh;

static bool hasTrees(const Graph &graph) {
  return std::any_of(graph.nets.begin(), graph.nets.end(),
                     [](const Net &net) { return net.sinks.size() > 1; });
}

namespace {
class Router {
public:
  Router(const Graph &graph, const Machine &machine, const Placement &placement,
         const RouteOptions &options)
      : machine(machine), flat(machine),
        table(graph, routed(machine, graph, options), placement, options),
        options(options) {}
  Result<RouteSet> run();

private:
  /// The machine to route on: wrap links are left out where the classes do
  /// not suffice to use them without deadlock.
  const Machine &routed(const Machine &machine, const Graph &graph,
                        const RouteOptions &options) {
    bool usesWrap = machine.torus && !machine.hasFaults() &&
                    machine.classes >= 2 && !hasTrees(graph) &&
                    (options.policy == RoutePolicy::Automatic ||
                     options.policy == RoutePolicy::XY ||
                     options.policy == RoutePolicy::YX);
    if (!machine.torus || usesWrap || machine.hasFaults() ||
        options.policy == RoutePolicy::UpDown)
      return machine;
    flat.torus = false;
    return flat;
  }
  void listFlows();
  RoutePolicy choosePolicy() const;
  Status routeFaulty();
  Status routeUpDown(const std::vector<int64_t> &which, int channelClass);
  Failure noWay(const Flow &flow) const;
  void write(RouteSet &routes) const;
  void writeFlow(int64_t flow, RouteSet &routes) const;
  Status checkCapacity() const;

  const Machine &machine;
  Machine flat;
  RoutingTable table;
  const RouteOptions &options;
  std::vector<int32_t> ranks;
};
} // namespace

static std::vector<ClassRule> oddEvenRules(const Machine &machine) {
  return {{TurnRule(TurnRule::OddEven, machine), 0}};
}
/// All minimal paths: eastbound flows on class 0, westbound ones on class 1.
static std::vector<ClassRule> twoClassRules(const Machine &machine) {
  return {{TurnRule(TurnRule::Eastbound, machine), 0},
          {TurnRule(TurnRule::Westbound, machine), 1}};
}

void Router::listFlows() {
  const Graph &graph = table.graph;
  table.offsets.assign(1, 0);
  int64_t steps = 0;
  auto add = [&](int32_t source, int32_t target, int64_t weight) {
    Flow flow{source, target, table.placement[source], table.placement[target],
              weight};
    if (flow.from == flow.to)
      return;
    table.flows.push_back(flow);
    steps += table.machine.hops(flow.from, flow.to);
    table.offsets.push_back(steps);
  };
  for (int32_t v = 0; v < graph.vertices; ++v)
    for (int64_t a = graph.offsets[v]; a < graph.offsets[v + 1]; ++a)
      add(v, graph.targets[a], graph.weight(a));
  // A net of one sink is a flow one way.
  for (const Net &net : graph.nets)
    if (net.sinks.size() == 1)
      add(net.driver, net.sinks[0], net.weight);
  table.steps.resize(steps);
}

RoutePolicy Router::choosePolicy() const {
  if (options.policy != RoutePolicy::Automatic)
    return options.policy;
  if (table.machine.torus)
    return RoutePolicy::XY;
  return machine.classes >= 2 ? RoutePolicy::Negotiated : RoutePolicy::OddEven;
}

Failure Router::noWay(const Flow &flow) const {
  return impossible("expected a way from core " + std::to_string(flow.from) +
                    " to core " + std::to_string(flow.to) + " for the flow " +
                    std::to_string(table.graph.name(flow.source)) + " to " +
                    std::to_string(table.graph.name(flow.target)) +
                    ", but got none: dead cores and links cut the mesh");
}

Status Router::routeUpDown(const std::vector<int64_t> &which,
                           int channelClass) {
  if (ranks.empty())
    ranks = rankFromRoot(machine);
  TurnRule rule(TurnRule::UpDown, machine, &ranks);
  for (int64_t f : which) {
    const Flow &flow = table.flows[f];
    std::vector<uint8_t> path;
    for (int32_t margin : {4, 32, Machine::maxSide}) {
      path = findDetour(table, flow.from, flow.to, rule, margin);
      if (!path.empty())
        break;
    }
    if (path.empty())
      return noWay(flow);
    table.addLoad(flow, path.data(), path.size(), 1);
    table.classes[f] = channelClass;
    table.detours[f] = std::move(path);
  }
  return {};
}

/// The last class is for what the turn rules of the others leave without a
/// way; up and down a spanning tree there always is one. With one class
/// everything goes that way.
Status Router::routeFaulty() {
  std::vector<int64_t> homeless;
  if (machine.classes == 1 || machine.torus) {
    for (size_t f = 0; f < table.flows.size(); ++f)
      homeless.push_back(f);
    table.classes.resize(table.flows.size());
    return routeUpDown(homeless, 0);
  }
  std::vector<ClassRule> rules =
      machine.classes == 2 ? oddEvenRules(machine) : twoClassRules(machine);
  std::vector<int64_t> blocked = negotiate(table, rules);
  for (int64_t f : blocked) {
    const Flow &flow = table.flows[f];
    bool west = machine.column(flow.to) < machine.column(flow.from);
    const ClassRule &with = rules[west && rules.size() > 1];
    std::vector<uint8_t> path =
        findDetour(table, flow.from, flow.to, with.rule, 4);
    if (path.empty()) {
      homeless.push_back(f);
      continue;
    }
    table.addLoad(flow, path.data(), path.size(), 1);
    table.detours[f] = std::move(path);
  }
  return routeUpDown(homeless, machine.classes - 1);
}

/// On a ring the class rises past the wrap link, so that no ring closes.
void Router::writeFlow(int64_t f, RouteSet &routes) const {
  const Flow &flow = table.flows[f];
  const Machine &on = table.machine;
  auto detour = table.detours.find(f);
  const uint8_t *path = detour == table.detours.end()
                            ? &table.steps[table.offsets[f]]
                            : detour->second.data();
  int64_t length = detour == table.detours.end()
                       ? table.length(f)
                       : int64_t(detour->second.size());
  bool datelines = on.torus && table.detours.empty();
  routes.begin(flow.source, flow.target);
  int channelClass = table.classes[f];
  int32_t at = flow.from;
  for (int64_t i = 0; i < length; ++i) {
    int way = path[i];
    int32_t next = on.beyond(at, way);
    bool turned = i && (way < 2) != (path[i - 1] < 2);
    if (datelines && turned)
      channelClass = 0;
    bool wraps = way == East || way == South ? next < at : next > at;
    if (datelines && wraps)
      channelClass = 1;
    routes.append(at, channelClass);
    at = next;
  }
  routes.append(at, channelClass);
  routes.end();
}

void Router::write(RouteSet &routes) const {
  int64_t cores = routes.cores.size() + table.steps.size() + table.flows.size();
  routes.cores.reserve(cores);
  routes.classes.reserve(cores);
  RouteSet nets = std::move(routes);
  routes = RouteSet();
  for (size_t f = 0; f < table.flows.size(); ++f)
    writeFlow(f, routes);
  for (int64_t r = 0; r < nets.size(); ++r) {
    routes.begin(nets.sources[r], nets.targets[r]);
    for (int64_t i = nets.offsets[r]; i < nets.offsets[r + 1]; ++i)
      routes.append(nets.cores[i], nets.classes[i]);
    routes.end();
  }
}

Status Router::checkCapacity() const {
  if (!machine.linkCapacity)
    return {};
  auto top = std::max_element(table.loads.begin(), table.loads.end());
  if (*top <= machine.linkCapacity)
    return {};
  int64_t link = top - table.loads.begin();
  return impossible(
      "expected routes of link load at most " +
      std::to_string(machine.linkCapacity) + ", but got " +
      std::to_string(*top) + " on link " + std::to_string(link / 4) + "->" +
      std::to_string(table.machine.beyond(link / 4, link % 4)) + ", " +
      std::to_string(*top - machine.linkCapacity) +
      " too much (no routing goes below " + std::to_string(table.limit) + ")");
}

Result<RouteSet> Router::run() {
  if (options.policy == RoutePolicy::Negotiated && machine.classes < 2)
    return impossible("expected two classes to negotiate with, but got one");
  listFlows();
  table.deadline = std::chrono::steady_clock::now() +
                   std::chrono::milliseconds(options.budgetMs);
  table.limit = linkBound(table.graph, table.machine, table.placement).value;
  RouteSet routes;
  bool onTree = machine.hasFaults() || machine.classes == 1 ||
                options.policy == RoutePolicy::UpDown;
  if (onTree && hasTrees(table.graph)) {
    ranks = rankFromRoot(machine);
    std::vector<int32_t> piece = machine.components();
    for (const Net &net : table.graph.nets)
      for (int32_t sink : net.sinks) {
        Flow flow{net.driver, sink, table.placement[net.driver],
                  table.placement[sink], net.weight};
        if (piece[flow.from] != piece[flow.to])
          return noWay(flow);
      }
    routeNetsOnTree(table, ranks, machine.classes - 1, routes);
  } else {
    routeNets(table, routes);
  }
  RoutePolicy policy = choosePolicy();
  std::vector<int> messages = messageClasses(table);
  if (!messages.empty() && options.policy == RoutePolicy::Automatic)
    policy = RoutePolicy::XY;
  Status failure;
  if (policy == RoutePolicy::UpDown ||
      (machine.classes == 1 && hasTrees(table.graph))) {
    std::vector<int64_t> all;
    for (size_t f = 0; f < table.flows.size(); ++f)
      all.push_back(f);
    table.classes.resize(table.flows.size());
    failure = routeUpDown(all, machine.classes - 1);
  } else if (machine.hasFaults()) {
    failure = routeFaulty();
  } else if (policy == RoutePolicy::XY || policy == RoutePolicy::YX) {
    routeByDimension(table, policy == RoutePolicy::XY);
    std::copy(messages.begin(), messages.end(), table.classes.begin());
  } else if (policy == RoutePolicy::OddEven) {
    negotiate(table, oddEvenRules(table.machine));
  } else {
    negotiate(table, twoClassRules(table.machine));
  }
  if (failure)
    return *failure;
  if (Status over = checkCapacity())
    return *over;
  write(routes);
  return routes;
}

Result<RouteSet> dsa::mesh::route(const Graph &graph, const Machine &machine,
                                  const Placement &placement,
                                  const RouteOptions &options) {
  RouteSet all;
  for (int32_t phase = 0; phase < graph.phases && graph.phases > 1; ++phase) {
    Result<RouteSet> routes =
        route(phaseGraph(graph, phase), machine, placement, options);
    if (!routes)
      return inPhase(phase, routes.failure());
    for (int64_t r = 0; r < routes->size(); ++r)
      appendRoute(*routes, r, all);
  }
  if (graph.phases > 1)
    return all;
  return Router(graph, machine, placement, options).run();
}
