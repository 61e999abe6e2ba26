// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// LLVM's view of a described machine.
#include "dsa/Execution/Compile.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/TargetParser/Host.h"

using namespace mlir;
using namespace mlir::dsa;

/// The processor features of `target`, sorted and without duplicates.
static SmallVector<StringRef> getFeatures(const Target &target) {
  SmallVector<StringRef> features;
  if (ArrayAttr attribute = target.getMachine().getFeaturesAttr())
    llvm::append_range(features, attribute.getAsValueRange<StringAttr>());
  llvm::sort(features);
  features.erase(llvm::unique(features), features.end());
  return features;
}

FailureOr<std::unique_ptr<llvm::TargetMachine>>
dsa::createTargetMachine(Location loc, const Target &target, bool baseline) {
  static bool initialized = [] {
    llvm::InitializeAllTargetInfos();
    llvm::InitializeAllTargets();
    llvm::InitializeAllTargetMCs();
    llvm::InitializeAllAsmPrinters();
    return true;
  }();
  (void)initialized;
  // What is simulated runs here, whatever the machine.
  std::string text = llvm::sys::getDefaultTargetTriple();
  std::optional<StringRef> given = target.getMachine().getTriple();
  if (given && !baseline)
    text = given->str();
  llvm::Triple triple(text);
  std::string error;
  const llvm::Target *backend =
      llvm::TargetRegistry::lookupTarget(triple, error);
  if (!backend)
    return emitError(loc, "expected a triple that LLVM knows for machine '")
           << target.getMachine().getSymName() << "', but got '" << text
           << "': " << error;
  std::string features;
  if (!baseline)
    for (StringRef feature : getFeatures(target))
      features += (features.empty() ? "+" : ",+") + feature.str();
  std::unique_ptr<llvm::TargetMachine> machine(backend->createTargetMachine(
      triple, "", features, llvm::TargetOptions(), llvm::Reloc::PIC_,
      std::nullopt, llvm::CodeGenOptLevel::Aggressive));
  if (!machine)
    return emitError(loc, "expected a triple that LLVM generates code for, but "
                          "got '")
           << text << "'";
  return machine;
}

LogicalResult dsa::checkHostRuns(Location loc, const Target &target) {
  llvm::StringMap<bool> host = llvm::sys::getHostCPUFeatures();
  std::optional<StringRef> triple = target.getMachine().getTriple();
  if (triple && !isHostProcessor(*triple))
    return emitError(loc, "expected a machine that this processor is, but '")
           << target.getMachine().getSymName() << "' is for " << *triple
           << "; an emulator can run it";
  SmallVector<StringRef> lacking;
  for (StringRef feature : getFeatures(target))
    if (!host.lookup(feature))
      lacking.push_back(feature);
  if (lacking.empty())
    return success();
  return emitError(loc, "expected a processor that machine '")
         << target.getMachine().getSymName()
         << "' describes, but this one lacks " << llvm::join(lacking, ", ");
}
