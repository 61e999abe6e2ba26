// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Tells operations that have one result for all operands from others. A
/// program's flags only leave an instruction more freedom; an instruction's, or
/// those of a lemma, would take it away.
#include "dsa/Polyhedral/ScalarBody.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

using namespace mlir;
using namespace mlir::dsa;

/// Whether operand 1 is a constant in the least and most that `op` is defined
/// for.
static bool hasConstantAmount(Operation &op) {
  llvm::APInt amount;
  if (!matchPattern(op.getOperand(1), m_ConstantInt(&amount)))
    return false;
  if (isa<arith::ShLIOp, arith::ShRSIOp, arith::ShRUIOp>(op))
    return amount.ult(amount.getBitWidth());
  // The least number over -1 is too large for its type.
  return !amount.isZero() && !amount.isAllOnes();
}

/// Whether an attribute only tells operations of one name apart.
static bool isHarmless(NamedAttribute attribute) {
  if (auto flags =
          dyn_cast<arith::IntegerOverflowFlagsAttr>(attribute.getValue()))
    return flags.getValue() == arith::IntegerOverflowFlags::none;
  if (auto flags = dyn_cast<arith::FastMathFlagsAttr>(attribute.getValue()))
    return flags.getValue() == arith::FastMathFlags::none;
  return isa<arith::CmpIPredicateAttr, arith::CmpFPredicateAttr>(
             attribute.getValue()) ||
         attribute.getName() == "value" ||
         attribute.getName() == "operandSegmentSizes";
}

bool dsa::isTotal(Operation &op, std::string &reason) {
  StringRef name = op.getName().getStringRef();
  if (!op.hasTrait<OpTrait::ConstantLike>())
    for (NamedAttribute attribute : op.getAttrDictionary())
      if (!isHarmless(attribute)) {
        reason =
            ("'" + name + "' with '" + attribute.getName().getValue() + "'")
                .str();
        return false;
      }
  if (isa<arith::ShLIOp, arith::ShRSIOp, arith::ShRUIOp, arith::DivSIOp,
          arith::DivUIOp, arith::CeilDivSIOp, arith::CeilDivUIOp,
          arith::FloorDivSIOp, arith::RemSIOp, arith::RemUIOp>(op) &&
      !hasConstantAmount(op)) {
    reason = ("'" + name + "' by what may be out of range").str();
    return false;
  }
  if (isa<arith::FPToSIOp, arith::FPToUIOp>(op)) {
    reason = ("'" + name + "', which has no value for large numbers").str();
    return false;
  }
  return true;
}
