// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Proofs that an instruction does a part of a program.
///
/// A *pairing* says which loop of the program becomes which loop of the
/// instruction, and which operand is read by which. It holds when eight
/// obligations hold. Each is a function of its own that returns a verdict, so
/// that a refusal names what failed and why:
///
///   O1  the mapping of iterations is total and has an inverse            isl
///   O2  each register element is wanted with one value only (the relation
///       from register elements to program elements is the packing code)  isl
///   O3  each result is accumulated in one place                          isl
///   O4  one iteration of both computes the same, for all values
///       normal forms, and Z3 on bit-vectors for what they leave open
///   O5  the folds agree: any order is as good, or the order is the same
///       algebra of the combiner; isl for the order
///   O6  iterations of the instruction that are none of the program leave
///       the accumulator alone, given the right padding
///       isl finds them; Z3, or a lemma on floats, proves it
///   O7  no other dependence is broken: on tensors there is none but the fold
///   O8  what the instruction requires of its use holds
///
/// Neither solver ever sees a tile or a loop of the body: O4 and O6 are one
/// scalar lemma each, O1 to O3 and O5 are relations between iterations. An
/// answer that takes too long is `unknown`, and `unknown` is refused.
#ifndef DSA_EQUIVALENCE_PROOF_H
#define DSA_EQUIVALENCE_PROOF_H

#include "dsa/Dialect/DSA/IR/DSA.h"
#include "dsa/Equivalence/Ranges.h"
#include "dsa/Target/Library.h"

namespace mlir::dsa {

//===----------------------------------------------------------------------===//
// What is to be proved
//===----------------------------------------------------------------------===//

/// An instruction whose semantics is one statement.
struct InstructionModel {
  InstructionOp instruction;
  Statement statement;
  /// Access of the statement --> operand of the instruction.
  SmallVector<unsigned> operandOfAccess;
  Numerics numerics = Numerics::Exact;
  /// Whether its operands are memory: it does an operation of any size whole.
  bool isOnMemory = false;

  /// The operand of the instruction that accumulates.
  unsigned getAccumulator() const { return operandOfAccess.back(); }
  /// Whether the hardware's integers differ from those of the semantics: its
  /// sums saturate or are narrow. (How floats differ, `numerics` says.)
  bool isRefined() const;
};

/// What the hardware's floats differ by from the semantics, in effect.
Numerics getStrength(const InstructionModel &instruction);

/// Reads `instruction`. On failure `reason` says why it cannot be matched.
FailureOr<InstructionModel> modelInstruction(InstructionOp instruction,
                                             std::string &reason);

/// Models of those instructions of `target` that can be matched.
std::vector<InstructionModel> modelInstructions(const Target &target);

/// Loops of a program to (blocks..., loops of an instruction), and back.
struct LoopMapping {
  AffineMap forward, inverse;
  /// ShapedType::kDynamic where a loop's extent is not known.
  SmallVector<int64_t> blockExtents;
  SmallVector<bool> isReductionBlock;

  unsigned getNumBlocks() const { return blockExtents.size(); }
};

/// Reads `forward` as digits of loops in mixed radix, which gives its inverse
/// (that it is the inverse is proved by O1). On failure `reason` says why.
FailureOr<LoopMapping> readMapping(AffineMap forward, const Statement &program,
                                   const Statement &instruction,
                                   std::string &reason);

/// A claim that `instruction` does `program`.
struct Pairing {
  const Statement &program;
  const InstructionModel &instruction;
  LoopMapping mapping;
  /// Access of the instruction --> access of the program that it reads. The
  /// accumulators belong together.
  SmallVector<unsigned> sources;
  /// What is assumed of the values of each access of the program; of the
  /// accumulator it bounds every partial sum. Nothing if it is empty.
  SmallVector<std::optional<IntegerRange>> ranges = {};
};

//===----------------------------------------------------------------------===//
// Verdicts
//===----------------------------------------------------------------------===//

enum class Outcome { Proved, Refuted, Unknown };

/// A bound on the values of one access of the program.
struct OperandCondition {
  unsigned access;
  IntegerRange range;
};

/// What came of one obligation.
/// How near a refusal is to a match: of many, the nearest is shown.
enum class Nearness {
  /// The instruction takes fewer operands.
  Operands,
  Types,
  Tables,
  /// Values were compared.
  Values,
  /// The scalar bodies agree.
  Bodies
};

struct Verdict {
  /// As in `O4`.
  StringRef obligation;
  Outcome outcome = Outcome::Proved;
  /// Why it holds, or the counterexample.
  std::string explanation;
  double milliseconds = 0;
  /// If it does not hold: each of these alone would make it hold.
  SmallVector<OperandCondition> conditions = {};
  Nearness nearness = Nearness::Bodies;

