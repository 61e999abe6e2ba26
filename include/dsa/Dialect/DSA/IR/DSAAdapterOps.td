//===- DSAAdapterOps.td - Sums taken apart for instructions -*- tablegen -*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Included by DSAOps.td.

def DSA_AdapterOp : DSA_Op<"adapter", [IsolatedFromAbove, Symbol]> {
  let summary = "A way to take a sum apart into sums that instructions do";
  let description = [{
    Says that a sum of `term` over any iterations equals what `sums` computes
    from other sums over the same iterations. So a program that adds up `term`
    may run on instructions that do the sums marked `core`; the rest is plain
    code, and is computed when compiling where its operands are constants.

    `term` computes one iteration from scalars. `sums` takes the same scalars
    and has three parts: operations on the arguments (done once for each
    element, ahead of the sums), `dsa.sum` operations, and the combination of
    the sums, which is done once for each result. An argument that the
    combination uses itself must not change from iteration to iteration: the
    adapter then applies only where that is so.

    Nothing is believed. Before it is used first, these lemmas are proved, for
    all values, and a program is left alone where they do not hold:

    * with one iteration, `sums` computes `term`;
    * the combination is additive in the sums, so that adding up is all the same
      before and after it (integers wrap; floats take `reassoc`).

    Adapters are found in the file of the machine and in `adapters/*.mlir` along
    the search path; the first of a name counts.

    **Constraints**
    * C1: `term` and `sums` take the same scalars (integers, floats, complex
      numbers) and each ends in `dsa.yield` of one scalar, of the same type.
    * C2: at least one `dsa.sum` of `sums` is `core`.
    * C3: the operands of a `dsa.sum` do not depend on another one, and each is
      computed from an argument.
    * C4: what `sums` computes is defined for all values: it has no overflow and
      no fast-math flags, no division and no conversion of floats to integers,
      and shifts by constants less than the width.

    ```mlir
    // a * b = (a xor 0x80) * b - 128 * b, with a xor 0x80 read without sign.
    dsa.adapter @signed_as_unsigned term {
    ^bb0(%a: i8, %b: i8):
      %x = arith.extsi %a : i8 to i32
      %y = arith.extsi %b : i8 to i32
      %t = arith.muli %x, %y : i32
      dsa.yield %t : i32
    } sums {
    ^bb0(%a: i8, %b: i8):
      %flip = arith.constant -128 : i8
      %c128 = arith.constant 128 : i32
      %u = arith.xori %a, %flip : i8
      %products = dsa.sum core (%u, %b) : (i8, i8) -> i32 {
      ^bb0(%x: i8, %y: i8):
        %xe = arith.extui %x : i8 to i32
        %ye = arith.extsi %y : i8 to i32
        %t = arith.muli %xe, %ye : i32
        dsa.yield %t : i32
      }
      %rest = dsa.sum (%b) : (i8) -> i32 {
      ^bb0(%y: i8):
        %ye = arith.extsi %y : i8 to i32
        dsa.yield %ye : i32
      }
      %scaled = arith.muli %rest, %c128 : i32
      %r = arith.subi %products, %scaled : i32
      dsa.yield %r : i32
    }
    ```
  }];
  let arguments = (ins SymbolNameAttr:$sym_name);
  let regions = (region SizedRegion<1>:$term, SizedRegion<1>:$sums);
  let assemblyFormat = [{
    $sym_name attr-dict-with-keyword `term` $term `sums` $sums
  }];
  let hasRegionVerifier = 1;
}

def DSA_SumOp : DSA_Op<"sum", [Pure, IsolatedFromAbove,
    HasParent<"::mlir::dsa::AdapterOp">]> {
  let summary = "A sum over the iterations of a program, in an adapter";
  let description = [{
    The sum, over the iterations, of what the region computes from the operands.
    A `core` sum is to be done by an instruction.

    **Constraints**
    * C1: the region takes the operands and ends in `dsa.yield` of one value of
      the result's type.
    * C2: the operands are integers, floats or complex numbers, the result is an
      integer or a float.
  }];
  let arguments = (ins UnitAttr:$core, Variadic<AnyType>:$operands);
  let results = (outs AnyType:$result);
  let regions = (region SizedRegion<1>:$body);
  let assemblyFormat = [{
    (`core` $core^)? `(` $operands `)` `:` functional-type($operands, $result)
    $body attr-dict
  }];
  let hasRegionVerifier = 1;
}
