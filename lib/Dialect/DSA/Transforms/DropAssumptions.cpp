// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Removes `dsa.assume`.
#include "dsa/Dialect/DSA/IR/DSA.h"
#include "dsa/Dialect/DSA/Transforms/Passes.h"

namespace mlir::dsa {
#define GEN_PASS_DEF_DROPASSUMPTIONSPASS
#include "dsa/Dialect/DSA/Transforms/Passes.h.inc"
} // namespace mlir::dsa

using namespace mlir;

namespace {
struct DropAssumptionsPass
    : public mlir::dsa::impl::DropAssumptionsPassBase<DropAssumptionsPass> {
  using DropAssumptionsPassBase::DropAssumptionsPassBase;

  void runOnOperation() override {
    getOperation()->walk([](dsa::AssumeOp op) {
      op.getResult().replaceAllUsesWith(op.getValue());
      op.erase();
    });
  }
};
} // namespace
