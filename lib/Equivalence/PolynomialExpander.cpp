// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Expands integer bodies into polynomials.
#include "PolynomialExpander.h"
#include "LemmaWriter.h"
#include "dsa/Equivalence/ScalarLemma.h"

using namespace mlir;
using namespace mlir::dsa;
using llvm::APInt;

//===----------------------------------------------------------------------===//
// Nodes
//===----------------------------------------------------------------------===//

static unsigned getWidth(const ScalarNode &node) {
  auto type = dyn_cast<IntegerType>(node.type);
  return type ? type.getWidth() : 0;
}

static bool isResize(StringRef name) {
  return name == "arith.extsi" || name == "arith.extui" ||
         name == "arith.trunci";
}

unsigned PolynomialExpander::append(ScalarNode node) {
  body.nodes.push_back(std::move(node));
  return body.nodes.size() - 1;
}

std::string PolynomialExpander::getText(unsigned node) const {
  SmallVector<std::string> names;
  for (unsigned input = 0; input < numInputs; ++input)
    names.push_back("x" + std::to_string(input));
  return getNormalForm({body.nodes, node}, names);
}

bool PolynomialExpander::dependsOnlyOn(unsigned node, unsigned input) const {
  for (unsigned other = 0; other < numInputs; ++other)
    if (other != input && body.dependsOn(node, other))
      return false;
  return true;
}

bool PolynomialExpander::areEqual(unsigned a, unsigned b) {
  ScalarBody left{body.nodes, a}, right{body.nodes, b};
  auto all = llvm::to_vector(llvm::seq<unsigned>(0, numInputs));
  ScalarLemma lemma{left, all, right, all,
                    SmallVector<std::optional<APInt>>(numInputs)};
  if (solveOnBitVectors(lemma).kind != ScalarAnswer::Holds)
    return false;
  SmallVector<std::string> names;
  for (unsigned input = 0; input < numInputs; ++input)
    names.push_back("x" + std::to_string(input));
  LemmaWriter writer;
  writer.define("left", left, names);
  writer.define("right", right, names);
  writer.assertDistinct("left", "right");
  queries.push_back(writer.write("QF_UFBV"));
  return true;
}

std::optional<unsigned> PolynomialExpander::pushInside(unsigned index) {
  ScalarNode outer = body.nodes[index];
  ScalarNode inner = body.nodes[outer.operands[0]];
  if (inner.kind == ScalarNode::Kind::Constant) {
    std::optional<APInt> value = evaluate({body.nodes, index}, {});
    if (!value)
      return std::nullopt;
    ScalarNode constant = inner;
    constant.type = outer.type;
    constant.constant = IntegerAttr::get(outer.type, *value);
    return append(std::move(constant));
  }
  if (inner.kind != ScalarNode::Kind::Operation)
    return std::nullopt;
  // What was extended with zeros is not negative: any extension adds zeros.
  bool isDouble = outer.name != "arith.trunci" &&
                  (inner.name == "arith.extui" || inner.name == outer.name);
  if (isDouble) {
    outer.name = inner.name;
    outer.attributes = inner.attributes;
    outer.operands = inner.operands;
    return append(std::move(outer));
  }
  if (!llvm::is_contained({"arith.addi", "arith.subi", "arith.muli"},
                          inner.name))
    return std::nullopt;
  for (unsigned &operand : inner.operands) {
    ScalarNode resized = outer;
    resized.operands = {operand};
    operand = append(std::move(resized));
  }
  inner.type = outer.type;
  unsigned pushed = append(std::move(inner));
  if (outer.name != "arith.trunci" && !areEqual(index, pushed))
    return std::nullopt;
  return pushed;
}

//===----------------------------------------------------------------------===//
// Expansion
//===----------------------------------------------------------------------===//

Polynomial PolynomialExpander::makeAtom(unsigned node) {
  auto [it, isNew] = atomOfText.try_emplace(getText(node), atoms.size());
  if (isNew)
    atoms.push_back(node);
  return Polynomial::makeAtom(it->second);
}

