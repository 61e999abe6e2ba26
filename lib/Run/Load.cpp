// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Reads programs.
#include "dsa/Import/ONNX.h"
#include "dsa/Run/Run.h"
#include "mlir/Parser/Parser.h"

using namespace mlir;
using namespace mlir::dsa;

OwningOpRef<ModuleOp> dsa::loadProgram(MLIRContext &context, StringRef file) {
  if (file.ends_with(".mlir") || file.ends_with(".mlirbc"))
    return parseSourceFile<ModuleOp>(file, &context);
  if (file.ends_with(".onnx"))
    return importONNX(&context, file);
  emitError(FileLineColLoc::get(&context, file, 0, 0),
            "expected a file that ends in .onnx or .mlir, but got '")
      << file << "'";
  return nullptr;
}
