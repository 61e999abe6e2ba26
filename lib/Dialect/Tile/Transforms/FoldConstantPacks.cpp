// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Packs constants when compiling. A chain of copies of a constant (padding,
/// permutation, gather) is evaluated at once on raw bytes, so that only its end
/// becomes a constant.
#include "ConstantGather.h"
#include "dsa/Dialect/Tile/Transforms/Passes.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "mlir/IR/Matchers.h"
#include "mlir/IR/Remarks.h"

namespace mlir::dsa::tile {
#define GEN_PASS_DEF_FOLDCONSTANTPACKSPASS
#include "dsa/Dialect/Tile/Transforms/Passes.h.inc"
} // namespace mlir::dsa::tile

using namespace mlir;
using namespace mlir::dsa;
using namespace mlir::dsa::tile;

namespace {
struct FoldConstantPacks
    : public dsa::tile::impl::FoldConstantPacksPassBase<FoldConstantPacks> {
  using FoldConstantPacksPassBase::FoldConstantPacksPassBase;
  void runOnOperation() override;
};
} // namespace

/// The number of the bytes of a row-major tensor before `position`.
static int64_t getOffset(ArrayRef<int64_t> shape, ArrayRef<int64_t> position) {
  int64_t offset = 0;
  for (auto [extent, index] : llvm::zip(shape, position))
    offset = offset * extent + index;
  return offset;
}

//===----------------------------------------------------------------------===//
// What is folded
//===----------------------------------------------------------------------===//

/// Negative padding cuts off elements, and is left to others.
static bool areSizes(ArrayRef<OpFoldResult> values) {
  return llvm::all_of(values, [](OpFoldResult value) {
    return getConstantIntValue(value).value_or(-1) >= 0;
  });
}

/// The tensor that `op` copies, padded or rearranged; null for other
/// operations.
static Value getCopied(Operation *op) {
  if (isa<tensor::ExpandShapeOp, tensor::CollapseShapeOp>(op))
    return op->getOperand(0);
  if (auto pad = dyn_cast<tensor::PadOp>(op)) {
    bool isConstant = pad.getConstantPaddingValue() &&
                      matchPattern(pad.getConstantPaddingValue(), m_Constant());
    return isConstant && areSizes(pad.getMixedLowPad()) &&
                   areSizes(pad.getMixedHighPad())
               ? pad.getSource()
               : Value();
  }
  if (auto transpose = dyn_cast<linalg::TransposeOp>(op))
    return transpose.hasPureTensorSemantics() ? transpose.getInput() : Value();
  if (auto copy = dyn_cast<linalg::CopyOp>(op)) {
    bool isPlain = copy.hasPureTensorSemantics() &&
                   copy.getInputs()[0].getType() == copy.getResult(0).getType();
    return isPlain ? copy.getInputs()[0] : Value();
  }
  if (auto generic = dyn_cast<linalg::GenericOp>(op))
    return ConstantGather::getSource(generic);
  return {};
}

/// The constant that a chain of copies starts from; null if it does not.
static arith::ConstantOp getConstant(Value value) {
  while (Operation *op = value.getDefiningOp()) {
    auto type = dyn_cast<RankedTensorType>(value.getType());
    if (!type || !type.hasStaticShape() || type.getEncoding() ||
        !getElementBytes(type))
      return {};
    if (auto constant = dyn_cast<arith::ConstantOp>(op))
      return isa<DenseElementsAttr, DenseResourceElementsAttr>(
                 constant.getValue())
                 ? constant
                 : arith::ConstantOp();
    value = getCopied(op);
    if (!value)
      return {};
  }
  return {};
}

//===----------------------------------------------------------------------===//
// Evaluation
//===----------------------------------------------------------------------===//

static std::optional<Elements> read(arith::ConstantOp constant) {
  Elements result(cast<RankedTensorType>(constant.getType()));
  if (auto resource =
          dyn_cast<DenseResourceElementsAttr>(constant.getValue())) {
    AsmResourceBlob *blob = resource.getRawHandle().getBlob();
    if (!blob || int64_t(blob->getData().size()) != result.numBytes())
      return std::nullopt;
    result.bytes = blob->getData();
    return result;
  }
  auto elements = cast<DenseElementsAttr>(constant.getValue());
  result.bytes = elements.getRawData();
  if (elements.isSplat()) {
    ArrayRef<char> element = result.bytes;
    result.allocate();
    result.fill(element);
  }
  return result;
}

static Elements pad(tensor::PadOp op, const Elements &source) {
  Elements result(op.getResultType());
  result.allocate();
  Attribute padding;
  matchPattern(op.getConstantPaddingValue(), m_Constant(&padding));
  result.fill(getElementBytes(cast<TypedAttr>(padding)));
  SmallVector<int64_t> low =
      llvm::map_to_vector(op.getMixedLowPad(), [](OpFoldResult value) {
        return *getConstantIntValue(value);
      });
  // Row by row.
  int64_t rank = source.type.getRank();
  ArrayRef<int64_t> shape = source.type.getShape();
  int64_t row = rank ? shape.back() : 1;
  if (row == 0)
    return result;
  for (int64_t offset = 0; offset < source.type.getNumElements();
       offset += row) {
    SmallVector<int64_t> position(rank);
    int64_t rest = offset;
    for (int64_t dim = rank - 1; dim >= 0; --dim) {
      position[dim] = rest % shape[dim] + low[dim];
      rest /= shape[dim];
    }
    result.copyFrom(source, offset, getOffset(result.type.getShape(), position),
                    row);
  }
  return result;
}

