// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The `graph` dialect: its types, attributes and operations.
#ifndef DSA_DIALECT_GRAPH_IR_GRAPH_H
#define DSA_DIALECT_GRAPH_IR_GRAPH_H

#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Dialect.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "mlir/IR/OpDefinition.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/Interfaces/InferTypeOpInterface.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

#include "dsa/Dialect/Graph/IR/GraphDialect.h.inc"
#include "dsa/Dialect/Graph/IR/GraphEnums.h.inc"
#include "dsa/Dialect/Graph/IR/GraphInterfaces.h.inc"

#define GET_ATTRDEF_CLASSES
#include "dsa/Dialect/Graph/IR/GraphAttributes.h.inc"

#define GET_OP_CLASSES
#include "dsa/Dialect/Graph/IR/GraphOps.h.inc"

namespace mlir::graph {

/// The shape that `shapes` broadcast to as in numpy, or failure.
FailureOr<SmallVector<int64_t>>
broadcastShapes(ArrayRef<ArrayRef<int64_t>> shapes);

/// `type` with signless integers, as below `graph`.
Type getSignlessType(Type type);

} // namespace mlir::graph

#endif // DSA_DIALECT_GRAPH_IR_GRAPH_H
