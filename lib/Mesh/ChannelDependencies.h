// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The channel dependency graph (Dally and Seitz, "Deadlock-free message
/// routing in multiprocessor interconnection networks", 1987): routes cannot
/// deadlock if it has no cycle.
#ifndef DSA_LIB_MESH_CHANNELDEPENDENCIES_H
#define DSA_LIB_MESH_CHANNELDEPENDENCIES_H

#include "dsa/Mesh/Machine.h"
#include <string>

namespace dsa::mesh {

/// A channel is a directed link times the number of classes, plus the class.
/// What may follow it leaves the core it leads to, so one word a channel holds
/// all its dependencies.
class ChannelDependencies {
public:
  explicit ChannelDependencies(const Machine &machine)
      : machine(machine), successors(machine.links() * machine.classes, 0) {}

  int64_t channel(int64_t link, int channelClass) const {
    return link * machine.classes + channelClass;
  }
  /// `next` has to leave the core that `channel` leads to.
  void add(int64_t channel, int64_t next) {
    successors[channel] |= uint64_t(1) << (next % (4 * machine.classes));
  }
  /// The channels of a cycle, each waiting for the next; empty if none.
  std::vector<int64_t> findCycle() const;
  /// `a->b@class` for each channel.
  std::string describe(const std::vector<int64_t> &channels) const;

private:
  std::vector<int64_t> cycleThrough(int64_t start) const;
  template <typename Callback>
  void forEachSuccessor(int64_t channel, Callback callback) const;

  const Machine &machine;
  std::vector<uint64_t> successors;
};

} // namespace dsa::mesh

#endif // DSA_LIB_MESH_CHANNELDEPENDENCIES_H
