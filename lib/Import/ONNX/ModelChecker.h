// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What libonnx itself knows about models. Its exceptions end here.
#ifndef DSA_LIB_IMPORT_ONNX_MODELCHECKER_H
#define DSA_LIB_IMPORT_ONNX_MODELCHECKER_H

#include <onnx/onnx_pb.h>
#include <string>

namespace mlir::dsa {

/// The newest version of the standard operators that libonnx describes.
int64_t getNewestKnownOpset();

/// Checks the graph against the schemas of its operators: known attributes of
/// the right kind, enough inputs, values defined once and before their use.
/// Returns what is wrong on one line, or nothing. External data are looked for
/// in `directory`.
std::string checkModel(const onnx::ModelProto &model,
                       const std::string &directory);

} // namespace mlir::dsa

#endif // DSA_LIB_IMPORT_ONNX_MODELCHECKER_H
