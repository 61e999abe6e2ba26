// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Hop volume and the load of links under dimension order. A flow adds two
/// marks a dimension however long it is; prefix sums make them loads.
#include "dsa/Mesh/Metrics.h"
#include "Phases.h"
#include <algorithm>

using namespace dsa::mesh;

HopFigures dsa::mesh::measureHops(const Graph &graph, const Machine &machine,
                                  const Placement &placement) {
  HopFigures figures;
  for (int32_t v = 0; v < graph.vertices; ++v)
    for (int64_t a = graph.offsets[v]; a < graph.offsets[v + 1]; ++a) {
      int32_t d = machine.distance(placement[v], placement[graph.targets[a]]);
      figures.volume += graph.weight(a) * d;
      figures.weight += graph.weight(a);
      figures.longest = std::max(figures.longest, d);
    }
  return figures;
}

namespace {
/// Loads of the links of one dimension: `lines` rows (or columns) of `length`
/// links, a mark where load begins and one where it ends.
class LineLoads {
public:
  LineLoads(int32_t lines, int32_t length, bool wraps)
      : length(length), wraps(wraps), up(size_t(lines) * (length + 1)),
        down(up.size()) {}

  void add(int32_t line, int32_t from, int32_t to, int64_t weight) {
    int32_t forward = to - from;
    if (wraps && forward < 0)
      forward += length;
    if (wraps ? forward <= length - forward : forward >= 0)
      mark(up, line, from, forward, weight);
    else
      // A link down is numbered by the position that it leaves.
      mark(down, line, wraps && to + 1 == length ? 0 : to + 1,
           wraps ? length - forward : -forward, weight);
  }
  void finish() {
    for (auto *loads : {&up, &down})
      for (size_t line = 0; line < loads->size(); line += length + 1)
        for (int32_t i = 1; i < length; ++i)
          (*loads)[line + i] += (*loads)[line + i - 1];
  }
  int64_t loadUp(int32_t line, int32_t at) const {
    return up[size_t(line) * (length + 1) + at];
  }
  int64_t loadDown(int32_t line, int32_t at) const {
    return down[size_t(line) * (length + 1) + at];
  }

private:
  void mark(std::vector<int64_t> &loads, int32_t line, int32_t begin,
            int32_t count, int64_t weight) {
    if (count == 0)
      return;
    int64_t *at = &loads[size_t(line) * (length + 1)];
    at[begin] += weight;
    int32_t end = begin + count;
    if (end > length) {
      at[0] += weight;
      end -= length;
    }
    at[end] -= weight;
  }

  int32_t length;
  bool wraps;
  std::vector<int64_t> up, down;
};
} // namespace

/// Loads each link of the net's dimension-order tree once.
static void addNet(const Net &net, const Machine &machine,
                   const Placement &placement, std::vector<int32_t> &lastNet,
                   int32_t number, std::vector<int64_t> &loads) {
  for (int32_t sink : net.sinks) {
    int32_t at = placement[net.driver], to = placement[sink];
    auto walk = [&](int up, int32_t here, int32_t there, int32_t side,
                    bool wraps) {
      int32_t forward = there - here;
      if (wraps && forward < 0)
        forward += side;
      bool goesUp = wraps ? forward <= side - forward : forward >= 0;
      int32_t steps = goesUp ? forward : wraps ? side - forward : -forward;
      for (; steps > 0; --steps) {
        int direction = goesUp ? up : opposite(up);
        int64_t link = int64_t(at) * 4 + direction;
        if (lastNet[link] != number)
          loads[link] += net.weight * machine.linkCost(at, direction);
        lastNet[link] = number;
        at = machine.beyond(at, direction);
      }
    };
    walk(East, machine.column(at), machine.column(to), machine.columns,
         machine.wrapsColumns());
    walk(South, machine.row(at), machine.row(to), machine.rows,
         machine.wrapsRows());
  }
}

std::vector<int64_t>
dsa::mesh::dimensionOrderLoads(const Graph &graph, const Machine &machine,
                               const Placement &placement) {
  if (graph.phases > 1) {
    std::vector<int64_t> most(machine.links(), 0);
    for (int32_t phase = 0; phase < graph.phases; ++phase) {
      std::vector<int64_t> loads =
          dimensionOrderLoads(phaseGraph(graph, phase), machine, placement);
      for (size_t link = 0; link < most.size(); ++link)
        most[link] = std::max(most[link], loads[link]);
    }
    return most;
  }
  LineLoads alongRows(machine.rows, machine.columns, machine.wrapsColumns());
  LineLoads alongColumns(machine.columns, machine.rows, machine.wrapsRows());
  for (int32_t v = 0; v < graph.vertices; ++v)
    for (int64_t a = graph.offsets[v]; a < graph.offsets[v + 1]; ++a) {
      int32_t from = placement[v], to = placement[graph.targets[a]];
      alongRows.add(machine.row(from), machine.column(from), machine.column(to),
                    graph.weight(a));
      alongColumns.add(machine.column(to), machine.row(from), machine.row(to),
                       graph.weight(a));
    }
  alongRows.finish();
  alongColumns.finish();
  std::vector<int64_t> loads(machine.links());
  for (int32_t core = 0; core < machine.cores(); ++core) {
    int32_t row = machine.row(core), column = machine.column(core);
    int64_t *at = &loads[int64_t(core) * 4];
    at[East] = alongRows.loadUp(row, column);
    at[West] = alongRows.loadDown(row, column);
    at[South] = alongColumns.loadUp(column, row);
    at[North] = alongColumns.loadDown(column, row);
    for (int way = 0; way < numDirections; ++way)
      at[way] *= machine.linkCost(core, way);
  }
  if (graph.nets.empty())
    return loads;
  std::vector<int32_t> lastNet(loads.size(), -1);
  for (size_t n = 0; n < graph.nets.size(); ++n)
    addNet(graph.nets[n], machine, placement, lastNet, n, loads);
  return loads;
}

int64_t dsa::mesh::maximumLoad(const std::vector<int64_t> &loads) {
  return loads.empty() ? 0 : *std::max_element(loads.begin(), loads.end());
}
