// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Message-dependent deadlock (Dally and Towles 2004, chapter 14). What can
/// be full or late is a node, and an edge leads to what it then waits for:
///
///   channel       the next channel of a route; at its end the task's buffer
///   buffer        the sends that its messages set off, and the arrival of
///                 what those sends need beside the message
///   send          the first channel of its route
///   arrival       the send, and the arrivals that the send needs
///
/// Whoever is blocked waits for something blocked, so that a deadlock is a
/// cycle here. A buffer with room for all messages that can ever lie in it is
/// no node: it is never full.
#include "CheckProgram.h"
#include <algorithm>
#include <map>
#include <unordered_map>

using namespace dsa::mesh;

namespace {
class ProgramChecker {
public:
  ProgramChecker(const Graph &graph, const Machine &machine,
                 const RouteSet &routes)
      : graph(graph), machine(machine), routes(routes) {}
  Status run();

private:
  enum Kind { Channel, Buffer, Send, Arrival };
  struct Node {
    Kind kind;
    /// The channel, the task or the flow.
    int64_t index;
  };
  struct Flow {
    int32_t source, target;
    int64_t route = -1;
    /// What has to come before it is sent, and what it sets off.
    std::vector<int32_t> needs, triggers;
  };

  int32_t flow(int32_t source, int32_t target);
  void collectFlows();
  void findFullBuffers();
  int32_t node(Kind kind, int64_t index);
  void join(int32_t from, int32_t to) { waits[from].push_back(to); }
  void joinRoutes();
  void joinTasks();
  std::vector<int32_t> findCycle() const;
  std::string describe(int32_t n) const;
  std::string flowName(int32_t f) const;
  Status checkBeginning() const;

  const Graph &graph;
  const Machine &machine;
  const RouteSet &routes;
  std::vector<Flow> flows;
  std::vector<bool> canFill;
  std::map<std::pair<int32_t, int32_t>, int32_t> flowOf;
  std::vector<Node> nodes;
  std::unordered_map<int64_t, int32_t> nodeOf;
  std::vector<std::vector<int32_t>> waits;
};
} // namespace

int32_t ProgramChecker::flow(int32_t source, int32_t target) {
  auto [it, isNew] = flowOf.insert({{source, target}, int32_t(flows.size())});
  if (isNew)
    flows.push_back({source, target, -1, {}, {}});
  return it->second;
}

void ProgramChecker::collectFlows() {
  for (const MessageRule &rule : graph.program.rules) {
    int32_t sent = flow(rule.task, rule.target);
    for (int32_t source : rule.after) {
      int32_t received = flow(source, rule.task);
      flows[sent].needs.push_back(received);
      flows[received].triggers.push_back(sent);
    }
  }
  for (int64_t r = 0; r < routes.size(); ++r) {
    auto it = flowOf.find({routes.sources[r], routes.targets[r]});
    if (it != flowOf.end() && routes.hops(r))
      flows[it->second].route = r;
  }
}

/// Whether the messages that wait in a task's buffer can be more than its
/// room. Those that set nothing off do not stay.
void ProgramChecker::findFullBuffers() {
  std::unordered_map<int32_t, int64_t> netWeight;
  for (const Net &net : graph.nets)
    netWeight[net.driver] = net.weight;
  std::vector<int64_t> most(graph.vertices, 0);
  for (const Flow &f : flows) {
    if (f.route < 0 || f.triggers.empty())
      continue;
    int64_t arc = graph.findArc(f.source, f.target);
    most[f.target] += arc >= 0 ? graph.weight(arc) : netWeight[f.source];
  }
  canFill.assign(graph.vertices, false);
  for (int32_t v = 0; v < graph.vertices; ++v)
    canFill[v] = graph.program.buffer(v) && most[v] > graph.program.buffer(v);
}

int32_t ProgramChecker::node(Kind kind, int64_t index) {
  auto [it, isNew] = nodeOf.insert({index * 4 + kind, int32_t(nodes.size())});
  if (isNew) {
    nodes.push_back({kind, index});
    waits.emplace_back();
  }
  return it->second;
}

void ProgramChecker::joinRoutes() {
  for (int64_t r = 0; r < routes.size(); ++r) {
    int32_t before = -1;
    for (int64_t i = routes.offsets[r]; i + 1 < routes.offsets[r + 1]; ++i) {
      int64_t link = int64_t(routes.cores[i]) * numDirections +
                     machine.directionTo(routes.cores[i], routes.cores[i + 1]);
      int32_t here = node(Channel, link * machine.classes + routes.classes[i]);
      if (before >= 0)
        join(before, here);
      before = here;
    }
    if (before >= 0 && canFill[routes.targets[r]])
      join(before, node(Buffer, routes.targets[r]));
  }
}

