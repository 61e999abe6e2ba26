// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The compiler, top to bottom: one row a phase, each closed by the contract
/// that the next phase may rely on.
#include "dsa/Pipeline/Pipeline.h"
#include "Contracts.h"
#include "dsa/Conversion/Passes.h"
#include "dsa/Dialect/DSA/Transforms/Passes.h"
#include "dsa/Dialect/Tile/Transforms/Passes.h"
#include "mlir/Conversion/Passes.h"
#include "mlir/Dialect/Arith/Transforms/Passes.h"
#include "mlir/Dialect/Bufferization/Transforms/Passes.h"
#include "mlir/Dialect/Linalg/Passes.h"
#include "mlir/Dialect/Math/Transforms/Passes.h"
#include "mlir/Dialect/MemRef/Transforms/Passes.h"
#include "mlir/Dialect/SCF/Transforms/Passes.h"
#include "mlir/Pass/PassRegistry.h"
#include "mlir/Transforms/Passes.h"

using namespace mlir;
using namespace mlir::dsa;

//===----------------------------------------------------------------------===//
// Phases
//===----------------------------------------------------------------------===//

static void buildGraphPhase(OpPassManager &, const CompileOptions &) {}

static void buildLinalgPhase(OpPassManager &manager,
                             const CompileOptions &options) {
  manager.addPass(createConvertGraphToLinalgPass());
  // Arithmetic on whole tensors.
  manager.addNestedPass<func::FuncOp>(createConvertElementwiseToLinalgPass());
  manager.addNestedPass<func::FuncOp>(createRaiseLoopsToLinalgPass());
  manager.addPass(createCanonicalizerPass());
  if (options.guards)
    manager.addPass(createGuardRangesPass({options.machine, options.numerics}));
  // Decides, and rewrites nothing.
  AutoTensorizePassOptions decisions;
  decisions.machine = options.machine;
  decisions.numerics = options.numerics;
  decisions.prefer = options.prefer;
  decisions.emitProofs = options.emitProofs;
  decisions.schedule = options.schedule;
  decisions.emitSchedule = options.emitSchedule;
  manager.addPass(createAutoTensorizePass(decisions));
}

static void buildTilePhase(OpPassManager &manager,
                           const CompileOptions &options) {
  manager.addPass(tile::createAutoTilePass({options.machine}));
  manager.addPass(tile::createFoldConstantPacksPass());
}

/// Tensors become memrefs; results are computed in the caller's buffers.
static void addBufferization(OpPassManager &manager) {
  manager.addPass(createExportEntriesPass());
  manager.addPass(bufferization::createEmptyTensorEliminationPass());
  bufferization::OneShotBufferizePassOptions options;
  options.bufferizeFunctionBoundaries = true;
  options.functionBoundaryTypeConversion =
      bufferization::LayoutMapOption::IdentityLayoutMap;
  options.allowReturnAllocsFromLoops = true;
  manager.addPass(bufferization::createOneShotBufferizePass(options));
}

static void buildDSAPhase(OpPassManager &manager,
                          const CompileOptions &options) {
  manager.addPass(createConvertTileToDSAPass({options.machine}));
  // Matches were proved on them again.
  manager.addPass(createDropAssumptionsPass());
  addBufferization(manager);
  // Brings copies of a buffer onto itself together: they then fold.
  manager.addPass(createCSEPass());
  manager.addPass(createVerifyRegistersPass());
}

/// Each buffer is allocated as far outside as it can be, and freed.
static void addMemoryManagement(OpPassManager &manager) {
  manager.addNestedPass<func::FuncOp>(createForallToForLoopPass());
  manager.addNestedPass<func::FuncOp>(
      bufferization::createBufferLoopHoistingPass());
  manager.addPass(memref::createExpandReallocPass());
  manager.addPass(createFreeBuffersPass());
  manager.addPass(createCanonicalizerPass());
  manager.addPass(bufferization::createBufferDeallocationSimplificationPass());
  manager.addPass(bufferization::createLowerDeallocationsPass());
  manager.addPass(createConvertBufferizationToMemRefPass());
}

/// Operations that LLVM has no word for become ones that it has.
static void addExpansions(OpPassManager &manager) {
  // Not every processor rounds to bf16, and those that do flush denormals.
  arith::ArithExpandOpsPassOptions floats;
  floats.includeBf16 = true;
  manager.addPass(arith::createArithExpandOpsPass(floats));
  math::MathExpandOpsPassOptions expansions;
  // Exact ones only: the others approximate what the library computes.
  expansions.opMnemonics = {"clampf"};
  manager.addPass(math::createMathExpandOpsPass(expansions));
  manager.addPass(memref::createExpandOpsPass());
  manager.addPass(memref::createExpandStridedMetadataPass());
  manager.addPass(createLowerAffinePass());
  // Intrinsics first: a call of the mathematical library is the last resort.
  manager.addPass(createConvertMathToLLVMPass());
  manager.addPass(createConvertMathToFuncs());
  manager.addPass(createConvertMathToLibmPass());
}

