// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Lowering of element-wise graph operators: one scalar function each.
#include "LinalgBuilders.h"
#include "dsa/Conversion/GraphToLinalg.h"
#include "dsa/Dialect/Graph/IR/Graph.h"
#include "mlir/Dialect/Math/IR/Math.h"

using namespace mlir;
using namespace mlir::graph;
using namespace mlir::arith;

FailureOr<Value> graph::lowerElementwise(ElementwiseOpInterface op,
                                         ImplicitLocOpBuilder &builder,
                                         ValueRange operands) {
  RankedTensorType type = typeOf(op->getResult(0));
  SmallVector<Access> inputs;
  for (Value operand : operands)
    inputs.push_back(broadcastTo(builder, operand, type.getShape()));
  return buildElementwise(
      builder, type.getShape(), getSignlessType(type.getElementType()), inputs,
      [&](ImplicitLocOpBuilder &scalar, ValueRange scalars) {
        return op.lowerScalar(scalar, scalars);
      });
}

//===----------------------------------------------------------------------===//
// Scalars
//===----------------------------------------------------------------------===//

namespace {
/// Arithmetic on one kind of number, in the words of the equations.
struct Scalars {
  ImplicitLocOpBuilder &builder;
  Type type;
  bool isUnsigned = false;

  bool isFloat() const { return isa<FloatType>(type); }
  Value constant(double value) const {
    return buildScalarConstant(builder, type, value);
  }
  Value constant(APFloat value) const {
    return constant(value.convertToDouble());
  }
  template <typename FloatOp, typename SignedOp, typename UnsignedOp = SignedOp>
  Value apply(ValueRange operands) const {
    if (isFloat())
      return FloatOp::create(builder, operands[0], operands[1]);
    if (isUnsigned)
      return UnsignedOp::create(builder, operands[0], operands[1]);
    return SignedOp::create(builder, operands[0], operands[1]);
  }
  Value add(Value a, Value b) const { return apply<AddFOp, AddIOp>({a, b}); }
  Value sub(Value a, Value b) const { return apply<SubFOp, SubIOp>({a, b}); }
  Value mul(Value a, Value b) const { return apply<MulFOp, MulIOp>({a, b}); }
  Value div(Value a, Value b) const {
    return apply<DivFOp, DivSIOp, DivUIOp>({a, b});
  }
  Value min(Value a, Value b) const {
    return apply<MinimumFOp, MinSIOp, MinUIOp>({a, b});
  }
  Value max(Value a, Value b) const {
    return apply<MaximumFOp, MaxSIOp, MaxUIOp>({a, b});
  }
  Value compare(CmpFPredicate onFloats, CmpIPredicate onSigned,
                CmpIPredicate onUnsigned, Value a, Value b) const {
    if (isFloat())
      return CmpFOp::create(builder, onFloats, a, b);
    return CmpIOp::create(builder, isUnsigned ? onUnsigned : onSigned, a, b);
  }
  Value less(Value a, Value b) const {
    return compare(CmpFPredicate::OLT, CmpIPredicate::slt, CmpIPredicate::ult,
                   a, b);
  }
  Value select(Value condition, Value a, Value b) const {
    return SelectOp::create(builder, condition, a, b);
  }
};
} // namespace

/// The arithmetic of the first operand of `op`.
static Scalars scalarsOf(Operation *op, ImplicitLocOpBuilder &builder) {
  Type type = getElementTypeOrSelf(op->getOperand(0));
  return {builder, getSignlessType(type), isUnsigned(type)};
}

//===----------------------------------------------------------------------===//
// One operand
//===----------------------------------------------------------------------===//

Value ReciprocalOp::lowerScalar(ImplicitLocOpBuilder &builder,
                                ValueRange scalars) {
  Scalars s = scalarsOf(*this, builder);
  return s.div(s.constant(1), scalars[0]);
}

Value SigmoidOp::lowerScalar(ImplicitLocOpBuilder &builder,
                             ValueRange scalars) {
  Scalars s = scalarsOf(*this, builder);
  Value power =
      math::ExpOp::create(builder, NegFOp::create(builder, scalars[0]));
  return s.div(s.constant(1), s.add(s.constant(1), power));
}

Value SoftplusOp::lowerScalar(ImplicitLocOpBuilder &builder,
                              ValueRange scalars) {
  // max(x, 0) + ln(1 + exp(-|x|)) does not overflow.
  Scalars s = scalarsOf(*this, builder);
  Value size = math::AbsFOp::create(builder, scalars[0]);
  Value power = math::ExpOp::create(builder, NegFOp::create(builder, size));
  return s.add(s.max(scalars[0], s.constant(0)),
               math::Log1pOp::create(builder, power));
}

