// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Compiles a program into this process.
#ifndef DSA_EXECUTION_JIT_H
#define DSA_EXECUTION_JIT_H

#include "dsa/Execution/Callable.h"
#include "dsa/Execution/Compile.h"
#include "llvm/ExecutionEngine/Orc/LLJIT.h"

namespace mlir::dsa {

/// A program in this process. The MLIR context must outlive it: large constants
/// are mapped, not copied.
class JIT : public Callable {
public:
  /// Compiles `program`, which is in the LLVM dialect, for `target`, or for any
  /// processor if `simulate`. `libraries` are shared libraries whose functions
  /// the program calls.
  static FailureOr<JIT> create(ModuleOp program, const Target &target,
                               bool simulate, ArrayRef<std::string> libraries);

  LogicalResult call(Location loc, StringRef entry,
                     MutableArrayRef<void *> arguments) override;

private:
  JIT(std::unique_ptr<llvm::orc::LLJIT> jit,
      SmallVector<MappedConstant> constants,
      std::shared_ptr<std::string> problems)
      : jit(std::move(jit)), constants(std::move(constants)),
        problems(std::move(problems)) {}

  std::unique_ptr<llvm::orc::LLJIT> jit;
  SmallVector<MappedConstant> constants;
  /// What the JIT reported beside the errors it returned.
  std::shared_ptr<std::string> problems;
};

} // namespace mlir::dsa

#endif // DSA_EXECUTION_JIT_H
