// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Splits an operation with several results into one for each.
#include "ApplyAdapter.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/IR/IRMapping.h"

using namespace mlir;
using namespace mlir::dsa;

/// The operations and arguments of `block` that `value` depends on.
static void collect(Value value, Block &block, SetVector<Operation *> &ops,
                    llvm::BitVector &arguments) {
  if (auto argument = dyn_cast<BlockArgument>(value)) {
    if (argument.getOwner() == &block)
      arguments.set(argument.getArgNumber());
    return;
  }
  Operation *op = value.getDefiningOp();
  if (op->getBlock() != &block || ops.contains(op))
    return;
  for (Value operand : op->getOperands())
    collect(operand, block, ops, arguments);
  ops.insert(op);
}

/// Builds what computes result `index`; null if it takes another's accumulator.
static linalg::GenericOp buildResult(OpBuilder &builder, linalg::GenericOp op,
                                     unsigned index) {
  Block &block = *op.getBody();
  Value yielded = block.getTerminator()->getOperand(index);
  SetVector<Operation *> ops;
  llvm::BitVector arguments(block.getNumArguments());
  collect(yielded, block, ops, arguments);
  unsigned own = op.getNumDpsInputs() + index;
  SmallVector<Value> inputs;
  SmallVector<AffineMap> maps;
  SmallVector<unsigned> read;
  for (unsigned argument : arguments.set_bits()) {
    if (argument == own)
      continue;
    if (argument >= op.getNumDpsInputs())
      return {};
    read.push_back(argument);
    inputs.push_back(op->getOperand(argument));
    maps.push_back(op.getIndexingMapsArray()[argument]);
  }
  read.push_back(own);
  maps.push_back(op.getIndexingMapsArray()[own]);
  if (!inversePermutation(concatAffineMaps(maps, op.getContext())))
    return {};
  Value init = op->getOperand(own);
  return linalg::GenericOp::create(
      builder, op.getLoc(), init.getType(), inputs, init, maps,
      op.getIteratorTypesArray(),
      [&](OpBuilder &nested, Location loc, ValueRange values) {
        IRMapping mapping;
        for (auto [argument, value] : llvm::zip_equal(read, values))
          mapping.map(block.getArgument(argument), value);
        for (Operation *each : ops)
          nested.clone(*each, mapping);
        linalg::YieldOp::create(nested, loc, mapping.lookupOrDefault(yielded));
      });
}

FailureOr<AdaptedOperation> dsa::splitResults(linalg::LinalgOp op,
                                              std::string &reason) {
  auto generic = dyn_cast<linalg::GenericOp>(op.getOperation());
  if (!generic || !op.hasPureTensorSemantics()) {
    reason =
        "expected one result, but got " + std::to_string(op.getNumDpsInits());
    return failure();
  }
  OpBuilder builder(op);
  AdaptedOperation split;
  for (unsigned index = 0; index < op.getNumDpsInits(); ++index) {
    linalg::GenericOp part = buildResult(builder, generic, index);
    if (!part) {
      split.erase();
      reason = "expected results that can be computed one by one";
      return failure();
    }
    split.created.push_back(part);
    split.cores.push_back(cast<linalg::LinalgOp>(part.getOperation()));
    split.results.push_back(part.getResult(0));
  }
  return split;
}
