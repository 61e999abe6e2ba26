// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Arrays in files: inputs, expectations and outputs of programs.
#ifndef DSA_RUN_ARRAY_H
#define DSA_RUN_ARRAY_H

#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Location.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/Alignment.h"
#include <memory>

namespace mlir::dsa {

/// Bytes aligned as programs like their buffers.
class Buffer {
public:
  explicit Buffer(size_t size);
  char *data() const { return bytes.get(); }
  size_t size() const { return count; }
  MutableArrayRef<char> bytesRef() const { return {data(), count}; }

private:
  struct Free {
    void operator()(char *bytes) const;
  };
  std::unique_ptr<char, Free> bytes;
  size_t count;
};

/// What the elements of an array in a file are. The sign of integers does not
/// matter to a program, and files without a type for bf16 hold its words as
/// integers.
enum class ElementKind { Integer, Float, BFloat };

/// An array with its elements in row order, as memory has them.
struct Array {
  ElementKind kind;
  unsigned bits;
  SmallVector<int64_t> shape;
  Buffer contents;

  /// The number of elements.
  int64_t getNumElements() const;
  /// `4x8xf32`.
  std::string describe() const;
};

/// Reads a `.npy` file, or a `.pb` file that holds a TensorProto of ONNX.
FailureOr<Array> readArray(Location loc, StringRef file);
FailureOr<Array> readNpy(Location loc, StringRef file, StringRef contents);
FailureOr<Array> readTensorProto(Location loc, StringRef file,
                                 StringRef contents);

/// Writes elements of `type` to a `.npy` file, at once.
LogicalResult writeNpy(Location loc, StringRef file, RankedTensorType type,
                       ArrayRef<char> contents);

/// An error unless `array`, from `file`, holds what a parameter of `type` does.
LogicalResult checkType(Location loc, const Array &array, Type type,
                        StringRef file);

/// The bytes that one element of `type` takes in memory.
unsigned getElementBytes(Type type);

/// How far floats may be from what is expected: by so much, or by so much of
/// the expected value. Integers must be equal.
struct Tolerance {
  double absolute, relative;
};
/// f32 and f64: 1e-5 and 1e-4; types with fewer bits: what they resolve.
Tolerance getTolerance(Type element);

/// How outputs differ from what was expected.
struct Difference {
  double largestError = 0;
  /// The number of elements out of tolerance, and the first of them.
  int64_t mismatches = 0, first = -1;
};
Difference compare(Type element, ArrayRef<char> actual, ArrayRef<char> expected,
                   Tolerance tolerance);

/// Fills `contents` with elements of `element`, the same for the same `seed`:
/// floats between -1 and 1, integers of all values.
void fillRandom(Type element, MutableArrayRef<char> contents, uint64_t seed);

/// Element `index` of `contents` as a number.
double getElement(Type element, ArrayRef<char> contents, int64_t index);

} // namespace mlir::dsa

#endif // DSA_RUN_ARRAY_H
