// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The flit-level simulator. A channel is a link and a class; it has a buffer
/// at its far end. A packet asks for its next channel when its first flit is
/// at the front of a buffer, gets it by the progress of its flow, and gives it
/// back with its last flit. A link sends one flit a cycle, classes by turns.
#include "RouteLinks.h"
#include "dsa/Mesh/Simulate.h"
#include <deque>

using namespace dsa::mesh;

namespace {
struct Packet {
  int64_t route;
  int32_t flits;
  /// The how many-th of its flow.
  int32_t number;
};

/// Flits of one packet that are next to each other in a buffer.
struct Stretch {
  int32_t packet;
  int32_t flits;
  /// The hop of its route that comes next.
  int32_t hop;
  /// Flits of the packet that have left this buffer.
  int32_t gone;
};

/// Who holds or asks for a channel: a buffer, or the packets that begin here.
constexpr int32_t local = -2, nobody = -1;

struct Channel {
  std::deque<Stretch> buffer;
  int32_t occupied = 0;
  int32_t holder = nobody;
  std::deque<int32_t> requests;
  /// Packets that begin with this channel, in the order they go.
  std::deque<int32_t> waiting;
  int32_t localSent = 0;
};

class FlitSimulator {
public:
  FlitSimulator(const Graph &graph, const Machine &machine,
                const RouteSet &routes, const SimulationOptions &options)
      : graph(graph), machine(machine), routes(routes), options(options),
        channels(machine.links() * machine.classes), turn(machine.links(), 0) {}
  Result<Simulation> run();

private:
  void createPackets();
  int32_t channelOf(int64_t route, int32_t hop) const {
    int64_t i = routes.offsets[route] + hop;
    return links[i] < 0 ? -1 : links[i] * machine.classes + routes.classes[i];
  }
  bool isReady(int32_t channel) const;
  void request(int32_t buffer);
  void send(int32_t channel);
  void takeFrom(int32_t buffer);
  int32_t frontPacket(int32_t channel, int32_t requester) const {
    return requester == local ? channels[channel].waiting.front()
                              : channels[requester].buffer.front().packet;
  }
  void grant(int32_t channel);
  Failure deadlock(int64_t cycle) const;

  const Graph &graph;
  const Machine &machine;
  const RouteSet &routes;
  const SimulationOptions &options;
  std::vector<Link> links;
  std::vector<Packet> packets;
  std::vector<int64_t> packetsLeft;
  std::vector<Channel> channels;
  std::vector<uint8_t> turn;
  struct Arrival {
    int32_t channel, packet, hop;
  };
  std::vector<Arrival> arrivals;
  std::vector<int32_t> toEject;
  int64_t flitsLeft = 0;
  int64_t cycle = 0;
  Simulation result;
};
} // namespace

void FlitSimulator::createPackets() {
  std::vector<int64_t> weights = routeWeights(graph, routes);
  packetsLeft.assign(routes.size(), 0);
  // Each source begins with the target after itself: targets are not flooded
  // one after the other.
  std::vector<int64_t> order(routes.size());
  for (int64_t r = 0; r < routes.size(); ++r)
    order[r] = r;
  auto after = [&](int64_t r) {
    int32_t d = routes.targets[r] - routes.sources[r];
    return d < 0 ? d + graph.vertices : d;
  };
  std::sort(order.begin(), order.end(), [&](int64_t a, int64_t b) {
    return after(a) != after(b) ? after(a) < after(b) : a < b;
  });
  std::vector<int64_t> left(routes.size(), 0);
  for (int64_t r = 0; r < routes.size(); ++r)
    if (routes.hops(r))
      left[r] = weights[r] * options.flitsPerUnit;
  // Packet by packet, so that the flows of a source take turns.
  int32_t number = 0;
  for (bool more = true; more; ++number) {
    more = false;
    for (int64_t r : order) {
      if (!left[r])
        continue;
      int32_t flits = std::min(left[r], options.packetFlits);
      left[r] -= flits;
      flitsLeft += flits;
      ++packetsLeft[r];
      Channel &first = channels[channelOf(r, 0)];
      first.waiting.push_back(packets.size());
      packets.push_back({r, flits, number});
      more |= left[r] > 0;
    }
  }
  for (size_t c = 0; c < channels.size(); ++c)
    if (!channels[c].waiting.empty()) {
      channels[c].requests.push_back(local);
      grant(c);
    }
}

/// Whether the holder has a flit here and the buffer beyond has room.
bool FlitSimulator::isReady(int32_t channel) const {
  const Channel &c = channels[channel];
  if (c.holder == nobody || c.occupied >= options.bufferFlits)
    return false;
  return c.holder == local || channels[c.holder].buffer.front().flits > 0;
}

/// The flow that has sent the fewest packets goes first: arbitration by
/// progress is fair to flows, where by turns it would be fair to inputs only.
void FlitSimulator::grant(int32_t channel) {
  Channel &c = channels[channel];
  if (c.holder != nobody || c.requests.empty())
    return;
  auto number = [&](int32_t requester) {
    return packets[frontPacket(channel, requester)].number;
  };
  auto chosen = std::min_element(
      c.requests.begin(), c.requests.end(),
      [&](int32_t a, int32_t b) { return number(a) < number(b); });
  c.holder = *chosen;
  c.requests.erase(chosen);
}

