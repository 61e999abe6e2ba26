// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The format of NumPy: magic, version, a header in Python's syntax, elements.
/// https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
#include "dsa/Execution/Binary.h"
#include "dsa/Run/Array.h"
#include "mlir/IR/Diagnostics.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Endian.h"

using namespace mlir;
using namespace mlir::dsa;

static constexpr StringLiteral kMagic("\x93NUMPY");

/// The text after `'key':` in `header`, or nothing.
static std::optional<StringRef> findValue(StringRef header, StringRef key) {
  size_t position = header.find(("'" + key + "':").str());
  if (position == StringRef::npos)
    return std::nullopt;
  return header.drop_front(position + key.size() + 3).ltrim();
}

/// Kind and width of `descr`, e.g. `<f4`. Bytes are taken as they are, so only
/// little-endian ones will do.
static bool parseDescr(StringRef descr, ElementKind &kind, unsigned &bits) {
  unsigned width;
  if (descr.size() < 3 || !StringRef("<|").contains(descr[0]) ||
      descr.drop_front(2).getAsInteger(10, width))
    return false;
  bits = width * 8;
  switch (descr[1]) {
  case 'f':
    kind = ElementKind::Float;
    return width == 2 || width == 4 || width == 8;
  case 'V':
    // NumPy has no bf16; packages that add it write words without a type.
    kind = ElementKind::BFloat;
    return width == 2;
  case 'b':
  case 'i':
  case 'u':
    kind = ElementKind::Integer;
    return width == 1 || width == 2 || width == 4 || width == 8;
  default:
    return false;
  }
}

/// `(2, 3)`, `(2,)` or `()`.
static bool parseShape(StringRef text, SmallVectorImpl<int64_t> &shape) {
  if (!text.consume_front("("))
    return false;
  size_t end = text.find(')');
  if (end == StringRef::npos)
    return false;
  SmallVector<StringRef> parts;
  text.take_front(end).split(parts, ',', -1, /*KeepEmpty=*/false);
  for (StringRef part : parts) {
    int64_t extent;
    if (part.trim().empty())
      continue;
    if (part.trim().getAsInteger(10, extent) || extent < 0)
      return false;
    shape.push_back(extent);
  }
  return true;
}

/// The header in `contents`, which are advanced to the elements.
static std::optional<StringRef> takeHeader(StringRef &contents) {
  if (!contents.consume_front(kMagic) || contents.size() < 4)
    return std::nullopt;
  unsigned version = static_cast<unsigned char>(contents[0]);
  size_t prefix = version == 1 ? 4 : 6;
  if (version < 1 || version > 3 || contents.size() < prefix)
    return std::nullopt;
  size_t length = version == 1
                      ? llvm::support::endian::read16le(contents.data() + 2)
                      : llvm::support::endian::read32le(contents.data() + 2);
  contents = contents.drop_front(prefix);
  if (contents.size() < length)
    return std::nullopt;
  StringRef header = contents.take_front(length);
  contents = contents.drop_front(length);
  return header;
}

/// The bytes of `shape`; nothing if they are more than a file may have.
static std::optional<size_t> countBytes(ArrayRef<int64_t> shape,
                                        unsigned bits) {
  uint64_t bytes = bits / 8;
  for (int64_t extent : shape)
    if (__builtin_mul_overflow(bytes, static_cast<uint64_t>(extent), &bytes))
      return std::nullopt;
  return bytes;
}

FailureOr<Array> dsa::readNpy(Location loc, StringRef file,
                              StringRef contents) {
  auto malformed = [&](const Twine &expected) {
    return emitError(loc, "malformed '") << file << "': expected " << expected;
  };
  std::optional<StringRef> header = takeHeader(contents);
  if (!header)
    return malformed("the header of a .npy file");
  std::optional<StringRef> descr = findValue(*header, "descr");
  std::optional<StringRef> order = findValue(*header, "fortran_order");
  std::optional<StringRef> shapeText = findValue(*header, "shape");
  if (!descr || !order || !shapeText || !descr->consume_front("'"))
    return malformed("descr, fortran_order and shape in the header");
  ElementKind kind;
  unsigned bits;
  if (!parseDescr(descr->split('\'').first, kind, bits))
    return malformed("elements that are little-endian integers or floats");
  if (!order->starts_with("False"))
    return malformed("elements in row order");
  SmallVector<int64_t> shape;
  if (!parseShape(*shapeText, shape))
    return malformed("a shape of numbers");
  std::optional<size_t> bytes = countBytes(shape, bits);
  if (!bytes || *bytes != contents.size())
    return malformed("as many elements as its shape says, but got ")
           << contents.size() << " bytes";
  Array array{kind, bits, shape, Buffer(*bytes)};
  llvm::copy(contents, array.contents.data());
  return array;
}

/// NumPy's name for `element`.
static std::string getDescr(Type element) {
  unsigned width = getElementBytes(element);
  if (element.isInteger(1))
    return "|b1";
  bool isSigned = !element.isUnsignedInteger();
  StringRef kind = isa<FloatType>(element)
                       ? (element.isBF16() || width < 2 ? "u" : "f")
                       : (isSigned ? "i" : "u");
  return ((width == 1 ? "|" : "<") + kind + Twine(width)).str();
}

LogicalResult dsa::writeNpy(Location loc, StringRef file, RankedTensorType type,
                            ArrayRef<char> contents) {
  std::string shape;
  for (int64_t extent : type.getShape())
    shape += std::to_string(extent) + ",";
  std::string header = "{'descr': '" + getDescr(type.getElementType()) +
                       "', 'fortran_order': False, 'shape': (" + shape + "), }";
  // Magic, version, length and header together are a multiple of 64 bytes.
  size_t fixed = kMagic.size() + 4;
  header.append(63 - (fixed + header.size()) % 64, ' ');
  header += '\n';
  std::string text = kMagic.str();
  text += '\1';
  text += '\0';
  text += static_cast<char>(header.size() & 255);
  text += static_cast<char>(header.size() >> 8);
  text += header;
  text.append(contents.begin(), contents.end());
  return writeFile(loc, file, text);
}
