// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What a run of `dsa-run` found out.
#ifndef DSA_LIB_RUN_REPORT_H
#define DSA_LIB_RUN_REPORT_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/Remarks.h"
#include "llvm/Support/JSON.h"
#include <map>
#include <string>
#include <vector>

namespace mlir::dsa {

/// How a program uses one instruction.
struct InstructionUse {
  /// Operations that it does, and the strengths of these matches.
  unsigned matches = 0;
  std::string strength;
  /// Places where it is invoked, and how often that is in one run; less than
  /// the truth if `isLowerBound`, because a loop's trips are not constant.
  unsigned places = 0;
  uint64_t invocations = 0;
  bool isLowerBound = false;
};

/// A remark of a pass, kept.
struct KeptRemark {
  std::string kind, name, category, function, message;
  std::vector<std::pair<std::string, std::string>> arguments;
};

/// An output that was compared.
struct ComparedOutput {
  std::string name, type;
  bool wasCompared = false;
  double largestError = 0;
  int64_t mismatches = 0, elements = 0;
};

/// Filled while a program is compiled and run.
class RunReport {
public:
  std::string model, machine, entry, error;
  double compileSeconds = 0;
  /// Of each timed run, sorted.
  std::vector<double> runSeconds;
  std::vector<ComparedOutput> outputs;

  /// Counts the instructions of `program` after `phase`.
  void observe(StringRef phase, ModuleOp program);
  /// Keeps what passes say in `context` from now on.
  LogicalResult keepRemarks(MLIRContext &context);

  void printText(raw_ostream &os) const;
  void printJSON(raw_ostream &os) const;

private:
  double getMedianSeconds() const;
  /// Sums the argument `key` of remarks of the matcher.
  double sumOverProofs(StringRef key) const;

  std::map<std::string, InstructionUse> instructions;
  /// Filled by the streamer, which the context owns.
  std::shared_ptr<std::vector<KeptRemark>> remarks =
      std::make_shared<std::vector<KeptRemark>>();
};

} // namespace mlir::dsa

#endif // DSA_LIB_RUN_REPORT_H
