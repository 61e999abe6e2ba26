//===- Passes.td - Conversions between levels ----------*- tablegen -*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef DSA_CONVERSION_PASSES
#define DSA_CONVERSION_PASSES

include "mlir/Pass/PassBase.td"

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
