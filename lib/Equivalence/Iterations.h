// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The relations of a pairing in isl, for the obligations on iterations.
#ifndef DSA_LIB_EQUIVALENCE_ITERATIONS_H
#define DSA_LIB_EQUIVALENCE_ITERATIONS_H

#include "dsa/Equivalence/Proof.h"
#include "dsa/Polyhedral/Relations.h"
#include <chrono>
#include <isl/isl-noexceptions.h>

namespace mlir::dsa {

/// Measures the time of one obligation.
class Stopwatch {
public:
  double getMilliseconds() const {
    return std::chrono::duration<double, std::milli>(
               std::chrono::steady_clock::now() - start)
        .count();
  }

private:
  std::chrono::steady_clock::time_point start =
      std::chrono::steady_clock::now();
};

/// A context of isl, and the relations of one pairing in it.
class Iterations {
public:
  explicit Iterations(const Pairing &pairing) : pairing(pairing) {}

  /// `map`, of the program's loops, on the program's iterations.
  isl::map relate(AffineMap map);
  /// Iterations --> (blocks..., loops of the instruction).
  isl::map getForward() { return relate(pairing.mapping.forward); }
  /// Iterations --> elements that the program's access `access` touches.
  isl::map getElements(unsigned access) {
    return relate(pairing.program.accesses[access].map);
  }
  /// Iterations --> (blocks..., element of the register that instruction
  /// access `access` reads). The accumulator stays where it is while blocks of
  /// a reduction go by, so those are left out.
  isl::map getSlots(unsigned access) { return relate(getSlotMap(access)); }
  /// As `getSlots`, as a map of (blocks..., loops of the instruction).
  AffineMap getSlotMapOfImage(unsigned access);

  /// All that the blocks execute: the product of the ranges of the blocks with
  /// the instruction's loops.
  isl::set getExecuted();

  /// A verdict: proved if `violations` is known to be empty, refuted by one of
  /// its points (two iterations, of which `describe` makes a sentence) if not.
  Verdict conclude(StringRef obligation, isl::map violations,
                   function_ref<std::string(StringRef, StringRef)> describe);

  /// Proves that iterations that `from` takes to one place, `to` takes to one
  /// place, too.
  Verdict
  proveDetermines(StringRef obligation, const isl::map &from,
                  const isl::map &to,
                  function_ref<std::string(StringRef, StringRef)> describe);

  isl::ctx getContext() { return isl::ctx(context.get()); }
  bool hasFailed() const { return context.hasFailed(); }

  const Pairing &pairing;

private:
  AffineMap getSlotMap(unsigned access);
  IslContext context;
};

/// A point of `set` as `(1, 0, 3)`: its coordinates [first, last).
std::string getSample(const isl::set &set, unsigned first, unsigned last);

/// Pairs of points that `map` takes to one point.
inline isl::map getSame(const isl::map &map) {
  return map.apply_range(map.reverse());
}

/// The sets of operands (bit i: access i) that are padding in some iteration of
/// the instruction that is none of the program but has a real accumulator.
struct PaddedSets {
  SmallVector<unsigned> sets;
  /// Filled if in such an iteration no operand is padding.
  std::string violation;
  bool unknown = false;
};
PaddedSets findPaddedSets(const Pairing &pairing);

/// The verdict where isl gave up.
Verdict getUnknown(StringRef obligation);

} // namespace mlir::dsa

#endif // DSA_LIB_EQUIVALENCE_ITERATIONS_H
