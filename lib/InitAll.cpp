// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Registration of dialects and passes.
#include "dsa/InitAll.h"
#include "dsa/Conversion/Passes.h"
#include "dsa/Dialect/DSA/IR/DSA.h"
#include "dsa/Dialect/DSA/TransformOps/DSATransformOps.h"
#include "dsa/Dialect/DSA/Transforms/BufferizableOpInterfaceImpl.h"
#include "dsa/Dialect/DSA/Transforms/Passes.h"
#include "dsa/Dialect/Graph/IR/Graph.h"
#include "dsa/Dialect/Graph/Transforms/Passes.h"
#include "dsa/Dialect/Tile/IR/Tile.h"
#include "dsa/Dialect/Tile/Transforms/Passes.h"
#include "dsa/Execution/Translations.h"
#include "dsa/Import/ONNX.h"
#include "dsa/Pipeline/Pipeline.h"
#include "mlir/IR/DialectRegistry.h"

using namespace mlir;

void dsa::registerAllDialects(DialectRegistry &registry) {
  registry.insert<graph::GraphDialect, tile::TileDialect, DSADialect>();
  registerBufferizableOpInterfaceExternalModels(registry);
  registerTransformDialectExtension(registry);
}

void dsa::registerAllPasses() {
  registerConversionPasses();
  registerDSAPasses();
  graph::registerGraphPasses();
  tile::registerTilePasses();
  registerPipelines();
}

void dsa::registerAllTranslations() {
  registerExecutionTranslations();
  registerImportONNXTranslation();
}
