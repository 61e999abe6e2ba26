// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The parts of a certificate.
#ifndef DSA_LIB_EQUIVALENCE_CERTIFICATE_H
#define DSA_LIB_EQUIVALENCE_CERTIFICATE_H

#include "dsa/Equivalence/Proof.h"

namespace mlir::dsa {

/// What is claimed of `pairing`: its loops, accesses and bodies, as lines that
/// depend neither on names nor on places. A certificate repeats them, and the
/// hash of a proof is their hash.
std::string writeClaim(const Pairing &pairing);

/// Where a proof was needed, for its certificate.
struct CertificateOrigin {
  std::string location, operation, machine;
};

/// A proof written out, so that other solvers can check it again: the claim
/// (relations as isl reads them, bodies in SMT-LIB), what was found, the lemmas
/// as queries that are unsatisfiable (last `extra`, which the program's way
/// there took), and the hash of it all. On failure
/// `reason` says which lemma cannot be written.
FailureOr<std::string> writeCertificate(const Pairing &pairing,
                                        const Proof &proof,
                                        const CertificateOrigin &origin,
                                        StringRef extra, std::string &reason);

/// `sha256:<hex>` of `text`.
std::string getHash(StringRef text);

/// Keeps a proof that holds on disk, for other processes of the same build.
void keepProof(const Proof &proof, Numerics allowed);
/// A proof of `claim` that was kept, without the claim itself. It may weaken
/// what is in `allowed`.
std::optional<Proof> findProof(StringRef claim, Numerics allowed,
                               MLIRContext *context);

/// `prefix0`, `prefix1`, ...: one for each access of `statement`.
SmallVector<std::string> getVariableNames(const Statement &statement,
                                          StringRef prefix);

/// The lemma that `statement` leaves its float accumulator alone where the
/// accesses of `set` (bit i: access i) hold `padding`, in SMT-LIB's theory of
/// floating point; nullopt for arithmetic that the theory does not have.
std::optional<std::string> writeFloatPadding(const Statement &statement,
                                             unsigned set,
                                             ArrayRef<TypedAttr> padding);

} // namespace mlir::dsa

#endif // DSA_LIB_EQUIVALENCE_CERTIFICATE_H