  bool isProved() const { return outcome == Outcome::Proved; }
};

/// What an obligation is about, for messages: `O4` --> "the scalar bodies
/// agree".
StringRef getMeaning(StringRef obligation);

Verdict proveMapping(const Pairing &pairing); // O1
/// Whether the mapping also undoes its inverse, on all that the blocks execute.
bool isMappingExact(const Pairing &pairing);
Verdict proveOperands(const Pairing &pairing); // O2
Verdict proveResults(const Pairing &pairing);  // O3
/// O4. `weakened` collects what the agreement takes beyond bit-exactness.
Verdict proveBodies(const Pairing &pairing, Numerics allowed,
                    Numerics &weakened);
/// O5. `weakened` as for O4.
Verdict proveFolds(const Pairing &pairing, Numerics allowed,
                   Numerics &weakened);
/// O5, second half: that what the hardware does (`refined`) is what the
/// semantics say, on the ranges of the pairing and on `padding`. Only for
/// instructions that `isRefined`.
Verdict proveRefinement(const Pairing &pairing, ArrayRef<TypedAttr> padding);
/// O6. `padding` is what fills unread register elements, one value for each
/// access of the instruction.
Verdict provePadding(const Pairing &pairing,
                     SmallVectorImpl<TypedAttr> &padding);
/// The lemma of O6: whether an iteration of `instruction` that reads nothing
/// but `padding` leaves the accumulator alone.
bool isNeutralPadding(const Statement &instruction,
                      ArrayRef<TypedAttr> padding);
/// The same of a statement whose iterations read padding in place of the
/// operands in one of `sets` (bit i is operand i), and anything as the others.
/// `padding`, one value for each access, is found.
bool findNeutralPadding(const Statement &statement, ArrayRef<unsigned> sets,
                        SmallVectorImpl<TypedAttr> &padding);
/// O8: what the instruction requires of its operands (padded with `padding`),
/// and the strength of the whole against `allowed`.
Verdict proveRequirements(const Pairing &pairing, ArrayRef<TypedAttr> padding,
                          Numerics allowed, Numerics weakened);

//===----------------------------------------------------------------------===//
// Whole proofs
//===----------------------------------------------------------------------===//

struct Proof {
  /// In the order they were tried; only the last may be unproved.
  SmallVector<Verdict> verdicts;
  SmallVector<TypedAttr> padding;
  /// The strength: what the program's results may differ by.
  Numerics weakened = Numerics::Exact;
  /// What they might have differed by.
  Numerics allowed = Numerics::Exact;
  /// Whether the mapping undoes its inverse on all that the blocks execute.
  bool isExact = false;
  /// What was proved, as text that does not depend on names or places.
  std::string claim;
  /// `sha256:<hex>` of the claim.
  std::string hash;

  bool holds() const { return verdicts.back().isProved(); }
  /// The obligation that failed.
  const Verdict &getFailure() const { return verdicts.back(); }
};

/// Proves all obligations, cheapest first, and stops at the first that does not
/// hold. What is proved once in a process is not proved again, nor by another
/// process of the same build that shares the cache on disk (`DSA_CACHE`).
Proof prove(const Pairing &pairing, Numerics allowed);

/// As `prove`, and takes away from `pairing` the ranges that it holds without:
/// those of the accumulator first, of whose blocks the least is known.
Proof proveWithFewestRanges(Pairing &pairing, Numerics allowed);

/// Writes the certificate of a proof about `op` into `directory`, in a file
/// named by the instruction and the hash of the certificate. An error at `op`
/// if that cannot be done.
LogicalResult emitCertificate(linalg::LinalgOp op, const Pairing &pairing,
                              const Proof &proof, StringRef machine,
                              StringRef directory, StringRef lemmas = "");

/// What the program's own fast-math flags allow to weaken.
Numerics getAllowedNumerics(const Statement &program);

/// Reads a comma-separated set, as in `reassoc,contract`; on failure `reason`
/// names the word that is not known.
FailureOr<Numerics> parseNumerics(StringRef text, std::string &reason);

} // namespace mlir::dsa

#endif // DSA_EQUIVALENCE_PROOF_H
