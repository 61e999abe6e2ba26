//===- Passes.td - Passes of the dsa dialect ----------*- tablegen -*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef DSA_DIALECT_DSA_TRANSFORMS_PASSES
#define DSA_DIALECT_DSA_TRANSFORMS_PASSES

include "mlir/Pass/PassBase.td"

#endif // DSA_DIALECT_DSA_TRANSFORMS_PASSES
