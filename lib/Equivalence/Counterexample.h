// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Counterexamples as a person reads them: the values, both results, and the
/// first sub-expression that differs.
#ifndef DSA_LIB_EQUIVALENCE_COUNTEREXAMPLE_H
#define DSA_LIB_EQUIVALENCE_COUNTEREXAMPLE_H

#include "dsa/Equivalence/Proof.h"

namespace mlir::dsa {

/// `accumulator`, or `operand 1`.
std::string getOperandName(const Statement &program, unsigned access);

std::string printNumber(const llvm::APInt &value);
/// The bits of a value of `type`: a number, or a float.
std::string printValue(const llvm::APInt &value, Type type);
/// The bits of a value of access `access`, read as the program reads them.
std::string printElement(const Statement &program, unsigned access,
                         const llvm::APInt &value);
/// `[0, 127]`.
std::string printRange(IntegerRange range);

/// The bits of values of `type` worth trying: both ends of what is known, or
/// small and extreme ones. Empty where it is no integer or float.
SmallVector<llvm::APInt> getCorners(Type type,
                                    std::optional<IntegerRange> range);

/// `; it would hold with operand 0 in [0, 127], or operand 1 in [-64, 64]`;
/// empty if there is no condition.
std::string printConditions(const Statement &program,
                            ArrayRef<OperandCondition> conditions);

/// The first node at which `values` (one for each node of `body`) lose
/// something: a minimum or maximum with a constant, or a truncation, that
/// changes its operand. As in `arith.minsi limits 64770 to 32767`.
std::optional<std::string> findLimit(const ScalarBody &body,
                                     ArrayRef<llvm::APInt> values);

/// One of two computations, and the values of its nodes.
struct EvaluatedBody {
  const ScalarBody &body;
  ArrayRef<llvm::APInt> values;
  /// Input --> operand of the program.
  ArrayRef<unsigned> operands;
};

/// Where two computations part that have different values: followed from the
/// roots as long as they are the same operation, to the innermost pair that
/// differs. As in `extsi(operand 0) = -1, but extui(operand 0) = 255`.
std::string describeParting(const Statement &program, EvaluatedBody ours,
                            EvaluatedBody theirs);

/// Floats on which an instruction, as its hardware computes, differs from its
/// semantics by one of `missing`, as a sentence; nullopt if there is no
/// description of that, or none is found.
std::optional<std::string> findFloatDifference(const Pairing &pairing,
                                               Numerics missing);

} // namespace mlir::dsa

#endif // DSA_LIB_EQUIVALENCE_COUNTEREXAMPLE_H