void ProgramChecker::joinTasks() {
  for (size_t f = 0; f < flows.size(); ++f) {
    int64_t route = flows[f].route;
    if (route < 0)
      continue;
    int64_t at = routes.offsets[route];
    int64_t link = int64_t(routes.cores[at]) * numDirections +
                   machine.directionTo(routes.cores[at], routes.cores[at + 1]);
    join(node(Send, f),
         node(Channel, link * machine.classes + routes.classes[at]));
  }
  for (size_t f = 0; f < flows.size(); ++f) {
    int32_t arrival = node(Arrival, f);
    join(arrival, node(Send, f));
    for (int32_t need : flows[f].needs)
      join(arrival, node(Arrival, need));
    // What comes from the same core takes no room.
    if (flows[f].route < 0)
      continue;
    for (int32_t sent : flows[f].triggers) {
      int32_t buffer = node(Buffer, flows[f].target);
      join(buffer, node(Send, sent));
      for (int32_t other : flows[sent].needs)
        if (other != int32_t(f))
          join(buffer, node(Arrival, other));
    }
  }
}

/// A shortest cycle through some node; empty if there is none.
std::vector<int32_t> ProgramChecker::findCycle() const {
  std::vector<int32_t> waiting(nodes.size(), 0), order;
  for (const auto &list : waits)
    for (int32_t next : list)
      ++waiting[next];
  for (size_t n = 0; n < nodes.size(); ++n)
    if (!waiting[n])
      order.push_back(n);
  for (size_t head = 0; head < order.size(); ++head)
    for (int32_t next : waits[order[head]])
      if (--waiting[next] == 0)
        order.push_back(next);
  // What is left waits on a cycle, or behind one. Walking back ends on one.
  std::vector<int32_t> waiter(nodes.size(), -1);
  int32_t at = -1;
  for (size_t n = 0; n < nodes.size(); ++n)
    if (waiting[n] > 0) {
      at = n;
      for (int32_t next : waits[n])
        waiter[next] = n;
    }
  if (at < 0)
    return {};
  for (std::vector<bool> seen(nodes.size(), false); !seen[at];) {
    seen[at] = true;
    at = waiter[at];
  }
  std::vector<int32_t> queue{at}, from(nodes.size(), -1), cycle;
  for (size_t head = 0; head < queue.size() && from[at] < 0; ++head)
    for (int32_t next : waits[queue[head]])
      if (from[next] < 0) {
        from[next] = queue[head];
        queue.push_back(next);
      }
  for (int32_t n = from[at]; n != at; n = from[n])
    cycle.push_back(n);
  cycle.push_back(at);
  std::reverse(cycle.begin(), cycle.end());
  // Channels have the lowest numbers: messages begin with one.
  std::rotate(cycle.begin(), std::min_element(cycle.begin(), cycle.end()),
              cycle.end());
  return cycle;
}

std::string ProgramChecker::flowName(int32_t f) const {
  return std::to_string(graph.name(flows[f].source)) + " to " +
         std::to_string(graph.name(flows[f].target));
}

std::string ProgramChecker::describe(int32_t n) const {
  int64_t index = nodes[n].index;
  switch (nodes[n].kind) {
  case Channel: {
    int64_t link = index / machine.classes, core = link / numDirections;
    return std::to_string(core) + "->" +
           std::to_string(machine.beyond(core, link % numDirections)) + "@" +
           std::to_string(index % machine.classes);
  }
  case Buffer:
    return "the buffer of task " + std::to_string(graph.name(index));
  case Send:
    return "the send of " + flowName(index);
  default:
    return "the arrival of " + flowName(index);
  }
}

/// Tasks that all wait for each other before they send anything: a cycle of
/// arrivals alone, however much room there is.
Status ProgramChecker::checkBeginning() const {
  ProgramChecker only(graph, machine, routes);
  only.flows = flows;
  for (size_t f = 0; f < flows.size(); ++f) {
    int32_t arrival = only.node(Arrival, f);
    for (int32_t need : flows[f].needs)
      only.join(arrival, only.node(Arrival, need));
  }
  std::vector<int32_t> cycle = only.findCycle();
  if (cycle.empty())
    return {};
  std::string text;
  for (int32_t n : cycle)
    text += (text.empty() ? "" : ", ") + flowName(only.nodes[n].index);
  return impossible("expected a program that begins, but got a cycle of " +
                    std::to_string(cycle.size()) +
                    " flows, each sent only after the next: " + text);
}

Status ProgramChecker::run() {
  collectFlows();
  findFullBuffers();
  if (Status failure = checkBeginning())
    return failure;
  joinRoutes();
  joinTasks();
  std::vector<int32_t> cycle = findCycle();
  if (cycle.empty())
    return {};
  std::string text;
  for (int32_t n : cycle)
    text += (text.empty() ? "" : ", ") + describe(n);
  return impossible(
      "expected a program free of deadlock, but got a cycle of " +
      std::to_string(cycle.size()) +
      " channels, buffers and tasks, each waiting for the next: " + text);
}

Status dsa::mesh::checkProgram(const Graph &graph, const Machine &machine,
                               const RouteSet &routes) {
  return ProgramChecker(graph, machine, routes).run();
}
