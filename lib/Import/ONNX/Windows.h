// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The attributes of ONNX operators that move a window over spatial dimensions.
#ifndef DSA_LIB_IMPORT_ONNX_WINDOWS_H
#define DSA_LIB_IMPORT_ONNX_WINDOWS_H

#include "Node.h"

namespace mlir::dsa {

/// A window with its defaults filled in and `auto_pad` resolved.
struct Window {
  SmallVector<int64_t> kernel;
  SmallVector<int64_t> strides;
  SmallVector<int64_t> dilations;
  /// Before each dimension, then after each.
  SmallVector<int64_t> pads;

  /// How far the window reaches along spatial dimension `dim`.
  int64_t getReach(unsigned dim) const {
    return (kernel[dim] - 1) * dilations[dim] + 1;
  }
};

/// Reads the window of `node` over the extents `spatial`. The extents of the
/// window are those of `kernel` where the operator has one.
FailureOr<Window> getWindow(Node &node, ArrayRef<int64_t> spatial,
                            std::optional<ArrayRef<int64_t>> kernel);

} // namespace mlir::dsa

#endif // DSA_LIB_IMPORT_ONNX_WINDOWS_H
