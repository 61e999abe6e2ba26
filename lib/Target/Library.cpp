// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Loads a machine and its instruction sets from their files into one module,
/// verified as a whole.
#include "dsa/Target/Library.h"
#include "ExpandSequences.h"
#include "FixLengths.h"
#include "SearchPath.h"
#include "dsa/Target/LibraryCache.h"
#include "mlir/IR/Verifier.h"
#include "mlir/Parser/Parser.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace mlir;
using namespace mlir::dsa;

namespace {

/// Collects a machine and what it needs into a module.
class Loader {
public:
  Loader(Location loc)
      : context(loc.getContext()), library(ModuleOp::create(loc)) {}

  /// Loads the machine of `file`, which is asked for as `name`.
  LogicalResult loadMachine(Location loc, StringRef file, StringRef name);

  /// Loads the adapters of the machine's file and of the search path.
  LogicalResult loadAdapters();

  OwningOpRef<ModuleOp> take() { return std::move(library); }

private:
  /// A file that was read, with the definitions nobody asked for yet.
  struct Source {
    std::string file;
    OwningOpRef<ModuleOp> module;
  };

  /// A machine that has the sets of `source`, and what they need.
  MachineOp makeMachine(Source &source, StringRef name);
  /// Moves the adapters of `source` into the library, except those whose name
  /// is taken.
  void takeAdapters(Source &source);
  /// Adds to `machine` what its sets take, or checks that it has it.
  LogicalResult addFeatures(MachineOp machine, bool isMadeUp);

  /// The parsed file; verified only when all is together. Null after an error.
  Source *read(StringRef file);
  /// Moves set `name`, and what it requires, into the library. `user` names it,
  /// in `source`.
  LogicalResult loadISA(FlatSymbolRefAttr name, Operation *user,
                        Source &source);
  LogicalResult loadRequired(ISAOp isa, Source &source);

  MLIRContext *context;
  OwningOpRef<ModuleOp> library;
  llvm::StringMap<Source> sources;
  /// The file of the machine.
  Source *main = nullptr;
  /// The sets whose requirements are being followed.
  SmallVector<ISAOp> active;
};

} // namespace

Loader::Source *Loader::read(StringRef file) {
  auto [it, isNew] = sources.try_emplace(file);
  if (isNew) {
    it->second.file = file.str();
    it->second.module = parseSourceFile<ModuleOp>(
        file, ParserConfig(context, /*verifyAfterParse=*/false));
  }
  return it->second.module ? &it->second : nullptr;
}

LogicalResult Loader::loadMachine(Location loc, StringRef file,
                                  StringRef name) {
  Source *source = main = read(file);
  if (!source)
    return failure();
  // Of several machines in a file, the one with the file's name.
  StringRef stem = llvm::sys::path::stem(file);
  auto machines = llvm::to_vector(source->module->getOps<MachineOp>());
  if (machines.size() > 1)
    llvm::erase_if(machines,
                   [&](MachineOp op) { return op.getSymName() != stem; });
  bool isMadeUp = machines.empty() && !source->module->getOps<ISAOp>().empty();
  if (isMadeUp)
    machines.push_back(makeMachine(*source, stem));
  if (machines.size() != 1)
    return emitError(loc, "expected one 'dsa.machine', or one with the name "
                          "of the file, in ")
           << file;
  MachineOp machine = machines.front();
  if (name == stem && machine.getSymName() != name)
    return machine.emitOpError("expected the name of the file, '")
           << name << "'";
  for (auto isa : machine.getIsas().getAsRange<FlatSymbolRefAttr>())
    if (failed(loadISA(isa, machine, *source)))
      return failure();
  if (failed(addFeatures(machine, isMadeUp)))
    return failure();
  machine->remove();
  library->push_back(machine);
  return fixLengths(*library, machine);
}

void Loader::takeAdapters(Source &source) {
  for (auto adapter :
       llvm::make_early_inc_range(source.module->getOps<AdapterOp>())) {
    if (library->lookupSymbol<AdapterOp>(adapter.getSymNameAttr()))
      continue;
    adapter->remove();
    library->push_back(adapter);
  }
}

LogicalResult Loader::loadAdapters() {
  takeAdapters(*main);
  for (const std::string &file : listAdapterFiles()) {
    Source *source = read(file);
    if (!source)
      return failure();
    takeAdapters(*source);
  }
  return success();
}

