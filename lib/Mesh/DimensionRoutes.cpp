// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Dimension order, on a mesh and on a torus.
#include "RoutingTable.h"
#include <algorithm>

using namespace dsa::mesh;

namespace {
/// The way along one side of the machine.
struct Leg {
  int direction;
  int32_t steps;
};
} // namespace

/// The shorter way; on a tie the one whose links are emptier.
static Leg chooseLeg(const RoutingTable &table, int32_t core, int up,
                     int32_t from, int32_t to, int32_t side, bool wraps) {
  int32_t forward = to - from;
  if (!wraps)
    return {forward >= 0 ? up : opposite(up), std::abs(forward)};
  if (forward < 0)
    forward += side;
  if (2 * forward != side)
    return 2 * forward < side ? Leg{up, forward}
                              : Leg{opposite(up), side - forward};
  int64_t fullest[2] = {0, 0};
  for (int way = 0; way < 2; ++way)
    for (int32_t i = 0, at = core; i < forward; ++i) {
      int direction = way ? opposite(up) : up;
      fullest[way] =
          std::max(fullest[way], table.loads[int64_t(at) * 4 + direction]);
      at = table.machine.beyond(at, direction);
    }
  return {fullest[1] < fullest[0] ? opposite(up) : up, forward};
}

void dsa::mesh::routeByDimension(RoutingTable &table, bool rowFirst) {
  const Machine &machine = table.machine;
  table.classes.assign(table.flows.size(), 0);
  for (size_t f = 0; f < table.flows.size(); ++f) {
    const Flow &flow = table.flows[f];
    uint8_t *steps = &table.steps[table.offsets[f]];
    int32_t at = flow.from;
    for (int part = 0; part < 2; ++part) {
      Leg leg = (part == 0) == rowFirst
                    ? chooseLeg(table, at, East, machine.column(flow.from),
                                machine.column(flow.to), machine.columns,
                                machine.wrapsColumns())
                    : chooseLeg(table, at, South, machine.row(flow.from),
                                machine.row(flow.to), machine.rows,
                                machine.wrapsRows());
      for (int32_t i = 0; i < leg.steps; ++i) {
        *steps++ = leg.direction;
        at = machine.beyond(at, leg.direction);
      }
    }
    table.addLoad(flow, &table.steps[table.offsets[f]], table.length(f), 1);
  }
}
