// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The packets of a flit simulation and when they may begin.
#ifndef DSA_LIB_MESH_FLITTRAFFIC_H
#define DSA_LIB_MESH_FLITTRAFFIC_H

#include "RouteLinks.h"

namespace dsa::mesh {

struct Packet {
  int64_t route;
  int32_t flits;
  /// Lower goes first: when it was due, or the how many-th of its flow it is.
  int64_t rank;
};

/// Paced, a flow sends its packets at even distances, so that all flows over
/// its fullest link end together; greedily, all packets are due at once. The
/// packets of a branch of a multicast tree are copies that the core where it
/// begins makes of those that pass.
class FlitTraffic {
public:
  FlitTraffic(const RouteLinks &traffic, const SimulationOptions &options,
              bool paced);

  const std::vector<Packet> &packets() const { return all; }
  int64_t packetsOf(int64_t route) const {
    return first[route + 1] - first[route];
  }
  int32_t packetOf(int64_t route, int64_t number) const {
    return first[route] + number;
  }
  /// The next packet that is due by `cycle`, -1 if there is none yet.
  int32_t takeDue(int64_t cycle);
  /// When the next packet is due, -1 if none is left.
  int64_t nextDue() const {
    return at < calendar.size() ? calendar[at].due : -1;
  }
  /// Calls back with the copies to make when a packet's last flit has come to
  /// the core before hop `hop` of its route.
  template <typename Callback>
  void forEachCopy(int32_t packet, int32_t hop, Callback callback) const {
    if (copies.empty())
      return;
    int64_t route = all[packet].route;
    for (const Copies &each : copies[route])
      if (each.hop == hop)
        callback(int32_t(first[each.route] + packet - first[route]));
  }

private:
  struct Due {
    int64_t due;
    int32_t packet;
  };
  /// A route that begins at hop `hop` of another.
  struct Copies {
    int32_t hop;
    int64_t route;
  };

  std::vector<Packet> all;
  /// The packets of route r are [first[r], first[r + 1]).
  std::vector<int64_t> first;
  std::vector<Due> calendar;
  size_t at = 0;
  std::vector<std::vector<Copies>> copies;
};

} // namespace dsa::mesh

#endif // DSA_LIB_MESH_FLITTRAFFIC_H