MachineOp Loader::makeMachine(Source &source, StringRef name) {
  OpBuilder builder = OpBuilder::atBlockEnd(source.module->getBody());
  SmallVector<Attribute> isas;
  for (auto isa : source.module->getOps<ISAOp>())
    isas.push_back(FlatSymbolRefAttr::get(isa.getSymNameAttr()));
  auto machine =
      MachineOp::create(builder, source.module->getLoc(),
                        builder.getStringAttr(name + "-machine"),
                        builder.getArrayAttr(isas), /*features=*/ArrayAttr(),
                        builder.getI64IntegerAttr(1), /*length=*/IntegerAttr(),
                        /*plain=*/CostAttr(),
                        /*triple=*/StringAttr());
  machine.getBody().emplaceBlock();
  return machine;
}

LogicalResult Loader::addFeatures(MachineOp machine, bool isMadeUp) {
  llvm::SetVector<Attribute> features;
  if (machine.getFeatures())
    features.insert_range(*machine.getFeatures());
  for (auto isa : library->getOps<ISAOp>()) {
    if (!isa.getFeatures())
      continue;
    for (Attribute feature : isa.getFeaturesAttr().getValue()) {
      if (!features.insert(feature) || isMadeUp)
        continue;
      InFlightDiagnostic diag = machine.emitOpError("expected feature ")
                                << feature << ", which @" << isa.getSymName()
                                << " takes";
      diag.attachNote(isa.getLoc()) << "instruction set defined here";
      return diag;
    }
  }
  if (!features.empty())
    machine.setFeaturesAttr(ArrayAttr::get(context, features.getArrayRef()));
  return success();
}

LogicalResult Loader::loadISA(FlatSymbolRefAttr name, Operation *user,
                              Source &source) {
  for (auto [index, isa] : llvm::enumerate(active)) {
    if (isa.getSymNameAttr() != name.getAttr())
      continue;
    std::string cycle;
    for (ISAOp other : ArrayRef(active).drop_front(index))
      cycle += "@" + other.getSymName().str() + " -> ";
    return user->emitOpError("expected instruction sets without a cycle of "
                             "requirements, but got ")
           << cycle << name;
  }
  if (library->lookupSymbol(name))
    return success();
  if (auto isa = source.module->lookupSymbol<ISAOp>(name))
    return loadRequired(isa, source);
  std::optional<std::string> file = findISAFile(name.getValue(), source.file);
  if (!file)
    return user->emitOpError("expected a known instruction set, but got ")
           << name << ": there is no such set in this file, nor a file for it "
           << "beside it or in 'isa' on the search path ("
           << llvm::join(getSearchPath(), ", ") << ")";
  Source *other = read(*file);
  if (!other)
    return failure();
  auto isa = other->module->lookupSymbol<ISAOp>(name);
  if (!isa)
    return user->emitOpError("expected ") << *file << " to define " << name;
  return loadRequired(isa, *other);
}

LogicalResult Loader::loadRequired(ISAOp isa, Source &source) {
  active.push_back(isa);
  if (isa.getRequires())
    for (auto required : isa.getRequires()->getAsRange<FlatSymbolRefAttr>())
      if (failed(loadISA(required, isa, source)))
        return failure();
  active.pop_back();
  isa->remove();
  library->push_back(isa);
  return success();
}

FailureOr<Target> Target::load(Location loc, StringRef name) {
  std::optional<std::string> file;
  if (name.ends_with(".mlir")) {
    if (!llvm::sys::fs::is_regular_file(name))
      return emitError(loc, "expected the file of a machine, but there is no ")
             << name;
    file = name.str();
  } else {
    file = findMachineFile(name);
  }
  if (!file)
    return emitError(loc, "expected a machine (")
           << llvm::join(listMachines(), ", ") << "), but got '" << name << "'";

  MLIRContext *context = loc.getContext();
  auto &cache = context->getOrLoadDialect<DSADialect>()->getLibraryCache();
  std::lock_guard<std::mutex> lock(cache.mutex);
  OwningOpRef<ModuleOp> &library = cache.libraries[*file];
  if (!library) {
    Loader loader(loc);
    if (succeeded(loader.loadMachine(loc, *file, name)) &&
        succeeded(loader.loadAdapters()))
      library = loader.take();
    if (!library || failed(verify(*library)) ||
        failed(expandSequences(*library))) {
      cache.libraries.erase(*file);
      return failure();
    }
  }
  return Target(*library, *library->getOps<MachineOp>().begin());
}
