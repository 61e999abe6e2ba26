// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Frees buffers: upstream's ownership-based deallocation, where the program
/// does not do it by hand.
#include "dsa/Dialect/DSA/Transforms/Passes.h"
#include "mlir/Dialect/Bufferization/Transforms/Passes.h"
#include "mlir/Interfaces/FunctionInterfaces.h"

using namespace mlir;

namespace mlir::dsa {
#define GEN_PASS_DEF_FREEBUFFERSPASS
#include "dsa/Dialect/DSA/Transforms/Passes.h.inc"
} // namespace mlir::dsa

static bool freesByHand(FunctionOpInterface function) {
  return function
      ->walk([](Operation *op) {
        return isa<memref::DeallocOp, memref::ReallocOp>(op)
                   ? WalkResult::interrupt()
                   : WalkResult::advance();
      })
      .wasInterrupted();
}

namespace {
struct FreeBuffersPass
    : public mlir::dsa::impl::FreeBuffersPassBase<FreeBuffersPass> {
  void runOnOperation() override {
    SymbolTableCollection symbols;
    bufferization::DeallocationOptions options;
    for (auto function : getOperation().getOps<FunctionOpInterface>())
      if (!function.isExternal() && !freesByHand(function) &&
          failed(bufferization::deallocateBuffersOwnershipBased(
              function, options, symbols)))
        return signalPassFailure();
  }
};
} // namespace
