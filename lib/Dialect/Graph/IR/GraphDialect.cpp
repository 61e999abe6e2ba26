// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The `graph` dialect.
#include "GraphTypeInference.h"
#include "dsa/Conversion/GraphToLinalg.h"
#include "dsa/Dialect/Graph/IR/Graph.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/DialectImplementation.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace mlir::graph;

#include "dsa/Dialect/Graph/IR/GraphDialect.cpp.inc"
#include "dsa/Dialect/Graph/IR/GraphEnums.cpp.inc"
#include "dsa/Dialect/Graph/IR/GraphInterfaces.cpp.inc"

#define GET_ATTRDEF_CLASSES
#include "dsa/Dialect/Graph/IR/GraphAttributes.cpp.inc"

void GraphDialect::initialize() {
  addAttributes<
#define GET_ATTRDEF_LIST
#include "dsa/Dialect/Graph/IR/GraphAttributes.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "dsa/Dialect/Graph/IR/GraphOps.cpp.inc"
      >();
}

Type graph::getSignlessType(Type type) {
  if (auto tensor = dyn_cast<RankedTensorType>(type))
    return tensor.clone(getSignlessType(tensor.getElementType()));
  if (auto integer = dyn_cast<IntegerType>(type))
    return IntegerType::get(type.getContext(), integer.getWidth());
  return type;
}

/// `graph.constant` has the type of its value.
static ParseResult parseConstantValue(OpAsmParser &parser, TypedAttr &value,
                                      Type &type) {
  if (parser.parseAttribute(value))
    return failure();
  type = value.getType();
  return success();
}
static void printConstantValue(OpAsmPrinter &printer, Operation *,
                               TypedAttr value, Type) {
  printer << value;
}

#define GET_OP_CLASSES
#include "dsa/Dialect/Graph/IR/GraphOps.cpp.inc"
