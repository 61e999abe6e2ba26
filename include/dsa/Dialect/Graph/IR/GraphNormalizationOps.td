//===- GraphNormalizationOps.td - Normalizations -----------*- tablegen -*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef DSA_DIALECT_GRAPH_IR_GRAPHNORMALIZATIONOPS
#define DSA_DIALECT_GRAPH_IR_GRAPHNORMALIZATIONOPS

include "dsa/Dialect/Graph/IR/GraphBase.td"

class Graph_SoftmaxLikeOp<string mnemonic, string equation>
    : Graph_Op<mnemonic, [SameOperandsAndResultType]> {
  let description = "`" # equation # [{`, where sums and maxima are over
    dimension `axis`.

    **Constraints**
    * C1: `axis` is a dimension of the input.

    ```mlir
    %r = graph.}] # mnemonic # [{ %x {axis = 1 : i64}
        : (tensor<2x3xf32>) -> tensor<2x3xf32>
    ```
  }];
  let arguments = (ins Graph_Float:$input, I64Attr:$axis,
    Graph_FastMathAttr:$fastmath);
  let results = (outs Graph_Float:$result);
  let hasVerifier = 1;
}

def Graph_SoftmaxOp : Graph_SoftmaxLikeOp<"softmax",
    "exp(x - max(x)) / sum(exp(x - max(x)))"> {
  let summary = "Normalized exponentials along a dimension";
}

def Graph_LogSoftmaxOp : Graph_SoftmaxLikeOp<"log_softmax",
    "x - max(x) - ln(sum(exp(x - max(x))))"> {
  let summary = "Logarithm of the softmax along a dimension";
}

def Graph_BatchNormOp : Graph_Op<"batch_norm",
    [SameOperandsAndResultElementType, TypesMatchWith<
        "the result has the type of the input", "input", "result", "$_self">]> {
  let summary = "Normalization by known means and variances of the channels";
  let description = [{
    `(x - mean) / sqrt(variance + epsilon) * scale + bias`, with one number a
    channel (dimension 1).

    **Constraints**
    * C1: the input has two dimensions or more.
    * C2: the parameters are vectors of one number a channel.

    ```mlir
    %r = graph.batch_norm %x, %s, %b, %m, %v {epsilon = 1.0e-5 : f32}
        : (tensor<2x3x4xf32>, tensor<3xf32>, tensor<3xf32>, tensor<3xf32>,
           tensor<3xf32>) -> tensor<2x3x4xf32>
    ```
  }];
  let arguments = (ins Graph_Float:$input, Graph_Float:$scale,
    Graph_Float:$bias, Graph_Float:$mean, Graph_Float:$variance,
    F32Attr:$epsilon);
  let results = (outs Graph_Float:$result);
  let hasVerifier = 1;
}

#endif // DSA_DIALECT_GRAPH_IR_GRAPHNORMALIZATIONOPS
