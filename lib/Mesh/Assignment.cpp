// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The Hungarian method with potentials, a shortest augmenting path a row.
#include "Assignment.h"

using namespace dsa::mesh;

std::vector<int32_t> dsa::mesh::assignRows(const std::vector<int64_t> &costs,
                                           int32_t rows, int32_t columns) {
  constexpr int64_t infinity = INT64_MAX / 4;
  // Column 0 is virtual: it holds the row that looks for a place.
  std::vector<int64_t> rowPotential(rows + 1, 0);
  std::vector<int64_t> columnPotential(columns + 1, 0);
  std::vector<int32_t> rowOf(columns + 1, 0), previous(columns + 1, 0);
  for (int32_t row = 1; row <= rows; ++row) {
    std::vector<int64_t> slack(columns + 1, infinity);
    std::vector<bool> done(columns + 1, false);
    int32_t at = 0;
    rowOf[0] = row;
    do {
      done[at] = true;
      int32_t from = rowOf[at], best = 0;
      int64_t delta = infinity;
      for (int32_t c = 1; c <= columns; ++c) {
        if (done[c])
          continue;
        int64_t reduced = costs[int64_t(from - 1) * columns + c - 1] -
                          rowPotential[from] - columnPotential[c];
        if (reduced < slack[c]) {
          slack[c] = reduced;
          previous[c] = at;
        }
        if (slack[c] < delta) {
          delta = slack[c];
          best = c;
        }
      }
      for (int32_t c = 0; c <= columns; ++c) {
        if (done[c]) {
          rowPotential[rowOf[c]] += delta;
          columnPotential[c] -= delta;
        } else {
          slack[c] -= delta;
        }
      }
      at = best;
    } while (rowOf[at] != 0);
    for (; at; at = previous[at])
      rowOf[at] = rowOf[previous[at]];
  }
  std::vector<int32_t> columnOf(rows, -1);
  for (int32_t c = 1; c <= columns; ++c)
    if (rowOf[c])
      columnOf[rowOf[c] - 1] = c - 1;
  return columnOf;
}
