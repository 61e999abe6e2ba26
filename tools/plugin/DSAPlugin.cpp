// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The dialects and passes as a plugin: `--load-dialect-plugin` is enough, the
/// passes are then known to `--pass-pipeline`.
#include "dsa/InitAll.h"
#include "mlir/IR/DialectRegistry.h"
#include "mlir/Tools/Plugins/DialectPlugin.h"
#include "mlir/Tools/Plugins/PassPlugin.h"
#include "llvm/Config/llvm-config.h"

/// Either callback may be the first, or the only one.
static void registerPassesOnce() {
  static bool registered = (mlir::dsa::registerAllPasses(), true);
  (void)registered;
}

extern "C" LLVM_ATTRIBUTE_WEAK ::mlir::DialectPluginLibraryInfo
mlirGetDialectPluginInfo() {
  return {MLIR_PLUGIN_API_VERSION, "DSA", LLVM_VERSION_STRING,
          [](mlir::DialectRegistry *registry) {
            mlir::dsa::registerAllDialects(*registry);
            registerPassesOnce();
          }};
}

extern "C" LLVM_ATTRIBUTE_WEAK ::mlir::PassPluginLibraryInfo
mlirGetPassPluginInfo() {
  return {MLIR_PLUGIN_API_VERSION, "DSA", LLVM_VERSION_STRING,
          registerPassesOnce};
}
