// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Import of element-wise ONNX operators.
#include "Node.h"
#include "Tensors.h"

using namespace mlir;
using namespace mlir::dsa;

template <typename OpTy>
static LogicalResult importUnary(Node &node) {
  return node.yield(node.create<OpTy>({node.getInput(0)}));
}

//===----------------------------------------------------------------------===//
// Activations
//===----------------------------------------------------------------------===//

/// The defaults are those of the ONNX operators.
template <typename OpTy>
static LogicalResult importAlpha(Node &node, double alpha) {
  return node.yield(node.create<OpTy>(
      {node.getInput(0)},
      node.attribute("alpha", node.getFloat("alpha", alpha))));
}

static LogicalResult importLeakyRelu(Node &node) {
  return importAlpha<graph::LeakyReluOp>(node, 0.01);
}

template <typename OpTy>
static LogicalResult importAlphaOfOne(Node &node) {
  return importAlpha<OpTy>(node, 1.0);
}

static LogicalResult importSelu(Node &node) {
  double alpha = node.opset < 6 ? 1.6732 : 1.67326319217681884765625;
  double gamma = node.opset < 6 ? 1.0507 : 1.05070102214813232421875;
  return node.yield(node.create<graph::SeluOp>(
      {node.getInput(0)},
      {node.attribute("alpha", node.getFloat("alpha", alpha)),
       node.attribute("gamma", node.getFloat("gamma", gamma))}));
}

static FailureOr<Value> createHardSigmoid(Node &node, double alpha,
                                          double beta) {
  return node.create<graph::HardSigmoidOp>(
      {node.getInput(0)},
      {node.attribute("alpha", alpha), node.attribute("beta", beta)});
}

static LogicalResult importHardSigmoid(Node &node) {
  return node.yield(createHardSigmoid(node, node.getFloat("alpha", 0.2),
                                      node.getFloat("beta", 0.5)));
}

static LogicalResult importHardSwish(Node &node) {
  return node.yield(node.create<graph::MulOp>(
      {node.getInput(0), createHardSigmoid(node, 1.0 / 6, 0.5)}));
}

static LogicalResult importPRelu(Node &node) {
  FailureOr<Value> slope = node.getInput(1);
  // Before version 7 a vector of slopes is one for each channel.
  int64_t rank = node.getInputType(0).getRank();
  if (node.opset < 7 && node.getInputType(1).getRank() == 1 && rank > 1) {
    SmallVector<int64_t> shape(rank - 1, 1);
    shape[0] = node.getInputShape(1)[0];
    slope = node.reshape(slope, shape);
  }
  return node.yield(node.create<graph::PreluOp>({node.getInput(0), slope}));
}

/// Bounds are attributes before version 11, then optional inputs.
static LogicalResult importClip(Node &node) {
  FailureOr<Value> result = node.getInput(0);
  auto bound = [&](StringRef name, unsigned index) -> FailureOr<Value> {
    if (node.has(name))
      return node.scalar(node.getFloat(name, 0), node.getInput(0));
    return node.getInput(index);
  };
  FailureOr<Value> low = bound("min", 1), high = bound("max", 2);
  if (failed(low) || failed(high))
    return failure();
  if (*low)
    result = node.create<graph::MaxOp>({result, low});
  if (*high)
    result = node.create<graph::MinOp>({result, high});
  return node.yield(result);
}

//===----------------------------------------------------------------------===//
// Two operands
//===----------------------------------------------------------------------===//

/// The right operand. Before version 7 its dimensions stand at `axis` of the
/// left one's.
static FailureOr<Value> getRhs(Node &node) {
  Value rhs = node.getInput(1);
  if (node.opset >= 7 || !node.has("axis"))
    return rhs;
  int64_t rank = node.getInputType(0).getRank();
  FailureOr<int64_t> axis = node.normalizeAxis(node.getInt("axis", 0), rank);
  if (failed(axis))
    return failure();
  SmallVector<int64_t> shape(node.getInputShape(1));
  while (static_cast<int64_t>(shape.size()) + *axis < rank)
    shape.push_back(1);
  return node.reshape(rhs, shape);
}

template <typename OpTy>
static LogicalResult importBinary(Node &node) {
  return node.yield(node.create<OpTy>({node.getInput(0), getRhs(node)}));
}

/// `a > b` as `b < a`.
template <typename OpTy>
static LogicalResult importSwapped(Node &node) {
  return node.yield(node.create<OpTy>({getRhs(node), node.getInput(0)}));
}

static LogicalResult importPow(Node &node) {
  // The result has the type of the base; mixed types meet in the wider domain.
  Type base = node.getInputType(0).getElementType();
  Type exponent = node.getInputType(1).getElementType();
  Type domain =
      isa<FloatType>(base) || isa<IntegerType>(exponent) ? base : exponent;
  FailureOr<Value> power = node.create<graph::PowOp>(
      {node.cast(node.getInput(0), domain), node.cast(getRhs(node), domain)});
  return node.yield(node.cast(power, base));
}

static LogicalResult importMod(Node &node) {
  if (node.getInt("fmod", 0))
    return importBinary<graph::RemOp>(node);
  return importBinary<graph::ModOp>(node);
}

