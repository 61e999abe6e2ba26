// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Builds the sums of an adapter, for one operation: elements are mapped, core
/// and other sums become linalg operations, and one operation on the results
/// combines them.
#include "ApplyAdapter.h"
#include "ConstantSums.h"
#include "dsa/Equivalence/ScalarLemma.h"
#include "mlir/Dialect/Complex/IR/Complex.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Linalg/Utils/Utils.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace mlir::dsa;

void AdaptedOperation::erase() {
  for (Operation *op : llvm::reverse(created))
    op->erase();
  created.clear();
}

namespace {

/// An operand of what is built, as the program's loops read it.
struct Operand {
  Value value;
  AffineMap map;
  Type elementType;
};

/// Records what is built in one block.
class Recorder : public OpBuilder::Listener {
public:
  Recorder(Block *block, SmallVectorImpl<Operation *> &created)
      : block(block), created(created) {}
  void notifyOperationInserted(Operation *op, OpBuilder::InsertPoint) override {
    if (op->getBlock() == block)
      created.push_back(op);
  }

private:
  Block *block;
  SmallVectorImpl<Operation *> &created;
};

class AdapterBuilder {
public:
  AdapterBuilder(linalg::LinalgOp op, const Statement &program,
                 const AdapterModel &model, const AdapterProof &proof,
                 const AdapterBinding &binding)
      : op(op), program(program), model(model), proof(proof), binding(binding),
        fold(*getFold(program)), recorder(op->getBlock(), adapted.created),
        builder(op, &recorder), loc(op.getLoc()) {}

  LogicalResult run();
  AdaptedOperation take() { return std::move(adapted); }
  std::string reason;

private:
  LogicalResult readProgram();
  arith::FastMathFlags getFastMath() const;
  /// A body with an input for each of `operands`, and no value yet.
  ScalarBody makeBody() const;
  /// Appends argument `argument` of the adapter to `body`.
  unsigned appendArgument(ScalarBody &body, unsigned argument) const;
  /// What sum `sum` adds up, as a body on `operands`.
  FailureOr<ScalarBody> buildTerm(const AdapterSum &sum);
  /// Computes `body` once for each element of its operand, which becomes one
  /// of `operands`: its number.
  FailureOr<unsigned> buildMapped(const ScalarBody &body);
  /// Sums `term` onto `init`, or onto nothing.
  FailureOr<Operand> buildSum(const ScalarBody &term, const AdapterSum &sum,
                              Value init);
  /// The combination of `sums`, added to the program's init.
  FailureOr<Value> buildCombination(ArrayRef<Operand> sums);
  LogicalResult buildChained(MutableArrayRef<Operand> sums,
                             ArrayRef<ScalarBody> terms);

  Value emit(OpBuilder &builder, const ScalarBody &body, ValueRange inputs);
  Value emitOperation(OpBuilder &builder, StringRef name, Type type,
                      ValueRange operands, DictionaryAttr attributes);
  linalg::GenericOp buildGeneric(ArrayRef<Operand> inputs, Operand init,
                                 ArrayRef<utils::IteratorType> iterators,
                                 function_ref<Value(OpBuilder &, ValueRange)>);
  /// A tensor of the extents of `loops`.
  Value buildEmpty(ArrayRef<unsigned> loops, Type elementType);
  Value buildZero(ArrayRef<unsigned> loops, Type elementType);
  /// The result of `op`; a constant where it can be computed when compiling.
  Value getResult(linalg::GenericOp op, bool isKnown);
  double countIterations(ArrayRef<unsigned> loops) const;
  AffineMap getProjection(ArrayRef<unsigned> loops);

  linalg::LinalgOp op;
  const Statement &program;
  const AdapterModel &model;
  const AdapterProof &proof;
  const AdapterBinding &binding;
  Fold fold;
  AdaptedOperation adapted;
  Recorder recorder;
  OpBuilder builder;
  Location loc;
  /// The program's accesses, then what `buildMapped` made.
  SmallVector<Operand> operands;
  llvm::StringMap<unsigned> mapped;
  /// The loops of the result, in the order of its dimensions.
  SmallVector<unsigned> resultLoops;
  SmallVector<OpFoldResult> sizes;
};

bool isConstant(Value value) { return matchPattern(value, m_Constant()); }

} // namespace

//===----------------------------------------------------------------------===//
// The program
//===----------------------------------------------------------------------===//

