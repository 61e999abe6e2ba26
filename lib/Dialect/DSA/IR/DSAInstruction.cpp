// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Definitions of instruction sets: register classes and instructions.
#include "dsa/Dialect/DSA/IR/DSA.h"
#include "dsa/Dialect/DSA/IR/Layout.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/TypeUtilities.h"

using namespace mlir;
using namespace mlir::dsa;

//===----------------------------------------------------------------------===//
// ISAOp
//===----------------------------------------------------------------------===//

bool ISAOp::requiresFromElsewhere(StringAttr isa) {
  if (!getRequires() ||
      mlir::SymbolTable::lookupSymbolIn((*this)->getParentOp(), isa))
    return false;
  return llvm::is_contained(getRequires()->getAsRange<FlatSymbolRefAttr>(),
                            FlatSymbolRefAttr::get(isa));
}

//===----------------------------------------------------------------------===//
// RegistersOp
//===----------------------------------------------------------------------===//

RegistersOp RegistersOp::getOwner() {
  SymbolRefAttr shares = getSharesAttr();
  if (!shares)
    return *this;
  // `@class` is resolved in the set, `@isa::@class` in what holds the set.
  Operation *scope = (*this)->getParentOp();
  if (!isa<FlatSymbolRefAttr>(shares))
    scope = scope->getParentOp();
  return dyn_cast_or_null<RegistersOp>(
      SymbolTable::lookupSymbolIn(scope, shares));
}

SymbolRefAttr RegistersOp::getReference() {
  auto isa = (*this)->getParentOfType<ISAOp>();
  return SymbolRefAttr::get(isa.getSymNameAttr(),
                            {FlatSymbolRefAttr::get(getSymNameAttr())});
}

LogicalResult RegistersOp::verify() {
  // C1: `means` has no encoding. That a machine states the length is for its
  // loader to check.
  RankedTensorType meaning = getMeaning();
  if (meaning.getEncoding())
    return emitOpError("expected a meaning without encoding, but got ")
           << meaning;
  // C2: exactly one of `count` and `shares` is given; `count` is positive.
  if (getCount().has_value() == (getSharesAttr() != nullptr))
    return emitOpError("expected either 'count' or 'shares'");
  if (getCount() && static_cast<int64_t>(*getCount()) <= 0)
    return emitOpError("expected a positive count, but got ")
           << static_cast<int64_t>(*getCount());
  // C4: `layout` gives each element exactly one place.
  if (getLayoutAttr() && failed(verifyLayout(*this)))
    return failure();
  // C3: `shares` names a class with a `count`.
  if (!getSharesAttr())
    return success();
  auto isa = cast<ISAOp>((*this)->getParentOp());
  RegistersOp owner = getOwner();
  if (owner ? !owner.getCount().has_value()
            : !isa.requiresFromElsewhere(getSharesAttr().getRootReference()))
    return emitOpError("expected 'shares' to name a register class with a "
                       "count, but got ")
           << getSharesAttr();
  return success();
}

//===----------------------------------------------------------------------===//
// InstructionOp
//===----------------------------------------------------------------------===//

/// signature ::= `(` (type kind?)* `)` `->` function-result-type
static ParseResult parseSignature(OpAsmParser &parser, TypeAttr &signature,
                                  ArrayAttr &kinds) {
  Builder &builder = parser.getBuilder();
  SmallVector<Type> operands, results;
  SmallVector<Attribute> operandKinds;
  auto parseOperand = [&]() -> ParseResult {
    if (parser.parseType(operands.emplace_back()))
      return failure();
    SMLoc loc = parser.getCurrentLocation();
    StringRef keyword;
    OperandKind kind = OperandKind::Value;
    if (succeeded(parser.parseOptionalKeyword(&keyword))) {
      std::optional<OperandKind> known = symbolizeOperandKind(keyword);
      if (!known)
        return parser.emitError(loc, "expected a kind of operand, but got '")
               << keyword << "'";
      kind = *known;
    }
    operandKinds.push_back(OperandKindAttr::get(builder.getContext(), kind));
    return success();
  };
  if (parser.parseCommaSeparatedList(AsmParser::Delimiter::Paren, parseOperand,
                                     " in the signature") ||
      parser.parseArrowTypeList(results))
    return failure();
  signature = TypeAttr::get(builder.getFunctionType(operands, results));
  kinds = builder.getArrayAttr(operandKinds);
  return success();
}

