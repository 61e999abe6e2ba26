// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Polynomials over the integers, which stand for values that wrap.
#ifndef DSA_LIB_EQUIVALENCE_POLYNOMIAL_H
#define DSA_LIB_EQUIVALENCE_POLYNOMIAL_H

#include "llvm/ADT/DynamicAPInt.h"
#include <map>
#include <vector>

namespace mlir::dsa {

using llvm::DynamicAPInt;

/// 2^`exponent`
DynamicAPInt getPowerOfTwo(unsigned exponent);

/// A sum of coefficient times product of atoms, which are numbered by whoever
/// makes it. Products are ascending; no coefficient is zero.
struct Polynomial {
  std::map<std::vector<unsigned>, DynamicAPInt> terms;

  static Polynomial makeConstant(const DynamicAPInt &value);
  static Polynomial makeAtom(unsigned atom);

  void add(const std::vector<unsigned> &product, const DynamicAPInt &factor);
  Polynomial operator+(const Polynomial &other) const;
  Polynomial operator-(const Polynomial &other) const;
  Polynomial operator*(const Polynomial &other) const;
  /// Whether it is zero modulo 2^`width` whatever the atoms are.
  bool isZero(unsigned width) const;
};

} // namespace mlir::dsa

#endif // DSA_LIB_EQUIVALENCE_POLYNOMIAL_H
