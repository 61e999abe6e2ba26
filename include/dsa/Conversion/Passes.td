//===- Passes.td - Conversions between levels ----------*- tablegen -*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef DSA_CONVERSION_PASSES
#define DSA_CONVERSION_PASSES

include "mlir/Pass/PassBase.td"

#endif // DSA_CONVERSION_PASSES
