// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Inverts mappings of loops that are written as digits in mixed radix.
///
/// A result such as `p * 2 + q floordiv 16` is a sum of atoms, here `p` and
/// `q floordiv 16`; given the ranges of the atoms each is a digit of the
/// result. An atom such as `(l floordiv 4) mod 16` is a digit of the sum `l`,
/// and all the digits of `l` together give `l`, again a sum of atoms. Whether
/// the inverse found this way is one is for isl to prove (O1).
#include "dsa/Equivalence/Proof.h"
#include "mlir/IR/AffineExpr.h"
#include "llvm/ADT/MapVector.h"

using namespace mlir;
using namespace mlir::dsa;

namespace {

/// `coefficient * atom`, a summand.
struct Summand {
  int64_t coefficient;
  AffineExpr atom;
};

/// `(whole floordiv divisor) mod modulus` = `value`; no modulus if it is 0.
struct Digit {
  AffineExpr whole;
  int64_t divisor, modulus;
  AffineExpr value;
};

class Inverter {
public:
  explicit Inverter(ArrayRef<int64_t> extents)
      : extents(extents), loops(extents.size()) {}

  /// Takes note that `expr`, of the loops, has the value `value`.
  void learn(AffineExpr expr, AffineExpr value);
  /// Puts the digits together; false if they are not all known.
  bool solve();

  ArrayRef<AffineExpr> getLoops() const { return loops; }
  /// The number of values of `expr`, which are [0, n); nullopt where that is
  /// not known or `expr` is not such an expression.
  std::optional<int64_t> getRange(AffineExpr expr) const;

private:
  void learnAtom(AffineExpr atom, AffineExpr value);

  ArrayRef<int64_t> extents;
  SmallVector<AffineExpr> loops;
  llvm::MapVector<AffineExpr, SmallVector<Digit>> digits;
};

void collectSummands(AffineExpr expr, int64_t factor,
                     SmallVectorImpl<Summand> &summands) {
  if (auto binary = dyn_cast<AffineBinaryOpExpr>(expr)) {
    auto constant = dyn_cast<AffineConstantExpr>(binary.getRHS());
    if (binary.getKind() == AffineExprKind::Add) {
      collectSummands(binary.getLHS(), factor, summands);
      collectSummands(binary.getRHS(), factor, summands);
      return;
    }
    if (binary.getKind() == AffineExprKind::Mul && constant) {
      collectSummands(binary.getLHS(), factor * constant.getValue(), summands);
      return;
    }
  }
  summands.push_back({factor, expr});
}

/// Reads an atom as a digit of some whole; nullopt where it is none.
std::optional<Digit> readDigit(AffineExpr expr) {
  auto binary = dyn_cast<AffineBinaryOpExpr>(expr);
  if (!binary || (binary.getKind() != AffineExprKind::FloorDiv &&
                  binary.getKind() != AffineExprKind::Mod))
    return Digit{expr, 1, 0, {}};
  auto constant = dyn_cast<AffineConstantExpr>(binary.getRHS());
  if (!constant || constant.getValue() <= 0)
    return std::nullopt;
  std::optional<Digit> digit = readDigit(binary.getLHS());
  if (!digit)
    return std::nullopt;
  int64_t by = constant.getValue();
  if (binary.getKind() == AffineExprKind::FloorDiv) {
    // ((l / a) mod m) / b = (l / (a b)) mod (m / b), if b divides m.
    if (digit->modulus % by != 0)
      return std::nullopt;
    digit->divisor *= by;
    digit->modulus /= by;
    return digit;
  }
  if (digit->modulus == 0 || digit->modulus % by == 0)
    digit->modulus = by;
  else if (by % digit->modulus != 0)
    return std::nullopt;
  return digit;
}

} // namespace

std::optional<int64_t> Inverter::getRange(AffineExpr expr) const {
  SmallVector<Summand> summands;
  collectSummands(expr, 1, summands);
  int64_t last = 0;
  for (const Summand &summand : summands) {
    int64_t range = 0;
    if (auto constant = dyn_cast<AffineConstantExpr>(summand.atom)) {
      if (constant.getValue() != 0)
        return std::nullopt;
      range = 1;
    } else if (auto loop = dyn_cast<AffineDimExpr>(summand.atom)) {
      range = extents[loop.getPosition()];
    } else {
      std::optional<Digit> digit = readDigit(summand.atom);
      if (!digit || digit->whole == summand.atom)
        return std::nullopt;
      std::optional<int64_t> whole = getRange(digit->whole);
      if (!whole && digit->modulus == 0)
        return std::nullopt;
      range = whole ? llvm::divideCeil(*whole, digit->divisor) : INT64_MAX;
      if (digit->modulus != 0)
        range = std::min(range, digit->modulus);
    }
    if (ShapedType::isDynamic(range) || summand.coefficient < 0)
      return std::nullopt;
    last += summand.coefficient * (range - 1);
  }
  return last + 1;
}

