// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Whether buffers may overlap, and asking so at run time.
#ifndef DSA_LIB_DIALECT_DSA_TRANSFORMS_OVERLAP_H
#define DSA_LIB_DIALECT_DSA_TRANSFORMS_OVERLAP_H

#include "mlir/IR/Builders.h"

namespace mlir::dsa {

/// Whether `a` and `b`, two values of memref type, may share elements.
bool mayOverlap(Value a, Value b);

/// What is known of the elements of one memref: that no two lie in one place,
/// that some may, or nothing, as strides are not known.
enum class Spread { Apart, Together, Unknown };
Spread getSpread(Value memref);

/// Whether the strides of `memref` keep its elements apart in row order, as an
/// i1. `getSpread` must have found that it has strides.
Value emitSpreadCheck(OpBuilder &builder, Location loc, Value memref);

/// The buffer of `memref`, for messages.
std::string describeBuffer(Value memref);

/// The bytes that a memref is in.
struct AddressRange {
  Value start, end;
};

/// Whether `getRange` can find where the elements of `memref` lie.
bool hasKnownRange(Value memref);
AddressRange getRange(OpBuilder &builder, Location loc, Value memref);

} // namespace mlir::dsa

#endif // DSA_LIB_DIALECT_DSA_TRANSFORMS_OVERLAP_H
