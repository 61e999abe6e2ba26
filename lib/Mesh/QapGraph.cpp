// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Reads a QAPLIB instance (`.dat`) whose distances are those of a grid, and
/// finds that grid.
#include "TextScanner.h"
#include "dsa/Mesh/Files.h"
#include <algorithm>
#include <cstdlib>
#include <numeric>

using namespace dsa::mesh;

namespace {
/// Puts location after location on the grid, consistent with all before.
class GridSearch {
public:
  GridSearch(const std::vector<int64_t> &distances, int64_t scale, int32_t n)
      : distances(distances), scale(scale), n(n) {}

  bool place(int32_t location) {
    if (location == n)
      return true;
    if (location == 0) {
      cells.push_back({0, 0});
      return place(1);
    }
    int64_t radius = distance(0, location);
    for (int64_t row = -radius; row <= radius; ++row) {
      int64_t column = radius - std::abs(row);
      for (int64_t sign : {1, -1}) {
        if (tryCell(location, {row, sign * column}) || steps > maxSteps)
          return steps <= maxSteps;
        if (column == 0)
          break;
      }
    }
    return false;
  }

  std::vector<std::pair<int32_t, int32_t>> cells;

private:
  int64_t distance(int32_t a, int32_t b) const {
    return distances[int64_t(a) * n + b] / scale;
  }
  bool tryCell(int32_t location, std::pair<int32_t, int32_t> cell) {
    for (int32_t other = 0; other < location; ++other) {
      ++steps;
      if (std::abs(cell.first - cells[other].first) +
              std::abs(cell.second - cells[other].second) !=
          distance(other, location))
        return false;
    }
    cells.push_back(cell);
    if (place(location + 1))
      return true;
    cells.pop_back();
    return false;
  }

  /// No instance with a grid needs more; without one the search ends early.
  static constexpr int64_t maxSteps = 50'000'000;
  int64_t steps = 0;
  const std::vector<int64_t> &distances;
  int64_t scale;
  int32_t n;
};
} // namespace

GridLocations
dsa::mesh::findGridLocations(const std::vector<int64_t> &distances, int32_t n) {
  int64_t scale = 0;
  for (int32_t i = 0; i < n; ++i)
    for (int32_t j = 0; j < n; ++j) {
      int64_t d = distances[int64_t(i) * n + j];
      if (d != distances[int64_t(j) * n + i] || (i == j ? d != 0 : d <= 0))
        return {};
      scale = std::gcd(scale, d);
    }
  scale = std::max<int64_t>(scale, 1);
  for (int64_t d : distances)
    if (d / scale > Machine::maxSide)
      return {};
  GridSearch search(distances, scale, n);
  // A location takes a level of the recursion.
  if (n > 4096 || !search.place(0))
    return {};
  int32_t top = 0, left = 0;
  for (auto [row, column] : search.cells) {
    top = std::min(top, row);
    left = std::min(left, column);
  }
  for (auto &[row, column] : search.cells)
    row -= top, column -= left;
  return {scale, std::move(search.cells)};
}

static Status readMatrix(TextScanner &scanner, int32_t n,
                         std::vector<int64_t> &matrix) {
  matrix.resize(int64_t(n) * n);
  for (int64_t &entry : matrix) {
    scanner.skipSpace();
    if (!scanner.readNumber(entry))
      return scanner.expected("two matrices of " + std::to_string(n) + "x" +
                              std::to_string(n) + " integers");
  }
  return {};
}

Result<Graph> dsa::mesh::readQapGraph(std::string_view text, FlowMatrix flow) {
  TextScanner scanner(text);
  int64_t n;
  scanner.skipSpace();
  if (!scanner.readNumber(n))
    return scanner.expected("the size of the instance");
  if (n < 1 || n > INT16_MAX || 2 * n * n > scanner.bytesLeft())
    return scanner.expectedInstead("no larger size than the file has room for",
                                   std::to_string(n));
  std::vector<int64_t> a, b;
  if (Status failure = readMatrix(scanner, n, a))
    return *failure;
  if (Status failure = readMatrix(scanner, n, b))
    return *failure;
  scanner.skipSpace();
  if (!scanner.atEnd())
    return scanner.expected("the end of the file");

  Graph graph;
  if (flow != FlowMatrix::A) {
    graph.locations = findGridLocations(a, n);
    flow = graph.locations.cells.empty() && flow == FlowMatrix::Detect
               ? FlowMatrix::A
               : FlowMatrix::B;
  }
  if (flow == FlowMatrix::A)
    graph.locations = findGridLocations(b, n);
  if (graph.locations.cells.empty())
    return malformed("expected a matrix that is a multiple of the Manhattan "
                     "distances of grid cells, but got none");
  const std::vector<int64_t> &flows = flow == FlowMatrix::A ? a : b;
  graph.vertices = n;
  for (int32_t i = 0; i < n; ++i) {
    for (int32_t j = 0; j < n; ++j)
      if (int64_t weight = flows[i * n + j]) {
        graph.targets.push_back(j);
        graph.arcWeights.push_back(weight);
      }
    graph.offsets.push_back(graph.targets.size());
  }
  if (Status failure = finishGraph(graph))
    return *failure;
  return graph;
}
