// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The attributes of ONNX operators that move a window over spatial dimensions.
#include "Windows.h"

using namespace mlir;
using namespace mlir::dsa;

/// Pads so that there are `ceil(extent / stride)` positions; an odd number of
/// pads is larger at the end for SAME_UPPER, at the start for SAME_LOWER.
static void padToSame(Window &window, ArrayRef<int64_t> spatial,
                      bool isLargerAtEnd) {
  size_t rank = spatial.size();
  for (size_t dim = 0; dim < rank; ++dim) {
    int64_t positions = llvm::divideCeil(spatial[dim], window.strides[dim]);
    int64_t total = (positions - 1) * window.strides[dim] +
                    window.getReach(dim) - spatial[dim];
    total = std::max<int64_t>(total, 0);
    window.pads[dim] = isLargerAtEnd ? total / 2 : total - total / 2;
    window.pads[dim + rank] = total - window.pads[dim];
  }
}

FailureOr<Window> dsa::getWindow(Node &node, ArrayRef<int64_t> spatial,
                                 std::optional<ArrayRef<int64_t>> kernel) {
  size_t rank = spatial.size();
  Window window;
  window.kernel =
      node.getInts("kernel_shape")
          .value_or(SmallVector<int64_t>(kernel.value_or(ArrayRef<int64_t>())));
  if (kernel && ArrayRef(window.kernel) != *kernel)
    return node.emitError()
           << "expected the kernel's extents [" << *kernel
           << "] in 'kernel_shape', but got [" << window.kernel << "]";
  SmallVector<int64_t> ones(rank, 1);
  window.strides = node.getInts("strides").value_or(ones);
  window.dilations = node.getInts("dilations").value_or(ones);
  window.pads =
      node.getInts("pads").value_or(SmallVector<int64_t>(2 * rank, 0));
  auto isPositive = [](int64_t value) { return value > 0; };
  if (window.kernel.size() != rank || window.strides.size() != rank ||
      window.dilations.size() != rank || window.pads.size() != 2 * rank ||
      !llvm::all_of(window.strides, isPositive))
    return node.emitError()
           << "expected a window over " << rank << " dimensions, but got "
           << window.kernel.size() << " extents, " << window.strides.size()
           << " strides, " << window.dilations.size() << " dilations and "
           << window.pads.size() << " pads";
  StringRef autoPad = node.getString("auto_pad", "NOTSET");
  if (autoPad == "SAME_UPPER" || autoPad == "SAME_LOWER")
    padToSame(window, spatial, autoPad == "SAME_UPPER");
  else if (autoPad == "VALID")
    window.pads.assign(2 * rank, 0);
  else if (autoPad != "NOTSET")
    return node.emitError() << "expected 'auto_pad' to be NOTSET, VALID, "
                               "SAME_UPPER or SAME_LOWER, but got "
                            << autoPad;
  return window;
}
