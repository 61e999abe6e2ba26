// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Values of scalar operations, one by one: what programs and descriptions mean
/// is evaluated here without anything of the proof engine.
#ifndef DSA_FUZZ_SCALARS_H
#define DSA_FUZZ_SCALARS_H

#include "mlir/IR/Operation.h"
#include "llvm/ADT/APInt.h"
#include "llvm/ADT/ArrayRef.h"
#include <optional>
#include <random>

namespace dsa::fuzz {

/// A scalar by its bits: one word, or two of a complex number.
using Scalar = llvm::SmallVector<llvm::APInt, 1>;

/// The result of `op`, which has one; nullopt where it has no value, or `op` is
/// not known.
std::optional<Scalar> evaluateOperation(mlir::Operation *op,
                                        llvm::ArrayRef<Scalar> operands);

/// The value of a constant attribute of type `type`.
std::optional<Scalar> readConstant(mlir::Attribute value, mlir::Type type);

/// Whether two values of `type` are the same, but for the sign of zero.
bool areSame(mlir::Type type, const Scalar &a, const Scalar &b);

/// How operands are filled.
enum class Filling { Random, Corner, Small };

/// A value of `type`. Of floats and complex numbers it is a small whole number,
/// so that sums and products are exact in any order.
Scalar makeScalar(mlir::Type type, Filling filling, std::mt19937_64 &random);

} // namespace dsa::fuzz

#endif // DSA_FUZZ_SCALARS_H
