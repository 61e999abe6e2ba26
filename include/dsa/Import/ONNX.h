// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Import of ONNX models as programs of the `graph` dialect.
#ifndef DSA_IMPORT_ONNX_H
#define DSA_IMPORT_ONNX_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"
#include "llvm/Support/MemoryBufferRef.h"

namespace mlir::dsa {

/// Imports the model in the file at `path` as a module with the function
/// `main`, whose arguments and results are in the order of the model's (without
/// the initializers) and named by `dsa.name`. Large weights stay in the file.
/// Returns null after one diagnostic.
OwningOpRef<ModuleOp> importONNX(MLIRContext *context, StringRef path);

/// As above, from memory. The buffer's identifier is its path; where no file
/// has that path (standard input), weights are copied into the module.
OwningOpRef<ModuleOp> importONNX(MLIRContext *context,
                                 llvm::MemoryBufferRef model);

/// Registers `dsa-translate --import-onnx`.
void registerImportONNXTranslation();

} // namespace mlir::dsa

#endif // DSA_IMPORT_ONNX_H
