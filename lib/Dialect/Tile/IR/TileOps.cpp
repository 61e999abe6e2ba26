// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Operations of the `tile` dialect.
#include "dsa/Dialect/Tile/IR/Tile.h"

using namespace mlir;
using namespace mlir::dsa::tile;

#define GET_OP_CLASSES
#include "dsa/Dialect/Tile/IR/TileOps.cpp.inc"

//===----------------------------------------------------------------------===//
// TransferOp
//===----------------------------------------------------------------------===//

LogicalResult TransferOp::verify() {
  auto source = cast<RankedTensorType>(getSource().getType());
  auto result = cast<RankedTensorType>(getResult().getType());
  // C1: source and result have the same shape and element type.
  if (source.cloneWithEncoding({}) != result.cloneWithEncoding({}))
    return emitOpError("expected a result of the source's shape and element "
                       "type, but got ")
           << source << " and " << result;
  // C2: their encodings differ.
  if (source.getEncoding() == result.getEncoding())
    return emitOpError("expected source and result in different memories, "
                       "but both are in the same");
  return success();
}

void TransferOp::getEffects(
    SmallVectorImpl<SideEffects::EffectInstance<MemoryEffects::Effect>>
        &effects) {
  effects.emplace_back(MemoryEffects::Allocate::get(),
                       getOperation()->getOpResult(0));
}
