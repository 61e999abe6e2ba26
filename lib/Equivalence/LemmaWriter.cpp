// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Scalar bodies as operations of the `smt` dialect, and those as SMT-LIB.
#include "LemmaWriter.h"
#include "mlir/Dialect/SMT/IR/SMTDialect.h"
#include "mlir/Target/SMTLIB/ExportSMTLIB.h"
#include "llvm/ADT/APFloat.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/SHA256.h"

using namespace mlir;
using namespace mlir::dsa;
using llvm::APInt;

LemmaWriter::LemmaWriter()
    : context(MLIRContext::Threading::DISABLED), builder(&context) {
  context.loadDialect<smt::SMTDialect>();
  Location loc = builder.getUnknownLoc();
  module = ModuleOp::create(loc);
  builder.setInsertionPointToEnd(module->getBody());
  auto solver = smt::SolverOp::create(builder, loc, TypeRange(), ValueRange());
  Block &block = solver.getBodyRegion().emplaceBlock();
  builder.setInsertionPointToStart(&block);
  smt::YieldOp::create(builder, loc);
  builder.setInsertionPointToStart(&block);
}

//===----------------------------------------------------------------------===//
// Names and types
//===----------------------------------------------------------------------===//

template <typename T>
static std::string print(T value) {
  std::string text;
  llvm::raw_string_ostream(text) << value;
  return text;
}

/// `text` as a symbol of SMT-LIB that no other text has.
static std::string getSymbol(StringRef text) {
  if (llvm::all_of(text, [](char c) {
        return llvm::isAlnum(c) || c == '.' || c == '_';
      }))
    return text.str();
  return "t" +
         llvm::toHex(llvm::SHA256::hash(llvm::arrayRefFromStringRef(text)),
                     /*LowerCase=*/true)
             .substr(0, 16);
}

std::string dsa::getFunctionName(const ScalarBody &body,
                                 const ScalarNode &node) {
  std::string name = node.name.str();
  for (unsigned operand : node.operands)
    name += "." + getSymbol(print(body.nodes[operand].type));
  name += "." + getSymbol(print(node.type));
  if (node.attributes && !node.attributes.empty())
    name += "." + getSymbol(print(Attribute(node.attributes)));
  return name;
}

Type LemmaWriter::convert(Type type) {
  if (unsigned width = getIntegerWidth(type))
    return smt::BitVectorType::get(&context, width);
  return smt::SortType::get(&context, getSymbol(print(type)), {});
}

Value LemmaWriter::getVariable(StringRef name, Type type) {
  Value &variable = variables[name];
  if (!variable)
    variable = smt::DeclareFunOp::create(builder, builder.getUnknownLoc(), type,
                                         builder.getStringAttr(name));
  return variable;
}

Value LemmaWriter::apply(StringRef name, Type result, ValueRange args) {
  Location loc = builder.getUnknownLoc();
  Value &function = functions[name];
  if (!function)
    function = smt::DeclareFunOp::create(
        builder, loc,
        smt::SMTFuncType::get(&context, llvm::to_vector(args.getTypes()),
                              result),
        builder.getStringAttr(name));
  return smt::ApplyFuncOp::create(builder, loc, function, args);
}

//===----------------------------------------------------------------------===//
// Bodies
//===----------------------------------------------------------------------===//

Value LemmaWriter::extend(Value value, unsigned width, bool isSigned) {
  Location loc = builder.getUnknownLoc();
  unsigned from = cast<smt::BitVectorType>(value.getType()).getWidth();
  if (from == width)
    return value;
  if (!isSigned)
    return smt::ConcatOp::create(
        builder, loc,
        smt::BVConstantOp::create(builder, loc, APInt(width - from, 0)), value);
  Value sign = smt::ExtractOp::create(
      builder, loc, smt::BitVectorType::get(&context, 1), from - 1, value);
  Value signs = smt::RepeatOp::create(builder, loc, width - from, sign);
  return smt::ConcatOp::create(builder, loc, signs, value);
}

