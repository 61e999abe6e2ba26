// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Weights stay where the importer mapped them: they are not copied through
/// LLVM's constants.
#include "dsa/Execution/Compile.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/IR/DialectResourceBlobManager.h"

using namespace mlir;
using namespace mlir::dsa;

/// The bytes of `value` as memory has them; empty if it does not hold them so
/// (a splat, bits).
static ArrayRef<char> getBytes(Attribute value) {
  auto elements = dyn_cast_or_null<ElementsAttr>(value);
  if (!elements || !elements.getElementType().isIntOrIndexOrFloat() ||
      elements.getElementType().isInteger(1))
    return {};
  if (auto resource = dyn_cast<DenseResourceElementsAttr>(value)) {
    AsmResourceBlob *blob = resource.getRawHandle().getBlob();
    return blob ? blob->getData() : ArrayRef<char>();
  }
  auto dense = dyn_cast<DenseElementsAttr>(value);
  return dense && !dense.isSplat() ? dense.getRawData() : ArrayRef<char>();
}

/// `constant.bytes` moved to where code may assume `alignment`.
static void align(MappedConstant &constant, size_t alignment) {
  if (reinterpret_cast<uintptr_t>(constant.bytes.data()) % alignment == 0)
    return;
  size_t size = constant.bytes.size();
  constant.copy = std::make_unique<char[]>(size + alignment);
  auto address = reinterpret_cast<uintptr_t>(constant.copy.get());
  char *place = constant.copy.get() + (alignment - address % alignment);
  std::memcpy(place, constant.bytes.data(), size);
  constant.bytes = ArrayRef<char>(place, size);
}

SmallVector<MappedConstant> dsa::mapLargeConstants(ModuleOp program,
                                                   size_t threshold) {
  SmallVector<MappedConstant> result;
  for (auto global : program.getOps<LLVM::GlobalOp>()) {
    ArrayRef<char> bytes = getBytes(global.getValueAttr());
    if (!global.getConstant() || bytes.size() < threshold)
      continue;
    MappedConstant constant{global.getSymName().str(), bytes, nullptr};
    align(constant, global.getAlignment().value_or(1));
    result.push_back(std::move(constant));
    global.removeValueAttr();
    global.setLinkage(LLVM::Linkage::External);
    global.setDsoLocal(false);
  }
  return result;
}
