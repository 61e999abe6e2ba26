// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Evaluates operations on constants of integers: weights that an adapter maps,
/// and their sums.
#include "ConstantSums.h"
#include "dsa/Polyhedral/ScalarBody.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace mlir::dsa;

namespace {

/// More iterations than this are left to the program.
constexpr int64_t kMaxIterations = int64_t(1) << 26;

/// Elements of a constant, and how far they move for a step of each loop.
struct ConstantOperand {
  ArrayRef<char> bytes;
  unsigned width = 0;
  SmallVector<int64_t> strides;

  uint64_t read(int64_t index) const {
    uint64_t value = 0;
    std::memcpy(&value, bytes.data() + index * width, width);
    return value;
  }
};

/// An operation on words of 64 bits, of which the lowest `bits` count.
struct Step {
  enum Kind { Input, Constant, Operation, Extend, Truncate } kind;
  unsigned bits = 0, from = 0;
  unsigned a = 0, b = 0;
  uint64_t constant = 0;
  uint64_t (*apply)(uint64_t, uint64_t, unsigned) = nullptr;
};

class ConstantSum {
public:
  explicit ConstantSum(linalg::GenericOp op) : op(op) {}
  DenseElementsAttr run();

private:
  bool readOperands();
  bool readOperand(unsigned operand);
  bool readBody();
  std::optional<Step> readOperation(const ScalarBody &body,
                                    const ScalarNode &node);
  uint64_t evaluate(ArrayRef<int64_t> offsets, uint64_t accumulator);

  linalg::GenericOp op;
  SmallVector<int64_t> extents;
  SmallVector<ConstantOperand> operands;
  llvm::BitVector isRead;
  std::vector<Step> steps;
  std::vector<uint64_t> values;
};

/// Bytes of an element; 0 if it is no integer of 1, 2, 4 or 8 bytes.
unsigned getBytes(Type type) {
  auto integer = dyn_cast<IntegerType>(getElementTypeOrSelf(type));
  if (!integer || !llvm::is_contained({8u, 16u, 32u, 64u}, integer.getWidth()))
    return 0;
  return integer.getWidth() / 8;
}

uint64_t truncate(uint64_t value, unsigned bits) {
  return bits == 64 ? value : value & ((uint64_t(1) << bits) - 1);
}

} // namespace

/// Elements of `value` moved by for a step of each loop, row-major; false where
/// `map` is more than one loop for each dimension.
static bool getStrides(RankedTensorType type, AffineMap map,
                       SmallVectorImpl<int64_t> &strides) {
  strides.assign(map.getNumDims(), 0);
  int64_t size = 1;
  for (unsigned dim = map.getNumResults(); dim-- > 0;) {
    auto loop = dyn_cast<AffineDimExpr>(map.getResult(dim));
    if (!loop)
      return false;
    strides[loop.getPosition()] += size;
    size *= type.getDimSize(dim);
  }
  return true;
}

bool ConstantSum::readOperand(unsigned number) {
  Value value = op->getOperand(number);
  auto type = dyn_cast<RankedTensorType>(value.getType());
  DenseElementsAttr elements;
  ConstantOperand &operand = operands[number];
  if (!type || !type.hasStaticShape() ||
      !matchPattern(value, m_Constant(&elements)) || !elements)
    return false;
  operand.width = getBytes(type);
  operand.bytes = elements.getRawData();
  if (operand.width == 0 ||
      !getStrides(type, op.getIndexingMapsArray()[number], operand.strides))
    return false;
  if (elements.isSplat())
    operand.strides.assign(operand.strides.size(), 0);
  return true;
}

bool ConstantSum::readOperands() {
  extents = op.getStaticLoopRanges();
  int64_t iterations = 1;
  for (int64_t extent : extents) {
    if (ShapedType::isDynamic(extent) ||
        llvm::MulOverflow(iterations, extent, iterations) ||
        iterations > kMaxIterations)
      return false;
  }
  operands.resize(op->getNumOperands());
  for (unsigned number = 0; number < op.getNumDpsInputs(); ++number)
    if (isRead.test(number) && !readOperand(number))
      return false;
  auto type = cast<RankedTensorType>(op.getResult(0).getType());
  ConstantOperand &result = operands.back();
  result.width = getBytes(type);
  return type.hasStaticShape() && result.width != 0 &&
         getStrides(type, op.getIndexingMapsArray().back(), result.strides);
}

//===----------------------------------------------------------------------===//
// The body
//===----------------------------------------------------------------------===//

