// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Normal forms of scalar bodies. Most lemmas end here, in microseconds.
#include "dsa/Equivalence/ScalarLemma.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/SHA256.h"
#include "llvm/Support/raw_ostream.h"
#include <vector>

using namespace mlir;
using namespace mlir::dsa;

namespace {

/// A value in normal form. Shared subterms are shared by their text.
struct Term {
  std::string head;
  Type type;
  std::vector<Term> args;
  std::string text;
};

class Normalizer {
public:
  Normalizer(const ScalarBody &body, ArrayRef<std::string> inputs,
             bool contract)
      : body(body), inputs(inputs), contract(contract) {}

  std::string run() {
    llvm::BitVector live = body.getLive();
    terms.resize(body.nodes.size());
    for (auto [index, node] : llvm::enumerate(body.nodes))
      if (live.test(index))
        terms[index] = normalize(node);
    return terms[body.root].text;
  }

private:
  Term normalize(const ScalarNode &node);
  Term normalizeExtension(const ScalarNode &node);
  Term normalizeComplex(const ScalarNode &node, ArrayRef<Term> args);
  Term makeComplex(Type type, Term re, Term im);
  /// The real (0) or imaginary (1) part of a complex number.
  Term getPart(const Term &number, unsigned part);
  Term make(std::string head, Type type, std::vector<Term> args);
  Term apply(StringRef name, const ScalarNode &node, std::vector<Term> args);

  const ScalarBody &body;
  ArrayRef<std::string> inputs;
  bool contract;
  std::vector<Term> terms;
};

template <typename T>
std::string print(T value) {
  std::string text;
  llvm::raw_string_ostream(text) << value;
  return text;
}

} // namespace

Term Normalizer::make(std::string head, Type type, std::vector<Term> args) {
  Term term{std::move(head), type, std::move(args), ""};
  term.text = "(" + term.head + " : " + print(type);
  for (const Term &arg : term.args)
    term.text += " " + arg.text;
  term.text += ")";
  // Text grows exponentially where subterms are shared; a hash does not.
  constexpr size_t limit = 4096;
  if (term.text.size() > limit) {
    term.text =
        "#" +
        llvm::toHex(llvm::SHA256::hash(llvm::arrayRefFromStringRef(term.text)));
    term.args.clear();
  }
  return term;
}

Term Normalizer::apply(StringRef name, const ScalarNode &node,
                       std::vector<Term> args) {
  std::string head = name.str();
  if (node.attributes && !node.attributes.empty())
    head += print(Attribute(node.attributes));
  if (isAssociativeCommutative(name)) {
    std::vector<Term> flat;
    for (Term &arg : args) {
      if (arg.head == head && arg.type == node.type && !arg.args.empty())
        llvm::append_range(flat, arg.args);
      else
        flat.push_back(std::move(arg));
    }
    args = std::move(flat);
  }
  if (isCommutative(name))
    llvm::sort(args,
               [](const Term &a, const Term &b) { return a.text < b.text; });
  return make(std::move(head), node.type, std::move(args));
}

/// Extensions of extensions, and truncations of extensions, become one.
Term Normalizer::normalizeExtension(const ScalarNode &node) {
  StringRef name = node.name;
  Term arg = terms[node.operands[0]];
  bool isExtended = (arg.head == "arith.extsi" || arg.head == "arith.extui") &&
                    !arg.args.empty();
  if (!isExtended)
    return apply(name, node, {std::move(arg)});
  Term inner = arg.args[0];
  if (name == "arith.trunci") {
    unsigned from = inner.type.getIntOrFloatBitWidth();
    unsigned to = node.type.getIntOrFloatBitWidth();
    if (from == to)
      return inner;
    return apply(from < to ? StringRef(arg.head) : name, node,
                 {std::move(inner)});
  }
  // What was extended with zeros is not negative: any extension adds zeros.
  if (arg.head == "arith.extui" || arg.head == name)
    return apply(arg.head, node, {std::move(inner)});
  return apply(name, node, {std::move(arg)});
}

Term Normalizer::getPart(const Term &number, unsigned part) {
  if (number.head == "complex.create" && !number.args.empty())
    return number.args[part];
  return make(part == 0 ? "complex.re" : "complex.im",
              cast<ComplexType>(number.type).getElementType(), {number});
}

Term Normalizer::makeComplex(Type type, Term re, Term im) {
  bool isWhole = re.head == "complex.re" && im.head == "complex.im" &&
                 !re.args.empty() && !im.args.empty() &&
                 re.args[0].text == im.args[0].text;
  if (isWhole)
    return re.args[0];
  return make("complex.create", type, {std::move(re), std::move(im)});
}

/// Complex arithmetic as the arithmetic on parts that defines it.
Term Normalizer::normalizeComplex(const ScalarNode &node, ArrayRef<Term> args) {
  if (node.name == "complex.create")
    return makeComplex(node.type, args[0], args[1]);
  if (node.name == "complex.re" || node.name == "complex.im")
    return getPart(args[0], node.name == "complex.im");
  ScalarNode scalar;
  scalar.type = cast<ComplexType>(node.type).getElementType();
  auto combine = [&](StringRef name, const Term &a, const Term &b) {
    return apply(name, scalar, {a, b});
  };
  auto multiply = [&](unsigned left, unsigned right) {
    return combine("arith.mulf", getPart(args[0], left),
                   getPart(args[1], right));
  };
  if (node.name == "complex.mul")
    return makeComplex(node.type,
                       combine("arith.subf", multiply(0, 0), multiply(1, 1)),
                       combine("arith.addf", multiply(0, 1), multiply(1, 0)));
  StringRef name = node.name == "complex.add" ? "arith.addf" : "arith.subf";
  return makeComplex(node.type,
                     combine(name, getPart(args[0], 0), getPart(args[1], 0)),
                     combine(name, getPart(args[0], 1), getPart(args[1], 1)));
}

static bool isComplexArithmetic(StringRef name) {
  return llvm::is_contained({"complex.create", "complex.re", "complex.im",
                             "complex.mul", "complex.add", "complex.sub"},
                            name);
}

Term Normalizer::normalize(const ScalarNode &node) {
  switch (node.kind) {
  case ScalarNode::Kind::Input:
    return make(inputs[node.input], node.type, {});
  case ScalarNode::Kind::Constant:
    return make(print(Attribute(node.constant)), node.type, {});
  case ScalarNode::Kind::Opaque:
    return make("value " + print(node.identity), node.type, {});
  case ScalarNode::Kind::Operation:
    break;
  }
  if (node.name == "arith.extsi" || node.name == "arith.extui" ||
      node.name == "arith.trunci")
    return normalizeExtension(node);
  std::vector<Term> args;
  for (unsigned operand : node.operands)
    args.push_back(terms[operand]);
  if (isComplexArithmetic(node.name))
    return normalizeComplex(node, args);
  if (contract && node.name == "math.fma") {
    Term product = apply("arith.mulf", node, {args[0], args[1]});
    return apply("arith.addf", node, {std::move(product), args[2]});
  }
  return apply(node.name, node, std::move(args));
}

std::string dsa::getNormalForm(const ScalarBody &body,
                               ArrayRef<std::string> inputs, bool contract) {
  return Normalizer(body, inputs, contract).run();
}
