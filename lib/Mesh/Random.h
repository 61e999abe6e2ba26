// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Random numbers that are the same everywhere (splitmix64, Steele et al.
/// 2014); the standard distributions are not.
#ifndef DSA_LIB_MESH_RANDOM_H
#define DSA_LIB_MESH_RANDOM_H

#include <cstdint>

namespace dsa::mesh {

class Random {
public:
  explicit Random(uint64_t seed) : state(seed) {}

  uint64_t next() {
    uint64_t z = (state += 0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }
  /// Below `bound`, which fits 32 bits.
  uint32_t below(uint32_t bound) {
    return uint64_t(uint32_t(next() >> 32)) * bound >> 32;
  }
  /// In [0, 1).
  double real() { return double(next() >> 11) * 0x1p-53; }

private:
  uint64_t state;
};

} // namespace dsa::mesh

#endif // DSA_LIB_MESH_RANDOM_H
