// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Collects what happened, and prints it for people and for scripts.
#include "Report.h"
#include "dsa/Dialect/DSA/IR/DSA.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"
#include <cfloat>
#include <mutex>

using namespace mlir;
using namespace mlir::dsa;
namespace json = llvm::json;

//===----------------------------------------------------------------------===//
// Remarks
//===----------------------------------------------------------------------===//

namespace {
/// Keeps remarks; passes run on several threads.
class RemarkKeeper : public remark::detail::MLIRRemarkStreamerBase {
public:
  explicit RemarkKeeper(std::shared_ptr<std::vector<KeptRemark>> kept)
      : kept(std::move(kept)) {}

  void streamOptimizationRemark(const remark::detail::Remark &remark) override {
    KeptRemark copy{remark.getRemarkTypeString().str(),
                    remark.getRemarkName().str(),
                    remark.getCombinedCategoryName().str(),
                    remark.getFunction().str(),
                    "",
                    {}};
    for (const remark::detail::Remark::Arg &argument : remark.getArgs())
      if (argument.key == "Remark")
        copy.message += argument.val;
      else
        copy.arguments.emplace_back(argument.key, argument.val);
    std::lock_guard<std::mutex> lock(mutex);
    kept->push_back(std::move(copy));
  }

private:
  std::mutex mutex;
  std::shared_ptr<std::vector<KeptRemark>> kept;
};
} // namespace

LogicalResult RunReport::keepRemarks(MLIRContext &context) {
  remark::RemarkCategories categories;
  categories.passed = categories.missed = categories.analysis =
      categories.failed = ".*";
  return remark::enableOptimizationRemarks(
      context, std::make_unique<RemarkKeeper>(remarks),
      std::make_unique<remark::RemarkEmittingPolicyAll>(), categories);
}

double RunReport::sumOverProofs(StringRef key) const {
  double sum = 0;
  for (const KeptRemark &remark : *remarks)
    for (const auto &[name, value] : remark.arguments) {
      double number;
      if (name == key && !StringRef(value).getAsDouble(number))
        sum += number;
    }
  return sum;
}

//===----------------------------------------------------------------------===//
// Instructions
//===----------------------------------------------------------------------===//

/// How often the loops around `op` run it; 1 for each whose trips are not
/// constant, and `isLowerBound` is set then.
static uint64_t countTrips(Operation *op, bool &isLowerBound) {
  uint64_t trips = 1;
  while ((op = op->getParentOp())) {
    auto loop = dyn_cast<LoopLikeOpInterface>(op);
    if (!loop)
      continue;
    auto lower = loop.getLoopLowerBounds(), upper = loop.getLoopUpperBounds(),
         step = loop.getLoopSteps();
    if (!lower || !upper || !step) {
      isLowerBound = true;
      continue;
    }
    for (auto [l, u, s] : llvm::zip_equal(*lower, *upper, *step)) {
      auto from = getConstantIntValue(l), to = getConstantIntValue(u),
           by = getConstantIntValue(s);
      if (from && to && by && *by > 0)
        trips *= *to > *from ? llvm::divideCeil(*to - *from, *by) : 0;
      else
        isLowerBound = true;
    }
  }
  return trips;
}

static std::string nameOf(SymbolRefAttr symbol) {
  return symbol.getRootReference().str() +
         "::" + symbol.getLeafReference().str();
}

void RunReport::observe(StringRef phase, ModuleOp program) {
  if (phase == "linalg")
    program.walk([&](Operation *op) {
      auto match = op->getAttrOfType<MatchAttr>(kMatchAttrName);
      if (!match)
        return;
      InstructionUse &use = instructions[nameOf(match.getInstruction())];
      std::string strength = stringifyNumerics(match.getWeakened().getValue());
      if (!StringRef(use.strength).contains(strength))
        use.strength += (use.matches ? "; " : "") + strength;
      ++use.matches;
    });
  if (phase == "dsa")
    program.walk([&](InvokeOp invoke) {
      InstructionUse &use = instructions[nameOf(invoke.getInstruction())];
      ++use.places;
      use.invocations += countTrips(invoke, use.isLowerBound);
    });
}

