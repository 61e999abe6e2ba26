// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// `dsa-run`: compiles a model or program, runs it and compares.
#ifndef DSA_RUN_RUN_H
#define DSA_RUN_RUN_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"
#include "llvm/Support/raw_ostream.h"
#include <optional>
#include <string>
#include <vector>

namespace mlir::dsa {

/// What `dsa-run` is asked to do. One field an option.
struct RunOptions {
  std::string model, entry, machine, from, numerics, prefer = "cost";
  std::vector<std::string> inputs, expectations, outputs, libraries;
  bool simulate = false;
  /// Runs an executable of the machine; empty to run in this process.
  std::string emulator;
  /// How often to run for a time; 0 is once, without one.
  unsigned bench = 0;
  /// Tolerances instead of those of the type.
  std::optional<double> absolute, relative;
  /// Print the report as JSON.
  bool json = false;
};

/// How a run ended; the exit codes of `dsa-run`.
enum class RunStatus { OK = 0, Mismatch = 1, Error = 2 };

/// Reads the program in `file`: a model of ONNX, or MLIR.
OwningOpRef<ModuleOp> loadProgram(MLIRContext &context, StringRef file);

/// Compiles, runs and compares; writes the report to `os`. Errors are
/// diagnostics of `context`.
RunStatus run(MLIRContext &context, const RunOptions &options, raw_ostream &os);

/// The main of `dsa-run`; `registry` has all dialects.
int runMain(int argc, char **argv, DialectRegistry &registry);

} // namespace mlir::dsa

#endif // DSA_RUN_RUN_H