Value SoftsignOp::lowerScalar(ImplicitLocOpBuilder &builder,
                              ValueRange scalars) {
  Scalars s = scalarsOf(*this, builder);
  Value size = math::AbsFOp::create(builder, scalars[0]);
  return s.div(scalars[0], s.add(s.constant(1), size));
}

Value AbsOp::lowerScalar(ImplicitLocOpBuilder &builder, ValueRange scalars) {
  Scalars s = scalarsOf(*this, builder);
  if (s.isFloat())
    return math::AbsFOp::create(builder, scalars[0]);
  if (s.isUnsigned)
    return scalars[0];
  return math::AbsIOp::create(builder, scalars[0]);
}

Value NegOp::lowerScalar(ImplicitLocOpBuilder &builder, ValueRange scalars) {
  Scalars s = scalarsOf(*this, builder);
  if (s.isFloat())
    return NegFOp::create(builder, scalars[0]);
  return s.sub(s.constant(0), scalars[0]);
}

Value SignOp::lowerScalar(ImplicitLocOpBuilder &builder, ValueRange scalars) {
  Scalars s = scalarsOf(*this, builder);
  Value zero = s.constant(0);
  Value minusOne = s.isUnsigned ? zero : s.constant(-1);
  Value negative = s.select(s.less(scalars[0], zero), minusOne, scalars[0]);
  return s.select(s.less(zero, scalars[0]), s.constant(1), negative);
}

Value ReluOp::lowerScalar(ImplicitLocOpBuilder &builder, ValueRange scalars) {
  Scalars s = scalarsOf(*this, builder);
  return s.max(scalars[0], s.constant(0));
}

Value NotOp::lowerScalar(ImplicitLocOpBuilder &builder, ValueRange scalars) {
  Value one = arith::ConstantOp::create(builder, builder.getBoolAttr(true));
  return XOrIOp::create(builder, scalars[0], one);
}

Value LeakyReluOp::lowerScalar(ImplicitLocOpBuilder &builder,
                               ValueRange scalars) {
  Scalars s = scalarsOf(*this, builder);
  return s.select(s.less(scalars[0], s.constant(0)),
                  s.mul(s.constant(getAlpha()), scalars[0]), scalars[0]);
}

/// alpha * (exp(x) - 1)
static Value buildExpm1(const Scalars &s, double alpha, Value x) {
  return s.mul(s.constant(alpha), math::ExpM1Op::create(s.builder, x));
}

Value EluOp::lowerScalar(ImplicitLocOpBuilder &builder, ValueRange scalars) {
  Scalars s = scalarsOf(*this, builder);
  Value below = buildExpm1(s, getAlpha().convertToDouble(), scalars[0]);
  return s.select(s.less(scalars[0], s.constant(0)), below, scalars[0]);
}

Value SeluOp::lowerScalar(ImplicitLocOpBuilder &builder, ValueRange scalars) {
  Scalars s = scalarsOf(*this, builder);
  Value below = buildExpm1(s, getAlpha().convertToDouble(), scalars[0]);
  return s.mul(s.constant(getGamma()),
               s.select(s.less(scalars[0], s.constant(0)), below, scalars[0]));
}

Value CeluOp::lowerScalar(ImplicitLocOpBuilder &builder, ValueRange scalars) {
  Scalars s = scalarsOf(*this, builder);
  Value scaled = s.div(scalars[0], s.constant(getAlpha()));
  Value below = buildExpm1(s, getAlpha().convertToDouble(), scaled);
  return s.add(s.max(scalars[0], s.constant(0)), s.min(below, s.constant(0)));
}

Value ThresholdedReluOp::lowerScalar(ImplicitLocOpBuilder &builder,
                                     ValueRange scalars) {
  Scalars s = scalarsOf(*this, builder);
  return s.select(s.less(s.constant(getAlpha()), scalars[0]), scalars[0],
                  s.constant(0));
}

Value HardSigmoidOp::lowerScalar(ImplicitLocOpBuilder &builder,
                                 ValueRange scalars) {
  Scalars s = scalarsOf(*this, builder);
  Value line =
      s.add(s.mul(s.constant(getAlpha()), scalars[0]), s.constant(getBeta()));
  return s.max(s.constant(0), s.min(s.constant(1), line));
}

//===----------------------------------------------------------------------===//
// Two operands
//===----------------------------------------------------------------------===//

