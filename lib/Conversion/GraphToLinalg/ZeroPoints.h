// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Subtraction of zero points ahead of sums of products of bytes.
#ifndef DSA_LIB_CONVERSION_GRAPHTOLINALG_ZEROPOINTS_H
#define DSA_LIB_CONVERSION_GRAPHTOLINALG_ZEROPOINTS_H

#include "LinalgBuilders.h"

namespace mlir::graph {

/// A tensor of bytes with its zero point, or none, along dimension `axis`. The
/// first two are operands of a graph operator, with signs in their types; the
/// others are what they were lowered to.
struct ByteTensor {
  Value source;
  Value zeroSource;
  Value tensor;
  Value zero;
  int64_t axis;
};

/// Subtracts the zero points of both operands of `contraction` in 16 bits, so
/// that an instruction for 16-bit operands can sum the products. Where neither
/// has one, or it is known to be zero, the bytes stay as they are. Returns the
/// operands and sets their signs.
std::pair<Value, Value> subtractZeroPoints(ImplicitLocOpBuilder &builder,
                                           const ByteTensor &lhs,
                                           const ByteTensor &rhs,
                                           Contraction &contraction);

} // namespace mlir::graph

#endif // DSA_LIB_CONVERSION_GRAPHTOLINALG_ZEROPOINTS_H
