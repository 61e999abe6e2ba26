// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What the program of a graph holds back in a flit simulation.
#ifndef DSA_LIB_MESH_PROGRAMTRAFFIC_H
#define DSA_LIB_MESH_PROGRAMTRAFFIC_H

#include "dsa/Mesh/Graph.h"
#include "dsa/Mesh/Routes.h"

namespace dsa::mesh {

/// Counts messages. Each flow of the program has a route.
class ProgramTraffic {
public:
  ProgramTraffic(const Graph &graph, const RouteSet &routes);

  bool isEmpty() const { return waits.empty(); }
  bool isHeldBack(int64_t route) const {
    return !waits.empty() && !waits[route].needs.empty();
  }
  /// Whether the route's target has room for another message.
  bool hasRoom(int64_t route) const {
    int64_t room = graph.program.buffer(routes.targets[route]);
    return !room || used[routes.targets[route]] < room;
  }
  /// The first flit of a message enters its task's buffer.
  void enter(int64_t route) {
    if (!waits.empty())
      ++used[routes.targets[route]];
  }
  /// A message is there as a whole; calls back with each route that may now
  /// send a message, and the number of that.
  template <typename Callback>
  void arrive(int64_t route, Callback callback) {
    if (waits.empty())
      return;
    ++waits[route].arrived;
    free(route);
    for (int64_t sent : waits[route].triggers)
      while (mayBegin(sent))
        callback(sent, waits[sent].begun++);
  }
  /// A message of the route has left its core.
  void leave(int64_t route) {
    if (waits.empty())
      return;
    ++waits[route].left;
    for (int64_t need : waits[route].needs)
      free(need);
  }
  /// A route that messages in the buffer of `route`'s target have set off, and
  /// that has not sent all of them; -1 if they wait for others to arrive.
  int64_t blockedSend(int64_t route) const;

private:
  struct Waits {
    std::vector<int64_t> needs, triggers;
    /// Messages that are there, that were let go, that have left their core,
    /// and that have given their room back.
    int64_t arrived = 0, begun = 0, left = 0, freed = 0;
  };
  bool mayBegin(int64_t route) const {
    for (int64_t need : waits[route].needs)
      if (waits[need].arrived <= waits[route].begun)
        return false;
    return true;
  }
  void free(int64_t route);

  const Graph &graph;
  const RouteSet &routes;
  /// Empty without a program.
  std::vector<Waits> waits;
  /// Of each task.
  std::vector<int64_t> used;
};

} // namespace dsa::mesh

#endif // DSA_LIB_MESH_PROGRAMTRAFFIC_H
