// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// From a program at any level of the ladder to LLVM IR for its machine.
#ifndef DSA_EXECUTION_COMPILE_H
#define DSA_EXECUTION_COMPILE_H

#include "dsa/Pipeline/Pipeline.h"
#include "dsa/Target/Library.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include "llvm/Target/TargetMachine.h"

namespace mlir::dsa {

/// Called with the program after each of the phases that ran, and first with
/// the program as it was, under the name of the phase that would have made it.
using PhaseObserver = llvm::function_ref<void(StringRef phase, ModuleOp)>;

/// The first phase of the ladder that `program` still has to go through.
StringRef findEntryPhase(ModuleOp program);

/// Runs all phases down to the LLVM dialect. `options.from` may be empty: the
/// level of the program is found out then. `host` must be resolved already.
LogicalResult lowerToLLVMDialect(ModuleOp program,
                                 const CompileOptions &options,
                                 PhaseObserver observer = nullptr);

/// The machine that `name` stands for: itself, or for `host` the richest
/// described one that this processor supports.
FailureOr<std::string> resolveMachine(Location loc, StringRef name);

/// Code generation for `target`. Without its processor features if `baseline`:
/// a simulated program must run where they are absent.
FailureOr<std::unique_ptr<llvm::TargetMachine>>
createTargetMachine(Location loc, const Target &target, bool baseline);

/// An error that lists the processor features that `target` asks for and this
/// processor lacks.
LogicalResult checkHostRuns(Location loc, const Target &target);

/// A constant too large to copy through LLVM: `symbol` is declared in the
/// module only, and whoever loads it resolves it to these bytes, which belong
/// to the MLIR context (or to `copy`, where they were not aligned).
struct MappedConstant {
  std::string symbol;
  ArrayRef<char> bytes;
  std::unique_ptr<char[]> copy;
};

/// Takes the contents of constants of at least `threshold` bytes out of
/// `program`, which is in the LLVM dialect.
SmallVector<MappedConstant> mapLargeConstants(ModuleOp program,
                                              size_t threshold);

/// How a program is called and where it runs.
struct TranslationOptions {
  /// Run on any processor, as `createTargetMachine` has it.
  bool baseline = false;
  /// Add to each entry a variant `int (void **)`, named by `getPackedName`, for
  /// callers that know the signature only at run time.
  bool packed = false;
};

/// Translates `program`, which is in the LLVM dialect, and optimizes it for
/// `machine`. Entries become `int` functions of C that return 0, or why the
/// system refuses what the program needs.
FailureOr<std::unique_ptr<llvm::Module>>
translateToLLVMIR(ModuleOp program, llvm::LLVMContext &context,
                  llvm::TargetMachine &machine, const Target &target,
                  TranslationOptions options);

/// The name of the variant of `entry` that takes an array of pointers: for a
/// buffer the pointer C passes, for a scalar a pointer to it.
std::string getPackedName(StringRef entry);

} // namespace mlir::dsa

#endif // DSA_EXECUTION_COMPILE_H
