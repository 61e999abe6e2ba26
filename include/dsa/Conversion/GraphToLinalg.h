// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What the lowerings of graph operators to linalg share.
#ifndef DSA_CONVERSION_GRAPHTOLINALG_H
#define DSA_CONVERSION_GRAPHTOLINALG_H

#include "dsa/Dialect/Graph/IR/Graph.h"

namespace mlir::graph {

/// Lowers an element-wise operator: one linalg.generic, or tensor operations
/// where extents of one broadcast, around the operator's scalar.
FailureOr<Value> lowerElementwise(ElementwiseOpInterface op,
                                  ImplicitLocOpBuilder &builder,
                                  ValueRange operands);

} // namespace mlir::graph

#endif // DSA_CONVERSION_GRAPHTOLINALG_H
