// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What is not known of two buffers is taken to overlap.
#include "Overlap.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Interfaces/FunctionInterfaces.h"
#include "mlir/Interfaces/ViewLikeInterface.h"

using namespace mlir;
using namespace mlir::dsa;

/// The buffer that `memref` is a view of.
static Value getBuffer(Value memref) {
  while (auto view = memref.getDefiningOp<ViewLikeOpInterface>())
    memref = view.getViewSource();
  return memref;
}

static bool isAllocation(Value buffer) {
  return isa_and_nonnull<memref::AllocOp, memref::AllocaOp>(
      buffer.getDefiningOp());
}

static bool isArgument(Value buffer) {
  auto argument = dyn_cast<BlockArgument>(buffer);
  return argument && argument.getOwner()->isEntryBlock() &&
         isa<FunctionOpInterface>(argument.getOwner()->getParentOp());
}

static bool isExclusive(Value buffer) {
  if (!isArgument(buffer))
    return false;
  auto argument = cast<BlockArgument>(buffer);
  auto function = cast<FunctionOpInterface>(argument.getOwner()->getParentOp());
  return bool(function.getArgAttr(argument.getArgNumber(),
                                  LLVM::LLVMDialect::getNoAliasAttrName()));
}

bool dsa::mayOverlap(Value a, Value b) {
  a = getBuffer(a);
  b = getBuffer(b);
  if (a == b)
    return true;
  auto isKnown = [](Value buffer) {
    return isAllocation(buffer) || isArgument(buffer) ||
           isa_and_nonnull<memref::GetGlobalOp>(buffer.getDefiningOp());
  };
  if (!isKnown(a) || !isKnown(b))
    return true;
  if (isAllocation(a) || isAllocation(b) || isExclusive(a) || isExclusive(b))
    return false;
  auto first = a.getDefiningOp<memref::GetGlobalOp>();
  auto second = b.getDefiningOp<memref::GetGlobalOp>();
  return !first || !second || first.getName() == second.getName();
}

/// As `getSpread`, of all memrefs of a type.
static Spread getSpread(MemRefType type) {
  if (type.getLayout().isIdentity())
    return Spread::Apart;
  SmallVector<int64_t> strides;
  int64_t offset;
  if (failed(type.getStridesAndOffset(strides, offset)))
    return Spread::Together;
  SmallVector<std::pair<int64_t, int64_t>> dims;
  for (auto [size, stride] : llvm::zip_equal(type.getShape(), strides)) {
    if (size == 1)
      continue;
    if (ShapedType::isDynamic(stride))
      return Spread::Unknown;
    dims.emplace_back(std::abs(stride), size);
  }
  llvm::sort(dims);
  // How far the dimensions with smaller strides reach.
  std::optional<int64_t> reach = 0;
  for (auto [stride, size] : dims) {
    if (stride == 0)
      return Spread::Together;
    if (!reach)
      return Spread::Unknown;
    if (stride <= *reach)
      return Spread::Together;
    if (ShapedType::isDynamic(size))
      reach.reset();
    else
      reach = *reach + stride * (size - 1);
  }
  return Spread::Apart;
}

Spread dsa::getSpread(Value memref) {
  Spread spread = ::getSpread(cast<MemRefType>(memref.getType()));
  if (spread == Spread::Apart)
    return spread;
  // Some views have no more elements than what they are views of.
  Operation *op = memref.getDefiningOp();
  if (isa_and_nonnull<memref::CastOp, memref::ExpandShapeOp,
                      memref::CollapseShapeOp, memref::TransposeOp>(op))
    return getSpread(op->getOperand(0));
  auto view = dyn_cast_or_null<memref::SubViewOp>(op);
  bool isInside =
      view && llvm::all_of(view.getStaticStrides(), [](int64_t stride) {
        return stride != 0 && !ShapedType::isDynamic(stride);
      });
  return isInside ? getSpread(view.getSource()) : spread;
}

Value dsa::emitSpreadCheck(OpBuilder &builder, Location loc, Value memref) {
  auto layout = memref::ExtractStridedMetadataOp::create(builder, loc, memref);
  Value least = arith::ConstantIndexOp::create(builder, loc, 1);
  Value all = arith::ConstantIntOp::create(builder, loc, 1, 1);
  for (auto [size, stride] :
       llvm::reverse(llvm::zip_equal(layout.getSizes(), layout.getStrides()))) {
    Value isApart = arith::CmpIOp::create(
        builder, loc, arith::CmpIPredicate::sge, stride, least);
    all = arith::AndIOp::create(builder, loc, all, isApart);
    least = arith::MulIOp::create(builder, loc, size, stride);
  }
  return all;
}

bool dsa::hasKnownRange(Value memref) {
  auto type = cast<MemRefType>(memref.getType());
  if (!type.getElementType().isIntOrFloat())
    return false;
  if (type.getLayout().isIdentity())
    return true;
  SmallVector<int64_t> strides;
  int64_t offset;
  return succeeded(type.getStridesAndOffset(strides, offset)) &&
         llvm::all_of(strides, [](int64_t stride) { return stride >= 0; });
}

AddressRange dsa::getRange(OpBuilder &builder, Location loc, Value memref) {
  auto type = cast<MemRefType>(memref.getType());
  auto index = [&](int64_t value) -> Value {
    return arith::ConstantIndexOp::create(builder, loc, value);
  };
  Value start =
      memref::ExtractAlignedPointerAsIndexOp::create(builder, loc, memref);
  Value bytes =
      index(llvm::divideCeil(type.getElementType().getIntOrFloatBitWidth(), 8));
  Value count = index(1);
  if (type.getLayout().isIdentity() && type.hasStaticShape()) {
    count = index(type.getNumElements());
  } else if (type.getLayout().isIdentity()) {
    for (int64_t dim = 0; dim < type.getRank(); ++dim)
      count = arith::MulIOp::create(
          builder, loc, count,
          memref::DimOp::create(builder, loc, memref, index(dim)).getResult());
  } else {
    auto layout =
        memref::ExtractStridedMetadataOp::create(builder, loc, memref);
    for (auto [size, stride] :
         llvm::zip(layout.getSizes(), layout.getStrides())) {
      Value last = arith::SubIOp::create(builder, loc, size, index(1));
      count = arith::AddIOp::create(
          builder, loc, count,
          arith::MulIOp::create(builder, loc, last, stride).getResult());
    }
    Value offset =
        arith::MulIOp::create(builder, loc, layout.getOffset(), bytes);
    start = arith::AddIOp::create(builder, loc, start, offset);
  }
  Value length = arith::MulIOp::create(builder, loc, count, bytes);
  return {start, arith::AddIOp::create(builder, loc, start, length)};
}

std::string dsa::describeBuffer(Value memref) {
  Value buffer = getBuffer(memref);
  if (auto argument = dyn_cast<BlockArgument>(buffer))
    return "argument " + std::to_string(argument.getArgNumber());
  return ("the result of '" + buffer.getDefiningOp()->getName().getStringRef() +
          "'")
      .str();
}