Value LemmaWriter::encodeCompare(smt::BVCmpPredicate predicate, Value a,
                                 Value b) {
  return smt::BVCmpOp::create(builder, builder.getUnknownLoc(), predicate, a,
                              b);
}

Value LemmaWriter::encodeInteger(const ScalarNode &node, unsigned width,
                                 ValueRange args) {
  Location loc = builder.getUnknownLoc();
  StringRef name = node.name;
  auto bit = [&](bool value) -> Value {
    return smt::BVConstantOp::create(builder, loc, APInt(1, value));
  };
  auto choose = [&](Value condition, Value yes, Value no) -> Value {
    return smt::IteOp::create(builder, loc, condition, yes, no);
  };
  if (name == "arith.extsi" || name == "arith.extui")
    return extend(args[0], width, name == "arith.extsi");
  unsigned from = cast<smt::BitVectorType>(args[0].getType()).getWidth();
  bool isIndexCast = name == "arith.index_cast" || name == "arith.index_castui";
  if (isIndexCast && from < width)
    return extend(args[0], width, name == "arith.index_cast");
  if (name == "arith.trunci" || isIndexCast)
    return smt::ExtractOp::create(
        builder, loc, smt::BitVectorType::get(&context, width), 0, args[0]);
  if (name == "arith.select")
    return choose(smt::EqOp::create(builder, loc, args[0], bit(true)), args[1],
                  args[2]);
  if (name == "arith.cmpi") {
    using P = arith::CmpIPredicate;
    auto predicate =
        node.attributes.getAs<arith::CmpIPredicateAttr>("predicate");
    if (!predicate)
      return nullptr;
    Value truth;
    if (predicate.getValue() == P::eq)
      truth = smt::EqOp::create(builder, loc, args[0], args[1]);
    else if (predicate.getValue() == P::ne)
      truth = smt::DistinctOp::create(builder, loc, args[0], args[1]);
    else
      truth = encodeCompare(*smt::symbolizeBVCmpPredicate(
                                arith::stringifyEnum(predicate.getValue())),
                            args[0], args[1]);
    return choose(truth, bit(true), bit(false));
  }
  for (auto [selection, predicate] :
       {std::make_pair("arith.maxsi", smt::BVCmpPredicate::sge),
        std::make_pair("arith.minsi", smt::BVCmpPredicate::sle),
        std::make_pair("arith.maxui", smt::BVCmpPredicate::uge),
        std::make_pair("arith.minui", smt::BVCmpPredicate::ule)})
    if (name == selection)
      return choose(encodeCompare(predicate, args[0], args[1]), args[0],
                    args[1]);
  if (name == "arith.subi")
    return smt::BVAddOp::create(builder, loc, args[0],
                                smt::BVNegOp::create(builder, loc, args[1]));
  using Make = Value (*)(OpBuilder &, Location, Value, Value);
  static const llvm::StringMap<Make> binary = {
#define DSA_BINARY(name, Op)                                                   \
  {                                                                            \
    name, [](OpBuilder &builder, Location loc, Value a, Value b) -> Value {    \
      return smt::Op::create(builder, loc, a, b);                              \
    }                                                                          \
  }
      DSA_BINARY("arith.addi", BVAddOp),
      DSA_BINARY("arith.muli", BVMulOp),
      DSA_BINARY("arith.andi", BVAndOp),
      DSA_BINARY("arith.ori", BVOrOp),
      DSA_BINARY("arith.xori", BVXOrOp),
      DSA_BINARY("arith.shli", BVShlOp),
      DSA_BINARY("arith.shrsi", BVAShrOp),
      DSA_BINARY("arith.shrui", BVLShrOp)
#undef DSA_BINARY
  };
  auto make = binary.find(name);
  return make == binary.end() ? Value()
                              : make->second(builder, loc, args[0], args[1]);
}

