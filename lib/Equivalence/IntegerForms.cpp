// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Integer computations as polynomials with intervals.
#include "IntegerForms.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/raw_ostream.h"

using namespace mlir;
using namespace mlir::dsa;
using llvm::APInt;

/// Forms with more terms than any instruction's element has are given up.
static constexpr size_t kMaxTerms = 4096;
/// So are those with longer products, or larger numbers: powers of powers.
static constexpr size_t kMaxFactors = 64;
static constexpr unsigned kMaxBits = 2048;

static DynamicAPInt getNumber(const APInt &value, bool isSigned) {
  unsigned bits = value.getBitWidth() + 1;
  return DynamicAPInt(isSigned ? value.sext(bits) : value.zext(bits));
}

static unsigned getWidth(Type type) {
  auto integer = dyn_cast<IntegerType>(type);
  return integer ? integer.getWidth() : 0;
}

static IntegerForm makeConstant(const DynamicAPInt &value) {
  return {Polynomial::makeConstant(value), value, value};
}

static IntegerForm add(const IntegerForm &a, const IntegerForm &b) {
  return {a.polynomial + b.polynomial, a.least + b.least, a.most + b.most};
}

static IntegerForm subtract(const IntegerForm &a, const IntegerForm &b) {
  return {a.polynomial - b.polynomial, a.least - b.most, a.most - b.least};
}

IntegerForm IntegerForms::makeAtom(const std::string &key, DynamicAPInt least,
                                   DynamicAPInt most) {
  unsigned number = atoms.try_emplace(key, atoms.size()).first->second;
  return {Polynomial::makeAtom(number), least, most};
}

std::string IntegerForms::getKey(const IntegerForm &form, unsigned width) {
  std::string key;
  llvm::raw_string_ostream stream(key);
  DynamicAPInt modulus = getPowerOfTwo(width);
  for (const auto &[product, coefficient] : form.polynomial.terms) {
    DynamicAPInt rest = mod(coefficient, modulus);
    if (rest == 0)
      continue;
    stream << "+" << rest;
    for (unsigned atom : product)
      stream << "*" << atom;
  }
  stream << ":" << width;
  return key;
}

IntegerForm IntegerForms::interpret(const IntegerForm &form, unsigned width,
                                    bool isSigned) {
  DynamicAPInt least = isSigned ? -getPowerOfTwo(width - 1) : DynamicAPInt(0);
  DynamicAPInt most =
      (isSigned ? getPowerOfTwo(width - 1) : getPowerOfTwo(width)) -
      DynamicAPInt(1);
  if (form.least >= least && form.most <= most)
    return form;
  return makeAtom((isSigned ? "signed " : "unsigned ") + getKey(form, width),
                  least, most);
}

std::optional<IntegerForm> IntegerForms::multiply(const IntegerForm &a,
                                                  const IntegerForm &b) {
  static const DynamicAPInt limit = getPowerOfTwo(kMaxBits);
  auto isLarge = [&](const IntegerForm &form) {
    return form.least < -limit || form.most > limit ||
           llvm::any_of(form.polynomial.terms, [](const auto &term) {
             return term.first.size() > kMaxFactors / 2;
           });
  };
  if (a.polynomial.terms.size() * b.polynomial.terms.size() > kMaxTerms ||
      isLarge(a) || isLarge(b))
    return std::nullopt;
  DynamicAPInt corners[] = {a.least * b.least, a.least * b.most,
                            a.most * b.least, a.most * b.most};
  return IntegerForm{a.polynomial * b.polynomial,
                     *std::min_element(std::begin(corners), std::end(corners)),
                     *std::max_element(std::begin(corners), std::end(corners))};
}

/// A minimum or maximum: one of the two where the intervals decide.
IntegerForm IntegerForms::select(StringRef name, IntegerForm a, IntegerForm b,
                                 unsigned width) {
  bool isSigned = name.ends_with("si");
  bool isMax = name.starts_with("arith.max");
  a = interpret(a, width, isSigned);
  b = interpret(b, width, isSigned);
  if (a.least >= b.most)
    return isMax ? a : b;
  if (b.least >= a.most)
    return isMax ? b : a;
  std::string keys[] = {getKey(a, width), getKey(b, width)};
  llvm::sort(keys);
  return makeAtom((name + " " + keys[0] + " " + keys[1]).str(),
                  isMax ? std::max(a.least, b.least)
                        : std::min(a.least, b.least),
                  isMax ? std::max(a.most, b.most) : std::min(a.most, b.most));
}

