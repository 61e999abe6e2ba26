// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Passes of the `graph` dialect.
#ifndef DSA_DIALECT_GRAPH_TRANSFORMS_PASSES_H
#define DSA_DIALECT_GRAPH_TRANSFORMS_PASSES_H

#include "mlir/Pass/Pass.h"

namespace mlir::graph {
#define GEN_PASS_DECL
#define GEN_PASS_REGISTRATION
#include "dsa/Dialect/Graph/Transforms/Passes.h.inc"
} // namespace mlir::graph

#endif // DSA_DIALECT_GRAPH_TRANSFORMS_PASSES_H
