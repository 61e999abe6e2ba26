// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Recognises rectangular lattices whose tasks come in any order. In a 4-point
/// lattice the distances from a vertex inside have their local maxima exactly
/// at the corners, and distances from two corners of a side give coordinates.
/// In a 9-point lattice the vertices farthest from anywhere are a side, and
/// distances from a whole side are a coordinate. The result is checked: every
/// cell once, or there is none.
#include "BreadthFirst.h"
#include "PlacementProblem.h"
#include <algorithm>

using namespace dsa::mesh;

namespace {
class LatticeFinder {
public:
  explicit LatticeFinder(const Graph &graph)
      : graph(graph), search(graph), random(11) {}
  Lattice find();

private:
  Lattice fromCorners();
  Lattice fromSides();
  std::vector<int32_t> corners();
  std::vector<int32_t> distancesFrom(const std::vector<int32_t> &sources) {
    search.run(sources);
    return search.distance();
  }

  const Graph &graph;
  BreadthFirst search;
  Random random;
};
} // namespace

/// The local maxima of the distance from a vertex inside, if there are four.
std::vector<int32_t> LatticeFinder::corners() {
  for (int attempt = 0; attempt < 4; ++attempt) {
    search.run({int32_t(random.below(graph.vertices))});
    if (int32_t(search.order().size()) != graph.vertices)
      return {};
    const std::vector<int32_t> &d = search.distance();
    std::vector<int32_t> peaks;
    for (int32_t v = 0; v < graph.vertices && peaks.size() <= 4; ++v) {
      bool isPeak = true;
      for (int64_t a = graph.offsets[v]; a < graph.offsets[v + 1]; ++a)
        isPeak &= d[graph.targets[a]] < d[v];
      if (isPeak)
        peaks.push_back(v);
    }
    if (peaks.size() == 4)
      return peaks;
  }
  return {};
}

Lattice LatticeFinder::fromCorners() {
  std::vector<int32_t> peaks = corners();
  if (peaks.empty())
    return {};
  std::vector<int32_t> fromA = distancesFrom({peaks[0]});
  // The corner farthest from A is opposite; B is any other.
  std::sort(peaks.begin() + 1, peaks.end(),
            [&](int32_t a, int32_t b) { return fromA[a] < fromA[b]; });
  std::vector<int32_t> fromB = distancesFrom({peaks[1]});
  int32_t side = fromA[peaks[1]];
  Lattice found;
  for (int32_t v = 0; v < graph.vertices; ++v) {
    int32_t twiceX = fromA[v] - fromB[v] + side;
    int32_t twiceY = fromA[v] + fromB[v] - side;
    if (twiceX % 2 || twiceX < 0 || twiceY < 0)
      return {};
    found.x.push_back(twiceX / 2);
    found.y.push_back(twiceY / 2);
  }
  return found;
}

Lattice LatticeFinder::fromSides() {
  search.run({int32_t(random.below(graph.vertices))});
  if (int32_t(search.order().size()) != graph.vertices)
    return {};
  // A few sweeps from side to side make the sides whole.
  auto sweep = [&](std::vector<int32_t> side) {
    for (int i = 0; i < 4; ++i) {
      search.run(side);
      side = search.lastLevel();
    }
    return distancesFrom(side);
  };
  Lattice found;
  found.x = sweep(search.lastLevel());
  // Two vertices far apart, but on the same line, lead to the other sides.
  int32_t width = *std::max_element(found.x.begin(), found.x.end());
  int32_t end = -1;
  for (int i = 0; i < 3; ++i) {
    if (end < 0)
      end = std::find(found.x.begin(), found.x.end(), width / 2) -
            found.x.begin();
    search.run({end});
    const std::vector<int32_t> &order = search.order();
    for (size_t j = order.size(); j-- > 0;)
      if (found.x[order[j]] == width / 2) {
        end = order[j];
        break;
      }
  }
  // The side that `end` is on: vertices farthest from the opposite end.
  search.run({end});
  std::vector<int32_t> opposite;
  for (int32_t v : search.lastLevel())
    opposite.push_back(v);
  found.y = sweep(opposite);
  return found;
}

/// Whether each cell of a full rectangle has one vertex; sets its sides.
static bool fillsRectangle(Lattice &found) {
  if (found.x.empty())
    return false;
  found.width = 1 + *std::max_element(found.x.begin(), found.x.end());
  found.height = 1 + *std::max_element(found.y.begin(), found.y.end());
  if (int64_t(found.width) * found.height != int64_t(found.x.size()))
    return false;
  std::vector<bool> taken(found.x.size(), false);
  for (size_t v = 0; v < found.x.size(); ++v) {
    int64_t cell = int64_t(found.y[v]) * found.width + found.x[v];
    if (taken[cell])
      return false;
    taken[cell] = true;
  }
  return true;
}

Lattice LatticeFinder::find() {
  Lattice found = fromCorners();
  if (fillsRectangle(found))
    return found;
  found = fromSides();
  if (fillsRectangle(found))
    return found;
  return {};
}

/// The first place where `rows` x `columns` cores can all run tasks, nearest
/// to the corner; false if there is none.
static bool findFreeRectangle(const PlacementProblem &problem, int32_t rows,
                              int32_t columns, int32_t &top, int32_t &left) {
  const Machine &machine = problem.machine;
  if (rows > machine.rows || columns > machine.columns)
    return false;
  // Heights of free columns above each row, and runs of tall ones.
  std::vector<int32_t> height(machine.columns, 0);
  for (int32_t r = 0; r < machine.rows; ++r) {
    int32_t run = 0;
    for (int32_t c = 0; c < machine.columns; ++c) {
      height[c] = problem.room[machine.core(r, c)] ? height[c] + 1 : 0;
      run = height[c] >= rows ? run + 1 : 0;
      if (run < columns)
        continue;
      top = r - rows + 1;
      left = c - columns + 1;
      return true;
    }
  }
  return false;
}

Lattice dsa::mesh::findLattice(const PlacementProblem &problem) {
  const Graph &graph = problem.graph;
  // A lattice has from 2 to 8 neighbours everywhere.
  for (int32_t v = 0; v < graph.vertices; ++v) {
    int64_t degree = graph.offsets[v + 1] - graph.offsets[v];
    if (degree < 2 || degree > 8)
      return {};
  }
  if (graph.vertices < 9 || !problem.uniform)
    return {};
  return LatticeFinder(graph).find();
}

Placement dsa::mesh::placeLattice(const PlacementProblem &problem,
                                  const Lattice &lattice) {
  int32_t top, left;
  bool upright =
      findFreeRectangle(problem, lattice.height, lattice.width, top, left);
  if (!upright &&
      !findFreeRectangle(problem, lattice.width, lattice.height, top, left))
    return {};
  Placement placement(lattice.x.size());
  for (size_t v = 0; v < placement.size(); ++v)
    placement[v] =
        upright ? problem.machine.core(top + lattice.y[v], left + lattice.x[v])
                : problem.machine.core(top + lattice.x[v], left + lattice.y[v]);
  return placement;
}
