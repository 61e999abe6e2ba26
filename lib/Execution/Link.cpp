// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Object files and shared libraries.
#include "dsa/Execution/Binary.h"
#include "llvm/IR/LegacyPassManager.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"
#include "llvm/TargetParser/Host.h"
#include <dlfcn.h>

using namespace mlir;
using namespace mlir::dsa;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

FailureOr<SmallVector<char, 0>> dsa::emitObject(Location loc,
                                                llvm::Module &module,
                                                llvm::TargetMachine &machine) {
  SmallVector<char, 0> object;
  llvm::raw_svector_ostream stream(object);
  llvm::legacy::PassManager manager;
  if (machine.addPassesToEmitFile(manager, stream, nullptr,
                                  llvm::CodeGenFileType::ObjectFile))
    return emitError(loc, "expected a processor that LLVM writes object files "
                          "for, but got ")
           << machine.getTargetTriple().str();
  manager.run(module);
  return object;
}

LogicalResult dsa::writeFile(Location loc, StringRef file,
                             ArrayRef<char> bytes) {
  llvm::Error error = llvm::writeToOutput(file, [&](raw_ostream &stream) {
    stream.write(bytes.data(), bytes.size());
    return llvm::Error::success();
  });
  if (!error)
    return success();
  return emitError(loc, "cannot write '")
         << file << "': " << llvm::toString(std::move(error));
}

/// The runtime library, beside the library that this code is in.
static std::string findRuntime() {
  static const char anchor = 0;
  Dl_info info;
  if (!dladdr(&anchor, &info))
    return "";
  SmallString<256> file(info.dli_fname);
  if (fs::real_path(info.dli_fname, file))
    return "";
  path::remove_filename(file);
  path::append(file, "libdsa_runtime.a");
  return fs::exists(file) ? std::string(file) : "";
}

static std::string findLinkDriver() {
  for (StringRef name : {"clang-22", "clang", "gcc", "cc"})
    if (llvm::ErrorOr<std::string> found = llvm::sys::findProgramByName(name))
      return *found;
  return "";
}

/// What `program` printed to `file`, for a diagnostic.
static std::string readAll(StringRef file) {
  auto buffer = llvm::MemoryBuffer::getFile(file);
  return buffer ? (*buffer)->getBuffer().trim().str() : "";
}

LogicalResult TemporaryFile::create(Location loc, StringRef suffix) {
  if (std::error_code error = fs::createTemporaryFile("dsa", suffix, path))
    return emitError(loc, "cannot create a temporary file: ")
           << error.message();
  remover.setFile(path);
  return success();
}

static LogicalResult runLinker(Location loc, StringRef driver,
                               ArrayRef<StringRef> arguments) {
  TemporaryFile messages;
  if (failed(messages.create(loc, "txt")))
    return failure();
  std::string problem;
  std::optional<StringRef> redirects[] = {StringRef(), messages.path.str(),
                                          messages.path.str()};
  int code = llvm::sys::ExecuteAndWait(driver, arguments, std::nullopt,
                                       redirects, 0, 0, &problem);
  if (code == 0)
    return success();
  return emitError(loc, "cannot link with '")
         << driver
         << "': " << (problem.empty() ? readAll(messages.path) : problem);
}

FailureOr<SmallVector<char, 0>>
dsa::linkSharedLibrary(Location loc, ArrayRef<char> object,
                       ArrayRef<std::string> libraries) {
  std::string driver = findLinkDriver();
  if (driver.empty())
    return emitError(loc, "expected a compiler to link with on the path "
                          "(clang-22, clang, gcc or cc), but found none");
  std::string runtime = findRuntime();
  if (runtime.empty())
    return emitError(loc, "expected libdsa_runtime.a beside libDSA, but it is "
                          "not there");
  TemporaryFile objectFile, library;
  if (failed(objectFile.create(loc, "o")) ||
      failed(library.create(loc, "so")) ||
      failed(writeFile(loc, objectFile.path, object)))
    return failure();
  SmallVector<std::string> names;
  for (const std::string &name : libraries)
    names.push_back("-l:" + name);
  SmallVector<StringRef> arguments = {
      driver, "-shared", "-o", library.path.str(), objectFile.path.str(),
      runtime};
  llvm::append_range(arguments, names);
  llvm::append_range(arguments,
                     ArrayRef<StringRef>{"-lm", "-Wl,--exclude-libs,ALL"});
  if (failed(runLinker(loc, driver, arguments)))
    return failure();
  auto contents = llvm::MemoryBuffer::getFile(library.path);
  if (!contents)
    return emitError(loc, "cannot read what the linker wrote: ")
           << contents.getError().message();
  StringRef bytes = (*contents)->getBuffer();
  return SmallVector<char, 0>(bytes.begin(), bytes.end());
}

LogicalResult dsa::linkExecutable(Location loc, const llvm::Triple &triple,
                                  ArrayRef<char> object, StringRef main,
                                  StringRef file) {
  // Of the drivers only clang compiles for other processors.
  llvm::ErrorOr<std::string> driver = llvm::sys::findProgramByName("clang-22");
  if (!driver)
    driver = llvm::sys::findProgramByName("clang");
  if (!driver)
    return emitError(loc, "expected a compiler to link with on the path "
                          "(clang-22 or clang), but found none");
  TemporaryFile objectFile, mainFile;
  if (failed(objectFile.create(loc, "o")) ||
      failed(mainFile.create(loc, "c")) ||
      failed(writeFile(loc, objectFile.path, object)) ||
      failed(writeFile(loc, mainFile.path, ArrayRef(main.data(), main.size()))))
    return failure();
  std::string target = "--target=" + triple.str();
  SmallVector<StringRef> arguments = {*driver,
                                      target,
                                      "-fuse-ld=lld",
                                      "-static",
                                      "-O1",
                                      "-o",
                                      file,
                                      mainFile.path.str(),
                                      objectFile.path.str()};
  // The runtime is for processors like this one; others need none of it.
  std::string runtime = findRuntime();
  if (triple.getArch() ==
      llvm::Triple(llvm::sys::getDefaultTargetTriple()).getArch())
    arguments.push_back(runtime);
  arguments.push_back("-lm");
  return runLinker(loc, *driver, arguments);
}