Value AddOp::lowerScalar(ImplicitLocOpBuilder &builder, ValueRange scalars) {
  return scalarsOf(*this, builder).add(scalars[0], scalars[1]);
}

Value SubOp::lowerScalar(ImplicitLocOpBuilder &builder, ValueRange scalars) {
  return scalarsOf(*this, builder).sub(scalars[0], scalars[1]);
}

Value MulOp::lowerScalar(ImplicitLocOpBuilder &builder, ValueRange scalars) {
  return scalarsOf(*this, builder).mul(scalars[0], scalars[1]);
}

Value DivOp::lowerScalar(ImplicitLocOpBuilder &builder, ValueRange scalars) {
  return scalarsOf(*this, builder).div(scalars[0], scalars[1]);
}

Value PowOp::lowerScalar(ImplicitLocOpBuilder &builder, ValueRange scalars) {
  return scalarsOf(*this, builder).apply<math::PowFOp, math::IPowIOp>(scalars);
}

Value RemOp::lowerScalar(ImplicitLocOpBuilder &builder, ValueRange scalars) {
  return scalarsOf(*this, builder).apply<RemFOp, RemSIOp, RemUIOp>(scalars);
}

Value ModOp::lowerScalar(ImplicitLocOpBuilder &builder, ValueRange scalars) {
  Scalars s = scalarsOf(*this, builder);
  if (s.isUnsigned)
    return RemUIOp::create(builder, scalars[0], scalars[1]);
  // Add the divisor where a remainder that is not zero has the other sign.
  Value zero = s.constant(0);
  Value remainder = RemSIOp::create(builder, scalars[0], scalars[1]);
  Value signs = XOrIOp::create(builder, remainder, scalars[1]);
  Value isExact = CmpIOp::create(builder, CmpIPredicate::eq, remainder, zero);
  Value adjusted =
      s.select(s.less(signs, zero), s.add(remainder, scalars[1]), remainder);
  return s.select(isExact, remainder, adjusted);
}

Value MinOp::lowerScalar(ImplicitLocOpBuilder &builder, ValueRange scalars) {
  return scalarsOf(*this, builder).min(scalars[0], scalars[1]);
}

Value MaxOp::lowerScalar(ImplicitLocOpBuilder &builder, ValueRange scalars) {
  return scalarsOf(*this, builder).max(scalars[0], scalars[1]);
}

Value PreluOp::lowerScalar(ImplicitLocOpBuilder &builder, ValueRange scalars) {
  Scalars s = scalarsOf(*this, builder);
  return s.select(s.less(scalars[0], s.constant(0)),
                  s.mul(scalars[0], scalars[1]), scalars[0]);
}

Value AndOp::lowerScalar(ImplicitLocOpBuilder &builder, ValueRange scalars) {
  return AndIOp::create(builder, scalars[0], scalars[1]);
}

Value OrOp::lowerScalar(ImplicitLocOpBuilder &builder, ValueRange scalars) {
  return OrIOp::create(builder, scalars[0], scalars[1]);
}

Value XorOp::lowerScalar(ImplicitLocOpBuilder &builder, ValueRange scalars) {
  return XOrIOp::create(builder, scalars[0], scalars[1]);
}

Value EqualOp::lowerScalar(ImplicitLocOpBuilder &builder, ValueRange scalars) {
  return scalarsOf(*this, builder)
      .compare(CmpFPredicate::OEQ, CmpIPredicate::eq, CmpIPredicate::eq,
               scalars[0], scalars[1]);
}

Value LessOp::lowerScalar(ImplicitLocOpBuilder &builder, ValueRange scalars) {
  return scalarsOf(*this, builder).less(scalars[0], scalars[1]);
}

Value LessOrEqualOp::lowerScalar(ImplicitLocOpBuilder &builder,
                                 ValueRange scalars) {
  return scalarsOf(*this, builder)
      .compare(CmpFPredicate::OLE, CmpIPredicate::sle, CmpIPredicate::ule,
               scalars[0], scalars[1]);
}

//===----------------------------------------------------------------------===//
// Others
//===----------------------------------------------------------------------===//

Value WhereOp::lowerScalar(ImplicitLocOpBuilder &builder, ValueRange scalars) {
  return SelectOp::create(builder, scalars[0], scalars[1], scalars[2]);
}

Value CastOp::lowerScalar(ImplicitLocOpBuilder &builder, ValueRange scalars) {
  Type to = getElementTypeOrSelf(getResult());
  return buildScalarCast(builder, scalars[0], getSignlessType(to),
                         isUnsigned(getInput().getType()), isUnsigned(to));
}
