// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Finds out what is known of the values of operands.
#include "dsa/Equivalence/Ranges.h"
#include "IntegerForms.h"
#include "dsa/Dialect/DSA/IR/DSA.h"
#include "dsa/Dialect/Tile/IR/Tile.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Interfaces/FunctionInterfaces.h"

using namespace mlir;
using namespace mlir::dsa;
using llvm::APInt;

//===----------------------------------------------------------------------===//
// IntegerRange
//===----------------------------------------------------------------------===//

/// `value` as the sign of `range` reads it.
static int64_t read(const APInt &value, bool isSigned) {
  return isSigned ? value.getSExtValue() : int64_t(value.getZExtValue());
}

static unsigned getWidth(Type type) {
  auto integer = dyn_cast<IntegerType>(getElementTypeOrSelf(type));
  return integer && integer.getWidth() < 64 ? integer.getWidth() : 0;
}

bool IntegerRange::contains(IntegerRange other, unsigned bits) const {
  // Two that read the sign differently agree on what both read alike.
  bool sameReading = (least < 0) == (other.least < 0);
  int64_t half = int64_t(1) << (bits - 1);
  if (!sameReading && std::max(most, other.most) >= half)
    return false;
  return least <= other.least && other.most <= most;
}

IntegerRange IntegerRange::including(const APInt &value) const {
  int64_t number = read(value, least < 0);
  return {std::min(least, number), std::max(most, number)};
}

std::optional<IntegerRange> dsa::getFullRange(Type type, bool isSigned) {
  unsigned bits = getWidth(type);
  if (bits == 0)
    return std::nullopt;
  int64_t half = int64_t(1) << (bits - 1);
  return isSigned ? IntegerRange{-half, half - 1}
                  : IntegerRange{0, 2 * half - 1};
}

static std::optional<IntegerRange>
makeRange(const DynamicAPInt &least, const DynamicAPInt &most, unsigned bits) {
  DynamicAPInt half(int64_t(1) << (bits - 1));
  if (least < -half || most >= half + half || (least < 0 && most >= half))
    return std::nullopt;
  return IntegerRange{int64_t(least), int64_t(most)};
}

//===----------------------------------------------------------------------===//
// Values
//===----------------------------------------------------------------------===//

/// The range of the elements of `resource`: whole bytes, as they lie in memory.
static std::optional<IntegerRange>
getRangeOfResource(DenseResourceElementsAttr resource, bool isSigned) {
  unsigned bits = getWidth(resource.getType());
  AsmResourceBlob *blob = resource.getRawHandle().getBlob();
  if (!blob || !llvm::is_contained({8u, 16u, 32u}, bits))
    return std::nullopt;
  ArrayRef<char> bytes = blob->getData();
  unsigned width = bits / 8;
  if (bytes.empty() || bytes.size() % width != 0)
    return std::nullopt;
  IntegerRange range{INT64_MAX, INT64_MIN};
  for (size_t at = 0; at < bytes.size(); at += width) {
    uint32_t word = 0;
    std::memcpy(&word, bytes.data() + at, width);
    int64_t value = read(APInt(bits, word), isSigned);
    range = {std::min(range.least, value), std::max(range.most, value)};
  }
  return range;
}

/// The range of the elements of a constant, in the reading that is asked for.
static std::optional<IntegerRange> getRangeOfConstant(Attribute constant,
                                                      bool isSigned) {
  if (auto number = dyn_cast<IntegerAttr>(constant)) {
    int64_t value = read(number.getValue(), isSigned);
    return IntegerRange{value, value};
  }
  if (auto resource = dyn_cast<DenseResourceElementsAttr>(constant))
    return getRangeOfResource(resource, isSigned);
  auto elements = dyn_cast<DenseIntElementsAttr>(constant);
  if (!elements || elements.empty())
    return std::nullopt;
  IntegerRange range{INT64_MAX, INT64_MIN};
  auto include = [&](const APInt &element) {
    int64_t value = read(element, isSigned);
    range = {std::min(range.least, value), std::max(range.most, value)};
  };
  if (elements.isSplat())
    include(elements.getSplatValue<APInt>());
  else
    llvm::for_each(elements.getValues<APInt>(), include);
  return range;
}

