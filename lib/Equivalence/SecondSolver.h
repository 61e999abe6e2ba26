// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// A second opinion on lemmas that Z3 does not decide at once.
#ifndef DSA_LIB_EQUIVALENCE_SECONDSOLVER_H
#define DSA_LIB_EQUIVALENCE_SECONDSOLVER_H

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Program.h"

namespace mlir::dsa {

/// cvc5 at work on a query, beside whatever else goes on. Where it is not
/// installed, it just has no answer.
class SecondSolver {
public:
  /// Starts on `query`, in SMT-LIB, for `milliseconds` at the most.
  SecondSolver(llvm::StringRef query, unsigned milliseconds);
  ~SecondSolver();
  SecondSolver(const SecondSolver &) = delete;
  SecondSolver &operator=(const SecondSolver &) = delete;

  /// Waits for the answer: whether the query is unsatisfiable.
  bool refutes();

private:
  void finish();

  llvm::SmallString<128> query, output;
  llvm::sys::ProcessInfo process;
};

} // namespace mlir::dsa

#endif // DSA_LIB_EQUIVALENCE_SECONDSOLVER_H
