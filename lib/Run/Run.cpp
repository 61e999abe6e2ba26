// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Compiles, runs and compares.
#include "dsa/Run/Run.h"
#include "Report.h"
#include "dsa/Dialect/DSA/IR/DSA.h"
#include "dsa/Execution/Callable.h"
#include "dsa/Execution/Compile.h"
#include "dsa/Run/Array.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "llvm/ADT/StringExtras.h"
#include <chrono>

using namespace mlir;
using namespace mlir::dsa;

using Clock = std::chrono::steady_clock;

static double secondsSince(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

namespace {
/// A parameter of the entry and the memory that is passed for it.
struct Argument {
  ParameterAttr parameter;
  Buffer buffer;

  Type getElement() const { return getElementTypeOrSelf(parameter.getType()); }
};

/// One call of an entry, from its files to its report.
class Runner {
public:
  Runner(const RunOptions &options, Location loc, RunReport &report)
      : options(options), loc(loc), report(report) {}

  LogicalResult compile(ModuleOp program);
  LogicalResult prepare();
  LogicalResult call();
  /// Whether all outputs are as expected.
  FailureOr<bool> checkOutputs();

private:
  LogicalResult findEntry(ModuleOp program);
  LogicalResult readInput(Argument &argument, unsigned index);
  FailureOr<bool> compareOutput(const Argument &output, unsigned index,
                                ComparedOutput &result);

  const RunOptions &options;
  Location loc;
  RunReport &report;
  std::unique_ptr<Callable> loaded;
  ArrayAttr parameters;
  std::vector<Argument> arguments;
  /// Results in their order, then memrefs.
  SmallVector<unsigned> outputs;
};
} // namespace

//===----------------------------------------------------------------------===//
// Compiling
//===----------------------------------------------------------------------===//

/// Finds the entry that was asked for, or the only one.
LogicalResult Runner::findEntry(ModuleOp program) {
  SmallVector<StringRef> names;
  for (auto function : program.getOps<LLVM::LLVMFuncOp>()) {
    auto entry = function->getAttrOfType<ArrayAttr>(kEntryAttrName);
    if (!entry)
      continue;
    names.push_back(function.getSymName());
    bool isMain = options.entry.empty() && function.getSymName() == "main";
    if (function.getSymName() == options.entry || isMain) {
      parameters = entry;
      report.entry = function.getSymName().str();
    } else if (options.entry.empty() && !parameters) {
      parameters = entry;
      report.entry = function.getSymName().str();
    }
  }
  bool isChosen =
      !options.entry.empty() || report.entry == "main" || names.size() == 1;
  if (parameters && isChosen)
    return success();
  std::string known = names.empty() ? "none" : llvm::join(names, ", ");
  if (options.entry.empty())
    return emitError(loc, "expected one function to run, or --entry=<name>, "
                          "but the functions that can be called are: ")
           << known;
  return emitError(loc, "expected a function '")
         << options.entry
         << "', but the functions that can be called are: " << known;
}

LogicalResult Runner::compile(ModuleOp program) {
  auto start = Clock::now();
  CompileOptions compileOptions;
  compileOptions.machine = options.machine;
  compileOptions.from = options.from;
  compileOptions.numerics = options.numerics;
  compileOptions.prefer = options.prefer;
  compileOptions.simulate = options.simulate;
  FailureOr<Target> target = Target::load(loc, options.machine);
  if (failed(target) ||
      (!options.simulate && options.emulator.empty() &&
       failed(checkHostRuns(loc, *target))) ||
      failed(lowerToLLVMDialect(program, compileOptions,
                                [&](StringRef phase, ModuleOp module) {
                                  report.observe(phase, module);
                                })) ||
      failed(findEntry(program)))
    return failure();
  FailureOr<std::unique_ptr<Callable>> created =
      makeCallable(program, *target,
                       {options.simulate, options.libraries, options.emulator});
  if (failed(created))
    return failure();
  loaded = std::move(*created);
  report.compileSeconds = secondsSince(start);
  return success();
}

//===----------------------------------------------------------------------===//
// Inputs
//===----------------------------------------------------------------------===//

static size_t countBytes(Type type) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  return (tensor ? tensor.getNumElements() : 1) *
         getElementBytes(getElementTypeOrSelf(type));
}

LogicalResult Runner::readInput(Argument &argument, unsigned index) {
  if (options.inputs.empty()) {
    fillRandom(argument.getElement(), argument.buffer.bytesRef(), index);
    return success();
  }
  FailureOr<Array> array = readArray(loc, options.inputs[index]);
  if (failed(array) ||
      failed(checkType(loc, *array, argument.parameter.getType(),
                       options.inputs[index])))
    return failure();
  llvm::copy(array->contents.bytesRef(), argument.buffer.data());
  return success();
}

/// An error unless there are `wanted` files, or none.
static LogicalResult checkCount(Location loc, ArrayRef<std::string> files,
                                size_t wanted, StringRef what) {
  if (files.empty() || files.size() == wanted)
    return success();
  return emitError(loc, "expected ")
         << wanted << " " << what << ", but got " << files.size();
}

