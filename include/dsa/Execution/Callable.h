// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// A compiled program whose entries can be called: in this process, or in one
/// that an emulator runs.
#ifndef DSA_EXECUTION_CALLABLE_H
#define DSA_EXECUTION_CALLABLE_H

#include "dsa/Target/Library.h"
#include "mlir/IR/BuiltinOps.h"
#include <memory>

namespace mlir::dsa {

class Callable {
public:
  virtual ~Callable() = default;

  /// Calls `entry` with one pointer for each parameter of its `dsa.entry`.
  virtual LogicalResult call(Location loc, StringRef entry,
                             MutableArrayRef<void *> arguments) = 0;
};

/// How a program becomes one that can be called.
struct LoadOptions {
  /// Compile for any processor: instructions run by their semantics.
  bool simulate = false;
  /// Shared libraries with functions that the program calls.
  ArrayRef<std::string> libraries;
  /// The command that runs an executable of the machine, such as `qemu-aarch64
  /// -cpu max`; empty to run in this process. What is simulated always is.
  StringRef emulator;
};

/// Compiles `program`, which is in the LLVM dialect, for `target`. The MLIR
/// context must outlive the result.
FailureOr<std::unique_ptr<Callable>>
makeCallable(ModuleOp program, const Target &target, const LoadOptions &options);

} // namespace mlir::dsa

#endif // DSA_EXECUTION_CALLABLE_H
