// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Runs a fragment's loops, and an instruction through a mapping, on concrete
/// arrays: the truth that the proof engine is held against.
#ifndef DSA_FUZZ_EXECUTION_H
#define DSA_FUZZ_EXECUTION_H

#include "Fragment.h"
#include "mlir/IR/AffineMap.h"
#include <map>
#include <random>

namespace dsa::fuzz {

using Point = std::vector<int64_t>;
using Array = std::map<Point, llvm::APInt>;

/// How arrays are filled.
enum class Values {
  /// Random bits; of floats, ordinary numbers.
  Random,
  /// Zeros, ones and the ends of the range; of floats also infinities, NaN and
  /// denormals.
  Corner,
  /// Small whole numbers, so that sums and products of floats are exact and
  /// their order does not matter.
  Small
};

/// An array for each operand, within the operands' ranges.
std::vector<Array> makeArrays(const Fragment &program, Values values,
                              std::mt19937_64 &random);

/// What the program leaves in its result; nullopt where a body has no value.
std::optional<Array> runProgram(const Fragment &program,
                                const std::vector<Array> &arrays);

/// A mapping of loops, as the compiler would carry it out.
struct Use {
  mlir::AffineMap forward, inverse;
  std::vector<int64_t> blockExtents;
  std::vector<bool> isReductionBlock;
  /// Operand of the instruction --> operand of the program.
  std::vector<unsigned> sources;
  /// What fills elements of registers that no iteration reads.
  std::vector<llvm::APInt> padding;
};

/// What blocks of the instruction leave in the program's result: registers are
/// gathered, every loop of every block is run, results are stored. nullopt
/// where a loop is mapped outside, does not come back by the inverse, or a body
/// has no value.
std::optional<Array> runInstruction(const Fragment &program,
                                    const Fragment &instruction, const Use &use,
                                    const std::vector<Array> &arrays);

/// Bit by bit, but for NaNs, and for the sign of zero unless `exact`.
bool areEqual(const Array &a, const Array &b, ElementType type, bool exact);

} // namespace dsa::fuzz

#endif // DSA_FUZZ_EXECUTION_H
