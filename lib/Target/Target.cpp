// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What passes ask a loaded machine.
#include "dsa/Target/Library.h"
#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/Matchers.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/TargetParser/Host.h"
#include "llvm/TargetParser/Triple.h"

using namespace mlir;
using namespace mlir::dsa;

//===----------------------------------------------------------------------===//
// Look-up
//===----------------------------------------------------------------------===//

SmallVector<InstructionOp> Target::getInstructions() const {
  SmallVector<InstructionOp> result;
  ModuleOp module = library;
  for (auto isa : module.getOps<ISAOp>())
    for (auto instruction : isa.getOps<InstructionOp>())
      if (instruction.isDefined())
        result.push_back(instruction);
  return result;
}

SmallVector<std::string> Target::getLibraries() const {
  SmallVector<std::string> libraries;
  ModuleOp module = library;
  for (auto isa : module.getOps<ISAOp>())
    if (ArrayAttr names = isa.getLibrariesAttr())
      for (StringRef name : names.getAsValueRange<StringAttr>())
        libraries.push_back(name.str());
  return libraries;
}

SmallVector<AdapterOp> Target::getAdapters() const {
  ModuleOp module = library;
  return llvm::to_vector(module.getOps<AdapterOp>());
}

InstructionOp Target::lookupInstruction(SymbolRefAttr name) const {
  auto instruction = dyn_cast_or_null<InstructionOp>(
      SymbolTable::lookupSymbolIn(library, name));
  return instruction && instruction.isDefined() ? instruction : nullptr;
}

RegistersOp Target::lookupRegisters(SymbolRefAttr name) const {
  return dyn_cast_or_null<RegistersOp>(
      SymbolTable::lookupSymbolIn(library, name));
}

//===----------------------------------------------------------------------===//
// Copies
//===----------------------------------------------------------------------===//

/// Whether `value` is the contents of memory operand 0, and nothing else is
/// done.
static bool isLoad(InstructionOp instruction) {
  FunctionType type = instruction.getFunctionType();
  if (type.getNumInputs() != 1 || type.getNumResults() != 1 ||
      instruction.getKind(0) != OperandKind::Read)
    return false;
  Block &body = instruction.getSemantics().front();
  auto read = dyn_cast<bufferization::ToTensorOp>(body.front());
  return read && read.getBuffer() == body.getArgument(0) &&
         read->getNextNode() == body.getTerminator() &&
         body.getTerminator()->getOperand(0) == read.getResult();
}

static bool isStore(InstructionOp instruction) {
  FunctionType type = instruction.getFunctionType();
  if (type.getNumInputs() != 2 || type.getNumResults() != 0 ||
      instruction.getKind(0) != OperandKind::Write ||
      instruction.getKind(1) != OperandKind::Value)
    return false;
  Block &body = instruction.getSemantics().front();
  auto write =
      dyn_cast<bufferization::MaterializeInDestinationOp>(body.front());
  return write && write.getSource() == body.getArgument(1) &&
         write.getDest() == body.getArgument(0) &&
         write->getNextNode() == body.getTerminator();
}

static bool isZero(InstructionOp instruction) {
  FunctionType type = instruction.getFunctionType();
  if (type.getNumInputs() != 0 || type.getNumResults() != 1)
    return false;
  Value result =
      instruction.getSemantics().front().getTerminator()->getOperand(0);
  return matchPattern(result, m_Zero()) ||
         matchPattern(result, m_PosZeroFloat());
}

/// The first instruction that `is` such a copy and has `registers` as the type
/// of its result or last operand.
static InstructionOp findCopy(const Target &target, SymbolRefAttr registers,
                              bool (*is)(InstructionOp)) {
  for (InstructionOp instruction : target.getInstructions()) {
    FunctionType type = instruction.getFunctionType();
    Type moved;
    if (type.getNumResults() == 1)
      moved = type.getResult(0);
    else if (type.getNumInputs() > 0)
      moved = type.getInputs().back();
    auto reg = dyn_cast_or_null<RegType>(moved);
    if (reg && reg.getRegisters() == registers && is(instruction))
      return instruction;
  }
  return nullptr;
}

