// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Specializes instruction sets to the length of a machine's vectors.
#include "FixLengths.h"
#include "dsa/Dialect/DSA/IR/DSA.h"
#include "mlir/IR/AttrTypeSubElements.h"

using namespace mlir;
using namespace mlir::dsa;

/// Types with `length` where they leave it open.
static AttrTypeReplacer makeReplacer(int64_t length) {
  auto fix = [length](ArrayRef<int64_t> shape) {
    SmallVector<int64_t> fixed(shape);
    llvm::replace(fixed, ShapedType::kDynamic, length);
    return fixed;
  };
  AttrTypeReplacer replacer;
  replacer.addReplacement([fix](RankedTensorType type) -> Type {
    return type.clone(fix(type.getShape()));
  });
  replacer.addReplacement([fix](MemRefType type) -> Type {
    return MemRefType::get(fix(type.getShape()), type.getElementType(),
                           type.getLayout(), type.getMemorySpace());
  });
  replacer.addReplacement([length](VectorType type) -> Type {
    SmallVector<int64_t> shape(type.getShape());
    for (auto [extent, isScalable] : llvm::zip(shape, type.getScalableDims()))
      extent = isScalable ? length : extent;
    return VectorType::get(shape, type.getElementType());
  });
  return replacer;
}

LogicalResult dsa::fixLengths(ModuleOp library, MachineOp machine) {
  auto isOpen = [](RegistersOp registers) {
    return !registers.getMeaning().hasStaticShape();
  };
  std::optional<int64_t> length = machine.getLength();
  for (auto isa : library.getOps<ISAOp>()) {
    auto open = llvm::to_vector(
        llvm::make_filter_range(isa.getOps<RegistersOp>(), isOpen));
    if (open.empty())
      continue;
    if (!length) {
      InFlightDiagnostic diag =
          machine.emitOpError("expected a 'length', which ")
          << open.front().getReference() << " leaves open";
      diag.attachNote(open.front().getLoc()) << "register class defined here";
      return diag;
    }
    for (RegistersOp registers : open) {
      SmallVector<int64_t> dims;
      for (auto [dim, extent] :
           llvm::enumerate(registers.getMeaning().getShape()))
        if (ShapedType::isDynamic(extent))
          dims.push_back(dim);
      registers.setLengthDims(dims);
    }
    AttrTypeReplacer replacer = makeReplacer(*length);
    replacer.recursivelyReplaceElementsIn(isa, /*replaceAttrs=*/true,
                                          /*replaceLocs=*/false,
                                          /*replaceTypes=*/true);
  }
  return success();
}
