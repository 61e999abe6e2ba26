// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Result types that families of graph operators infer alike.
#ifndef DSA_LIB_DIALECT_GRAPH_IR_GRAPHTYPEINFERENCE_H
#define DSA_LIB_DIALECT_GRAPH_IR_GRAPHTYPEINFERENCE_H

#include "dsa/Dialect/Graph/IR/Graph.h"

namespace mlir::graph {

/// The broadcast shape of `operands`, of element type `element`.
LogicalResult inferElementwiseType(std::optional<Location> location,
                                   ValueRange operands, Type element,
                                   SmallVectorImpl<Type> &types);

/// `input` without the dimensions `axes`.
LogicalResult inferReductionType(std::optional<Location> location, Type input,
                                 ArrayRef<int64_t> axes,
                                 SmallVectorImpl<Type> &types);

/// A window that moves over the spatial dimensions of a tensor.
struct Window {
  ArrayRef<int64_t> extents;
  ArrayRef<int64_t> strides;
  ArrayRef<int64_t> dilations;
  ArrayRef<int64_t> pads;
};

/// Appends how many positions `window` has in each of the extents `spatial`.
LogicalResult inferWindowPositions(std::optional<Location> location,
                                   ArrayRef<int64_t> spatial,
                                   const Window &window,
                                   SmallVectorImpl<int64_t> &shape);

/// Fails unless `parameter` is one number, or a vector of `count` numbers.
LogicalResult verifyParameter(Operation *op, StringRef name, Value parameter,
                              int64_t count);

} // namespace mlir::graph

#endif // DSA_LIB_DIALECT_GRAPH_IR_GRAPHTYPEINFERENCE_H
