// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Small graphs and machines for the tests of the mesh library.
#ifndef DSA_TEST_UNIT_MESH_TESTGRAPHS_H
#define DSA_TEST_UNIT_MESH_TESTGRAPHS_H

#include "dsa/Mesh/Files.h"
#include <algorithm>
#include <cstdint>
#include <map>
#include <numeric>
#include <random>

namespace dsa::mesh {

using Edges = std::map<std::pair<int32_t, int32_t>, int64_t>;

inline Machine makeMachine(int32_t rows, int32_t columns) {
  Machine machine;
  machine.rows = rows;
  machine.columns = columns;
  return machine;
}

inline void makeChips(Machine &machine, int32_t rows, int32_t columns,
                      int32_t cost) {
  machine.chipRows = rows;
  machine.chipColumns = columns;
  machine.chipLinkCost = cost;
}

inline Graph makeGraph(int32_t vertices, const Edges &edges) {
  Graph graph;
  graph.vertices = vertices;
  std::vector<std::vector<std::pair<int32_t, int64_t>>> rows(vertices);
  for (auto [ends, weight] : edges) {
    rows[ends.first].push_back({ends.second, weight});
    rows[ends.second].push_back({ends.first, weight});
  }
  for (auto &row : rows) {
    std::sort(row.begin(), row.end());
    for (auto [target, weight] : row) {
      graph.targets.push_back(target);
      graph.arcWeights.push_back(weight);
    }
    graph.offsets.push_back(graph.targets.size());
  }
  return graph;
}

inline Graph randomGraph(int32_t vertices, int32_t edges, unsigned seed) {
  std::mt19937 random(seed);
  Edges chosen;
  for (int32_t i = 0; i < edges; ++i) {
    int32_t a = random() % vertices, b = random() % vertices;
    if (a != b)
      chosen[{std::min(a, b), std::max(a, b)}] = 1 + random() % 9;
  }
  return makeGraph(vertices, chosen);
}

/// A rows x columns stencil, 4-point or 9-point, tasks in random order.
inline Graph scrambledStencil(int32_t rows, int32_t columns, bool diagonals,
                              unsigned seed) {
  std::vector<int32_t> name(rows * columns);
  std::iota(name.begin(), name.end(), 0);
  std::mt19937 random(seed);
  std::shuffle(name.begin(), name.end(), random);
  Edges edges;
  auto join = [&](int32_t r, int32_t c, int32_t r2, int32_t c2) {
    if (r2 >= rows || c2 >= columns || c2 < 0)
      return;
    int32_t a = name[r * columns + c], b = name[r2 * columns + c2];
    edges[{std::min(a, b), std::max(a, b)}] = 1;
  };
  for (int32_t r = 0; r < rows; ++r)
    for (int32_t c = 0; c < columns; ++c) {
      join(r, c, r, c + 1);
      join(r, c, r + 1, c);
      if (!diagonals)
        continue;
      join(r, c, r + 1, c + 1);
      join(r, c, r + 1, c - 1);
    }
  return makeGraph(rows * columns, edges);
}

inline Placement identity(int32_t tasks) {
  Placement placement(tasks);
  std::iota(placement.begin(), placement.end(), 0);
  return placement;
}

} // namespace dsa::mesh

#endif // DSA_TEST_UNIT_MESH_TESTGRAPHS_H