//===----------------------------------------------------------------------===//
// Printing
//===----------------------------------------------------------------------===//

double RunReport::getMedianSeconds() const {
  return runSeconds.empty() ? 0 : runSeconds[runSeconds.size() / 2];
}

void RunReport::printText(raw_ostream &os) const {
  os << "machine: " << machine << "\n";
  for (const auto &[name, use] : instructions) {
    os << "instruction: " << name;
    if (use.matches)
      os << ", does " << use.matches << " operations (" << use.strength << ")";
    if (use.places)
      os << ", invoked " << (use.isLowerBound ? "at least " : "")
         << use.invocations << " times from " << use.places << " places";
    os << "\n";
  }
  if (double obligations = sumOverProofs("obligations"))
    os << "proofs: " << static_cast<uint64_t>(obligations) << " obligations in "
       << llvm::format("%.3f", sumOverProofs("seconds")) << " s\n";
  for (const ComparedOutput &output : outputs) {
    os << "output: " << output.name << " " << output.type;
    if (output.wasCompared)
      os << ", largest error " << llvm::format("%.3g", output.largestError)
         << ", " << output.mismatches << " of " << output.elements
         << " elements differ";
    os << "\n";
  }
  os << "compiled in " << llvm::format("%.3f", compileSeconds) << " s\n";
  if (!runSeconds.empty())
    os << "ran " << entry << " in " << llvm::format("%.3g", getMedianSeconds())
       << " s (median of " << runSeconds.size() << ", "
       << llvm::format("%.3g to %.3g", runSeconds.front(), runSeconds.back())
       << ")\n";
}

static json::Array toJSON(ArrayRef<KeptRemark> remarks) {
  json::Array array;
  for (const KeptRemark &remark : remarks) {
    json::Object arguments;
    for (const auto &[name, value] : remark.arguments)
      arguments[name] = json::fixUTF8(value);
    array.push_back(json::Object{{"kind", remark.kind},
                                 {"name", remark.name},
                                 {"category", remark.category},
                                 {"function", remark.function},
                                 {"message", json::fixUTF8(remark.message)},
                                 {"arguments", std::move(arguments)}});
  }
  return array;
}

void RunReport::printJSON(raw_ostream &os) const {
  json::Array uses, compared;
  for (const auto &[name, use] : instructions)
    uses.push_back(json::Object{{"name", name},
                                {"matches", use.matches},
                                {"strength", use.strength},
                                {"places", use.places},
                                {"invocations", use.invocations},
                                {"lower_bound", use.isLowerBound}});
  // JSON has no infinity.
  auto bounded = [](double error) { return std::min(error, DBL_MAX); };
  double largest = 0;
  for (const ComparedOutput &output : outputs) {
    largest = std::max(largest, bounded(output.largestError));
    compared.push_back(
        json::Object{{"name", output.name},
                     {"type", output.type},
                     {"compared", output.wasCompared},
                     {"largest_error", bounded(output.largestError)},
                     {"mismatches", output.mismatches},
                     {"elements", output.elements}});
  }
  json::Object report{
      {"model", model},
      {"machine", machine},
      {"entry", entry},
      {"instructions", std::move(uses)},
      {"obligations", static_cast<int64_t>(sumOverProofs("obligations"))},
      {"proof_seconds", sumOverProofs("seconds")},
      {"largest_error", largest},
      {"outputs", std::move(compared)},
      {"compile_seconds", compileSeconds},
      {"run_seconds", getMedianSeconds()},
      {"runs", static_cast<int64_t>(runSeconds.size())},
      {"remarks", toJSON(*remarks)}};
  os << llvm::formatv("{0:2}\n", json::Value(std::move(report)));
}
