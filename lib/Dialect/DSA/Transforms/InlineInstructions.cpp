// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Replaces invocations by a region of the instruction, and registers by one of
/// their faces. A conversion of types, so that loops, branches and functions
/// carry the new ones.
#include "InlineInstructions.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/Func/Transforms/FuncConversions.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/Transforms/Patterns.h"
#include "mlir/IR/SymbolTable.h"
#include "mlir/Transforms/DialectConversion.h"

using namespace mlir;
using namespace mlir::dsa;

static Region &getRegion(InstructionOp instruction, Face face) {
  return face == Face::Meaning ? instruction.getExecutable()
                               : instruction.getEmission();
}

//===----------------------------------------------------------------------===//
// Checks before anything is changed
//===----------------------------------------------------------------------===//

/// The register types of values that `op` defines or its function takes.
static SmallVector<RegType> getRegisterTypes(Operation *op) {
  SmallVector<Type> types(op->getResultTypes());
  for (Region &region : op->getRegions())
    for (Block &block : region)
      llvm::append_range(types, block.getArgumentTypes());
  if (auto function = dyn_cast<FunctionOpInterface>(op)) {
    llvm::append_range(types, function.getArgumentTypes());
    llvm::append_range(types, function.getResultTypes());
  }
  SmallVector<RegType> result;
  for (Type type : types)
    if (auto reg = dyn_cast<RegType>(type))
      result.push_back(reg);
  return result;
}

static LogicalResult checkInvoke(InvokeOp invoke, const Target &target) {
  InstructionOp definition =
      target.lookupInstruction(invoke.getInstructionAttr());
  if (!definition)
    return invoke.emitOpError("expected an instruction of machine '")
           << target.getMachine().getSymName() << "', but got "
           << invoke.getInstructionAttr();
  // The declaration in the program may be older than the definition.
  FunctionType type = definition.getFunctionType();
  InstructionOp declaration = invoke.getDeclaration();
  if (declaration && declaration.getFunctionType() != type)
    return invoke.emitOpError("expected a declaration of type ")
           << type << ", but got " << declaration.getFunctionType();
  for (Type operand : invoke.getOperandTypes())
    if (isa<TensorType>(operand))
      return invoke.emitOpError("expected memory operands that are memrefs, "
                                "but got ")
             << operand;
  return success();
}

static LogicalResult checkProgram(ModuleOp program, const Target &target) {
  WalkResult result = program.walk([&](Operation *op) -> WalkResult {
    if (auto invoke = dyn_cast<InvokeOp>(op))
      return checkInvoke(invoke, target);
    for (RegType type : getRegisterTypes(op))
      if (!target.lookupRegisters(type.getRegisters()))
        return op->emitOpError("expected registers of machine '")
               << target.getMachine().getSymName() << "', but got " << type;
    return WalkResult::advance();
  });
  return failure(result.wasInterrupted());
}

//===----------------------------------------------------------------------===//
// Functions that instructions call
//===----------------------------------------------------------------------===//

/// Copies what `region` refers to in its instruction set, and what that refers
/// to, into `program`.
static LogicalResult copyCallees(MutableArrayRef<Region> regions, ISAOp set,
                                 ModuleOp program) {
  SmallVector<SymbolTable::SymbolUse> uses;
  for (Region &region : regions)
    if (auto range = SymbolTable::getSymbolUses(&region))
      llvm::append_range(uses, *range);
  for (SymbolTable::SymbolUse use : uses) {
    StringAttr name = use.getSymbolRef().getRootReference();
    Operation *callee = SymbolTable::lookupSymbolIn(set, name);
    if (!callee || isa<RegistersOp, InstructionOp>(callee))
      continue;
    if (Operation *present = SymbolTable::lookupSymbolIn(program, name)) {
      if (OperationEquivalence::isEquivalentTo(
              present, callee, OperationEquivalence::IgnoreLocations))
        continue;
      InFlightDiagnostic diag = present->emitError("expected '")
                                << name << "' to be as instruction set '"
                                << set.getSymName()
                                << "' has it, but it differs";
      diag.attachNote(callee->getLoc()) << "needed here";
      return diag;
    }
    program.push_back(callee->clone());
    if (failed(copyCallees(callee->getRegions(), set, program)))
      return failure();
  }
  return success();
}

/// Does so for every instruction that the program invokes.
static LogicalResult copyAllCallees(ModuleOp program, const Target &target,
                                    Face face) {
  llvm::SetVector<InstructionOp> used;
  program.walk([&](InvokeOp invoke) {
    used.insert(target.lookupInstruction(invoke.getInstructionAttr()));
  });
  for (InstructionOp instruction : used)
    if (failed(copyCallees(getRegion(instruction, face),
                           instruction->getParentOfType<ISAOp>(), program)))
      return failure();
  return success();
}

//===----------------------------------------------------------------------===//
// Conversion
//===----------------------------------------------------------------------===//

namespace {

struct InlineInvokePattern : public OpConversionPattern<InvokeOp> {
  InlineInvokePattern(const TypeConverter &converter, MLIRContext *context,
                      const Target &target, Face face)
      : OpConversionPattern(converter, context), target(target), face(face) {}

