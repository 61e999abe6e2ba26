// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Execution of functions on tensors.
#include "Interpreter.h"
#include "Fragment.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace dsa::fuzz;
using namespace mlir;
using llvm::APInt;
namespace engine = mlir::dsa;
using Tensors = std::vector<Tensor>;

//===----------------------------------------------------------------------===//
// Indices
//===----------------------------------------------------------------------===//

namespace dsa::fuzz {
size_t getOffset(const Tensor &tensor, ArrayRef<int64_t> point) {
  size_t offset = 0;
  for (auto [at, extent] : llvm::zip_equal(point, tensor.shape))
    offset = offset * extent + at;
  return offset;
}
} // namespace dsa::fuzz

static int64_t apply(AffineExpr expr, ArrayRef<int64_t> point) {
  if (auto constant = dyn_cast<AffineConstantExpr>(expr))
    return constant.getValue();
  if (auto dim = dyn_cast<AffineDimExpr>(expr))
    return point[dim.getPosition()];
  auto binary = cast<AffineBinaryOpExpr>(expr);
  int64_t left = apply(binary.getLHS(), point);
  int64_t right = apply(binary.getRHS(), point);
  switch (binary.getKind()) {
  case AffineExprKind::Add:
    return left + right;
  case AffineExprKind::Mul:
    return left * right;
  case AffineExprKind::FloorDiv:
    return llvm::divideFloorSigned(left, right);
  case AffineExprKind::CeilDiv:
    return llvm::divideCeilSigned(left, right);
  default:
    return left - right * llvm::divideFloorSigned(left, right);
  }
}

namespace dsa::fuzz {
std::vector<int64_t> applyMap(AffineMap map, ArrayRef<int64_t> point) {
  std::vector<int64_t> image;
  for (AffineExpr expr : map.getResults())
    image.push_back(apply(expr, point));
  return image;
}
} // namespace dsa::fuzz

static Tensor makeTensor(Type type, const Scalar &value) {
  Tensor tensor;
  int64_t count = 1;
  if (auto shaped = dyn_cast<RankedTensorType>(type)) {
    tensor.shape.assign(shaped.getShape().begin(), shaped.getShape().end());
    count = shaped.getNumElements();
  }
  tensor.elements.assign(count, value);
  return tensor;
}

//===----------------------------------------------------------------------===//
// Bodies
//===----------------------------------------------------------------------===//

/// Runs the scalar operations of `block`; what it yields.
static std::optional<std::vector<Scalar>>
runBody(Block &block, ArrayRef<Scalar> arguments, ArrayRef<int64_t> point,
        const llvm::DenseMap<Value, Tensor> &outer) {
  llvm::DenseMap<Value, Scalar> values;
  for (auto [argument, value] :
       llvm::zip_equal(block.getArguments(), arguments))
    values[argument] = value;
  auto collect = [&](Operation &op, std::vector<Scalar> &operands) {
    for (Value operand : op.getOperands()) {
      auto known = values.find(operand);
      auto captured = outer.find(operand);
      if (known != values.end())
        operands.push_back(known->second);
      else if (captured != outer.end())
        operands.push_back(captured->second.elements.front());
      else
        return false;
    }
    return true;
  };
  for (Operation &op : block.without_terminator()) {
    std::vector<Scalar> operands;
    if (op.getNumResults() != 1 || !collect(op, operands))
      return std::nullopt;
    std::optional<Scalar> value;
    if (auto index = dyn_cast<linalg::IndexOp>(op))
      value = Scalar{APInt(64, point[index.getDim()])};
    else
      value = evaluateOperation(&op, operands);
    if (!value)
      return std::nullopt;
    values[op.getResult(0)] = *value;
  }
  std::vector<Scalar> yielded;
  if (!collect(*block.getTerminator(), yielded))
    return std::nullopt;
  return yielded;
}

