// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// From the LLVM dialect to optimized LLVM IR, with entries that C can call.
#include "dsa/Dialect/DSA/IR/DSA.h"
#include "dsa/Execution/Compile.h"
#include "dsa/Execution/Runtime.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Target/LLVMIR/Dialect/All.h"
#include "mlir/Target/LLVMIR/Export.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/Verifier.h"
#include "llvm/Passes/PassBuilder.h"

using namespace mlir;
using namespace mlir::dsa;

//===----------------------------------------------------------------------===//
// What the machine says about functions
//===----------------------------------------------------------------------===//

/// The widest vector that a register class of `target` is issued as, in bits;
/// 0 if none is.
static unsigned getVectorBits(const Target &target) {
  unsigned widest = 0;
  ModuleOp library = target.getLibrary();
  library.walk([&](RegistersOp registers) {
    if (auto vector = dyn_cast<VectorType>(registers.getIssuesAs()))
      widest = std::max<unsigned>(widest, vector.getNumElements() *
                                              vector.getElementTypeBitWidth());
  });
  return widest;
}

static void setFunctionAttributes(llvm::Module &module,
                                  llvm::TargetMachine &machine,
                                  const Target &target, bool baseline) {
  unsigned bits = baseline ? 0 : getVectorBits(target);
  for (llvm::Function &function : module) {
    if (function.isDeclaration())
      continue;
    function.addFnAttr("target-features", machine.getTargetFeatureString());
    if (bits)
      function.addFnAttr("prefer-vector-width", std::to_string(bits));
  }
}

//===----------------------------------------------------------------------===//
// Entries
//===----------------------------------------------------------------------===//

std::string dsa::getPackedName(StringRef entry) {
  return ("dsa.packed." + entry).str();
}

/// Whether code of `module` holds values in AMX tiles, for which a process must
/// ask the system first.
static bool usesTiles(llvm::Module &module) {
  for (llvm::Function &function : module)
    if (function.isIntrinsic() &&
        (function.getReturnType()->isX86_AMXTy() ||
         llvm::any_of(function.args(), [](llvm::Argument &argument) {
           return argument.getType()->isX86_AMXTy();
         })))
      return true;
  return false;
}

/// Calls the runtime at the start of an entry and returns its code if the
/// system refuses.
static void addPermissionCheck(llvm::IRBuilder<> &builder,
                               llvm::Function &entry) {
  llvm::Module &module = *entry.getParent();
  llvm::FunctionCallee request =
      module.getOrInsertFunction(kRequestTilesSymbol, builder.getInt32Ty());
  llvm::Value *code = builder.CreateCall(request);
  auto *refused =
      llvm::BasicBlock::Create(module.getContext(), "refused", &entry);
  auto *granted =
      llvm::BasicBlock::Create(module.getContext(), "granted", &entry);
  builder.CreateCondBr(builder.CreateIsNull(code), granted, refused);
  builder.SetInsertPoint(refused);
  builder.CreateRet(code);
  builder.SetInsertPoint(granted);
}

/// Turns `body` into an internal function, and makes the `int` function that C
/// calls by its name.
static llvm::Function *makeEntry(llvm::Function &body, bool tiles) {
  llvm::Module &module = *body.getParent();
  llvm::IRBuilder<> builder(module.getContext());
  std::string name = body.getName().str();
  body.setName(name + ".body");
  body.setLinkage(llvm::GlobalValue::InternalLinkage);
  auto *type = llvm::FunctionType::get(builder.getInt32Ty(),
                                       body.getFunctionType()->params(), false);
  auto *entry = llvm::Function::Create(type, llvm::GlobalValue::ExternalLinkage,
                                       name, module);
  builder.SetInsertPoint(
      llvm::BasicBlock::Create(module.getContext(), "entry", entry));
  if (tiles)
    addPermissionCheck(builder, *entry);
  builder.CreateCall(
      &body, llvm::map_to_vector(entry->args(),
                                 [](llvm::Argument &argument) -> llvm::Value * {
                                   return &argument;
                                 }));
  builder.CreateRet(builder.getInt32(0));
  return entry;
}

