//===- GraphContractionOps.td - Sums of products -----------*- tablegen -*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef DSA_DIALECT_GRAPH_IR_GRAPHCONTRACTIONOPS
#define DSA_DIALECT_GRAPH_IR_GRAPHCONTRACTIONOPS

include "dsa/Dialect/Graph/IR/GraphBase.td"

//===----------------------------------------------------------------------===//
// Matrix products
//===----------------------------------------------------------------------===//

def Graph_MatmulOp : Graph_Op<"matmul", [SameOperandsAndResultElementType,
    InferTypeOpAdaptor]> {
  let summary = "Matrix product, over batches";
  let description = [{
    `result[b, m, n] = sum over k of lhs[b, m, k] * rhs[b, k, n]`. Dimensions
    before the last two are batches, which broadcast as in numpy. `fastmath`
    goes to the bodies of the lowered sums.

    **Constraints**
    * C1: the operands have two dimensions or more.
    * C2: the columns of `lhs` are as many as the rows of `rhs`.
    * C3: the batches broadcast.

    ```mlir
    %r = graph.matmul %a, %b {fastmath = #arith.fastmath<reassoc,contract>}
        : (tensor<8x64x32xf32>, tensor<32x16xf32>) -> tensor<8x64x16xf32>
    ```
  }];
  let arguments = (ins Graph_Number:$lhs, Graph_Number:$rhs,
    Graph_FastMathAttr:$fastmath);
  let results = (outs Graph_Number:$result);
}

def Graph_GemmOp : Graph_Op<"gemm", [SameOperandsAndResultElementType,
    InferTypeOpAdaptor]> {
  let summary = "Matrix product, scaled and added to a matrix";
  let description = [{
    `alpha * op(lhs) * op(rhs) + beta * bias`, where `op` transposes if asked
    to. The bias broadcasts to the shape of the product.

    **Constraints**
    * C1: the matrices have two dimensions.
    * C2: the columns of `op(lhs)` are as many as the rows of `op(rhs)`.
    * C3: the bias broadcasts to the product without enlarging it.

    ```mlir
    %r = graph.gemm %a, %b, %c {alpha = 1.0 : f32, beta = 1.0 : f32,
        transpose_rhs}
        : (tensor<4x10xf32>, tensor<8x10xf32>, tensor<8xf32>)
        -> tensor<4x8xf32>
    ```
  }];
  let arguments = (ins Graph_Float:$lhs, Graph_Float:$rhs,
    Optional<Graph_Float>:$bias, DefaultValuedAttr<F32Attr, "1.0f">:$alpha,
    DefaultValuedAttr<F32Attr, "1.0f">:$beta, UnitAttr:$transpose_lhs,
    UnitAttr:$transpose_rhs, Graph_FastMathAttr:$fastmath);
  let results = (outs Graph_Float:$result);
}

def Graph_MatmulIntegerOp : Graph_Op<"matmul_integer", [InferTypeOpAdaptor,
    AttrSizedOperandSegments]> {
  let summary = "Matrix product of bytes, summed in 32 bits";
  let description = [{
    `sum over k of (lhs[b, m, k] - lhs_zero[m]) * (rhs[b, k, n] - rhs_zero[n])`.
    A zero point is one number, or one a row of `lhs`, a column of `rhs`;
    without one nothing is subtracted.

    **Constraints**
    * C1 to C3 of `graph.matmul`.
    * C4: a zero point has the element type of its matrix; it is one number, or
      a vector of one for each row of `lhs`, each column of `rhs`.

    ```mlir
    %r = graph.matmul_integer %a, %b lhs_zero(%z)
        : (tensor<64x128xui8>, tensor<128x64xsi8>, tensor<ui8>)
        -> tensor<64x64xsi32>
    ```
  }];
  let arguments = (ins Graph_Byte:$lhs, Graph_Byte:$rhs,
    Optional<Graph_Byte>:$lhs_zero, Optional<Graph_Byte>:$rhs_zero);
  let results = (outs Graph_Sum:$result);
  let assemblyFormat = [{
    $lhs `,` $rhs (`lhs_zero` `(` $lhs_zero^ `)`)?
    (`rhs_zero` `(` $rhs_zero^ `)`)? attr-dict
    `:` functional-type(operands, results)
  }];
  let hasVerifier = 1;
}

//===----------------------------------------------------------------------===//
// Convolutions
//===----------------------------------------------------------------------===//

defvar Graph_WindowDoc = [{
    Tensors are `[batch, channel, spatial...]`, kernels `[out channel, channel
    in the group, window...]`. `strides` and `dilations` have one number a
    spatial dimension; `pads` has the padding before each spatial dimension,
    then the padding after each. `group` parts the channels: each group of
    output channels sees its own group of input channels.
}];

