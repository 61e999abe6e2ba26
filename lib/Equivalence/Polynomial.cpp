// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Arithmetic of polynomials over the integers.
#include "Polynomial.h"
#include "llvm/ADT/STLExtras.h"

using namespace mlir;
using namespace mlir::dsa;
using llvm::APInt;

DynamicAPInt dsa::getPowerOfTwo(unsigned exponent) {
  return DynamicAPInt(APInt::getOneBitSet(exponent + 2, exponent));
}

Polynomial Polynomial::makeConstant(const DynamicAPInt &value) {
  Polynomial constant;
  constant.add({}, value);
  return constant;
}

Polynomial Polynomial::makeAtom(unsigned atom) {
  Polynomial polynomial;
  polynomial.add({atom}, DynamicAPInt(1));
  return polynomial;
}

void Polynomial::add(const std::vector<unsigned> &product,
                     const DynamicAPInt &factor) {
  auto it = terms.try_emplace(product, DynamicAPInt(0)).first;
  it->second += factor;
  if (it->second == 0)
    terms.erase(it);
}

Polynomial Polynomial::operator+(const Polynomial &other) const {
  Polynomial sum = *this;
  for (const auto &[product, factor] : other.terms)
    sum.add(product, factor);
  return sum;
}

Polynomial Polynomial::operator-(const Polynomial &other) const {
  Polynomial difference = *this;
  for (const auto &[product, factor] : other.terms)
    difference.add(product, -factor);
  return difference;
}

Polynomial Polynomial::operator*(const Polynomial &other) const {
  Polynomial result;
  for (const auto &[left, leftFactor] : terms)
    for (const auto &[right, rightFactor] : other.terms) {
      std::vector<unsigned> product = left;
      llvm::append_range(product, right);
      llvm::sort(product);
      result.add(product, leftFactor * rightFactor);
    }
  return result;
}

bool Polynomial::isZero(unsigned width) const {
  DynamicAPInt modulus = getPowerOfTwo(width);
  return llvm::all_of(
      terms, [&](const auto &term) { return mod(term.second, modulus) == 0; });
}