/// The range that `dsa.range` gives to a function's argument.
static std::optional<IntegerRange> getRangeOfArgument(BlockArgument argument) {
  auto function =
      dyn_cast<FunctionOpInterface>(argument.getOwner()->getParentOp());
  if (!function || argument.getOwner() != &function.getFunctionBody().front())
    return std::nullopt;
  auto range = function.getArgAttrOfType<ArrayAttr>(argument.getArgNumber(),
                                                    kRangeAttrName);
  if (!range)
    return std::nullopt;
  // The dialect verified its form.
  return IntegerRange{cast<IntegerAttr>(range[0]).getInt(),
                      cast<IntegerAttr>(range[1]).getInt()};
}

static std::optional<IntegerRange> findRange(Value value, bool isSigned,
                                             unsigned depth);

/// An element-wise operation that writes every element of its result bounds it
/// by its body.
static std::optional<IntegerRange>
getRangeOfElementwise(linalg::LinalgOp op, bool isSigned, unsigned depth) {
  std::string reason;
  if (op.getNumDpsInits() != 1 || op.getNumReductionLoops() != 0 ||
      !op.hasPureTensorSemantics() ||
      !op.getMatchingIndexingMap(op.getDpsInitOperand(0)).isPermutation())
    return std::nullopt;
  FailureOr<ScalarBody> body = extractScalarBody(*op.getBlock(), reason);
  if (failed(body))
    return std::nullopt;
  SmallVector<std::optional<IntegerRange>> ranges;
  for (Value operand : op->getOperands())
    ranges.push_back(findRange(operand, /*isSigned=*/true, depth));
  if (auto range = getRangeOfBody(*body, ranges))
    return range;
  // A gather reads elements of tensors, not of operands.
  return findRange(op.getBlock()->getTerminator()->getOperand(0), isSigned,
                   depth);
}

/// What either of two values may be.
static std::optional<IntegerRange>
getRangeOfEither(Value a, Value b, bool isSigned, unsigned depth) {
  auto one = findRange(a, isSigned, depth),
       other = findRange(b, isSigned, depth);
  if (!one || !other)
    return std::nullopt;
  IntegerRange both{std::min(one->least, other->least),
                    std::max(one->most, other->most)};
  // Two that read the sign differently agree on what both read alike.
  bool sameReading = (one->least < 0) == (other->least < 0);
  if (!sameReading && both.most >= int64_t(1) << (getWidth(a.getType()) - 1))
    return std::nullopt;
  return both;
}

static std::optional<IntegerRange> findRange(Value value, bool isSigned,
                                             unsigned depth) {
  constexpr unsigned maxDepth = 16;
  if (depth > maxDepth || getWidth(value.getType()) == 0)
    return std::nullopt;
  Attribute constant;
  if (matchPattern(value, m_Constant(&constant)))
    return getRangeOfConstant(constant, isSigned);
  if (auto argument = dyn_cast<BlockArgument>(value))
    return getRangeOfArgument(argument);
  Operation *op = value.getDefiningOp();
  if (isa<tensor::ExtractSliceOp, tensor::ExpandShapeOp,
          tensor::CollapseShapeOp, tensor::CastOp, tile::TransferOp>(op))
    return findRange(op->getOperand(0), isSigned, depth + 1);
  if (auto assume = dyn_cast<AssumeOp>(op))
    return IntegerRange{assume.getLeastAttr().getInt(),
                        assume.getMostAttr().getInt()};
  if (auto pad = dyn_cast<tensor::PadOp>(op)) {
    auto range = findRange(pad.getSource(), isSigned, depth + 1);
    IntegerAttr value;
    Value padding = pad.getConstantPaddingValue();
    if (!range || !padding || !matchPattern(padding, m_Constant(&value)))
      return std::nullopt;
    return range->including(value.getValue());
  }
  if (auto extract = dyn_cast<tensor::ExtractOp>(op))
    return findRange(extract.getTensor(), isSigned, depth + 1);
  if (auto select = dyn_cast<arith::SelectOp>(op))
    return getRangeOfEither(select.getTrueValue(), select.getFalseValue(),
                            isSigned, depth + 1);
  if (auto branch = dyn_cast<scf::IfOp>(op); branch && branch.elseBlock()) {
    unsigned result = cast<OpResult>(value).getResultNumber();
    return getRangeOfEither(branch.thenYield()->getOperand(result),
                            branch.elseYield()->getOperand(result), isSigned,
                            depth + 1);
  }
  if (auto linalgOp = dyn_cast<linalg::LinalgOp>(op))
    return getRangeOfElementwise(linalgOp, isSigned, depth + 1);
  return std::nullopt;
}

