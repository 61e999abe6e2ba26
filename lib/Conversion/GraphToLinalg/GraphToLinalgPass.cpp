// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// `convert-graph-to-linalg`: a loop over the operators' own lowerings, and the
/// change from integers with a sign to signless ones. Signs of arguments and
/// results stay as attributes of the function.
#include "dsa/Conversion/Passes.h"
#include "dsa/Dialect/DSA/IR/DSA.h"
#include "dsa/Dialect/Graph/IR/Graph.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Func/Transforms/FuncConversions.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Transforms/DialectConversion.h"

namespace mlir::dsa {
#define GEN_PASS_DEF_CONVERTGRAPHTOLINALGPASS
#include "dsa/Conversion/Passes.h.inc"
} // namespace mlir::dsa

using namespace mlir;
using namespace mlir::dsa;

namespace {

struct LowerOperatorPattern
    : public OpInterfaceConversionPattern<graph::LowerableOpInterface> {
  using OpInterfaceConversionPattern::OpInterfaceConversionPattern;

  LogicalResult
  matchAndRewrite(graph::LowerableOpInterface op, ArrayRef<Value> operands,
                  ConversionPatternRewriter &rewriter) const override {
    ImplicitLocOpBuilder builder(op.getLoc(), rewriter);
    FailureOr<Value> result = op.lower(builder, operands);
    if (failed(result))
      return rewriter.notifyMatchFailure(op, "the operator has no lowering");
    rewriter.replaceOp(op, *result);
    return success();
  }
};

/// The element type of tensors of integers that have a sign.
TypeAttr getSignedElement(Type type) {
  auto integer = dyn_cast<IntegerType>(getElementTypeOrSelf(type));
  if (!integer || integer.isSignless())
    return {};
  return TypeAttr::get(integer);
}

void keepSigns(func::FuncOp function) {
  for (auto [index, type] : llvm::enumerate(function.getArgumentTypes()))
    if (TypeAttr element = getSignedElement(type))
      function.setArgAttr(index, kParameterElementAttrName, element);
  for (auto [index, type] : llvm::enumerate(function.getResultTypes()))
    if (TypeAttr element = getSignedElement(type))
      function.setResultAttr(index, kParameterElementAttrName, element);
}

struct ConvertGraphToLinalgPass
    : public dsa::impl::ConvertGraphToLinalgPassBase<ConvertGraphToLinalgPass> {
  void runOnOperation() override {
    MLIRContext *context = &getContext();
    TypeConverter converter;
    converter.addConversion([](Type type) { return type; });
    converter.addConversion(
        [](RankedTensorType type) { return graph::getSignlessType(type); });
    ConversionTarget target(*context);
    target.addIllegalDialect<graph::GraphDialect>();
    target.markUnknownOpDynamicallyLegal([&](Operation *op) {
      if (auto function = dyn_cast<func::FuncOp>(op))
        return converter.isSignatureLegal(function.getFunctionType());
      return !isa<func::ReturnOp, func::CallOp>(op) || converter.isLegal(op);
    });
    RewritePatternSet patterns(context);
    patterns.add<LowerOperatorPattern>(converter, context);
    populateFunctionOpInterfaceTypeConversionPattern<func::FuncOp>(patterns,
                                                                   converter);
    populateReturnOpTypeConversionPattern(patterns, converter);
    populateCallOpTypeConversionPattern(patterns, converter);
    getOperation()->walk(keepSigns);
    if (failed(applyPartialConversion(getOperation(), target,
                                      std::move(patterns))))
      signalPassFailure();
  }
};

} // namespace
