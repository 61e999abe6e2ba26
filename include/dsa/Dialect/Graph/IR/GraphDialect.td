//===- GraphDialect.td - The graph dialect -----------------*- tablegen -*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef DSA_DIALECT_GRAPH_IR_GRAPHDIALECT
#define DSA_DIALECT_GRAPH_IR_GRAPHDIALECT

include "mlir/IR/OpBase.td"

def Graph_Dialect : Dialect {
  let name = "graph";
  let cppNamespace = "::mlir::graph";
  let summary = "What to compute: operators on whole tensors";
  let description = [{
    The graph compiler's level: tensors and dataflow, no memory, no order.
    Operators keep the vocabulary of ONNX; the sign of an integer is part of its
    type (`si8`, `ui8`). Each operator knows its own lowering to linalg through
    an interface, so that no pass switches over operator names. Shapes are
    static.
  }];
  let useDefaultAttributePrinterParser = 1;
}

#endif // DSA_DIALECT_GRAPH_IR_GRAPHDIALECT
