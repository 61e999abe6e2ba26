// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Unrolls a region of linalg operations for one element of its result. Only
/// what the element depends on is visited.
#include "dsa/Polyhedral/Elements.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/IndexingUtils.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

using namespace mlir;
using namespace mlir::dsa;

/// More nodes than any instruction's element has; a guard against semantics
/// that are programs.
static constexpr size_t kMaxNodes = 1 << 17;

namespace {

class ElementReader {
public:
  ElementReader(Block &block, std::string &reason)
      : block(block), reason(reason) {}

  FailureOr<ElementBody> read(int64_t element);

private:
  /// The node of element `element` of `tensor`.
  FailureOr<unsigned> getElement(Value tensor, int64_t element);
  FailureOr<unsigned> computeElement(Value tensor, int64_t element);
  FailureOr<unsigned> getScalar(Value value);
  FailureOr<unsigned> readConstant(arith::ConstantOp op, int64_t element);
  FailureOr<unsigned> readSlice(tensor::ExtractSliceOp op, int64_t element);
  FailureOr<unsigned> readElementwise(Operation *op, int64_t element);
  FailureOr<unsigned> readLinalg(linalg::LinalgOp op, unsigned result,
                                 int64_t element);
  /// One iteration of `op`, with the accumulators `inits`.
  FailureOr<unsigned> readIteration(linalg::LinalgOp op, unsigned result,
                                    ArrayRef<int64_t> loops,
                                    ArrayRef<int64_t> extents,
                                    std::optional<unsigned> accumulator);
  FailureOr<unsigned> add(ScalarNode node);
  LogicalResult fail(const Twine &why) {
    reason = why.str();
    return failure();
  }

  Block &block;
  std::string &reason;
  ElementBody result;
  llvm::DenseMap<std::pair<Value, int64_t>, unsigned> known;
  llvm::DenseMap<Value, unsigned> scalars;
};

} // namespace

FailureOr<unsigned> ElementReader::add(ScalarNode node) {
  ScalarBody &body = result.body;
  if (body.nodes.size() >= kMaxNodes)
    return fail("an element of its result takes too many operations");
  node.identity = body.nodes.size();
  body.nodes.push_back(std::move(node));
  return body.nodes.size() - 1;
}

FailureOr<unsigned> ElementReader::getElement(Value tensor, int64_t element) {
  auto [it, isNew] = known.try_emplace({tensor, element}, 0);
  if (!isNew)
    return it->second;
  FailureOr<unsigned> node = computeElement(tensor, element);
  if (failed(node))
    return failure();
  return known[{tensor, element}] = *node;
}

FailureOr<unsigned> ElementReader::computeElement(Value tensor,
                                                  int64_t element) {
  auto type = dyn_cast<RankedTensorType>(tensor.getType());
  if (!type || !type.hasStaticShape())
    return fail("expected tensors of static shape");
  if (auto argument = dyn_cast<BlockArgument>(tensor)) {
    ScalarNode node;
    node.kind = ScalarNode::Kind::Input;
    node.type = type.getElementType();
    node.input = result.inputs.size();
    result.inputs.push_back({argument.getArgNumber(), element});
    return add(std::move(node));
  }
  Operation *op = tensor.getDefiningOp();
  if (auto constant = dyn_cast<arith::ConstantOp>(op))
    return readConstant(constant, element);
  if (auto slice = dyn_cast<tensor::ExtractSliceOp>(op))
    return readSlice(slice, element);
  // Reshapes keep the order of elements.
  if (isa<tensor::ExpandShapeOp, tensor::CollapseShapeOp, tensor::CastOp>(op))
    return getElement(op->getOperand(0), element);
  if (isa<tensor::EmptyOp>(op)) {
    ScalarNode node;
    node.kind = ScalarNode::Kind::Opaque;
    node.type = type.getElementType();
    return add(std::move(node));
  }
  if (auto linalgOp = dyn_cast<linalg::LinalgOp>(op))
    return readLinalg(linalgOp, cast<OpResult>(tensor).getResultNumber(),
                      element);
  if (OpTrait::hasElementwiseMappableTraits(op))
    return readElementwise(op, element);
  return fail("'" + op->getName().getStringRef() +
              "' is not read element by element");
}

