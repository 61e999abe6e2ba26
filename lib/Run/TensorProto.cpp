// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Arrays as ONNX writes them: a TensorProto in the wire format of protobuf.
/// https://protobuf.dev/programming-guides/encoding
#include "dsa/Run/Array.h"
#include "mlir/IR/Diagnostics.h"
#include "llvm/Support/Endian.h"

using namespace mlir;
using namespace mlir::dsa;

namespace {
/// One field of a message: `number` is its length, or its value if it is not
/// delimited.
struct Field {
  unsigned id, wireType;
  uint64_t number;
  StringRef bytes;
};

/// The fields of TensorProto that are read here, by their numbers.
enum FieldId {
  kDims = 1,
  kDataType = 2,
  kFloatData = 4,
  kInt32Data = 5,
  kInt64Data = 7,
  kRawData = 9,
  kDoubleData = 10,
  kUInt64Data = 11,
  kExternalData = 13,
};

/// A type of elements, by its number in TensorProto.DataType, and the field
/// that its elements are in unless they are raw.
struct DataType {
  unsigned id;
  ElementKind kind;
  unsigned bits;
  FieldId field;
};
} // namespace

static constexpr DataType dataTypes[] = {
    {1, ElementKind::Float, 32, kFloatData},
    {2, ElementKind::Integer, 8, kInt32Data},
    {3, ElementKind::Integer, 8, kInt32Data},
    {4, ElementKind::Integer, 16, kInt32Data},
    {5, ElementKind::Integer, 16, kInt32Data},
    {6, ElementKind::Integer, 32, kInt32Data},
    {7, ElementKind::Integer, 64, kInt64Data},
    {9, ElementKind::Integer, 8, kInt32Data},
    {10, ElementKind::Float, 16, kInt32Data},
    {11, ElementKind::Float, 64, kDoubleData},
    {12, ElementKind::Integer, 32, kUInt64Data},
    {13, ElementKind::Integer, 64, kUInt64Data},
    {16, ElementKind::BFloat, 16, kInt32Data},
};

static bool takeVarint(StringRef &text, uint64_t &value) {
  value = 0;
  for (unsigned shift = 0; shift < 64 && !text.empty(); shift += 7) {
    auto byte = static_cast<unsigned char>(text.front());
    text = text.drop_front();
    value |= uint64_t(byte & 127) << shift;
    if (byte < 128)
      return true;
  }
  return false;
}

static bool takeField(StringRef &text, Field &field) {
  uint64_t tag;
  if (!takeVarint(text, tag) || (tag >> 3) == 0)
    return false;
  field.id = tag >> 3;
  field.wireType = tag & 7;
  size_t length;
  switch (field.wireType) {
  case 0:
    return takeVarint(text, field.number);
  case 1:
    length = 8;
    break;
  case 2:
    if (!takeVarint(text, field.number))
      return false;
    length = field.number;
    break;
  case 5:
    length = 4;
    break;
  default:
    return false;
  }
  if (length > text.size())
    return false;
  field.bytes = text.take_front(length);
  text = text.drop_front(length);
  return true;
}

/// Appends the varints of `field`: one, or packed.
static bool appendVarints(const Field &field,
                          SmallVectorImpl<uint64_t> &values) {
  if (field.wireType == 0) {
    values.push_back(field.number);
    return true;
  }
  StringRef text = field.bytes;
  while (!text.empty()) {
    values.emplace_back();
    if (!takeVarint(text, values.back()))
      return false;
  }
  return field.wireType == 2;
}

namespace {
/// A TensorProto as far as it is read.
struct Message {
  SmallVector<uint64_t> dims, varints;
  /// Elements of fixed width, by field.
  std::string raw, floats, doubles;
  uint64_t dataType = 0;
  bool hasRaw = false, isExternal = false;
};
} // namespace

static bool readField(const Field &field, Message &message) {
  switch (field.id) {
  case kDims:
    return appendVarints(field, message.dims);
  case kDataType:
    message.dataType = field.number;
    return field.wireType == 0;
  case kFloatData:
    message.floats += field.bytes;
    return field.wireType == 2 || field.wireType == 5;
  case kDoubleData:
    message.doubles += field.bytes;
    return field.wireType == 2 || field.wireType == 1;
  case kInt32Data:
  case kInt64Data:
  case kUInt64Data:
    return appendVarints(field, message.varints);
  case kRawData:
    message.hasRaw = true;
    message.raw = field.bytes;
    return field.wireType == 2;
  case kExternalData:
    message.isExternal = true;
    return true;
  default:
    return true;
  }
}

/// The elements of `message` as memory has them.
static std::string getContents(const Message &message, const DataType &type) {
  if (message.hasRaw)
    return message.raw;
  if (type.field == kFloatData)
    return message.floats;
  if (type.field == kDoubleData)
    return message.doubles;
  std::string contents;
  for (uint64_t value : message.varints)
    contents.append(reinterpret_cast<const char *>(&value), type.bits / 8);
  return contents;
}

FailureOr<Array> dsa::readTensorProto(Location loc, StringRef file,
                                      StringRef contents) {
  auto malformed = [&](const Twine &expected) {
    return emitError(loc, "malformed '") << file << "': expected " << expected;
  };
  Message message;
  while (!contents.empty()) {
    Field field{};
    if (!takeField(contents, field) || !readField(field, message))
      return malformed("a TensorProto of ONNX");
  }
  const DataType *type = llvm::find_if(dataTypes, [&](const DataType &known) {
    return known.id == message.dataType;
  });
  if (type == std::end(dataTypes))
    return malformed("elements that are numbers, but got data type ")
           << message.dataType;
  if (message.isExternal)
    return malformed("elements in the file itself");
  SmallVector<int64_t> shape;
  uint64_t bytes = type->bits / 8;
  for (uint64_t extent : message.dims) {
    shape.push_back(static_cast<int64_t>(extent));
    if (shape.back() < 0 || __builtin_mul_overflow(bytes, extent, &bytes))
      return malformed("a shape of a size that memory has");
  }
  std::string elements = getContents(message, *type);
  if (elements.size() != bytes)
    return malformed("as many elements as its shape says (")
           << bytes << " bytes), but got " << elements.size();
  Array array{type->kind, type->bits, shape, Buffer(bytes)};
  llvm::copy(elements, array.contents.data());
  return array;
}
