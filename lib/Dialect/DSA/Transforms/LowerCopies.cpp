// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Copies between memrefs with strides become linalg, not calls of a library.
#include "dsa/Dialect/DSA/Transforms/Passes.h"
#include "mlir/Dialect/Linalg/Utils/Utils.h"
#include "mlir/Dialect/MemRef/Utils/MemRefUtils.h"

using namespace mlir;

namespace mlir::dsa {
#define GEN_PASS_DEF_LOWERCOPIESPASS
#include "dsa/Dialect/DSA/Transforms/Passes.h.inc"
} // namespace mlir::dsa

/// Whether upstream's lowering makes this end of a copy a `memcpy`.
static bool isContiguous(Type type) {
  auto memref = dyn_cast<MemRefType>(type);
  return memref && (memref.getLayout().isIdentity() ||
                    (memref.hasStaticShape() && memref.getNumElements() > 0 &&
                     memref::isStaticShapeAndContiguousRowMajor(memref)));
}

namespace {
struct LowerCopiesPass
    : public mlir::dsa::impl::LowerCopiesPassBase<LowerCopiesPass> {
  void runOnOperation() override {
    IRRewriter rewriter(&getContext());
    getOperation()->walk([&](memref::CopyOp copy) {
      Value source = copy.getSource(), target = copy.getTarget();
      bool isRanked = isa<MemRefType>(source.getType()) &&
                      isa<MemRefType>(target.getType());
      if (!isRanked ||
          (isContiguous(source.getType()) && isContiguous(target.getType())))
        return;
      rewriter.setInsertionPoint(copy);
      linalg::makeMemRefCopyOp(rewriter, copy.getLoc(), source, target);
      rewriter.eraseOp(copy);
    });
  }
};
} // namespace
