// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Replaces invocations by a region of the instruction: what issuing and
/// simulating have in common.
#ifndef DSA_LIB_DIALECT_DSA_TRANSFORMS_INLINEINSTRUCTIONS_H
#define DSA_LIB_DIALECT_DSA_TRANSFORMS_INLINEINSTRUCTIONS_H

#include "dsa/Target/Library.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"

namespace mlir::dsa {

/// Which face of an instruction and of its registers a program gets.
enum class Face {
  /// `refined`, else `semantics`; registers become what they mean.
  Meaning,
  /// `emission`; registers become what the back end takes.
  Emission,
};

/// Replaces every `dsa.invoke` in `program` by the region of its instruction,
/// and every `!dsa.reg` by its face, in loops and function signatures too.
/// Functions that a region calls are copied into the program; declarations are
/// removed. A program without instructions needs no machine.
LogicalResult inlineInstructions(ModuleOp program, StringRef machine,
                                 Face face);

} // namespace mlir::dsa

#endif // DSA_LIB_DIALECT_DSA_TRANSFORMS_INLINEINSTRUCTIONS_H
