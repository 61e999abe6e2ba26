//===- GraphReductionOps.td - Reductions and windows -------*- tablegen -*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef DSA_DIALECT_GRAPH_IR_GRAPHREDUCTIONOPS
#define DSA_DIALECT_GRAPH_IR_GRAPHREDUCTIONOPS

include "dsa/Dialect/Graph/IR/GraphBase.td"

//===----------------------------------------------------------------------===//
// Reductions over whole dimensions
//===----------------------------------------------------------------------===//

class Graph_ReductionOp<string mnemonic, string meaning>
    : Graph_Op<"reduce_" # mnemonic, [SameOperandsAndResultElementType,
          InferTypeOpAdaptor]> {
  let summary = meaning # " over dimensions, which the result lacks";
  let description = [{
    **Constraints**
    * C1: the axes are dimensions of the input, in increasing order.

    ```mlir
    %r = graph.reduce_}] # mnemonic # [{ %x {axes = array<i64: 1>}
        : (tensor<2x3x4xf32>) -> tensor<2x4xf32>
    ```
  }];
  let arguments = (ins Graph_Number:$input, DenseI64ArrayAttr:$axes,
    Graph_FastMathAttr:$fastmath);
  let results = (outs Graph_Number:$result);
  let extraClassDefinition = [{
    ::llvm::LogicalResult $cppClass::inferReturnTypes(
        ::mlir::MLIRContext *, ::std::optional<::mlir::Location> location,
        Adaptor adaptor, ::llvm::SmallVectorImpl<::mlir::Type> &types) {
      return inferReductionType(location, adaptor.getInput().getType(),
                                adaptor.getAxes(), types);
    }
  }];
}

def Graph_ReduceSumOp : Graph_ReductionOp<"sum", "Sum">;
def Graph_ReduceProdOp : Graph_ReductionOp<"prod", "Product">;
def Graph_ReduceMinOp : Graph_ReductionOp<"min", "Minimum">;
def Graph_ReduceMaxOp : Graph_ReductionOp<"max", "Maximum">;

//===----------------------------------------------------------------------===//
// Reductions over windows
//===----------------------------------------------------------------------===//

defvar Graph_PoolDoc = [{
    Tensors are `[batch, channel, spatial...]`. `kernel`, `strides` and
    `dilations` have one number a spatial dimension; `pads` has the padding
    before each, then the padding after each.

    **Constraints**
    * C1: the input has three dimensions or more.
    * C2: kernel, strides and dilations have one positive number a spatial
      dimension, pads two that are not negative.
    * C3: the window fits into the padded input.
}];

def Graph_MaxPoolOp : Graph_Op<"max_pool", [SameOperandsAndResultElementType,
    InferTypeOpAdaptor]> {
  let summary = "Maximum over a window";
  let description = Graph_PoolDoc # [{

    ```mlir
    %r = graph.max_pool %x {kernel = array<i64: 2>, strides = array<i64: 2>,
        dilations = array<i64: 1>, pads = array<i64: 0, 0>}
        : (tensor<1x4x16xf32>) -> tensor<1x4x8xf32>
    ```
  }];
  let arguments = (ins Graph_Number:$input, DenseI64ArrayAttr:$kernel,
    DenseI64ArrayAttr:$strides, DenseI64ArrayAttr:$dilations,
    DenseI64ArrayAttr:$pads);
  let results = (outs Graph_Number:$result);
}

def Graph_AveragePoolOp : Graph_Op<"average_pool",
    [SameOperandsAndResultElementType, InferTypeOpAdaptor]> {
  let summary = "Mean over a window";
  let description = Graph_PoolDoc # [{
    * C4: `counted_pads` is not negative and not larger than `pads`.

    The mean is over the elements of the window that lie inside the input
    enlarged by `counted_pads` (zeros there); what lies outside counts neither
    in the sum nor in the divisor.

    ```mlir
    %r = graph.average_pool %x {kernel = array<i64: 2>,
        strides = array<i64: 2>, dilations = array<i64: 1>,
        pads = array<i64: 0, 0>, counted_pads = array<i64: 0, 0>}
        : (tensor<1x4x16xf32>) -> tensor<1x4x8xf32>
    ```
  }];
  let arguments = (ins Graph_Float:$input, DenseI64ArrayAttr:$kernel,
    DenseI64ArrayAttr:$strides, DenseI64ArrayAttr:$dilations,
    DenseI64ArrayAttr:$pads, DenseI64ArrayAttr:$counted_pads,
    Graph_FastMathAttr:$fastmath);
  let results = (outs Graph_Float:$result);
  let hasVerifier = 1;
}

#endif // DSA_DIALECT_GRAPH_IR_GRAPHREDUCTIONOPS