/// The packet at the front of a buffer asks for its next channel.
void FlitSimulator::request(int32_t buffer) {
  const Stretch &front = channels[buffer].buffer.front();
  int32_t next = channelOf(packets[front.packet].route, front.hop);
  if (next < 0) {
    toEject.push_back(buffer);
    return;
  }
  channels[next].requests.push_back(buffer);
  grant(next);
}

/// One flit leaves the front of a buffer; with the last one of a packet the
/// next packet comes to the front.
void FlitSimulator::takeFrom(int32_t buffer) {
  Channel &from = channels[buffer];
  Stretch &front = from.buffer.front();
  --front.flits;
  ++front.gone;
  --from.occupied;
  if (front.gone < packets[front.packet].flits)
    return;
  from.buffer.pop_front();
  if (!from.buffer.empty())
    request(buffer);
}

void FlitSimulator::send(int32_t channel) {
  Channel &c = channels[channel];
  ++result.linkFlits[channel / machine.classes];
  if (c.holder == local) {
    int32_t packet = c.waiting.front();
    arrivals.push_back({channel, packet, 1});
    if (++c.localSent < packets[packet].flits)
      return;
    c.localSent = 0;
    c.waiting.pop_front();
    c.holder = nobody;
    if (!c.waiting.empty())
      c.requests.push_back(local);
    return;
  }
  int32_t buffer = c.holder;
  const Stretch &front = channels[buffer].buffer.front();
  arrivals.push_back({channel, front.packet, front.hop + 1});
  if (front.gone + 1 == packets[front.packet].flits)
    c.holder = nobody;
  takeFrom(buffer);
}

/// Follows who waits for whom until that closes.
Failure FlitSimulator::deadlock(int64_t cycle) const {
  std::vector<int32_t> chain;
  int32_t at = -1;
  for (size_t c = 0; c < channels.size() && at < 0; ++c)
    if (!channels[c].buffer.empty())
      at = c;
  std::vector<bool> seen(channels.size(), false);
  while (at >= 0 && !seen[at]) {
    seen[at] = true;
    chain.push_back(at);
    const Stretch &front = channels[at].buffer.front();
    int32_t next = channelOf(packets[front.packet].route, front.hop);
    // Held by another packet whose flits are elsewhere, or full beyond.
    int32_t holder = channels[next].holder;
    at = !channels[next].buffer.empty() ? next : holder;
  }
  std::string text;
  size_t begin = std::find(chain.begin(), chain.end(), at) - chain.begin();
  for (size_t i = begin; i < chain.size(); ++i) {
    int32_t link = chain[i] / machine.classes;
    text += (text.empty() ? "" : ", ") + std::to_string(link / 4) + "->" +
            std::to_string(machine.beyond(link / 4, link % 4)) + "@" +
            std::to_string(chain[i] % machine.classes);
  }
  return impossible(
      "expected all flits to arrive, but got a deadlock in cycle " +
      std::to_string(cycle) + " with " + std::to_string(flitsLeft) +
      " flits on their way; channels that wait for each other: " + text);
}

Result<Simulation> FlitSimulator::run() {
  for (const Net &net : graph.nets)
    if (net.sinks.size() > 1)
      return impossible("expected nets of one sink at flit level, but got one "
                        "of " +
                        std::to_string(net.sinks.size()) +
                        "; --depth=flow takes trees");
  links = routeLinks(machine, routes);
  result.linkFlits.assign(machine.links(), 0);
  result.finish.assign(routes.size(), 0);
  createPackets();
  std::vector<int32_t> ready;
  for (cycle = 1; flitsLeft; ++cycle) {
    arrivals.clear();
    ready.clear();
    // All links decide on the same state, then all flits move.
    for (int64_t link = 0; link < machine.links(); ++link)
      for (int i = 0; i < machine.classes; ++i) {
        int k = (turn[link] + i) % machine.classes;
        int32_t channel = link * machine.classes + k;
        if (!isReady(channel))
          continue;
        turn[link] = (k + 1) % machine.classes;
        ready.push_back(channel);
        break;
      }
    bool moved = !ready.empty();
    // Cores take whatever has arrived.
    std::vector<int32_t> ejecting = std::move(toEject);
    toEject.clear();
    for (int32_t channel : ready)
      send(channel);
    for (int32_t buffer : ejecting) {
      Stretch &front = channels[buffer].buffer.front();
      moved |= front.flits > 0;
      int64_t route = packets[front.packet].route;
      bool last = front.gone + front.flits == packets[front.packet].flits;
      for (int32_t n = front.flits; n > 0; --n) {
        --flitsLeft;
        takeFrom(buffer);
      }
      if (!last)
        toEject.push_back(buffer);
      else if (--packetsLeft[route] == 0)
        result.finish[route] = cycle - 1;
    }
    for (const Arrival &arrival : arrivals) {
      Channel &c = channels[arrival.channel];
      ++c.occupied;
      if (!c.buffer.empty() && c.buffer.back().packet == arrival.packet) {
        ++c.buffer.back().flits;
        continue;
      }
      c.buffer.push_back({arrival.packet, 1, arrival.hop, 0});
      if (c.buffer.size() == 1)
        request(arrival.channel);
    }
    for (int32_t channel : ready)
      grant(channel);
    if (!moved)
      return deadlock(cycle);
  }
  for (double finish : result.finish)
    result.cycles = std::max(result.cycles, finish);
  return std::move(result);
}

Result<Simulation> dsa::mesh::simulateFlits(const Graph &graph,
                                            const Machine &machine,
                                            const RouteSet &routes,
                                            const SimulationOptions &options) {
  return FlitSimulator(graph, machine, routes, options).run();
}