void Inverter::learn(AffineExpr expr, AffineExpr value) {
  SmallVector<Summand> summands;
  collectSummands(expr, 1, summands);
  llvm::erase_if(summands, [](const Summand &summand) {
    return isa<AffineConstantExpr>(summand.atom);
  });
  // Of two with one coefficient, one is always 0: that is the lower digit. A
  // digit that is always 0 is kept, so that the inverse of what is no image
  // lies outside of the loops.
  llvm::sort(summands, [&](const Summand &a, const Summand &b) {
    return std::make_pair(a.coefficient, getRange(a.atom) != 1) <
           std::make_pair(b.coefficient, getRange(b.atom) != 1);
  });
  for (auto [index, summand] : llvm::enumerate(summands)) {
    AffineExpr digit = value.floorDiv(summand.coefficient);
    if (index + 1 < summands.size()) {
      int64_t next = summands[index + 1].coefficient;
      if (next % summand.coefficient != 0)
        return;
      digit = digit % (next / summand.coefficient);
    }
    learnAtom(summand.atom, digit);
  }
}

void Inverter::learnAtom(AffineExpr atom, AffineExpr value) {
  if (auto loop = dyn_cast<AffineDimExpr>(atom)) {
    loops[loop.getPosition()] = value;
    return;
  }
  std::optional<Digit> digit = readDigit(atom);
  if (!digit || digit->whole == atom)
    return;
  digit->value = value;
  digits[digit->whole].push_back(*digit);
}

bool Inverter::solve() {
  while (!digits.empty()) {
    auto [whole, parts] = digits.back();
    digits.pop_back();
    llvm::sort(parts, [](const Digit &a, const Digit &b) {
      return a.divisor < b.divisor;
    });
    // Low digits may be known as those of single loops, as in `2 * p + q` with
    // `q mod 2`: then the rest is `(2 * p + q) floordiv 2`, which is `p`.
    int64_t lowest = parts.front().divisor;
    AffineExpr known = lowest == 1 ? whole : whole.floorDiv(lowest);
    std::optional<Digit> rest = readDigit(known);
    if (lowest != 1 && (!rest || rest->whole == whole))
      continue;
    AffineExpr value;
    for (const Digit &part : parts) {
      AffineExpr term = part.value * (part.divisor / lowest);
      value = value ? value + term : term;
    }
    learn(known, value);
  }
  return llvm::all_of(llvm::enumerate(extents), [&](auto entry) {
    // A loop that never moves needs no digit.
    return entry.value() == 1 || loops[entry.index()];
  });
}

/// Whether all loops in `expr` are reductions (true), none is (false), or some
/// are (nullopt).
static std::optional<bool> isReduction(AffineExpr expr,
                                       const Statement &program) {
  bool hasParallel = false, hasReduction = false;
  for (unsigned loop = 0; loop < program.getNumLoops(); ++loop)
    if (program.extents[loop] != 1 && expr.isFunctionOfDim(loop))
      (program.isReduction[loop] ? hasReduction : hasParallel) = true;
  if (hasParallel && hasReduction)
    return std::nullopt;
  return hasReduction;
}

/// What in `expr` has no digits: a part that falls as its loops go on, or one
/// that is divided by no positive number; empty if all has.
static StringRef findObstacle(AffineExpr expr) {
  StringRef obstacle;
  expr.walk([&](AffineExpr part) {
    auto binary = dyn_cast<AffineBinaryOpExpr>(part);
    if (!binary || binary.getKind() == AffineExprKind::Add)
      return;
    auto by = dyn_cast<AffineConstantExpr>(binary.getRHS());
    bool isProduct = binary.getKind() == AffineExprKind::Mul;
    if (!by || by.getValue() < (isProduct ? 0 : 1))
      obstacle = isProduct ? "it falls" : "it divides by no positive number";
  });
  return obstacle;
}

FailureOr<LoopMapping> dsa::readMapping(AffineMap forward,
                                        const Statement &program,
                                        const Statement &instruction,
                                        std::string &reason) {
  unsigned numInner = instruction.getNumLoops();
  if (forward.getNumDims() != program.getNumLoops() ||
      forward.getNumSymbols() != 0 || forward.getNumResults() < numInner) {
    reason = "expected a mapping of " + std::to_string(program.getNumLoops()) +
             " loops to at least the instruction's " +
             std::to_string(numInner) + ", but it maps " +
             std::to_string(forward.getNumDims()) + " to " +
             std::to_string(forward.getNumResults());
    return failure();
  }
  LoopMapping mapping;
  mapping.forward = forward;
  Inverter inverter(program.extents);
  for (auto [index, expr] : llvm::enumerate(forward.getResults())) {
    if (StringRef obstacle = findObstacle(expr); !obstacle.empty()) {
      reason = ("expected coordinates that grow with the loops, but of "
                "coordinate " +
                Twine(index) + ", " + obstacle)
                   .str();
      return failure();
    }
    inverter.learn(expr, getAffineDimExpr(index, forward.getContext()));
    if (index + numInner >= forward.getNumResults())
      continue;
    std::optional<bool> kind = isReduction(expr, program);
    if (!kind) {
      reason = "block coordinate " + std::to_string(index) +
               " mixes parallel and reduction loops";
      return failure();
    }
    mapping.isReductionBlock.push_back(*kind);
    mapping.blockExtents.push_back(
        inverter.getRange(expr).value_or(ShapedType::kDynamic));
  }
  if (!inverter.solve()) {
    reason = "the mapping does not determine every loop";
    return failure();
  }
  SmallVector<AffineExpr> loops;
  for (AffineExpr loop : inverter.getLoops())
    loops.push_back(loop ? loop
                         : getAffineConstantExpr(0, forward.getContext()));
  mapping.inverse =
      AffineMap::get(forward.getNumResults(), 0, loops, forward.getContext());
  return mapping;
}