std::optional<Tensors> Interpreter::runLinalg(linalg::LinalgOp op,
                                              Values &values) {
  Tensors operands;
  for (Value operand : op->getOperands())
    operands.push_back(values.find(operand)->second);
  if (op->hasAttr(engine::kMatchAttrName) && target) {
    std::optional<Tensor> result = runMatched(op, operands);
    return result ? std::optional<Tensors>({*result}) : std::nullopt;
  }
  SmallVector<int64_t> ranges = op.getStaticLoopRanges();
  std::vector<int64_t> extents(ranges.begin(), ranges.end());
  SmallVector<AffineMap> maps = op.getIndexingMapsArray();
  unsigned numInputs = op.getNumDpsInputs();
  bool ran = forEachPoint(extents, [&](const std::vector<int64_t> &point) {
    std::vector<Scalar> arguments;
    std::vector<size_t> offsets;
    for (auto [operand, map] : llvm::zip_equal(operands, maps)) {
      offsets.push_back(getOffset(operand, applyMap(map, point)));
      arguments.push_back(operand.elements[offsets.back()]);
    }
    auto yielded = runBody(*op.getBlock(), arguments, point, values);
    if (!yielded)
      return false;
    for (auto [index, value] : llvm::enumerate(*yielded))
      operands[numInputs + index].elements[offsets[numInputs + index]] = value;
    return true;
  });
  if (!ran)
    return std::nullopt;
  return Tensors(operands.begin() + numInputs, operands.end());
}

//===----------------------------------------------------------------------===//
// Matches
//===----------------------------------------------------------------------===//

void Interpreter::checkRange(const Tensor &tensor, int64_t least, int64_t most,
                             const char *what) {
  for (const Scalar &element : tensor.elements) {
    int64_t value = least < 0 ? element[0].getSExtValue()
                              : int64_t(element[0].getZExtValue());
    if ((value < least || value > most) && violation.empty())
      violation = std::string(what) +
                  " does not hold: " + std::to_string(value) + " is not in [" +
                  std::to_string(least) + ", " + std::to_string(most) + "]";
  }
}

namespace {
using Point = std::vector<int64_t>;
/// Elements of one register, by their coordinates.
using Register = std::map<Point, Scalar>;

/// A match as tiles: what each block of each operand holds.
struct Tiles {
  const engine::ResolvedMatch &match;
  /// For each operand: block --> register.
  std::vector<std::map<Point, Register>> blocks;

  /// Blocks of a reduction share the accumulator.
  Point getBlock(unsigned operand, const Point &image) const {
    Point block(image.begin(), image.begin() + match.blockExtents.size());
    for (size_t index = 0; index < block.size(); ++index)
      if (operand == match.accumulator && match.isReductionBlock[index])
        block[index] = 0;
    return block;
  }
  Point getPlace(unsigned operand, const Point &image) const {
    return applyMap(match.operands[operand].registerMap,
                    ArrayRef(image).drop_front(match.blockExtents.size()));
  }
  /// The register of `operand` in `block` as a tensor of type `type`.
  Tensor load(unsigned operand, const Point &block, Type type) {
    Scalar padding = *readConstant(match.operands[operand].padding, type);
    Tensor tensor = makeTensor(type, padding);
    for (const auto &[place, value] : blocks[operand][block])
      tensor.elements[getOffset(tensor, place)] = value;
    return tensor;
  }
};
} // namespace

std::optional<Tensor> Interpreter::runMatched(linalg::LinalgOp op,
                                              const Tensors &operands) {
  FailureOr<engine::ResolvedMatch> match = engine::resolveMatch(op, *target);
  if (failed(match)) {
    violation = "a match does not hold when it is asked for again";
    return std::nullopt;
  }
  ++numMatched;
  engine::InstructionOp instruction = match->instruction;
  Block &body = instruction.getExecutable().front();
  Tiles tiles{*match, {}};
  tiles.blocks.resize(match->operands.size());
  SmallVector<AffineMap> maps = op.getIndexingMapsArray();
  SmallVector<int64_t> ranges = op.getStaticLoopRanges();
  Point loops(ranges.begin(), ranges.end());
  auto forEachElement = [&](unsigned operand, auto visit) {
    unsigned source = match->operands[operand].source;
    forEachPoint(loops, [&](const Point &point) {
      Point image = applyMap(match->mapping, point);
      visit(tiles.blocks[operand][tiles.getBlock(operand, image)]
                        [tiles.getPlace(operand, image)],
            getOffset(operands[source], applyMap(maps[source], point)));
      return true;
    });
  };
  for (unsigned operand = 0; operand < match->operands.size(); ++operand)
    forEachElement(operand, [&](Scalar &element, size_t offset) {
      element = operands[match->operands[operand].source].elements[offset];
    });
  Point blocks(match->blockExtents.begin(), match->blockExtents.end());
  bool ran = forEachPoint(blocks, [&](const Point &block) {
    Values values;
    for (BlockArgument argument : body.getArguments()) {
      unsigned operand = argument.getArgNumber();
      values[argument] = tiles.load(operand, tiles.getBlock(operand, block),
                                    argument.getType());
    }
    if (ArrayAttr required = instruction.getRequiresAttr())
      for (auto bounded : required.getAsRange<engine::BoundedAttr>())
        checkRange(values[body.getArgument(bounded.getOperand())],
                   bounded.getLeast(), bounded.getMost(),
                   "what the instruction requires");
    std::optional<Tensors> results = runBlock(body, values);
    if (!results)
      return false;
    Register &sums = tiles.blocks[match->accumulator]
                                 [tiles.getBlock(match->accumulator, block)];
    for (auto &[place, value] : sums)
      value = results->front().elements[getOffset(results->front(), place)];
    return true;
  });
  if (!ran)
    return std::nullopt;
  Tensor result = operands.back();
  forEachElement(match->accumulator, [&](Scalar &element, size_t offset) {
    result.elements[offset] = element;
  });
  return result;
}

