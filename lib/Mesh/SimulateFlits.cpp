// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The flit-level simulator. A channel is a link and a class; it has a buffer
/// at its far end, shared by a queue for each way on (Tamir and Frazier 1992),
/// so that no packet waits for one that goes elsewhere. A packet asks for its
/// next channel when its first flit is at the front of a queue, gets it by
/// rank, and gives it back with its last flit. A link sends one flit a cycle,
/// classes by turns.
#include "ChannelDependencies.h"
#include "FlitTraffic.h"
#include "ProgramTraffic.h"
#include "SimulatePhases.h"
#include <algorithm>
#include <deque>
#include <set>

using namespace dsa::mesh;

namespace {
/// Flits of one packet that are next to each other in a queue.
struct Stretch {
  int32_t packet;
  int32_t flits;
  /// The hop of its route that comes next.
  int32_t hop;
  /// Flits of the packet that have left this queue.
  int32_t gone;
};

/// Who holds or asks for a channel: a queue (a channel times the queues of one,
/// plus a direction, the last for the core), or the packets that begin here.
constexpr int32_t local = -2, nobody = -1;
constexpr int32_t queuesPerChannel = numDirections + 1;

struct Channel {
  std::deque<Stretch> queues[queuesPerChannel];
  int32_t occupied = 0;
  int32_t holder = nobody;
  std::deque<int32_t> requests;
  /// Packets that begin with this channel, in the order they go.
  std::deque<int32_t> waiting;
  int32_t localSent = 0;
};

struct Arrival {
  int32_t channel, packet, hop;
};

class FlitSimulator {
public:
  FlitSimulator(const Graph &graph, const Machine &machine,
                const RouteLinks &links, const SimulationOptions &options,
                bool cyclic)
      : graph(graph), machine(machine), routes(links.routes), options(options),
        links(links), traffic(links, options, options.paced && !cyclic),
        program(graph, routes), packets(traffic.packets()), cyclic(cyclic),
        channels(machine.links() * machine.classes), turn(machine.links(), 0),
        flying(int64_t(machine.hopCycles) * machine.chipLinkCost),
        busyUntil(machine.hasChips() ? machine.links() : 0),
        sent(machine.ports ? machine.cores() : 0), taken(sent.size()) {}
  Result<Simulation> run();

private:
  int32_t channelOf(int64_t route, int32_t hop) const {
    int64_t i = routes.offsets[route] + hop;
    return links.links[i] < 0
               ? -1
               : links.links[i] * machine.classes + routes.classes[i];
  }
  std::deque<Stretch> &queue(int32_t number) {
    return channels[number / queuesPerChannel]
        .queues[number % queuesPerChannel];
  }
  const Stretch &front(int32_t number) const {
    return channels[number / queuesPerChannel]
        .queues[number % queuesPerChannel]
        .front();
  }
  void begin(int32_t packet);
  bool isReady(int32_t channel);
  void chooseReady();
  bool eject();
  void arrive(int64_t route);
  void land(const std::vector<Arrival> &arrivals);
  void request(int32_t queue);
  void send(int32_t channel);
  void takeFrom(int32_t number);
  int32_t frontPacket(int32_t channel, int32_t requester) const {
    return requester == local ? channels[channel].waiting.front()
                              : front(requester).packet;
  }
  void grant(int32_t channel);
  std::string name(int32_t channel) const;
  bool isBlocked(int32_t channel, int &queue) const;
  int32_t blockerOf(int32_t channel, std::string &text) const;
  Failure deadlock() const;

  const Graph &graph;
  const Machine &machine;
  const RouteSet &routes;
  const SimulationOptions &options;
  const RouteLinks &links;
  FlitTraffic traffic;
  ProgramTraffic program;
  const std::vector<Packet> &packets;
  bool cyclic;
  std::vector<int64_t> packetsLeft;
  std::vector<Channel> channels;
  std::vector<uint8_t> turn;
  /// Flits on links, by the cycle in which they land.
  std::vector<std::vector<Arrival>> flying;
  /// Where links differ, the cycle from which each takes another flit.
  std::vector<int64_t> busyUntil;
  std::vector<int32_t> ready, toEject;
  /// Where ports are limited: flits of each core in this cycle.
  std::vector<int32_t> sent, taken;
  int64_t flitsLeft = 0;
  int64_t cycle = 0;
  Simulation result;
};
} // namespace

