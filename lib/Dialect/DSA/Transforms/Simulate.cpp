// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Simulates instructions: invocations become what they mean, which runs on any
/// host.
#include "InlineInstructions.h"
#include "dsa/Dialect/DSA/Transforms/Passes.h"

namespace mlir::dsa {
#define GEN_PASS_DEF_SIMULATEPASS
#include "dsa/Dialect/DSA/Transforms/Passes.h.inc"
} // namespace mlir::dsa

using namespace mlir;
using namespace mlir::dsa;

namespace {
struct SimulatePass : public dsa::impl::SimulatePassBase<SimulatePass> {
  using SimulatePassBase::SimulatePassBase;

  void runOnOperation() override {
    if (failed(inlineInstructions(getOperation(), machine, Face::Meaning)))
      signalPassFailure();
  }
};
} // namespace