//===----------------------------------------------------------------------===//
// Blocks
//===----------------------------------------------------------------------===//

static std::optional<Tensor> readTensor(arith::ConstantOp op) {
  Attribute value = op.getValue();
  Type type = op.getType();
  auto shaped = dyn_cast<RankedTensorType>(type);
  if (!shaped) {
    std::optional<Scalar> scalar = readConstant(value, type);
    return scalar ? std::optional(makeTensor(type, *scalar)) : std::nullopt;
  }
  Tensor tensor = makeTensor(type, {});
  size_t number = 0;
  if (auto integers = dyn_cast<DenseIntElementsAttr>(value)) {
    for (const APInt &element : integers.getValues<APInt>())
      tensor.elements[number++] = {element};
    return tensor;
  }
  if (auto floats = dyn_cast<DenseFPElementsAttr>(value)) {
    for (const llvm::APFloat &element : floats.getValues<llvm::APFloat>())
      tensor.elements[number++] = {element.bitcastToAPInt()};
    return tensor;
  }
  return std::nullopt;
}

std::optional<Tensors> Interpreter::runBranch(scf::IfOp op, Values &values) {
  bool holds = values[op.getCondition()].elements.front()[0].isOne();
  Region &region = holds ? op.getThenRegion() : op.getElseRegion();
  if (region.empty())
    return Tensors();
  return runBlock(region.front(), values);
}

std::optional<Tensors> Interpreter::runOperation(Operation &op,
                                                 Values &values) {
  auto give = [](std::optional<Tensor> tensor) {
    return tensor ? std::optional<Tensors>({*tensor}) : std::nullopt;
  };
  if (auto constant = dyn_cast<arith::ConstantOp>(op))
    return give(readTensor(constant));
  if (auto linalgOp = dyn_cast<linalg::LinalgOp>(op))
    return runLinalg(linalgOp, values);
  if (auto branch = dyn_cast<scf::IfOp>(op))
    return runBranch(branch, values);
  if (auto empty = dyn_cast<tensor::EmptyOp>(op)) {
    // What nobody may read is not zero.
    auto type = cast<RankedTensorType>(empty.getType());
    Tensor tensor = makeTensor(type, {});
    for (Scalar &element : tensor.elements)
      element = makeScalar(type.getElementType(), Filling::Random, random);
    return give(tensor);
  }
  if (auto assume = dyn_cast<engine::AssumeOp>(op)) {
    Tensor tensor = values[op.getOperand(0)];
    checkRange(tensor, assume.getLeastAttr().getInt(),
               assume.getMostAttr().getInt(), "an assumption");
    return give(tensor);
  }
  if (auto extract = dyn_cast<tensor::ExtractOp>(op)) {
    Point place;
    for (Value index : extract.getIndices())
      place.push_back(values[index].elements.front()[0].getSExtValue());
    const Tensor &tensor = values[extract.getTensor()];
    return give(makeTensor(extract.getType(),
                           tensor.elements[getOffset(tensor, place)]));
  }
  return std::nullopt;
}

std::optional<Tensors> Interpreter::runBlock(Block &block, Values &values) {
  for (Operation &op : block.without_terminator()) {
    std::optional<Tensors> results = runOperation(op, values);
    if (!results)
      return std::nullopt;
    for (auto [result, tensor] : llvm::zip_equal(op.getResults(), *results))
      values[result] = tensor;
  }
  Tensors results;
  for (Value value : block.getTerminator()->getOperands())
    results.push_back(values[value]);
  return results;
}

std::optional<Tensors> Interpreter::run(func::FuncOp function,
                                        ArrayRef<Tensor> arguments) {
  Values values;
  for (auto [argument, tensor] :
       llvm::zip_equal(function.getArguments(), arguments))
    values[argument] = tensor;
  return runBlock(function.getBody().front(), values);
}
