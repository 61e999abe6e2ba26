//===- GraphElementwiseOps.td - Element-wise operators -----*- tablegen -*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef DSA_DIALECT_GRAPH_IR_GRAPHELEMENTWISEOPS
#define DSA_DIALECT_GRAPH_IR_GRAPHELEMENTWISEOPS

include "dsa/Dialect/Graph/IR/GraphBase.td"

/// `resultElement` is the C++ expression of the element type of the result, in
/// terms of `adaptor`.
class Graph_ElementwiseOp<string mnemonic, string resultElement,
                          list<Trait> traits = []>
    : Graph_Op<mnemonic, [InferTypeOpAdaptor,
          DeclareOpInterfaceMethods<ElementwiseOpInterface>] # traits> {
  string inferAndLower = [{
    ::llvm::LogicalResult $cppClass::inferReturnTypes(
        ::mlir::MLIRContext *context,
        ::std::optional<::mlir::Location> location, Adaptor adaptor,
        ::llvm::SmallVectorImpl<::mlir::Type> &types) {
      return inferElementwiseType(location, adaptor.getOperands(), }]
      # resultElement # [{, types);
    }
    ::mlir::FailureOr<::mlir::Value> $cppClass::lower(
        ::mlir::ImplicitLocOpBuilder &builder, ::mlir::ValueRange operands) {
      return lowerElementwise(*this, builder, operands);
    }
  }];
  let extraClassDefinition = inferAndLower;
  string elementwiseConstraints = [{
    **Constraints**
    * C1: the shapes of the operands broadcast as in numpy: aligned at the last
      dimension, extents are equal or 1.
    * C2: the result has the broadcast shape.
  }];
}

//===----------------------------------------------------------------------===//
// One operand
//===----------------------------------------------------------------------===//

class Graph_UnaryOp<string mnemonic, Type tensor, string meaning,
                    string equation>
    : Graph_ElementwiseOp<mnemonic,
          "getElementTypeOrSelf(adaptor.getInput())"> {
  let summary = "Element-wise " # meaning;
  let description = "`" # equation # "` for each element.\n\n" # [{
    ```mlir
    %r = graph.}] # mnemonic # [{ %x : (tensor<2x3xf32>) -> tensor<2x3xf32>
    ```
  }];
  let arguments = (ins tensor:$input);
  let results = (outs tensor:$result);
}

/// An operator that one operation of the math dialect computes.
class Graph_MathOp<string mnemonic, string math, string meaning,
                   string equation>
    : Graph_UnaryOp<mnemonic, Graph_Float, meaning, equation> {
  let extraClassDefinition = inferAndLower # [{
    ::mlir::Value $cppClass::lowerScalar(
        ::mlir::ImplicitLocOpBuilder &builder, ::mlir::ValueRange scalars) {
      return ::mlir::math::}] # math # [{::create(builder, scalars[0]);
    }
  }];
}

def Graph_ExpOp : Graph_MathOp<"exp", "ExpOp", "exponential", "exp(x)">;
def Graph_LogOp : Graph_MathOp<"log", "LogOp", "logarithm", "ln(x)">;
def Graph_SqrtOp : Graph_MathOp<"sqrt", "SqrtOp", "square root", "sqrt(x)">;
def Graph_FloorOp : Graph_MathOp<"floor", "FloorOp", "floor", "floor(x)">;
def Graph_CeilOp : Graph_MathOp<"ceil", "CeilOp", "ceiling", "ceil(x)">;
def Graph_RoundOp : Graph_MathOp<"round", "RoundEvenOp",
    "rounding, halves to even", "round(x)">;
def Graph_ErfOp : Graph_MathOp<"erf", "ErfOp", "error function", "erf(x)">;
def Graph_SinOp : Graph_MathOp<"sin", "SinOp", "sine", "sin(x)">;
def Graph_CosOp : Graph_MathOp<"cos", "CosOp", "cosine", "cos(x)">;
def Graph_TanOp : Graph_MathOp<"tan", "TanOp", "tangent", "tan(x)">;
def Graph_AsinOp : Graph_MathOp<"asin", "AsinOp", "arc sine", "asin(x)">;
def Graph_AcosOp : Graph_MathOp<"acos", "AcosOp", "arc cosine", "acos(x)">;
def Graph_AtanOp : Graph_MathOp<"atan", "AtanOp", "arc tangent", "atan(x)">;
def Graph_SinhOp : Graph_MathOp<"sinh", "SinhOp", "hyperbolic sine",
    "sinh(x)">;
def Graph_CoshOp : Graph_MathOp<"cosh", "CoshOp", "hyperbolic cosine",
    "cosh(x)">;
def Graph_TanhOp : Graph_MathOp<"tanh", "TanhOp", "hyperbolic tangent",
    "tanh(x)">;
def Graph_AsinhOp : Graph_MathOp<"asinh", "AsinhOp",
    "inverse hyperbolic sine", "asinh(x)">;
