// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Checks the instructions of a set one by one, each in a process of its own:
/// an emission may ask the back end for what it cannot do, or the processor for
/// what it does not have, and both end the process.
#include "../SearchPath.h"
#include "Comparison.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/Path.h"
#include "llvm/TargetParser/Host.h"
#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

using namespace mlir;
using namespace mlir::dsa;

namespace {

enum class Verdict : char { Passed = 'P', Failed = 'F', Skipped = 'S' };

/// How the check of an instruction ended, and what is to be said.
struct Outcome {
  Verdict verdict;
  std::string text;
};

/// One set, loaded, and what to do with its instructions.
struct Checker {
  Target target;
  /// The machine to compile for: its name, or its file.
  std::string machine;
  const CheckOptions &options;

  Outcome check(InstructionOp instruction) const;
  Outcome compare(Comparison &comparison) const;
  Outcome checkApart(InstructionOp instruction) const;
  std::vector<std::string> findLackingFeatures() const;
};

} // namespace

/// Samples in memory at once.
static constexpr int64_t kBatch = 512;

//===----------------------------------------------------------------------===//
// One instruction
//===----------------------------------------------------------------------===//

Outcome Checker::compare(Comparison &comparison) const {
  std::string text;
  llvm::raw_string_ostream os(text);
  for (uint64_t first = 0; first < options.samples; first += kBatch) {
    int64_t count = std::min<uint64_t>(kBatch, options.samples - first);
    comparison.fill(first, count, options.seed);
    auto mismatch = comparison.run(count);
    if (failed(mismatch))
      return {Verdict::Failed, ""};
    if (!*mismatch)
      continue;
    os << "sample " << first + (*mismatch)->sample << ": ";
    FailureOr<Mismatch> reduced = comparison.reduce((*mismatch)->sample);
    if (failed(reduced))
      os << "the result is not the same each time\n";
    else
      comparison.print(*reduced, os);
    return {Verdict::Failed, text};
  }
  return {Verdict::Passed, std::to_string(options.samples) + " samples\n"};
}

Outcome Checker::check(InstructionOp instruction) const {
  std::string problem;
  ScopedDiagnosticHandler handler(
      instruction.getContext(), [&](Diagnostic &diagnostic) {
        if (problem.empty() &&
            diagnostic.getSeverity() == DiagnosticSeverity::Error)
          problem = diagnostic.str() + "\n";
        return success();
      });
  CheckProgram program = buildCheckProgram(target, instruction, kBatch);
  if (!program.obstacle.empty())
    return {Verdict::Skipped, program.obstacle + "\n"};
  FailureOr<Comparison> comparison =
      Comparison::create(std::move(program), target, machine, options);
  if (failed(comparison))
    return {Verdict::Failed, problem};
  Outcome outcome = compare(*comparison);
  if (outcome.text.empty())
    outcome.text = problem;
  return outcome;
}

//===----------------------------------------------------------------------===//
// A process an instruction
//===----------------------------------------------------------------------===//

static void writeAll(int pipe, StringRef text) {
  while (!text.empty()) {
    ssize_t written = ::write(pipe, text.data(), text.size());
    if (written <= 0)
      return;
    text = text.drop_front(written);
  }
}

static std::string readAll(int pipe) {
  std::string text;
  char buffer[4096];
  for (ssize_t count; (count = ::read(pipe, buffer, sizeof(buffer))) > 0;)
    text.append(buffer, count);
  return text;
}

/// Reports what the back end cannot do, instead of the text it prints.
static void reportFatalError(void *pipe, const char *reason, bool) {
  std::string text = "Fthe back end cannot do it: " +
                     StringRef(reason).split('\n').first.str() + "\n";
  writeAll(static_cast<int>(reinterpret_cast<intptr_t>(pipe)), text);
  ::_exit(0);
}

