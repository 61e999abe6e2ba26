// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// One instruction in both forms, compiled and run side by side.
#ifndef DSA_LIB_TARGET_CHECK_COMPARISON_H
#define DSA_LIB_TARGET_CHECK_COMPARISON_H

#include "Program.h"
#include "Values.h"
#include "dsa/Execution/Callable.h"
#include "dsa/Target/Check.h"

namespace mlir::dsa {

/// An element of a buffer that the two forms leave different.
struct Mismatch {
  unsigned buffer;
  int64_t sample, element;
};

class Comparison {
public:
  /// Compiles `program` twice. Errors are diagnostics.
  static FailureOr<Comparison> create(CheckProgram program,
                                      const Target &target, StringRef machine,
                                      const CheckOptions &options);

  /// Fills the samples from `first` on; they are a function of `seed`.
  void fill(uint64_t first, int64_t count, unsigned seed);
  /// Runs both on the first `count` samples; the first difference, if any.
  FailureOr<std::optional<Mismatch>> run(int64_t count);
  /// Keeps sample `sample` alone, with as many elements 0 as leave a mismatch.
  FailureOr<Mismatch> reduce(int64_t sample);
  /// The mismatch in words, with the elements of operands that are not 0.
  void print(const Mismatch &mismatch, raw_ostream &os) const;

private:
  using Form = std::unique_ptr<Callable>;
  Comparison(CheckProgram program, Form issued, Form simulated);

  /// Memory of one buffer: as made up, and as each form leaves it.
  struct Memory {
    std::vector<char> given, issued, simulated;
  };
  LogicalResult runForm(Callable &form, std::vector<char> Memory::*memory,
                        int64_t count);
  std::optional<Mismatch> compare(int64_t count) const;
  void printElement(unsigned buffer, int64_t element, uint64_t bits,
                    raw_ostream &os) const;

  CheckProgram program;
  Form issued, simulated;
  SmallVector<Memory> memories;
};

} // namespace mlir::dsa

#endif // DSA_LIB_TARGET_CHECK_COMPARISON_H
