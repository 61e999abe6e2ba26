// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Reads adapters as scalar bodies.
#include "dsa/Equivalence/Adapter.h"

using namespace mlir;
using namespace mlir::dsa;

/// How `value` is computed from the arguments of `block`, which has no
/// `dsa.sum` any more.
static FailureOr<ScalarBody> extractValue(Block &block, Value value,
                                          std::string &reason) {
  block.getTerminator()->setOperands(value);
  return extractScalarBody(block, reason);
}

/// Reads the sums and the combination of `copy`, which is taken apart: each sum
/// becomes an argument.
static LogicalResult readSums(AdapterOp copy, AdapterModel &model,
                              std::string &reason) {
  Block &block = copy.getSums().front();
  Value combined = block.getTerminator()->getOperand(0);
  SmallVector<SmallVector<Value>> operands;
  for (SumOp sum : llvm::make_early_inc_range(block.getOps<SumOp>())) {
    AdapterSum &read = model.sums.emplace_back();
    read.isCore = sum.getCore();
    read.type = sum.getType();
    FailureOr<ScalarBody> term =
        extractScalarBody(sum.getBody().front(), reason);
    if (failed(term))
      return failure();
    read.term = std::move(*term);
    operands.emplace_back(sum.getOperands());
    BlockArgument argument = block.addArgument(sum.getType(), sum.getLoc());
    if (combined == sum.getResult())
      combined = argument;
    sum.getResult().replaceAllUsesWith(argument);
    sum.erase();
  }
  for (auto [sum, values] : llvm::zip_equal(model.sums, operands))
    for (Value value : values) {
      FailureOr<ScalarBody> map = extractValue(block, value, reason);
      if (failed(map))
        return failure();
      sum.maps.push_back(std::move(*map));
    }
  FailureOr<ScalarBody> combination = extractValue(block, combined, reason);
  if (failed(combination))
    return failure();
  model.combination = std::move(*combination);
  return success();
}

FailureOr<AdapterModel> dsa::modelAdapter(AdapterOp adapter,
                                          std::string &reason) {
  AdapterModel model;
  model.adapter = adapter;
  model.numArguments = adapter.getTerm().getNumArguments();
  FailureOr<ScalarBody> term =
      extractScalarBody(adapter.getTerm().front(), reason);
  if (failed(term))
    return failure();
  model.term = std::move(*term);
  OwningOpRef<AdapterOp> copy = adapter.clone();
  if (failed(readSums(*copy, model, reason)))
    return failure();
  model.invariants.resize(model.numArguments);
  for (unsigned argument = 0; argument < model.numArguments; ++argument)
    if (model.combination.dependsOn(model.combination.root, argument))
      model.invariants.set(argument);
  return model;
}
