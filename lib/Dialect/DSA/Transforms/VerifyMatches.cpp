// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Proves every `dsa.match` again.
#include "dsa/Dialect/DSA/Transforms/Passes.h"
#include "dsa/Equivalence/Match.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"

using namespace mlir;

namespace mlir::dsa {
#define GEN_PASS_DEF_VERIFYMATCHESPASS
#include "dsa/Dialect/DSA/Transforms/Passes.h.inc"
} // namespace mlir::dsa

namespace {
struct VerifyMatchesPass
    : public mlir::dsa::impl::VerifyMatchesPassBase<VerifyMatchesPass> {
  using VerifyMatchesPassBase::VerifyMatchesPassBase;

  void runOnOperation() override {
    FailureOr<dsa::Target> target =
        dsa::Target::load(getOperation()->getLoc(), machine);
    if (failed(target))
      return signalPassFailure();
    getOperation()->walk([&](linalg::LinalgOp op) {
      if (op->hasAttr(dsa::kMatchAttrName) &&
          failed(dsa::resolveMatch(op, *target)))
        signalPassFailure();
    });
  }
};
} // namespace
