// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What holds after each phase, and the pass that checks it.
#ifndef DSA_LIB_PIPELINE_CONTRACTS_H
#define DSA_LIB_PIPELINE_CONTRACTS_H

#include "mlir/Pass/Pass.h"

namespace mlir::dsa {

enum class Contract {
  /// Shapes are static; every operation is of `graph` or a constant.
  Graph,
  /// Only linalg, tensor, arith, math and scf on tensors.
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
