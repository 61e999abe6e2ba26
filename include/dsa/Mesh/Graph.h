// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What is placed: tasks, flows between them and multicast nets.
#ifndef DSA_MESH_GRAPH_H
#define DSA_MESH_GRAPH_H

#include "dsa/Mesh/Machine.h"
#include <unordered_map>
#include <utility>

namespace dsa::mesh {

/// One message to several sinks; it counts once on a link they share.
struct Net {
  int32_t driver;
  int64_t weight;
  std::vector<int32_t> sinks;
  int32_t phase = 0;
};

/// Where tasks have to be. A pin, a range of rows or columns and a region are
/// windows.
struct Constraint {
  enum Kind {
    /// Each task on a core of the window.
    Within,
    /// The first task on a core that a live link joins to each other one's.
    Adjacent,
    /// All tasks on one core; no two on one.
    Together,
    Apart
  };
  Kind kind;
  std::vector<int32_t> tasks;
  Window where{};
  /// In the file, for messages.
  int64_t line = 0;
};

/// `task` sends its next message to `target` after it has received the next
/// one from each of `after`. A message is a unit of weight.
struct MessageRule {
  int32_t task, target;
  std::vector<int32_t> after;
  /// In the file, for messages.
  int64_t line = 0;
};

/// What tasks wait for. A message that has come takes room in the buffer of
/// its task until all that is sent after it is on its way.
struct Program {
  std::vector<MessageRule> rules;
  /// Messages for which each task has room, 0 for any number; may be empty.
  std::vector<int64_t> buffers;

  bool empty() const { return rules.empty() && buffers.empty(); }
  int64_t buffer(int32_t task) const {
    return buffers.empty() ? 0 : buffers[task];
  }
};

/// Where a QAPLIB instance's locations lie on a grid, and the factor between
/// its distances and steps of the grid. Empty for other graphs.
struct GridLocations {
  int64_t scale = 0;
  std::vector<std::pair<int32_t, int32_t>> cells;
};

/// An undirected graph as arcs both ways; every arc is a flow.
struct Graph {
  int32_t vertices = 0;
  /// The arcs of v are [offsets[v], offsets[v+1]), targets ascending.
  std::vector<int64_t> offsets{0};
  std::vector<int32_t> targets;
  /// Empty if all weights are 1.
  std::vector<int64_t> arcWeights;
  std::vector<int64_t> vertexWeights;
  std::vector<Net> nets;
  std::vector<Constraint> constraints;
  Program program;

  /// Flows are in phases 0 to phases - 1, which follow each other in time.
  static constexpr int32_t maxPhases = 256;
  int32_t phases = 1;
  /// Empty if all arcs are in phase 0.
  std::vector<uint8_t> arcPhases;
  GridLocations locations;

  /// How files name vertices: by label, else by index plus base.
  int64_t base = 0;
  std::vector<int64_t> labels;
  std::unordered_map<int64_t, int32_t> vertexOfLabel;

  int64_t arcs() const { return targets.size(); }
  int64_t weight(int64_t arc) const {
    return arcWeights.empty() ? 1 : arcWeights[arc];
  }
  int32_t arcPhase(int64_t arc) const {
    return arcPhases.empty() ? 0 : arcPhases[arc];
  }
  int64_t vertexWeight(int32_t vertex) const {
    return vertexWeights.empty() ? 1 : vertexWeights[vertex];
  }
  int64_t name(int32_t vertex) const {
    return labels.empty() ? vertex + base : labels[vertex];
  }
  /// The vertex that files call `name`, -1 if there is none.
  int32_t find(int64_t name) const;
  /// The arc from `source` to `target`, -1 if there is none.
  int64_t findArc(int32_t source, int32_t target) const;
};

/// A core for each vertex; -1 is none.
using Placement = std::vector<int32_t>;

/// Checks what all formats share and brings the arcs into ascending order:
/// no self-loops, repeated or one-way edges, no weight below 1, no sum that
/// leaves 64 bits.
Status finishGraph(Graph &graph);

/// Limits the machine to the locations of a QAPLIB instance, turned to fit;
/// sets rows and columns if the machine has none.
Status applyLocations(const Graph &graph, Machine &machine);

} // namespace dsa::mesh

#endif // DSA_MESH_GRAPH_H
