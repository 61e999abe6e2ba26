// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Programs and instructions of the mutation campaign, in a form of their own:
/// what they compute is evaluated here without anything of the proof engine.
#ifndef DSA_FUZZ_FRAGMENT_H
#define DSA_FUZZ_FRAGMENT_H

#include "llvm/ADT/APFloat.h"
#include "llvm/ADT/APInt.h"
#include <optional>
#include <string>
#include <vector>

namespace dsa::fuzz {

/// Type of an element: i<bits>, or one of the floats.
struct ElementType {
  unsigned bits = 32;
  bool isFloat = false, isBrain = false;

  std::string getText() const;
  const llvm::fltSemantics &getSemantics() const;
  bool operator==(const ElementType &other) const {
    return bits == other.bits && isFloat == other.isFloat &&
           isBrain == other.isBrain;
  }
};

/// A value of a scalar body: an operand, a constant, or an operation of the
/// arith dialect on values before it.
struct Node {
  std::string name; // "input", "constant", or as in "arith.addi"
  ElementType type;
  std::vector<unsigned> args;
  /// Which operand, or the constant.
  int64_t number = 0;
  /// As in "reassoc,contract"; floats only.
  std::string flags;
};

/// `(sum of coefficients[l] * loop l, plus constant) floordiv divisor`.
struct Index {
  std::vector<int64_t> coefficients;
  int64_t constant = 0, divisor = 1;
};

struct Operand {
  ElementType type;
  std::vector<Index> map;
  /// What its values are known to be among, as the body reads them.
  std::optional<std::pair<int64_t, int64_t>> range;
};

/// Loops around one body; the last operand is read and written.
struct Fragment {
  std::string name;
  std::vector<int64_t> extents;
  std::vector<bool> isReduction;
  std::vector<Operand> operands;
  std::vector<Node> nodes;
  unsigned root = 0;
  /// Of an instruction: whether the hardware's sum saturates in every step.
  bool saturates = false;
  /// Of an instruction: how far its floats differ, as in "reassoc".
  std::string numerics;

  unsigned getNumLoops() const { return extents.size(); }
  const Operand &getResult() const { return operands.back(); }
  std::vector<int64_t> getShape(const Operand &operand) const;

  /// A function @f with the fragment as a linalg.generic.
  std::string printProgram() const;
  /// An instruction set @s with the fragment as an instruction @i.
  std::string printInstruction() const;
  /// The value of the body; nullopt where it has none.
  std::optional<llvm::APInt>
  evaluate(const std::vector<llvm::APInt> &inputs) const;

private:
  std::string printGeneric(bool isRefined) const;
  std::string printBody(bool isRefined) const;
};

/// The element that `operand` reads at `loops`.
std::vector<int64_t> getElement(const Operand &operand,
                                const std::vector<int64_t> &loops);

/// Calls `visit` with each point of the box, in lexicographic order, until it
/// returns false; returns whether it never did.
template <typename Visit>
bool forEachPoint(const std::vector<int64_t> &extents, Visit visit) {
  std::vector<int64_t> point(extents.size(), 0);
  for (int64_t extent : extents)
    if (extent <= 0)
      return true;
  while (true) {
    if (!visit(point))
      return false;
    unsigned dim = extents.size();
    while (dim > 0 && ++point[dim - 1] == extents[dim - 1])
      point[--dim] = 0;
    if (dim == 0)
      return true;
  }
}

} // namespace dsa::fuzz

#endif // DSA_FUZZ_FRAGMENT_H
