// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Gives public functions a signature that C can call. It runs before
/// bufferization, so that results are computed where the caller wants them
/// instead of being copied there.
#include "dsa/Dialect/DSA/IR/DSA.h"
#include "dsa/Dialect/DSA/Transforms/Passes.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/MemRef/Utils/MemRefUtils.h"

using namespace mlir;
using namespace mlir::dsa;

namespace mlir::dsa {
#define GEN_PASS_DEF_EXPORTENTRIESPASS
#include "dsa/Dialect/DSA/Transforms/Passes.h.inc"
} // namespace mlir::dsa

static constexpr StringLiteral kBarePointers = "llvm.bareptr";

//===----------------------------------------------------------------------===//
// Which functions
//===----------------------------------------------------------------------===//

/// Whether C can pass a value of `type`: a scalar, or a buffer of static shape
/// with its elements, of which there are some, in row order.
static bool isExportable(Type type) {
  if (auto shaped = dyn_cast<ShapedType>(type))
    if (shaped.hasStaticShape() && shaped.getNumElements() == 0)
      return false;
  if (auto tensor = dyn_cast<RankedTensorType>(type))
    return tensor.hasStaticShape() && !tensor.getEncoding() &&
           tensor.getElementType().isIntOrIndexOrFloat();
  if (auto memref = dyn_cast<MemRefType>(type))
    return memref.hasStaticShape() && memref.getLayout().isIdentity() &&
           !memref.getMemorySpace() &&
           memref.getElementType().isIntOrIndexOrFloat();
  return type.isIntOrIndexOrFloat();
}

/// The first argument or result type that C cannot pass; null if all are fine.
static Type findObstacle(func::FuncOp function) {
  for (Type type : function.getArgumentTypes())
    if (!isExportable(type))
      return type;
  for (Type type : function.getResultTypes())
    if (!isExportable(type))
      return type;
  return {};
}

//===----------------------------------------------------------------------===//
// Parameters as C sees them
//===----------------------------------------------------------------------===//

/// The tensor or scalar `type` with the sign that `attributes` gives it.
static Type withSign(Type type, DictionaryAttr attributes) {
  Type element = getElementTypeOrSelf(type);
  if (attributes)
    if (auto given = attributes.getAs<TypeAttr>(kParameterElementAttrName))
      element = given.getValue();
  if (auto shaped = dyn_cast<ShapedType>(type))
    return RankedTensorType::get(shaped.getShape(), element);
  return element;
}

static StringAttr nameOf(DictionaryAttr attributes, MLIRContext *context,
                         StringRef fallback, unsigned index) {
  if (attributes)
    if (auto given = attributes.getAs<StringAttr>(kParameterNameAttrName))
      return given;
  return StringAttr::get(context, fallback + Twine(index));
}

/// Arguments in their order, then results in theirs.
static ArrayAttr describeParameters(func::FuncOp function) {
  MLIRContext *context = function.getContext();
  SmallVector<Attribute> parameters;
  for (auto [index, type] : llvm::enumerate(function.getArgumentTypes())) {
    DictionaryAttr attributes = function.getArgAttrDict(index);
    auto kind =
        isa<MemRefType>(type) ? ParameterKind::InOut : ParameterKind::In;
    parameters.push_back(ParameterAttr::get(
        context, kind, nameOf(attributes, context, "arg", index),
        withSign(type, attributes)));
  }
  for (auto [index, type] : llvm::enumerate(function.getResultTypes())) {
    DictionaryAttr attributes = function.getResultAttrDict(index);
    Type signedType = withSign(type, attributes);
    if (!isa<TensorType>(signedType))
      signedType = RankedTensorType::get({}, signedType);
    parameters.push_back(ParameterAttr::get(
        context, ParameterKind::Out,
        nameOf(attributes, context, "result", index), signedType));
  }
  return ArrayAttr::get(context, parameters);
}

//===----------------------------------------------------------------------===//
// Rewriting
//===----------------------------------------------------------------------===//

/// Tensor arguments become buffers that nobody writes.
static void convertArguments(func::FuncOp function, OpBuilder &builder) {
  builder.setInsertionPointToStart(&function.getBody().front());
  for (BlockArgument argument : function.getArguments()) {
    auto tensor = dyn_cast<RankedTensorType>(argument.getType());
    if (!tensor)
      continue;
    argument.setType(
        MemRefType::get(tensor.getShape(), tensor.getElementType()));
    auto contents = bufferization::ToTensorOp::create(
        builder, argument.getLoc(), tensor, argument, /*restrict=*/true);
    argument.replaceAllUsesExcept(contents, contents);
  }
}

/// Whether something else is computed from `value` in its place: an operation
/// that it is the init of, or a loop that carries it.
static bool isOverwritten(Value value) {
  return llvm::any_of(value.getUses(), [](OpOperand &use) {
    if (auto op = dyn_cast<DestinationStyleOpInterface>(use.getOwner()))
      return op.isDpsInit(&use);
    auto loop = dyn_cast<LoopLikeOpInterface>(use.getOwner());
    return loop && llvm::is_contained(loop.getInits(), use.get());
  });
}

