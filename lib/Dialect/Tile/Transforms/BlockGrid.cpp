// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Simplification of index expressions for coordinates within their extents:
/// most divisions and remainders of a mapping cancel against its inverse.
#include "OperandLayout.h"
#include "mlir/IR/AffineExpr.h"
#include <numeric>

using namespace mlir;
using namespace mlir::dsa;
using namespace mlir::dsa::tile;

namespace {
/// A sum: each term is an expression times a constant.
struct Sum {
  SmallVector<std::pair<AffineExpr, int64_t>> terms;
  int64_t constant = 0;

  void add(AffineExpr expr, int64_t factor) {
    if (auto value = dyn_cast<AffineConstantExpr>(expr)) {
      constant += factor * value.getValue();
      return;
    }
    auto binary = dyn_cast<AffineBinaryOpExpr>(expr);
    if (binary && binary.getKind() == AffineExprKind::Add) {
      add(binary.getLHS(), factor);
      add(binary.getRHS(), factor);
      return;
    }
    auto value = binary ? dyn_cast<AffineConstantExpr>(binary.getRHS())
                        : AffineConstantExpr();
    if (binary && binary.getKind() == AffineExprKind::Mul && value) {
      add(binary.getLHS(), factor * value.getValue());
      return;
    }
    for (auto &[other, coefficient] : terms)
      if (other == expr) {
        coefficient += factor;
        return;
      }
    terms.emplace_back(expr, factor);
  }

  /// `c * k * (e floordiv c) + k * (e mod c)` is `k * e`; `(f floordiv d)
  /// floordiv c` may stand as `f floordiv (d * c)`.
  void recombine() {
    for (auto &[remainder, factor] : terms) {
      auto modulo = dyn_cast<AffineBinaryOpExpr>(remainder);
      if (!modulo || modulo.getKind() != AffineExprKind::Mod || factor == 0)
        continue;
      auto divisor = dyn_cast<AffineConstantExpr>(modulo.getRHS());
      if (!divisor)
        continue;
      AffineExpr whole = modulo.getLHS();
      SmallVector<AffineExpr, 2> quotients = {
          whole.floorDiv(divisor.getValue())};
      auto division = dyn_cast<AffineBinaryOpExpr>(whole);
      if (division && division.getKind() == AffineExprKind::FloorDiv)
        quotients.push_back(
            division.getLHS().floorDiv(division.getRHS() * divisor.getValue()));
      for (auto &[term, termFactor] : terms)
        if (termFactor == factor * divisor.getValue() &&
            llvm::is_contained(quotients, term)) {
          int64_t wholeFactor = std::exchange(factor, 0);
          termFactor = 0;
          add(whole, wholeFactor);
          return recombine();
        }
    }
  }

  AffineExpr build(MLIRContext *context) const {
    AffineExpr result = getAffineConstantExpr(constant, context);
    for (auto [expr, factor] : terms)
      if (factor != 0)
        result = expr * factor + result;
    return result;
  }
};

/// Simplifies under `0 <= d_i < extents[i]`.
class RangeSimplifier {
public:
  RangeSimplifier(MLIRContext *context, ArrayRef<int64_t> extents)
      : context(context), extents(extents) {}

