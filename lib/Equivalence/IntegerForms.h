// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Integer computations as polynomials with intervals.
///
/// A value of w bits is written as a polynomial over the integers that it
/// equals modulo 2^w, together with an interval that holds the polynomial. As
/// long as the interval fits the type, extending, saturating and taking a
/// maximum do nothing to it; where it does not, they become an atom of their
/// own. So a saturation that never fires vanishes, without a solver.
#ifndef DSA_LIB_EQUIVALENCE_INTEGERFORMS_H
#define DSA_LIB_EQUIVALENCE_INTEGERFORMS_H

#include "Polynomial.h"
#include "dsa/Equivalence/Ranges.h"
#include "dsa/Polyhedral/ScalarBody.h"
#include "llvm/ADT/StringMap.h"
#include <vector>

namespace mlir::dsa {

/// A polynomial, and an interval that holds it.
struct IntegerForm {
  Polynomial polynomial;
  DynamicAPInt least, most;
};

/// Makes forms of bodies that share their inputs. Input i of a body is the
/// variable `variables[i]`, whose values are in `ranges[variables[i]]`.
class IntegerForms {
public:
  /// The form of the root; nullopt where the body is not of integers or its form is too large.
  std::optional<IntegerForm> read(const ScalarBody &body,
                                  ArrayRef<unsigned> variables,
                                  ArrayRef<std::optional<IntegerRange>> ranges);

  /// Whether the two are equal modulo 2^`width`. False if they may differ.
  static bool areEqual(const IntegerForm &a, const IntegerForm &b,
                       unsigned width);

private:
  std::optional<IntegerForm> readNode(const ScalarBody &body, unsigned index);
  std::optional<IntegerForm> readOperation(const ScalarBody &body,
                                           const ScalarNode &node);
  std::optional<IntegerForm> multiply(const IntegerForm &a,
                                      const IntegerForm &b);
  /// The value of `form`, of `width` bits, read with or without its sign.
  IntegerForm interpret(const IntegerForm &form, unsigned width, bool isSigned);
  IntegerForm select(StringRef name, IntegerForm a, IntegerForm b,
                     unsigned width);
  IntegerForm makeAtom(const std::string &key, DynamicAPInt least,
                       DynamicAPInt most);
  /// The polynomial modulo 2^`width`, as text.
  std::string getKey(const IntegerForm &form, unsigned width);

  llvm::StringMap<unsigned> atoms;
  ArrayRef<unsigned> variables;
  ArrayRef<std::optional<IntegerRange>> ranges;
  std::vector<std::optional<IntegerForm>> forms;
};

} // namespace mlir::dsa

#endif // DSA_LIB_EQUIVALENCE_INTEGERFORMS_H
