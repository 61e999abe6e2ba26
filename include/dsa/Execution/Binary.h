// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Files that compiled programs are written to.
#ifndef DSA_EXECUTION_BINARY_H
#define DSA_EXECUTION_BINARY_H

#include "mlir/IR/BuiltinOps.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Target/TargetMachine.h"

namespace mlir::dsa {

/// The object file of `module`, which is optimized already.
FailureOr<llvm::SmallVector<char, 0>>
emitObject(Location loc, llvm::Module &module, llvm::TargetMachine &machine);

/// Writes `bytes` to `file` at once: a reader never sees a part of it.
LogicalResult writeFile(Location loc, StringRef file, ArrayRef<char> bytes);

/// A temporary file that is gone when this is.
struct TemporaryFile {
  SmallString<128> path;
  llvm::FileRemover remover;

  LogicalResult create(Location loc, StringRef suffix);
};

/// `object` and the runtime as a shared library that needs `libraries`, linked
/// by a compiler driver that is found on the system.
FailureOr<llvm::SmallVector<char, 0>>
linkSharedLibrary(Location loc, ArrayRef<char> object,
                  ArrayRef<std::string> libraries);

/// Links `object` and `main`, which is C, to the executable `file` for
/// `triple`.
LogicalResult linkExecutable(Location loc, const llvm::Triple &triple,
                             ArrayRef<char> object, StringRef main,
                             StringRef file);

/// Puts `prefix` before the names of the entries of `program`, and makes them
/// identifiers of C. Without one, `main` becomes `dsa_main`: C has one of its
/// own.
LogicalResult nameEntries(ModuleOp program, StringRef prefix);

/// The C header of the entries of `program`, at any level after `dsa`; `guard`
/// is where its include guard is made from.
std::string writeHeader(ModuleOp program, StringRef guard);

} // namespace mlir::dsa

#endif // DSA_EXECUTION_BINARY_H
