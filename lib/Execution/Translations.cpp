// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The translations of `dsa-translate` that compile.
#include "dsa/Execution/Translations.h"
#include "dsa/Execution/Binary.h"
#include "dsa/Execution/Compile.h"
#include "dsa/InitAll.h"
#include "mlir/InitAllDialects.h"
#include "mlir/InitAllExtensions.h"
#include "mlir/Target/LLVMIR/Dialect/All.h"
#include "mlir/Tools/mlir-translate/MlirTranslateMain.h"
#include "mlir/Tools/mlir-translate/Translation.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/Path.h"

using namespace mlir;
using namespace mlir::dsa;
namespace cl = llvm::cl;

//===----------------------------------------------------------------------===//
// Options
//===----------------------------------------------------------------------===//

namespace {
/// How to compile, registered with the translations.
struct CompileCommandLine {
  cl::OptionCategory category{"Options of the translations that compile"};
  cl::opt<std::string> machine{
      "machine", cl::cat(category),
      cl::desc("Machine to compile for: a name on the search path, a .mlir "
               "file, or 'host'")};
  cl::opt<std::string> from{
      "from", cl::cat(category),
      cl::desc("First phase to run, if not by the level of the program")};
  cl::opt<std::string> numerics{"numerics", cl::cat(category),
                                cl::desc("As in --dsa-compile")};
  cl::opt<std::string> prefer{"prefer", cl::init("cost"), cl::cat(category),
                              cl::desc("As in --dsa-compile")};
  cl::opt<std::string> prefix{
      "prefix", cl::cat(category),
      cl::desc("What the names of functions begin with; without one, 'main' "
               "becomes 'dsa_main'")};
  cl::opt<bool> simulate{
      "simulate", cl::cat(category),
      cl::desc("Run instructions by their semantics, on any processor")};
};
} // namespace

static CompileCommandLine &getCommandLine() {
  static CompileCommandLine commandLine;
  return commandLine;
}

/// The file that `translateMain` writes; empty for standard output.
static std::string &getOutputFile() {
  static std::string file;
  return file;
}

//===----------------------------------------------------------------------===//
// Translations
//===----------------------------------------------------------------------===//

namespace {
/// A program on its way to a file.
struct CompiledProgram {
  std::unique_ptr<llvm::LLVMContext> context;
  std::unique_ptr<llvm::TargetMachine> machine;
  std::unique_ptr<llvm::Module> module;
};
} // namespace

static FailureOr<CompiledProgram> compile(ModuleOp program) {
  CompileCommandLine &commandLine = getCommandLine();
  Location loc = program.getLoc();
  FailureOr<std::string> name = resolveMachine(loc, commandLine.machine);
  if (failed(name))
    return failure();
  CompileOptions options;
  options.machine = *name;
  options.from = commandLine.from;
  options.numerics = commandLine.numerics;
  options.prefer = commandLine.prefer;
  options.simulate = commandLine.simulate;
  FailureOr<Target> target = Target::load(loc, *name);
  if (failed(target) || failed(lowerToLLVMDialect(program, options)) ||
      failed(nameEntries(program, commandLine.prefix)))
    return failure();
  FailureOr<std::unique_ptr<llvm::TargetMachine>> machine =
      createTargetMachine(loc, *target, commandLine.simulate);
  if (failed(machine))
    return failure();
  auto context = std::make_unique<llvm::LLVMContext>();
  FailureOr<std::unique_ptr<llvm::Module>> module =
      translateToLLVMIR(program, *context, **machine, *target,
                        {/*baseline=*/commandLine.simulate, /*packed=*/false});
  if (failed(module))
    return failure();
  return CompiledProgram{std::move(context), std::move(*machine),
                         std::move(*module)};
}

static LogicalResult writeLLVMIR(Operation *op, raw_ostream &output) {
  FailureOr<CompiledProgram> compiled = compile(cast<ModuleOp>(op));
  if (failed(compiled))
    return failure();
  compiled->module->print(output, nullptr);
  return success();
}

/// An error if `output` is a terminal: object code would garble it.
static LogicalResult checkNoTerminal(Operation *op, raw_ostream &output) {
  if (!output.is_displayed())
    return success();
  return op->emitError("expected a file to write to (-o <file>), but got a "
                       "terminal");
}

/// The object file of `op`, bound for `output`.
static FailureOr<SmallVector<char, 0>> compileToObject(Operation *op,
                                                       raw_ostream &output) {
  if (failed(checkNoTerminal(op, output)))
    return failure();
  FailureOr<CompiledProgram> compiled = compile(cast<ModuleOp>(op));
  if (failed(compiled))
    return failure();
  return emitObject(op->getLoc(), *compiled->module, *compiled->machine);
}

