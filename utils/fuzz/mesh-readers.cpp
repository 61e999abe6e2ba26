// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// `mesh-readers [seed [rounds]]`: the fuzzer of the mesh readers, best built
/// with the preset `sanitize`.
#include "MeshReaders.h"
#include <cstdio>
#include <cstdlib>

int main(int argc, char **argv) {
  uint64_t seed = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 1;
  int64_t rounds = argc > 2 ? std::strtoll(argv[2], nullptr, 10) : 5'000'000;
  dsa::mesh::FuzzCounts counts = dsa::mesh::fuzzReaders(seed, rounds);
  std::printf("%lld read, %lld refused\n", (long long)counts.read,
              (long long)counts.refused);
  if (counts.inconsistent.empty())
    return 0;
  std::printf("inconsistent:\n%s\n", counts.inconsistent.c_str());
  return 1;
}
