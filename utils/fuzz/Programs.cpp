// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Compiles and executes whole programs.
#include "Programs.h"
#include "Adapters.h"
#include "Descriptions.h"
#include "Interpreter.h"
#include "dsa/InitAll.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Complex/IR/Complex.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Remarks.h"
#include "mlir/Parser/Parser.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassRegistry.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace dsa::fuzz;
using namespace mlir;
using llvm::APInt;
namespace engine = mlir::dsa;

//===----------------------------------------------------------------------===//
// Arguments
//===----------------------------------------------------------------------===//

/// A value within the range of an argument.
static Scalar makeInRange(ArrayAttr range, Type type, Filling filling,
                          std::mt19937_64 &random) {
  if (!range)
    return makeScalar(type, filling, random);
  int64_t least = cast<IntegerAttr>(range[0]).getInt();
  int64_t most = cast<IntegerAttr>(range[1]).getInt();
  int64_t value = least + int64_t(random() % uint64_t(most - least + 1));
  if (filling == Filling::Corner)
    value = random() % 2 ? least : most;
  return {APInt(64, uint64_t(value)).trunc(type.getIntOrFloatBitWidth())};
}

/// Values that end where guards end: all of a tensor within a bound.
static void boundValues(Tensor &tensor, Type type, std::mt19937_64 &random) {
  if (!type.isInteger() || random() % 2)
    return;
  unsigned bits = type.getIntOrFloatBitWidth();
  int64_t bound = int64_t(1) << (random() % bits);
  bound += int64_t(random() % 3) - 1;
  bool isSigned = random() % 2;
  for (Scalar &element : tensor.elements) {
    int64_t value = int64_t(random() % uint64_t(bound + 1));
    if (random() % 2)
      value = bound;
    if (isSigned && random() % 2)
      value = -value;
    element = {APInt(64, uint64_t(value)).trunc(bits)};
  }
}

static std::vector<Tensor> makeArguments(func::FuncOp function, Filling filling,
                                         std::mt19937_64 &random) {
  std::vector<Tensor> arguments;
  for (auto [index, type] : llvm::enumerate(function.getArgumentTypes())) {
    auto shaped = cast<RankedTensorType>(type);
    auto range =
        function.getArgAttrOfType<ArrayAttr>(index, engine::kRangeAttrName);
    Tensor &tensor = arguments.emplace_back();
    tensor.shape.assign(shaped.getShape().begin(), shaped.getShape().end());
    for (int64_t count = shaped.getNumElements(); count > 0; --count)
      tensor.elements.push_back(
          makeInRange(range, shaped.getElementType(), filling, random));
    if (!range)
      boundValues(tensor, shaped.getElementType(), random);
  }
  return arguments;
}

//===----------------------------------------------------------------------===//
// One program
//===----------------------------------------------------------------------===//

namespace {
/// A program before and after the decision.
struct Decided {
  OwningOpRef<ModuleOp> before, after;
  std::optional<engine::Target> target;
  std::string reason;
  bool isAccepted = false;

  func::FuncOp getFunction(bool isAfter) {
    return *(isAfter ? after : before)->getOps<func::FuncOp>().begin();
  }
};
} // namespace

static Type getResultElement(func::FuncOp function) {
  return cast<RankedTensorType>(function.getResultTypes()[0]).getElementType();
}

static bool areAllSame(const std::vector<Tensor> &a,
                       const std::vector<Tensor> &b, Type type) {
  for (auto [left, right] :
       llvm::zip_equal(a.front().elements, b.front().elements))
    if (!areSame(type, left, right))
      return false;
  return a.front().shape == b.front().shape;
}

/// What differs after the decision; empty if nothing does.
static std::string findDifference(Decided &decided, std::mt19937_64 &random) {
  func::FuncOp before = decided.getFunction(false);
  for (unsigned sample = 0; sample < 8; ++sample) {
    auto arguments = makeArguments(before, Filling(sample % 3), random);
    auto wanted = Interpreter(nullptr, random).run(before, arguments);
    if (!wanted)
      continue;
    Interpreter hardware(&*decided.target, random);
    auto got = hardware.run(decided.getFunction(true), arguments);
    if (!hardware.violation.empty())
      return hardware.violation;
    if (!got)
      return "what was made of the program cannot be run";
    if (!areAllSame(*wanted, *got, getResultElement(before)))
      return "a result differs";
  }
  return "";
}

/// Remarks of refusals, without what is of one program only.
static std::string getReason(StringRef remark) {
  size_t start = remark.find("Remark=\"");
  return remark.substr(start == StringRef::npos ? 0 : start + 8).str();
}

/// Runs the passes; false if machine or program are not valid.
static bool decide(const std::string &program, const std::string &file,
                   const std::string &options, MLIRContext &context,
                   Decided &decided) {
  decided.before = parseSourceString<ModuleOp>(program, &context);
  if (!decided.before || decided.before->getOps<func::FuncOp>().empty())
    return false;
  FailureOr<engine::Target> target =
      engine::Target::load(UnknownLoc::get(&context), file);
  if (failed(target))
    return false;
  decided.target = *target;
  decided.after = decided.before->clone();
  PassManager passes(&context);
  std::string text, pipeline = options;
  for (size_t at; (at = pipeline.find("FILE")) != std::string::npos;)
    pipeline.replace(at, 4, file);
  llvm::raw_string_ostream errors(text);
  if (failed(parsePassPipeline(pipeline, passes, errors)) ||
      failed(passes.run(*decided.after)))
    return false;
  decided.after->walk([&](linalg::LinalgOp op) {
    decided.isAccepted |= op->hasAttr(engine::kMatchAttrName);
  });
  return true;
}

