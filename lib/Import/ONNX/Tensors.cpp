// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Types and tensors of ONNX as those of MLIR.
#include "Tensors.h"
#include "dsa/Dialect/Graph/IR/Graph.h"
#include "mlir/IR/Diagnostics.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace mlir;
using namespace mlir::dsa;

//===----------------------------------------------------------------------===//
// Types
//===----------------------------------------------------------------------===//

Type dsa::getElementType(MLIRContext *context, int32_t dataType) {
  auto integer = [&](unsigned width, bool isSigned) {
    return IntegerType::get(
        context, width, isSigned ? IntegerType::Signed : IntegerType::Unsigned);
  };
  switch (dataType) {
  case onnx::TensorProto::FLOAT:
    return Float32Type::get(context);
  case onnx::TensorProto::DOUBLE:
    return Float64Type::get(context);
  case onnx::TensorProto::FLOAT16:
    return Float16Type::get(context);
  case onnx::TensorProto::BFLOAT16:
    return BFloat16Type::get(context);
  case onnx::TensorProto::INT8:
    return integer(8, true);
  case onnx::TensorProto::INT16:
    return integer(16, true);
  case onnx::TensorProto::INT32:
    return integer(32, true);
  case onnx::TensorProto::INT64:
    return integer(64, true);
  case onnx::TensorProto::UINT8:
    return integer(8, false);
  case onnx::TensorProto::UINT16:
    return integer(16, false);
  case onnx::TensorProto::UINT32:
    return integer(32, false);
  case onnx::TensorProto::UINT64:
    return integer(64, false);
  case onnx::TensorProto::BOOL:
    return IntegerType::get(context, 1);
  default:
    return {};
  }
}

static std::string nameOf(int32_t dataType) {
  if (onnx::TensorProto::DataType_IsValid(dataType))
    return onnx::TensorProto::DataType_Name(
        static_cast<onnx::TensorProto::DataType>(dataType));
  return std::to_string(dataType);
}

FailureOr<RankedTensorType> dsa::getTensorType(Location location,
                                               const onnx::TypeProto &type) {
  if (!type.has_tensor_type())
    return emitError(location, "expected a tensor, but got another type");
  const onnx::TypeProto::Tensor &tensor = type.tensor_type();
  Type element = getElementType(location.getContext(), tensor.elem_type());
  if (!element)
    return emitError(location, "expected elements that are numbers, but got ")
           << nameOf(tensor.elem_type());
  if (!tensor.has_shape())
    return emitError(location, "expected a static shape, but got none");
  SmallVector<int64_t> shape;
  for (const onnx::TensorShapeProto::Dimension &dim : tensor.shape().dim()) {
    if (!dim.has_dim_value() || dim.dim_value() < 0)
      return emitError(location, "expected a static shape, but got dimension '")
             << (dim.has_dim_param() ? dim.dim_param() : "?") << "'";
    shape.push_back(dim.dim_value());
  }
  return RankedTensorType::get(shape, element);
}

//===----------------------------------------------------------------------===//
// Elements
//===----------------------------------------------------------------------===//

/// The bytes of a repeated field of numbers, each narrowed to `width` bytes.
template <typename Range>
static std::string narrowed(const Range &numbers, unsigned width) {
  std::string bytes;
  for (auto number : numbers)
    bytes.append(reinterpret_cast<const char *>(&number), width);
  return bytes;
}

/// The elements of `tensor` as they lie in memory, one byte for a truth value.
static std::string getBytes(const onnx::TensorProto &tensor, unsigned width) {
  if (tensor.has_raw_data())
    return tensor.raw_data();
  switch (tensor.data_type()) {
  case onnx::TensorProto::FLOAT:
    return narrowed(tensor.float_data(), width);
  case onnx::TensorProto::DOUBLE:
    return narrowed(tensor.double_data(), width);
  case onnx::TensorProto::INT64:
    return narrowed(tensor.int64_data(), width);
  case onnx::TensorProto::UINT32:
  case onnx::TensorProto::UINT64:
    return narrowed(tensor.uint64_data(), width);
  default:
    return narrowed(tensor.int32_data(), width);
  }
}

static TypedAttr getDense(RankedTensorType type, StringRef bytes) {
  if (type.getNumElements() == 0)
    return DenseElementsAttr::get(type, ArrayRef<Attribute>());
  if (!type.getElementType().isInteger(1))
    return DenseElementsAttr::getFromRawBuffer(type, bytes);
  SmallVector<bool> values;
  for (char byte : bytes)
    values.push_back(byte != 0);
  return DenseElementsAttr::get(type, values);
}

/// The reference of `tensor` to a file.
static FailureOr<graph::ExternalAttr>
getReference(Location location, const onnx::TensorProto &tensor,
             StringRef directory, RankedTensorType type, uint64_t expected) {
  SmallString<128> path(directory);
  uint64_t offset = 0, length = expected;
  for (const onnx::StringStringEntryProto &entry : tensor.external_data()) {
    StringRef value = entry.value();
    if (entry.key() == "location")
      llvm::sys::path::append(path, value);
    if ((entry.key() == "offset" && value.getAsInteger(10, offset)) ||
        (entry.key() == "length" && value.getAsInteger(10, length)))
      return emitError(location, "expected a number as the ")
             << entry.key() << " of external data, but got '" << value << "'";
  }
  if (length != expected)
    return emitError(location, "expected ")
           << expected << " bytes of elements, but got " << length;
  return graph::ExternalAttr::get(location.getContext(), path.str(), offset,
                                  length, type);
}

FailureOr<TypedAttr> dsa::getElements(Location location,
                                      const onnx::TensorProto &tensor,
                                      StringRef directory,
                                      RankedTensorType &type) {
  Type element = getElementType(location.getContext(), tensor.data_type());
  if (!element)
    return emitError(location, "expected elements that are numbers, but got ")
           << nameOf(tensor.data_type());
  if (llvm::any_of(tensor.dims(), [](int64_t dim) { return dim < 0; }))
    return emitError(location, "expected extents that are not negative");
  type = RankedTensorType::get(
      ArrayRef<int64_t>(tensor.dims().data(), tensor.dims_size()), element);
  unsigned width = llvm::divideCeil(element.getIntOrFloatBitWidth(), 8);
  uint64_t expected = type.getNumElements() * width;

  if (tensor.data_location() != onnx::TensorProto::EXTERNAL) {
    std::string bytes = getBytes(tensor, width);
    if (bytes.size() != expected)
      return emitError(location, "expected ")
             << expected << " bytes of elements, but got " << bytes.size();
    return getDense(type, bytes);
  }
  FailureOr<graph::ExternalAttr> reference =
      getReference(location, tensor, directory, type, expected);
  if (failed(reference))
    return failure();
  // Truth values are bytes in the file, but not in MLIR.
  if (!element.isInteger(1))
    return TypedAttr(*reference);
  auto buffer = llvm::MemoryBuffer::getFileSlice(reference->getPath(), expected,
                                                 reference->getOffset());
  if (!buffer)
    return emitError(location, "expected to read '")
           << reference->getPath()
           << "', but got: " << buffer.getError().message();
  return getDense(type, (*buffer)->getBuffer());
}