def Graph_AcoshOp : Graph_MathOp<"acosh", "AcoshOp",
    "inverse hyperbolic cosine", "acosh(x)">;
def Graph_AtanhOp : Graph_MathOp<"atanh", "AtanhOp",
    "inverse hyperbolic tangent", "atanh(x)">;

def Graph_ReciprocalOp : Graph_UnaryOp<"reciprocal", Graph_Float,
    "reciprocal", "1 / x">;
def Graph_SigmoidOp : Graph_UnaryOp<"sigmoid", Graph_Float,
    "logistic function", "1 / (1 + exp(-x))">;
def Graph_SoftplusOp : Graph_UnaryOp<"softplus", Graph_Float,
    "softplus", "ln(1 + exp(x))">;
def Graph_SoftsignOp : Graph_UnaryOp<"softsign", Graph_Float,
    "softsign", "x / (1 + |x|)">;
def Graph_AbsOp : Graph_UnaryOp<"abs", Graph_Number,
    "absolute value", "|x|">;
def Graph_NegOp : Graph_UnaryOp<"neg", Graph_Number, "negation", "-x">;
def Graph_SignOp : Graph_UnaryOp<"sign", Graph_Number,
    "sign", "-1, 0 or 1">;
def Graph_ReluOp : Graph_UnaryOp<"relu", Graph_Number,
    "rectifier", "max(x, 0)">;

def Graph_NotOp : Graph_ElementwiseOp<"not",
    "getElementTypeOrSelf(adaptor.getInput())"> {
  let summary = "Element-wise negation of truth values";
  let description = [{
    True where the operand is false.

    ```mlir
    %r = graph.not %x : (tensor<2x3xi1>) -> tensor<2x3xi1>
    ```
  }];
  let arguments = (ins Graph_Bool:$input);
  let results = (outs Graph_Bool:$result);
}

/// An activation with one parameter.
class Graph_AlphaOp<string mnemonic, string meaning, string equation>
    : Graph_UnaryOp<mnemonic, Graph_Float, meaning, equation> {
  let arguments = (ins Graph_Float:$input, F32Attr:$alpha);
  let description = "`" # equation # "` for each element.\n\n" # [{
    ```mlir
    %r = graph.}] # mnemonic # [{ %x {alpha = 0.5 : f32}
        : (tensor<2x3xf32>) -> tensor<2x3xf32>
    ```
  }];
}

def Graph_LeakyReluOp : Graph_AlphaOp<"leaky_relu",
    "rectifier with a slope below zero", "x < 0 ? alpha * x : x">;
def Graph_EluOp : Graph_AlphaOp<"elu",
    "exponential linear unit", "x < 0 ? alpha * (exp(x) - 1) : x">;
def Graph_CeluOp : Graph_AlphaOp<"celu",
    "continuously differentiable exponential linear unit",
    "max(0, x) + min(0, alpha * (exp(x / alpha) - 1))">;
def Graph_ThresholdedReluOp : Graph_AlphaOp<"thresholded_relu",
    "rectifier with a threshold", "x > alpha ? x : 0">;

def Graph_HardSigmoidOp : Graph_UnaryOp<"hard_sigmoid", Graph_Float,
    "piecewise linear logistic function",
    "max(0, min(1, alpha * x + beta))"> {
  let arguments = (ins Graph_Float:$input, F32Attr:$alpha, F32Attr:$beta);
  let description = [{
    `max(0, min(1, alpha * x + beta))` for each element.

    ```mlir
    %r = graph.hard_sigmoid %x {alpha = 0.2 : f32, beta = 0.5 : f32}
        : (tensor<2x3xf32>) -> tensor<2x3xf32>
    ```
  }];
}

def Graph_SeluOp : Graph_UnaryOp<"selu", Graph_Float,
    "scaled exponential linear unit",
    "gamma * (x < 0 ? alpha * (exp(x) - 1) : x)"> {
  let arguments = (ins Graph_Float:$input, F32Attr:$alpha, F32Attr:$gamma);
  let description = [{
    `gamma * (x < 0 ? alpha * (exp(x) - 1) : x)` for each element.

    ```mlir
    %r = graph.selu %x {alpha = 1.6 : f32, gamma = 1.05 : f32}
        : (tensor<2x3xf32>) -> tensor<2x3xf32>
    ```
  }];
}

//===----------------------------------------------------------------------===//
// Two operands
//===----------------------------------------------------------------------===//

class Graph_BinaryOp<string mnemonic, Type tensor, string meaning,
                     string equation>
    : Graph_ElementwiseOp<mnemonic, "getElementTypeOrSelf(adaptor.getLhs())",
          [SameOperandsAndResultElementType]> {
  let summary = "Element-wise " # meaning;
  let description = "`" # equation # "` for each pair of elements.\n\n"
      # elementwiseConstraints # [{

    ```mlir
    %r = graph.}] # mnemonic # [{ %a, %b
        : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xf32>
    ```
  }];
  let arguments = (ins tensor:$lhs, tensor:$rhs);
  let results = (outs tensor:$result);
}

