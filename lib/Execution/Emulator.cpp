// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Calls of a program that an emulator runs.
#include "dsa/Execution/Emulator.h"
#include "dsa/Dialect/DSA/IR/DSA.h"
#include "dsa/Execution/Compile.h"
#include "dsa/Execution/JIT.h"
#include "dsa/Execution/Runtime.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/StringSaver.h"

using namespace mlir;
using namespace mlir::dsa;

/// Arguments lie in the file at multiples of this.
static constexpr size_t kAlignment = 64;

//===----------------------------------------------------------------------===//
// The executable
//===----------------------------------------------------------------------===//

SmallVector<EmulatedProgram::Entry>
EmulatedProgram::findEntries(ModuleOp program) {
  SmallVector<Entry> entries;
  for (auto function : program.getOps<LLVM::LLVMFuncOp>()) {
    auto parameters = function->getAttrOfType<ArrayAttr>(kEntryAttrName);
    if (!parameters || function.isExternal())
      continue;
    Entry entry{function.getSymName().str(), {}};
    for (auto parameter : parameters.getAsRange<ParameterAttr>()) {
      Type element = getElementTypeOrSelf(parameter.getType());
      auto tensor = dyn_cast<RankedTensorType>(parameter.getType());
      unsigned bits = element.isIndex()
                          ? 64
                          : std::max(8u, element.getIntOrFloatBitWidth());
      entry.bytes.push_back((tensor ? tensor.getNumElements() : 1) *
                            llvm::PowerOf2Ceil(bits) / 8);
    }
    entries.push_back(std::move(entry));
  }
  return entries;
}

std::string EmulatedProgram::writeMain(ArrayRef<Entry> entries) {
  std::string text;
  llvm::raw_string_ostream os(text);
  os << "#include <stdio.h>\n#include <stdlib.h>\n"
        "static char *memory, *next;\n"
        "static void *take(size_t bytes) {\n"
        "  char *place = next;\n"
        "  next += (bytes + "
     << kAlignment - 1 << ") / " << kAlignment << " * " << kAlignment
     << ";\n  return place;\n}\n";
  for (auto [index, entry] : llvm::enumerate(entries)) {
    os << "int entry" << index << "(void **) __asm__(\""
       << getPackedName(entry.name) << "\");\nstatic int call" << index
       << "(void) {\n  void *arguments[] = {";
    for (size_t bytes : entry.bytes)
      os << "take(" << bytes << "), ";
    os << "0};\n  return entry" << index << "(arguments);\n}\n";
  }
  os << "static int (*const calls[])(void) = {";
  for (size_t index = 0; index < entries.size(); ++index)
    os << "call" << index << ", ";
  // Reads and writes all of the file, so that nothing is lost on the way.
  os << "0};\n"
        "int main(int count, char **arguments) {\n"
        "  FILE *file = count == 3 ? fopen(arguments[2], \"r+b\") : 0;\n"
        "  if (!file || fseek(file, 0, SEEK_END)) return 101;\n"
        "  size_t size = ftell(file);\n"
        "  memory = next = aligned_alloc("
     << kAlignment << ", size + " << kAlignment
     << ");\n"
        "  rewind(file);\n"
        "  if (!memory || fread(memory, 1, size, file) != size) return 102;\n"
        "  int status = calls[atoi(arguments[1])]();\n"
        "  rewind(file);\n"
        "  if (fwrite(memory, 1, size, file) != size || fclose(file))\n"
        "    return 103;\n"
        "  return status;\n}\n";
  return text;
}

FailureOr<std::unique_ptr<Callable>>
EmulatedProgram::create(ModuleOp program, const Target &target,
                        StringRef command) {
  Location loc = program.getLoc();
  auto result = std::make_unique<EmulatedProgram>();
  result->command = command.str();
  result->entries = findEntries(program);
  FailureOr<std::unique_ptr<llvm::TargetMachine>> machine =
      createTargetMachine(loc, target, /*baseline=*/false);
  if (failed(machine))
    return failure();
  llvm::LLVMContext context;
  FailureOr<std::unique_ptr<llvm::Module>> module =
      translateToLLVMIR(program, context, **machine, target,
                        {/*baseline=*/false, /*packed=*/true});
  if (failed(module))
    return failure();
  FailureOr<SmallVector<char, 0>> object = emitObject(loc, **module, **machine);
  if (failed(object) || failed(result->executable.create(loc, "exe")) ||
      failed(result->data.create(loc, "data")) ||
      failed(linkExecutable(loc, (*machine)->getTargetTriple(), *object,
                            writeMain(result->entries),
                            result->executable.path)))
    return failure();
  return std::unique_ptr<Callable>(std::move(result));
}

//===----------------------------------------------------------------------===//
// Calls
//===----------------------------------------------------------------------===//

LogicalResult EmulatedProgram::call(Location loc, StringRef entry,
                                    MutableArrayRef<void *> arguments) {
  auto found = llvm::find_if(
      entries, [&](const Entry &known) { return known.name == entry; });
  if (found == entries.end())
    return emitError(loc, "expected to load '") << entry << "'";
  SmallVector<char, 0> contents;
  SmallVector<size_t> places;
  for (auto [bytes, argument] : llvm::zip_equal(found->bytes, arguments)) {
    places.push_back(contents.size());
    auto *data = static_cast<const char *>(argument);
    contents.append(data, data + bytes);
    contents.resize(llvm::alignTo(contents.size(), kAlignment));
  }
  if (failed(writeFile(loc, data.path, contents)))
    return failure();

  llvm::BumpPtrAllocator allocator;
  llvm::StringSaver saver(allocator);
  SmallVector<const char *> words;
  llvm::cl::TokenizeGNUCommandLine(command, saver, words);
  SmallVector<StringRef> line(words.begin(), words.end());
  std::string number = std::to_string(found - entries.begin());
  llvm::append_range(line, ArrayRef<StringRef>{executable.path.str(), number,
                                               data.path.str()});
  llvm::ErrorOr<std::string> emulator =
      llvm::sys::findProgramByName(line.front());
  if (!emulator)
    return emitError(loc, "expected an emulator, but there is no '")
           << line.front() << "'";
  std::string problem;
  int code = llvm::sys::ExecuteAndWait(*emulator, line, std::nullopt, {}, 0, 0,
                                       &problem);
  if (code != DSA_OK)
    return emitError(loc, "expected '")
           << entry << "' to run under '" << command << "', but it "
           << (problem.empty() ? "ended with status " + std::to_string(code)
                               : "did not: " + problem);
  auto written = llvm::MemoryBuffer::getFile(data.path, /*IsText=*/false,
                                             /*RequiresNullTerminator=*/false);
  if (!written || (*written)->getBufferSize() != contents.size())
    return emitError(loc, "expected what '") << entry << "' computed, but its "
                                             << "file cannot be read";
  for (auto [bytes, place, argument] :
       llvm::zip_equal(found->bytes, places, arguments))
    std::memcpy(argument, (*written)->getBufferStart() + place, bytes);
  return success();
}

FailureOr<std::unique_ptr<Callable>>
dsa::makeCallable(ModuleOp program, const Target &target,
                 const LoadOptions &options) {
  if (!options.emulator.empty() && !options.simulate)
    return EmulatedProgram::create(program, target, options.emulator);
  FailureOr<JIT> jit =
      JIT::create(program, target, options.simulate, options.libraries);
  if (failed(jit))
    return failure();
  return std::unique_ptr<Callable>(std::make_unique<JIT>(std::move(*jit)));
}
