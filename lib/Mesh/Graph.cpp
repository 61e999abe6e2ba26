// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The rules that hold for a graph from any file.
#include "dsa/Mesh/Graph.h"
#include <algorithm>
#include <numeric>

using namespace dsa::mesh;

int32_t Graph::find(int64_t name) const {
  if (labels.empty()) {
    if (name < base || name - base >= vertices)
      return -1;
    return name - base;
  }
  auto it = vertexOfLabel.find(name);
  return it == vertexOfLabel.end() ? -1 : it->second;
}

int64_t Graph::findArc(int32_t source, int32_t target) const {
  auto begin = targets.begin() + offsets[source];
  auto end = targets.begin() + offsets[source + 1];
  auto it = std::lower_bound(begin, end, target);
  return it != end && *it == target ? it - targets.begin() : -1;
}

static std::string edgeName(const Graph &graph, int32_t a, int32_t b) {
  return std::to_string(graph.name(a)) + "-" + std::to_string(graph.name(b));
}

/// Sorts the arcs of each vertex by target, weights along.
static void sortArcs(Graph &graph) {
  std::vector<std::pair<int32_t, int64_t>> row;
  for (int32_t v = 0; v < graph.vertices; ++v) {
    int64_t begin = graph.offsets[v], end = graph.offsets[v + 1];
    if (std::is_sorted(graph.targets.begin() + begin,
                       graph.targets.begin() + end))
      continue;
    if (graph.arcWeights.empty()) {
      std::sort(graph.targets.begin() + begin, graph.targets.begin() + end);
      continue;
    }
    row.clear();
    for (int64_t a = begin; a < end; ++a)
      row.push_back({graph.targets[a], graph.arcWeights[a]});
    std::sort(row.begin(), row.end());
    for (int64_t a = begin; a < end; ++a)
      std::tie(graph.targets[a], graph.arcWeights[a]) = row[a - begin];
  }
}

/// Every arc has a twin of the same weight. The twins of arcs that are visited
/// by ascending source come up in ascending order at their own vertex.
static Status checkSymmetry(const Graph &graph) {
  std::vector<int64_t> next(graph.offsets.begin(), graph.offsets.end() - 1);
  for (int32_t v = 0; v < graph.vertices; ++v)
    for (int64_t a = graph.offsets[v]; a < graph.offsets[v + 1]; ++a) {
      int32_t w = graph.targets[a];
      int64_t twin = next[w];
      if (twin == graph.offsets[w + 1] || graph.targets[twin] != v)
        return malformed("expected every edge both ways, but got edge " +
                         (twin < graph.offsets[w + 1] && graph.targets[twin] < v
                              ? edgeName(graph, w, graph.targets[twin])
                              : edgeName(graph, v, w)) +
                         " only one way");
      if (graph.weight(twin) != graph.weight(a))
        return malformed("expected the same weight both ways, but got edge " +
                         edgeName(graph, v, w) + " with weights " +
                         std::to_string(graph.weight(a)) + " and " +
                         std::to_string(graph.weight(twin)));
      ++next[w];
    }
  return {};
}

Status dsa::mesh::finishGraph(Graph &graph) {
  sortArcs(graph);
  // The longest distance times the sum of weights has to fit 62 bits.
  const int64_t maxSum = INT64_MAX / 2 / (2 * Machine::maxSide);
  int64_t sum = 0;
  for (int32_t v = 0; v < graph.vertices; ++v)
    for (int64_t a = graph.offsets[v]; a < graph.offsets[v + 1]; ++a) {
      if (graph.targets[a] == v)
        return malformed("expected no self-loops, but got one at vertex " +
                         std::to_string(graph.name(v)));
      if (a > graph.offsets[v] && graph.targets[a] == graph.targets[a - 1])
        return malformed("expected each edge once, but got edge " +
                         edgeName(graph, v, graph.targets[a]) + " again");
      if (graph.weight(a) < 1)
        return malformed("expected positive weights, but got " +
                         std::to_string(graph.weight(a)) + " on edge " +
                         edgeName(graph, v, graph.targets[a]));
      if (graph.weight(a) > maxSum - sum)
        return malformed("expected edge weights that sum to at most " +
                         std::to_string(maxSum) + ", but got more");
      sum += graph.weight(a);
    }
  int64_t vertexSum = 0;
  for (int32_t v = 0; v < int32_t(graph.vertexWeights.size()); ++v) {
    if (graph.vertexWeights[v] < 1)
      return malformed("expected positive weights, but got " +
                       std::to_string(graph.vertexWeights[v]) + " on vertex " +
                       std::to_string(graph.name(v)));
    if (graph.vertexWeights[v] > maxSum - vertexSum)
      return malformed("expected vertex weights that sum to at most " +
                       std::to_string(maxSum) + ", but got more");
    vertexSum += graph.vertexWeights[v];
  }
  return checkSymmetry(graph);
}

Status dsa::mesh::applyLocations(const Graph &graph, Machine &machine) {
  if (graph.locations.cells.empty())
    return {};
  int32_t height = 0, width = 0;
  for (auto [row, column] : graph.locations.cells) {
    height = std::max(height, row + 1);
    width = std::max(width, column + 1);
  }
  if (!machine.rows) {
    machine.rows = height;
    machine.columns = width;
  }
  bool upright = height <= machine.rows && width <= machine.columns;
  if (!upright && (width > machine.rows || height > machine.columns))
    return impossible(
        "expected a mesh that holds the " + std::to_string(height) + "x" +
        std::to_string(width) + " grid of the instance, but got " +
        std::to_string(machine.rows) + "x" + std::to_string(machine.columns));
  machine.idleCores.assign(machine.cores(), 1);
  for (auto [row, column] : graph.locations.cells)
    machine.idleCores[upright ? machine.core(row, column)
                              : machine.core(column, row)] = 0;
  return {};
}
