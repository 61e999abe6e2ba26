// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Types and tensors of ONNX as those of MLIR.
#ifndef DSA_LIB_IMPORT_ONNX_TENSORS_H
#define DSA_LIB_IMPORT_ONNX_TENSORS_H

#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Location.h"
#include <onnx/onnx_pb.h>

namespace mlir::dsa {

/// The type of elements of ONNX's data type `dataType`; null where graph has
/// none. Integers have a sign.
Type getElementType(MLIRContext *context, int32_t dataType);

/// The static type of a value of the model.
FailureOr<RankedTensorType> getTensorType(Location location,
                                          const onnx::TypeProto &type);

/// The elements of `tensor`: dense, or a reference to a file in `directory`.
FailureOr<TypedAttr> getElements(Location location,
                                 const onnx::TensorProto &tensor,
                                 StringRef directory, RankedTensorType &type);

} // namespace mlir::dsa

#endif // DSA_LIB_IMPORT_ONNX_TENSORS_H