Outcome Checker::checkApart(InstructionOp instruction) const {
  int ends[2];
  if (::pipe(ends) != 0)
    return {Verdict::Failed, "the system gives no pipe\n"};
  pid_t child = ::fork();
  if (child < 0) {
    ::close(ends[0]);
    ::close(ends[1]);
    return {Verdict::Failed, "the system gives no process\n"};
  }
  if (child == 0) {
    for (int number : {SIGILL, SIGSEGV, SIGABRT, SIGFPE, SIGBUS})
      ::signal(number, SIG_DFL);
    llvm::remove_fatal_error_handler();
    llvm::install_fatal_error_handler(
        reportFatalError, reinterpret_cast<void *>(intptr_t(ends[1])));
    Outcome outcome = check(instruction);
    writeAll(ends[1],
             std::string(1, static_cast<char>(outcome.verdict)) + outcome.text);
    ::_exit(0);
  }
  ::close(ends[1]);
  std::string text = readAll(ends[0]);
  ::close(ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  if (WIFSIGNALED(status))
    return {Verdict::Failed,
            std::string("the emission or the semantics ends the process: ") +
                ::strsignal(WTERMSIG(status)) + "\n"};
  if (text.empty())
    return {Verdict::Failed, "the process of the check ended early\n"};
  return {static_cast<Verdict>(text.front()), text.substr(1)};
}

//===----------------------------------------------------------------------===//
// The set
//===----------------------------------------------------------------------===//

std::vector<std::string> Checker::findLackingFeatures() const {
  // What emulates the machine has all of it.
  if (!options.emulator.empty())
    return {};
  llvm::StringMap<bool> host = llvm::sys::getHostCPUFeatures();
  std::vector<std::string> lacking;
  if (ArrayAttr features = target.getMachine().getFeaturesAttr())
    for (StringRef feature : features.getAsValueRange<StringAttr>())
      if (!host.lookup(feature))
        lacking.push_back(feature.str());
  std::optional<StringRef> triple = target.getMachine().getTriple();
  if (triple && !isHostProcessor(*triple))
    lacking.push_back(triple->str());
  return lacking;
}

static StringRef getWord(Verdict verdict) {
  switch (verdict) {
  case Verdict::Passed:
    return "PASSED";
  case Verdict::Failed:
    return "FAILED";
  case Verdict::Skipped:
    return "SKIPPED";
  }
  llvm_unreachable("all verdicts are handled");
}

namespace {
/// What is checked: these sets of a machine.
struct CheckedSets {
  Target target;
  /// The machine's name, or its file.
  std::string machine;
  SmallVector<StringAttr> sets;
};
} // namespace

/// Loads the sets of a file for the machine that was asked for, or as a machine
/// of their own.
static FailureOr<CheckedSets> loadSets(Location loc,
                                       const CheckOptions &options) {
  std::string file = options.isa;
  if (!StringRef(file).ends_with(".mlir"))
    file = findISAFile(options.isa, "").value_or("");
  if (file.empty())
    return emitError(loc, "expected an instruction set (")
           << llvm::join(listISAs(), ", ") << "), but got '" << options.isa
           << "'";
  bool isOwn = options.machine.empty() || options.machine == "host";
  std::string machine = isOwn ? file : options.machine;
  FailureOr<Target> target = Target::load(loc, machine);
  if (failed(target))
    return failure();
  CheckedSets checked{*target, machine, {}};
  auto isas = target->getMachine().getIsas().getAsRange<FlatSymbolRefAttr>();
  if (isOwn) {
    for (FlatSymbolRefAttr isa : isas)
      checked.sets.push_back(isa.getAttr());
    return checked;
  }
  // A set has the name of its file.
  std::string name = llvm::sys::path::stem(file).str();
  std::replace(name.begin(), name.end(), '-', '_');
  auto isa = target->getLibrary().lookupSymbol<ISAOp>(name);
  if (!isa)
    return emitError(loc, "expected a machine with instruction set @")
           << name << ", but '" << options.machine << "' has none";
  checked.sets.push_back(isa.getSymNameAttr());
  return checked;
}

FailureOr<bool> dsa::checkInstructions(MLIRContext &context,
                                       const CheckOptions &options,
                                       raw_ostream &os) {
  // A process that forks must have no other threads.
  context.disableMultithreading();
  FailureOr<CheckedSets> checked = loadSets(UnknownLoc::get(&context), options);
  if (failed(checked))
    return failure();
  Checker checker{checked->target, checked->machine, options};
  std::vector<std::string> lacking = checker.findLackingFeatures();

  unsigned counts[3] = {0, 0, 0};
  for (InstructionOp instruction : checked->target.getInstructions()) {
    auto set = instruction->getParentOfType<ISAOp>();
    if (!llvm::is_contained(checked->sets, set.getSymNameAttr()))
      continue;
    Outcome outcome =
        lacking.empty()
            ? checker.checkApart(instruction)
            : Outcome{Verdict::Skipped, "this processor lacks " +
                                            llvm::join(lacking, ", ") + "\n"};
    os << set.getSymName() << "::" << instruction.getSymName() << ": "
       << getWord(outcome.verdict) << " " << outcome.text;
    os.flush();
    ++counts[outcome.verdict == Verdict::Passed   ? 0
             : outcome.verdict == Verdict::Failed ? 1
                                                  : 2];
  }
  os << counts[0] << " passed, " << counts[1] << " failed, " << counts[2]
     << " skipped\n";
  return counts[1] == 0;
}
