// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Checks descriptions of instructions against the processor: what an
/// instruction means and what it emits must agree.
#ifndef DSA_TARGET_CHECK_H
#define DSA_TARGET_CHECK_H

#include "mlir/IR/MLIRContext.h"
#include "mlir/Support/LLVM.h"
#include <string>
#include <vector>

namespace mlir::dsa {

struct CheckOptions {
  /// The instruction set: its name on the search path, or a `.mlir` file.
  std::string isa;
  /// A machine that must have the set; empty, or `host`, for this processor.
  std::string machine;
  /// How often each instruction is run, on random and on edge inputs.
  unsigned samples = 10000;
  /// The inputs are a function of this.
  unsigned seed = 1;
  /// Shared libraries with functions that emissions call.
  std::vector<std::string> libraries;
  /// Runs executables of the machine, where this processor is another.
  std::string emulator;
};

/// Runs the emission of every instruction of a set, and the region that the
/// simulator runs, on the same inputs and compares all bits of the results
/// (any NaN equals any NaN). Writes a line an instruction to `os`: PASSED,
/// SKIPPED and why, or FAILED with inputs and both results. True if none
/// failed; a failure if the set cannot be loaded. Each instruction runs in a
/// process of its own, so that one that ends it does not end the check; the
/// context's threads are stopped.
FailureOr<bool> checkInstructions(MLIRContext &context,
                                  const CheckOptions &options, raw_ostream &os);

} // namespace mlir::dsa

#endif // DSA_TARGET_CHECK_H
