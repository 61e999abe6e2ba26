// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// A sample of what utils/fuzz/mesh-readers does at length: spoilt files are
/// refused or read, and what is read is consistent.
#include "../../../utils/fuzz/MeshReaders.h"
#include "TestGraphs.h"
#include "gtest/gtest.h"

TEST(Fuzz, SpoiltFilesAreRefusedOrConsistent) {
  dsa::mesh::FuzzCounts counts = dsa::mesh::fuzzReaders(1, 20'000);
  EXPECT_EQ(counts.inconsistent, "");
  // The mutations are mild enough that both outcomes are common.
  EXPECT_GT(counts.refused, 2'000);
  EXPECT_GT(counts.read, 2'000);
}