static void buildLLVMPhase(OpPassManager &manager,
                           const CompileOptions &options) {
  if (options.simulate) {
    // What instructions mean is on tensors.
    manager.addPass(createSimulatePass({options.machine}));
    manager.addNestedPass<func::FuncOp>(createConvertElementwiseToLinalgPass());
    addBufferization(manager);
  } else {
    // A program that starts here has not been checked; the back end would end
    // the process.
    manager.addPass(createVerifyRegistersPass());
  }
  manager.addPass(createExportEntriesPass());
  addMemoryManagement(manager);
  // Upstream's deallocation does not know the effects of intrinsics, so
  // instructions are issued after it.
  manager.addPass(createIssuePass({options.machine}));
  manager.addPass(createLowerCopiesPass());
  // What no instruction does is left to LLVM's vectorizer.
  manager.addNestedPass<func::FuncOp>(createOrderLoopsPass());
  manager.addNestedPass<func::FuncOp>(createConvertLinalgToLoopsPass());
  manager.addPass(createCanonicalizerPass());
  manager.addNestedPass<func::FuncOp>(createConvertVectorToSCFPass());
  manager.addPass(createLowerAffinePass());
  manager.addPass(createSCFToControlFlowPass());
  addExpansions(manager);
  manager.addPass(createConvertVectorToLLVMPass());
  // All dialects together: one at a time would leave casts between register
  // types and what they become.
  manager.addPass(createConvertToLLVMPass());
  manager.addPass(createReconcileUnrealizedCastsPass());
}

namespace {
struct Phase {
  StringLiteral name;
  void (*build)(OpPassManager &, const CompileOptions &);
  /// Checked after the phase.
  Contract contract;
};
} // namespace

static constexpr Phase phases[] = {
    {"graph", buildGraphPhase, Contract::Graph},
    {"linalg", buildLinalgPhase, Contract::Linalg},
    {"tile", buildTilePhase, Contract::Tile},
    {"dsa", buildDSAPhase, Contract::DSA},
    {"llvm", buildLLVMPhase, Contract::LLVM},
};

//===----------------------------------------------------------------------===//
// The pipeline
//===----------------------------------------------------------------------===//

SmallVector<StringRef> dsa::getPhaseNames() {
  return llvm::map_to_vector(
      phases, [](const Phase &phase) -> StringRef { return phase.name; });
}

/// The index of phase `name`, or an error that lists those known.
static FailureOr<unsigned>
findPhase(StringRef name, unsigned fallback,
          function_ref<LogicalResult(const Twine &)> emitError) {
  if (name.empty())
    return fallback;
  for (auto [index, phase] : llvm::enumerate(phases))
    if (phase.name == name)
      return static_cast<unsigned>(index);
  std::string known;
  for (const Phase &phase : phases)
    known += (known.empty() ? "" : ", ") + phase.name.str();
  return emitError("expected a phase (" + known + "), but got '" + name + "'");
}

LogicalResult dsa::buildCompilePipeline(
    OpPassManager &manager, const CompileOptions &options,
    function_ref<LogicalResult(const Twine &)> emitError) {
  FailureOr<unsigned> from = findPhase(options.from, 0, emitError);
  FailureOr<unsigned> to =
      findPhase(options.to, std::size(phases) - 1, emitError);
  if (failed(from) || failed(to))
    return failure();
  if (*from > *to)
    return emitError("expected 'from' to come before 'to', but got '" +
                     options.from + "' and '" + options.to + "'");
  for (const Phase &phase : ArrayRef(phases).slice(*from, *to - *from + 1)) {
    phase.build(manager, options);
    manager.addPass(createCanonicalizerPass());
    manager.addPass(createCSEPass());
    manager.addPass(createVerifyContractPass(phase.contract));
  }
  return success();
}

void dsa::registerPipelines() {
  // Not a `PassPipelineRegistration`, whose builder cannot fail.
  registerPassPipeline(
      "dsa-compile", "Compile down the ladder, from one phase to another",
      [](OpPassManager &manager, StringRef text,
         function_ref<LogicalResult(const Twine &)> emitError) {
        CompileOptions options;
        if (failed(options.parseFromString(text)))
          return failure();
        return buildCompilePipeline(manager, options, emitError);
      },
      [](function_ref<void(const mlir::detail::PassOptions &)> visit) {
        visit(CompileOptions());
      });
}
