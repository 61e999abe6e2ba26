// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Random changes to programs and to the semantics of instructions.
#include "Mutations.h"
#include <algorithm>

using namespace dsa::fuzz;

namespace {
class Mutator {
public:
  Mutator(Pair &pair, std::mt19937_64 &random)
      : pair(pair), isProgram(random() % 3 != 0),
        fragment(isProgram ? pair.program : pair.instruction), random(random) {}

  void run();

private:
  using Change = bool (Mutator::*)();
  static const std::pair<const char *, Change> changes[];

  unsigned pick(size_t size) { return random() % size; }
  /// A node that is an operation; nodes.size() if there is none.
  unsigned pickOperation();
  unsigned insertAfter(unsigned node, Node inserted);
  Index &pickIndex();

  // Each returns whether it changed something.
  bool changeSign();
  bool changeWidth();
  bool changeOperator();
  bool changeConstant();
  bool insertConstant();
  bool narrowAndExtend();
  bool swapArguments();
  bool replaceArgument();
  bool changeCoefficient();
  bool shiftIndex();
  bool divideIndex();
  bool swapIndices();
  bool changeIterator();
  bool swapLoops();
  bool resize();
  bool swapOperands();
  bool changeFlags();
  bool changeAllowed();
  bool changeNumerics();
  bool saturate();
  bool knowRange();

  Pair &pair;
  bool isProgram;
  Fragment &fragment;
  std::mt19937_64 &random;
};
} // namespace

const std::pair<const char *, Mutator::Change> Mutator::changes[] = {
    {"sign", &Mutator::changeSign},
    {"width", &Mutator::changeWidth},
    {"operator", &Mutator::changeOperator},
    {"constant", &Mutator::changeConstant},
    {"inserted constant", &Mutator::insertConstant},
    {"narrowed value", &Mutator::narrowAndExtend},
    {"swapped arguments", &Mutator::swapArguments},
    {"replaced argument", &Mutator::replaceArgument},
    {"coefficient", &Mutator::changeCoefficient},
    {"shifted index", &Mutator::shiftIndex},
    {"divided index", &Mutator::divideIndex},
    {"swapped indices", &Mutator::swapIndices},
    {"iterator kind", &Mutator::changeIterator},
    {"loop order", &Mutator::swapLoops},
    {"size", &Mutator::resize},
    {"operand order", &Mutator::swapOperands},
    {"fast-math flags", &Mutator::changeFlags},
    {"allowed numerics", &Mutator::changeAllowed},
    {"numerics", &Mutator::changeNumerics},
    {"saturation", &Mutator::saturate},
    {"range", &Mutator::knowRange}};

//===----------------------------------------------------------------------===//
// Bodies
//===----------------------------------------------------------------------===//

unsigned Mutator::pickOperation() {
  std::vector<unsigned> operations;
  for (unsigned node = 0; node < fragment.nodes.size(); ++node)
    if (!fragment.nodes[node].args.empty())
      operations.push_back(node);
  return operations.empty() ? fragment.nodes.size()
                            : operations[pick(operations.size())];
}

/// Puts `inserted`, whose first argument is `node`, behind it; what read `node`
/// reads the new one.
unsigned Mutator::insertAfter(unsigned node, Node inserted) {
  unsigned place = node + 1;
  for (Node &user : fragment.nodes)
    for (unsigned &arg : user.args)
      if (arg >= node)
        ++arg;
  if (fragment.root >= node)
    ++fragment.root;
  // The inputs come first and stay where they are.
  fragment.nodes.insert(fragment.nodes.begin() + place, std::move(inserted));
  return place;
}

bool Mutator::changeSign() {
  for (unsigned trial = 0; trial < 4; ++trial) {
    Node &node = fragment.nodes[pick(fragment.nodes.size())];
    if (node.name != "arith.extsi" && node.name != "arith.extui")
      continue;
    node.name = node.name == "arith.extsi" ? "arith.extui" : "arith.extsi";
    return true;
  }
  return false;
}

/// Another width for an operand that is only extended, or for all of a body.
bool Mutator::changeWidth() {
  unsigned operand = pick(fragment.operands.size() - 1);
  Operand &changed = fragment.operands[operand];
  if (changed.type.isFloat) {
    if (changed.type.bits != 16)
      return false;
    changed.type.isBrain = !changed.type.isBrain;
  } else {
    const unsigned widths[] = {4, 8, 16};
    unsigned bits = widths[pick(3)];
    if (bits == changed.type.bits)
      return false;
    for (const Node &node : fragment.nodes)
      for (unsigned arg : node.args)
        if (arg == operand &&
            (node.name.substr(0, 9) != "arith.ext" || node.type.bits <= bits))
          return false;
    changed.type.bits = bits;
    changed.range.reset();
  }
  fragment.nodes[operand].type = changed.type;
  return true;
}