Polynomial PolynomialExpander::expandNode(unsigned index) {
  ScalarNode node = body.nodes[index];
  unsigned width = getWidth(node);
  if (node.kind == ScalarNode::Kind::Constant) {
    auto value = dyn_cast<IntegerAttr>(node.constant);
    return value ? Polynomial::makeConstant(DynamicAPInt(value.getValue()))
                 : makeAtom(index);
  }
  if (node.kind != ScalarNode::Kind::Operation)
    return makeAtom(index);
  if (node.name == "arith.addi")
    return expandNode(node.operands[0]) + expandNode(node.operands[1]);
  if (node.name == "arith.subi")
    return expandNode(node.operands[0]) - expandNode(node.operands[1]);
  if (node.name == "arith.muli")
    return expandNode(node.operands[0]) * expandNode(node.operands[1]);
  if (node.name == "arith.shli") {
    const ScalarNode &by = body.nodes[node.operands[1]];
    auto amount = by.kind == ScalarNode::Kind::Constant
                      ? dyn_cast<IntegerAttr>(by.constant)
                      : IntegerAttr();
    if (amount && amount.getValue().ult(width))
      return expandNode(node.operands[0]) *
             Polynomial::makeConstant(
                 getPowerOfTwo(amount.getValue().getZExtValue()));
  }
  if (isResize(node.name))
    if (std::optional<unsigned> pushed = pushInside(index))
      return expandNode(*pushed);
  return makeAtom(index);
}

Polynomial PolynomialExpander::expand(unsigned node) {
  return expandNode(node);
}

Polynomial PolynomialExpander::expand(const ScalarBody &other) {
  SmallVector<unsigned> inputs(numInputs);
  for (auto [index, node] : llvm::enumerate(other.nodes))
    if (node.kind == ScalarNode::Kind::Input)
      inputs[node.input] = append(node);
  return expandNode(appendBody(body, other, inputs));
}

//===----------------------------------------------------------------------===//
// Zero
//===----------------------------------------------------------------------===//

unsigned PolynomialExpander::build(const Polynomial &polynomial,
                                   unsigned width) {
  ScalarNode constant;
  constant.kind = ScalarNode::Kind::Constant;
  constant.type = IntegerType::get(body.nodes.front().type.getContext(), width);
  auto makeConstant = [&](const APInt &value) {
    constant.constant = IntegerAttr::get(constant.type, value);
    return append(constant);
  };
  auto combine = [&](StringRef name, unsigned a, unsigned b) {
    ScalarNode node;
    node.type = constant.type;
    node.name = name;
    node.operands = {a, b};
    return append(std::move(node));
  };
  unsigned sum = makeConstant(APInt(width, 0));
  for (const auto &[product, factor] : polynomial.terms) {
    // The residue nearest to zero fits.
    DynamicAPInt modulus = getPowerOfTwo(width), rest = mod(factor, modulus);
    if (rest >= getPowerOfTwo(width - 1))
      rest -= modulus;
    unsigned term =
        makeConstant(APInt(width, int64_t(rest), /*isSigned=*/true));
    for (unsigned atom : product)
      term = combine("arith.muli", term, atoms[atom]);
    sum = combine("arith.addi", sum, term);
  }
  return sum;
}

bool PolynomialExpander::isZero(const Polynomial &polynomial, unsigned width) {
  if (polynomial.isZero(width))
    return true;
  if (width > 64)
    return false;
  // As a polynomial in what does not depend on one input, its coefficients are
  // functions of that input alone.
  for (unsigned input = 0; input < numInputs; ++input) {
    std::map<std::vector<unsigned>, Polynomial> coefficients;
    bool isMixed = false;
    for (const auto &[product, factor] : polynomial.terms) {
      std::vector<unsigned> own, others;
      for (unsigned atom : product) {
        bool isOwn = body.dependsOn(atoms[atom], input);
        isMixed |= isOwn && !dependsOnlyOn(atoms[atom], input);
        (isOwn ? own : others).push_back(atom);
      }
      coefficients[others].add(own, factor);
    }
    if (isMixed)
      continue;
    unsigned zero = build({}, width);
    if (llvm::all_of(coefficients, [&](const auto &each) {
          return each.second.isZero(width) ||
                 areEqual(build(each.second, width), zero);
        }))
      return true;
  }
  return false;
}