std::optional<IntegerRange> dsa::getKnownRange(Value value, bool isSigned) {
  return findRange(value, isSigned, 0);
}

std::optional<IntegerRange>
dsa::getRangeOfBody(const ScalarBody &body,
                    ArrayRef<std::optional<IntegerRange>> ranges) {
  unsigned bits = getWidth(body.getRoot().type);
  auto all = llvm::to_vector(llvm::seq<unsigned>(0, ranges.size()));
  std::optional<IntegerForm> form = IntegerForms().read(body, all, ranges);
  if (!form || bits == 0)
    return std::nullopt;
  return makeRange(form->least, form->most, bits);
}

//===----------------------------------------------------------------------===//
// Operands
//===----------------------------------------------------------------------===//

bool dsa::isReadUnsigned(const ScalarBody &body, unsigned input) {
  return llvm::any_of(body.nodes, [&](const ScalarNode &node) {
    return node.name == "arith.extui" &&
           body.nodes[node.operands[0]].kind == ScalarNode::Kind::Input &&
           body.nodes[node.operands[0]].input == input;
  });
}

/// The range of all partial sums: from the start and the number of terms.
static std::optional<IntegerRange>
getRangeOfSums(const Statement &program, std::optional<IntegerRange> start,
               ArrayRef<std::optional<IntegerRange>> ranges) {
  std::optional<Fold> fold = getFold(program);
  unsigned bits = getWidth(program.getWrite().elementType);
  if (!start || !fold || fold->combiner != "arith.addi" || bits == 0)
    return std::nullopt;
  DynamicAPInt count(1);
  // A loop that does not number results adds up, whatever it is called.
  for (auto [loop, extent] : llvm::enumerate(program.extents)) {
    if (!program.isReduction[loop] &&
        program.getWrite().map.isFunctionOfDim(loop))
      continue;
    if (ShapedType::isDynamic(extent))
      return std::nullopt;
    count *= DynamicAPInt(extent);
  }
  ScalarBody term = program.body;
  term.root = fold->term;
  auto all = llvm::to_vector(llvm::seq<unsigned>(0, ranges.size()));
  std::optional<IntegerForm> form = IntegerForms().read(term, all, ranges);
  if (!form)
    return std::nullopt;
  DynamicAPInt zero(0);
  std::optional<IntegerRange> sums = makeRange(
      DynamicAPInt(start->least) + count * std::min(zero, form->least),
      DynamicAPInt(start->most) + count * std::max(zero, form->most), bits);
  // Sums are signed: what needs the sign bit is not bounded.
  if (sums && sums->most >= (int64_t(1) << (bits - 1)))
    return std::nullopt;
  return sums;
}

SmallVector<std::optional<IntegerRange>>
dsa::getOperandRanges(linalg::LinalgOp op, const Statement &program) {
  SmallVector<std::optional<IntegerRange>> ranges;
  // A table is one value, which has no range.
  for (auto [index, accessed] : llvm::enumerate(getAccessedValues(op)))
    ranges.push_back(accessed.isTable
                         ? std::nullopt
                         : getKnownRange(accessed.value,
                                         !isReadUnsigned(program.body, index)));
  unsigned accumulator = program.getAccumulator();
  std::optional<IntegerRange> start = ranges[accumulator];
  // A sum is any number before it is bounded.
  ranges[accumulator].reset();
  ranges[accumulator] = getRangeOfSums(program, start, ranges);
  return ranges;
}

//===----------------------------------------------------------------------===//
// Attributes
//===----------------------------------------------------------------------===//

ArrayAttr dsa::writeRanges(MLIRContext *context,
                           ArrayRef<std::optional<IntegerRange>> ranges) {
  Builder builder(context);
  return builder.getArrayAttr(llvm::map_to_vector(
      ranges, [&](std::optional<IntegerRange> range) -> Attribute {
        if (!range)
          return builder.getArrayAttr({});
        return builder.getI64ArrayAttr({range->least, range->most});
      }));
}

SmallVector<std::optional<IntegerRange>> dsa::readRanges(ArrayAttr ranges) {
  SmallVector<std::optional<IntegerRange>> result;
  if (!ranges)
    return result;
  for (auto ends : ranges.getAsRange<ArrayAttr>()) {
    std::optional<IntegerRange> &range = result.emplace_back();
    if (!ends.empty())
      range = IntegerRange{cast<IntegerAttr>(ends[0]).getInt(),
                           cast<IntegerAttr>(ends[1]).getInt()};
  }
  return result;
}