bool Mutator::changeOperator() {
  unsigned number = pickOperation();
  if (number == fragment.nodes.size() ||
      fragment.nodes[number].args.size() != 2)
    return false;
  Node &node = fragment.nodes[number];
  const char *integers[] = {
      "arith.addi", "arith.subi",  "arith.muli",  "arith.andi",  "arith.ori",
      "arith.xori", "arith.maxsi", "arith.minsi", "arith.maxui", "arith.minui"};
  const char *floats[] = {"arith.addf", "arith.subf", "arith.mulf",
                          "arith.maximumf", "arith.minimumf"};
  node.name = node.type.isFloat ? floats[pick(5)] : integers[pick(10)];
  fragment.saturates = false;
  return true;
}

bool Mutator::changeConstant() {
  for (Node &node : fragment.nodes)
    if (node.name == "constant" && random() % 2) {
      node.number = int64_t(random() % 9) - 4;
      return true;
    }
  return false;
}

/// `value op constant` for a value.
bool Mutator::insertConstant() {
  unsigned number = pickOperation();
  if (number == fragment.nodes.size())
    return false;
  ElementType type = fragment.nodes[number].type;
  Node constant{"constant", type, {}, int64_t(random() % 5) - 1, ""};
  const char *integers[] = {"arith.addi",  "arith.xori",  "arith.muli",
                            "arith.shli",  "arith.shrsi", "arith.shrui",
                            "arith.maxsi", "arith.minsi"};
  const char *floats[] = {"arith.addf", "arith.mulf"};
  std::string name = type.isFloat ? floats[pick(2)] : integers[pick(8)];
  if (name.substr(0, 8) == "arith.sh")
    constant.number = random() % 3;
  unsigned place = insertAfter(number, constant);
  // Nothing has read the constant but what read the value: hand it on.
  fragment.nodes.insert(fragment.nodes.begin() + place + 1,
                        Node{name, type, {number, place}, 0, ""});
  for (size_t later = place + 2; later < fragment.nodes.size(); ++later)
    for (unsigned &arg : fragment.nodes[later].args)
      if (arg >= place)
        ++arg;
  if (fragment.root >= place)
    ++fragment.root;
  fragment.saturates = false;
  return true;
}

/// A value cut to half of its bits and extended again.
bool Mutator::narrowAndExtend() {
  unsigned number = pickOperation();
  if (number == fragment.nodes.size())
    return false;
  ElementType type = fragment.nodes[number].type, narrow = type;
  if (type.isFloat || type.bits < 8)
    return false;
  narrow.bits /= 2;
  unsigned place =
      insertAfter(number, Node{"arith.trunci", narrow, {number}, 0, ""});
  unsigned wide = insertAfter(
      place,
      Node{random() % 2 ? "arith.extsi" : "arith.extui", type, {place}, 0, ""});
  (void)wide;
  fragment.saturates = false;
  return true;
}

bool Mutator::swapArguments() {
  unsigned number = pickOperation();
  if (number == fragment.nodes.size() ||
      fragment.nodes[number].args.size() != 2)
    return false;
  std::swap(fragment.nodes[number].args[0], fragment.nodes[number].args[1]);
  return true;
}

/// Another value of the same type as an argument.
bool Mutator::replaceArgument() {
  unsigned number = pickOperation();
  if (number == fragment.nodes.size())
    return false;
  Node &node = fragment.nodes[number];
  unsigned &arg = node.args[pick(node.args.size())];
  unsigned other = pick(number);
  if (other == arg || !(fragment.nodes[other].type == fragment.nodes[arg].type))
    return false;
  arg = other;
  fragment.saturates = false;
  return true;
}

bool Mutator::saturate() {
  Fragment &instruction = pair.instruction;
  const Node &root = instruction.nodes[instruction.root];
  unsigned last = instruction.operands.size() - 1;
  if (root.name != "arith.addi" || root.type.bits >= 64 ||
      (root.args[0] != last && root.args[1] != last))
    return false;
  instruction.saturates = !instruction.saturates;
  return true;
}

//===----------------------------------------------------------------------===//
// Loops and indices
//===----------------------------------------------------------------------===//

Index &Mutator::pickIndex() {
  while (true) {
    Operand &operand = fragment.operands[pick(fragment.operands.size())];
    if (!operand.map.empty())
      return operand.map[pick(operand.map.size())];
  }
}

