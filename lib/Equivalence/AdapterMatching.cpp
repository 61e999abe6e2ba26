// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Finds the term of an adapter in a program.
#include "dsa/Equivalence/Adapter.h"
#include "dsa/Equivalence/ScalarLemma.h"

using namespace mlir;
using namespace mlir::dsa;

namespace {

/// Lays a pattern over a program's term.
class TermMatcher {
public:
  TermMatcher(const ScalarBody &pattern, const ScalarBody &program,
              unsigned numArguments)
      : pattern(pattern), program(program),
        binding(numArguments, program.nodes.size()) {}

  /// All bindings under which the pattern's value is `term`.
  SmallVector<AdapterBinding> run(unsigned term) {
    match({{pattern.root, term}});
    return std::move(found);
  }

private:
  /// Pairs of a node of the pattern and one of the program, still to be
  /// matched.
  using Pairs = SmallVector<std::pair<unsigned, unsigned>>;

  void match(Pairs rest);
  void matchInput(unsigned input, unsigned node, const Pairs &rest);
  /// Whether `a` and `b` compute the same.
  bool isSame(unsigned a, unsigned b) const {
    return a == b || getText(a) == getText(b);
  }
  std::string getText(unsigned node) const;

  const ScalarBody &pattern, &program;
  /// Argument --> node of the program; none where there is none yet.
  AdapterBinding binding;
  SmallVector<AdapterBinding> found;
};

} // namespace

std::string TermMatcher::getText(unsigned node) const {
  ScalarBody value{program.nodes, node};
  SmallVector<std::string> names;
  for (const ScalarNode &each : program.nodes)
    if (each.kind == ScalarNode::Kind::Input)
      names.resize(std::max<size_t>(names.size(), each.input + 1));
  for (auto [index, name] : llvm::enumerate(names))
    name = "x" + std::to_string(index);
  return getNormalForm(value, names);
}

void TermMatcher::matchInput(unsigned input, unsigned node, const Pairs &rest) {
  unsigned bound = binding[input];
  bool isFree = bound == program.nodes.size();
  if (!isFree && !isSame(bound, node))
    return;
  if (isFree)
    binding[input] = node;
  match(rest);
  if (isFree)
    binding[input] = program.nodes.size();
}

void TermMatcher::match(Pairs rest) {
  if (rest.empty()) {
    if (!llvm::is_contained(found, binding))
      found.push_back(binding);
    return;
  }
  auto [wanted, given] = rest.pop_back_val();
  const ScalarNode &want = pattern.nodes[wanted], &have = program.nodes[given];
  if (want.type != have.type)
    return;
  if (want.kind == ScalarNode::Kind::Input)
    return matchInput(want.input, given, rest);
  if (want.kind != have.kind)
    return;
  if (want.kind == ScalarNode::Kind::Constant) {
    if (want.constant == have.constant)
      match(rest);
    return;
  }
  if (want.kind != ScalarNode::Kind::Operation || want.name != have.name ||
      want.attributes != have.attributes ||
      want.operands.size() != have.operands.size())
    return;
  auto matchOperands = [&](bool isSwapped) {
    Pairs pairs = rest;
    for (auto [index, operand] : llvm::enumerate(want.operands))
      pairs.push_back({operand, have.operands[isSwapped ? 1 - index : index]});
    match(std::move(pairs));
  };
  matchOperands(false);
  if (isCommutative(want.name) && want.operands.size() == 2)
    matchOperands(true);
}

/// Why the values of `binding` cannot stand for the adapter's arguments; empty
/// if they can.
static std::string findObstacle(const Statement &program,
                                const AdapterModel &model,
                                const AdapterBinding &binding) {
  for (unsigned argument = 0; argument < model.numArguments; ++argument) {
    ScalarBody value{program.body.nodes, binding[argument]};
    llvm::BitVector live = value.getLive();
    for (auto [index, node] : llvm::enumerate(value.nodes)) {
      if (!live.test(index))
        continue;
      if (node.kind == ScalarNode::Kind::Opaque)
        return "its term uses a value from outside of it";
      if (node.kind != ScalarNode::Kind::Input ||
          !model.invariants.test(argument))
        continue;
      const AffineMap &map = program.accesses[node.input].map;
      for (unsigned loop = 0; loop < program.getNumLoops(); ++loop)
        if (program.isReduction[loop] && map.isFunctionOfDim(loop))
          return "operand " + std::to_string(node.input) +
                 " changes from iteration to iteration of a sum";
    }
  }
  return "";
}

SmallVector<AdapterBinding> dsa::matchAdapter(const Statement &program,
                                              const AdapterModel &model,
                                              std::string &reason) {
  std::optional<Fold> fold = getFold(program);
  if (!fold || !llvm::is_contained({"arith.addi", "arith.addf", "complex.add"},
                                   fold->combiner))
    return {};
  SmallVector<AdapterBinding> found =
      TermMatcher(model.term, program.body, model.numArguments).run(fold->term);
  llvm::erase_if(found, [&](const AdapterBinding &binding) {
    if (llvm::is_contained(binding, program.body.nodes.size())) {
      reason = "an argument stands for nothing";
      return true;
    }
    std::string obstacle = findObstacle(program, model, binding);
    if (obstacle.empty())
      return false;
    reason = std::move(obstacle);
    return true;
  });
  return found;
}
