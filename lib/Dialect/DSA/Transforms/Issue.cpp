// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Issues instructions: invocations become what the back end takes.
#include "InlineInstructions.h"
#include "dsa/Dialect/DSA/Transforms/Passes.h"

namespace mlir::dsa {
#define GEN_PASS_DEF_ISSUEPASS
#include "dsa/Dialect/DSA/Transforms/Passes.h.inc"
} // namespace mlir::dsa

using namespace mlir;
using namespace mlir::dsa;

namespace {
struct IssuePass : public dsa::impl::IssuePassBase<IssuePass> {
  using IssuePassBase::IssuePassBase;

  void runOnOperation() override {
    if (failed(inlineInstructions(getOperation(), machine, Face::Emission)))
      signalPassFailure();
  }
};
} // namespace