  AffineExpr simplify(AffineExpr expr) {
    if (auto dim = dyn_cast<AffineDimExpr>(expr))
      return extents[dim.getPosition()] == 1 ? getAffineConstantExpr(0, context)
                                             : expr;
    auto binary = dyn_cast<AffineBinaryOpExpr>(expr);
    if (!binary)
      return expr;
    AffineExpr lhs = simplify(binary.getLHS());
    AffineExpr rhs = simplify(binary.getRHS());
    auto divisor = dyn_cast<AffineConstantExpr>(rhs);
    switch (binary.getKind()) {
    case AffineExprKind::FloorDiv:
      return divisor ? divide(lhs, divisor.getValue(), /*wantsQuotient=*/true)
                     : lhs.floorDiv(rhs);
    case AffineExprKind::Mod:
      return divisor ? divide(lhs, divisor.getValue(), /*wantsQuotient=*/false)
                     : lhs % rhs;
    case AffineExprKind::Add:
    case AffineExprKind::Mul: {
      Sum sum;
      sum.add(getAffineBinaryOpExpr(binary.getKind(), lhs, rhs), 1);
      sum.recombine();
      return sum.build(context);
    }
    default:
      return getAffineBinaryOpExpr(binary.getKind(), lhs, rhs);
    }
  }

private:
  bool isWithin(AffineExpr expr, int64_t end) {
    SmallVector<std::optional<int64_t>> lower(extents.size(), 0), upper;
    for (int64_t extent : extents)
      upper.push_back(extent - 1);
    auto low = getBoundForAffineExpr(expr, extents.size(), 0, lower, upper,
                                     /*isUpper=*/false);
    auto high = getBoundForAffineExpr(expr, extents.size(), 0, lower, upper,
                                      /*isUpper=*/true);
    return low && high && *low >= 0 && *high < end;
  }

  /// `lhs floordiv divisor` or `lhs mod divisor`: splits off the terms that are
  /// multiples of a divisor `unit` of `divisor`, if the rest is within `unit`.
  AffineExpr divide(AffineExpr lhs, int64_t divisor, bool wantsQuotient) {
    Sum sum;
    sum.add(lhs, 1);
    SmallVector<int64_t> units = {divisor};
    for (auto [expr, factor] : sum.terms)
      units.push_back(
          std::gcd(divisor, factor * expr.getLargestKnownDivisor()));
    llvm::sort(units, std::greater<int64_t>());
    for (int64_t unit : units) {
      if (unit <= 1 && divisor != 1)
        break;
      Sum big, rest;
      for (auto [expr, factor] : sum.terms) {
        if (factor % unit == 0)
          big.add(expr, factor / unit);
        else
          rest.add(expr, factor);
      }
      big.constant = llvm::divideFloorSigned(sum.constant, unit);
      rest.constant = sum.constant - big.constant * unit;
      AffineExpr small = rest.build(context);
      if (!isWithin(small, unit))
        continue;
      AffineExpr whole = big.build(context);
      if (unit != divisor)
        whole = wantsQuotient ? divide(whole, divisor / unit, true)
                              : divide(whole, divisor / unit, false) * unit;
      else if (!wantsQuotient)
        return small;
      return wantsQuotient ? whole : simplify(whole + small);
    }
    return wantsQuotient ? lhs.floorDiv(divisor) : lhs % divisor;
  }

  MLIRContext *context;
  ArrayRef<int64_t> extents;
};
} // namespace

AffineExpr BlockGrid::simplify(AffineExpr expr) const {
  return RangeSimplifier(expr.getContext(), extents).simplify(expr);
}

int64_t BlockGrid::upperBound(AffineExpr expr) const {
  SmallVector<std::optional<int64_t>> lower(extents.size(), 0), upper;
  for (int64_t extent : extents)
    upper.push_back(ShapedType::isDynamic(extent)
                        ? std::nullopt
                        : std::optional<int64_t>(extent - 1));
  return getBoundForAffineExpr(expr, extents.size(), 0, lower, upper,
                               /*isUpper=*/true)
      .value_or(std::numeric_limits<int64_t>::max());
}

BlockGrid::BlockGrid(linalg::LinalgOp op, const dsa::ResolvedMatch &match)
    : op(op), match(match), loopExtents(op.getStaticLoopRanges()) {
  llvm::append_range(extents, match.blockExtents);
  llvm::append_range(extents, match.instructionExtents);
  for (auto [expr, extent] :
       llvm::zip(match.inverse.getResults(), loopExtents)) {
    loops.push_back(simplify(expr));
    isRagged.push_back(upperBound(loops.back()) >= extent);
  }
  isExact = match.isExact;
}