//===----------------------------------------------------------------------===//
// The campaign
//===----------------------------------------------------------------------===//

static void loadDialects(MLIRContext &context) {
  DialectRegistry registry;
  engine::registerAllDialects(registry);
  context.appendDialectRegistry(registry);
  context.loadDialect<arith::ArithDialect, complex::ComplexDialect,
                      func::FuncDialect, linalg::LinalgDialect, scf::SCFDialect,
                      tensor::TensorDialect, engine::DSADialect>();
}

ProgramCampaign::ProgramCampaign(std::mt19937_64 &random) : random(random) {
  MLIRContext context(MLIRContext::Threading::DISABLED);
  loadDialects(context);
  adapters = readAdapters(context);
  auto file = llvm::MemoryBuffer::getFile(DSA_FUZZ_DIRECTORY "/machine.mlir");
  if (file)
    machine = (*file)->getBuffer().str();
  llvm::SmallString<64> made;
  if (!llvm::sys::fs::createUniqueDirectory("dsa-fuzz", made))
    directory = made.str().str();
}

ProgramCampaign::~ProgramCampaign() {
  llvm::sys::fs::remove_directories(directory);
}

/// Writes the machine where the compiler finds it.
static std::string writeMachine(const std::string &directory,
                                const std::string &text) {
  std::string file = directory + "/fuzzed.mlir";
  std::error_code error;
  llvm::raw_fd_ostream(file, error) << text;
  return file;
}

Verdict ProgramCampaign::judge(const Case &tried) {
  // A context keeps all machines that it has seen.
  MLIRContext context(MLIRContext::Threading::DISABLED);
  loadDialects(context);
  Verdict verdict;
  ScopedDiagnosticHandler listener(&context, [&](Diagnostic &diagnostic) {
    if (diagnostic.getSeverity() == DiagnosticSeverity::Remark)
      verdict.reason = getReason(diagnostic.str());
    return success();
  });
  remark::RemarkCategories categories;
  categories.missed = "auto-tensorize";
  (void)remark::enableOptimizationRemarks(
      context, nullptr, std::make_unique<remark::RemarkEmittingPolicyAll>(),
      categories, /*printAsEmitRemarks=*/true);
  Decided decided;
  verdict.isValid =
      decide(tried.program, writeMachine(directory, tried.machine),
             tried.options, context, decided);
  verdict.isAccepted = decided.isAccepted;
  if (decided.isAccepted)
    verdict.wrong = findDifference(decided, random);
  return verdict;
}

bool ProgramCampaign::isEqual(const std::string &a, const std::string &b) {
  MLIRContext context(MLIRContext::Threading::DISABLED);
  loadDialects(context);
  OwningOpRef<ModuleOp> left = parseSourceString<ModuleOp>(a, &context);
  OwningOpRef<ModuleOp> right = parseSourceString<ModuleOp>(b, &context);
  func::FuncOp first = *left->getOps<func::FuncOp>().begin();
  func::FuncOp second = *right->getOps<func::FuncOp>().begin();
  if (first.getFunctionType() != second.getFunctionType())
    return false;
  for (unsigned sample = 0; sample < 8; ++sample) {
    // What is known of the first may be less than of the second.
    auto arguments = makeArguments(second, Filling(sample % 3), random);
    auto wanted = Interpreter(nullptr, random).run(first, arguments);
    auto got = Interpreter(nullptr, random).run(second, arguments);
    if (!wanted || !got || !areAllSame(*wanted, *got, getResultElement(first)))
      return false;
  }
  return true;
}

Verdict ProgramCampaign::tryMutant() {
  bool isBounded = random() % 3 == 0;
  std::string adapter = adapters[random() % adapters.size()];
  // The term of a changed adapter is the program's term.
  std::string changed = adapter, changes;
  if (!isBounded && random() % 2)
    changes += " adapter: " + mutateText(changed, random);
  Case base;
  base.program =
      isBounded ? makeBoundedProgram(random) : makeProgram(changed, random);
  base.machine = thinMachine(machine, random);
  bool isMachine = random() % (isBounded ? 2 : 6) == 0;
  if (isMachine)
    changes += " machine: " + mutateText(base.machine, random);
  if (changed != adapter)
    base.machine += changed;
  base.options = "auto-tensorize{machine=FILE prefer=instructions";
  if (random() % 4)
    base.options += " numerics=reassoc,contract";
  base.options += "}";
  if (random() % 2)
    base.options = "guard-ranges{machine=FILE}," + base.options;
  Case mutant = base;
  if (random() % 3)
    changes += " program: " + mutateText(mutant.program, random);
  text = "//" + changes + "; " + mutant.options + "\n" + mutant.program +
         mutant.machine;
  Verdict verdict = judge(mutant);
  if (verdict.isValid && !verdict.isAccepted &&
      mutant.program != base.program) {
    Verdict other = judge(base);
    if (other.isAccepted && isEqual(mutant.program, base.program))
      verdict.missed = "computes what is accepted without the change";
  }
  return verdict;
}
