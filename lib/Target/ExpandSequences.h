// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Instructions that are sequences of others.
#ifndef DSA_LIB_TARGET_EXPANDSEQUENCES_H
#define DSA_LIB_TARGET_EXPANDSEQUENCES_H

#include "mlir/IR/BuiltinOps.h"

namespace mlir::dsa {

/// Gives each instruction of `library` that has a `sequence` the `refined` and
/// `emission` of its parts, put together, in its place. An error at a sequence
/// that invokes itself, or an instruction that is only declared.
LogicalResult expandSequences(ModuleOp library);

} // namespace mlir::dsa

#endif // DSA_LIB_TARGET_EXPANDSEQUENCES_H
