// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Elements of constants as bytes, and the evaluation of a gather of them.
#ifndef DSA_LIB_DIALECT_TILE_TRANSFORMS_CONSTANTGATHER_H
#define DSA_LIB_DIALECT_TILE_TRANSFORMS_CONSTANTGATHER_H

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/IR/BuiltinTypes.h"
#include <cstring>
#include <vector>

namespace mlir::dsa::tile {

/// Bytes of an element of `type`; 0 if elements are not whole bytes.
int64_t getElementBytes(RankedTensorType type);
/// The bytes of `value`, an integer or a float of whole bytes.
SmallVector<char, 8> getElementBytes(TypedAttr value);

/// The elements of a tensor, row-major.
struct Elements {
  explicit Elements(RankedTensorType type)
      : type(type), width(getElementBytes(type)) {}
  // `bytes` may point into `owned`, which a move keeps in place.
  Elements(Elements &&) = default;
  Elements &operator=(Elements &&) = default;

  int64_t numBytes() const { return type.getNumElements() * width; }
  void allocate() {
    owned.resize(numBytes());
    bytes = owned;
  }
  /// Sets every element; the bytes must be owned.
  void fill(ArrayRef<char> element) {
    for (int64_t i = 0; i < type.getNumElements(); ++i)
      std::memcpy(owned.data() + i * width, element.data(), width);
  }
  void copyFrom(const Elements &source, int64_t from, int64_t to,
                int64_t count) {
    std::memcpy(owned.data() + to * width, source.bytes.data() + from * width,
                count * width);
  }

  RankedTensorType type;
  int64_t width;
  /// Where the bytes are: in a constant, or in `owned`.
  ArrayRef<char> bytes;
  std::vector<char> owned;
};

/// Evaluates a `linalg.generic` without inputs whose body reads one tensor at
/// computed indices and selects between what it read and constants.
class ConstantGather {
public:
  /// The tensor that `op` gathers from; null if it is no such gather.
  static Value getSource(linalg::GenericOp op);

  ConstantGather(linalg::GenericOp op, const Elements &source);
  Elements evaluate();

private:
  /// An operation of the body; operands and result are positions in `values`.
  struct Step {
    Operation *op;
    SmallVector<unsigned, 4> operands;
    unsigned result;
  };
  void evaluate(const Step &step, ArrayRef<int64_t> position);
  unsigned getSlot(Value value);

  linalg::GenericOp op;
  const Elements &source;
  SmallVector<Step> steps;
  unsigned yielded = 0;
  DenseMap<Value, unsigned> slots;
  /// An index or a truth value; an element is where its bytes are.
  std::vector<int64_t> values;
  std::vector<SmallVector<char, 8>> constants;
};

} // namespace mlir::dsa::tile

#endif // DSA_LIB_DIALECT_TILE_TRANSFORMS_CONSTANTGATHER_H
