// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Operators and instructions that the mutation campaign begins with.
#include "Mutations.h"

using namespace dsa::fuzz;

namespace {
/// The scalar types of a sum of products.
struct Types {
  ElementType left, right, sum;
  bool leftSigned = true, rightSigned = true;
};

/// Loops by letters: small ones are parallel, capital ones reductions.
struct Shape {
  const char *name, *loops;
  std::vector<int64_t> extents;
  /// Indices of left, right and result, each a sum such as "2p+R".
  std::vector<std::string> left, right, result;
};
} // namespace

static Index parseIndex(const std::string &text, const std::string &loops) {
  Index index;
  index.coefficients.assign(loops.size(), 0);
  int64_t factor = 1, sign = 1;
  for (char letter : text) {
    if (letter == '+' || letter == '-') {
      sign = letter == '-' ? -1 : 1;
    } else if (letter == '/') {
      index.divisor = 2;
    } else if (letter >= '0' && letter <= '9') {
      factor = letter - '0';
    } else {
      index.coefficients[loops.find(letter)] += sign * factor;
      factor = sign = 1;
    }
  }
  return index;
}

static Fragment makeFragment(const Shape &shape, const Types &types) {
  Fragment fragment;
  fragment.name = shape.name;
  fragment.extents = shape.extents;
  std::string loops = shape.loops;
  for (char letter : loops)
    fragment.isReduction.push_back(letter >= 'A' && letter <= 'Z');
  const std::pair<const std::vector<std::string> &, ElementType> operands[] = {
      {shape.left, types.left},
      {shape.right, types.right},
      {shape.result, types.sum}};
  for (const auto &[indices, type] : operands) {
    Operand operand;
    operand.type = type;
    for (const std::string &index : indices)
      operand.map.push_back(parseIndex(index, loops));
    // What is subtracted is added once, so that no index is negative.
    for (Index &index : operand.map)
      for (size_t loop = 0; loop < loops.size(); ++loop)
        if (index.coefficients[loop] < 0)
          index.constant -=
              index.coefficients[loop] * (fragment.extents[loop] - 1);
    fragment.nodes.push_back(
        {"input", type, {}, int64_t(fragment.operands.size()), ""});
    fragment.operands.push_back(std::move(operand));
  }
  auto add = [&](std::string name, std::vector<unsigned> args) {
    fragment.nodes.push_back(
        {std::move(name), types.sum, std::move(args), 0, ""});
    return unsigned(fragment.nodes.size() - 1);
  };
  auto extend = [&](unsigned node, bool isSigned) {
    const ElementType &type = fragment.nodes[node].type;
    if (type == types.sum)
      return node;
    return add(type.isFloat ? "arith.extf"
               : isSigned   ? "arith.extsi"
                            : "arith.extui",
               {node});
  };
  unsigned left = extend(0, types.leftSigned);
  unsigned right = extend(1, types.rightSigned);
  bool isFloat = types.sum.isFloat;
  unsigned product = add(isFloat ? "arith.mulf" : "arith.muli", {left, right});
  fragment.root = add(isFloat ? "arith.addf" : "arith.addi", {2, product});
  return fragment;
}

static const Shape instructions[] = {
    {"dot", "mnKQ", {3, 2, 2, 2}, {"m", "K", "Q"}, {"K", "n", "Q"}, {"m", "n"}},
    {"lanes", "nQ", {4, 2}, {"n", "Q"}, {"n", "Q"}, {"n"}},
    {"broadcast", "nQ", {4, 4}, {"Q"}, {"n", "Q"}, {"n"}},
    {"multiply_add", "n", {4}, {"n"}, {"n"}, {"n"}},
    {"outer", "mn", {2, 3}, {"m"}, {"n"}, {"m", "n"}},
    {"total", "iK", {1, 4}, {"i", "K"}, {"i", "K"}, {"i"}}};

static const Shape programs[] = {
    {"matmul", "mnK", {4, 3, 5}, {"m", "K"}, {"K", "n"}, {"m", "n"}},
    {"permuted", "Knm", {4, 3, 2}, {"n", "K"}, {"K", "m"}, {"m", "n"}},
    {"transposed", "mnK", {3, 4, 4}, {"K", "m"}, {"n", "K"}, {"m", "n"}},
    {"batch",
     "bmnK",
     {2, 3, 2, 3},
     {"b", "m", "K"},
     {"b", "K", "n"},
     {"b", "m", "n"}},
    {"gemv", "mK", {5, 6}, {"m", "K"}, {"K"}, {"m"}},
    {"conv1d", "pfRC", {4, 3, 2, 2}, {"p+R", "C"}, {"R", "C", "f"}, {"p", "f"}},
    {"conv2d",
     "pqfRS",
     {2, 3, 2, 2, 2},
     {"2p+R", "q+2S"},
     {"R", "S", "f"},
     {"p", "q", "f"}},
    {"flipped", "pfR", {4, 2, 3}, {"p-R"}, {"R", "f"}, {"p", "f"}},
    {"upsampled", "pfR", {5, 2, 2}, {"p+R/"}, {"R", "f"}, {"p", "f"}},
    {"depthwise", "pcR", {4, 4, 3}, {"p+R", "c"}, {"R", "c"}, {"p", "c"}},
    {"elementwise", "mn", {3, 4}, {"m", "n"}, {"m", "n"}, {"m", "n"}},
    {"square", "mK", {4, 4}, {"m", "K"}, {"m", "K"}, {"m"}}};

std::vector<Pair> dsa::fuzz::getBasePairs() {
  const ElementType i8{8}, i16{16}, i32{32}, f32{32, true}, f16{16, true},
      bf16{16, true, true};
  const Types kinds[] = {{i8, i8, i32, true, false},
                         {i8, i8, i32, true, true},
                         {i16, i16, i32, true, true},
                         {i8, i8, i16, false, true},
                         {i32, i32, i32},
                         {f32, f32, f32},
                         {f16, f16, f32},
                         {bf16, bf16, f32}};
  std::vector<Pair> pairs;
  for (const Types &types : kinds)
    for (const Shape &instruction : instructions)
      for (const Shape &program : programs) {
        Pair pair{makeFragment(program, types),
                  makeFragment(instruction, types),
                  types.sum.isFloat ? "reassoc,contract" : "", ""};
        pairs.push_back(std::move(pair));
      }
  return pairs;
}
