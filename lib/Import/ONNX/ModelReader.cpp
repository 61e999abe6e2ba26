// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Reads a model without its large weights: a copy of the serialized model in
/// which weights are replaced by references to the file is parsed by protobuf.
#include "ModelReader.h"
#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <google/protobuf/stubs/logging.h>
#include <google/protobuf/wire_format_lite.h>
#include <limits>

using namespace mlir;
using google::protobuf::internal::WireFormatLite;
using google::protobuf::io::CodedInputStream;

namespace {

/// The messages on the way from a model to its tensors.
enum class Message { Model, Graph, Node, Attribute, Tensor };

/// A field of a message that holds messages on that way.
struct Field {
  Message owner;
  int number;
  Message content;
};

constexpr Field fields[] = {
    {Message::Model, onnx::ModelProto::kGraphFieldNumber, Message::Graph},
    {Message::Graph, onnx::GraphProto::kNodeFieldNumber, Message::Node},
    {Message::Graph, onnx::GraphProto::kInitializerFieldNumber,
     Message::Tensor},
    {Message::Node, onnx::NodeProto::kAttributeFieldNumber, Message::Attribute},
    {Message::Attribute, onnx::AttributeProto::kTFieldNumber, Message::Tensor},
    {Message::Attribute, onnx::AttributeProto::kGFieldNumber, Message::Graph},
};

/// Copies a serialized model, without elements of tensors.
class Copier {
public:
  Copier(StringRef bytes, StringRef path, uint64_t threshold)
      : bytes(bytes), path(path), threshold(threshold) {}

  /// Copies the message of kind `kind` that lies in `[begin, end)`.
  bool copy(Message kind, size_t begin, size_t end, std::string &result);

private:
  /// Elements that lie in the message as they lie in memory.
  bool isContiguous(Message kind, int number) const {
    return kind == Message::Tensor &&
           (number == onnx::TensorProto::kRawDataFieldNumber ||
            number == onnx::TensorProto::kFloatDataFieldNumber ||
            number == onnx::TensorProto::kDoubleDataFieldNumber);
  }
  void appendReference(size_t offset, size_t length, std::string &result);

  StringRef bytes;
  StringRef path;
  uint64_t threshold;
};

} // namespace

static void appendTagged(uint32_t tag, const std::string &content,
                         std::string &result) {
  google::protobuf::io::StringOutputStream stream(&result);
  google::protobuf::io::CodedOutputStream out(&stream);
  out.WriteVarint32(tag);
  out.WriteVarint32(content.size());
  out.WriteString(content);
}

void Copier::appendReference(size_t offset, size_t length,
                             std::string &result) {
  onnx::TensorProto reference;
  auto add = [&](const char *key, const std::string &value) {
    onnx::StringStringEntryProto *entry = reference.add_external_data();
    entry->set_key(key);
    entry->set_value(value);
  };
  add("location", path.str());
  add("offset", std::to_string(offset));
  add("length", std::to_string(length));
  reference.set_data_location(onnx::TensorProto::EXTERNAL);
  // Serialized messages that follow each other are merged.
  reference.AppendToString(&result);
}

bool Copier::copy(Message kind, size_t begin, size_t end, std::string &result) {
  CodedInputStream in(reinterpret_cast<const uint8_t *>(bytes.data()) + begin,
                      static_cast<int>(end - begin));
  auto position = [&] { return begin + in.CurrentPosition(); };
  while (position() < end) {
    size_t start = position();
    uint32_t tag = in.ReadTag();
    int number = WireFormatLite::GetTagFieldNumber(tag);
    bool isLengthDelimited = WireFormatLite::GetTagWireType(tag) ==
                             WireFormatLite::WIRETYPE_LENGTH_DELIMITED;
    if (tag == 0)
      return false;
    const Field *field = llvm::find_if(fields, [&](const Field &candidate) {
      return candidate.owner == kind && candidate.number == number;
    });
    if (!isLengthDelimited ||
        (field == std::end(fields) && !isContiguous(kind, number))) {
      if (!WireFormatLite::SkipField(&in, tag))
        return false;
      result.append(bytes.data() + start, position() - start);
      continue;
    }
    uint32_t length;
    if (!in.ReadVarint32(&length) || length > end - position())
      return false;
    size_t content = position();
    if (!in.Skip(static_cast<int>(length)))
      return false;
    if (field != std::end(fields)) {
      std::string nested;
      if (!copy(field->content, content, content + length, nested))
        return false;
      appendTagged(tag, nested, result);
    } else if (length >= threshold) {
      appendReference(content, length, result);
    } else {
      result.append(bytes.data() + start, position() - start);
    }
  }
  return true;
}

bool mlir::dsa::readModel(StringRef bytes, StringRef path, uint64_t threshold,
                          onnx::ModelProto &model) {
  // What is wrong is reported by the caller, once.
  google::protobuf::LogSilencer silence;
  // Protobuf's own limit.
  if (bytes.size() > std::numeric_limits<int>::max())
    return false;
  if (path.empty())
    return model.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
  std::string skeleton;
  Copier copier(bytes, path, threshold);
  return copier.copy(Message::Model, 0, bytes.size(), skeleton) &&
         model.ParseFromString(skeleton);
}
