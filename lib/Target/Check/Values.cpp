// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Random and edge values of the element types of registers.
#include "Values.h"
#include "llvm/ADT/APFloat.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"
#include <cstring>

using namespace mlir;
using namespace mlir::dsa;

//===----------------------------------------------------------------------===//
// Made-up elements
//===----------------------------------------------------------------------===//

static uint64_t getMask(unsigned width) {
  return width == 64 ? ~uint64_t(0) : (uint64_t(1) << width) - 1;
}

static SmallVector<uint64_t> getFiniteFloats(const llvm::fltSemantics &format) {
  SmallVector<uint64_t> result;
  uint64_t one = APFloat::getOne(format).bitcastToAPInt().getZExtValue();
  uint64_t normal =
      APFloat::getSmallestNormalized(format).bitcastToAPInt().getZExtValue();
  for (uint64_t value :
       {uint64_t(0), uint64_t(1), normal - 1, normal, normal + 1, one - 1, one,
        one + 1, APFloat::getLargest(format).bitcastToAPInt().getZExtValue()}) {
    unsigned width = APFloat::getSizeInBits(format);
    result.push_back(value);
    result.push_back(value | uint64_t(1) << (width - 1));
  }
  return result;
}

ElementSource::ElementSource(Type type)
    : type(type), width(type.getIntOrFloatBitWidth()) {
  if (auto real = dyn_cast<FloatType>(type)) {
    const llvm::fltSemantics &format = real.getFloatSemantics();
    edges = getFiniteFloats(format);
    numFinite = edges.size();
    for (APFloat value :
         {APFloat::getInf(format), APFloat::getInf(format, true),
          APFloat::getQNaN(format)})
      edges.push_back(value.bitcastToAPInt().getZExtValue());
    return;
  }
  uint64_t sign = uint64_t(1) << (width - 1);
  edges = {0, 1, 2, sign - 2, sign - 1, sign, sign + 1, getMask(width)};
  numFinite = edges.size();
}

/// A float of exponent `exponent` with random sign and significand.
uint64_t ElementSource::makeFloat(int64_t exponent, RandomBits &random) const {
  const llvm::fltSemantics &format = cast<FloatType>(type).getFloatSemantics();
  unsigned digits = APFloat::semanticsPrecision(format) - 1;
  int64_t bias = APFloat::semanticsMaxExponent(format);
  uint64_t sign = (random() & 1) << (width - 1);
  return sign | uint64_t(exponent + bias) << digits |
         (random() & getMask(digits));
}

/// Close to the smallest normal number, or to its square root, so that
/// products are.
uint64_t ElementSource::makeTiny(RandomBits &random) const {
  auto real = dyn_cast<FloatType>(type);
  if (!real)
    return (random() % 7 - 3) & getMask(width);
  int64_t least = APFloat::semanticsMinExponent(real.getFloatSemantics());
  int64_t above = random() % 6;
  return makeFloat(random() % 4 == 0 ? least + above : least / 2 + above - 3,
                   random);
}

/// Mostly zero, and else a power of two whose products straddle the smallest
/// normal number: sums that lie on the edge of being flushed, or of a rounding.
uint64_t ElementSource::makePower(RandomBits &random) const {
  if (random() % 8 != 0)
    return 0;
  auto real = dyn_cast<FloatType>(type);
  if (!real)
    return (uint64_t(1) << random() % width) & getMask(width);
  const llvm::fltSemantics &format = real.getFloatSemantics();
  unsigned digits = APFloat::semanticsPrecision(format) - 1;
  int64_t below = random() % 16;
  uint64_t bits =
      makeFloat(APFloat::semanticsMinExponent(format) / 2 - below, random);
  return bits & ~getMask(digits);
}

uint64_t ElementSource::makeModerate(RandomBits &random) const {
  if (isa<FloatType>(type))
    return makeFloat(static_cast<int64_t>(random() % 8) - 4, random);
  return random() & getMask(width);
}

uint64_t ElementSource::makeEdge(bool finite, RandomBits &random) const {
  return edges[random() % (finite ? numFinite : edges.size())];
}

uint64_t ElementSource::makeMixed(RandomBits &random) const {
  switch (random() % 16) {
  case 0:
    return makeEdge(/*finite=*/false, random);
  case 1:
    return random() & getMask(width);
  case 2:
  case 3:
    return makeTiny(random);
  default:
    return makeModerate(random);
  }
}

uint64_t ElementSource::make(uint64_t sample, RandomBits &random) const {
  switch (sample % 8) {
  case 0:
    return random() & getMask(width);
  case 1:
    return makeEdge(/*finite=*/true, random);
  case 2:
    return makeTiny(random);
  case 3:
    return makeMixed(random);
  case 4:
    // One in eight is an edge, so that sums of many are not all NaN.
    return random() % 8 == 0 ? makeEdge(/*finite=*/true, random)
                             : makeModerate(random);
  case 5:
    return makePower(random);
  default:
    return makeModerate(random);
  }
}

//===----------------------------------------------------------------------===//
// Comparison and printing
//===----------------------------------------------------------------------===//

static APFloat getFloat(FloatType type, uint64_t bits) {
  return APFloat(type.getFloatSemantics(), llvm::APInt(type.getWidth(), bits));
}

bool dsa::areSame(Type type, uint64_t a, uint64_t b) {
  if (a == b)
    return true;
  auto real = dyn_cast<FloatType>(type);
  return real && getFloat(real, a).isNaN() && getFloat(real, b).isNaN();
}

std::string dsa::formatElement(Type type, uint64_t bits) {
  std::string text;
  llvm::raw_string_ostream os(text);
  if (auto real = dyn_cast<FloatType>(type)) {
    SmallString<32> digits;
    getFloat(real, bits).toString(digits);
    os << digits << " ("
       << llvm::format_hex(bits, real.getWidth() / 4 + 2, /*Upper=*/true)
       << ")";
  } else {
    os << llvm::SignExtend64(bits, type.getIntOrFloatBitWidth());
  }
  return text;
}

uint64_t dsa::readElement(const char *memory, unsigned bytes) {
  uint64_t value = 0;
  std::memcpy(&value, memory, bytes);
  return value;
}

void dsa::writeElement(char *memory, unsigned bytes, uint64_t value) {
  std::memcpy(memory, &value, bytes);
}
