// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What came of one mutant.
#ifndef DSA_FUZZ_VERDICT_H
#define DSA_FUZZ_VERDICT_H

#include <string>

namespace dsa::fuzz {

struct Verdict {
  /// False if the mutant is no valid MLIR: it does not count.
  bool isValid = false;
  bool isAccepted = false;
  /// Of an accepted mutant: what differs; empty if it is right.
  std::string wrong;
  /// Of a refused one: what would have been right; empty if nothing is known.
  std::string missed;
  /// Of a refused one: why.
  std::string reason;
};

} // namespace dsa::fuzz

#endif // DSA_FUZZ_VERDICT_H
