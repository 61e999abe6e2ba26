// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Whole programs on whole machines: what the compiler decides, executed.
#ifndef DSA_FUZZ_PROGRAMS_H
#define DSA_FUZZ_PROGRAMS_H

#include "Verdict.h"
#include <random>
#include <vector>

namespace dsa::fuzz {

/// Programs near the terms of adapters and near the bounds of instructions, on
/// machines whose instructions, sequences, requirements and adapters are
/// changed.
class ProgramCampaign {
public:
  explicit ProgramCampaign(std::mt19937_64 &random);
  ~ProgramCampaign();

  /// A mutant, decided on by `auto-tensorize`, half of the time after
  /// `guard-ranges`; executed before and after on the same arrays.
  Verdict tryMutant();
  /// What was tried last.
  const std::string &getText() const { return text; }

private:
  struct Case {
    std::string program, machine, options;
  };
  Verdict judge(const Case &tried);
  /// Whether both programs compute the same on samples.
  bool isEqual(const std::string &a, const std::string &b);

  std::mt19937_64 &random;
  std::vector<std::string> adapters;
  std::string machine, directory, text;
};

} // namespace dsa::fuzz

#endif // DSA_FUZZ_PROGRAMS_H
