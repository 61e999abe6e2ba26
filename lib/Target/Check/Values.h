// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Elements of samples as bits: made up, compared, printed.
#ifndef DSA_LIB_TARGET_CHECK_VALUES_H
#define DSA_LIB_TARGET_CHECK_VALUES_H

#include "mlir/IR/BuiltinTypes.h"
#include <cstdint>

namespace mlir::dsa {

/// Numbers that look random and are a function of the seed (SplitMix64).
class RandomBits {
public:
  explicit RandomBits(uint64_t seed) : state(seed) {}
  uint64_t operator()() {
    uint64_t bits = state += 0x9E3779B97F4A7C15;
    bits = (bits ^ bits >> 30) * 0xBF58476D1CE4E5B9;
    bits = (bits ^ bits >> 27) * 0x94D049BB133111EB;
    return bits ^ bits >> 31;
  }

private:
  uint64_t state;
};

/// Makes up elements of one type (an integer or a float of at most 64 bits).
class ElementSource {
public:
  explicit ElementSource(Type type);

  /// An element for a sample of number `sample`. Samples take turns: any bits,
  /// only edges (least, most, denormals, infinities, NaN...), tiny, powers of
  /// two among zeros, mixed, and moderate ones whose sums neither overflow nor
  /// vanish.
  uint64_t make(uint64_t sample, RandomBits &random) const;

private:
  uint64_t makeMixed(RandomBits &random) const;
  uint64_t makeEdge(bool finite, RandomBits &random) const;
  uint64_t makeTiny(RandomBits &random) const;
  uint64_t makePower(RandomBits &random) const;
  uint64_t makeModerate(RandomBits &random) const;
  uint64_t makeFloat(int64_t exponent, RandomBits &random) const;

  Type type;
  unsigned width;
  /// The first `numFinite` are finite.
  SmallVector<uint64_t> edges;
  size_t numFinite;
};

/// Whether two elements are the same: all bits, or both NaN.
bool areSame(Type type, uint64_t a, uint64_t b);

/// `-3`, or `1.5 (0x3FC0)`.
std::string formatElement(Type type, uint64_t bits);

/// The element of `bytes` bytes at `memory`, and back.
uint64_t readElement(const char *memory, unsigned bytes);
void writeElement(char *memory, unsigned bytes, uint64_t value);

} // namespace mlir::dsa

#endif // DSA_LIB_TARGET_CHECK_VALUES_H
