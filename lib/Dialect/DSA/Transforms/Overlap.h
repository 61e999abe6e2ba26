// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Whether buffers may overlap, and asking so at run time.
#ifndef DSA_LIB_DIALECT_DSA_TRANSFORMS_OVERLAP_H
#define DSA_LIB_DIALECT_DSA_TRANSFORMS_OVERLAP_H

#include "mlir/IR/Builders.h"

namespace mlir::dsa {

/// Whether `a` and `b`, two values of memref type, may share elements.
bool mayOverlap(Value a, Value b);

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