/// A packet, or a copy of one, is there to be sent.
void FlitSimulator::begin(int32_t packet) {
  int32_t first = channelOf(packets[packet].route, 0);
  Channel &c = channels[first];
  c.waiting.push_back(packet);
  if (c.waiting.size() > 1)
    return;
  c.requests.push_back(local);
  grant(first);
}

/// Whether the holder has a flit here and the buffer beyond has room.
bool FlitSimulator::isReady(int32_t channel) {
  const Channel &c = channels[channel];
  if (c.holder == nobody || c.occupied >= options.bufferFlits)
    return false;
  if (c.holder != local)
    return queue(c.holder).size() && front(c.holder).flits > 0;
  if (sent.empty() || !links.injects(packets[c.waiting.front()].route))
    return true;
  int32_t &used = sent[channel / machine.classes / numDirections];
  return used < machine.ports && ++used;
}

/// What was due first goes first: by progress of flows, it is fair to them,
/// where by turns it would be fair to inputs only. Where routes close a cycle,
/// what begins goes first, and where tasks answer messages it goes last, so
/// that the worst comes to pass.
void FlitSimulator::grant(int32_t channel) {
  Channel &c = channels[channel];
  if (c.holder != nobody || c.requests.empty())
    return;
  auto rank = [&](int32_t requester) {
    return cyclic && requester == local
               ? program.isEmpty() ? -1 : INT64_MAX
               : packets[frontPacket(channel, requester)].rank;
  };
  auto chosen =
      std::min_element(c.requests.begin(), c.requests.end(),
                       [&](int32_t a, int32_t b) { return rank(a) < rank(b); });
  c.holder = *chosen;
  c.requests.erase(chosen);
}

/// The packet at the front of a queue asks for its next channel.
void FlitSimulator::request(int32_t queue) {
  if (queue % queuesPerChannel == numDirections) {
    toEject.push_back(queue);
    return;
  }
  const Stretch &first = front(queue);
  int32_t next = channelOf(packets[first.packet].route, first.hop);
  channels[next].requests.push_back(queue);
  grant(next);
}

/// One flit leaves the front of a queue; with the last one of a packet the
/// next packet comes to the front.
void FlitSimulator::takeFrom(int32_t number) {
  std::deque<Stretch> &from = queue(number);
  Stretch &first = from.front();
  --first.flits;
  ++first.gone;
  --channels[number / queuesPerChannel].occupied;
  if (first.gone < packets[first.packet].flits)
    return;
  from.pop_front();
  if (!from.empty())
    request(number);
}

void FlitSimulator::send(int32_t channel) {
  Channel &c = channels[channel];
  int64_t link = channel / machine.classes;
  int32_t cost = machine.linkCost(link);
  std::vector<Arrival> &arrivals =
      flying[(cycle + cost * machine.hopCycles) % flying.size()];
  if (!busyUntil.empty())
    busyUntil[link] = cycle + cost;
  ++result.linkFlits[link];
  ++c.occupied;
  if (c.holder == local) {
    int32_t packet = c.waiting.front();
    arrivals.push_back({channel, packet, 1});
    if (++c.localSent < packets[packet].flits)
      return;
    c.localSent = 0;
    program.leave(packets[packet].route);
    c.waiting.pop_front();
    c.holder = nobody;
    if (!c.waiting.empty())
      c.requests.push_back(local);
    return;
  }
  int32_t from = c.holder;
  const Stretch &first = front(from);
  arrivals.push_back({channel, first.packet, first.hop + 1});
  if (first.gone + 1 == packets[first.packet].flits)
    c.holder = nobody;
  takeFrom(from);
}

std::string FlitSimulator::name(int32_t channel) const {
  int32_t link = channel / machine.classes;
  return std::to_string(link / 4) + "->" +
         std::to_string(machine.beyond(link / 4, link % 4)) + "@" +
         std::to_string(channel % machine.classes);
}

/// Whether a packet at the front of one of the channel's queues waits for
/// another channel, or for a task's buffer; in `queue` which one.
bool FlitSimulator::isBlocked(int32_t channel, int &queue) const {
  if (channel < 0)
    return false;
  const Channel &c = channels[channel];
  for (queue = numDirections; queue >= 0; --queue)
    if (!c.queues[queue].empty() &&
        (queue < numDirections ||
         !program.hasRoom(packets[c.queues[queue].front().packet].route)))
      return true;
  return false;
}