def Graph_AddOp : Graph_BinaryOp<"add", Graph_Number, "sum", "a + b">;
def Graph_SubOp : Graph_BinaryOp<"sub", Graph_Number, "difference", "a - b">;
def Graph_MulOp : Graph_BinaryOp<"mul", Graph_Number, "product", "a * b">;
def Graph_DivOp : Graph_BinaryOp<"div", Graph_Number,
    "quotient, of integers towards zero", "a / b">;
def Graph_PowOp : Graph_BinaryOp<"pow", Graph_Number, "power", "a ** b">;
def Graph_RemOp : Graph_BinaryOp<"rem", Graph_Number,
    "remainder with the sign of the dividend", "a - trunc(a / b) * b">;
def Graph_ModOp : Graph_BinaryOp<"mod", Graph_Integer,
    "remainder with the sign of the divisor", "a - floor(a / b) * b">;
def Graph_MinOp : Graph_BinaryOp<"min", Graph_Number,
    "minimum, not a number if an operand is", "min(a, b)">;
def Graph_MaxOp : Graph_BinaryOp<"max", Graph_Number,
    "maximum, not a number if an operand is", "max(a, b)">;
def Graph_PreluOp : Graph_BinaryOp<"prelu", Graph_Float,
    "rectifier with slopes below zero", "a < 0 ? a * b : a">;

class Graph_LogicalOp<string mnemonic, string meaning, string equation>
    : Graph_BinaryOp<mnemonic, Graph_Bool, meaning, equation> {
  let description = "`" # equation # "` for each pair of elements.\n\n"
      # elementwiseConstraints # [{

    ```mlir
    %r = graph.}] # mnemonic # [{ %a, %b
        : (tensor<2x3xi1>, tensor<3xi1>) -> tensor<2x3xi1>
    ```
  }];
}

def Graph_AndOp : Graph_LogicalOp<"and", "conjunction", "a and b">;
def Graph_OrOp : Graph_LogicalOp<"or", "disjunction", "a or b">;
def Graph_XorOp : Graph_LogicalOp<"xor", "inequality of truth values",
    "a xor b">;

class Graph_CompareOp<string mnemonic, Type tensor, string meaning,
                      string equation>
    : Graph_ElementwiseOp<mnemonic, "IntegerType::get(context, 1)",
          [SameOperandsElementType]> {
  let summary = "Element-wise " # meaning;
  let description = "True where `" # equation # "`.\n\n"
      # elementwiseConstraints # [{

    ```mlir
    %r = graph.}] # mnemonic # [{ %a, %b
        : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2x3xi1>
    ```
  }];
  let arguments = (ins tensor:$lhs, tensor:$rhs);
  let results = (outs Graph_Bool:$result);
}

def Graph_EqualOp : Graph_CompareOp<"equal", Graph_Any, "equality", "a = b">;
def Graph_LessOp : Graph_CompareOp<"less", Graph_Number, "comparison",
    "a < b">;
def Graph_LessOrEqualOp : Graph_CompareOp<"less_or_equal", Graph_Number,
    "comparison", "a <= b">;

//===----------------------------------------------------------------------===//
// Others
//===----------------------------------------------------------------------===//

def Graph_WhereOp : Graph_ElementwiseOp<"where",
    "getElementTypeOrSelf(adaptor.getTrueValue())"> {
  let summary = "Element-wise choice";
  let description = "`condition ? a : b` for each element.\n\n"
      # elementwiseConstraints # [{
    * C3: both values have the same element type.

    ```mlir
    %r = graph.where %c, %a, %b
        : (tensor<2x3xi1>, tensor<2x3xf32>, tensor<f32>) -> tensor<2x3xf32>
    ```
  }];
  let arguments = (ins Graph_Bool:$condition, Graph_Any:$true_value,
    Graph_Any:$false_value);
  let results = (outs Graph_Any:$result);
  let hasVerifier = 1;
}

def Graph_CastOp : Graph_Op<"cast", [SameOperandsAndResultShape,
    DeclareOpInterfaceMethods<ElementwiseOpInterface>]> {
  let summary = "Element-wise conversion to another element type";
  let description = [{
    To a wider integer by the sign of the source's type, to a narrower one by
    dropping bits, from float to integer towards zero, to a truth value by
    comparison with zero. A float that no integer of the result's type stands
    for gives any value.

    ```mlir
    %r = graph.cast %x : (tensor<2x3xf32>) -> tensor<2x3xsi32>
    ```
  }];
  let arguments = (ins Graph_Any:$input);
  let results = (outs Graph_Any:$result);
  let extraClassDefinition = [{
    ::mlir::FailureOr<::mlir::Value> $cppClass::lower(
        ::mlir::ImplicitLocOpBuilder &builder, ::mlir::ValueRange operands) {
      return lowerElementwise(*this, builder, operands);
    }
  }];
}

#endif // DSA_DIALECT_GRAPH_IR_GRAPHELEMENTWISEOPS