static void printSignature(OpAsmPrinter &printer, Operation *,
                           TypeAttr signature, ArrayAttr kinds) {
  auto type = cast<FunctionType>(signature.getValue());
  printer << '(';
  llvm::interleaveComma(
      llvm::zip(type.getInputs(), kinds), printer, [&](auto operand) {
        auto [type, kindAttr] = operand;
        printer << type;
        auto kind = cast<OperandKindAttr>(kindAttr);
        if (kind.getValue() != OperandKind::Value)
          printer << ' ' << stringifyOperandKind(kind.getValue());
      });
  printer << ')';
  printer.printArrowTypeList(type.getResults());
}

/// optional-region ::= (keyword region)?
static ParseResult parseOptionalRegion(OpAsmParser &parser, StringRef keyword,
                                       Region &region) {
  if (failed(parser.parseOptionalKeyword(keyword)))
    return success();
  return parser.parseRegion(region);
}
static void printOptionalRegion(OpAsmPrinter &printer, Operation *,
                                StringRef keyword, Region &region) {
  if (region.empty())
    return;
  printer.printNewline();
  printer << keyword << ' ';
  printer.printRegion(region);
}

SymbolRefAttr InstructionOp::getReference() {
  auto isa = (*this)->getParentOfType<ISAOp>();
  return SymbolRefAttr::get(isa.getSymNameAttr(),
                            {FlatSymbolRefAttr::get(getSymNameAttr())});
}

/// The class that `type` names, or null. References are `@isa::@class`; a class
/// may be in the instruction set around `from` or in one beside it.
static RegistersOp lookupRegisters(Operation *from, RegType type) {
  return SymbolTable::lookupNearestSymbolFrom<RegistersOp>(
      from->getParentOp()->getParentOp(), type.getRegisters());
}

/// What an instruction with a `sequence` has besides.
static LogicalResult verifySequence(InstructionOp op) {
  // C4: which regions go together.
  if (op.getSemantics().empty() || !op.getEmission().empty() ||
      !op.getRefined().empty())
    return op.emitOpError("expected 'sequence' beside 'semantics' alone");
  // C5: it holds invocations alone, on registers.
  for (Type type : op.getFunctionType().getInputs())
    if (!isa<RegType>(type))
      return op.emitOpError("expected an instruction with a 'sequence' to take "
                            "registers, but got ")
             << type;
  // C7: what its parts compute can be proved.
  for (Type type : op.getFunctionType().getResults()) {
    auto reg = dyn_cast<RegType>(type);
    RegistersOp registers = reg ? lookupRegisters(op, reg) : RegistersOp();
    if (registers && !isa<IntegerType>(registers.getMeaning().getElementType()))
      return op.emitOpError("expected an instruction with a 'sequence' to "
                            "yield integers, but got ")
             << registers.getMeaning();
  }
  for (Operation &inner : op.getSequence().front().without_terminator())
    if (!isa<InvokeOp>(inner))
      return inner.emitOpError(
          "expected only 'dsa.invoke' in the sequence of an instruction");
  return success();
}

static LogicalResult verifyRequirement(InstructionOp op,
                                       Attribute requirement) {
  auto bounded = dyn_cast<BoundedAttr>(requirement);
  TypeRange operands = op.getFunctionType().getInputs();
  if (bounded && bounded.getOperand() < operands.size())
    if (auto reg = dyn_cast<RegType>(operands[bounded.getOperand()])) {
      RegistersOp registers = lookupRegisters(op, reg);
      if (!registers ||
          isa<IntegerType>(registers.getMeaning().getElementType()))
        return success();
    }
  return op.emitOpError("expected requirements on register operands of "
                        "integers, but got ")
         << requirement;
}

