// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Certificates as files.
#include "Certificate.h"
#include "mlir/Interfaces/FunctionInterfaces.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/Path.h"

using namespace mlir;
using namespace mlir::dsa;

static CertificateOrigin getOrigin(linalg::LinalgOp op, StringRef machine) {
  CertificateOrigin origin;
  llvm::raw_string_ostream(origin.location) << op->getLoc();
  origin.operation = op->getName().getStringRef().str();
  if (auto function = op->getParentOfType<FunctionOpInterface>())
    origin.operation += (" in @" + function.getName()).str();
  origin.machine = machine.str();
  return origin;
}

/// `amx_int8-tdpbssd-2d5b0c9e1f3a4b5c.cert`: a certificate is what it says, so
/// the same one has the same name.
static std::string getFileName(const Pairing &pairing, StringRef text) {
  InstructionOp instruction = pairing.instruction.instruction;
  SymbolRefAttr reference = instruction.getReference();
  return llvm::formatv("{0}-{1}-{2}.cert",
                       reference.getRootReference().getValue(),
                       reference.getLeafReference().getValue(),
                       StringRef(getHash(text)).substr(7, 16));
}

LogicalResult dsa::emitCertificate(linalg::LinalgOp op, const Pairing &pairing,
                                   const Proof &proof, StringRef machine,
                                   StringRef directory, StringRef lemmas) {
  std::string reason;
  FailureOr<std::string> text =
      writeCertificate(pairing, proof, getOrigin(op, machine), lemmas, reason);
  if (failed(text))
    return op->emitError("expected to write the proof to '")
           << directory << "', but got: " << reason;
  llvm::SmallString<128> path(directory);
  llvm::sys::path::append(path, getFileName(pairing, *text));
  std::error_code error = llvm::sys::fs::create_directories(directory);
  if (!error) {
    llvm::raw_fd_ostream file(path, error);
    if (!error) {
      file << *text;
      file.close();
      error = file.error();
      file.clear_error();
    }
  }
  if (error)
    return op->emitError("expected to write the proof to '")
           << path << "', but got: " << error.message();
  return success();
}