Value LemmaWriter::encodeConstant(TypedAttr constant) {
  Type type = convert(constant.getType());
  if (auto integer = dyn_cast<IntegerAttr>(constant);
      integer && isa<smt::BitVectorType>(type))
    return smt::BVConstantOp::create(builder, builder.getUnknownLoc(),
                                     integer.getValue());
  // The same bits are the same value, other bits may be any.
  std::string name = getSymbol(print(constant.getType())) + ".";
  if (auto floating = dyn_cast<FloatAttr>(constant)) {
    llvm::SmallString<32> bits;
    floating.getValue().bitcastToAPInt().toStringUnsigned(bits, 16);
    name += bits.str();
  } else {
    name += getSymbol(print(Attribute(constant)));
  }
  return getVariable(name, type);
}

Value LemmaWriter::encodeNode(const ScalarNode &node, ValueRange args) {
  unsigned width = getIntegerWidth(node.type);
  if (width && !args.empty() &&
      llvm::all_of(args.getTypes(), llvm::IsaPred<smt::BitVectorType>))
    return encodeInteger(node, width, args);
  return nullptr;
}

SmallVector<Value> LemmaWriter::encode(const ScalarBody &body,
                                       ArrayRef<std::string> inputs) {
  SmallVector<Value> values(body.nodes.size());
  llvm::BitVector live = body.getLive();
  for (auto [index, node] : llvm::enumerate(body.nodes)) {
    if (!live.test(index))
      continue;
    SmallVector<Value> args;
    for (unsigned operand : node.operands)
      args.push_back(values[operand]);
    switch (node.kind) {
    case ScalarNode::Kind::Input:
      values[index] = getVariable(inputs[node.input], convert(node.type));
      break;
    case ScalarNode::Kind::Constant:
      values[index] = encodeConstant(node.constant);
      break;
    case ScalarNode::Kind::Opaque:
      values[index] = getVariable("outer" + std::to_string(node.identity),
                                  convert(node.type));
      break;
    case ScalarNode::Kind::Operation:
      values[index] = encodeNode(node, args);
      if (!values[index])
        values[index] =
            apply(getFunctionName(body, node), convert(node.type), args);
      break;
    }
  }
  return values;
}

//===----------------------------------------------------------------------===//
// Assertions
//===----------------------------------------------------------------------===//

void LemmaWriter::assertEqual(Value left, Value right) {
  Location loc = builder.getUnknownLoc();
  smt::AssertOp::create(builder, loc,
                        smt::EqOp::create(builder, loc, left, right));
}

void LemmaWriter::assertEqual(StringRef left, StringRef right) {
  // A variable that no body reads is not declared, and makes no difference.
  Value a = variables.lookup(left), b = variables.lookup(right);
  if (a && b)
    assertEqual(a, b);
}

void LemmaWriter::assertConstant(StringRef name, const APInt &value) {
  if (Value variable = variables.lookup(name))
    assertEqual(variable, smt::BVConstantOp::create(
                              builder, builder.getUnknownLoc(), value));
}

void LemmaWriter::assertRange(StringRef name, IntegerRange range) {
  Value variable = variables.lookup(name);
  if (!variable)
    return;
  Location loc = builder.getUnknownLoc();
  unsigned width = cast<smt::BitVectorType>(variable.getType()).getWidth();
  bool isSigned = range.least < 0;
  using P = smt::BVCmpPredicate;
  auto bound = [&](P predicate, int64_t end) {
    Value number = smt::BVConstantOp::create(
        builder, loc, APInt(64, end, /*isSigned=*/true).trunc(width));
    smt::AssertOp::create(builder, loc,
                          encodeCompare(predicate, variable, number));
  };
  bound(isSigned ? P::sge : P::uge, range.least);
  bound(isSigned ? P::sle : P::ule, range.most);
}

void LemmaWriter::assertBeyond(const ScalarBody &body,
                               ArrayRef<std::string> inputs, unsigned index,
                               int64_t extent) {
  Location loc = builder.getUnknownLoc();
  ScalarBody value = body;
  value.root = index;
  unsigned width = getIntegerWidth(body.nodes[index].type);
  Value bound = smt::BVConstantOp::create(builder, loc, APInt(width, extent));
  smt::AssertOp::create(builder, loc,
                        encodeCompare(smt::BVCmpPredicate::uge,
                                      encode(value, inputs)[index], bound));
}