defvar Graph_ConvConstraints = [{
    **Constraints**
    * C1: input and kernel have the same number of dimensions, three or more.
    * C2: strides and dilations have one positive number a spatial dimension,
      pads two that are not negative.
    * C3: `group` divides both numbers of channels, and the kernel has the
      channels of one group.
    * C4: the window fits into the padded input.
}];

def Graph_ConvOp : Graph_Op<"conv", [SameOperandsAndResultElementType,
    InferTypeOpAdaptor]> {
  let summary = "Convolution over one to three spatial dimensions";
  let description = Graph_WindowDoc # Graph_ConvConstraints # [{
    * C5: the bias has one number an output channel.

    ```mlir
    %r = graph.conv %x, %k, %b {strides = array<i64: 2>, group = 1 : i64,
        dilations = array<i64: 1>, pads = array<i64: 1, 1>}
        : (tensor<1x4x16xf32>, tensor<8x4x3xf32>, tensor<8xf32>)
        -> tensor<1x8x8xf32>
    ```
  }];
  let arguments = (ins Graph_Float:$input, Graph_Float:$kernel,
    Optional<Graph_Float>:$bias, DenseI64ArrayAttr:$strides,
    DenseI64ArrayAttr:$dilations, DenseI64ArrayAttr:$pads,
    DefaultValuedAttr<I64Attr, "1">:$group, Graph_FastMathAttr:$fastmath);
  let results = (outs Graph_Float:$result);
}

def Graph_ConvIntegerOp : Graph_Op<"conv_integer", [InferTypeOpAdaptor,
    AttrSizedOperandSegments]> {
  let summary = "Convolution of bytes, summed in 32 bits";
  let description = Graph_WindowDoc # [{
    The zero points are subtracted from input and kernel first, so padding is
    zero after the subtraction.

  }] # Graph_ConvConstraints # [{
    * C5: a zero point has the element type of its tensor; it is one number, or
      for the kernel a vector of one for each output channel.

    ```mlir
    %r = graph.conv_integer %x, %k input_zero(%z) {strides = array<i64: 1>,
        dilations = array<i64: 1>, pads = array<i64: 1, 1>}
        : (tensor<1x4x16xui8>, tensor<8x4x3xsi8>, tensor<ui8>)
        -> tensor<1x8x16xsi32>
    ```
  }];
  let arguments = (ins Graph_Byte:$input, Graph_Byte:$kernel,
    Optional<Graph_Byte>:$input_zero, Optional<Graph_Byte>:$kernel_zero,
    DenseI64ArrayAttr:$strides, DenseI64ArrayAttr:$dilations,
    DenseI64ArrayAttr:$pads, DefaultValuedAttr<I64Attr, "1">:$group);
  let results = (outs Graph_Sum:$result);
  let assemblyFormat = [{
    $input `,` $kernel (`input_zero` `(` $input_zero^ `)`)?
    (`kernel_zero` `(` $kernel_zero^ `)`)? attr-dict
    `:` functional-type(operands, results)
  }];
  let hasVerifier = 1;
}

def Graph_ConvTransposeOp : Graph_Op<"conv_transpose",
    [SameOperandsAndResultElementType, InferTypeOpAdaptor]> {
  let summary = "Transposed convolution";
  let description = [{
    The gradient of a convolution to its input: each element of the input adds
    the kernel, scaled, to the window of the result that it belongs to. The
    kernel is `[channel, out channel in the group, window...]`; `pads` are taken
    from the result, `output_padding` is added after it. The extent of a spatial
    dimension is `stride * (input - 1) + output_padding + (kernel - 1) *
    dilation + 1 - pads`.

    **Constraints**
    * C1: input and kernel have the same number of dimensions, three or more.
    * C2: strides, dilations and output padding have one number a spatial
      dimension, pads two; strides and dilations are positive.
    * C3: the kernel has the channels of the input, and `group` divides them.
    * C4: the result is not empty.
    * C5: the bias has one number an output channel.

    ```mlir
    %r = graph.conv_transpose %x, %k {strides = array<i64: 2>,
        dilations = array<i64: 1>, pads = array<i64: 0, 0>,
        output_padding = array<i64: 1>}
        : (tensor<1x4x16xf32>, tensor<4x8x3xf32>) -> tensor<1x8x34xf32>
    ```
  }];
  let arguments = (ins Graph_Float:$input, Graph_Float:$kernel,
    Optional<Graph_Float>:$bias, DenseI64ArrayAttr:$strides,
    DenseI64ArrayAttr:$dilations, DenseI64ArrayAttr:$pads,
    DenseI64ArrayAttr:$output_padding,
    DefaultValuedAttr<I64Attr, "1">:$group, Graph_FastMathAttr:$fastmath);
  let results = (outs Graph_Float:$result);
}

#endif // DSA_DIALECT_GRAPH_IR_GRAPHCONTRACTIONOPS