/// The channel that `channel` waits for, by way of what is added to `text`; -1
/// if that is not known.
int32_t FlitSimulator::blockerOf(int32_t channel, std::string &text) const {
  int way = 0;
  isBlocked(channel, way);
  const Stretch &first = channels[channel].queues[way].front();
  int64_t route = packets[first.packet].route;
  int32_t next = channelOf(route, first.hop);
  if (next < 0) {
    text += ", the buffer of task " +
            std::to_string(graph.name(routes.targets[route]));
    int64_t sent = program.blockedSend(route);
    if (sent < 0)
      return -1;
    text += ", the send of " +
            std::to_string(graph.name(routes.sources[sent])) + " to " +
            std::to_string(graph.name(routes.targets[sent]));
    next = channelOf(sent, 0);
  }
  // Full beyond, or held by another packet whose flits are elsewhere.
  int32_t holder = channels[next].holder;
  return isBlocked(next, way) ? next
         : holder < 0         ? -1
                              : holder / queuesPerChannel;
}

/// Follows who waits for whom until that closes.
Failure FlitSimulator::deadlock() const {
  std::vector<int32_t> chain;
  std::vector<std::string> names;
  int32_t at = -1;
  int way = 0;
  for (size_t c = 0; c < channels.size() && at < 0; ++c)
    if (isBlocked(c, way))
      at = c;
  std::vector<bool> seen(channels.size(), false);
  while (at >= 0 && !seen[at]) {
    seen[at] = true;
    chain.push_back(at);
    names.push_back(name(at));
    at = blockerOf(at, names.back());
  }
  std::string text;
  size_t begin = std::find(chain.begin(), chain.end(), at) - chain.begin();
  for (size_t i = begin; i < chain.size(); ++i)
    text += (text.empty() ? "" : ", ") + names[i];
  return impossible(
      "expected all flits to arrive, but got a deadlock in cycle " +
      std::to_string(cycle) + " with " + std::to_string(flitsLeft) +
      " flits on their way; " +
      (program.isEmpty() ? "channels" : "channels, buffers and tasks") +
      " that wait for each other: " + text);
}

/// All links decide on the same state, each on one channel at most.
void FlitSimulator::chooseReady() {
  ready.clear();
  for (int64_t link = 0; link < machine.links(); ++link) {
    if (!busyUntil.empty() && busyUntil[link] > cycle)
      continue;
    for (int i = 0; i < machine.classes; ++i) {
      int k = (turn[link] + i) % machine.classes;
      int32_t channel = link * machine.classes + k;
      if (!isReady(channel))
        continue;
      turn[link] = (k + 1) % machine.classes;
      ready.push_back(channel);
      break;
    }
  }
}

/// Cores take what has arrived, as far as their ports allow; whether any did.
bool FlitSimulator::eject() {
  bool moved = false;
  std::vector<int32_t> ejecting = std::move(toEject), served;
  toEject.clear();
  for (int32_t each : ejecting) {
    const Stretch first = front(each);
    int64_t route = packets[first.packet].route;
    int32_t flits =
        first.gone == 0 && !program.hasRoom(route) ? 0 : first.flits;
    int32_t link = each / queuesPerChannel / machine.classes;
    if (!taken.empty()) {
      int32_t &used = taken[machine.beyond(link / 4, link % 4)];
      flits = std::min(flits, machine.ports - used);
      used += flits;
    }
    if (first.gone == 0 && flits > 0)
      program.enter(route);
    moved |= flits > 0;
    bool last = first.gone + flits == packets[first.packet].flits;
    for (int32_t n = flits; n > 0; --n) {
      --flitsLeft;
      takeFrom(each);
    }
    if (!last) {
      (flits ? served : toEject).push_back(each);
      continue;
    }
    if (--packetsLeft[route] == 0)
      result.finish[route] = cycle - 1;
    arrive(route);
  }
  toEject.insert(toEject.end(), served.begin(), served.end());
  return moved;
}

/// A message is there, and with it what is sent after it.
void FlitSimulator::arrive(int64_t route) {
  program.arrive(route, [&](int64_t sent, int64_t number) {
    begin(traffic.packetOf(sent, number));
  });
}

/// Flits come to the far end of their links.
void FlitSimulator::land(const std::vector<Arrival> &arrivals) {
  for (const Arrival &arrival : arrivals) {
    int32_t next = channelOf(packets[arrival.packet].route, arrival.hop);
    int32_t number =
        arrival.channel * queuesPerChannel +
        (next < 0 ? numDirections : next / machine.classes % numDirections);
    std::deque<Stretch> &to = queue(number);
    int32_t here = 1;
    if (!to.empty() && to.back().packet == arrival.packet) {
      here = ++to.back().flits + to.back().gone;
    } else {
      to.push_back({arrival.packet, 1, arrival.hop, 0});
      if (to.size() == 1)
        request(number);
    }
    if (here == packets[arrival.packet].flits)
      traffic.forEachCopy(arrival.packet, arrival.hop,
                          [&](int32_t copy) { begin(copy); });
  }
}

