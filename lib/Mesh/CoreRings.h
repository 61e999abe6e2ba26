// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The cores of a window, nearest first.
#ifndef DSA_LIB_MESH_CORERINGS_H
#define DSA_LIB_MESH_CORERINGS_H

#include "dsa/Mesh/Machine.h"
#include <algorithm>
#include <cstdlib>

namespace dsa::mesh {

/// Goes round `centre` (brought into the window) at distance 0, 1, 2 and so
/// on; wrap links do not count.
class CoreRings {
public:
  CoreRings(const Machine &machine, const Window &window, int32_t centre)
      : machine(machine), window(window),
        row(std::clamp(machine.row(centre), window.r1, window.r2)),
        column(std::clamp(machine.column(centre), window.c1, window.c2)),
        at(row) {}

  /// -1 when all have been.
  int32_t next() {
    int32_t farthest = std::max(row - window.r1, window.r2 - row) +
                       std::max(column - window.c1, window.c2 - column);
    while (distance <= farthest) {
      if (at > std::min(row + distance, window.r2)) {
        ++distance;
        at = std::max(row - distance, window.r1);
        right = false;
        continue;
      }
      int32_t side = distance - std::abs(at - row);
      int32_t r = at, c = right ? column + side : column - side;
      if (right || side == 0) {
        ++at;
        right = false;
      } else {
        right = true;
      }
      if (c >= window.c1 && c <= window.c2)
        return machine.core(r, c);
    }
    return -1;
  }

private:
  const Machine &machine;
  Window window;
  int32_t row, column;
  int32_t distance = 0;
  /// The row that comes next, and on which side of the centre.
  int32_t at;
  bool right = false;
};

} // namespace dsa::mesh

#endif // DSA_LIB_MESH_CORERINGS_H
