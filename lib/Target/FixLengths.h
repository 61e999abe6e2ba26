// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Instruction sets for vectors of any length become those of one machine.
#ifndef DSA_LIB_TARGET_FIXLENGTHS_H
#define DSA_LIB_TARGET_FIXLENGTHS_H

#include "dsa/Dialect/DSA/IR/DSA.h"
#include "mlir/IR/BuiltinOps.h"

namespace mlir::dsa {

/// Puts the length that `machine` states where the sets of `library` leave it
/// open: `?` in shapes, and scalable dimensions of vectors. Register classes
/// keep note of it. An error if the machine states none.
LogicalResult fixLengths(ModuleOp library, MachineOp machine);

} // namespace mlir::dsa

#endif // DSA_LIB_TARGET_FIXLENGTHS_H
