// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What is known of the values of operands.
#ifndef DSA_EQUIVALENCE_RANGES_H
#define DSA_EQUIVALENCE_RANGES_H

#include "dsa/Polyhedral/Statement.h"
#include "llvm/ADT/DynamicAPInt.h"

namespace mlir::dsa {

/// `least <= v <= most`, of values held modulo 2^bits: read with their sign if
/// `least` is negative, and without it if not.
struct IntegerRange {
  int64_t least, most;

  bool operator==(const IntegerRange &other) const {
    return least == other.least && most == other.most;
  }
  /// Whether all values of `other`, both of `bits` bits, are among these.
  bool contains(IntegerRange other, unsigned bits) const;
  /// The smallest range that contains this and `value`.
  IntegerRange including(const llvm::APInt &value) const;
};

/// The values of an integer type, nullopt where they are not 64 bits at most.
std::optional<IntegerRange> getFullRange(Type type, bool isSigned);

/// What is known of the elements of `value`, a tensor or a scalar of integers:
/// from constants, fills, reshapes and slices, padding, element-wise operations,
/// `dsa.assume`, and the attribute `dsa.range = [least, most]` of function arguments. Constants are
/// read with their sign or without.
std::optional<IntegerRange> getKnownRange(Value value, bool isSigned);

/// Whether `body` reads input `input` without its sign.
bool isReadUnsigned(const ScalarBody &body, unsigned input);

/// What is known of each operand of `op`, which was read as `program`. Of the
/// accumulator it is the range of all partial sums, if no sum overflows.
SmallVector<std::optional<IntegerRange>>
getOperandRanges(linalg::LinalgOp op, const Statement &program);

/// The values that `body` has where its inputs are in `ranges`; nullopt where
/// that is not known.
std::optional<IntegerRange>
getRangeOfBody(const ScalarBody &body,
               ArrayRef<std::optional<IntegerRange>> ranges);

/// Ranges as a match carries them, and back: `[[0, 127], [], [-64, 64]]`.
ArrayAttr writeRanges(MLIRContext *context,
                      ArrayRef<std::optional<IntegerRange>> ranges);
SmallVector<std::optional<IntegerRange>> readRanges(ArrayAttr ranges);

} // namespace mlir::dsa

#endif // DSA_EQUIVALENCE_RANGES_H