std::optional<Step> ConstantSum::readOperation(const ScalarBody &body,
                                               const ScalarNode &node) {
  Step step{Step::Operation};
  step.a = node.operands[0];
  step.b = node.operands.back();
  step.from = body.nodes[step.a].type.getIntOrFloatBitWidth();
  using Apply = uint64_t (*)(uint64_t, uint64_t, unsigned);
  static const llvm::StringMap<Apply> known = {
      {"arith.addi", [](uint64_t a, uint64_t b, unsigned) { return a + b; }},
      {"arith.subi", [](uint64_t a, uint64_t b, unsigned) { return a - b; }},
      {"arith.muli", [](uint64_t a, uint64_t b, unsigned) { return a * b; }},
      {"arith.xori", [](uint64_t a, uint64_t b, unsigned) { return a ^ b; }},
      {"arith.shrsi", [](uint64_t a, uint64_t b, unsigned bits) {
         return uint64_t(llvm::SignExtend64(a, bits) >> b);
       }}};
  if (node.name == "arith.extsi") {
    step.kind = Step::Extend;
  } else if (node.name == "arith.extui" || node.name == "arith.trunci") {
    step.kind = Step::Truncate;
  } else if (auto it = known.find(node.name); it != known.end()) {
    step.apply = it->second;
    const ScalarNode &amount = body.nodes[step.b];
    if (node.name == "arith.shrsi" &&
        (amount.kind != ScalarNode::Kind::Constant ||
         cast<IntegerAttr>(amount.constant).getValue().uge(step.from)))
      return std::nullopt;
  } else {
    return std::nullopt;
  }
  return step;
}

bool ConstantSum::readBody() {
  std::string reason;
  FailureOr<ScalarBody> body = extractScalarBody(*op.getBody(), reason);
  if (failed(body))
    return false;
  isRead.resize(op->getNumOperands());
  llvm::BitVector live = body->getLive();
  for (auto [index, node] : llvm::enumerate(body->nodes)) {
    Step &step = steps.emplace_back(Step{Step::Constant});
    if (!live.test(index))
      continue;
    auto type = dyn_cast<IntegerType>(node.type);
    if (!type || type.getWidth() > 64)
      return false;
    if (node.kind == ScalarNode::Kind::Input) {
      step.kind = Step::Input;
      step.a = node.input;
      isRead.set(node.input);
    } else if (node.kind == ScalarNode::Kind::Constant) {
      step.constant =
          cast<IntegerAttr>(node.constant).getValue().getZExtValue();
    } else if (node.kind == ScalarNode::Kind::Operation) {
      std::optional<Step> read = readOperation(*body, node);
      if (!read)
        return false;
      step = *read;
    } else {
      return false;
    }
    step.bits = type.getWidth();
  }
  // The value of the body is that of its last step.
  Step last{Step::Truncate};
  last.a = body->root;
  last.bits = body->getRoot().type.getIntOrFloatBitWidth();
  steps.push_back(last);
  values.resize(steps.size());
  return true;
}

uint64_t ConstantSum::evaluate(ArrayRef<int64_t> offsets,
                               uint64_t accumulator) {
  for (size_t i = 0; i < steps.size(); ++i) {
    const Step &step = steps[i];
    uint64_t value = step.constant;
    if (step.kind == Step::Input)
      value = step.a + 1 == operands.size()
                  ? accumulator
                  : operands[step.a].read(offsets[step.a]);
    else if (step.kind == Step::Operation)
      value = step.apply(values[step.a], values[step.b], step.from);
    else if (step.kind == Step::Extend)
      value = llvm::SignExtend64(values[step.a], step.from);
    else if (step.kind == Step::Truncate)
      value = values[step.a];
    values[i] = step.bits ? truncate(value, step.bits) : value;
  }
  return values.back();
}

DenseElementsAttr ConstantSum::run() {
  if (op.getNumResults() != 1 || !readBody() || !readOperands())
    return {};
  auto type = cast<RankedTensorType>(op.getResult(0).getType());
  unsigned width = operands.back().width;
  std::vector<char> result(type.getNumElements() * width);
  operands.back().bytes = result;
  SmallVector<int64_t> position(extents.size(), 0), offsets(operands.size(), 0);
  while (true) {
    int64_t at = offsets.back();
    uint64_t value = evaluate(offsets, operands.back().read(at));
    std::memcpy(result.data() + at * width, &value, width);
    unsigned loop = extents.size();
    auto move = [&](unsigned loop, int64_t steps) {
      for (auto [offset, operand] : llvm::zip_equal(offsets, operands))
        if (!operand.strides.empty())
          offset += steps * operand.strides[loop];
    };
    while (loop-- > 0) {
      move(loop, 1);
      if (++position[loop] < extents[loop])
        break;
      move(loop, -extents[loop]);
      position[loop] = 0;
    }
    if (loop == ~0u)
      break;
  }
  return DenseElementsAttr::getFromRawBuffer(type, result);
}

DenseElementsAttr dsa::evaluateOnConstants(linalg::GenericOp op) {
  return ConstantSum(op).run();
}