//===----------------------------------------------------------------------===//
// Any number of operands
//===----------------------------------------------------------------------===//

template <typename OpTy>
static FailureOr<Value> createChain(Node &node) {
  FailureOr<Value> result = node.getInput(0);
  for (unsigned index = 1; index < node.getNumInputs(); ++index)
    result = node.create<OpTy>({result, node.getInput(index)});
  return result;
}

template <typename OpTy>
static LogicalResult importChain(Node &node) {
  return node.yield(createChain<OpTy>(node));
}

static LogicalResult importMean(Node &node) {
  FailureOr<Value> sum = createChain<graph::AddOp>(node);
  return node.yield(
      node.create<graph::DivOp>({sum, node.scalar(node.getNumInputs(), sum)}));
}

static LogicalResult importWhere(Node &node) {
  return node.yield(node.create<graph::WhereOp>(
      {node.getInput(0), node.getInput(1), node.getInput(2)}));
}

//===----------------------------------------------------------------------===//
// Types
//===----------------------------------------------------------------------===//

static LogicalResult importCast(Node &node) {
  int64_t to = node.getInt("to", onnx::TensorProto::UNDEFINED);
  Type element = getElementType(node.builder.getContext(), to);
  if (!element)
    return node.emitError()
           << "expected a cast to numbers, but got data type " << to;
  return node.yield(node.cast(node.getInput(0), element));
}

static LogicalResult importCastLike(Node &node) {
  return node.yield(
      node.cast(node.getInput(0), node.getInputType(1).getElementType()));
}

static LogicalResult importIsNaN(Node &node) {
  return node.yield(node.create<graph::NotOp>(
      node.create<graph::EqualOp>({node.getInput(0), node.getInput(0)})));
}

static constexpr Rule rules[] = {
    {"Abs", importUnary<graph::AbsOp>},
    {"Acos", importUnary<graph::AcosOp>},
    {"Acosh", importUnary<graph::AcoshOp>},
    {"Add", importBinary<graph::AddOp>},
    {"And", importBinary<graph::AndOp>},
    {"Asin", importUnary<graph::AsinOp>},
    {"Asinh", importUnary<graph::AsinhOp>},
    {"Atan", importUnary<graph::AtanOp>},
    {"Atanh", importUnary<graph::AtanhOp>},
    {"Cast", importCast},
    {"CastLike", importCastLike},
    {"Ceil", importUnary<graph::CeilOp>},
    {"Celu", importAlphaOfOne<graph::CeluOp>},
    {"Clip", importClip},
    {"Cos", importUnary<graph::CosOp>},
    {"Cosh", importUnary<graph::CoshOp>},
    {"Div", importBinary<graph::DivOp>},
    {"Elu", importAlphaOfOne<graph::EluOp>},
    {"Equal", importBinary<graph::EqualOp>},
    {"Erf", importUnary<graph::ErfOp>},
    {"Exp", importUnary<graph::ExpOp>},
    {"Floor", importUnary<graph::FloorOp>},
    {"Greater", importSwapped<graph::LessOp>},
    {"GreaterOrEqual", importSwapped<graph::LessOrEqualOp>},
    {"HardSigmoid", importHardSigmoid},
    {"HardSwish", importHardSwish},
    {"IsNaN", importIsNaN},
    {"LeakyRelu", importLeakyRelu},
    {"Less", importBinary<graph::LessOp>},
    {"LessOrEqual", importBinary<graph::LessOrEqualOp>},
    {"Log", importUnary<graph::LogOp>},
    {"Max", importChain<graph::MaxOp>},
    {"Mean", importMean},
    {"Min", importChain<graph::MinOp>},
    {"Mod", importMod},
    {"Mul", importBinary<graph::MulOp>},
    {"Neg", importUnary<graph::NegOp>},
    {"Not", importUnary<graph::NotOp>},
    {"Or", importBinary<graph::OrOp>},
    {"PRelu", importPRelu},
    {"Pow", importPow},
    {"Reciprocal", importUnary<graph::ReciprocalOp>},
    {"Relu", importUnary<graph::ReluOp>},
    {"Round", importUnary<graph::RoundOp>},
    {"Selu", importSelu},
    {"Sigmoid", importUnary<graph::SigmoidOp>},
    {"Sign", importUnary<graph::SignOp>},
    {"Sin", importUnary<graph::SinOp>},
    {"Sinh", importUnary<graph::SinhOp>},
    {"Softplus", importUnary<graph::SoftplusOp>},
    {"Softsign", importUnary<graph::SoftsignOp>},
    {"Sqrt", importUnary<graph::SqrtOp>},
    {"Sub", importBinary<graph::SubOp>},
    {"Sum", importChain<graph::AddOp>},
    {"Tan", importUnary<graph::TanOp>},
    {"Tanh", importUnary<graph::TanhOp>},
    {"ThresholdedRelu", importAlphaOfOne<graph::ThresholdedReluOp>},
    {"Where", importWhere},
    {"Xor", importBinary<graph::XorOp>},
};

ArrayRef<Rule> dsa::getElementwiseRules() { return rules; }