LogicalResult InstructionOp::verify() {
  FunctionType type = getFunctionType();
  if (getKinds().size() != type.getNumInputs())
    return emitOpError("expected a kind for each of ")
           << type.getNumInputs() << " operands, but got " << getKinds().size();
  // The faces of operands and results in semantics and in emission.
  SmallVector<Type> means[2], issues[2];
  bool isComplete = true;
  auto collect = [&](TypeRange types, unsigned side) -> LogicalResult {
    for (Type type : types) {
      auto reg = dyn_cast<RegType>(type);
      if (!reg) {
        means[side].push_back(type);
        issues[side].push_back(type);
        continue;
      }
      // C1: a register operand names a class of a known instruction set.
      RegistersOp registers = lookupRegisters(*this, reg);
      if (!registers &&
          cast<ISAOp>((*this)->getParentOp())
              .requiresFromElsewhere(reg.getRegisters().getRootReference())) {
        isComplete = false;
        continue;
      }
      if (!registers)
        return emitOpError("expected a known register class, but got ")
               << reg.getRegisters();
      means[side].push_back(registers.getMeans());
      issues[side].push_back(registers.getIssuesAs());
    }
    return success();
  };
  if (failed(collect(type.getInputs(), 0)) ||
      failed(collect(type.getResults(), 1)))
    return failure();

  // C2: kinds fit the types.
  unsigned numTied = 0;
  for (auto [index, operand] : llvm::enumerate(type.getInputs())) {
    OperandKind kind = getKind(index);
    if (isMemory(index) != isa<MemRefType>(operand))
      return emitOpError("expected exactly the memref operands to be 'read', "
                         "'write' or 'update', but operand ")
             << index << " of type " << operand << " is '"
             << stringifyOperandKind(kind) << "'";
    if (kind != OperandKind::Tied)
      continue;
    if (numTied >= type.getNumResults() || type.getResult(numTied) != operand ||
        !isa<RegType>(operand))
      return emitOpError("expected tied operand ")
             << index << " to be a register of the type of result " << numTied;
    ++numTied;
  }

  // C6: requirements are of register operands of integers.
  for (Attribute requirement :
       getRequiresAttr() ? getRequiresAttr().getValue() : ArrayRef<Attribute>())
    if (failed(verifyRequirement(*this, requirement)))
      return failure();

  // C3: each region takes the operands and yields the results.
  auto check = [&](Region &region, StringRef name, ArrayRef<Type> operands,
                   ArrayRef<Type> results) -> LogicalResult {
    if (region.empty() || !isComplete)
      return success();
    if (region.front().getArgumentTypes() != TypeRange(operands))
      return emitOpError("expected '")
             << name << "' to take (" << operands << "), but it takes ("
             << region.front().getArgumentTypes() << ")";
    auto yield = dyn_cast_or_null<YieldOp>(
        region.front().empty() ? nullptr : &region.front().back());
    if (!yield)
      return emitOpError("expected '") << name << "' to end in 'dsa.yield'";
    if (yield.getOperandTypes() != TypeRange(results))
      return yield.emitOpError("expected '")
             << name << "' to yield (" << results << "), but it yields ("
             << yield.getOperandTypes() << ")";
    return success();
  };
  if (failed(check(getSemantics(), "semantics", means[0], means[1])) ||
      failed(check(getRefined(), "refined", means[0], means[1])) ||
      failed(check(getEmission(), "emission", issues[0], issues[1])) ||
      failed(check(getSequence(), "sequence", llvm::to_vector(type.getInputs()),
                   llvm::to_vector(type.getResults()))))
    return failure();

  // C4: which regions go together.
  if (!getSequence().empty())
    return verifySequence(*this);
  if (getSemantics().empty() != getEmission().empty())
    return emitOpError("expected both 'semantics' and 'emission', or neither");
  if (!getRefined().empty() && getSemantics().empty())
    return emitOpError("expected 'refined' only beside 'semantics'");
  // Of integers it is proved that they do not differ.
  bool isFloat = llvm::any_of(means[1], [](Type type) {
    return isa<FloatType, ComplexType>(getElementTypeOrSelf(type));
  });
  if (!getRefined().empty() && isFloat &&
      getNumerics().value_or(Numerics::Exact) == Numerics::Exact)
    return emitOpError("expected 'numerics' that say how 'refined' differs, "
                       "because its results are floats");
  return success();
}

//===----------------------------------------------------------------------===//
// InvokeOp
//===----------------------------------------------------------------------===//

