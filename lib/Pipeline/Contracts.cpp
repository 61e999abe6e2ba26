// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Checks, after each phase, what the next one relies on.
#include "Contracts.h"
#include "dsa/Dialect/DSA/IR/DSA.h"
#include "dsa/Dialect/Tile/IR/Tile.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/BuiltinOps.h"

using namespace mlir;
using namespace mlir::dsa;

namespace {

/// What a contract allows, and how to say so.
struct ContractRule {
  StringLiteral phase;
  StringLiteral expectation;
  bool (*allows)(Operation *);
};

bool isOf(Operation *op, ArrayRef<StringRef> dialects) {
  return llvm::is_contained(dialects, op->getName().getDialectNamespace());
}

bool isStructure(Operation *op) { return isOf(op, {"builtin", "func"}); }

bool isDeclaration(Operation *op) {
  return isa<ISAOp, RegistersOp, InstructionOp>(op);
}

bool hasTensor(Operation *op) {
  auto isTensor = [](Type type) { return isa<TensorType>(type); };
  return llvm::any_of(op->getOperandTypes(), isTensor) ||
         llvm::any_of(op->getResultTypes(), isTensor);
}

/// What `graph` promises. Programs may enter below it.
bool isGraph(Operation *op) {
  auto isStatic = [](Type type) {
    auto shaped = dyn_cast<ShapedType>(type);
    return !shaped || shaped.hasStaticShape();
  };
  return !isOf(op, {"graph"}) ||
         (llvm::all_of(op->getOperandTypes(), isStatic) &&
          llvm::all_of(op->getResultTypes(), isStatic));
}

/// What `linalg` promises: an operation that an instruction will do is on
/// tensors; programs may bring their own memrefs and loops.
bool isLinalg(Operation *op) {
  if (isOf(op, {"graph"}))
    return false;
  return !op->hasAttr(kMatchAttrName) || hasTensor(op);
}

/// Whether a value of `op` is in a register class or a named memory.
bool touchesMemory(Operation *op) {
  auto isPlaced = [](Type type) {
    auto tensor = dyn_cast<RankedTensorType>(type);
    return tensor && isa_and_nonnull<tile::InAttr>(tensor.getEncoding());
  };
  return llvm::any_of(op->getOperandTypes(), isPlaced) ||
         llvm::any_of(op->getResultTypes(), isPlaced);
}

/// What `linalg` promises, in blocks: what is in a register class is moved by
/// `tile.transfer` only, and what has a match is a block there, its body
/// included, which may look up in a register.
bool isTile(Operation *op) {
  bool isBlock = isOf(op, {"linalg"}) && op->hasAttr(kMatchAttrName);
  bool isInBlock =
      isa<tensor::ExtractOp>(op) && op->getParentOp()->hasAttr(kMatchAttrName);
  if (touchesMemory(op))
    return isBlock || isInBlock || isOf(op, {"tile", "scf"}) ||
           op->hasTrait<OpTrait::ConstantLike>();
  return !isBlock && !isOf(op, {"graph", "tile"});
}

/// Named by `Contract`, in its order.
constexpr ContractRule rules[] = {
    {"graph", "operators of graph on static shapes, or the levels below",
     isGraph},
    {"linalg", "no operator of graph, and matches decided on tensors only",
     isLinalg},
    {"tile",
     "matched operations on register classes only, between tile.transfer",
     isTile},
    {"dsa", "instructions as dsa.invoke, on registers and memrefs",
     [](Operation *op) {
       return isStructure(op) || isDeclaration(op) ||
              (!isOf(op, {"graph", "tile"}) && !hasTensor(op));
     }},
    {"llvm", "only operations of the llvm dialect",
     [](Operation *op) { return isOf(op, {"llvm", "builtin"}); }},
};

struct VerifyContractPass
    : public PassWrapper<VerifyContractPass, OperationPass<ModuleOp>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(VerifyContractPass)

  explicit VerifyContractPass(Contract contract)
      : rule(rules[static_cast<unsigned>(contract)]) {}

  StringRef getArgument() const override { return "dsa-verify-contract"; }
  StringRef getDescription() const override {
    return "Check what a phase promises to the next";
  }

  void runOnOperation() override {
    getOperation()->walk([&](Operation *op) {
      if (op == getOperation() || rule.allows(op))
        return WalkResult::advance();
      op->emitError("expected ")
          << rule.expectation << " after phase '" << rule.phase
          << "', but found '" << op->getName() << "'";
      signalPassFailure();
      return WalkResult::interrupt();
    });
  }

  const ContractRule &rule;
};

} // namespace

std::unique_ptr<Pass> dsa::createVerifyContractPass(Contract contract) {
  return std::make_unique<VerifyContractPass>(contract);
}
