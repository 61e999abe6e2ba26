// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Reads statements from linalg operations on tensors.
#include "dsa/Polyhedral/Statement.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace mlir::dsa;

/// Sets of loops are bits of a word in the search. Those of operands are tried
/// one by one where padding is proved.
static constexpr unsigned kMaxLoops = 31, kMaxAccesses = 16;
SmallVector<AccessedValue> dsa::getAccessedValues(linalg::LinalgOp op) {
  SmallVector<AccessedValue> values, inits;
  for (OpOperand &operand : op->getOpOperands())
    (op.isDpsInit(&operand) ? inits : values)
        .push_back({operand.get(), op.getMatchingIndexingMap(&operand), false});
  AffineMap none = AffineMap::get(op.getNumLoops(), 0, op->getContext());
  op.getBlock()->walk([&](tensor::ExtractOp extract) {
    // By number: on the way to registers it need not be a tensor.
    Value table = extract->getOperand(0);
    bool isKnown = llvm::any_of(values, [&](const AccessedValue &other) {
      return other.isTable && other.value == table;
    });
    if (!isKnown && !op->isAncestor(table.getParentBlock()->getParentOp()))
      values.push_back({table, none, true});
  });
  llvm::append_range(values, inits);
  return values;
}

FailureOr<Statement> dsa::extractStatement(linalg::LinalgOp op,
                                           std::string &reason) {
  if (!op.hasPureTensorSemantics()) {
    reason = "it works on memory; expected tensors";
    return failure();
  }
  if (op.getNumDpsInits() != 1) {
    reason =
        "expected one result, but got " + std::to_string(op.getNumDpsInits());
    return failure();
  }
  SmallVector<AccessedValue> values = getAccessedValues(op);
  if (op.getNumLoops() > kMaxLoops || values.size() > kMaxAccesses) {
    reason = ("expected at most " + Twine(kMaxLoops) + " loops and " +
              Twine(kMaxAccesses) + " operands, but got " +
              Twine(op.getNumLoops()) + " and " + Twine(values.size()))
                 .str();
    return failure();
  }
  Statement statement;
  for (utils::IteratorType type : op.getIteratorTypesArray())
    statement.isReduction.push_back(type == utils::IteratorType::reduction);
  statement.extents = op.getStaticLoopRanges();
  if (llvm::is_contained(statement.extents, 0)) {
    reason = "it has no iterations";
    return failure();
  }
  SmallVector<Value> inputs(op.getRegionInputArgs());
  for (auto [index, accessed] : llvm::enumerate(values)) {
    if (accessed.map.getNumSymbols() != 0) {
      reason =
          "operand " + std::to_string(index) + " is addressed through symbols";
      return failure();
    }
    Access access{accessed.map, accessed.value.getType(), {}, false};
    if (accessed.isTable) {
      access.elementType = getTableType(access.elementType);
      if (!access.elementType) {
        llvm::raw_string_ostream(reason)
            << "expected tables of static shape, but got "
            << accessed.value.getType();
        return failure();
      }
      access.isTensor = true;
      inputs.push_back(accessed.value);
    } else if (auto shaped = dyn_cast<ShapedType>(access.elementType)) {
      access.elementType = shaped.getElementType();
      access.shape.assign(shaped.getShape().begin(), shaped.getShape().end());
      access.isTensor = true;
    }
    statement.accesses.push_back(std::move(access));
  }
  // What a loop is called only matters where the result does not tell: it adds
  // up if it does not number results.
  AffineMap write = statement.getWrite().map;
  if (write.isProjectedPermutation())
    for (unsigned loop = 0; loop < statement.getNumLoops(); ++loop)
      statement.isReduction[loop] = !write.isFunctionOfDim(loop);
  llvm::append_range(inputs, op.getRegionOutputArgs());
  FailureOr<ScalarBody> body =
      extractScalarBody(*op.getBlock(), inputs, reason);
  if (failed(body))
    return failure();
  statement.body = std::move(*body);
  return statement;
}

std::optional<Fold> dsa::getFold(const Statement &statement) {
  const ScalarBody &body = statement.body;
  const ScalarNode &root = body.getRoot();
  if (root.kind != ScalarNode::Kind::Operation || root.operands.size() != 2)
    return std::nullopt;
  unsigned accumulator = statement.getAccumulator();
  for (unsigned side : {0u, 1u}) {
    const ScalarNode &operand = body.nodes[root.operands[side]];
    if (operand.kind != ScalarNode::Kind::Input || operand.input != accumulator)
      continue;
    unsigned term = root.operands[1 - side];
    // `term - acc` is no fold; an operation that commutes may have the
    // accumulator on either side.
    if (side == 1 && !isCommutative(root.name))
      continue;
    if (!body.dependsOn(term, accumulator))
      return Fold{root.name, body.root, term};
  }
  return std::nullopt;
}
