// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Lowering of constants: what lies in a file is mapped, not read.
#include "LinalgBuilders.h"
#include "dsa/Dialect/Graph/IR/Graph.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "llvm/ADT/ScopeExit.h"
#include "llvm/Support/FileSystem.h"

using namespace mlir;
using namespace mlir::graph;
namespace fs = llvm::sys::fs;

/// Maps the bytes that `external` names. They are copied where the file does
/// not align them as `alignment` asks.
static FailureOr<AsmResourceBlob> mapExternal(ImplicitLocOpBuilder &builder,
                                              ExternalAttr external,
                                              size_t alignment) {
  auto fail = [&](const std::error_code &error) {
    return emitError(builder.getLoc(), "expected ")
           << external.getLength() << " bytes at " << external.getOffset()
           << " of '" << external.getPath()
           << "', but got: " << error.message();
  };
  llvm::Expected<fs::file_t> file =
      fs::openNativeFileForRead(external.getPath());
  if (!file)
    return fail(errorToErrorCode(file.takeError()));
  llvm::scope_exit close([&] { (void)fs::closeFile(*file); });
  fs::file_status status;
  if (std::error_code error = fs::status(*file, status))
    return fail(error);
  if (external.getOffset() + external.getLength() > status.getSize())
    return fail(std::make_error_code(std::errc::result_out_of_range));

  // A mapping starts at a page.
  uint64_t inset = external.getOffset() % fs::mapped_file_region::alignment();
  std::error_code error;
  auto region = std::make_unique<fs::mapped_file_region>(
      *file, fs::mapped_file_region::readonly, external.getLength() + inset,
      external.getOffset() - inset, error);
  if (error)
    return fail(error);
  ArrayRef<char> data(region->const_data() + inset, external.getLength());
  if (reinterpret_cast<uintptr_t>(data.data()) % alignment != 0)
    return HeapAsmResourceBlob::allocateAndCopyWithAlign(data, alignment);
  return AsmResourceBlob(
      data, alignment,
      [region = std::move(region)](void *, size_t, size_t) mutable {
        region.reset();
      },
      /*dataIsMutable=*/false);
}

FailureOr<Value> ConstantOp::lower(ImplicitLocOpBuilder &builder, ValueRange) {
  auto type = cast<RankedTensorType>(getSignlessType(getResult().getType()));
  Attribute value = getValue();
  if (auto external = dyn_cast<ExternalAttr>(value)) {
    size_t alignment = llvm::divideCeil(type.getElementTypeBitWidth(), 8);
    FailureOr<AsmResourceBlob> blob = mapExternal(builder, external, alignment);
    if (failed(blob))
      return failure();
    value = DenseResourceElementsAttr::get(type, "external", std::move(*blob));
  } else if (auto resource = dyn_cast<DenseResourceElementsAttr>(value)) {
    value = DenseResourceElementsAttr::get(type, resource.getRawHandle());
  } else if (auto dense = dyn_cast<DenseElementsAttr>(value)) {
    value = dense.bitcast(type.getElementType());
  } else {
    return emitOpError(
               "expected dense elements, a resource or a file, but got ")
           << value;
  }
  return arith::ConstantOp::create(builder, cast<TypedAttr>(value)).getResult();
}
