// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Reads a model without its large weights, which stay in the file.
#ifndef DSA_LIB_IMPORT_ONNX_MODELREADER_H
#define DSA_LIB_IMPORT_ONNX_MODELREADER_H

#include "mlir/Support/LLVM.h"
#include <onnx/onnx_pb.h>
#include <string>

namespace mlir::dsa {

/// Parses `bytes`, a serialized model. Where `path` is given, elements of
/// tensors that lie contiguous in `bytes` and take at least `threshold` bytes
/// are not parsed: the tensor gets ONNX's own external data instead, which
/// names the file `path`, the offset and the length. Returns false for what is
/// not a serialized model.
bool readModel(StringRef bytes, StringRef path, uint64_t threshold,
               onnx::ModelProto &model);

} // namespace mlir::dsa

#endif // DSA_LIB_IMPORT_ONNX_MODELREADER_H
