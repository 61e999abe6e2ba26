// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The operations of arith and complex that programs and descriptions use.
#include "Scalars.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Complex/IR/Complex.h"
#include "llvm/ADT/StringMap.h"

using namespace dsa::fuzz;
using namespace mlir;
using llvm::APFloat;
using llvm::APInt;

static constexpr auto kNearest = APFloat::rmNearestTiesToEven;

//===----------------------------------------------------------------------===//
// Integers
//===----------------------------------------------------------------------===//

static std::optional<APInt> shift(StringRef name, const APInt &a,
                                  const APInt &b) {
  if (b.uge(b.getBitWidth()))
    return std::nullopt;
  return name == "arith.shli"    ? a.shl(b)
         : name == "arith.shrsi" ? a.ashr(b)
                                 : a.lshr(b);
}

static bool compare(arith::CmpIPredicate predicate, const APInt &a,
                    const APInt &b) {
  using P = arith::CmpIPredicate;
  switch (predicate) {
  case P::eq:
    return a == b;
  case P::ne:
    return a != b;
  case P::slt:
    return a.slt(b);
  case P::sle:
    return a.sle(b);
  case P::sgt:
    return a.sgt(b);
  case P::sge:
    return a.sge(b);
  case P::ult:
    return a.ult(b);
  case P::ule:
    return a.ule(b);
  case P::ugt:
    return a.ugt(b);
  case P::uge:
    return a.uge(b);
  }
  return false;
}

static std::optional<APInt> evaluateInteger(Operation *op, const APInt &a,
                                            const APInt &b) {
  StringRef name = op->getName().getStringRef();
  using Apply = APInt (*)(const APInt &, const APInt &);
  static const llvm::StringMap<Apply> known = {
      {"arith.addi", [](const APInt &a, const APInt &b) { return a + b; }},
      {"arith.subi", [](const APInt &a, const APInt &b) { return a - b; }},
      {"arith.muli", [](const APInt &a, const APInt &b) { return a * b; }},
      {"arith.andi", [](const APInt &a, const APInt &b) { return a & b; }},
      {"arith.ori", [](const APInt &a, const APInt &b) { return a | b; }},
      {"arith.xori", [](const APInt &a, const APInt &b) { return a ^ b; }},
      {"arith.maxsi",
       [](const APInt &a, const APInt &b) { return a.slt(b) ? b : a; }},
      {"arith.minsi",
       [](const APInt &a, const APInt &b) { return a.slt(b) ? a : b; }},
      {"arith.maxui",
       [](const APInt &a, const APInt &b) { return a.ult(b) ? b : a; }},
      {"arith.minui",
       [](const APInt &a, const APInt &b) { return a.ult(b) ? a : b; }}};
  if (auto apply = known.find(name); apply != known.end())
    return apply->second(a, b);
  if (isa<arith::ShLIOp, arith::ShRSIOp, arith::ShRUIOp>(op))
    return shift(name, a, b);
  if (auto comparison = dyn_cast<arith::CmpIOp>(op))
    return APInt(1, compare(comparison.getPredicate(), a, b));
  return std::nullopt;
}

//===----------------------------------------------------------------------===//
// Floats
//===----------------------------------------------------------------------===//

static APFloat getFloat(Type type, const APInt &bits) {
  return APFloat(cast<FloatType>(type).getFloatSemantics(), bits);
}

static std::optional<APFloat> evaluateFloat(Operation *op, APFloat a,
                                            const APFloat &b) {
  if (isa<arith::AddFOp>(op))
    a.add(b, kNearest);
  else if (isa<arith::SubFOp>(op))
    a.subtract(b, kNearest);
  else if (isa<arith::MulFOp>(op))
    a.multiply(b, kNearest);
  else if (isa<arith::MaximumFOp>(op))
    a = llvm::maximum(a, b);
  else if (isa<arith::MinimumFOp>(op))
    a = llvm::minimum(a, b);
  else
    return std::nullopt;
  return a;
}

/// Operations of complex numbers, by parts.
static std::optional<Scalar> evaluateComplex(Operation *op,
                                             ArrayRef<Scalar> operands) {
  if (isa<complex::CreateOp>(op))
    return Scalar{operands[0][0], operands[1][0]};
  if (isa<complex::ReOp>(op))
    return Scalar{operands[0][0]};
  if (isa<complex::ImOp>(op))
    return Scalar{operands[0][1]};
  auto type = dyn_cast<ComplexType>(op->getResult(0).getType());
  if (!type || op->getNumOperands() != 2)
    return std::nullopt;
  auto part = [&](unsigned operand, unsigned index) {
    return getFloat(type.getElementType(), operands[operand][index]);
  };
  auto make = [](const APFloat &re, const APFloat &im) {
    return Scalar{re.bitcastToAPInt(), im.bitcastToAPInt()};
  };
  APFloat a = part(0, 0), b = part(0, 1), c = part(1, 0), d = part(1, 1);
  if (isa<complex::AddOp>(op))
    return make(a + c, b + d);
  if (isa<complex::SubOp>(op))
    return make(a - c, b - d);
  if (isa<complex::MulOp>(op))
    return make(a * c - b * d, a * d + b * c);
  return std::nullopt;
}

