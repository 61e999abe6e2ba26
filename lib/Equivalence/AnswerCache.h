// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Answers to questions that were asked before, on disk.
///
/// A question is all that its answer depends on, the solver and its version
/// included; it is kept with the answer and compared, so an entry answers no
/// other question. What cannot be read, or was damaged, is no answer. Processes
/// may share a directory: an entry appears whole or not at all.
///
/// The directory is `DSA_CACHE`, else `dsa` in the user's cache directory; with
/// `DSA_CACHE=off` nothing is kept.
#ifndef DSA_LIB_EQUIVALENCE_ANSWERCACHE_H
#define DSA_LIB_EQUIVALENCE_ANSWERCACHE_H

#include "mlir/Support/LLVM.h"
#include <optional>
#include <string>

namespace mlir::dsa {

std::optional<std::string> findAnswer(StringRef question);

/// A cache that cannot be written is none: that is no error.
void keepAnswer(StringRef question, StringRef answer);

/// As in `Z3 4.8.12, isl-0.25`.
std::string getSolverVersions();

/// What the compiler itself is, for questions that it answers: the build of the
/// library, and the versions of isl and Z3. Empty if that is not known; then
/// there is nothing to keep.
std::string getProverVersion();

} // namespace mlir::dsa

#endif // DSA_LIB_EQUIVALENCE_ANSWERCACHE_H