FailureOr<unsigned> ElementReader::readConstant(arith::ConstantOp op,
                                                int64_t element) {
  auto elements = dyn_cast<DenseElementsAttr>(op.getValue());
  if (!elements)
    return fail("expected dense constants");
  ScalarNode node;
  node.kind = ScalarNode::Kind::Constant;
  node.type = elements.getElementType();
  node.constant = cast<TypedAttr>(elements.getValues<Attribute>()[element]);
  return add(std::move(node));
}

FailureOr<unsigned> ElementReader::readSlice(tensor::ExtractSliceOp op,
                                             int64_t element) {
  auto isStatic = [](ArrayRef<int64_t> values) {
    return llvm::none_of(values, ShapedType::isDynamic);
  };
  if (!isStatic(op.getStaticOffsets()) || !isStatic(op.getStaticSizes()) ||
      !isStatic(op.getStaticStrides()))
    return fail("expected slices of static offsets, sizes and strides");
  SmallVector<int64_t> position =
      delinearize(element, computeStrides(op.getStaticSizes()));
  for (auto [at, offset, stride] :
       llvm::zip_equal(position, op.getStaticOffsets(), op.getStaticStrides()))
    at = offset + at * stride;
  return getElement(
      op.getSource(),
      linearize(position, computeStrides(op.getSourceType().getShape())));
}

FailureOr<unsigned> ElementReader::getScalar(Value value) {
  if (auto it = scalars.find(value); it != scalars.end())
    return it->second;
  Operation *op = value.getDefiningOp();
  if (!op)
    return fail("expected operands that are tensors");
  // Operands first: reading numbers them without failing.
  for (Value operand : op->getOperands())
    if (failed(getScalar(operand)))
      return failure();
  FailureOr<ScalarNode> node = readScalarOperation(
      *op, [&](Value operand) { return scalars.lookup(operand); }, reason);
  if (failed(node))
    return failure();
  FailureOr<unsigned> number = add(std::move(*node));
  if (succeeded(number))
    scalars[value] = *number;
  return number;
}

FailureOr<unsigned> ElementReader::readElementwise(Operation *op,
                                                   int64_t element) {
  llvm::DenseMap<Value, unsigned> numbers;
  for (Value operand : op->getOperands()) {
    FailureOr<unsigned> number = isa<TensorType>(operand.getType())
                                     ? getElement(operand, element)
                                     : getScalar(operand);
    if (failed(number))
      return failure();
    numbers[operand] = *number;
  }
  FailureOr<ScalarNode> node = readScalarOperation(
      *op, [&](Value operand) { return numbers.lookup(operand); }, reason);
  if (failed(node))
    return failure();
  node->type = getElementTypeOrSelf(node->type);
  return add(std::move(*node));
}

