// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The `graph` dialect.
#include "dsa/Dialect/Graph/IR/Graph.h"

using namespace mlir;
using namespace mlir::graph;

#include "dsa/Dialect/Graph/IR/GraphDialect.cpp.inc"

void GraphDialect::initialize() {
  addOperations<
#define GET_OP_LIST
#include "dsa/Dialect/Graph/IR/GraphOps.cpp.inc"
      >();
}

#define GET_OP_CLASSES
#include "dsa/Dialect/Graph/IR/GraphOps.cpp.inc"
