//===- GraphInterfaces.td - Interfaces of graph operators --*- tablegen -*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef DSA_DIALECT_GRAPH_IR_GRAPHINTERFACES
#define DSA_DIALECT_GRAPH_IR_GRAPHINTERFACES

include "mlir/IR/Interfaces.td"

def LowerableOpInterface : OpInterface<"LowerableOpInterface"> {
  let cppNamespace = "::mlir::graph";
  let description = [{
    An operator with one result that can say what it computes as linalg on
    tensors. `convert-graph-to-linalg` is a loop over this interface.
  }];
  let methods = [
    InterfaceMethod<[{
      Builds the operator at the insertion point of `builder` from `operands`:
      the operator's own operands, with signless element types. Returns the
      result with a signless element type. Signs are read from the types of the
      operator. Fails, after a diagnostic, only for what a verifier cannot know
      (a file that is gone).
    }], "::mlir::FailureOr<::mlir::Value>", "lower",
        (ins "::mlir::ImplicitLocOpBuilder &":$builder,
             "::mlir::ValueRange":$operands)>,
  ];
}

def ElementwiseOpInterface : OpInterface<"ElementwiseOpInterface"> {
  let cppNamespace = "::mlir::graph";
  let description = [{
    An operator that computes each element of its result from the elements at
    the same place in its operands, which broadcast as in numpy.
  }];
  let methods = [
    InterfaceMethod<[{
      Builds one element of the result from one element of each operand. All are
      signless.
    }], "::mlir::Value", "lowerScalar",
        (ins "::mlir::ImplicitLocOpBuilder &":$builder,
             "::mlir::ValueRange":$scalars)>,
  ];
}

#endif // DSA_DIALECT_GRAPH_IR_GRAPHINTERFACES
