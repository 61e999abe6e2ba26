// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Where lanes hold the elements of a register.
#ifndef DSA_DIALECT_DSA_IR_LAYOUT_H
#define DSA_DIALECT_DSA_IR_LAYOUT_H

#include "dsa/Dialect/DSA/IR/DSA.h"

namespace mlir::dsa {

/// Checks that the layout of `registers`, which has one, is total and
/// injective. An error names the place or the element where it is not.
LogicalResult verifyLayout(RegistersOp registers);

} // namespace mlir::dsa

#endif // DSA_DIALECT_DSA_IR_LAYOUT_H
