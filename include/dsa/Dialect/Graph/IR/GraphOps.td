//===- GraphOps.td - Operators of the graph dialect --------*- tablegen -*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef DSA_DIALECT_GRAPH_IR_GRAPHOPS
#define DSA_DIALECT_GRAPH_IR_GRAPHOPS

include "dsa/Dialect/Graph/IR/GraphContractionOps.td"
include "dsa/Dialect/Graph/IR/GraphElementwiseOps.td"
include "dsa/Dialect/Graph/IR/GraphNormalizationOps.td"
include "dsa/Dialect/Graph/IR/GraphQuantizationOps.td"
include "dsa/Dialect/Graph/IR/GraphReductionOps.td"
include "dsa/Dialect/Graph/IR/GraphShapeOps.td"

#endif // DSA_DIALECT_GRAPH_IR_GRAPHOPS
