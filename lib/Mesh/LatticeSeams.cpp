// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// A lattice on a mesh with faults and a few lines to spare. Each line of tasks
/// keeps to a line of cores and passes over those that are dead; where it does
/// so, lines beside it had better, too, so that the lattice is torn along
/// seams. For one line, given those beside it, dynamic programming is exact;
/// lines take turns.
#include "PlacementProblem.h"
#include <algorithm>
#include <limits>

using namespace dsa::mesh;

namespace {
/// The lattice and the machine seen along the lines, whichever way they run.
class SeamPlacer {
public:
  SeamPlacer(const PlacementProblem &problem, const Lattice &lattice,
             bool linesAreX, bool linesAreColumns);
  Placement run();

private:
  int32_t core(int32_t line, int32_t at) const {
    return linesAreColumns
               ? problem.machine.core(firstAt + at, firstLine + line)
               : problem.machine.core(firstLine + line, firstAt + at);
  }
  bool placeLine(int32_t line, bool withNext);

  const PlacementProblem &problem;
  const Lattice &lattice;
  bool linesAreX, linesAreColumns;
  /// Lines of tasks, tasks of a line, and how far they may shift.
  int32_t lines, length, slack;
  int32_t firstLine, firstAt;
  /// Where task `i` of a line is along it, minus i.
  std::vector<int32_t> shift;
  std::vector<int32_t> cost, from;
};
} // namespace

SeamPlacer::SeamPlacer(const PlacementProblem &problem, const Lattice &lattice,
                       bool linesAreX, bool linesAreColumns)
    : problem(problem), lattice(lattice), linesAreX(linesAreX),
      linesAreColumns(linesAreColumns),
      lines(linesAreX ? lattice.width : lattice.height),
      length(linesAreX ? lattice.height : lattice.width) {
  const Machine &machine = problem.machine;
  int32_t along = linesAreColumns ? machine.rows : machine.columns;
  int32_t across = linesAreColumns ? machine.columns : machine.rows;
  constexpr int32_t enough = 64;
  slack = std::min(along - length, enough);
  firstAt = (along - length - slack) / 2;
  firstLine = (across - lines) / 2;
  if (across < lines)
    slack = -1;
}

/// The best shifts of one line, never falling along it; whether they changed.
/// A task on a dead core is a last resort: it will have to look for another.
bool SeamPlacer::placeLine(int32_t line, bool withNext) {
  constexpr int32_t homeless = 8;
  const int32_t states = slack + 1;
  cost.assign(size_t(length) * states, 0);
  from.assign(cost.size(), 0);
  const int32_t *before = line ? &shift[size_t(line - 1) * length] : nullptr;
  const int32_t *after = withNext && line + 1 < lines
                             ? &shift[size_t(line + 1) * length]
                             : nullptr;
  for (int32_t i = 0; i < length; ++i) {
    int32_t best = std::numeric_limits<int32_t>::max(), bestState = 0;
    for (int32_t s = 0; s < states; ++s) {
      size_t slot = size_t(i) * states + s;
      int32_t own = problem.room[core(line, i + s)] ? 0 : homeless;
      own += before ? std::abs(s - before[i]) : 0;
      own += after ? std::abs(s - after[i]) : 0;
      if (i) {
        // A step of the shift lengthens the way along the line.
        int32_t stay = cost[slot - states] - s;
        if (stay < best) {
          best = stay;
          bestState = s;
        }
        own += best + s;
        from[slot] = bestState;
      }
      cost[slot] = own;
    }
  }
  int32_t *mine = &shift[size_t(line) * length];
  const int32_t *last = &cost[size_t(length - 1) * states];
  int32_t s = std::min_element(last, last + states) - last;
  bool changed = false;
  for (int32_t i = length - 1; i >= 0; --i) {
    changed |= mine[i] != s;
    mine[i] = s;
    s = from[size_t(i) * states + s];
  }
  return changed;
}

Placement SeamPlacer::run() {
  if (slack < 0)
    return {};
  shift.assign(size_t(lines) * length, 0);
  for (int32_t line = 0; line < lines; ++line)
    placeLine(line, false);
  bool changed = true;
  for (int sweep = 0; sweep < 12 && changed && !problem.outOfTime(); ++sweep) {
    changed = false;
    for (int32_t i = 0; i < lines; ++i)
      changed |= placeLine(sweep % 2 ? i : lines - 1 - i, true);
  }
  Placement placement(lattice.x.size());
  for (size_t v = 0; v < placement.size(); ++v) {
    int32_t line = linesAreX ? lattice.x[v] : lattice.y[v];
    int32_t i = linesAreX ? lattice.y[v] : lattice.x[v];
    placement[v] = core(line, i + shift[size_t(line) * length + i]);
  }
  return placement;
}

Placement dsa::mesh::placeLatticeWithSeams(const PlacementProblem &problem,
                                           const Lattice &lattice) {
  Placement best;
  int64_t bestVolume = 0;
  for (int way = 0; way < 4; ++way) {
    Placement placement = SeamPlacer(problem, lattice, way & 1, way & 2).run();
    if (placement.empty() || repairCapacity(problem, placement))
      continue;
    int64_t volume = hopVolume(problem, placement);
    if (!best.empty() && volume >= bestVolume)
      continue;
    best = std::move(placement);
    bestVolume = volume;
  }
  return best;
}
