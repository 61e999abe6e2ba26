// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Evaluates operations on constants of integers when compiling.
#ifndef DSA_LIB_DIALECT_DSA_TRANSFORMS_CONSTANTSUMS_H
#define DSA_LIB_DIALECT_DSA_TRANSFORMS_CONSTANTSUMS_H

#include "mlir/Dialect/Linalg/IR/Linalg.h"

namespace mlir::dsa {

/// What `op` computes from constants of integers of whole bytes, onto a result
/// that starts from zero; null where it cannot be evaluated, or is too large.
DenseElementsAttr evaluateOnConstants(linalg::GenericOp op);

} // namespace mlir::dsa

#endif // DSA_LIB_DIALECT_DSA_TRANSFORMS_CONSTANTSUMS_H