LogicalResult Runner::prepare() {
  SmallVector<unsigned> inputs, updated;
  for (auto [index, parameter] :
       llvm::enumerate(parameters.getAsRange<ParameterAttr>())) {
    arguments.push_back({parameter, Buffer(countBytes(parameter.getType()))});
    if (parameter.getKind() != ParameterKind::Out)
      inputs.push_back(index);
    if (parameter.getKind() == ParameterKind::Out)
      outputs.push_back(index);
    if (parameter.getKind() == ParameterKind::InOut)
      updated.push_back(index);
  }
  llvm::append_range(outputs, updated);
  if (failed(checkCount(loc, options.inputs, inputs.size(), "inputs")) ||
      failed(checkCount(loc, options.expectations, outputs.size(),
                        "expected outputs")) ||
      failed(checkCount(loc, options.outputs, outputs.size(), "outputs")))
    return failure();
  if (options.inputs.empty() && !inputs.empty() && options.bench == 0)
    return emitError(loc, "expected ")
           << inputs.size() << " inputs (--input=<file>), or --bench to run on "
           << "random ones, but got none";
  for (auto [index, argument] : llvm::enumerate(inputs))
    if (failed(readInput(arguments[argument], index)))
      return failure();
  return success();
}

//===----------------------------------------------------------------------===//
// Running
//===----------------------------------------------------------------------===//

LogicalResult Runner::call() {
  SmallVector<void *> pointers;
  for (Argument &argument : arguments)
    pointers.push_back(argument.buffer.data());
  // What memref arguments hold after one call, not after `bench` of them.
  std::vector<std::string> before;
  for (Argument &argument : arguments)
    before.emplace_back(argument.buffer.data(), argument.buffer.size());
  for (unsigned run = 0; run <= options.bench; ++run) {
    for (auto [argument, bytes] : llvm::zip_equal(arguments, before))
      if (argument.parameter.getKind() == ParameterKind::InOut)
        llvm::copy(bytes, argument.buffer.data());
    auto start = Clock::now();
    if (failed(loaded->call(loc, report.entry, pointers)))
      return failure();
    // The first of several is for warming up.
    if (run > 0 || options.bench == 0)
      report.runSeconds.push_back(secondsSince(start));
  }
  llvm::sort(report.runSeconds);
  return success();
}

//===----------------------------------------------------------------------===//
// Outputs
//===----------------------------------------------------------------------===//

FailureOr<bool> Runner::compareOutput(const Argument &output, unsigned index,
                                      ComparedOutput &result) {
  const std::string &file = options.expectations[index];
  FailureOr<Array> expected = readArray(loc, file);
  if (failed(expected) ||
      failed(checkType(loc, *expected, output.parameter.getType(), file)))
    return failure();
  Tolerance tolerance = getTolerance(output.getElement());
  if (isa<FloatType>(output.getElement())) {
    tolerance.absolute = options.absolute.value_or(tolerance.absolute);
    tolerance.relative = options.relative.value_or(tolerance.relative);
  }
  ArrayRef<char> actual = output.buffer.bytesRef();
  ArrayRef<char> wanted = expected->contents.bytesRef();
  Difference difference =
      compare(output.getElement(), actual, wanted, tolerance);
  result.wasCompared = true;
  result.largestError = difference.largestError;
  result.mismatches = difference.mismatches;
  if (difference.mismatches == 0)
    return true;
  emitError(loc, "output ")
      << output.parameter.getName() << " differs from '" << file << "' in "
      << difference.mismatches << " of " << result.elements
      << " elements; the first is number " << difference.first << ": expected "
      << getElement(output.getElement(), wanted, difference.first)
      << ", but got "
      << getElement(output.getElement(), actual, difference.first);
  return false;
}

FailureOr<bool> Runner::checkOutputs() {
  bool allAgree = true;
  for (auto [index, number] : llvm::enumerate(outputs)) {
    const Argument &output = arguments[number];
    auto type = cast<RankedTensorType>(output.parameter.getType());
    ComparedOutput result;
    result.name = output.parameter.getName().str();
    llvm::raw_string_ostream(result.type) << type;
    result.elements = type.getNumElements();
    if (!options.expectations.empty()) {
      FailureOr<bool> agrees = compareOutput(output, index, result);
      if (failed(agrees))
        return failure();
      allAgree &= *agrees;
    }
    if (!options.outputs.empty() &&
        failed(writeNpy(loc, options.outputs[index], type,
                        output.buffer.bytesRef())))
      return failure();
    report.outputs.push_back(std::move(result));
  }
  return allAgree;
}

RunStatus dsa::run(MLIRContext &context, const RunOptions &options,
                   raw_ostream &os) {
  Location loc = FileLineColLoc::get(&context, options.model, 0, 0);
  RunReport report;
  report.model = options.model;
  RunOptions resolved = options;
  FailureOr<std::string> machine = resolveMachine(loc, options.machine);
  if (failed(machine))
    return RunStatus::Error;
  resolved.machine = *machine;
  report.machine = *machine;
  OwningOpRef<ModuleOp> program = loadProgram(context, options.model);
  if (!program || failed(report.keepRemarks(context)))
    return RunStatus::Error;
  Runner runner(resolved, loc, report);
  if (failed(runner.compile(*program)) || failed(runner.prepare()) ||
      failed(runner.call()))
    return RunStatus::Error;
  FailureOr<bool> agree = runner.checkOutputs();
  if (failed(agree))
    return RunStatus::Error;
  options.json ? report.printJSON(os) : report.printText(os);
  return *agree ? RunStatus::OK : RunStatus::Mismatch;
}