InstructionOp Target::findLoad(SymbolRefAttr registers) const {
  return findCopy(*this, registers, isLoad);
}
InstructionOp Target::findStore(SymbolRefAttr registers) const {
  return findCopy(*this, registers, isStore);
}
InstructionOp Target::findZero(SymbolRefAttr registers) const {
  return findCopy(*this, registers, isZero);
}

//===----------------------------------------------------------------------===//
// Declarations
//===----------------------------------------------------------------------===//

/// The declaration of the set of `definition` in `program`.
static ISAOp declareISA(ModuleOp program, ISAOp definition) {
  if (auto isa = program.lookupSymbol<ISAOp>(definition.getSymNameAttr()))
    return isa;
  OpBuilder builder = OpBuilder::atBlockBegin(program.getBody());
  auto isa = cast<ISAOp>(builder.cloneWithoutRegions(*definition));
  isa.getBody().emplaceBlock();
  return isa;
}

/// The declaration of `definition`, an operation of a set. Classes come before
/// instructions.
static void declareSymbol(ModuleOp program, Operation *definition) {
  ISAOp isa = declareISA(program, cast<ISAOp>(definition->getParentOp()));
  auto name = SymbolTable::getSymbolName(definition);
  if (SymbolTable::lookupSymbolIn(isa, name))
    return;
  Block &body = isa.getBody().front();
  auto instructions = body.getOps<InstructionOp>();
  OpBuilder builder = OpBuilder::atBlockEnd(&body);
  if (mlir::isa<RegistersOp>(definition) && !instructions.empty())
    builder.setInsertionPoint(*instructions.begin());
  builder.cloneWithoutRegions(*definition);
}

void Target::declare(ModuleOp program, SymbolRefAttr name) const {
  InstructionOp instruction = lookupInstruction(name);
  assert(instruction && "an instruction of the machine");
  FunctionType type = instruction.getFunctionType();
  for (Type operand :
       llvm::concat<const Type>(type.getInputs(), type.getResults())) {
    auto reg = dyn_cast<RegType>(operand);
    if (!reg)
      continue;
    RegistersOp registers = lookupRegisters(reg.getRegisters());
    declareSymbol(program, registers.getOwner());
    declareSymbol(program, registers);
  }
  declareSymbol(program, instruction);
}

//===----------------------------------------------------------------------===//
// The machine that runs this
//===----------------------------------------------------------------------===//

bool dsa::isHostProcessor(StringRef triple) {
  return llvm::Triple(triple).getArch() ==
         llvm::Triple(llvm::sys::getDefaultTargetTriple()).getArch();
}

FailureOr<std::string> dsa::findHostMachine(Location loc) {
  llvm::StringMap<bool> host = llvm::sys::getHostCPUFeatures();
  std::string best;
  size_t most = 0;
  for (const std::string &name : listMachines()) {
    FailureOr<Target> target = Target::load(loc, name);
    if (failed(target))
      return failure();
    auto features = target->getMachine().getFeaturesAttr();
    std::optional<StringRef> triple = target->getMachine().getTriple();
    // Libraries are the user's to name.
    bool runs =
        target->getLibraries().empty() &&
        (!triple || isHostProcessor(*triple)) &&
        (!features ||
         llvm::all_of(features.getAsValueRange<StringAttr>(),
                      [&](StringRef feature) { return host.lookup(feature); }));
    size_t count = target->getInstructions().size();
    if (!runs || (!best.empty() && count <= most))
      continue;
    best = name;
    most = count;
  }
  if (best.empty())
    return emitError(loc, "expected a described machine that this processor "
                          "can be, but none of (")
           << llvm::join(listMachines(), ", ") << ") has only its features";
  return best;
}