std::optional<IntegerForm> IntegerForms::readOperation(const ScalarBody &body,
                                                       const ScalarNode &node) {
  unsigned width = getWidth(node.type);
  StringRef name = node.name;
  SmallVector<const IntegerForm *> args;
  for (unsigned operand : node.operands) {
    if (!forms[operand])
      return std::nullopt;
    args.push_back(&*forms[operand]);
  }
  auto getArgWidth = [&](unsigned index) {
    return getWidth(body.nodes[node.operands[index]].type);
  };
  if (name == "arith.addi")
    return add(*args[0], *args[1]);
  if (name == "arith.subi")
    return subtract(*args[0], *args[1]);
  if (name == "arith.muli")
    return multiply(*args[0], *args[1]);
  if (name == "arith.extsi" || name == "arith.extui")
    return interpret(*args[0], getArgWidth(0), name == "arith.extsi");
  if (name == "arith.trunci")
    return *args[0];
  if (name == "arith.maxsi" || name == "arith.minsi" || name == "arith.maxui" ||
      name == "arith.minui")
    return select(name, *args[0], *args[1], width);
  if (name == "arith.shli" && args[1]->least == args[1]->most &&
      args[1]->least >= 0 && args[1]->least < DynamicAPInt(width))
    return multiply(*args[0],
                    makeConstant(getPowerOfTwo(int64_t(args[1]->least))));
  // What is not interpreted is a function of its operands.
  std::string key = name.str();
  llvm::raw_string_ostream stream(key);
  if (node.attributes)
    stream << " " << Attribute(node.attributes);
  for (unsigned index = 0; index < args.size(); ++index)
    stream << " " << getKey(*args[index], getArgWidth(index));
  return makeAtom(key, DynamicAPInt(0), getPowerOfTwo(width) - DynamicAPInt(1));
}

std::optional<IntegerForm> IntegerForms::readNode(const ScalarBody &body,
                                                  unsigned index) {
  const ScalarNode &node = body.nodes[index];
  unsigned width = getWidth(node.type);
  if (width == 0)
    return std::nullopt;
  switch (node.kind) {
  case ScalarNode::Kind::Input: {
    unsigned variable = variables[node.input];
    std::string key = "input " + std::to_string(variable);
    if (std::optional<IntegerRange> range = ranges[variable])
      return makeAtom(key, DynamicAPInt(range->least),
                      DynamicAPInt(range->most));
    return makeAtom(key, DynamicAPInt(0),
                    getPowerOfTwo(width) - DynamicAPInt(1));
  }
  case ScalarNode::Kind::Constant:
    if (auto value = dyn_cast<IntegerAttr>(node.constant))
      return makeConstant(getNumber(value.getValue(), /*isSigned=*/true));
    return std::nullopt;
  case ScalarNode::Kind::Opaque:
    return std::nullopt;
  case ScalarNode::Kind::Operation:
    return readOperation(body, node);
  }
  return std::nullopt;
}

std::optional<IntegerForm>
IntegerForms::read(const ScalarBody &body, ArrayRef<unsigned> inputs,
                   ArrayRef<std::optional<IntegerRange>> known) {
  variables = inputs;
  ranges = known;
  forms.assign(body.nodes.size(), std::nullopt);
  llvm::BitVector live = body.getLive();
  for (unsigned index = 0; index < body.nodes.size(); ++index) {
    if (!live.test(index))
      continue;
    forms[index] = readNode(body, index);
    if (!forms[index] || forms[index]->polynomial.terms.size() > kMaxTerms)
      return std::nullopt;
  }
  return forms[body.root];
}

bool IntegerForms::areEqual(const IntegerForm &a, const IntegerForm &b,
                            unsigned width) {
  return (a.polynomial - b.polynomial).isZero(width);
}