static Elements transpose(linalg::TransposeOp op, const Elements &source) {
  Elements result(cast<RankedTensorType>(op->getResult(0).getType()));
  result.allocate();
  ArrayRef<int64_t> shape = result.type.getShape();
  int64_t rank = result.type.getRank();
  // Strides of the source along the dimensions of the result.
  SmallVector<int64_t> sourceStrides(rank, 1), strides(rank);
  for (int64_t dim = rank - 2; dim >= 0; --dim)
    sourceStrides[dim] =
        sourceStrides[dim + 1] * source.type.getDimSize(dim + 1);
  for (auto [dim, from] : llvm::enumerate(op.getPermutation()))
    strides[dim] = sourceStrides[from];
  SmallVector<int64_t> position(rank, 0);
  int64_t from = 0;
  for (int64_t to = 0; to < result.type.getNumElements(); ++to) {
    result.copyFrom(source, from, to, 1);
    for (int64_t dim = rank - 1; dim >= 0; --dim) {
      from += strides[dim];
      if (++position[dim] < shape[dim])
        break;
      from -= strides[dim] * shape[dim];
      position[dim] = 0;
    }
  }
  return result;
}

/// The elements of `value`, which is a chain of copies of a constant.
static std::optional<Elements> evaluate(Value value) {
  Operation *op = value.getDefiningOp();
  if (auto constant = dyn_cast<arith::ConstantOp>(op))
    return read(constant);
  std::optional<Elements> source = evaluate(getCopied(op));
  if (!source)
    return source;
  if (auto padOp = dyn_cast<tensor::PadOp>(op))
    return pad(padOp, *source);
  if (auto transposeOp = dyn_cast<linalg::TransposeOp>(op))
    return transpose(transposeOp, *source);
  if (auto generic = dyn_cast<linalg::GenericOp>(op))
    return ConstantGather(generic, *source).evaluate();
  // The same bytes in another shape.
  source->type = cast<RankedTensorType>(value.getType());
  return source;
}

/// Small constants stay readable; large ones become resources.
static TypedAttr makeAttribute(Elements &elements) {
  constexpr int64_t kMostInline = 128;
  if (elements.numBytes() <= kMostInline)
    return cast<TypedAttr>(
        DenseElementsAttr::getFromRawBuffer(elements.type, elements.bytes));
  constexpr size_t kAlignment = 64;
  return DenseResourceElementsAttr::get(
      elements.type, "packed",
      HeapAsmResourceBlob::allocateAndCopyWithAlign(elements.bytes,
                                                    kAlignment));
}

//===----------------------------------------------------------------------===//
// Pass
//===----------------------------------------------------------------------===//

void FoldConstantPacks::runOnOperation() {
  // Ends of chains: something that is no copy uses them.
  SmallVector<Operation *> ends;
  getOperation().walk([&](Operation *op) {
    if (isa<arith::ConstantOp>(op) || op->getNumResults() != 1 ||
        !getCopied(op) || !getConstant(op->getResult(0)))
      return;
    if (llvm::any_of(op->getUsers(), [](Operation *user) {
          return !getCopied(user) || user->getNumResults() != 1;
        }))
      ends.push_back(op);
  });
  IRRewriter rewriter(&getContext());
  for (Operation *op : ends) {
    arith::ConstantOp constant = getConstant(op->getResult(0));
    Elements before(cast<RankedTensorType>(constant.getType()));
    Elements after(cast<RankedTensorType>(op->getResult(0).getType()));
    auto options = [](StringRef name) {
      return remark::RemarkOpts::name(name).category(
          "tile-fold-constant-packs");
    };
    std::string sizes = std::to_string(after.numBytes()) + " bytes from " +
                        std::to_string(before.numBytes());
    // Blocks are never empty, so a small constant may grow to a whole one.
    constexpr int64_t kOneBlock = 4096;
    if (after.numBytes() > mostGrowth * before.numBytes() + kOneBlock) {
      remark::missed(op->getLoc(), options("left"))
          << "packed when run: expected at most " +
                 std::to_string(mostGrowth.getValue()) +
                 " times the bytes of the constant, but got " + sizes;
      continue;
    }
    std::optional<Elements> elements = evaluate(op->getResult(0));
    if (!elements)
      continue;
    remark::passed(op->getLoc(), options("packed"))
        << "packed when compiled: " + sizes;
    rewriter.setInsertionPoint(op);
    rewriter.replaceOpWithNewOp<arith::ConstantOp>(op,
                                                   makeAttribute(*elements));
  }
}
