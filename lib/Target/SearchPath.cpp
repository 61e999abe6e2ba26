// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The search path: directories that hold `machine/<name>.mlir` and
/// `isa/<name>.mlir`.
#include "SearchPath.h"
#include "dsa/Target/Library.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include <dlfcn.h>
#include <mutex>
#include <set>

using namespace mlir;
using namespace mlir::dsa;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

namespace {
/// Directories that `addSearchDirectory` was given; the last one first.
struct AddedDirectories {
  std::mutex mutex;
  SmallVector<std::string> directories;
};
} // namespace

static AddedDirectories &getAddedDirectories() {
  static AddedDirectories added;
  return added;
}

/// `share/dsa` beside the directory that this library was loaded from.
static std::string getInstalledDirectory() {
  static const char anchor = 0;
  Dl_info info;
  if (!dladdr(&anchor, &info))
    return "";
  SmallString<256> real;
  if (fs::real_path(info.dli_fname, real))
    return "";
  SmallString<256> result(path::parent_path(path::parent_path(real)));
  path::append(result, "share", "dsa");
  return std::string(result);
}

void dsa::addSearchDirectory(StringRef directory) {
  AddedDirectories &added = getAddedDirectories();
  std::lock_guard<std::mutex> lock(added.mutex);
  added.directories.insert(added.directories.begin(), directory.str());
}

SmallVector<std::string> dsa::getSearchPath() {
  AddedDirectories &added = getAddedDirectories();
  SmallVector<std::string> result;
  {
    std::lock_guard<std::mutex> lock(added.mutex);
    result = added.directories;
  }
  if (std::optional<std::string> variable =
          llvm::sys::Process::GetEnv("DSA_PATH")) {
    SmallVector<StringRef> parts;
    StringRef(*variable).split(parts, llvm::sys::EnvPathSeparator, -1, false);
    for (StringRef part : parts)
      result.push_back(part.str());
  }
  result.push_back(getInstalledDirectory());
  return result;
}

/// `<directory>/<parts...>` if that is a file.
static std::optional<std::string>
findFile(StringRef directory, const Twine &first, const Twine &second = "") {
  SmallString<256> file(directory);
  path::append(file, first, second);
  path::remove_dots(file, /*remove_dot_dot=*/true);
  if (!fs::is_regular_file(file))
    return std::nullopt;
  return std::string(file);
}

std::optional<std::string> dsa::findMachineFile(StringRef name) {
  for (const std::string &directory : getSearchPath())
    if (auto file = findFile(directory, "machine", name + ".mlir"))
      return file;
  return std::nullopt;
}

std::optional<std::string> dsa::findISAFile(StringRef symbol, StringRef user) {
  std::string stem = symbol.str();
  std::replace(stem.begin(), stem.end(), '_', '-');
  StringRef directory = path::parent_path(user);
  if (directory.empty())
    directory = ".";
  if (auto file = findFile(directory, stem + ".mlir"))
    return file;
  if (auto file = findFile(directory, "isa", stem + ".mlir"))
    return file;
  if (auto file = findFile(directory, "../isa", stem + ".mlir"))
    return file;
  for (const std::string &entry : getSearchPath())
    if (auto file = findFile(entry, "isa", stem + ".mlir"))
      return file;
  return std::nullopt;
}

/// The stems of the files in `<directory>/<kind>` along the path, sorted.
static SmallVector<std::string> listFiles(StringRef kind) {
  std::set<std::string> names;
  for (const std::string &entry : getSearchPath()) {
    SmallString<256> directory(entry);
    path::append(directory, kind);
    std::error_code error;
    for (fs::directory_iterator it(directory, error), end; it != end && !error;
         it.increment(error))
      if (path::extension(it->path()) == ".mlir")
        names.insert(path::stem(it->path()).str());
  }
  return SmallVector<std::string>(names.begin(), names.end());
}

SmallVector<std::string> dsa::listAdapterFiles() {
  SmallVector<std::string> files;
  for (const std::string &entry : getSearchPath()) {
    SmallString<256> directory(entry);
    path::append(directory, "adapters");
    std::set<std::string> found;
    std::error_code error;
    for (fs::directory_iterator it(directory, error), end; it != end && !error;
         it.increment(error))
      if (path::extension(it->path()) == ".mlir")
        found.insert(it->path());
    files.append(found.begin(), found.end());
  }
  return files;
}

SmallVector<std::string> dsa::listMachines() { return listFiles("machine"); }

SmallVector<std::string> dsa::listISAs() { return listFiles("isa"); }
