// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// A match as its consumers see it: the `#dsa.match` of an operation, checked
/// again against the operation and spelled out for code generation.
#ifndef DSA_EQUIVALENCE_MATCH_H
#define DSA_EQUIVALENCE_MATCH_H

#include "dsa/Polyhedral/Statement.h"
#include "dsa/Target/Library.h"
#include "mlir/Dialect/Linalg/IR/LinalgInterfaces.h"
#include "mlir/IR/AffineMap.h"

namespace mlir::dsa {

/// One operand of the instruction and where its elements come from.
struct MatchedOperand {
  /// The access of the linalg operation (see `getAccessedValues`).
  unsigned source;
  /// Instruction loops to the coordinates of the operand's register tensor.
  AffineMap registerMap;
  /// What fills register elements that no iteration of the operation reads; it
  /// leaves the accumulator unchanged (obligation O6).
  TypedAttr padding;
};

/// A `#dsa.match` that holds.
struct ResolvedMatch {
  InstructionOp instruction;
  /// Loops of the operation to (blocks..., instruction loops...), and back.
  AffineMap mapping, inverse;
  /// Whether `mapping` undoes `inverse`, too: then block and instruction
  /// coordinates that no iteration is mapped to are those whose inverse lies
  /// beyond the extents of the operation's loops.
  bool isExact = false;
  /// Whether an iteration of the instruction that reads nothing but padding
  /// leaves the accumulator alone; asked only of an operation with loops of
  /// unknown extent. (O6 proves it of the iterations that there are.)
  bool hasNeutralPadding = false;
  /// Extents of the block coordinates and of the instruction's loops.
  SmallVector<int64_t> blockExtents, instructionExtents;
  /// For each block coordinate: whether it numbers parts of a reduction.
  SmallVector<bool> isReductionBlock;
  /// One for each instruction operand, in its order.
  SmallVector<MatchedOperand> operands;
  /// The instruction operand that accumulates (tied to the result).
  unsigned accumulator;
  Numerics weakened;
};

/// Reads the `#dsa.match` of `op` and proves it again. Emits an error at `op`
/// that names the obligation if it does not hold for this operation. Proofs are
/// kept for the life of the process, so asking again costs nothing.
///
/// What code generation may rely on: `inverse` undoes `mapping`; an element of
/// operand i's register is the element of its source at the source's indexing
/// map of `inverse(blocks, instruction loops)`, for any instruction loops that
/// give that register element and an iteration of the operation, and `padding`
/// where there is none. Blocks of a reduction accumulate in the same register,
/// in the order of the block coordinates unless `weakened` has `reassoc` or the
/// accumulator is an integer.
FailureOr<ResolvedMatch> resolveMatch(linalg::LinalgOp op,
                                      const Target &target);

/// Proves that `instruction` does `op` by `mapping`, with `operands` as in
/// `#dsa.match`, weakening no more than `numerics` and the operation's own
/// fast-math flags allow. On failure `reason` names the obligation.
FailureOr<MatchAttr> proveMatch(linalg::LinalgOp op, const Target &target,
                                SymbolRefAttr instruction, AffineMap mapping,
                                ArrayRef<int64_t> operands, Numerics numerics,
                                std::string &reason);

/// Gives `op` its match, and its loops the kinds that the proof relies on.
void setMatch(linalg::LinalgOp op, MatchAttr match);

/// Writes the certificate of the match that `op` has into `directory`.
LogicalResult emitCertificate(linalg::LinalgOp op, const Target &target,
                              StringRef directory);

/// A hash of what `op` computes and how it addresses its operands, whatever its
/// name and place. Empty where that cannot be read.
std::string getStructure(linalg::LinalgOp op);

} // namespace mlir::dsa

#endif // DSA_EQUIVALENCE_MATCH_H
