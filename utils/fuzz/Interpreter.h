// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Runs functions of linalg on tensors, element by element. An operation with a
/// match is run by its instruction, tile by tile, as the hardware does it.
#ifndef DSA_FUZZ_INTERPRETER_H
#define DSA_FUZZ_INTERPRETER_H

#include "Scalars.h"
#include "dsa/Equivalence/Match.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "llvm/ADT/DenseMap.h"
#include <map>
#include <vector>

namespace dsa::fuzz {

/// A tensor, row by row; a scalar has no dimensions.
struct Tensor {
  std::vector<int64_t> shape;
  std::vector<Scalar> elements;

  bool operator==(const Tensor &other) const {
    return shape == other.shape && elements == other.elements;
  }
};

class Interpreter {
public:
  /// `target` has the instructions of matches; none are met without it.
  Interpreter(const mlir::dsa::Target *target, std::mt19937_64 &random)
      : target(target), random(random) {}

  /// What `function` returns for `arguments`. nullopt where a value is not
  /// defined, or something is not known.
  std::optional<std::vector<Tensor>> run(mlir::func::FuncOp function,
                                         llvm::ArrayRef<Tensor> arguments);

  /// What was broken on the way: an assumption, or a requirement of an
  /// instruction. Empty if nothing was.
  std::string violation;
  /// How many operations instructions did.
  unsigned numMatched = 0;

private:
  using Values = llvm::DenseMap<mlir::Value, Tensor>;

  /// Runs `block`; its terminator's operands.
  std::optional<std::vector<Tensor>> runBlock(mlir::Block &block,
                                              Values &values);
  std::optional<std::vector<Tensor>> runOperation(mlir::Operation &op,
                                                  Values &values);
  std::optional<std::vector<Tensor>> runBranch(mlir::scf::IfOp op,
                                               Values &values);
  std::optional<std::vector<Tensor>> runLinalg(mlir::linalg::LinalgOp op,
                                               Values &values);
  std::optional<Tensor> runMatched(mlir::linalg::LinalgOp op,
                                   const std::vector<Tensor> &operands);
  void checkRange(const Tensor &tensor, int64_t least, int64_t most,
                  const char *what);

  const mlir::dsa::Target *target;
  std::mt19937_64 &random;
};

/// The number of the element at `point`.
size_t getOffset(const Tensor &tensor, llvm::ArrayRef<int64_t> point);

/// What `map`, without symbols, makes of `point`.
std::vector<int64_t> applyMap(mlir::AffineMap map,
                              llvm::ArrayRef<int64_t> point);

} // namespace dsa::fuzz

#endif // DSA_FUZZ_INTERPRETER_H