LogicalResult AdapterBuilder::readProgram() {
  for (auto [access, value] :
       llvm::zip_equal(program.accesses, op->getOperands()))
    operands.push_back({value, access.map, access.elementType});
  for (AffineExpr result : program.getWrite().map.getResults()) {
    auto dim = dyn_cast<AffineDimExpr>(result);
    if (!dim || program.isReduction[dim.getPosition()] ||
        llvm::is_contained(resultLoops, dim.getPosition())) {
      reason = "its result is not addressed by one loop for each dimension";
      return failure();
    }
    resultLoops.push_back(dim.getPosition());
  }
  for (Range range : op.createLoopRanges(builder, loc))
    sizes.push_back(range.size);
  return success();
}

/// What every operation of the program allows.
arith::FastMathFlags AdapterBuilder::getFastMath() const {
  arith::FastMathFlags flags = arith::FastMathFlags::fast;
  llvm::BitVector live = program.body.getLive();
  for (auto [index, node] : llvm::enumerate(program.body.nodes))
    if (live.test(index) && node.kind == ScalarNode::Kind::Operation &&
        isa<FloatType, ComplexType>(node.type) && node.name != "arith.extf" &&
        node.name != "complex.create" && node.name != "complex.re" &&
        node.name != "complex.im")
      flags = flags & node.fastmath;
  return flags;
}

ScalarBody AdapterBuilder::makeBody() const {
  ScalarBody body;
  for (auto [index, operand] : llvm::enumerate(operands)) {
    ScalarNode input;
    input.kind = ScalarNode::Kind::Input;
    input.input = index;
    input.type = operand.elementType;
    body.nodes.push_back(std::move(input));
  }
  return body;
}

unsigned AdapterBuilder::appendArgument(ScalarBody &body,
                                        unsigned argument) const {
  auto inputs =
      llvm::to_vector(llvm::seq<unsigned>(0, program.accesses.size()));
  return appendBody(body, {program.body.nodes, binding[argument]}, inputs);
}

//===----------------------------------------------------------------------===//
// Scalars
//===----------------------------------------------------------------------===//

Value AdapterBuilder::emitOperation(OpBuilder &builder, StringRef name,
                                    Type type, ValueRange operands,
                                    DictionaryAttr attributes) {
  OperationState state(loc, name);
  state.addOperands(operands);
  state.addTypes(type);
  if (attributes)
    state.addAttributes(attributes.getValue());
  Operation *made = builder.create(state);
  if (auto fast = dyn_cast<arith::ArithFastMathInterface>(made))
    made->setAttr(
        fast.getFastMathAttrName(),
        arith::FastMathFlagsAttr::get(builder.getContext(), getFastMath()));
  return made->getResult(0);
}

Value AdapterBuilder::emit(OpBuilder &builder, const ScalarBody &body,
                           ValueRange inputs) {
  SmallVector<Value> values(body.nodes.size());
  llvm::BitVector live = body.getLive();
  for (auto [index, node] : llvm::enumerate(body.nodes)) {
    if (!live.test(index))
      continue;
    if (node.kind == ScalarNode::Kind::Input) {
      values[index] = inputs[node.input];
    } else if (node.kind == ScalarNode::Kind::Constant) {
      values[index] = arith::ConstantOp::create(builder, loc, node.constant);
    } else {
      SmallVector<Value> arguments;
      for (unsigned operand : node.operands)
        arguments.push_back(values[operand]);
      values[index] = emitOperation(builder, node.name, node.type, arguments,
                                    node.attributes);
    }
  }
  return values[body.root];
}

//===----------------------------------------------------------------------===//
// Operations
//===----------------------------------------------------------------------===//

Value AdapterBuilder::buildEmpty(ArrayRef<unsigned> loops, Type elementType) {
  SmallVector<OpFoldResult> shape;
  for (unsigned loop : loops)
    shape.push_back(sizes[loop]);
  return tensor::EmptyOp::create(builder, loc, shape, elementType);
}

/// A sum of nothing: adding it changes no value, for floats not even -0.
Value AdapterBuilder::buildZero(ArrayRef<unsigned> loops, Type elementType) {
  TypedAttr zero = builder.getZeroAttr(elementType);
  if (auto type = dyn_cast<FloatType>(elementType))
    zero = FloatAttr::get(
        type, APFloat::getZero(type.getFloatSemantics(), /*Negative=*/true));
  Value value = arith::ConstantOp::create(builder, loc, zero);
  Value empty = buildEmpty(loops, elementType);
  return linalg::FillOp::create(builder, loc, value, empty).getResult(0);
}