FailureOr<unsigned> ElementReader::readLinalg(linalg::LinalgOp op,
                                              unsigned resultNumber,
                                              int64_t element) {
  SmallVector<int64_t> extents = op.getStaticLoopRanges();
  OpOperand *init = op.getDpsInitOperand(resultNumber);
  AffineMap map = op.getMatchingIndexingMap(init);
  SmallVector<int64_t> position = delinearize(
      element,
      computeStrides(cast<RankedTensorType>(init->get().getType()).getShape()));
  // The loops that the element determines; the others run.
  SmallVector<int64_t> fixed(extents.size(), -1);
  for (auto [expr, at] : llvm::zip_equal(map.getResults(), position))
    if (auto dim = dyn_cast<AffineDimExpr>(expr))
      fixed[dim.getPosition()] = at;
  SmallVector<int64_t> ranges(extents);
  for (auto [range, at] : llvm::zip_equal(ranges, fixed))
    if (at >= 0)
      range = 1;
  std::optional<unsigned> accumulator;
  if (op.payloadUsesValueFromOperand(init)) {
    FailureOr<unsigned> start = getElement(init->get(), element);
    if (failed(start))
      return failure();
    accumulator = *start;
  }
  if (llvm::any_of(ranges, ShapedType::isDynamic))
    return fail("the number of its iterations is not known");
  std::optional<unsigned> last;
  int64_t count = computeProduct(ranges);
  if (count > int64_t(kMaxNodes))
    return fail("an element of its result takes too many iterations");
  for (int64_t iteration = 0; iteration < count; ++iteration) {
    SmallVector<int64_t> loops = delinearize(iteration, computeStrides(ranges));
    for (auto [loop, at] : llvm::zip_equal(loops, fixed))
      loop = at >= 0 ? at : loop;
    if (map.compose(loops) != position)
      continue;
    FailureOr<unsigned> value =
        readIteration(op, resultNumber, loops, extents, accumulator);
    if (failed(value))
      return failure();
    last = *value;
    if (accumulator)
      accumulator = last;
  }
  if (!last)
    return getElement(init->get(), element);
  return *last;
}

FailureOr<unsigned>
ElementReader::readIteration(linalg::LinalgOp op, unsigned resultNumber,
                             ArrayRef<int64_t> loops, ArrayRef<int64_t> extents,
                             std::optional<unsigned> accumulator) {
  Block *body = op.getBlock();
  llvm::DenseMap<Value, unsigned> numbers;
  for (OpOperand &operand : op->getOpOperands()) {
    BlockArgument argument = op.getMatchingBlockArgument(&operand);
    if (argument.use_empty())
      continue;
    if (op.isDpsInit(&operand)) {
      if (operand.getOperandNumber() !=
          op.getDpsInitOperand(resultNumber)->getOperandNumber())
        return fail("expected operations with one result");
      numbers[argument] = *accumulator;
      continue;
    }
    FailureOr<unsigned> number;
    if (auto type = dyn_cast<RankedTensorType>(operand.get().getType()))
      number = getElement(
          operand.get(),
          linearize(op.getMatchingIndexingMap(&operand).compose(loops),
                    computeStrides(type.getShape())));
    else
      number = getScalar(operand.get());
    if (failed(number))
      return failure();
    numbers[argument] = *number;
  }
  auto lookup = [&](Value value) -> FailureOr<unsigned> {
    if (auto it = numbers.find(value); it != numbers.end())
      return it->second;
    return getScalar(value);
  };
  for (Operation &inner : body->without_terminator()) {
    ScalarNode node;
    if (auto index = dyn_cast<linalg::IndexOp>(inner)) {
      node.kind = ScalarNode::Kind::Constant;
      node.constant = IntegerAttr::get(index.getType(), loops[index.getDim()]);
    } else {
      for (Value operand : inner.getOperands())
        if (failed(lookup(operand)))
          return failure();
      FailureOr<ScalarNode> read = readScalarOperation(
          inner, [&](Value value) { return *lookup(value); }, reason);
      if (failed(read))
        return failure();
      node = std::move(*read);
    }
    node.type = inner.getResult(0).getType();
    FailureOr<unsigned> number = add(std::move(node));
    if (failed(number))
      return failure();
    numbers[inner.getResult(0)] = *number;
  }
  return lookup(body->getTerminator()->getOperand(resultNumber));
}

FailureOr<ElementBody> ElementReader::read(int64_t element) {
  Operation *terminator = block.getTerminator();
  if (terminator->getNumOperands() == 0)
    return fail("expected a result");
  FailureOr<unsigned> root = getElement(terminator->getOperand(0), element);
  if (failed(root))
    return failure();
  result.body.root = *root;
  return std::move(result);
}

FailureOr<ElementBody> dsa::readElement(Block &block, int64_t element,
                                        std::string &reason) {
  return ElementReader(block, reason).read(element);
}
