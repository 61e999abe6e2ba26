// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Runs a program that was compiled for another processor, by an emulator.
#ifndef DSA_EXECUTION_EMULATOR_H
#define DSA_EXECUTION_EMULATOR_H

#include "dsa/Execution/Binary.h"
#include "dsa/Execution/Callable.h"

namespace mlir::dsa {

/// An executable for another processor. Each call is a process: it reads the
/// arguments from a file and writes them back.
class EmulatedProgram : public Callable {
public:
  /// Compiles and links `program`, which is in the LLVM dialect, for `target`,
  /// to be run by `command` (an emulator and its options).
  static FailureOr<std::unique_ptr<Callable>>
  create(ModuleOp program, const Target &target, StringRef command);

  LogicalResult call(Location loc, StringRef entry,
                     MutableArrayRef<void *> arguments) override;

private:
  /// What can be called, and the bytes of each argument.
  struct Entry {
    std::string name;
    SmallVector<size_t> bytes;
  };
  static SmallVector<Entry> findEntries(ModuleOp program);
  /// The main of the executable, in C: takes the number of an entry and the
  /// file of arguments.
  static std::string writeMain(ArrayRef<Entry> entries);

  std::string command;
  SmallVector<Entry> entries;
  TemporaryFile executable, data;
};

} // namespace mlir::dsa

#endif // DSA_EXECUTION_EMULATOR_H