  LogicalResult
  matchAndRewrite(InvokeOp invoke, OpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    InstructionOp instruction =
        target.lookupInstruction(invoke.getInstructionAttr());
    Block &body = getRegion(instruction, face).front();
    IRMapping mapping;
    for (auto [argument, operand] :
         llvm::zip(body.getArguments(), adaptor.getOperands())) {
      // The signature leaves strides open that are known here.
      Value value = operand;
      if (value.getType() != argument.getType())
        value = memref::CastOp::create(rewriter, invoke.getLoc(),
                                       argument.getType(), value);
      mapping.map(argument, value);
    }
    for (Operation &op : body.without_terminator()) {
      Operation *copy = rewriter.clone(op, mapping);
      if (auto read = dyn_cast<bufferization::ToTensorOp>(copy))
        mapping.map(op.getResult(0), snapshot(read, rewriter));
    }
    SmallVector<Value> results;
    for (Value value : body.getTerminator()->getOperands())
      results.push_back(mapping.lookupOrDefault(value));
    rewriter.replaceOp(invoke, results);
    return success();
  }

  /// A load holds what memory was when it executed: the tensor is a copy.
  static Value snapshot(bufferization::ToTensorOp read,
                        ConversionPatternRewriter &rewriter) {
    if (read.getRestrict())
      return read.getResult();
    rewriter.modifyOpInPlace(read, [&] { read.setRestrict(true); });
    return bufferization::AllocTensorOp::create(
        rewriter, read.getLoc(), cast<RankedTensorType>(read.getType()),
        /*dynamicSizes=*/ValueRange(), /*copy=*/read.getResult());
  }

  const Target &target;
  Face face;
};

/// Converts the arguments of every block; upstream's pattern leaves those of
/// blocks that are branched to.
struct ConvertFunctionPattern : public OpConversionPattern<func::FuncOp> {
  using OpConversionPattern::OpConversionPattern;
  LogicalResult
  matchAndRewrite(func::FuncOp function, OpAdaptor,
                  ConversionPatternRewriter &rewriter) const override {
    const TypeConverter &converter = *getTypeConverter();
    FunctionType type = function.getFunctionType();
    SmallVector<Type> inputs, results;
    if (failed(converter.convertTypes(type.getInputs(), inputs)) ||
        failed(converter.convertTypes(type.getResults(), results)) ||
        (!function.isExternal() &&
         failed(rewriter.convertRegionTypes(&function.getBody(), converter))))
      return rewriter.notifyMatchFailure(function, "expected known types");
    rewriter.modifyOpInPlace(function, [&] {
      function.setType(rewriter.getFunctionType(inputs, results));
    });
    return success();
  }
};

/// `arith.select` takes any type; scf.if often becomes one.
struct ConvertSelectPattern : public OpConversionPattern<arith::SelectOp> {
  using OpConversionPattern::OpConversionPattern;
  LogicalResult
  matchAndRewrite(arith::SelectOp select, OpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    rewriter.replaceOpWithNewOp<arith::SelectOp>(select, adaptor.getCondition(),
                                                 adaptor.getTrueValue(),
                                                 adaptor.getFalseValue());
    return success();
  }
};

} // namespace

static bool isLegal(Operation *op, const TypeConverter &converter) {
  if (isa<InvokeOp>(op))
    return false;
  if (auto function = dyn_cast<FunctionOpInterface>(op))
    return converter.isSignatureLegal(
               cast<FunctionType>(function.getFunctionType())) &&
           converter.isLegal(&function.getFunctionBody());
  return converter.isLegal(op);
}

static LogicalResult convert(ModuleOp program, const Target &target,
                             Face face) {
  MLIRContext *context = program.getContext();
  TypeConverter converter;
  converter.addConversion([](Type type) { return type; });
  converter.addConversion([&](RegType type) -> Type {
    RegistersOp registers = target.lookupRegisters(type.getRegisters());
    return face == Face::Meaning ? registers.getMeans()
                                 : registers.getIssuesAs();
  });

  RewritePatternSet patterns(context);
  patterns.add<InlineInvokePattern>(converter, context, target, face);
  patterns.add<ConvertFunctionPattern, ConvertSelectPattern>(converter,
                                                             context);
  populateCallOpTypeConversionPattern(patterns, converter);
  populateReturnOpTypeConversionPattern(patterns, converter);
  populateBranchOpInterfaceTypeConversionPattern(patterns, converter);
  scf::populateSCFStructuralTypeConversions(converter, patterns);

  ConversionTarget legality(*context);
  legality.markUnknownOpDynamicallyLegal(
      [&](Operation *op) -> bool { return isLegal(op, converter); });
  return applyFullConversion(program, legality, std::move(patterns));
}

/// Whether any instruction is invoked, or any value is in a register.
static bool usesMachine(ModuleOp program) {
  return program
      .walk([&](Operation *op) {
        return isa<InvokeOp>(op) || !getRegisterTypes(op).empty()
                   ? WalkResult::interrupt()
                   : WalkResult::advance();
      })
      .wasInterrupted();
}

LogicalResult dsa::inlineInstructions(ModuleOp program, StringRef machine,
                                      Face face) {
  // A program may be in one file with a machine of its own.
  auto eraseDefinitions = [&] {
    for (Operation &op : llvm::make_early_inc_range(program.getOps()))
      if (isa<ISAOp, MachineOp>(op))
        op.erase();
  };
  if (!usesMachine(program)) {
    eraseDefinitions();
    return success();
  }
  FailureOr<Target> target = Target::load(program.getLoc(), machine);
  if (failed(target) || failed(checkProgram(program, *target)) ||
      failed(copyAllCallees(program, *target, face)))
    return failure();
  eraseDefinitions();
  return convert(program, *target, face);
}
