// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Passes of the `dsa` dialect.
#ifndef DSA_DIALECT_DSA_TRANSFORMS_PASSES_H
#define DSA_DIALECT_DSA_TRANSFORMS_PASSES_H

#include "mlir/Pass/Pass.h"

namespace mlir::dsa {
#define GEN_PASS_DECL
#define GEN_PASS_REGISTRATION
#include "dsa/Dialect/DSA/Transforms/Passes.h.inc"
} // namespace mlir::dsa

#endif // DSA_DIALECT_DSA_TRANSFORMS_PASSES_H
