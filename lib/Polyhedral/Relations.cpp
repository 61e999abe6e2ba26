// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Affine maps as isl relations.
#include "dsa/Polyhedral/Relations.h"
#include "mlir/IR/AffineExpr.h"
#include "mlir/IR/BuiltinTypes.h"
#include "llvm/ADT/STLExtras.h"
#include <isl/ctx.h>
#include <isl/options.h>

using namespace mlir;
using namespace mlir::dsa;

//===----------------------------------------------------------------------===//
// IslContext
//===----------------------------------------------------------------------===//

IslContext::IslContext(unsigned long maxOperations) : context(isl_ctx_alloc()) {
  isl_options_set_on_error(context, ISL_ON_ERROR_CONTINUE);
  isl_ctx_set_max_operations(context, maxOperations);
}

IslContext::~IslContext() { isl_ctx_free(context); }

bool IslContext::hasFailed() const {
  return isl_ctx_last_error(context) != isl_error_none;
}

//===----------------------------------------------------------------------===//
// Text
//===----------------------------------------------------------------------===//

std::string dsa::getExpressionText(AffineExpr expr) {
  if (auto constant = dyn_cast<AffineConstantExpr>(expr))
    return std::to_string(constant.getValue());
  if (auto dim = dyn_cast<AffineDimExpr>(expr))
    return "d" + std::to_string(dim.getPosition());
  if (auto symbol = dyn_cast<AffineSymbolExpr>(expr))
    return "s" + std::to_string(symbol.getPosition());
  auto binary = cast<AffineBinaryOpExpr>(expr);
  std::string lhs = getExpressionText(binary.getLHS()),
              rhs = getExpressionText(binary.getRHS());
  switch (expr.getKind()) {
  case AffineExprKind::Add:
    return "(" + lhs + " + " + rhs + ")";
  case AffineExprKind::Mul:
    return "(" + lhs + " * " + rhs + ")";
  case AffineExprKind::Mod:
    return "(" + lhs + " mod " + rhs + ")";
  case AffineExprKind::FloorDiv:
    return "floor(" + lhs + " / " + rhs + ")";
  default:
    // The remaining kind: ceil(a / b) = floor((a + b - 1) / b).
    return "floor((" + lhs + " + " + rhs + " - 1) / " + rhs + ")";
  }
}

static std::string getTuple(unsigned size) {
  return "[" +
         llvm::join(llvm::map_range(
                        llvm::seq(size),
                        [](unsigned i) { return "d" + std::to_string(i); }),
                    ", ") +
         "]";
}

static std::string getParameters(ArrayRef<int64_t> extents) {
  SmallVector<std::string> names;
  for (auto [index, extent] : llvm::enumerate(extents))
    if (ShapedType::isDynamic(extent))
      names.push_back("N" + std::to_string(index));
  return names.empty() ? "" : "[" + llvm::join(names, ", ") + "] -> ";
}

static std::string getBounds(ArrayRef<int64_t> extents) {
  SmallVector<std::string> bounds;
  for (auto [index, extent] : llvm::enumerate(extents))
    bounds.push_back("0 <= d" + std::to_string(index) + " < " +
                     (ShapedType::isDynamic(extent)
                          ? "N" + std::to_string(index)
                          : std::to_string(extent)));
  return bounds.empty() ? "" : " : " + llvm::join(bounds, " and ");
}

std::string dsa::getBoxText(ArrayRef<int64_t> extents) {
  return getParameters(extents) + "{ " + getTuple(extents.size()) +
         getBounds(extents) + " }";
}

std::string dsa::getMapText(AffineMap map, ArrayRef<int64_t> extents) {
  SmallVector<std::string> results;
  for (AffineExpr expr : map.getResults())
    results.push_back(getExpressionText(expr));
  return getParameters(extents) + "{ " + getTuple(map.getNumDims()) + " -> [" +
         llvm::join(results, ", ") + "]" + getBounds(extents) + " }";
}
