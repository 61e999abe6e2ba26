// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What one iteration of a statement computes, as a graph of scalar operations.
#ifndef DSA_POLYHEDRAL_SCALARBODY_H
#define DSA_POLYHEDRAL_SCALARBODY_H

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/Block.h"
#include "mlir/IR/BuiltinTypes.h"
#include "llvm/ADT/APInt.h"
#include "llvm/ADT/BitVector.h"
#include <optional>

namespace mlir::dsa {

/// One value of a scalar body.
struct ScalarNode {
  enum class Kind {
    /// Element read through access `input`.
    Input,
    /// `constant`.
    Constant,
    /// `name` applied to `operands`.
    Operation,
    /// A value from outside the statement: equal only to itself.
    Opaque,
  };
  Kind kind = Kind::Operation;
  Type type;
  unsigned input = 0;
  TypedAttr constant;
  /// Name of the operation, as in `arith.addi`.
  StringRef name;
  SmallVector<unsigned> operands;
  /// What distinguishes operations of one name: a predicate, overflow flags.
  /// Fast-math flags are kept apart.
  DictionaryAttr attributes;
  arith::FastMathFlags fastmath = arith::FastMathFlags::none;
  /// Number of an opaque value among those of its body.
  unsigned identity = 0;
};

/// Nodes in topological order; `root` is the value of the iteration.
struct ScalarBody {
  SmallVector<ScalarNode> nodes;
  unsigned root = 0;

  const ScalarNode &getRoot() const { return nodes[root]; }
  /// Whether node `node` depends on input `input`.
  bool dependsOn(unsigned node, unsigned input) const;
  /// The nodes that the root depends on.
  llvm::BitVector getLive() const;
};

/// Reads the body that `block` yields as its only value; `inputs[i]` is input
/// i: an argument of the block, or a tensor from outside that it looks elements
/// up in. On failure `reason` says what it is that cannot be read.
FailureOr<ScalarBody> extractScalarBody(Block &block, ValueRange inputs,
                                        std::string &reason);

/// As above; argument i is input i.
FailureOr<ScalarBody> extractScalarBody(Block &block, std::string &reason);

/// A tensor whose elements a body looks up by `tensor.extract`, as the type of
/// one value; null where `type` is none, or its shape is not static.
RankedTensorType getTableType(Type type);

/// Bits of a value of `type`: an integer or an index; 0 for any other.
unsigned getIntegerWidth(Type type);

/// Appends what `body` computes to `into`, with node `inputs[i]` of `into` as
/// input i. Returns the node of its value; does not change the root.
unsigned appendBody(ScalarBody &into, const ScalarBody &body,
                    ArrayRef<unsigned> inputs);

/// Reads one operation of a body; `getNode` numbers its operands. On failure
/// `reason` says what it is that cannot be read.
FailureOr<ScalarNode> readScalarOperation(Operation &op,
                                          function_ref<unsigned(Value)> getNode,
                                          std::string &reason);

/// Evaluates `body` on `inputs`: integers, floats by their bits, rounded to
/// nearest even, and tables as the bits of their elements, the first lowest.
/// Fills `values`, one for each node (of those that the root depends on). Fails
/// where an operation is not known, or has no value.
LogicalResult evaluateNodes(const ScalarBody &body,
                            ArrayRef<llvm::APInt> inputs,
                            SmallVectorImpl<llvm::APInt> &values);

/// The bits of a table of `type` whose elements are 0, 1, 2, ... in row order,
/// as far as their width goes; nullopt if they are no numbers.
std::optional<llvm::APInt> makeNumberedTable(RankedTensorType type);

/// The value of the root alone; nullopt where there is none.
std::optional<llvm::APInt> evaluate(const ScalarBody &body,
                                    ArrayRef<llvm::APInt> inputs);

/// Whether `op` is a function of all values of its operands: no flag and no
/// value makes its result undefined, or leaves it open. Else `reason` says what
/// does.
bool isTotal(Operation &op, std::string &reason);

/// Whether the operation `name` may have its two operands swapped, and whether
/// it may be regrouped as well.
bool isCommutative(StringRef name);
bool isAssociativeCommutative(StringRef name);

} // namespace mlir::dsa

#endif // DSA_POLYHEDRAL_SCALARBODY_H
