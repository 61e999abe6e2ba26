//===- GraphShapeOps.td - Constants and moves of elements --*- tablegen -*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef DSA_DIALECT_GRAPH_IR_GRAPHSHAPEOPS
#define DSA_DIALECT_GRAPH_IR_GRAPHSHAPEOPS

include "dsa/Dialect/Graph/IR/GraphAttributes.td"
include "dsa/Dialect/Graph/IR/GraphBase.td"

def Graph_ConstantOp : Graph_Op<"constant", [ConstantLike]> {
  let summary = "A tensor that is known when the program is compiled";
  let description = [{
    The value is written out, or names bytes in a file (`#graph.external`), so
    that weights are neither parsed nor printed.

    **Constraints**
    * C1: the value has the type of the result.
    * C2: an external value has as many bytes as the result.

    ```mlir
    %a = graph.constant dense<[1.0, 2.0]> : tensor<2xf32>
    %w = graph.constant #graph.external<"model.onnx", 128, 4096>
        : tensor<32x32xf32>
    ```
  }];
  let arguments = (ins
    TypedAttrInterface:$value);
  let results = (outs Graph_Any:$result);
  let assemblyFormat = [{
    attr-dict custom<ConstantValue>($value, type($result))
  }];
  let hasFolder = 1;
  let hasVerifier = 1;
}

def Graph_ReshapeOp : Graph_Op<"reshape", [SameOperandsAndResultElementType]> {
  let summary = "The same elements, in order, in another shape";
  let description = [{
    **Constraints**
    * C1: source and result have the same number of elements.

    ```mlir
    %r = graph.reshape %x : (tensor<2x6xf32>) -> tensor<3x4xf32>
    ```
  }];
  let arguments = (ins Graph_Any:$input);
  let results = (outs Graph_Any:$result);
  let hasVerifier = 1;
  let hasFolder = 1;
}

def Graph_TransposeOp : Graph_Op<"transpose",
    [SameOperandsAndResultElementType, InferTypeOpAdaptor]> {
  let summary = "Permute the dimensions";
  let description = [{
    Dimension `i` of the result is dimension `permutation[i]` of the input.

    **Constraints**
    * C1: `permutation` is a permutation of the dimensions.

    ```mlir
    %r = graph.transpose %x {permutation = array<i64: 1, 0>}
        : (tensor<2x3xf32>) -> tensor<3x2xf32>
    ```
  }];
  let arguments = (ins Graph_Any:$input, DenseI64ArrayAttr:$permutation);
  let results = (outs Graph_Any:$result);
}

def Graph_ExpandOp : Graph_Op<"expand", [SameOperandsAndResultElementType]> {
  let summary = "Repeat a tensor along dimensions of extent one";
  let description = [{
    Broadcasts the input to the shape of the result, as in numpy.

    **Constraints**
    * C1: the shape of the input broadcasts to that of the result.

    ```mlir
    %r = graph.expand %x : (tensor<3x1xf32>) -> tensor<2x3x4xf32>
    ```
  }];
  let arguments = (ins Graph_Any:$input);
  let results = (outs Graph_Any:$result);
  let hasVerifier = 1;
}

def Graph_ConcatOp : Graph_Op<"concat", [SameOperandsAndResultElementType,
    InferTypeOpAdaptor]> {
  let summary = "Put tensors one after the other along a dimension";
  let description = [{
    **Constraints**
    * C1: there is at least one input, and `axis` is a dimension of it.
    * C2: the inputs agree in the other dimensions.

    ```mlir
    %r = graph.concat %a, %b {axis = 1 : i64}
        : (tensor<2x3xf32>, tensor<2x4xf32>) -> tensor<2x7xf32>
    ```
  }];
  let arguments = (ins Variadic<Graph_Any>:$inputs, I64Attr:$axis);
  let results = (outs Graph_Any:$result);
}

def Graph_SliceOp : Graph_Op<"slice", [SameOperandsAndResultElementType,
    InferTypeOpAdaptor]> {
  let summary = "Elements at regular distances";
  let description = [{
    Index `i` of a dimension of the result is index `start + i * step` of the
    input, for `size` indices. Steps may be negative.

    **Constraints**
    * C1: starts, sizes and steps have one number a dimension; steps are not
      zero.
    * C2: every index that is read is inside the input.

    ```mlir
    %r = graph.slice %x {starts = array<i64: 5>, sizes = array<i64: 3>,
        steps = array<i64: -2>} : (tensor<6xf32>) -> tensor<3xf32>
    ```
  }];
  let arguments = (ins Graph_Any:$input, DenseI64ArrayAttr:$starts,
    DenseI64ArrayAttr:$sizes, DenseI64ArrayAttr:$steps);
  let results = (outs Graph_Any:$result);
}

def Graph_PadOp : Graph_Op<"pad", [SameOperandsAndResultElementType,
    InferTypeOpAdaptor]> {
  let summary = "Elements around a tensor";
  let description = [{
    `low` elements before and `high` elements after each dimension: `value`
    (`constant`), those of the input mirrored at its first and last element
    (`reflect`), or the nearest of the input (`edge`).

    **Constraints**
    * C1: `low` and `high` have one number a dimension that is not negative.
    * C2: mode `constant` has a `value` of one element, the others have none.
    * C3: mode `reflect` pads by less than the extent, mode `edge` only
      dimensions that are not empty.

    ```mlir
    %r = graph.pad %x, %v constant {low = array<i64: 1>, high = array<i64: 2>}
        : (tensor<6xf32>, tensor<f32>) -> tensor<9xf32>
    ```
  }];
  let arguments = (ins Graph_Any:$input, Optional<Graph_Any>:$value,
    Graph_PadModeAttr:$mode, DenseI64ArrayAttr:$low,
    DenseI64ArrayAttr:$high);
  let results = (outs Graph_Any:$result);
  let assemblyFormat = [{
    $input (`,` $value^)? $mode attr-dict
    `:` functional-type(operands, results)
  }];
  let hasVerifier = 1;
}

def Graph_GatherOp : Graph_Op<"gather", [InferTypeOpAdaptor]> {
  let summary = "Look up slices along a dimension";
  let description = [{
    `result[.., i.., ..] = input[.., indices[i..], ..]`: dimension `axis` is
    replaced by those of the indices. A negative index counts from the end.

    **Constraints**
    * C1: `axis` is a dimension of the input.

    ```mlir
    %r = graph.gather %x, %i {axis = 0 : i64}
        : (tensor<10x3xf32>, tensor<2x4xsi64>) -> tensor<2x4x3xf32>
    ```
  }];
  let arguments = (ins Graph_Any:$input, Graph_Index:$indices, I64Attr:$axis);
  let results = (outs Graph_Any:$result);
}

#endif // DSA_DIALECT_GRAPH_IR_GRAPHSHAPEOPS
