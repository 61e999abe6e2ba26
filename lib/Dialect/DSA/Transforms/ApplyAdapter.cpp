// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Builds the sums of an adapter, for one operation: elements are mapped, core
/// and other sums become linalg operations, and one operation on the results
/// combines them.
#include "AdapterBuilder.h"
#include "dsa/Equivalence/ScalarLemma.h"
#include "mlir/Dialect/Complex/IR/Complex.h"
#include "mlir/Dialect/Linalg/Utils/Utils.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace mlir::dsa;

void AdaptedOperation::erase() {
  for (Operation *op : llvm::reverse(created))
    op->erase();
  created.clear();
}

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
// Sums
//===----------------------------------------------------------------------===//

FailureOr<AdapterOperand> AdapterBuilder::buildSum(const ScalarBody &term,
                                                   const AdapterSum &sum,
                                                   Value init) {
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
  SmallVector<AdapterOperand> inputs;
  SmallVector<unsigned> numbers(operands.size(), 0);
  for (unsigned input : read.set_bits()) {
    numbers[input] = inputs.size();
    isKnown &= matchPattern(operands[input].value, m_Constant());
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
  return AdapterOperand{getResult(generic, isKnown && !sum.isCore),
                        getProjection(own), sum.type};
}

//===----------------------------------------------------------------------===//
// Combination
//===----------------------------------------------------------------------===//

FailureOr<Value>
AdapterBuilder::buildCombination(ArrayRef<AdapterOperand> sums) {
  unsigned accumulator = program.getAccumulator();
  ScalarBody body = makeBody();
  SmallVector<unsigned> inputs;
  for (unsigned argument = 0; argument < model.numArguments; ++argument)
    inputs.push_back(appendArgument(body, argument));
  SmallVector<AdapterOperand> read(operands);
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
  SmallVector<AdapterOperand> used;
  SmallVector<unsigned> numbers(read.size(), 0);
  llvm::BitVector isRead = getInputs(body, read.size());
  for (unsigned input : isRead.set_bits()) {
    numbers[input] = used.size();
    used.push_back(read[input]);
    used.back().map = read[input].map.replaceDimsAndSymbols(
        renamed, {}, resultLoops.size(), 0);
  }
  SmallVector<utils::IteratorType> iterators(resultLoops.size(),
                                             utils::IteratorType::parallel);
  AdapterOperand init = operands[accumulator];
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
LogicalResult AdapterBuilder::buildChained(MutableArrayRef<AdapterOperand> sums,
                                           ArrayRef<ScalarBody> terms) {
  unsigned last = *proof.chained;
  Value init = operands[program.getAccumulator()].value;
  if (model.combination.getRoot().kind != ScalarNode::Kind::Input) {
    FailureOr<Value> rest = buildCombination(sums);
    if (failed(rest))
      return failure();
    init = *rest;
  }
  FailureOr<AdapterOperand> sum = buildSum(terms[last], model.sums[last], init);
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
  SmallVector<AdapterOperand> sums(model.sums.size());
  for (auto [index, sum] : llvm::enumerate(model.sums)) {
    if (proof.chained == index)
      continue;
    FailureOr<AdapterOperand> built = buildSum(terms[index], sum, Value());
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