bool Mutator::changeCoefficient() {
  Index &index = pickIndex();
  unsigned loop = pick(index.coefficients.size());
  int64_t &coefficient = index.coefficients[loop];
  const int64_t values[] = {0, 1, 1, 2, 3, -1};
  int64_t value = values[pick(6)];
  if (value == coefficient)
    return false;
  // An index that goes down begins at its end.
  int64_t last = fragment.extents[loop] - 1;
  index.constant += std::min<int64_t>(coefficient, 0) * last -
                    std::min<int64_t>(value, 0) * last;
  coefficient = value;
  return true;
}

bool Mutator::shiftIndex() {
  pickIndex().constant += 1 + pick(2);
  return true;
}

bool Mutator::divideIndex() {
  Index &index = pickIndex();
  index.divisor = index.divisor == 1 ? 2 : 1;
  return true;
}

bool Mutator::swapIndices() {
  Index &a = pickIndex(), &b = pickIndex();
  if (&a == &b)
    return false;
  std::swap(a, b);
  return true;
}

bool Mutator::changeIterator() {
  unsigned loop = pick(fragment.isReduction.size());
  fragment.isReduction[loop] = !fragment.isReduction[loop];
  return true;
}

bool Mutator::swapLoops() {
  unsigned a = pick(fragment.extents.size()), b = pick(fragment.extents.size());
  if (a == b)
    return false;
  std::swap(fragment.extents[a], fragment.extents[b]);
  bool isReduction = fragment.isReduction[a];
  fragment.isReduction[a] = fragment.isReduction[b];
  fragment.isReduction[b] = isReduction;
  for (Operand &operand : fragment.operands)
    for (Index &index : operand.map)
      std::swap(index.coefficients[a], index.coefficients[b]);
  return true;
}

bool Mutator::resize() {
  unsigned loop = pick(fragment.extents.size());
  int64_t extent = 1 + pick(isProgram ? 6 : 4);
  // Indices that go down begin at the new end.
  for (Operand &operand : fragment.operands)
    for (Index &index : operand.map)
      if (index.coefficients[loop] < 0)
        index.constant -=
            index.coefficients[loop] * (extent - fragment.extents[loop]);
  fragment.extents[loop] = extent;
  return true;
}

/// Exchanges two operands with all that belongs to them.
bool Mutator::swapOperands() {
  if (fragment.operands.size() < 3)
    return false;
  std::swap(fragment.operands[0], fragment.operands[1]);
  std::swap(fragment.nodes[0].type, fragment.nodes[1].type);
  for (Node &node : fragment.nodes)
    for (unsigned &arg : node.args)
      arg = arg == 0 ? 1 : arg == 1 ? 0 : arg;
  return true;
}

//===----------------------------------------------------------------------===//
// What is known and allowed
//===----------------------------------------------------------------------===//

static const char *const sets[] = {"", "reassoc", "contract",
                                   "reassoc,contract"};

bool Mutator::changeFlags() {
  bool any = false;
  const char *flags = sets[pick(4)];
  for (Node &node : pair.program.nodes)
    if (node.type.isFloat && node.args.size() == 2 && random() % 4) {
      node.flags = flags;
      any = true;
    }
  return any;
}

bool Mutator::changeAllowed() {
  pair.allowed = sets[pick(4)];
  return true;
}

bool Mutator::changeNumerics() {
  pair.instruction.numerics =
      pair.instruction.getResult().type.isFloat ? sets[pick(4)] : "";
  return true;
}

bool Mutator::knowRange() {
  Operand &operand = pair.program.operands[pick(pair.program.operands.size())];
  if (operand.type.isFloat || operand.type.bits > 32)
    return false;
  int64_t most = (int64_t(1) << (operand.type.bits - 1)) - 1;
  int64_t end = most >> pick(operand.type.bits / 2);
  operand.range = random() % 2 ? std::make_pair(int64_t(0), end)
                               : std::make_pair(-end - 1, end);
  return true;
}

void Mutator::run() {
  constexpr unsigned numKinds = sizeof(changes) / sizeof(changes[0]);
  for (unsigned trial = 0; trial < 16; ++trial) {
    const auto &[name, change] = changes[pick(numKinds)];
    if (!(this->*change)())
      continue;
    pair.changes += std::string(pair.changes.empty() ? "" : ", ") + name +
                    (isProgram ? " of the program" : " of the instruction");
    return;
  }
}

void dsa::fuzz::mutate(Pair &pair, std::mt19937_64 &random) {
  for (unsigned count = 1 + random() % 3; count > 0; --count)
    Mutator(pair, random).run();
}
