// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// A floorplan of task arrays: on shelves, or interleaved so that tasks that
/// correspond are neighbours; each array straight, mirrored or folded, as the
/// exact hop volume says. All steps look at arrays and flows, none at tasks.
#include "dsa/Mesh/Arrays.h"
#include <algorithm>
#include <numeric>

using namespace dsa::mesh;

namespace {
/// How the arrays lie together: interleaved in so many rows (and as many
/// columns as that takes), or on shelves.
using Layout = int32_t;
constexpr Layout shelves = 0;

using Cost = std::pair<int64_t, int64_t>;

class Floorplan {
public:
  Floorplan(const ArrayProgram &program, const Machine &machine)
      : program(program), machine(machine), order(program.arrays.size()),
        maps(order.size()) {
    std::iota(order.begin(), order.end(), 0);
  }
  Result<std::vector<ArrayMap>> run();

private:
  bool layOut(Layout layout, bool transposed);
  bool layOutShelves(int32_t height, int32_t width);
  bool layOutInterleaved(int32_t height, int32_t width, int32_t down);
  void improve(Layout layout, bool transposed);
  bool tryKinds(size_t array);
  bool trySwaps(Layout layout, bool transposed);
  /// Volume first; of the same, what is longest.
  Cost cost() const {
    ArrayFigures figures = measureArrays(program, maps);
    return {figures.volume, figures.longest};
  }

  const ArrayProgram &program;
  const Machine &machine;
  /// The order on the shelves or of the strides.
  std::vector<size_t> order;
  std::vector<ArrayMap> maps;
};
} // namespace

static void setPlace(AxisMap &map, int32_t offset, int32_t stride,
                     int32_t length) {
  map.offset = offset;
  map.stride = stride;
  map.length = length;
}

/// Left to right, then back on the next shelf.
bool Floorplan::layOutShelves(int32_t height, int32_t width) {
  int32_t top = 0, shelf = 0, used = 0;
  bool back = false;
  for (size_t i : order) {
    const TaskArray &array = program.arrays[i];
    if (used + array.columns > width) {
      top += shelf;
      shelf = used = 0;
      back = !back;
    }
    shelf = std::max(shelf, array.rows);
    if (array.columns > width || top + shelf > height)
      return false;
    setPlace(maps[i].rows, top, 1, array.rows);
    setPlace(maps[i].columns, back ? width - used - array.columns : used, 1,
             array.columns);
    used += array.columns;
  }
  return true;
}

/// Every `down`-th row and every `across`-th column is one array's, in order
/// back and forth.
bool Floorplan::layOutInterleaved(int32_t height, int32_t width, int32_t down) {
  int32_t across = (order.size() + down - 1) / down;
  for (size_t rank = 0; rank < order.size(); ++rank) {
    const TaskArray &array = program.arrays[order[rank]];
    if (int64_t(array.rows) * down > height ||
        int64_t(array.columns) * across > width)
      return false;
    int32_t row = rank / across, column = rank % across;
    ArrayMap &map = maps[order[rank]];
    setPlace(map.rows, row, down, array.rows);
    setPlace(map.columns, row % 2 ? across - 1 - column : column, across,
             array.columns);
  }
  return true;
}

bool Floorplan::layOut(Layout layout, bool transposed) {
  int32_t height = transposed ? machine.columns : machine.rows;
  int32_t width = transposed ? machine.rows : machine.columns;
  for (ArrayMap &map : maps)
    map.transposed = transposed;
  return layout == shelves ? layOutShelves(height, width)
                           : layOutInterleaved(height, width, layout);
}

/// Each order of the rows with each of the columns; whether that helped.
bool Floorplan::tryKinds(size_t array) {
  ArrayMap best = maps[array];
  const Cost before = cost();
  Cost least = before;
  for (int rows = 0; rows < 3; ++rows)
    for (int columns = 0; columns < 3; ++columns) {
      maps[array].rows.kind = AxisMap::Kind(rows);
      maps[array].columns.kind = AxisMap::Kind(columns);
      if (Cost now = cost(); now < least) {
        least = now;
        best = maps[array];
      }
    }
  maps[array] = best;
  return least < before;
}

bool Floorplan::trySwaps(Layout layout, bool transposed) {
  bool better = false;
  Cost least = cost();
  std::vector<ArrayMap> best = maps;
  for (size_t i = 0; i < order.size(); ++i)
    for (size_t j = i + 1; j < order.size(); ++j) {
      std::swap(order[i], order[j]);
      if (layOut(layout, transposed) && cost() < least) {
        least = cost();
        best = maps;
        better = true;
      } else {
        std::swap(order[i], order[j]);
      }
    }
  maps = best;
  return better;
}

void Floorplan::improve(Layout layout, bool transposed) {
  // Swaps are tried among few arrays only: there are squares of them.
  constexpr size_t few = 24;
  bool changed = true;
  for (int round = 0; changed && round < 8; ++round) {
    changed = order.size() <= few && trySwaps(layout, transposed);
    for (size_t array = 0; array < maps.size(); ++array)
      changed |= tryKinds(array);
  }
}

Result<std::vector<ArrayMap>> Floorplan::run() {
  std::vector<ArrayMap> best;
  Cost least;
  const Layout most = std::min<size_t>(order.size(), 16);
  for (Layout layout = shelves; layout <= most; ++layout)
    for (bool transposed : {false, true}) {
      std::iota(order.begin(), order.end(), 0);
      maps.assign(order.size(), {});
      if (!layOut(layout, transposed))
        continue;
      improve(layout, transposed);
      Cost now = cost();
      if (!best.empty() && now >= least)
        continue;
      least = now;
      best = maps;
    }
  if (!best.empty())
    return best;
  int64_t tasks = 0;
  for (const TaskArray &array : program.arrays)
    tasks += int64_t(array.rows) * array.columns;
  return impossible(
      "expected arrays that fit " + std::to_string(machine.rows) + "x" +
      std::to_string(machine.columns) +
      " cores on shelves or interleaved, but got " + std::to_string(tasks) +
      " tasks in " + std::to_string(program.arrays.size()) + " arrays" +
      (tasks > machine.cores()
           ? ", " + std::to_string(tasks - machine.cores()) + " too many"
           : ""));
}

Result<std::vector<ArrayMap>>
dsa::mesh::placeArrays(const ArrayProgram &program, const Machine &machine) {
  if (machine.torus || machine.hasFaults() || machine.capacity ||
      machine.hasChips() || !machine.idleCores.empty())
    return impossible("expected a mesh without wrap links, faults, chips and "
                      "capacities for arrays, but got one with some; expand "
                      "the arrays to a graph");
  return Floorplan(program, machine).run();
}