//===----------------------------------------------------------------------===//
// Everything
//===----------------------------------------------------------------------===//

namespace dsa::fuzz {
std::optional<Scalar> evaluateOperation(Operation *op,
                                        ArrayRef<Scalar> operands) {
  Type type = op->getResult(0).getType();
  if (auto constant = dyn_cast<arith::ConstantOp>(op))
    return readConstant(constant.getValue(), type);
  if (op->getName().getDialectNamespace() == "complex")
    return evaluateComplex(op, operands);
  if (isa<arith::SelectOp>(op))
    return operands[0][0].isOne() ? operands[1] : operands[2];
  unsigned bits = type.isIntOrFloat() ? type.getIntOrFloatBitWidth() : 0;
  if (isa<arith::ExtSIOp>(op))
    return Scalar{operands[0][0].sext(bits)};
  if (isa<arith::ExtUIOp>(op))
    return Scalar{operands[0][0].zext(bits)};
  if (isa<arith::TruncIOp>(op))
    return Scalar{operands[0][0].trunc(bits)};
  if (isa<arith::ExtFOp, arith::TruncFOp>(op)) {
    APFloat value = getFloat(op->getOperand(0).getType(), operands[0][0]);
    bool loses = false;
    value.convert(cast<FloatType>(type).getFloatSemantics(), kNearest, &loses);
    return Scalar{value.bitcastToAPInt()};
  }
  if (operands.size() != 2)
    return std::nullopt;
  if (isa<FloatType>(type)) {
    std::optional<APFloat> value = evaluateFloat(
        op, getFloat(type, operands[0][0]), getFloat(type, operands[1][0]));
    return value ? std::optional<Scalar>({value->bitcastToAPInt()})
                 : std::nullopt;
  }
  std::optional<APInt> value =
      evaluateInteger(op, operands[0][0], operands[1][0]);
  return value ? std::optional<Scalar>({*value}) : std::nullopt;
}
} // namespace dsa::fuzz

namespace dsa::fuzz {
std::optional<Scalar> readConstant(Attribute value, Type type) {
  if (auto integer = dyn_cast<IntegerAttr>(value))
    return Scalar{integer.getValue()};
  if (auto number = dyn_cast<FloatAttr>(value))
    return Scalar{number.getValue().bitcastToAPInt()};
  auto parts = dyn_cast<ArrayAttr>(value);
  if (!parts || parts.size() != 2 || !isa<ComplexType>(type))
    return std::nullopt;
  return Scalar{cast<FloatAttr>(parts[0]).getValue().bitcastToAPInt(),
                cast<FloatAttr>(parts[1]).getValue().bitcastToAPInt()};
}
} // namespace dsa::fuzz

namespace dsa::fuzz {
Scalar makeScalar(Type type, Filling filling, std::mt19937_64 &random) {
  if (auto number = dyn_cast<ComplexType>(type)) {
    Scalar parts = makeScalar(number.getElementType(), filling, random);
    parts.push_back(makeScalar(number.getElementType(), filling, random)[0]);
    return parts;
  }
  int64_t small = int64_t(random() % 7) - 3;
  if (auto floating = dyn_cast<FloatType>(type)) {
    APFloat value{double(small)};
    bool loses = false;
    value.convert(floating.getFloatSemantics(), kNearest, &loses);
    return {value.bitcastToAPInt()};
  }
  unsigned bits = type.getIntOrFloatBitWidth();
  if (filling == Filling::Small)
    return {APInt(64, uint64_t(small)).trunc(bits)};
  if (filling == Filling::Random || random() % 4 == 0)
    return {APInt(64, random()).trunc(bits)};
  const APInt corners[] = {
      APInt(bits, 0), APInt(bits, 1), APInt::getAllOnes(bits),
      APInt::getSignedMaxValue(bits), APInt::getSignedMinValue(bits)};
  return {corners[random() % std::size(corners)]};
}
} // namespace dsa::fuzz

namespace dsa::fuzz {
bool areSame(Type type, const Scalar &a, const Scalar &b) {
  if (auto number = dyn_cast<ComplexType>(type))
    return areSame(number.getElementType(), {a[0]}, {b[0]}) &&
           areSame(number.getElementType(), {a[1]}, {b[1]});
  if (!isa<FloatType>(type))
    return a == b;
  return getFloat(type, a[0]).compare(getFloat(type, b[0])) ==
         APFloat::cmpEqual;
}
} // namespace dsa::fuzz
