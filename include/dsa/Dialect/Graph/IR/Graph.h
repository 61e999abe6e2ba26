// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The `graph` dialect: its types, attributes and operations.
#ifndef DSA_DIALECT_GRAPH_IR_GRAPH_H
#define DSA_DIALECT_GRAPH_IR_GRAPH_H

#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Dialect.h"
#include "mlir/IR/OpDefinition.h"
#include "mlir/IR/OpImplementation.h"

#include "dsa/Dialect/Graph/IR/GraphDialect.h.inc"

#define GET_OP_CLASSES
#include "dsa/Dialect/Graph/IR/GraphOps.h.inc"

#endif // DSA_DIALECT_GRAPH_IR_GRAPH_H
