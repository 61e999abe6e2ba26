// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The compiler as one table of phases, each closed by a contract.
#ifndef DSA_PIPELINE_PIPELINE_H
#define DSA_PIPELINE_PIPELINE_H

#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassOptions.h"

namespace mlir::dsa {

/// Options of `--dsa-compile`.
struct CompileOptions : public PassPipelineOptions<CompileOptions> {
  PassOptions::Option<std::string> machine{
      *this, "machine",
      llvm::cl::desc("Machine to compile for: a name on the search path, or a "
                     ".mlir file"),
      llvm::cl::init("")};
  PassOptions::Option<std::string> from{
      *this, "from", llvm::cl::desc("First phase to run"), llvm::cl::init("")};
  PassOptions::Option<std::string> to{
      *this, "to", llvm::cl::desc("Last phase to run"), llvm::cl::init("")};
  PassOptions::Option<std::string> numerics{
      *this, "numerics",
      llvm::cl::desc("What every operation may weaken, beyond its fast-math "
                     "flags: a comma-separated set of reassoc, contract, "
                     "flush, narrow"),
      llvm::cl::init("")};
  PassOptions::Option<std::string> prefer{
      *this, "prefer",
      llvm::cl::desc("'cost' lets an instruction do an operation where that is "
                     "cheaper, 'instructions' wherever one can"),
      llvm::cl::init("cost")};
  PassOptions::Option<std::string> emitProofs{
      *this, "emit-proofs",
      llvm::cl::desc("Directory to write a certificate of each proof to"),
      llvm::cl::init("")};
  PassOptions::Option<bool> guards{
      *this, "guards",
      llvm::cl::desc("Check at run time bounds on values that let an "
                     "instruction do an operation"),
      llvm::cl::init(false)};
  PassOptions::Option<std::string> schedule{
      *this, "schedule",
      llvm::cl::desc("File with the decisions, to replay instead of searching"),
      llvm::cl::init("")};
  PassOptions::Option<std::string> emitSchedule{
      *this, "emit-schedule",
      llvm::cl::desc("File to write the decisions to, for 'schedule'"),
      llvm::cl::init("")};
  PassOptions::Option<bool> simulate{
      *this, "simulate",
      llvm::cl::desc("Run instructions by their semantics instead of issuing "
                     "them, so that any host can run the program"),
      llvm::cl::init(false)};
};

/// The names of all phases, from the top of the ladder down.
SmallVector<StringRef> getPhaseNames();

/// Adds the phases from `options.from` to `options.to`, each followed by a pass
/// that verifies its contract. Unknown phases are reported through `emitError`;
/// what the passes take, they check.
LogicalResult buildCompilePipeline(
    OpPassManager &manager, const CompileOptions &options,
    llvm::function_ref<LogicalResult(const Twine &)> emitError);

/// Registers `--dsa-compile`.
void registerPipelines();

} // namespace mlir::dsa

#endif // DSA_PIPELINE_PIPELINE_H
