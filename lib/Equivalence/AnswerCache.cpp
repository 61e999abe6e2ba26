// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Answers on disk, one file each, named by the hash of the question.
#include "AnswerCache.h"
#include "Certificate.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include <elf.h>
#include <isl/version.h>
#include <link.h>
#include <z3.h>

using namespace mlir;
using namespace mlir::dsa;

/// The directory of the cache; empty if there is none.
static std::string getDirectory() {
  if (std::optional<std::string> set = llvm::sys::Process::GetEnv("DSA_CACHE"))
    return *set == "off" ? "" : *set;
  llvm::SmallString<128> path;
  if (!llvm::sys::path::cache_directory(path))
    return "";
  llvm::sys::path::append(path, "dsa");
  return path.str().str();
}

/// The file for `question`; empty if there is no cache.
static std::string getPath(StringRef question) {
  std::string directory = getDirectory();
  if (directory.empty())
    return "";
  std::string text = getHash(question);
  llvm::SmallString<128> path(directory);
  llvm::sys::path::append(path, StringRef(text).substr(7, 2),
                          StringRef(text).substr(7));
  return path.str().str();
}

/// An entry: sizes, question and answer, and the hash of all that.
static std::string makeEntry(StringRef question, StringRef answer) {
  std::string text = "dsa-answer 1 " + std::to_string(question.size()) + " " +
                     std::to_string(answer.size()) + "\n";
  text += question;
  text += answer;
  return text + getHash(text) + "\n";
}

std::optional<std::string> dsa::findAnswer(StringRef question) {
  std::string path = getPath(question);
  if (path.empty())
    return std::nullopt;
  auto file = llvm::MemoryBuffer::getFile(path);
  if (!file)
    return std::nullopt;
  // What is read must be, to the letter, what was written for this question.
  StringRef text = (*file)->getBuffer();
  SmallVector<StringRef> head;
  text.take_front(text.find('\n')).split(head, ' ');
  size_t start = text.find('\n') + 1 + question.size(), size = 0;
  if (head.size() != 4 || head[3].getAsInteger(10, size) || start > text.size())
    return std::nullopt;
  StringRef answer = text.substr(start, size);
  if (makeEntry(question, answer) != text)
    return std::nullopt;
  return answer.str();
}

void dsa::keepAnswer(StringRef question, StringRef answer) {
  std::string path = getPath(question);
  if (path.empty() ||
      llvm::sys::fs::create_directories(llvm::sys::path::parent_path(path)))
    return;
  int descriptor = -1;
  llvm::SmallString<128> temporary;
  if (llvm::sys::fs::createUniqueFile(path + ".%%%%%%%%", descriptor,
                                      temporary))
    return;
  llvm::raw_fd_ostream file(descriptor, /*shouldClose=*/true);
  file << makeEntry(question, answer);
  file.close();
  bool failed = file.has_error();
  file.clear_error();
  if (failed || llvm::sys::fs::rename(temporary, path))
    llvm::sys::fs::remove(temporary);
}

//===----------------------------------------------------------------------===//
// Who answers
//===----------------------------------------------------------------------===//

/// Whether `object` is the library that this code is in; if so, its build
/// identification is put where `result` points.
static int findBuild(dl_phdr_info *object, size_t, void *result) {
  auto here = reinterpret_cast<ElfW(Addr)>(&findBuild);
  bool isOurs = false;
  for (int index = 0; index < object->dlpi_phnum; ++index) {
    const ElfW(Phdr) &header = object->dlpi_phdr[index];
    ElfW(Addr) start = object->dlpi_addr + header.p_vaddr;
    isOurs |= header.p_type == PT_LOAD && here >= start &&
              here < start + header.p_memsz;
  }
  for (int index = 0; isOurs && index < object->dlpi_phnum; ++index) {
    const ElfW(Phdr) &header = object->dlpi_phdr[index];
    if (header.p_type != PT_NOTE)
      continue;
    auto at =
        reinterpret_cast<const char *>(object->dlpi_addr + header.p_vaddr);
    const char *end = at + header.p_memsz;
    while (at + sizeof(ElfW(Nhdr)) <= end) {
      auto note = reinterpret_cast<const ElfW(Nhdr) *>(at);
      const char *name = at + sizeof(*note);
      const char *data = name + llvm::alignTo(note->n_namesz, 4);
      if (note->n_type == NT_GNU_BUILD_ID && data + note->n_descsz <= end)
        *static_cast<std::string *>(result) = llvm::toHex(
            ArrayRef(reinterpret_cast<const uint8_t *>(data), note->n_descsz),
            /*LowerCase=*/true);
      at = data + llvm::alignTo(note->n_descsz, 4);
    }
  }
  return isOurs;
}

std::string dsa::getSolverVersions() {
  unsigned major, minor, build, revision;
  Z3_get_version(&major, &minor, &build, &revision);
  return ("Z3 " + Twine(major) + "." + Twine(minor) + "." + Twine(build) +
          ", " + StringRef(isl_version()).trim())
      .str();
}

std::string dsa::getProverVersion() {
  static const std::string build = [] {
    std::string result;
    dl_iterate_phdr(findBuild, &result);
    return result;
  }();
  return build.empty() ? "" : "build " + build + ", " + getSolverVersions();
}
