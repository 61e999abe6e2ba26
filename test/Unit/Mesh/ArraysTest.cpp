// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Maps of arrays against the same thing task by task.
#include "dsa/Mesh/Arrays.h"
#include "dsa/Mesh/Tool.h"
#include "gtest/gtest.h"
#include <fstream>
#include <random>
#include <set>

using namespace dsa::mesh;

namespace {

ArrayProgram read(const std::string &text) {
  auto program = readArrays(text);
  EXPECT_TRUE(program) << program.failure().message;
  return program ? *program : ArrayProgram();
}

/// Places, compares all figures with an enumeration of all tasks and flows.
ArrayFigures placeAndExpand(const ArrayProgram &program,
                            const Machine &machine) {
  auto maps = placeArrays(program, machine);
  EXPECT_TRUE(maps) << maps.failure().message;
  if (!maps)
    return {};
  std::set<int32_t> used;
  for (size_t i = 0; i < maps->size(); ++i)
    for (int32_t r = 0; r < program.arrays[i].rows; ++r)
      for (int32_t c = 0; c < program.arrays[i].columns; ++c) {
        int32_t core = (*maps)[i].core(machine, r, c);
        EXPECT_TRUE(core >= 0 && core < machine.cores());
        EXPECT_TRUE(used.insert(core).second) << "two tasks on " << core;
      }
  ArrayFigures all;
  std::vector<int64_t> loads(machine.links());
  for (const ArrayFlow &flow : program.flows) {
    const TaskArray &from = program.arrays[flow.from];
    const TaskArray &to = program.arrays[flow.to];
    for (int32_t r = 0; r < from.rows; ++r)
      for (int32_t c = 0; c < from.columns; ++c) {
        int32_t r2 = r + flow.dr, c2 = c + flow.dc;
        if (flow.wraps) {
          r2 = (r2 % to.rows + to.rows) % to.rows;
          c2 = (c2 % to.columns + to.columns) % to.columns;
        }
        if (r2 < 0 || c2 < 0 || r2 >= to.rows || c2 >= to.columns)
          continue;
        int32_t at = (*maps)[flow.from].core(machine, r, c);
        int32_t end = (*maps)[flow.to].core(machine, r2, c2);
        int64_t distance = machine.distance(at, end);
        all.volume += flow.weight * distance;
        all.weight += flow.weight;
        all.longest = std::max(all.longest, distance);
        while (at != end) {
          int32_t dc = machine.column(end) - machine.column(at);
          int way = dc > 0 ? East : dc < 0 ? West : end > at ? South : North;
          loads[int64_t(at) * 4 + way] += flow.weight;
          at = machine.beyond(at, way);
        }
      }
  }
  ArrayFigures found = measureArrays(program, *maps);
  EXPECT_EQ(found.volume, all.volume);
  EXPECT_EQ(found.weight, all.weight);
  EXPECT_EQ(found.longest, all.longest);
  EXPECT_GE(found.volume, found.bound);
  for (int64_t load : loads)
    EXPECT_LE(load, found.loadAtMost);
  return found;
}

Machine mesh(int32_t rows, int32_t columns) {
  Machine machine;
  machine.rows = rows;
  machine.columns = columns;
  return machine;
}

TEST(Arrays, ClosedFormsAreExact) {
  std::mt19937 random(3);
  for (int i = 0; i < 60; ++i) {
    ArrayProgram program;
    int arrays = 1 + random() % 4;
    for (int a = 0; a < arrays; ++a)
      program.arrays.push_back({std::string(1, 'A' + a),
                                int32_t(1 + random() % 6),
                                int32_t(1 + random() % 7)});
    for (int f = 0; f < 5; ++f) {
      ArrayFlow flow{int32_t(random() % arrays), int32_t(random() % arrays),
                     int64_t(1 + random() % 5),  int32_t(random() % 9) - 4,
                     int32_t(random() % 9) - 4,  random() % 2 == 0};
      program.flows.push_back(flow);
    }
    // What stays on its core costs nothing either way, but has no bound.
    for (ArrayFlow &flow : program.flows)
      if (flow.from == flow.to) {
        flow.wraps = false;
        flow.dr |= 1;
      }
    placeAndExpand(program, mesh(20, 24));
  }
}

TEST(Arrays, FoldsRingsAndInterleavesPartners) {
  // A ring of columns: folded, no step is longer than two.
  ArrayFigures ring =
      placeAndExpand(read("array A 4x16\nflow A A 1 0 1 wrap\n"), mesh(4, 16));
  EXPECT_EQ(ring.longest, 2);
  // Partners only: next to each other.
  ArrayFigures partners = placeAndExpand(
      read("array A 8x8\narray B 8x8\nflow A B 1 0 0\nflow B A 1 0 0\n"),
      mesh(16, 16));
  EXPECT_EQ(partners.volume, partners.bound);
  // A stencil alone is in place.
  ArrayFigures stencil = placeAndExpand(
      read("array A 9x8\nflow A A 1 0 1\nflow A A 1 1 0\nflow A A 1 0 -1\n"
           "flow A A 1 -1 0\n"),
      mesh(8, 9));
  EXPECT_EQ(stencil.volume, stencil.bound);
  EXPECT_EQ(stencil.loadAtMost, 4);
}

TEST(Arrays, WhatDoesNotFitIsSaid) {
  auto wide = placeArrays(read("array A 9x9\n"), mesh(8, 10));
  ASSERT_FALSE(wide);
  EXPECT_NE(wide.failure().message.find("81 tasks in 1 arrays, 1 too many"),
            std::string::npos)
      << wide.failure().message;
  for (const char *text :
       {"", "array A 0x3\n", "array A 3x3\narray A 3x3\n", "flow A A 1 0 1\n",
        "array A 3x3\nflow A A 0 0 1\n", "array A 3x3\nflow A A 1 0 0\n",
        "array A 3x3\nflow A A 1 3 0 wrap\n", "array A 3x3\nflow A A 1 0\n",
        "array A 3x3\nflow A A 1 0 1 round\n", "array A 3x3 4\n", "task A\n",
        "array A 99999999x99999999\n"}) {
    auto program = readArrays(text);
    ASSERT_FALSE(program) << text;
    EXPECT_EQ(program.failure().kind, Failure::Malformed);
  }
}

TEST(Arrays, ToolPlacesMillionsAtOnce) {
  std::string stem = ::testing::TempDir() + "pipeline";
  std::ofstream(stem + ".arrays") << "array A 1000x500\narray B 1000x500\n"
                                     "flow A A 1 0 1\nflow A B 1 0 0\n";
  ToolOutcome done = runTool(
      {"place", stem + ".arrays", "--mesh=1000x1000", "-o", stem + ".maps"});
  EXPECT_EQ(done.status, 0) << done.errors;
  EXPECT_NE(done.output.find("legal yes"), std::string::npos);
}

} // namespace