Result<Simulation> FlitSimulator::run() {
  result.linkFlits.assign(machine.links(), 0);
  result.finish.assign(routes.size(), 0);
  for (int64_t r = 0; r < routes.size(); ++r) {
    packetsLeft.push_back(traffic.packetsOf(r));
    flitsLeft += links.flits[r];
  }
  int64_t lastMove = 0;
  for (cycle = 1; flitsLeft; ++cycle) {
    for (int32_t due; (due = traffic.takeDue(cycle - 1)) >= 0;)
      if (!program.isHeldBack(packets[due].route)) {
        begin(due);
        lastMove = cycle;
      }
    std::fill(sent.begin(), sent.end(), 0);
    std::fill(taken.begin(), taken.end(), 0);
    chooseReady();
    bool moved = eject() || !ready.empty();
    for (int32_t channel : ready)
      send(channel);
    // What is due now, the cycle in which it was sent counted, lands.
    std::vector<Arrival> &landing = flying[(cycle + 1) % flying.size()];
    land(landing);
    landing.clear();
    for (int32_t channel : ready)
      grant(channel);
    if (moved)
      lastMove = cycle;
    if (cycle - lastMove <= int64_t(flying.size()))
      continue;
    if (traffic.nextDue() < 0)
      return deadlock();
    cycle = std::max(cycle, traffic.nextDue());
  }
  for (double finish : result.finish)
    result.cycles = std::max(result.cycles, finish);
  return std::move(result);
}

/// Whether the channel dependency graph of the routes has a cycle.
static bool closeCycle(const Machine &machine, const RouteLinks &links) {
  const RouteSet &routes = links.routes;
  ChannelDependencies dependencies(machine);
  for (int64_t r = 0; r < routes.size(); ++r)
    for (int64_t i = routes.offsets[r]; i + 2 < routes.offsets[r + 1]; ++i)
      dependencies.add(
          dependencies.channel(links.links[i], routes.classes[i]),
          dependencies.channel(links.links[i + 1], routes.classes[i + 1]));
  return !dependencies.findCycle().empty();
}

/// Whether messages are packets, and each has a way to go.
static Status checkSimulated(const Graph &graph, const Machine &machine,
                             const RouteSet &routes) {
  if (machine.linkBytes)
    return impossible("expected flows that count messages to simulate a "
                      "program, but got bytes, " +
                      std::to_string(machine.linkBytes) + " a flit");
  std::set<std::pair<int32_t, int32_t>> routed;
  for (int64_t r = 0; r < routes.size(); ++r)
    if (routes.hops(r))
      routed.insert({routes.sources[r], routes.targets[r]});
  for (const MessageRule &rule : graph.program.rules) {
    std::vector<std::pair<int32_t, int32_t>> flows{{rule.task, rule.target}};
    for (int32_t source : rule.after)
      flows.push_back({source, rule.task});
    for (auto [source, target] : flows)
      if (!routed.count({source, target}))
        return impossible(
            "expected the tasks of a program on different cores to simulate "
            "it, but got " +
            std::to_string(graph.name(source)) + " and " +
            std::to_string(graph.name(target)) + " on one");
  }
  return {};
}

Result<Simulation> dsa::mesh::simulateFlits(const Graph &graph,
                                            const Machine &machine,
                                            const RouteSet &routes,
                                            const SimulationOptions &options) {
  if (graph.phases > 1)
    return simulatePhases(graph, machine, routes,
                          [&](const Graph &phase, const RouteSet &its) {
                            return simulateFlits(phase, machine, its, options);
                          });
  if (graph.program.empty()) {
    RouteLinks links(graph, machine, routes, options);
    return FlitSimulator(graph, machine, links, options,
                         closeCycle(machine, links))
        .run();
  }
  // A message is a packet; what may deadlock has to.
  if (Status failure = checkSimulated(graph, machine, routes))
    return *failure;
  SimulationOptions messages = options;
  messages.packetFlits = options.flitsPerUnit;
  RouteLinks links(graph, machine, routes, messages);
  return FlitSimulator(graph, machine, links, messages, true).run();
}
