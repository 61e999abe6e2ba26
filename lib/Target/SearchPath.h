// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Where descriptions of machines and instruction sets are found.
#ifndef DSA_LIB_TARGET_SEARCHPATH_H
#define DSA_LIB_TARGET_SEARCHPATH_H

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>

namespace mlir::dsa {

/// The directories of the search path, the first to be searched first.
llvm::SmallVector<std::string> getSearchPath();

/// The file of machine `name`, if it is on the search path.
std::optional<std::string> findMachineFile(llvm::StringRef name);

/// The file of instruction set `symbol`: its name with `-` for `_`, beside the
/// file `user` that names it, in `isa` near that file, or on the search path.
std::optional<std::string> findISAFile(llvm::StringRef symbol,
                                       llvm::StringRef user);

/// The files with adapters: `adapters/*.mlir` along the search path, those of a
/// directory sorted.
llvm::SmallVector<std::string> listAdapterFiles();

/// The names of all instruction sets on the search path, sorted.
llvm::SmallVector<std::string> listISAs();

} // namespace mlir::dsa

#endif // DSA_LIB_TARGET_SEARCHPATH_H
