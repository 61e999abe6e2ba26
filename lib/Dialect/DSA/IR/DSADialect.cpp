// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The `dsa` dialect, its types and attributes.
#include "dsa/Dialect/DSA/IR/DSA.h"
#include "dsa/Target/LibraryCache.h"
#include "mlir/Dialect/AMX/AMXDialect.h"
#include "mlir/Dialect/Affine/IR/AffineOps.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/Complex/IR/Complex.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/GPU/IR/GPUDialect.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/LLVMIR/NVVMDialect.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/NVGPU/IR/NVGPUDialect.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/Dialect/X86Vector/X86VectorDialect.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/DialectImplementation.h"
#include "mlir/Interfaces/DestinationStyleOpInterface.h"
#include "mlir/Interfaces/FunctionInterfaces.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace mlir::dsa;

#include "dsa/Dialect/DSA/IR/DSADialect.cpp.inc"
#include "dsa/Dialect/DSA/IR/DSAEnums.cpp.inc"

#define GET_TYPEDEF_CLASSES
#include "dsa/Dialect/DSA/IR/DSATypes.cpp.inc"

/// Affine maps in attribute parameters are written as `affine_map<...>`.
static ParseResult parseAffineMap(AsmParser &parser, AffineMap &map) {
  AffineMapAttr attr;
  if (parser.parseAttribute(attr))
    return failure();
  map = attr.getValue();
  return success();
}
static void printAffineMap(AsmPrinter &printer, AffineMap map) {
  printer.printAttribute(AffineMapAttr::get(map));
}

#define GET_ATTRDEF_CLASSES
#include "dsa/Dialect/DSA/IR/DSAAttributes.cpp.inc"

void DSADialect::initialize() {
  libraryCache = std::make_unique<LibraryCache>();
  addTypes<
#define GET_TYPEDEF_LIST
#include "dsa/Dialect/DSA/IR/DSATypes.cpp.inc"
      >();
  addAttributes<
#define GET_ATTRDEF_LIST
#include "dsa/Dialect/DSA/IR/DSAAttributes.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "dsa/Dialect/DSA/IR/DSAOps.cpp.inc"
      >();
}

DSADialect::~DSADialect() = default;

LogicalResult
CostAttr::verify(llvm::function_ref<InFlightDiagnostic()> emitError,
                 int64_t latency, int64_t interval, int64_t units,
                 StringAttr source) {
  if (latency >= 0 && interval > 0 && units > 0)
    return success();
  return emitError() << "expected a latency of at least 0, and an interval and "
                        "units of at least 1, but got "
                     << latency << ", " << interval << " and " << units;
}

LogicalResult
ParameterAttr::verify(llvm::function_ref<InFlightDiagnostic()> emitError,
                      ParameterKind kind, StringAttr name, Type type) {
  // C1: a buffer of static shape, or a scalar that is read.
  auto tensor = dyn_cast<RankedTensorType>(type);
  if (tensor && tensor.hasStaticShape())
    return success();
  if (kind == ParameterKind::In && type.isIntOrIndexOrFloat())
    return success();
  return emitError() << "expected a tensor of static shape, or a scalar for an "
                        "'in' parameter, but got "
                     << type;
}

LogicalResult
BoundedAttr::verify(llvm::function_ref<InFlightDiagnostic()> emitError,
                    unsigned operand, int64_t least, int64_t most) {
  // C1: least first.
  if (least <= most)
    return success();
  return emitError() << "expected the least value first, but got " << least
                     << " and " << most;
}

/// An end of a range. Integers of other types are other numbers than they say.
static bool isNumber(Attribute attribute) {
  auto number = dyn_cast<IntegerAttr>(attribute);
  return number && number.getType().isSignlessInteger(64);
}

LogicalResult
MatchAttr::verify(llvm::function_ref<InFlightDiagnostic()> emitError,
                  SymbolRefAttr instruction, AffineMap mapping,
                  ArrayRef<int64_t> operands, NumericsAttr weakened,
                  StringAttr proof, ArrayAttr ranges) {
  // C1: pairs, least first, or nothing.
  auto isRange = [](Attribute attribute) {
    auto ends = dyn_cast<ArrayAttr>(attribute);
    if (!ends || !llvm::all_of(ends, isNumber))
      return false;
    return ends.empty() ||
           (ends.size() == 2 && cast<IntegerAttr>(ends[0]).getInt() <=
                                    cast<IntegerAttr>(ends[1]).getInt());
  };
  if (!ranges || llvm::all_of(ranges, isRange))
    return success();
  return emitError() << "expected ranges to be [] or [least, most], but got "
                     << ranges;
}

