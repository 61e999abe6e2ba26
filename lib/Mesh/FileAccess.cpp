// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Whole files in and out; what is written appears complete or not at all.
#include "dsa/Mesh/Files.h"
#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>

using namespace dsa::mesh;

static Failure cannot(const char *verb, const std::string &path, int code) {
  return malformed(std::string("cannot ") + verb + " " + path + ": " +
                   std::strerror(code));
}

Result<std::string> dsa::mesh::readFile(const std::string &path) {
  std::unique_ptr<FILE, int (*)(FILE *)> file(std::fopen(path.c_str(), "rb"),
                                              std::fclose);
  if (!file)
    return cannot("read", path, errno);
  std::string text;
  struct stat status;
  if (fstat(fileno(file.get()), &status) == 0) {
    if (S_ISDIR(status.st_mode))
      return cannot("read", path, EISDIR);
    if (S_ISREG(status.st_mode))
      text.reserve(status.st_size + 1);
  }
  size_t got;
  do {
    size_t size = text.size();
    text.resize(std::max(text.capacity(), size + 65536));
    got = std::fread(&text[size], 1, text.size() - size, file.get());
    text.resize(size + got);
  } while (got != 0);
  if (std::ferror(file.get()))
    return cannot("read", path, errno);
  return text;
}

static Status writeTo(const std::string &path, std::string_view text) {
  FILE *file = std::fopen(path.c_str(), "wb");
  if (!file)
    return cannot("write", path, errno);
  bool written = std::fwrite(text.data(), 1, text.size(), file) == text.size();
  int code = errno;
  if (std::fclose(file) != 0 && written) {
    written = false;
    code = errno;
  }
  if (written)
    return {};
  return cannot("write", path, code);
}

Status dsa::mesh::writeFile(const std::string &path, std::string_view text) {
  struct stat status;
  // A device or a pipe cannot be replaced, nor half of it taken back.
  if (stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode))
    return writeTo(path, text);
  std::string partial = path + ".partial" + std::to_string(getpid());
  if (Status failure = writeTo(partial, text)) {
    std::remove(partial.c_str());
    return cannot("write", path, errno);
  }
  if (std::rename(partial.c_str(), path.c_str()) == 0)
    return {};
  int code = errno;
  std::remove(partial.c_str());
  return cannot("write", path, code);
}