linalg::GenericOp AdapterBuilder::buildGeneric(
    ArrayRef<Operand> inputs, Operand init,
    ArrayRef<utils::IteratorType> iterators,
    function_ref<Value(OpBuilder &, ValueRange)> body) {
  SmallVector<Value> values;
  SmallVector<AffineMap> maps;
  for (const Operand &input : inputs) {
    values.push_back(input.value);
    maps.push_back(input.map);
  }
  maps.push_back(init.map);
  return linalg::GenericOp::create(
      builder, loc, init.value.getType(), values, init.value, maps, iterators,
      [&](OpBuilder &nested, Location loc, ValueRange arguments) {
        linalg::YieldOp::create(nested, loc, body(nested, arguments));
      });
}

Value AdapterBuilder::getResult(linalg::GenericOp op, bool isKnown) {
  if (isKnown)
    if (DenseElementsAttr value = evaluateOnConstants(op))
      return arith::ConstantOp::create(builder, loc, value);
  return op.getResult(0);
}

double AdapterBuilder::countIterations(ArrayRef<unsigned> loops) const {
  // An extent that is not known counts as large, as in the model of mappings.
  constexpr double large = 1024;
  double count = 1;
  for (unsigned loop : loops)
    count *= ShapedType::isDynamic(program.extents[loop])
                 ? large
                 : double(program.extents[loop]);
  return count;
}

/// The program's loops to `loops`.
AffineMap AdapterBuilder::getProjection(ArrayRef<unsigned> loops) {
  SmallVector<AffineExpr> results;
  for (unsigned loop : loops)
    results.push_back(getAffineDimExpr(loop, op.getContext()));
  return AffineMap::get(program.getNumLoops(), 0, results, op.getContext());
}

//===----------------------------------------------------------------------===//
// Elements
//===----------------------------------------------------------------------===//

static llvm::BitVector getInputs(const ScalarBody &body, unsigned numInputs) {
  llvm::BitVector inputs(numInputs);
  llvm::BitVector live = body.getLive();
  for (auto [index, node] : llvm::enumerate(body.nodes))
    if (live.test(index) && node.kind == ScalarNode::Kind::Input)
      inputs.set(node.input);
  return inputs;
}

FailureOr<unsigned> AdapterBuilder::buildMapped(const ScalarBody &body) {
  llvm::BitVector read = getInputs(body, operands.size());
  SmallVector<std::string> names;
  for (unsigned input = 0; input < operands.size(); ++input)
    names.push_back("x" + std::to_string(input));
  std::string key = getNormalForm(body, names);
  if (auto known = mapped.find(key); known != mapped.end())
    return known->second;
  // The operand with the most dimensions; the others repeat along it.
  std::optional<unsigned> main;
  for (unsigned input : read.set_bits())
    if (isa<RankedTensorType>(operands[input].value.getType()) &&
        (!main || operands[input].map.getNumResults() >
                      operands[*main].map.getNumResults()))
      main = input;
  if (!main) {
    reason = "an element is computed from scalars only";
    return failure();
  }
  AffineMap mainMap = operands[*main].map;
  auto type = cast<RankedTensorType>(operands[*main].value.getType());
  SmallVector<Operand> inputs;
  SmallVector<unsigned> numbers(operands.size(), 0);
  bool isKnown = true;
  for (unsigned input : read.set_bits()) {
    SmallVector<AffineExpr> results;
    for (AffineExpr result : operands[input].map.getResults()) {
      const auto *at = llvm::find(mainMap.getResults(), result);
      if (at == mainMap.getResults().end()) {
        reason = "an element is computed from operands that are addressed "
                 "differently";
        return failure();
      }
      results.push_back(getAffineDimExpr(
          std::distance(mainMap.getResults().begin(), at), op.getContext()));
    }
    numbers[input] = inputs.size();
    isKnown &= isConstant(operands[input].value);
    inputs.push_back(
        {operands[input].value,
         AffineMap::get(type.getRank(), 0, results, op.getContext()),
         operands[input].elementType});
  }
  Type elementType = body.getRoot().type;
  Value empty = tensor::EmptyOp::create(
      builder, loc, tensor::getMixedSizes(builder, loc, operands[*main].value),
      elementType);
  SmallVector<utils::IteratorType> iterators(type.getRank(),
                                             utils::IteratorType::parallel);
  auto generic = buildGeneric(
      inputs,
      {empty, builder.getMultiDimIdentityMap(type.getRank()), elementType},
      iterators, [&](OpBuilder &nested, ValueRange arguments) {
        SmallVector<Value> values;
        for (unsigned number : numbers)
          values.push_back(arguments[number]);
        return emit(nested, body, values);
      });
  if (!isKnown) {
    double count = 1;
    for (int64_t extent : type.getShape())
      count *= ShapedType::isDynamic(extent) ? 1024 : double(extent);
    adapted.plainIterations += count;
  }
  operands.push_back({getResult(generic, isKnown), mainMap, elementType});
  return mapped[key] = operands.size() - 1;
}

