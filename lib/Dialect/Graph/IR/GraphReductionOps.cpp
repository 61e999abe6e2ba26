// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Reductions and pooling of the `graph` dialect: types and verifiers.
#include "GraphTypeInference.h"

using namespace mlir;
using namespace mlir::graph;

LogicalResult graph::inferReductionType(std::optional<Location> location,
                                        Type input, ArrayRef<int64_t> axes,
                                        SmallVectorImpl<Type> &types) {
  auto type = cast<RankedTensorType>(input);
  // C1: the axes are dimensions of the input, in increasing order.
  int64_t last = -1;
  for (int64_t axis : axes) {
    if (axis <= last || axis >= type.getRank())
      return emitOptionalError(location, "expected increasing axes from 0 to ",
                               type.getRank() - 1, ", but got ", axes);
    last = axis;
  }
  SmallVector<int64_t> shape;
  for (auto [axis, extent] : llvm::enumerate(type.getShape()))
    if (!llvm::is_contained(axes, static_cast<int64_t>(axis)))
      shape.push_back(extent);
  types.push_back(RankedTensorType::get(shape, type.getElementType()));
  return success();
}

//===----------------------------------------------------------------------===//
// Windows
//===----------------------------------------------------------------------===//

LogicalResult graph::inferWindowPositions(std::optional<Location> location,
                                          ArrayRef<int64_t> spatial,
                                          const Window &window,
                                          SmallVectorImpl<int64_t> &shape) {
  size_t rank = spatial.size();
  auto isPositive = [](int64_t value) { return value > 0; };
  // C2: one positive number a spatial dimension, two pads.
  if (window.extents.size() != rank || window.strides.size() != rank ||
      window.dilations.size() != rank || window.pads.size() != 2 * rank ||
      !llvm::all_of(window.extents, isPositive) ||
      !llvm::all_of(window.strides, isPositive) ||
      !llvm::all_of(window.dilations, isPositive) ||
      llvm::any_of(window.pads, [](int64_t pad) { return pad < 0; }))
    return emitOptionalError(location, "expected a window of ", rank,
                             " positive extents, strides and dilations, and ",
                             2 * rank, " pads, but got extents [",
                             window.extents, "], strides [", window.strides,
                             "], dilations [", window.dilations, "] and pads [",
                             window.pads, "]");
  for (size_t i = 0; i < rank; ++i) {
    int64_t reach = (window.extents[i] - 1) * window.dilations[i] + 1;
    int64_t padded = spatial[i] + window.pads[i] + window.pads[i + rank];
    // The window fits into the padded input.
    if (reach > padded)
      return emitOptionalError(location, "expected a window of at most ",
                               padded, " in spatial dimension ", i,
                               ", but got ", reach);
    shape.push_back((padded - reach) / window.strides[i] + 1);
  }
  return success();
}

template <typename Adaptor>
static LogicalResult inferPoolType(std::optional<Location> location,
                                   Adaptor adaptor,
                                   SmallVectorImpl<Type> &types) {
  auto type = cast<RankedTensorType>(adaptor.getInput().getType());
  // C1: the input has three dimensions or more.
  if (type.getRank() < 3)
    return emitOptionalError(
        location, "expected an input of three dimensions or more, but got ",
        type);
  // C2, C3: about the window.
  SmallVector<int64_t> shape(type.getShape().take_front(2));
  if (failed(inferWindowPositions(location, type.getShape().drop_front(2),
                                  {adaptor.getKernel(), adaptor.getStrides(),
                                   adaptor.getDilations(), adaptor.getPads()},
                                  shape)))
    return failure();
  types.push_back(RankedTensorType::get(shape, type.getElementType()));
  return success();
}

LogicalResult MaxPoolOp::inferReturnTypes(MLIRContext *,
                                          std::optional<Location> location,
                                          Adaptor adaptor,
                                          SmallVectorImpl<Type> &types) {
  return inferPoolType(location, adaptor, types);
}

LogicalResult AveragePoolOp::inferReturnTypes(MLIRContext *,
                                              std::optional<Location> location,
                                              Adaptor adaptor,
                                              SmallVectorImpl<Type> &types) {
  return inferPoolType(location, adaptor, types);
}

LogicalResult AveragePoolOp::verify() {
  // C4: counted_pads is not negative and not larger than pads.
  bool fits = getCountedPads().size() == getPads().size();
  if (fits)
    for (auto [counted, pad] : llvm::zip_equal(getCountedPads(), getPads()))
      fits &= counted >= 0 && counted <= pad;
  if (fits)
    return success();
  return emitOpError("expected 'counted_pads' between 0 and 'pads' [")
         << getPads() << "], but got [" << getCountedPads() << "]";
}
