// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What holds after each phase, and the pass that checks it.
#ifndef DSA_LIB_PIPELINE_CONTRACTS_H
#define DSA_LIB_PIPELINE_CONTRACTS_H

#include "mlir/Pass/Pass.h"

namespace mlir::dsa {

enum class Contract {
  /// Operators of `graph` are on static shapes. Programs may enter below.
  Graph,
  /// No operator of `graph` is left; matches are decided, on tensors only.
  Linalg,
  /// As `Linalg`, with blocks in register classes moved by `tile.transfer`.
  Tile,
  /// Instructions are `dsa.invoke`; memory is memrefs.
  DSA,
  /// Only the LLVM dialect.
  LLVM,
};

/// Fails with the first operation that breaks `contract`.
std::unique_ptr<Pass> createVerifyContractPass(Contract contract);

} // namespace mlir::dsa

#endif // DSA_LIB_PIPELINE_CONTRACTS_H