void InvokeOp::getAsmResultNames(OpAsmSetValueNameFn setName) {
  for (Value result : getResults())
    setName(result, getInstruction().getLeafReference());
}

/// Where `invoke` looks for instructions: in the sequence of an instruction
/// that is beside its instruction set, for the set's symbols are its own.
static Operation *getScope(InvokeOp invoke) {
  auto isa = invoke->getParentOfType<ISAOp>();
  return isa ? isa->getParentOp() : invoke.getOperation();
}

InstructionOp InvokeOp::getDeclaration() {
  return SymbolTable::lookupNearestSymbolFrom<InstructionOp>(
      getScope(*this), getInstructionAttr());
}

LogicalResult InvokeOp::verifySymbolUses(SymbolTableCollection &symbols) {
  // C1: the instruction is declared in the module.
  auto instruction = symbols.lookupNearestSymbolFrom<InstructionOp>(
      getScope(*this), getInstructionAttr());
  auto set = (*this)->getParentOfType<ISAOp>();
  if (!instruction && set &&
      set.requiresFromElsewhere(getInstruction().getRootReference()))
    return success();
  if (!instruction)
    return emitOpError("expected an instruction that the module declares, but "
                       "got ")
           << getInstructionAttr();
  // C2: operands and results agree with its signature.
  FunctionType type = instruction.getFunctionType();
  auto mismatch = [&](StringRef what, auto expected, auto got) {
    InFlightDiagnostic diag = emitOpError("expected ")
                              << what << " (" << expected << "), but got ("
                              << got << ")";
    diag.attachNote(instruction.getLoc()) << "instruction declared here";
    return diag;
  };
  if (getNumOperands() != type.getNumInputs())
    return mismatch("operands", type.getInputs(), getOperandTypes());
  SmallVector<Type> results(type.getResults());
  for (auto [index, operand] : llvm::enumerate(getOperandTypes())) {
    Type expected = type.getInput(index);
    auto memory = dyn_cast<MemRefType>(expected);
    if (memory && isa<RankedTensorType>(operand)) {
      auto tensor = cast<RankedTensorType>(operand);
      if (failed(verifyCompatibleShape(tensor.getShape(), memory.getShape())) ||
          tensor.getElementType() != memory.getElementType())
        return mismatch("operands", type.getInputs(), getOperandTypes());
      if (instruction.writes(index))
        results.push_back(operand);
    } else if (memory && isa<MemRefType>(operand)) {
      // Strides that the signature leaves open may be static here.
      if (!memref::CastOp::areCastCompatible(operand, memory))
        return mismatch("operands", type.getInputs(), getOperandTypes());
    } else if (operand != expected) {
      return mismatch("operands", type.getInputs(), getOperandTypes());
    }
  }
  if (TypeRange(results) != getResultTypes())
    return mismatch("results", TypeRange(results), getResultTypes());
  return success();
}

void InvokeOp::getEffects(
    SmallVectorImpl<SideEffects::EffectInstance<MemoryEffects::Effect>>
        &effects) {
  InstructionOp instruction = getDeclaration();
  for (OpOperand &operand : getOperation()->getOpOperands()) {
    if (!isa<BaseMemRefType>(operand.get().getType()))
      continue;
    OperandKind kind = instruction
                           ? instruction.getKind(operand.getOperandNumber())
                           : OperandKind::Update;
    if (kind != OperandKind::Write)
      effects.emplace_back(MemoryEffects::Read::get(), &operand);
    if (kind != OperandKind::Read)
      effects.emplace_back(MemoryEffects::Write::get(), &operand);
  }
  // A value of a `no_copy` class cannot be moved, so two of them are never
  // merged into one: creating it counts as an allocation.
  for (OpResult result : getResults()) {
    auto reg = dyn_cast<RegType>(result.getType());
    if (!reg)
      continue;
    auto registers = SymbolTable::lookupNearestSymbolFrom<RegistersOp>(
        *this, reg.getRegisters());
    if (!registers || registers.getNoCopy())
      effects.emplace_back(MemoryEffects::Allocate::get(), result);
  }
}

#define GET_OP_CLASSES
#include "dsa/Dialect/DSA/IR/DSAOps.cpp.inc"