static LogicalResult verifyMatchAttribute(Operation *op, Attribute attribute) {
  if (!isa<MatchAttr>(attribute))
    return op->emitOpError("expected '")
           << kMatchAttrName << "' to be a #dsa.match, but got " << attribute;
  if (!isa<DestinationStyleOpInterface>(op))
    return op->emitOpError("expected '")
           << kMatchAttrName << "' on a linalg operation only";
  return success();
}

static LogicalResult verifyEntryAttribute(Operation *op, Attribute attribute) {
  auto parameters = dyn_cast<ArrayAttr>(attribute);
  if (!parameters || !llvm::all_of(parameters, llvm::IsaPred<ParameterAttr>))
    return op->emitOpError("expected '")
           << kEntryAttrName << "' to be an array of #dsa.parameter, but got "
           << attribute;
  if (!isa<FunctionOpInterface>(op))
    return op->emitOpError("expected '")
           << kEntryAttrName << "' on a function only";
  return success();
}

static LogicalResult verifyDependencesAttribute(Operation *op,
                                                Attribute attribute) {
  if (!isa<StringAttr>(attribute) || !isa<DestinationStyleOpInterface>(op))
    return op->emitOpError("expected '")
           << kDependencesAttrName
           << "' to be a string on a linalg operation, but got " << attribute;
  return success();
}

static LogicalResult verifyAdaptersAttribute(Operation *op,
                                             Attribute attribute) {
  auto names = dyn_cast<ArrayAttr>(attribute);
  if (!names || !llvm::all_of(names, llvm::IsaPred<StringAttr>) ||
      !isa<DestinationStyleOpInterface>(op))
    return op->emitOpError("expected '")
           << kAdaptersAttrName
           << "' to be names on a linalg operation, but got " << attribute;
  return success();
}

LogicalResult DSADialect::verifyOperationAttribute(Operation *op,
                                                   NamedAttribute attribute) {
  if (attribute.getName() == kMatchAttrName)
    return verifyMatchAttribute(op, attribute.getValue());
  if (attribute.getName() == kDependencesAttrName)
    return verifyDependencesAttribute(op, attribute.getValue());
  if (attribute.getName() == kAdaptersAttrName)
    return verifyAdaptersAttribute(op, attribute.getValue());
  if (attribute.getName() == kEntryAttrName)
    return verifyEntryAttribute(op, attribute.getValue());
  return op->emitOpError("has an attribute of the dsa dialect that is not "
                         "known: '")
         << attribute.getName().getValue() << "'";
}

/// Whether [least, most] are values of the integers in `type`: with their sign
/// if `least` has one.
static bool isRangeOf(Type type, int64_t least, int64_t most) {
  auto integer = dyn_cast<IntegerType>(getElementTypeOrSelf(type));
  if (!integer || integer.getWidth() >= 64 || least > most)
    return false;
  int64_t half = int64_t(1) << (integer.getWidth() - 1);
  return least >= -half && most < (least < 0 ? half : 2 * half);
}

LogicalResult AssumeOp::verify() {
  // C1: integers that have such values.
  int64_t least = getLeastAttr().getInt(), most = getMostAttr().getInt();
  if (isRangeOf(getValue().getType(), least, most))
    return success();
  return emitOpError("expected a range of values of ")
         << getValue().getType() << ", but got [" << least << ", " << most
         << "]";
}

static LogicalResult verifyRange(Operation *op, Attribute attribute,
                                 Type type) {
  // Buffers of a program on its way down have it still.
  if (!isa<ShapedType, IntegerType, FloatType>(type))
    return success();
  auto ends = dyn_cast<ArrayAttr>(attribute);
  if (ends && ends.size() == 2 && llvm::all_of(ends, isNumber) &&
      isRangeOf(type, cast<IntegerAttr>(ends[0]).getInt(),
                cast<IntegerAttr>(ends[1]).getInt()))
    return success();
  return op->emitOpError("expected '")
         << kRangeAttrName << "' to be [least, most] of values of " << type
         << ", but got " << attribute;
}

LogicalResult DSADialect::verifyRegionArgAttribute(Operation *op,
                                                   unsigned regionIndex,
                                                   unsigned argIndex,
                                                   NamedAttribute attribute) {
  if (attribute.getName() != kRangeAttrName)
    return success();
  auto function = dyn_cast<FunctionOpInterface>(op);
  if (!function)
    return op->emitOpError("expected '")
           << kRangeAttrName << "' on an argument of a function";
  return verifyRange(op, attribute.getValue(),
                     function.getArgumentTypes()[argIndex]);
}
