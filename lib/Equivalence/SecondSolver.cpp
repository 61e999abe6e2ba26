// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Runs cvc5 as a process of its own: it can be stopped at any time, and the
/// compiler does not depend on it.
#include "SecondSolver.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"
#include <csignal>

using namespace mlir::dsa;
using llvm::StringRef;

SecondSolver::SecondSolver(StringRef text, unsigned milliseconds) {
  llvm::ErrorOr<std::string> program = llvm::sys::findProgramByName("cvc5");
  int descriptor = -1;
  if (!program ||
      llvm::sys::fs::createTemporaryFile("dsa", "smt2", descriptor, query))
    return;
  {
    llvm::raw_fd_ostream file(descriptor, /*shouldClose=*/true);
    file << text;
    file.close();
    if (file.has_error()) {
      file.clear_error();
      return;
    }
  }
  if (llvm::sys::fs::createTemporaryFile("dsa", "txt", output))
    return;
  std::string limit = "--tlimit=" + std::to_string(milliseconds);
  std::optional<StringRef> redirects[] = {StringRef(), StringRef(output),
                                          StringRef()};
  process = llvm::sys::ExecuteNoWait(*program,
                                     {*program, "--lang=smt2", limit, query},
                                     std::nullopt, redirects);
}

void SecondSolver::finish() {
  if (process.Pid == llvm::sys::ProcessInfo::InvalidPid)
    return;
  llvm::sys::Wait(process, std::nullopt);
  process = llvm::sys::ProcessInfo();
}

SecondSolver::~SecondSolver() {
  if (process.Pid != llvm::sys::ProcessInfo::InvalidPid)
    kill(process.Pid, SIGKILL);
  finish();
  if (!query.empty())
    llvm::sys::fs::remove(query);
  if (!output.empty())
    llvm::sys::fs::remove(output);
}

bool SecondSolver::refutes() {
  finish();
  if (output.empty())
    return false;
  auto file = llvm::MemoryBuffer::getFile(output);
  return file && (*file)->getBuffer().trim() == "unsat";
}