/// The variant of `entry` for callers that know its signature at run time.
static void makePacked(llvm::Function &entry, ArrayAttr parameters) {
  llvm::Module &module = *entry.getParent();
  llvm::IRBuilder<> builder(module.getContext());
  auto *type = llvm::FunctionType::get(builder.getInt32Ty(),
                                       {builder.getPtrTy()}, false);
  auto *packed =
      llvm::Function::Create(type, llvm::GlobalValue::ExternalLinkage,
                             getPackedName(entry.getName()), module);
  builder.SetInsertPoint(
      llvm::BasicBlock::Create(module.getContext(), "entry", packed));
  SmallVector<llvm::Value *> arguments;
  for (auto [index, parameter] :
       llvm::enumerate(parameters.getAsRange<ParameterAttr>())) {
    llvm::Value *slot = builder.CreateConstGEP1_32(builder.getPtrTy(),
                                                   packed->getArg(0), index);
    llvm::Value *value = builder.CreateLoad(builder.getPtrTy(), slot);
    if (!isa<TensorType>(parameter.getType()))
      value = builder.CreateLoad(entry.getArg(index)->getType(), value);
    arguments.push_back(value);
  }
  builder.CreateRet(builder.CreateCall(&entry, arguments));
}

//===----------------------------------------------------------------------===//
// Translation
//===----------------------------------------------------------------------===//

/// Fails unless `entry` of `program` agrees with its `dsa.entry`.
static LogicalResult checkEntry(LLVM::LLVMFuncOp entry, ArrayAttr parameters) {
  LLVM::LLVMFunctionType type = entry.getFunctionType();
  bool agrees = isa<LLVM::LLVMVoidType>(type.getReturnType()) &&
                type.getNumParams() == parameters.size();
  if (agrees)
    for (auto [argument, parameter] : llvm::zip_equal(
             type.getParams(), parameters.getAsRange<ParameterAttr>()))
      agrees &= isa<LLVM::LLVMPointerType>(argument) ==
                isa<TensorType>(parameter.getType());
  if (agrees)
    return success();
  return entry.emitError("expected a function without results and with one "
                         "parameter for each of '")
         << kEntryAttrName << "', but got " << type;
}

static LogicalResult makeEntries(ModuleOp program, llvm::Module &module,
                                 bool packed) {
  bool tiles = usesTiles(module);
  for (auto function : program.getOps<LLVM::LLVMFuncOp>()) {
    llvm::Function *translated = module.getFunction(function.getSymName());
    if (function.isExternal())
      continue;
    auto parameters = function->getAttrOfType<ArrayAttr>(kEntryAttrName);
    if (!parameters) {
      if (SymbolTable::getSymbolVisibility(function) ==
          SymbolTable::Visibility::Private)
        translated->setLinkage(llvm::GlobalValue::InternalLinkage);
      continue;
    }
    if (failed(checkEntry(function, parameters)))
      return failure();
    llvm::Function *entry = makeEntry(*translated, tiles);
    if (packed)
      makePacked(*entry, parameters);
  }
  return success();
}

static void optimize(llvm::Module &module, llvm::TargetMachine &machine) {
  llvm::LoopAnalysisManager loops;
  llvm::FunctionAnalysisManager functions;
  llvm::CGSCCAnalysisManager graph;
  llvm::ModuleAnalysisManager modules;
  llvm::PassBuilder builder(&machine);
  builder.registerModuleAnalyses(modules);
  builder.registerCGSCCAnalyses(graph);
  builder.registerFunctionAnalyses(functions);
  builder.registerLoopAnalyses(loops);
  builder.crossRegisterProxies(loops, functions, graph, modules);
  builder.buildPerModuleDefaultPipeline(llvm::OptimizationLevel::O3)
      .run(module, modules);
}

FailureOr<std::unique_ptr<llvm::Module>>
dsa::translateToLLVMIR(ModuleOp program, llvm::LLVMContext &context,
                       llvm::TargetMachine &machine, const Target &target,
                       TranslationOptions options) {
  std::unique_ptr<llvm::Module> module =
      translateModuleToLLVMIR(program, context, "program");
  if (!module)
    return program.emitError("expected a program that translates to LLVM IR");
  module->setTargetTriple(machine.getTargetTriple());
  module->setDataLayout(machine.createDataLayout());
  if (failed(makeEntries(program, *module, options.packed)))
    return failure();
  setFunctionAttributes(*module, machine, target, options.baseline);
  std::string problems;
  llvm::raw_string_ostream stream(problems);
  if (llvm::verifyModule(*module, &stream))
    return program.emitError("expected a valid LLVM module, but got: ")
           << problems;
  optimize(*module, machine);
  return module;
}
