//===- GraphQuantizationOps.td - Scales and zero points ----*- tablegen -*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef DSA_DIALECT_GRAPH_IR_GRAPHQUANTIZATIONOPS
#define DSA_DIALECT_GRAPH_IR_GRAPHQUANTIZATIONOPS

include "dsa/Dialect/Graph/IR/GraphBase.td"

defvar Graph_ScaleConstraints = [{
    **Constraints**
    * C1: the result has the shape of the input.
    * C2: a parameter is one number, or a vector of one for each index of
      dimension `axis`.
    * C3: the zero point has the quantized element type.
}];

def Graph_QuantizeLinearOp : Graph_Op<"quantize_linear"> {
  let summary = "Quantize with a scale and a zero point";
  let description = [{
    `saturate(round(x / scale) + zero_point)`, halves rounded to even.

  }] # Graph_ScaleConstraints # [{

    ```mlir
    %q = graph.quantize_linear %x, %s, %z {axis = 1 : i64}
        : (tensor<2x3xf32>, tensor<f32>, tensor<ui8>) -> tensor<2x3xui8>
    ```
  }];
  let arguments = (ins Graph_Float:$input, Graph_Float:$scale,
    Graph_Byte:$zero_point, DefaultValuedAttr<I64Attr, "1">:$axis);
  let results = (outs Graph_Byte:$result);
  let hasVerifier = 1;
}

def Graph_DequantizeLinearOp : Graph_Op<"dequantize_linear"> {
  let summary = "The numbers that quantized ones stand for";
  let description = [{
    `(x - zero_point) * scale`.

  }] # Graph_ScaleConstraints # [{

    ```mlir
    %x = graph.dequantize_linear %q, %s, %z {axis = 1 : i64}
        : (tensor<2x3xui8>, tensor<f32>, tensor<ui8>) -> tensor<2x3xf32>
    ```
  }];
  let arguments = (ins
    StaticShapeTensorOf<[SI8, UI8, SI32]>:$input, Graph_Float:$scale,
    StaticShapeTensorOf<[SI8, UI8, SI32]>:$zero_point,
    DefaultValuedAttr<I64Attr, "1">:$axis);
  let results = (outs Graph_Float:$result);
  let hasVerifier = 1;
}

def Graph_RequantizeOp : Graph_Op<"requantize"> {
  let summary = "Quantize the sums of products of quantized numbers";
  let description = [{
    `saturate(round(x * (lhs_scale * rhs_scale / scale)) + zero_point)`, halves
    rounded to even: the last step of a quantized matrix product or convolution
    whose operands had the scales `lhs_scale` and `rhs_scale`.

  }] # Graph_ScaleConstraints # [{

    ```mlir
    %q = graph.requantize %x, %sa, %sb, %s, %z {axis = 1 : i64}
        : (tensor<2x3xsi32>, tensor<f32>, tensor<3xf32>, tensor<f32>,
           tensor<ui8>) -> tensor<2x3xui8>
    ```
  }];
  let arguments = (ins Graph_Sum:$input, Graph_Float:$lhs_scale,
    Graph_Float:$rhs_scale, Graph_Float:$scale, Graph_Byte:$zero_point,
    DefaultValuedAttr<I64Attr, "1">:$axis);
  let results = (outs Graph_Byte:$result);
  let hasVerifier = 1;
}

#endif // DSA_DIALECT_GRAPH_IR_GRAPHQUANTIZATIONOPS
