// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Adapters with changes in their texts: what their lemmas say, and whether
/// that is right.
#ifndef DSA_FUZZ_ADAPTERS_H
#define DSA_FUZZ_ADAPTERS_H

#include "Verdict.h"
#include "mlir/IR/MLIRContext.h"
#include <random>

namespace dsa::fuzz {

/// The adapters of the library, one text each.
std::vector<std::string> readAdapters(mlir::MLIRContext &context);

/// Asks the engine about the adapter in `text`, and adds up its term and its
/// sums over a few iterations.
Verdict judgeAdapter(const std::string &text, mlir::MLIRContext &context,
                     std::mt19937_64 &random);

} // namespace dsa::fuzz

#endif // DSA_FUZZ_ADAPTERS_H