static LogicalResult writeObject(Operation *op, raw_ostream &output) {
  FailureOr<SmallVector<char, 0>> object = compileToObject(op, output);
  if (failed(object))
    return failure();
  output.write(object->data(), object->size());
  return success();
}

/// Writes the header of `program` beside the output file.
static LogicalResult writeHeaderFile(ModuleOp program) {
  if (getOutputFile().empty())
    return success();
  SmallString<128> file(getOutputFile());
  llvm::sys::path::replace_extension(file, "h");
  std::string header =
      writeHeader(program, llvm::sys::path::stem(getOutputFile()));
  return writeFile(program.getLoc(), file, header);
}

static LogicalResult writeSharedLibrary(Operation *op, raw_ostream &output) {
  FailureOr<SmallVector<char, 0>> object = compileToObject(op, output);
  if (failed(object))
    return failure();
  FailureOr<std::string> name =
      resolveMachine(op->getLoc(), getCommandLine().machine);
  FailureOr<Target> target = Target::load(op->getLoc(), *name);
  FailureOr<SmallVector<char, 0>> library =
      linkSharedLibrary(op->getLoc(), *object,
                        getCommandLine().simulate ? SmallVector<std::string>()
                                                  : target->getLibraries());
  if (failed(library) || failed(writeHeaderFile(cast<ModuleOp>(op))))
    return failure();
  output.write(library->data(), library->size());
  return success();
}

static void registerCompileDialects(DialectRegistry &registry) {
  mlir::registerAllDialects(registry);
  mlir::registerAllExtensions(registry);
  registerAllToLLVMIRTranslations(registry);
  dsa::registerAllDialects(registry);
}

void dsa::registerExecutionTranslations() {
  getCommandLine();
  static TranslateFromMLIRRegistration toLLVMIR(
      "dsa-to-llvmir", "compile to LLVM IR", writeLLVMIR,
      registerCompileDialects);
  static TranslateFromMLIRRegistration toObject(
      "dsa-to-object", "compile to an object file", writeObject,
      registerCompileDialects);
  static TranslateFromMLIRRegistration toSharedLibrary(
      "dsa-to-shared-library",
      "compile to a shared library, with a C header beside it",
      writeSharedLibrary, registerCompileDialects);
}

//===----------------------------------------------------------------------===//
// The main
//===----------------------------------------------------------------------===//

/// The index in `arguments` of the one that names the output file, as a whole
/// or after `-o=`; none if there is no such argument.
static std::optional<size_t> findOutput(ArrayRef<std::string> arguments) {
  for (size_t index = 1; index < arguments.size(); ++index) {
    StringRef argument = arguments[index];
    if ((argument == "-o" || argument == "--o") && index + 1 < arguments.size())
      return index + 1;
    if (argument.starts_with("-o=") || argument.starts_with("--o="))
      return index;
  }
  return std::nullopt;
}

static int callTranslateMain(std::vector<std::string> &arguments) {
  std::vector<char *> pointers;
  for (std::string &argument : arguments)
    pointers.push_back(argument.data());
  return failed(mlirTranslateMain(pointers.size(), pointers.data(),
                                  "translator of the DSA compiler"));
}

int dsa::translateMain(int argc, char **argv) {
  std::vector<std::string> arguments(argv, argv + argc);
  std::optional<size_t> output = findOutput(arguments);
  if (!output)
    return callTranslateMain(arguments);
  StringRef argument = arguments[*output];
  std::string file =
      (argument.starts_with("-") ? argument.split('=').second : argument).str();
  if (file.empty() || file == "-")
    return callTranslateMain(arguments);
  // Beside the result, so that renaming is atomic.
  SmallString<128> unfinished;
  if (std::error_code error =
          llvm::sys::fs::createUniqueFile(file + "-%%%%%%.tmp", unfinished)) {
    llvm::errs() << argv[0] << ": error: cannot write '" << file
                 << "': " << error.message() << "\n";
    return 1;
  }
  llvm::FileRemover remover(unfinished);
  getOutputFile() = file;
  arguments[*output] =
      (argument.starts_with("-") ? "-o=" : "") + unfinished.str().str();
  if (int failure = callTranslateMain(arguments))
    return failure;
  if (std::error_code error = llvm::sys::fs::rename(unfinished, file)) {
    llvm::errs() << argv[0] << ": error: cannot write '" << file
                 << "': " << error.message() << "\n";
    return 1;
  }
  remover.releaseFile();
  return 0;
}
