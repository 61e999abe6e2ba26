//===- Passes.td - Conversions between levels ----------*- tablegen -*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef DSA_CONVERSION_PASSES
#define DSA_CONVERSION_PASSES

include "mlir/Pass/PassBase.td"

def ConvertGraphToLinalgPass
    : Pass<"convert-graph-to-linalg", "::mlir::ModuleOp"> {
  let summary = "Lower each graph operator to linalg by its own interface";
  let description = [{
    Replaces each operator by what its `LowerableOpInterface` builds: linalg,
    tensor, arith and math on tensors. Integers become signless; the signs of
    arguments and results stay as the attribute `dsa.element`. Constants in
    files are mapped as resources.

    Before:
    ```mlir
    func.func @main(%x: tensor<4x8xui8>, %w: tensor<8x2xsi8>)
        -> tensor<4x2xsi32> {
      %r = graph.matmul_integer %x, %w
          : (tensor<4x8xui8>, tensor<8x2xsi8>) -> tensor<4x2xsi32>
      return %r : tensor<4x2xsi32>
    }
    ```
    After:
    ```mlir
    func.func @main(%x: tensor<4x8xi8> {dsa.element = ui8},
                    %w: tensor<8x2xi8> {dsa.element = si8})
        -> (tensor<4x2xi32> {dsa.element = si32}) {
      %zero = arith.constant 0 : i32
      %empty = tensor.empty() : tensor<4x2xi32>
      %init = linalg.fill ins(%zero : i32) outs(%empty : tensor<4x2xi32>)
          -> tensor<4x2xi32>
      %r = linalg.generic {
          indexing_maps = [affine_map<(m, n, k) -> (m, k)>,
                           affine_map<(m, n, k) -> (k, n)>,
                           affine_map<(m, n, k) -> (m, n)>],
          iterator_types = ["parallel", "parallel", "reduction"]}
          ins(%x, %w : tensor<4x8xi8>, tensor<8x2xi8>)
          outs(%init : tensor<4x2xi32>) {
      ^bb0(%a: i8, %b: i8, %sum: i32):
        %ae = arith.extui %a : i8 to i32
        %be = arith.extsi %b : i8 to i32
        %product = arith.muli %ae, %be : i32
        %next = arith.addi %sum, %product : i32
        linalg.yield %next : i32
      } -> tensor<4x2xi32>
      return %r : tensor<4x2xi32>
    }
    ```
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect",
    "::mlir::linalg::LinalgDialect", "::mlir::math::MathDialect",
    "::mlir::tensor::TensorDialect"];
}

def ConvertTileToDSAPass : Pass<"convert-tile-to-dsa", "ModuleOp"> {
  let summary = "Turn blocks in register classes into invoked instructions";
  let description = [{
    On tensors. `tile.transfer` into a class becomes its load instruction, out
    of a class its store, which writes the slice that the transfer's result is
    inserted into. A constant of zeros in a class becomes the zeroing
    instruction, once for each use: a `no_copy` class cannot move a value. A
    linalg operation on register classes is checked against its `dsa.match`
    again and becomes one invocation. Values carried by `scf` change their type.
    Nothing is changed when something cannot be converted: that is an error.

    Before:
    ```mlir
    %a = tile.transfer %m : tensor<16x16x4xi8> to !A
    %q = linalg.contract {dsa.match = ...} indexing_maps = [#a, #b, #c]
        ins(%a, %b : !A, !A) outs(%p : !P) -> !P
    %t = tile.transfer %q : !P to tensor<16x16xi32>
    %r = tensor.insert_slice %t into %o[0, 0] [16, 16] [1, 1] ...
    ```
    After:
    ```mlir
    %a = dsa.invoke @amx_int8::@tileloadd(%m) : (tensor<16x16x4xi8>) -> !tmm
    %q = dsa.invoke @amx_int8::@tdpbssd(%p, %a, %b) : (!acc, !tmm, !tmm) -> !acc
    %d = tensor.extract_slice %o[0, 0] [16, 16] [1, 1] ...
    %t = dsa.invoke @amx_int8::@tilestored(%d, %q)
        : (tensor<16x16xi32>, !acc) -> tensor<16x16xi32>
    %r = tensor.insert_slice %t into %o[0, 0] [16, 16] [1, 1] ...
    ```
  }];
  let options = [
    Option<"machine", "machine", "std::string", "\"\"",
           "Machine to compile for: a name on the search path, or a .mlir file">
  ];
  let dependentDialects = ["::mlir::dsa::DSADialect",
    "::mlir::tensor::TensorDialect"];
}

#endif // DSA_CONVERSION_PASSES
