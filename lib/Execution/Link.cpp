// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Object files and shared libraries.
#include "dsa/Execution/Binary.h"
#include "llvm/IR/LegacyPassManager.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"
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

static LogicalResult runLinker(Location loc, StringRef driver,
                               ArrayRef<StringRef> arguments) {
  SmallString<128> messages;
  if (std::error_code error =
          fs::createTemporaryFile("dsa-link", "txt", messages))
    return emitError(loc, "cannot create a temporary file: ")
           << error.message();
  llvm::FileRemover removeMessages(messages);
  std::string failure;
  std::optional<StringRef> redirects[] = {StringRef(), StringRef(messages),
                                          StringRef(messages)};
  int code = llvm::sys::ExecuteAndWait(driver, arguments, std::nullopt,
                                       redirects, 0, 0, &failure);
  if (code == 0)
    return success();
  return emitError(loc, "cannot link with '")
         << driver << "': " << (failure.empty() ? readAll(messages) : failure);
}

LogicalResult dsa::linkSharedLibrary(Location loc, ArrayRef<char> object,
                                     StringRef file) {
  std::string driver = findLinkDriver();
  if (driver.empty())
    return emitError(loc, "expected a compiler to link with on the path "
                          "(clang-22, clang, gcc or cc), but found none");
  std::string runtime = findRuntime();
  if (runtime.empty())
    return emitError(loc, "expected libdsa_runtime.a beside libDSA, but it is "
                          "not there");
  SmallString<128> objectFile;
  if (std::error_code error = fs::createTemporaryFile("dsa", "o", objectFile))
    return emitError(loc, "cannot create a temporary file: ")
           << error.message();
  llvm::FileRemover removeObject(objectFile);
  // Beside the result, so that renaming is atomic.
  SmallString<128> linked;
  if (std::error_code error =
          fs::createUniqueFile(file + "-%%%%%%.tmp", linked))
    return emitError(loc, "cannot write '") << file << "': " << error.message();
  llvm::FileRemover removeLinked(linked);
  if (failed(writeFile(loc, objectFile, object)) ||
      failed(runLinker(loc, driver,
                       {driver, "-shared", "-o", linked, objectFile, runtime,
                        "-lm", "-Wl,--exclude-libs,ALL"})))
    return failure();
  if (std::error_code error = fs::rename(linked, file))
    return emitError(loc, "cannot write '") << file << "': " << error.message();
  removeLinked.releaseFile();
  return success();
}
