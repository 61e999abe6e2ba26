// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Files that compiled programs are written to.
#ifndef DSA_EXECUTION_BINARY_H
#define DSA_EXECUTION_BINARY_H

#include "mlir/IR/BuiltinOps.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/IR/Module.h"
#include "llvm/Target/TargetMachine.h"

namespace mlir::dsa {

/// The object file of `module`, which is optimized already.
FailureOr<llvm::SmallVector<char, 0>>
emitObject(Location loc, llvm::Module &module, llvm::TargetMachine &machine);

/// Writes `bytes` to `file` at once: a reader never sees a part of it.
LogicalResult writeFile(Location loc, StringRef file, ArrayRef<char> bytes);

/// Links `object` and the runtime into the shared library `file`, through a
/// compiler driver found on the system. Writes it at once.
LogicalResult linkSharedLibrary(Location loc, ArrayRef<char> object,
                                StringRef file);

/// The C header of the entries of `program`, at any level after `dsa`; `guard`
/// is where its include guard is made from.
std::string writeHeader(ModuleOp program, StringRef guard);

} // namespace mlir::dsa

#endif // DSA_EXECUTION_BINARY_H
