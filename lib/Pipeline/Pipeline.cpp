// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The compiler, top to bottom: one row a phase, each closed by the contract
/// that the next phase may rely on.
#include "dsa/Pipeline/Pipeline.h"
#include "Contracts.h"
#include "mlir/Pass/PassRegistry.h"
#include "mlir/Transforms/Passes.h"

using namespace mlir;
using namespace mlir::dsa;

//===----------------------------------------------------------------------===//
// Phases
//===----------------------------------------------------------------------===//

static void buildGraphPhase(OpPassManager &, const CompileOptions &) {}

static void buildLinalgPhase(OpPassManager &, const CompileOptions &) {}

static void buildTilePhase(OpPassManager &, const CompileOptions &) {}

static void buildDSAPhase(OpPassManager &, const CompileOptions &) {}

static void buildLLVMPhase(OpPassManager &, const CompileOptions &) {}

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

LogicalResult
dsa::buildCompilePipeline(OpPassManager &manager,
                          const CompileOptions &options,
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
  static PassPipelineRegistration<CompileOptions> compile(
      "dsa-compile", "Compile down the ladder, from one phase to another",
      [](OpPassManager &manager, const CompileOptions &options) {
        (void)buildCompilePipeline(
            manager, options, [](const Twine &message) -> LogicalResult {
              llvm::errs() << "dsa-compile: error: " << message << "\n";
              exit(1);
            });
      });
}
