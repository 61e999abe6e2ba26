// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// From a pairing for one length of vectors to the one for all.
#include "AnyLength.h"

using namespace mlir;
using namespace mlir::dsa;

bool dsa::hasAnyLength(const Pairing &pairing) {
  const Statement &instruction = pairing.instruction.statement;
  for (unsigned loop = 0; loop < instruction.getNumLoops(); ++loop)
    if (instruction.isAnyLength(loop))
      return true;
  return false;
}

/// x of `x mod length`; null if `expr` is no such thing.
static AffineExpr getNumber(AffineExpr expr, int64_t length) {
  auto remainder = dyn_cast<AffineBinaryOpExpr>(expr);
  if (!remainder || remainder.getKind() != AffineExprKind::Mod ||
      remainder.getRHS() != getAffineConstantExpr(length, expr.getContext()))
    return {};
  return remainder.getLHS();
}

namespace {
/// The results of a mapping, one of which after the other loses its length.
struct Generalizer {
  const Pairing &pairing;
  SmallVector<AffineExpr> results;
  /// Blocks that became a part of a lane's coordinate.
  llvm::BitVector isMerged;
  bool keepsOrder = true;

  LogicalResult generalize(unsigned loop, std::string &reason);
  bool isReduction(unsigned result) const;
};
} // namespace

/// Whether result `result` of the mapping tells terms of one sum apart.
bool Generalizer::isReduction(unsigned result) const {
  const LoopMapping &mapping = pairing.mapping;
  const Statement &instruction = pairing.instruction.statement;
  unsigned numBlocks = mapping.getNumBlocks();
  if (result < numBlocks)
    return mapping.isReductionBlock[result] &&
           mapping.blockExtents[result] != 1;
  return instruction.isReduction[result - numBlocks] &&
         instruction.extents[result - numBlocks] != 1;
}

LogicalResult Generalizer::generalize(unsigned loop, std::string &reason) {
  unsigned lane = pairing.mapping.getNumBlocks() + loop;
  // A loop that nothing is mapped to stays at its first lane.
  if (isa<AffineConstantExpr>(results[lane]))
    return success();
  int64_t length = pairing.instruction.statement.extents[loop];
  AffineExpr number = getNumber(results[lane], length);
  // A block that was cut to the length fits a longer vector, too.
  if (!number && isa<AffineDimExpr>(results[lane]))
    return success();
  AffineExpr block = number ? number.floorDiv(length) : AffineExpr();
  auto *found = llvm::find(results, block);
  unsigned position = found - results.begin();
  if (!number || position >= pairing.mapping.getNumBlocks() ||
      isMerged.test(position)) {
    reason = "the lanes of instruction loop " + std::to_string(loop) +
             " are not a number modulo the length, with the quotient as block";
    return failure();
  }
  results[lane] = number;
  isMerged.set(position);
  // Block and lane were apart; between them the order may have been another's.
  for (unsigned between = position + 1; between < lane; ++between)
    keepsOrder &= !isReduction(lane) || !isReduction(between);
  return success();
}

FailureOr<AnyLength> dsa::generalizeLength(const Pairing &pairing,
                                           std::string &reason) {
  const Statement &instruction = pairing.instruction.statement;
  AffineMap forward = pairing.mapping.forward;
  Generalizer state{pairing, llvm::to_vector(forward.getResults()),
                    llvm::BitVector(forward.getNumResults())};
  AnyLength general{pairing.instruction, {}};
  for (unsigned loop = 0; loop < instruction.getNumLoops(); ++loop) {
    if (!instruction.isAnyLength(loop))
      continue;
    if (failed(state.generalize(loop, reason)))
      return failure();
    general.instruction.statement.extents[loop] = ShapedType::kDynamic;
  }
  SmallVector<AffineExpr> kept;
  for (auto [index, result] : llvm::enumerate(state.results))
    if (!state.isMerged.test(index))
      kept.push_back(result);
  FailureOr<LoopMapping> mapping = readMapping(
      AffineMap::get(forward.getNumDims(), 0, kept, forward.getContext()),
      pairing.program, general.instruction.statement, reason);
  if (failed(mapping))
    return failure();
  general.mapping = std::move(*mapping);
  general.keepsOrder = state.keepsOrder;
  return general;
}
