// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The libraries of definitions that a context has loaded. Owned by the dsa
/// dialect; only the loader uses it.
#ifndef DSA_TARGET_LIBRARYCACHE_H
#define DSA_TARGET_LIBRARYCACHE_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"
#include "llvm/ADT/StringMap.h"
#include <mutex>

namespace mlir::dsa {

class LibraryCache {
public:
  /// Held while a library is looked up or loaded.
  std::mutex mutex;
  /// The file of a machine to the module with it and its instruction sets.
  llvm::StringMap<OwningOpRef<ModuleOp>> libraries;
};

} // namespace mlir::dsa

#endif // DSA_TARGET_LIBRARYCACHE_H
