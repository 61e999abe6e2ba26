// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The command line of `dsa-run`.
#include "dsa/Run/Run.h"
#include "dsa/Target/Check.h"
#include "mlir/IR/Diagnostics.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/SourceMgr.h"

using namespace mlir;
using namespace mlir::dsa;
namespace cl = llvm::cl;

namespace {
/// The options, registered while this lives.
struct RunCommandLine {
  cl::OptionCategory category{"Options of dsa-run"};
  cl::opt<std::string> model{cl::Positional,
                             cl::desc("<model.onnx or program.mlir>"),
                             cl::cat(category)};
  cl::opt<std::string> machine{
      "machine", cl::cat(category),
      cl::desc("Machine to run on: a name on the search path, a .mlir file, or "
               "'host' for the richest that this processor supports")};
  cl::opt<std::string> entry{"entry", cl::cat(category),
                             cl::desc("Function to run")};
  cl::list<std::string> inputs{
      "input", cl::cat(category),
      cl::desc("A .npy or .pb file for each input, in their order")};
  cl::list<std::string> expectations{
      "expect", cl::cat(category),
      cl::desc("A .npy or .pb file for each output: results, then memrefs")};
  cl::list<std::string> outputs{
      "output", cl::cat(category),
      cl::desc("Where to write each output, as .npy")};
  cl::list<std::string> libraries{
      "load", cl::cat(category),
      cl::desc("Shared library with functions that the program calls")};
  cl::opt<std::string> from{
      "from", cl::cat(category),
      cl::desc("First phase to run, if not by the level of the program")};
  cl::opt<std::string> numerics{"numerics", cl::cat(category),
                                cl::desc("As in --dsa-compile")};
  cl::opt<std::string> prefer{"prefer", cl::init("cost"), cl::cat(category),
                              cl::desc("As in --dsa-compile")};
  cl::opt<bool> simulate{
      "simulate", cl::cat(category),
      cl::desc("Run instructions by their semantics, on any processor")};
  cl::opt<std::string> emulator{
      "emulator", cl::cat(category),
      cl::desc("Command that runs executables of a machine that this one is "
               "not, such as 'qemu-aarch64 -cpu max'")};
  cl::opt<unsigned> bench{
      "bench", cl::init(0), cl::cat(category),
      cl::desc("Run so often, and print times; inputs default to random")};
  cl::opt<double> absolute{"atol", cl::cat(category),
                           cl::desc("Absolute tolerance for floats")};
  cl::opt<double> relative{"rtol", cl::cat(category),
                           cl::desc("Relative tolerance for floats")};
  cl::opt<std::string> report{"report", cl::init("text"), cl::cat(category),
                              cl::desc("Form of the report: text or json")};

  cl::opt<std::string> checkISA{
      "check-isa", cl::cat(category),
      cl::desc("Instead of a program: run the emission and the semantics of "
               "each instruction of a set (a name on the search path, or a "
               ".mlir file) on the same inputs, and compare")};
  cl::opt<unsigned> samples{"samples", cl::init(10000), cl::cat(category),
                            cl::desc("Inputs for each instruction checked")};
  cl::opt<unsigned> seed{"seed", cl::init(1), cl::cat(category),
                         cl::desc("What these inputs are a function of")};

  RunOptions get() const {
    RunOptions options;
    options.model = model;
    options.machine = machine;
    options.entry = entry;
    options.inputs = {inputs.begin(), inputs.end()};
    options.expectations = {expectations.begin(), expectations.end()};
    options.outputs = {outputs.begin(), outputs.end()};
    options.libraries = {libraries.begin(), libraries.end()};
    options.from = from;
    options.numerics = numerics;
    options.prefer = prefer;
    options.simulate = simulate;
    options.emulator = emulator;
    options.bench = bench;
    if (absolute.getNumOccurrences())
      options.absolute = absolute;
    if (relative.getNumOccurrences())
      options.relative = relative;
    options.json = report == "json";
    return options;
  }
};
} // namespace

/// `dsa-run --check-isa`.
static RunStatus checkISA(MLIRContext &context, const RunCommandLine &options) {
  FailureOr<bool> passed = checkInstructions(
      context,
      {options.checkISA, options.machine, options.samples, options.seed,
       std::vector<std::string>(options.libraries.begin(),
                                options.libraries.end()),
       options.emulator},
      llvm::outs());
  if (failed(passed))
    return RunStatus::Error;
  return *passed ? RunStatus::OK : RunStatus::Mismatch;
}

int dsa::runMain(int argc, char **argv, DialectRegistry &registry) {
  llvm::InitLLVM initialize(argc, argv);
  RunCommandLine commandLine;
  cl::HideUnrelatedOptions(commandLine.category);
  auto error = static_cast<int>(RunStatus::Error);
  if (!cl::ParseCommandLineOptions(
          argc, argv, "compiles a model or program, runs it and compares\n",
          &llvm::errs()))
    return error;
  if (commandLine.report != "text" && commandLine.report != "json") {
    llvm::errs() << argv[0] << ": expected --report to be text or json, but "
                 << "got '" << commandLine.report << "'\n";
    return error;
  }
  bool isCheck = !commandLine.checkISA.empty();
  if (!isCheck && (commandLine.model.empty() || commandLine.machine.empty())) {
    llvm::errs() << argv[0] << ": expected a program and --machine, or "
                 << "--check-isa\n";
    return error;
  }
  MLIRContext context(registry);
  llvm::SourceMgr sources;
  SourceMgrDiagnosticHandler handler(sources, &context, llvm::errs());
  if (isCheck)
    return static_cast<int>(checkISA(context, commandLine));
  return static_cast<int>(run(context, commandLine.get(), llvm::outs()));
}