FailureOr<ScalarBody> AdapterBuilder::buildTerm(const AdapterSum &sum) {
  SmallVector<std::optional<unsigned>> made(sum.maps.size());
  for (auto [index, map] : llvm::enumerate(sum.maps)) {
    if (map.getRoot().kind == ScalarNode::Kind::Input)
      continue;
    ScalarBody body = makeBody();
    SmallVector<unsigned> arguments;
    for (unsigned argument = 0; argument < model.numArguments; ++argument)
      arguments.push_back(appendArgument(body, argument));
    body.root = appendBody(body, map, arguments);
    FailureOr<unsigned> number = buildMapped(body);
    if (failed(number))
      return failure();
    made[index] = *number;
  }
  ScalarBody body = makeBody();
  SmallVector<unsigned> inputs;
  for (auto [index, map] : llvm::enumerate(sum.maps))
    inputs.push_back(made[index] ? *made[index]
                                 : appendArgument(body, map.getRoot().input));
  body.root = appendBody(body, sum.term, inputs);
  return body;
}

//===----------------------------------------------------------------------===//
// Sums
//===----------------------------------------------------------------------===//

FailureOr<Operand> AdapterBuilder::buildSum(const ScalarBody &term,
                                            const AdapterSum &sum, Value init) {
  llvm::BitVector read = getInputs(term, operands.size());
  // Loops of results that the term does not read are left out: the sum repeats
  // along them.
  SmallVector<unsigned> loops, own, hidden;
  bool isKnown = true;
  for (unsigned loop = 0; loop < program.getNumLoops(); ++loop) {
    bool isRead = false, isPlain = false;
    for (unsigned input : read.set_bits()) {
      AffineMap map = operands[input].map;
      isRead |= map.isFunctionOfDim(loop);
      isPlain |= llvm::is_contained(map.getResults(),
                                    getAffineDimExpr(loop, op.getContext()));
    }
    if (!isRead && !program.isReduction[loop])
      continue;
    loops.push_back(loop);
    if (!isPlain && program.isReduction[loop])
      hidden.push_back(loop);
  }
  for (unsigned loop : resultLoops)
    if (llvm::is_contained(loops, loop))
      own.push_back(loop);
  if (init && own.size() != resultLoops.size()) {
    reason = "a core sum does not depend on every loop of the result";
    return failure();
  }
  SmallVector<AffineExpr> renamed(program.getNumLoops(),
                                  getAffineConstantExpr(0, op.getContext()));
  for (auto [index, loop] : llvm::enumerate(loops))
    renamed[loop] = getAffineDimExpr(index, op.getContext());
  auto rename = [&](AffineMap map) {
    return map.replaceDimsAndSymbols(renamed, {}, loops.size(), 0);
  };
  SmallVector<Operand> inputs;
  SmallVector<unsigned> numbers(operands.size(), 0);
  for (unsigned input : read.set_bits()) {
    numbers[input] = inputs.size();
    isKnown &= isConstant(operands[input].value);
    inputs.push_back({operands[input].value, rename(operands[input].map),
                      operands[input].elementType});
  }
  // What no operand tells the extent of is told by one that is not read.
  if (!hidden.empty())
    inputs.push_back({buildEmpty(hidden, builder.getI1Type()),
                      rename(getProjection(hidden)), builder.getI1Type()});
  if (!init)
    init = buildZero(own, sum.type);
  SmallVector<utils::IteratorType> iterators;
  for (unsigned loop : loops)
    iterators.push_back(program.isReduction[loop]
                            ? utils::IteratorType::reduction
                            : utils::IteratorType::parallel);
  StringRef combiner =
      isa<IntegerType>(sum.type) ? StringRef("arith.addi") : "arith.addf";
  auto generic =
      buildGeneric(inputs, {init, rename(getProjection(own)), sum.type},
                   iterators, [&](OpBuilder &nested, ValueRange arguments) {
                     SmallVector<Value> values;
                     for (unsigned number : numbers)
                       values.push_back(arguments[number]);
                     Value value = emit(nested, term, values);
                     return emitOperation(nested, combiner, sum.type,
                                          {arguments.back(), value}, {});
                   });
  if (sum.isCore)
    adapted.cores.push_back(cast<linalg::LinalgOp>(generic.getOperation()));
  else if (!isKnown)
    adapted.plainIterations += countIterations(loops);
  return Operand{getResult(generic, isKnown && !sum.isCore), getProjection(own),
                 sum.type};
}

