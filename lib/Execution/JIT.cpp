// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Compiles a program into this process, through an object file in memory:
/// what runs here is what `--dsa-to-object` writes.
#include "dsa/Execution/JIT.h"
#include "dsa/Execution/Binary.h"
#include "dsa/Execution/Runtime.h"
#include "llvm/ExecutionEngine/Orc/AbsoluteSymbols.h"
#include "llvm/ExecutionEngine/Orc/ExecutionUtils.h"
#include "llvm/Support/SmallVectorMemoryBuffer.h"
#include "llvm/Support/TargetSelect.h"

using namespace mlir;
using namespace mlir::dsa;
namespace orc = llvm::orc;

/// Constants of at least this many bytes are mapped instead of copied.
static constexpr size_t kMappedBytes = 1 << 20;

static LogicalResult report(Location loc, llvm::Error error,
                            const Twine &what) {
  if (!error)
    return success();
  return emitError(loc, what) << ": " << llvm::toString(std::move(error));
}

/// The addresses of the runtime and of the mapped constants.
static orc::SymbolMap getSymbols(orc::LLJIT &jit,
                                 ArrayRef<MappedConstant> constants) {
  orc::SymbolMap symbols;
  auto add = [&](StringRef name, const void *address) {
    symbols[jit.mangleAndIntern(name)] = {orc::ExecutorAddr::fromPtr(address),
                                          llvm::JITSymbolFlags::Exported};
  };
  add(kRequestTilesSymbol, reinterpret_cast<const void *>(&dsa_request_tiles));
  for (const MappedConstant &constant : constants)
    add(constant.symbol, constant.bytes.data());
  return symbols;
}

/// Lets the program call functions of `libraries` and of this process.
static LogicalResult addLibraries(Location loc, orc::LLJIT &jit,
                                  ArrayRef<std::string> libraries) {
  for (const std::string &library : libraries) {
    auto generator = orc::DynamicLibrarySearchGenerator::Load(
        library.c_str(), jit.getDataLayout().getGlobalPrefix());
    if (!generator)
      return report(loc, generator.takeError(),
                    "expected a shared library in '" + library + "'");
    jit.getMainJITDylib().addGenerator(std::move(*generator));
  }
  return success();
}

FailureOr<JIT> JIT::create(ModuleOp program, const Target &target,
                           bool simulate, ArrayRef<std::string> libraries) {
  Location loc = program.getLoc();
  if (!simulate && failed(checkHostRuns(loc, target)))
    return failure();
  FailureOr<std::unique_ptr<llvm::TargetMachine>> machine =
      createTargetMachine(loc, target, simulate);
  if (failed(machine))
    return failure();
  auto jit = orc::LLJITBuilder().create();
  if (!jit)
    return report(loc, jit.takeError(), "expected a JIT for this processor");
  // What goes wrong while symbols are resolved is said by the call that asks.
  auto problems = std::make_shared<std::string>();
  (*jit)->getExecutionSession().setErrorReporter([problems](llvm::Error error) {
    *problems += llvm::toString(std::move(error)) + "; ";
  });
  SmallVector<MappedConstant> constants =
      mapLargeConstants(program, kMappedBytes);
  llvm::LLVMContext context;
  FailureOr<std::unique_ptr<llvm::Module>> module =
      translateToLLVMIR(program, context, **machine, target,
                        {/*baseline=*/simulate, /*packed=*/true});
  if (failed(module))
    return failure();
  SmallVector<std::string> called(libraries);
  if (!simulate)
    llvm::append_range(called, target.getLibraries());
  FailureOr<SmallVector<char, 0>> object = emitObject(loc, **module, **machine);
  if (failed(object) || failed(addLibraries(loc, **jit, called)) ||
      failed(report(loc,
                    (*jit)->getMainJITDylib().define(
                        orc::absoluteSymbols(getSymbols(**jit, constants))),
                    "expected symbols that the program does not define")) ||
      failed(report(
          loc,
          (*jit)->addObjectFile(std::make_unique<llvm::SmallVectorMemoryBuffer>(
              std::move(*object), "program", false)),
          "expected an object file that can be loaded")))
    return failure();
  return JIT(std::move(*jit), std::move(constants), std::move(problems));
}

LogicalResult JIT::call(Location loc, StringRef entry,
                        MutableArrayRef<void *> arguments) {
  auto symbol = jit->lookup(getPackedName(entry));
  if (!symbol)
    return report(loc, symbol.takeError(),
                  "expected to load '" + entry + "': " + *problems);
  int status = symbol->toPtr<int (*)(void **)>()(arguments.data());
  if (status == DSA_OK)
    return success();
  return emitError(loc, "expected '")
         << entry << "' to run, but " << dsa_status_message(status);
}
