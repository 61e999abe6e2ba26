// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Arrays: their memory, types and elements.
#include "dsa/Run/Array.h"
#include "mlir/IR/Diagnostics.h"
#include "llvm/ADT/APFloat.h"
#include "llvm/Support/MathExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include <random>

using namespace mlir;
using namespace mlir::dsa;

/// What vector code likes, and what the compiler gives its own buffers.
static constexpr size_t kAlignment = 64;

Buffer::Buffer(size_t size)
    : bytes(static_cast<char *>(std::aligned_alloc(
          kAlignment, llvm::alignTo(std::max<size_t>(size, 1), kAlignment)))),
      count(size) {
  if (!bytes)
    llvm::report_bad_alloc_error("a buffer of a program");
  std::memset(bytes.get(), 0, size);
}

void Buffer::Free::operator()(char *bytes) const { std::free(bytes); }

int64_t Array::getNumElements() const {
  return ShapedType::getNumElements(shape);
}

std::string Array::describe() const {
  std::string text;
  for (int64_t extent : shape)
    text += std::to_string(extent) + "x";
  StringRef letter = kind == ElementKind::Integer ? "i"
                     : kind == ElementKind::Float ? "f"
                                                  : "bf";
  return text + letter.str() + std::to_string(bits);
}

unsigned dsa::getElementBytes(Type type) {
  if (type.isIndex())
    return 8;
  return llvm::PowerOf2Ceil(llvm::divideCeil(type.getIntOrFloatBitWidth(), 8));
}

FailureOr<Array> dsa::readArray(Location loc, StringRef file) {
  auto contents = llvm::MemoryBuffer::getFile(file);
  if (!contents)
    return emitError(loc, "cannot read '")
           << file << "': " << contents.getError().message();
  StringRef text = (*contents)->getBuffer();
  if (file.ends_with(".npy"))
    return readNpy(loc, file, text);
  if (file.ends_with(".pb"))
    return readTensorProto(loc, file, text);
  return emitError(loc, "expected a file that ends in .npy or .pb, but got '")
         << file << "'";
}

/// Whether elements of `array` are those of `element`, up to sign.
static bool holdsElements(const Array &array, Type element) {
  unsigned bits = getElementBytes(element) * 8;
  if (array.bits != bits)
    return false;
  if (element.isIntOrIndex())
    return array.kind == ElementKind::Integer;
  if (element.isBF16())
    return array.kind != ElementKind::Float;
  return array.kind == ElementKind::Float && isa<FloatType>(element) &&
         element.getIntOrFloatBitWidth() == bits;
}

LogicalResult dsa::checkType(Location loc, const Array &array, Type type,
                             StringRef file) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  ArrayRef<int64_t> shape = tensor ? tensor.getShape() : ArrayRef<int64_t>();
  if (shape == ArrayRef<int64_t>(array.shape) &&
      holdsElements(array, getElementTypeOrSelf(type)))
    return success();
  return emitError(loc, "expected '")
         << file << "' to hold " << type << ", but got " << array.describe();
}

//===----------------------------------------------------------------------===//
// Elements
//===----------------------------------------------------------------------===//

/// The word of element `index`, zero-extended.
static uint64_t getWord(unsigned width, ArrayRef<char> contents,
                        int64_t index) {
  uint64_t word = 0;
  std::memcpy(&word, contents.data() + index * width, width);
  return word;
}

double dsa::getElement(Type element, ArrayRef<char> contents, int64_t index) {
  unsigned width = getElementBytes(element);
  uint64_t word = getWord(width, contents, index);
  if (auto type = dyn_cast<FloatType>(element)) {
    unsigned bits = type.getWidth();
    llvm::APFloat value(type.getFloatSemantics(), APInt(bits, word));
    bool losesInfo;
    value.convert(llvm::APFloat::IEEEdouble(),
                  llvm::APFloat::rmNearestTiesToEven, &losesInfo);
    return value.convertToDouble();
  }
  if (element.isUnsignedInteger() || element.isInteger(1))
    return static_cast<double>(word);
  return static_cast<double>(llvm::SignExtend64(word, width * 8));
}

/// A float with the bits of `value` in `type`, at element `index`.
static void setFloat(FloatType type, MutableArrayRef<char> contents,
                     int64_t index, double value) {
  llvm::APFloat number(value);
  bool losesInfo;
  number.convert(type.getFloatSemantics(), llvm::APFloat::rmNearestTiesToEven,
                 &losesInfo);
  uint64_t word = number.bitcastToAPInt().getZExtValue();
  unsigned width = getElementBytes(type);
  std::memcpy(contents.data() + index * width, &word, width);
}

void dsa::fillRandom(Type element, MutableArrayRef<char> contents,
                     uint64_t seed) {
  std::mt19937_64 random(seed);
  std::uniform_real_distribution<double> reals(-1, 1);
  unsigned width = getElementBytes(element);
  for (size_t index = 0; index < contents.size() / width; ++index) {
    if (auto type = dyn_cast<FloatType>(element)) {
      setFloat(type, contents, index, reals(random));
      continue;
    }
    uint64_t word = random();
    if (element.isInteger(1))
      word &= 1;
    std::memcpy(contents.data() + index * width, &word, width);
  }
}

//===----------------------------------------------------------------------===//
// Comparison
//===----------------------------------------------------------------------===//

Tolerance dsa::getTolerance(Type element) {
  auto type = dyn_cast<FloatType>(element);
  if (!type)
    return {0, 0};
  // Fewer bits than f32 has: four units in the last place.
  double resolution = std::ldexp(4.0, -int(type.getFPMantissaWidth()));
  return {std::max(1e-5, type.getWidth() < 32 ? resolution : 0),
          std::max(1e-4, type.getWidth() < 32 ? resolution : 0)};
}

Difference dsa::compare(Type element, ArrayRef<char> actual,
                        ArrayRef<char> expected, Tolerance tolerance) {
  Difference result;
  unsigned width = getElementBytes(element);
  for (int64_t index = 0, count = expected.size() / width; index < count;
       ++index) {
    if (getWord(width, actual, index) == getWord(width, expected, index))
      continue;
    double a = getElement(element, actual, index);
    double e = getElement(element, expected, index);
    if (a == e || (std::isnan(a) && std::isnan(e)))
      continue;
    double error = std::fabs(a - e);
    bool close =
        isa<FloatType>(element) &&
        (error <= tolerance.absolute ||
         (std::isfinite(e) && error <= tolerance.relative * std::fabs(e)));
    // Not a number only where one of them is not: as wrong as can be.
    result.largestError =
        std::max(result.largestError, std::isnan(error) ? HUGE_VAL : error);
    if (close)
      continue;
    if (result.mismatches++ == 0)
      result.first = index;
  }
  return result;
}
