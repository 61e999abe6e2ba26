//===- GraphBase.td - What graph operators share -----------*- tablegen -*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef DSA_DIALECT_GRAPH_IR_GRAPHBASE
#define DSA_DIALECT_GRAPH_IR_GRAPHBASE

include "dsa/Dialect/Graph/IR/GraphDialect.td"
include "dsa/Dialect/Graph/IR/GraphInterfaces.td"
include "mlir/Dialect/Arith/IR/ArithBase.td"
include "mlir/IR/BuiltinAttributes.td"
include "mlir/IR/CommonTypeConstraints.td"
include "mlir/Interfaces/InferTypeOpInterface.td"
include "mlir/Interfaces/SideEffectInterfaces.td"

//===----------------------------------------------------------------------===//
// Element types
//===----------------------------------------------------------------------===//

defvar Graph_Floats = [F16, BF16, F32, F64];
defvar Graph_Integers = [SI8, SI16, SI32, SI64, UI8, UI16, UI32, UI64];
defvar Graph_Numbers = Graph_Floats # Graph_Integers;
defvar Graph_Scalars = Graph_Numbers # [I1];

def Graph_Float : StaticShapeTensorOf<Graph_Floats>;
def Graph_Integer : StaticShapeTensorOf<Graph_Integers>;
def Graph_Number : StaticShapeTensorOf<Graph_Numbers>;
def Graph_Bool : StaticShapeTensorOf<[I1]>;
def Graph_Any : StaticShapeTensorOf<Graph_Scalars>;
def Graph_Byte : StaticShapeTensorOf<[SI8, UI8]>;
def Graph_Sum : StaticShapeTensorOf<[SI32]>;
def Graph_Index : StaticShapeTensorOf<[SI32, SI64]>;

//===----------------------------------------------------------------------===//
// Base classes
//===----------------------------------------------------------------------===//

/// An operator on whole tensors: no side effects, one result, and it knows its
/// own lowering.
class Graph_Op<string mnemonic, list<Trait> traits = []>
    : Op<Graph_Dialect, mnemonic,
         [Pure, DeclareOpInterfaceMethods<LowerableOpInterface>] # traits> {
  let assemblyFormat = [{
    operands attr-dict `:` functional-type(operands, results)
  }];
}

/// What float arithmetic may weaken: the order of a sum, fused multiply-adds.
def Graph_FastMathAttr : DefaultValuedAttr<Arith_FastMathAttr,
    "::mlir::arith::FastMathFlags::none">;

#endif // DSA_DIALECT_GRAPH_IR_GRAPHBASE
