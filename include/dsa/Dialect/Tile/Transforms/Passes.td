//===- Passes.td - Passes of the tile dialect ----------*- tablegen -*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef DSA_DIALECT_TILE_TRANSFORMS_PASSES
#define DSA_DIALECT_TILE_TRANSFORMS_PASSES

include "mlir/Pass/PassBase.td"

def AutoTilePass : Pass<"auto-tile", "ModuleOp"> {
  let summary = "Cut operations with a match into blocks of one instruction";
  let description = [{
    Each linalg operation that carries `dsa.match` becomes loops over blocks
    that are exactly one instruction's domain. Blocks are brought into register
    classes and back by `tile.transfer`; the block operation is the
    instruction's own, and carries a match of its own for the next phase to
    check.

    An operand whose blocks are slices of it (after reshaping) is not copied.
    Else it is padded with what leaves the accumulator unchanged, and its
    dimensions are permuted until they are; what is no slice of any permutation
    is gathered element by element. Block sizes come from formulas over the
    machine: register blocks from the number of registers, latencies and
    intervals, chunks of the reduction from the inner private cache, cache
    blocks from the outer one. The reduction keeps the order of the source.

    A loop of the instruction that the match leaves without one of the program
    gets a loop of one iteration. An operation of unknown size becomes loops
    around two of known size: one on whole blocks, one on blocks that are padded
    at the end of a loop.

    An operation without a match is left alone; so is, with a remark that says
    why, one that cannot be cut, and it loses its match. A match that does not
    hold is an error.

    Before:
    ```mlir
    %r = linalg.matmul {dsa.match = ...} ins(%a, %w : tensor<64x128xi8>,
        tensor<128x64xi8>) outs(%c : tensor<64x64xi32>) -> tensor<64x64xi32>
    ```
    After:
    ```mlir
    %a4 = tensor.expand_shape %a [[0], [1, 2]] ...
    %w4 = linalg.transpose ins(%w5 : tensor<2x16x4x4x16xi8>) ...
    %r = scf.for %i = ... iter_args(%o = %c) -> (tensor<64x64xi32>) {
      %s = tensor.extract_slice %o[...] [16, 16] [1, 1] ...
      %p0 = tile.transfer %s : tensor<16x16xi32> to !P
      %p = scf.for %k = ... iter_args(%q = %p0) -> (!P) {
        %x = tile.transfer %ak : tensor<16x16x4xi8> to !T
        %y = tile.transfer %wk : tensor<16x16x4xi8> to !T
        %t = linalg.contract {dsa.match = ...} ins(%x, %y : !T, !T)
            outs(%q : !P) -> !P
        scf.yield %t : !P
      }
      %b = tile.transfer %p : !P to tensor<16x16xi32>
      %n = tensor.insert_slice %b into %o[...] [16, 16] [1, 1] ...
      scf.yield %n : tensor<64x64xi32>
    }
    ```
  }];
  let options = [
    Option<"machine", "machine", "std::string", "\"\"",
           "Machine to compile for: a name on the search path, or a .mlir file">
  ];
  let dependentDialects = ["::mlir::affine::AffineDialect",
    "::mlir::arith::ArithDialect", "::mlir::linalg::LinalgDialect",
    "::mlir::scf::SCFDialect", "::mlir::tensor::TensorDialect",
    "::mlir::dsa::tile::TileDialect", "::mlir::dsa::DSADialect"];
}

def FoldConstantPacksPass : Pass<"tile-fold-constant-packs", "ModuleOp"> {
  let summary = "Pack constants when compiling";
  let description = [{
    Evaluates copies of constants (`tensor.pad`, reshapes, `linalg.transpose`,
    `linalg.copy`, and gathers as `auto-tile` emits them), whole chains at once,
    into a new constant; a large one into a resource. Elements are
    moved as bytes, so every type of whole bytes is exact. A copy that would
    need more than `most-growth` times the memory is left to run time, with a
    remark.

    Before:
    ```mlir
    %w = arith.constant dense<[[1, 2], [3, 4]]> : tensor<2x2xi8>
    %t = linalg.transpose ins(%w : tensor<2x2xi8>) outs(%e : tensor<2x2xi8>)
        permutation = [1, 0]
    ```
    After:
    ```mlir
    %t = arith.constant dense<[[1, 3], [2, 4]]> : tensor<2x2xi8>
    ```
  }];
  let options = [
    Option<"mostGrowth", "most-growth", "int64_t", "4",
           "How many times the bytes of the constant a copy may take">
  ];
  let dependentDialects = ["::mlir::arith::ArithDialect"];
}

#endif // DSA_DIALECT_TILE_TRANSFORMS_PASSES