//===----------------------------------------------------------------------===//
// Combination
//===----------------------------------------------------------------------===//

FailureOr<Value> AdapterBuilder::buildCombination(ArrayRef<Operand> sums) {
  unsigned accumulator = program.getAccumulator();
  ScalarBody body = makeBody();
  SmallVector<unsigned> inputs;
  for (unsigned argument = 0; argument < model.numArguments; ++argument)
    inputs.push_back(appendArgument(body, argument));
  SmallVector<Operand> read(operands);
  for (auto [index, sum] : llvm::enumerate(sums)) {
    ScalarNode node;
    node.type = model.sums[index].type;
    if (sum.value) {
      node.kind = ScalarNode::Kind::Input;
      node.input = read.size();
      read.push_back(sum);
    } else {
      node.kind = ScalarNode::Kind::Constant;
      node.constant = cast<TypedAttr>(builder.getZeroAttr(node.type));
    }
    inputs.push_back(body.nodes.size());
    body.nodes.push_back(std::move(node));
  }
  body.root = appendBody(body, model.combination, inputs);

  SmallVector<AffineExpr> renamed(program.getNumLoops(),
                                  getAffineConstantExpr(0, op.getContext()));
  for (auto [index, loop] : llvm::enumerate(resultLoops))
    renamed[loop] = getAffineDimExpr(index, op.getContext());
  SmallVector<Operand> used;
  SmallVector<unsigned> numbers(read.size(), 0);
  for (unsigned input : getInputs(body, read.size()).set_bits()) {
    numbers[input] = used.size();
    used.push_back(read[input]);
    used.back().map = read[input].map.replaceDimsAndSymbols(
        renamed, {}, resultLoops.size(), 0);
  }
  SmallVector<utils::IteratorType> iterators(resultLoops.size(),
                                             utils::IteratorType::parallel);
  Operand init = operands[accumulator];
  init.map = builder.getMultiDimIdentityMap(resultLoops.size());
  auto generic = buildGeneric(
      used, init, iterators, [&](OpBuilder &nested, ValueRange arguments) {
        SmallVector<Value> values;
        for (unsigned number : numbers)
          values.push_back(arguments[number]);
        Value value = emit(nested, body, values);
        return emitOperation(nested, fold.combiner, value.getType(),
                             {arguments.back(), value}, {});
      });
  adapted.plainIterations += countIterations(resultLoops);
  return generic.getResult(0);
}

/// The chained sum goes on from the combination of the others.
LogicalResult AdapterBuilder::buildChained(MutableArrayRef<Operand> sums,
                                           ArrayRef<ScalarBody> terms) {
  unsigned last = *proof.chained;
  Value init = operands[program.getAccumulator()].value;
  if (model.combination.getRoot().kind != ScalarNode::Kind::Input) {
    FailureOr<Value> rest = buildCombination(sums);
    if (failed(rest))
      return failure();
    init = *rest;
  }
  FailureOr<Operand> sum = buildSum(terms[last], model.sums[last], init);
  if (failed(sum))
    return failure();
  adapted.results = {sum->value};
  return success();
}

LogicalResult AdapterBuilder::run() {
  if (failed(readProgram()))
    return failure();
  SmallVector<ScalarBody> terms;
  for (const AdapterSum &sum : model.sums) {
    FailureOr<ScalarBody> term = buildTerm(sum);
    if (failed(term))
      return failure();
    terms.push_back(std::move(*term));
  }
  SmallVector<Operand> sums(model.sums.size());
  for (auto [index, sum] : llvm::enumerate(model.sums)) {
    if (proof.chained == index)
      continue;
    FailureOr<Operand> built = buildSum(terms[index], sum, Value());
    if (failed(built))
      return failure();
    sums[index] = *built;
  }
  if (proof.chained)
    return buildChained(sums, terms);
  FailureOr<Value> result = buildCombination(sums);
  if (failed(result))
    return failure();
  adapted.results = {*result};
  return success();
}

FailureOr<AdaptedOperation>
dsa::applyAdapter(linalg::LinalgOp op, const Statement &program,
                  const AdapterModel &model, const AdapterProof &proof,
                  const AdapterBinding &binding, std::string &reason) {
  AdapterBuilder builder(op, program, model, proof, binding);
  LogicalResult built = builder.run();
  AdaptedOperation adapted = builder.take();
  if (failed(built)) {
    adapted.erase();
    reason = std::move(builder.reason);
    return failure();
  }
  return adapted;
}
