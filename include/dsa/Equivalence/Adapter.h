// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Adapters: sums taken apart into sums that instructions do.
///
/// A `dsa.adapter` says that a sum of `term` equals a combination of other sums
/// over the same iterations. Two lemmas make that true: with one iteration the
/// combination of the other terms is the term, and the combination is additive,
/// so that adding up is all the same before and after it. Both are about
/// scalars, and proved once.
#ifndef DSA_EQUIVALENCE_ADAPTER_H
#define DSA_EQUIVALENCE_ADAPTER_H

#include "dsa/Equivalence/Proof.h"
#include "dsa/Target/Library.h"

namespace mlir::dsa {

/// A `dsa.sum` of an adapter.
struct AdapterSum {
  bool isCore = false;
  Type type;
  /// Operand --> how it is computed from the adapter's arguments.
  SmallVector<ScalarBody> maps;
  /// What is added up. Input i is operand i.
  ScalarBody term;
};

/// An adapter as scalar bodies.
struct AdapterModel {
  AdapterOp adapter;
  unsigned numArguments = 0;
  /// What the program adds up. Input i is argument i.
  ScalarBody term;
  std::vector<AdapterSum> sums;
  /// Input i is argument i, input `numArguments + i` is sum i.
  ScalarBody combination;
  /// Arguments that the combination uses itself: they must not change from
  /// iteration to iteration.
  llvm::BitVector invariants;
};

/// Reads `adapter`. On failure `reason` says what it is that cannot be read.
FailureOr<AdapterModel> modelAdapter(AdapterOp adapter, std::string &reason);

/// What came of the lemmas of an adapter.
struct AdapterProof {
  /// `Adapter` in place of the number of an obligation.
  Verdict verdict;
  /// A core sum that the combination only adds the rest to, so that it may
  /// accumulate on top of the rest.
  std::optional<unsigned> chained;
  /// Whether sums are regrouped that rounding makes depend on the order.
  bool takesReassoc = false;
  /// What solvers were asked, as lemmas of a certificate.
  std::string lemmas;
};

/// Proves the lemmas of `model`. What is proved once in a process is not proved
/// again.
AdapterProof proveAdapter(const AdapterModel &model);

/// The lemmas of the adapters that led to `op`, as lemmas of its certificate.
std::string getAdapterLemmas(linalg::LinalgOp op, const Target &target);

/// A place in a program where an adapter's term is: argument --> the node of
/// the program's body that stands for it.
using AdapterBinding = SmallVector<unsigned>;

/// All ways in which what `program` adds up is the term of `model`: operations
/// that commute have their operands in either order. If it is, but cannot be
/// taken apart, `reason` says why.
SmallVector<AdapterBinding> matchAdapter(const Statement &program,
                                         const AdapterModel &model,
                                         std::string &reason);

} // namespace mlir::dsa

#endif // DSA_EQUIVALENCE_ADAPTER_H