/// Stores `value`, a result of the function, in the buffer `out`.
static void fillResult(OpBuilder &builder, Location loc, Value value,
                       Value out) {
  if (auto type = dyn_cast<RankedTensorType>(value.getType())) {
    // The destination is a tensor, too: then what else is computed in the
    // buffer is known to end where the result is written.
    Value place;
    {
      OpBuilder::InsertionGuard guard(builder);
      builder.setInsertionPointAfterValue(out);
      place = bufferization::ToTensorOp::create(builder, loc, type, out,
                                                /*restrict=*/true,
                                                /*writable=*/true);
    }
    // It is saved before something else is computed in its place.
    if (isOverwritten(value)) {
      OpBuilder::InsertionGuard guard(builder);
      builder.setInsertionPointAfterValue(value);
      value = linalg::CopyOp::create(builder, loc, value, place).getResult(0);
    }
    Value filled = bufferization::MaterializeInDestinationOp::create(
                       builder, loc, type, value, place)
                       .getResult();
    auto fill = bufferization::MaterializeInDestinationOp::create(builder, loc,
                                                                  filled, out);
    fill.setRestrict(true);
    fill.setWritable(true);
  } else if (isa<MemRefType>(value.getType())) {
    memref::CopyOp::create(builder, loc, value, out);
  } else {
    memref::StoreOp::create(builder, loc, value, out);
  }
}

/// Results become buffers at the end of the arguments.
static void convertResults(func::FuncOp function, OpBuilder &builder) {
  Block &entry = function.getBody().front();
  SmallVector<Value> outs;
  for (Type type : function.getResultTypes()) {
    ArrayRef<int64_t> shape;
    if (auto shaped = dyn_cast<ShapedType>(type))
      shape = shaped.getShape();
    outs.push_back(entry.addArgument(
        MemRefType::get(shape, getElementTypeOrSelf(type)), function.getLoc()));
  }
  for (Block &block : function.getBody()) {
    auto ret = dyn_cast<func::ReturnOp>(block.getTerminator());
    if (!ret)
      continue;
    builder.setInsertionPoint(ret);
    for (auto [value, out] : llvm::zip_equal(ret.getOperands(), outs))
      fillResult(builder, ret.getLoc(), value, out);
    ret->setOperands({});
  }
}

/// The attributes of the arguments afterwards: ours are in `dsa.entry` now.
static void setArgumentAttributes(func::FuncOp function, ArrayAttr parameters) {
  SmallVector<Attribute> all;
  for (auto [index, parameter] :
       llvm::enumerate(parameters.getAsRange<ParameterAttr>())) {
    NamedAttrList attributes(index < function.getNumArguments()
                                 ? function.getArgAttrDict(index)
                                 : DictionaryAttr());
    attributes.erase(kParameterNameAttrName);
    attributes.erase(kParameterElementAttrName);
    if (isa<TensorType>(parameter.getType()) &&
        parameter.getKind() != ParameterKind::InOut)
      attributes.set(LLVM::LLVMDialect::getNoAliasAttrName(),
                     UnitAttr::get(function.getContext()));
    all.push_back(attributes.getDictionary(function.getContext()));
  }
  function.removeResAttrsAttr();
  function.setArgAttrsAttr(ArrayAttr::get(function.getContext(), all));
}

static void exportEntry(func::FuncOp function) {
  OpBuilder builder(function.getContext());
  ArrayAttr parameters = describeParameters(function);
  setArgumentAttributes(function, parameters);
  convertArguments(function, builder);
  convertResults(function, builder);
  function.setFunctionType(builder.getFunctionType(
      function.getBody().front().getArgumentTypes(), {}));
  function->setAttr(kEntryAttrName, parameters);
  function->setAttr(kBarePointers, builder.getUnitAttr());
}

/// Moves the body of `function`, which the module calls itself, to a private
/// function that keeps the calls; the entry calls it.
static LogicalResult splitFromCalls(func::FuncOp function,
                                    SymbolTable &symbols) {
  OpBuilder builder(function);
  auto entry = cast<func::FuncOp>(function->cloneWithoutRegions());
  builder.insert(entry);
  StringAttr name = function.getSymNameAttr();
  function.setPrivate();
  if (failed(symbols.renameToUnique(function, {&symbols})))
    return function.emitError("expected a module whose symbols can be renamed");
  entry.setSymNameAttr(name);
  symbols.insert(entry);
  builder.setInsertionPointToStart(entry.addEntryBlock());
  auto call = func::CallOp::create(builder, function.getLoc(), function,
                                   entry.getArguments());
  func::ReturnOp::create(builder, function.getLoc(), call.getResults());
  for (unsigned index = 0; index < function.getNumArguments(); ++index)
    function.setArgAttrs(index, ArrayRef<NamedAttribute>());
  function.removeResAttrsAttr();
  exportEntry(entry);
  return success();
}

namespace {
struct ExportEntriesPass
    : public mlir::dsa::impl::ExportEntriesPassBase<ExportEntriesPass> {
  void runOnOperation() override {
    ModuleOp module = getOperation();
    SymbolTable symbols(module);
    for (auto function :
         llvm::make_early_inc_range(module.getOps<func::FuncOp>())) {
      if (!function.isPublic() || function.isExternal() ||
          function->hasAttr(kEntryAttrName))
        continue;
      if (Type obstacle = findObstacle(function)) {
        remark::missed(function.getLoc(),
                       remark::RemarkOpts::name("NotExported")
                           .category("dsa-export-entries")
                           .function(function.getName()))
            << llvm::formatv("expected contiguous buffers of static shape, not "
                             "empty, and scalars at the boundary, but got {0}",
                             obstacle)
                   .str();
        continue;
      }
      if (SymbolTable::symbolKnownUseEmpty(function, module))
        exportEntry(function);
      else if (failed(splitFromCalls(function, symbols)))
        return signalPassFailure();
    }
  }
};
} // namespace