void LemmaWriter::assertDistinct(StringRef left, StringRef right) {
  Location loc = builder.getUnknownLoc();
  smt::AssertOp::create(builder, loc,
                        smt::DistinctOp::create(builder, loc,
                                                variables.lookup(left),
                                                variables.lookup(right)));
}

void LemmaWriter::define(StringRef name, const ScalarBody &body,
                         ArrayRef<std::string> inputs) {
  Type type = convert(body.getRoot().type);
  Value value = encode(body, inputs)[body.root];
  assertEqual(getVariable(name, type), value);
}

void LemmaWriter::addAxioms(const ScalarBody &body,
                            ArrayRef<std::string> inputs, bool contract) {
  SmallVector<Value> values = encode(body, inputs);
  llvm::BitVector live = body.getLive();
  auto commute = [&](Value value, StringRef name, Value a, Value b) {
    assertEqual(value, apply(name, value.getType(), {b, a}));
  };
  for (auto [index, node] : llvm::enumerate(body.nodes)) {
    if (!live.test(index) || node.kind != ScalarNode::Kind::Operation ||
        isa<smt::BitVectorType>(values[index].getType()))
      continue;
    if (isCommutative(node.name))
      commute(values[index], getFunctionName(body, node),
              values[node.operands[0]], values[node.operands[1]]);
    if (!contract || node.name != "math.fma")
      continue;
    std::string type = "." + getSymbol(print(node.type));
    std::string product = "arith.mulf" + type + type + type;
    std::string sum = "arith.addf" + type + type + type;
    Type sort = values[index].getType();
    Value a = values[node.operands[0]], b = values[node.operands[1]];
    Value c = values[node.operands[2]];
    Value ab = apply(product, sort, {a, b});
    assertEqual(values[index], apply(sum, sort, {ab, c}));
    commute(ab, product, a, b);
    commute(apply(sum, sort, {ab, c}), sum, ab, c);
  }
}

void LemmaWriter::assertSumsDiffer() {
  Location loc = builder.getUnknownLoc();
  Type integer = smt::IntType::get(&context);
  Value a = getVariable("a", integer), x = getVariable("x", integer),
        y = getVariable("y", integer);
  auto add = [&](Value left, Value right) -> Value {
    return smt::IntAddOp::create(builder, loc, ValueRange{left, right});
  };
  Value sums = smt::DistinctOp::create(builder, loc, add(add(a, x), y),
                                       add(add(a, y), x));
  smt::AssertOp::create(builder, loc, sums);
}

//===----------------------------------------------------------------------===//
// Text
//===----------------------------------------------------------------------===//

/// Exports `module`; lines that only our own reader would need are left out.
static std::string exportText(ModuleOp module) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  smt::SMTEmissionOptions options;
  options.inlineSingleUseValues = true;
  if (failed(smt::exportSMTLIB(module, stream, options)))
    return "";
  StringRef rest = text;
  rest.consume_front("; solver scope 0\n");
  rest.consume_back("(reset)\n");
  return rest.str();
}

std::string LemmaWriter::write(StringRef logic) {
  auto check =
      smt::CheckOp::create(builder, builder.getUnknownLoc(), TypeRange());
  for (Region &region : check->getRegions()) {
    OpBuilder inner = OpBuilder::atBlockEnd(&region.emplaceBlock());
    smt::YieldOp::create(inner, inner.getUnknownLoc());
  }
  // The logic comes before sorts, which the exporter would not do.
  return ("(set-logic " + logic + ")\n").str() + exportText(*module);
}

std::string dsa::writeDefinition(StringRef name, const ScalarBody &body,
                                 ArrayRef<std::string> inputs) {
  LemmaWriter writer;
  writer.define(name, body, inputs);
  std::string query = writer.write("ALL");
  StringRef text = query;
  // The assertion is what is left between declarations and the check.
  StringRef assertion = text.substr(text.find("(assert"));
  assertion = assertion.take_front(assertion.rfind("(check-sat)")).rtrim();
  std::string line;
  for (char c : assertion)
    if (!llvm::isSpace(c))
      line += c;
    else if (line.back() != ' ')
      line += ' ';
  return line;
}
