//===- DSATypes.td - Types of the dsa dialect --------------*- tablegen -*-===//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#ifndef DSA_DIALECT_DSA_IR_DSATYPES
#define DSA_DIALECT_DSA_IR_DSATYPES

include "dsa/Dialect/DSA/IR/DSADialect.td"
include "mlir/IR/AttrTypeBase.td"

def DSA_RegType : TypeDef<DSA_Dialect, "Reg"> {
  let mnemonic = "reg";
  let summary = "A value in a register class";
  let description = [{
    A value held in a register of the class that `registers` names. What it
    means as a tensor, and what the back end takes for it, stand in the class
    (`dsa.registers`).

    ```mlir
    !dsa.reg<@amx_int8::@tmm>
    ```
  }];
  let parameters = (ins "::mlir::SymbolRefAttr":$registers);
  let assemblyFormat = "`<` $registers `>`";
}

#endif // DSA_DIALECT_DSA_IR_DSATYPES
