// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Regular programs: arrays of tasks, placed by a map of a few numbers each,
/// in time that does not depend on the number of cores.
#ifndef DSA_MESH_ARRAYS_H
#define DSA_MESH_ARRAYS_H

#include "dsa/Mesh/Machine.h"
#include <string>

namespace dsa::mesh {

struct TaskArray {
  std::string name;
  int32_t rows, columns;
};

/// From task (r, c) of one array to (r + dr, c + dc) of another or the same,
/// where that exists; modulo its extents if it wraps.
struct ArrayFlow {
  int32_t from, to;
  int64_t weight;
  int32_t dr = 0, dc = 0;
  bool wraps = false;
};

struct ArrayProgram {
  std::vector<TaskArray> arrays;
  std::vector<ArrayFlow> flows;
};

/// Where index i of `length` lies: offset + stride * p, p being i, or counted
/// from the end, or folded: the first half on even places there, the second
/// on odd ones back, so that both ends and all neighbours are within two.
struct AxisMap {
  enum Kind { Straight, Mirrored, Folded };
  Kind kind = Straight;
  int32_t offset = 0, stride = 1, length = 1;

  int64_t at(int64_t i) const;
};

/// The rows of an array along the rows of the mesh, or along its columns.
struct ArrayMap {
  AxisMap rows, columns;
  bool transposed = false;

  int32_t core(const Machine &machine, int32_t r, int32_t c) const {
    return transposed ? machine.core(columns.at(c), rows.at(r))
                      : machine.core(rows.at(r), columns.at(c));
  }
};

struct ArrayFigures {
  int64_t volume = 0, weight = 0, longest = 0;
  /// No routing goes below: flows between different tasks go a hop at least.
  int64_t bound = 0;
  /// No link carries more under dimension order.
  int64_t loadAtMost = 0;
};

/// `array NAME RxC` and `flow FROM TO WEIGHT DR DC [wrap]`, a line each.
Result<ArrayProgram> readArrays(std::string_view text);
std::string writeArrayMaps(const ArrayProgram &program,
                           const std::vector<ArrayMap> &maps);

/// A map for each array; fails where they do not fit a mesh without faults.
Result<std::vector<ArrayMap>> placeArrays(const ArrayProgram &program,
                                          const Machine &machine);
ArrayFigures measureArrays(const ArrayProgram &program,
                           const std::vector<ArrayMap> &maps);

} // namespace dsa::mesh

#endif // DSA_MESH_ARRAYS_H
