// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Integer bodies as polynomials that wrap. Products of wide integers are hard
/// for solvers of bit-vectors, and trivial as polynomials: a solver is only
/// asked about extensions, one product at most at a time.
#ifndef DSA_LIB_EQUIVALENCE_POLYNOMIALEXPANDER_H
#define DSA_LIB_EQUIVALENCE_POLYNOMIALEXPANDER_H

#include "Polynomial.h"
#include "dsa/Polyhedral/ScalarBody.h"
#include "llvm/ADT/StringMap.h"

namespace mlir::dsa {

/// Expands values of one body, which grows: sums and products come out of
/// extensions where a solver proves that nothing is lost.
class PolynomialExpander {
public:
  PolynomialExpander(ScalarBody body, unsigned numInputs)
      : body(std::move(body)), numInputs(numInputs) {}

  /// The value of `node`, which is an integer.
  Polynomial expand(unsigned node);
  /// The value of another body on the same inputs.
  Polynomial expand(const ScalarBody &other);

  /// Whether `polynomial` is zero for all inputs. Where it is not identically
  /// so, what depends on one input alone is given to a solver.
  bool isZero(const Polynomial &polynomial, unsigned width);

  /// The node of an atom.
  unsigned getNode(unsigned atom) const { return atoms[atom]; }
  const ScalarBody &getBody() const { return body; }
  /// What the solver was asked and found true, in SMT-LIB.
  ArrayRef<std::string> getQueries() const { return queries; }

private:
  Polynomial expandNode(unsigned node);
  /// The extension or truncation `node` of a sum, difference or product as that
  /// of extensions, if that is the same.
  std::optional<unsigned> pushInside(unsigned node);
  Polynomial makeAtom(unsigned node);
  unsigned append(ScalarNode node);
  std::string getText(unsigned node) const;
  bool dependsOnlyOn(unsigned node, unsigned input) const;
  /// Whether nodes `a` and `b` are the same for all inputs.
  bool areEqual(unsigned a, unsigned b);
  unsigned build(const Polynomial &polynomial, unsigned width);

  ScalarBody body;
  unsigned numInputs;
  SmallVector<unsigned> atoms;
  llvm::StringMap<unsigned> atomOfText;
  SmallVector<std::string> queries;
};

} // namespace mlir::dsa

#endif // DSA_LIB_EQUIVALENCE_POLYNOMIALEXPANDER_H
