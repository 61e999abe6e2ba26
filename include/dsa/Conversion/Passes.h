// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Conversions from one level of the ladder to the next.
#ifndef DSA_CONVERSION_PASSES_H
#define DSA_CONVERSION_PASSES_H

#include "mlir/Pass/Pass.h"

namespace mlir::dsa {
#define GEN_PASS_DECL
#define GEN_PASS_REGISTRATION
#include "dsa/Conversion/Passes.h.inc"
} // namespace mlir::dsa

#endif // DSA_CONVERSION_PASSES_H
