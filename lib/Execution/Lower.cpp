// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Runs the phases that a program still has to go through.
#include "dsa/Dialect/DSA/IR/DSA.h"
#include "dsa/Dialect/Graph/IR/Graph.h"
#include "dsa/Dialect/Tile/IR/Tile.h"
#include "dsa/Execution/Compile.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Interfaces/LoopLikeInterface.h"

using namespace mlir;
using namespace mlir::dsa;

namespace {
/// What a program holds that only the levels down to some phase may.
struct Contents {
  bool graph = false, tensors = false, matches = false, tile = false,
       invocations = false, loops = false;
};
} // namespace

static bool hasTensor(Operation *op) {
  return llvm::any_of(op->getOperandTypes(), llvm::IsaPred<TensorType>) ||
         llvm::any_of(op->getResultTypes(), llvm::IsaPred<TensorType>);
}

StringRef dsa::findEntryPhase(ModuleOp program) {
  Contents contents;
  program.walk([&](Operation *op) {
    contents.graph |= isa_and_nonnull<graph::GraphDialect>(op->getDialect());
    contents.tile |= isa_and_nonnull<tile::TileDialect>(op->getDialect());
    contents.invocations |= isa<InvokeOp>(op);
    contents.loops |= isa<LoopLikeOpInterface, linalg::LinalgOp>(op);
    contents.matches |= op->hasAttr(kMatchAttrName);
    contents.tensors |= hasTensor(op);
    if (auto function = dyn_cast<FunctionOpInterface>(op))
      contents.tensors |=
          llvm::any_of(function.getArgumentTypes(), llvm::IsaPred<TensorType>);
  });
  if (contents.graph)
    return "graph";
  if (contents.tile || (contents.invocations && contents.tensors))
    return "dsa";
  // Loops on memory are for the linalg phase to raise.
  if (contents.invocations || (!contents.tensors && !contents.loops))
    return "llvm";
  return contents.matches ? "tile" : "linalg";
}

LogicalResult dsa::lowerToLLVMDialect(ModuleOp program,
                                      const CompileOptions &options,
                                      PhaseObserver observer) {
  StringRef from = options.from.getValue();
  if (from.empty())
    from = findEntryPhase(program);
  bool reached = false;
  StringRef previous;
  for (StringRef phase : getPhaseNames()) {
    if (phase == from && observer && !previous.empty())
      observer(previous, program);
    reached |= phase == from;
    previous = phase;
    if (!reached)
      continue;
    CompileOptions step;
    step.copyOptionValuesFrom(options);
    step.from = phase.str();
    step.to = phase.str();
    PassManager manager(program.getContext());
    auto emitError = [&](const Twine &message) -> LogicalResult {
      return mlir::emitError(program.getLoc(), message);
    };
    if (failed(buildCompilePipeline(manager, step, emitError)) ||
        failed(manager.run(program)))
      return failure();
    if (observer)
      observer(phase, program);
  }
  if (reached)
    return success();
  return program.emitError("expected one of the phases ")
         << llvm::join(getPhaseNames(), ", ") << " to start from, but got '"
         << from << "'";
}

FailureOr<std::string> dsa::resolveMachine(Location loc, StringRef name) {
  if (name == "host")
    return findHostMachine(loc);
  if (name.empty())
    return emitError(loc, "expected a machine to compile for, but got none");
  return name.str();
}
