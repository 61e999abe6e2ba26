// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The lemmas of an adapter: one iteration is right, and the combination is
/// additive.
#include "Iterations.h"
#include "PolynomialExpander.h"
#include "dsa/Equivalence/Adapter.h"
#include "dsa/Equivalence/ScalarLemma.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/FormatVariadic.h"
#include <mutex>
#include <random>

using namespace mlir;
using namespace mlir::dsa;
using llvm::APInt;

/// What `sums` computes with one iteration. Input i is argument i.
static ScalarBody composeIteration(const AdapterModel &model) {
  ScalarBody body;
  SmallVector<unsigned> inputs;
  for (const ScalarNode &node : model.term.nodes)
    if (node.kind == ScalarNode::Kind::Input) {
      inputs.push_back(body.nodes.size());
      body.nodes.push_back(node);
    }
  for (unsigned i = 0, e = model.sums.size(); i < e; ++i) {
    SmallVector<unsigned> operands;
    for (const ScalarBody &map : model.sums[i].maps)
      operands.push_back(appendBody(body, map, inputs));
    inputs.push_back(appendBody(body, model.sums[i].term, operands));
  }
  body.root = appendBody(body, model.combination, inputs);
  return body;
}

//===----------------------------------------------------------------------===//
// One iteration
//===----------------------------------------------------------------------===//

static std::string print(const APInt &value) {
  llvm::SmallString<32> text;
  value.toStringSigned(text);
  return text.str().str();
}

/// Evaluates both bodies on extreme and on random values; what differs, as a
/// sentence.
static std::optional<std::string> findDifference(const ScalarBody &term,
                                                 const ScalarBody &sums,
                                                 TypeRange types) {
  constexpr unsigned numSamples = 256;
  std::mt19937_64 random(1);
  for (unsigned sample = 0; sample < numSamples; ++sample) {
    SmallVector<APInt> values;
    for (Type type : types) {
      auto integer = dyn_cast<IntegerType>(type);
      if (!integer)
        return std::nullopt;
      unsigned bits = integer.getWidth();
      const APInt extremes[] = {
          APInt(bits, 0), APInt(bits, 1), APInt::getAllOnes(bits),
          APInt::getSignedMinValue(bits), APInt::getSignedMaxValue(bits)};
      uint64_t word = random();
      values.push_back(word % 2 ? extremes[word / 2 % std::size(extremes)]
                                : APInt(64, random()).zextOrTrunc(bits));
    }
    std::optional<APInt> wanted = evaluate(term, values);
    std::optional<APInt> got = evaluate(sums, values);
    if (!wanted || !got || *wanted == *got)
      continue;
    std::string text = "for ";
    for (auto [index, value] : llvm::enumerate(values))
      text += (index ? ", " : "") + ("argument " + std::to_string(index)) +
              " = " + print(value);
    return text + " the term is " + print(*wanted) + ", the sums give " +
           print(*got);
  }
  return std::nullopt;
}

static bool isInteger(const ScalarBody &body) {
  return isa<IntegerType>(body.getRoot().type);
}

/// That one iteration of the sums computes the term.
static void proveIteration(const AdapterModel &model, AdapterProof &proof) {
  ScalarBody sums = composeIteration(model);
  auto conclude = [&](Outcome outcome, const Twine &explanation) {
    proof.verdict.outcome = outcome;
    proof.verdict.explanation = explanation.str();
  };
  SmallVector<std::string> names;
  for (unsigned argument = 0; argument < model.numArguments; ++argument)
    names.push_back("x" + std::to_string(argument));
  std::string wanted = getNormalForm(model.term, names);
  std::string got = getNormalForm(sums, names);
  if (wanted == got)
    return conclude(Outcome::Proved, "same normal form");
  if (!isInteger(model.term))
    return conclude(Outcome::Unknown, "the normal forms differ, the term's " +
                                          wanted + " and the sums' " + got);
  AdapterOp adapter = model.adapter;
  if (auto difference = findDifference(
          model.term, sums, adapter.getTerm().front().getArgumentTypes()))
    return conclude(Outcome::Refuted, *difference);
  PolynomialExpander expander(std::move(sums), model.numArguments);
  unsigned width = model.term.getRoot().type.getIntOrFloatBitWidth();
  Polynomial difference =
      expander.expand(model.term) - expander.expand(expander.getBody().root);
  if (!expander.isZero(difference, width))
    return conclude(Outcome::Unknown, "neither polynomials nor Z3 tell whether "
                                      "the sums give the term");
  for (auto [index, query] : llvm::enumerate(expander.getQueries()))
    proof.lemmas += llvm::formatv("lemma adapter {0} {1}\n{2}end lemma\n",
                                  adapter.getSymName(), index, query);
  conclude(Outcome::Proved, proof.lemmas.empty()
                                ? "same polynomial"
                                : "same polynomial, extensions by Z3");
}

//===----------------------------------------------------------------------===//
// Additivity
//===----------------------------------------------------------------------===//

/// Integers: every product has one sum, once, and nothing else that depends on
/// a sum.
static bool isAdditivePolynomial(const AdapterModel &model,
                                 AdapterProof &proof) {
  unsigned numInputs = model.numArguments + model.sums.size();
  PolynomialExpander expander(model.combination, numInputs);
  Polynomial combined = expander.expand(expander.getBody().root);
  const ScalarBody &body = expander.getBody();
  auto isSum = [&](unsigned atom) {
    const ScalarNode &node = body.nodes[expander.getNode(atom)];
    return node.kind == ScalarNode::Kind::Input &&
           node.input >= model.numArguments;
  };
  auto dependsOnSum = [&](unsigned atom) {
    for (unsigned sum = model.numArguments; sum < numInputs; ++sum)
      if (body.dependsOn(expander.getNode(atom), sum))
        return true;
    return false;
  };
  for (const auto &[product, factor] : combined.terms)
    if (llvm::count_if(product, dependsOnSum) != 1 ||
        llvm::count_if(product, isSum) != 1)
      return false;
  // A sum that occurs once, as itself, is one that the rest is only added to.
  for (auto [index, sum] : llvm::enumerate(model.sums)) {
    unsigned input = model.numArguments + index;
    auto isThis = [&](unsigned atom) {
      return isSum(atom) && body.nodes[expander.getNode(atom)].input == input;
    };
    unsigned numProducts = 0;
    bool isAlone = false;
    for (const auto &[product, factor] : combined.terms) {
      if (!llvm::any_of(product, isThis))
        continue;
      ++numProducts;
      isAlone = product.size() == 1 && factor == 1;
    }
    if (sum.isCore && numProducts == 1 && isAlone && !proof.chained)
      proof.chained = index;
  }
  return true;
}

/// Floats: sums and differences of sums, and complex numbers of such.
static bool isAdditive(const AdapterModel &model, unsigned index) {
  const ScalarNode &node = model.combination.nodes[index];
  if (node.kind == ScalarNode::Kind::Input)
    return node.input >= model.numArguments;
  return node.kind == ScalarNode::Kind::Operation &&
         llvm::is_contained({"arith.addf", "arith.subf", "arith.negf",
                             "complex.create", "complex.re", "complex.im",
                             "complex.add", "complex.sub", "complex.neg"},
                            node.name) &&
         llvm::all_of(node.operands, [&](unsigned operand) {
           return isAdditive(model, operand);
         });
}

static void proveAdditive(const AdapterModel &model, AdapterProof &proof) {
  bool holds;
  if (isInteger(model.combination)) {
    holds = isAdditivePolynomial(model, proof);
    proof.verdict.explanation += ", additive";
  } else {
    holds = isAdditive(model, model.combination.root);
    proof.takesReassoc = true;
    proof.verdict.explanation += ", additive up to reassoc";
  }
  if (!holds) {
    proof.verdict.outcome = Outcome::Unknown;
    proof.verdict.explanation =
        "the combination is not known to be additive in its sums";
  }
}

//===----------------------------------------------------------------------===//
// Both
//===----------------------------------------------------------------------===//

AdapterProof dsa::proveAdapter(const AdapterModel &model) {
  std::string text;
  llvm::raw_string_ostream(text) << model.adapter;
  static std::mutex mutex;
  static llvm::StringMap<AdapterProof> known;
  {
    std::lock_guard<std::mutex> lock(mutex);
    if (auto found = known.find(text); found != known.end())
      return found->second;
  }
  Stopwatch watch;
  AdapterProof proof;
  proof.verdict.obligation = "Adapter";
  proveIteration(model, proof);
  if (proof.verdict.isProved())
    proveAdditive(model, proof);
  proof.verdict.milliseconds = watch.getMilliseconds();
  std::lock_guard<std::mutex> lock(mutex);
  return known.try_emplace(text, proof).first->second;
}

std::string dsa::getAdapterLemmas(linalg::LinalgOp op, const Target &target) {
  std::string lemmas;
  auto names = op->getAttrOfType<ArrayAttr>(kAdaptersAttrName);
  if (!names)
    return lemmas;
  for (AdapterOp adapter : target.getAdapters()) {
    std::string reason;
    if (!llvm::is_contained(names, adapter.getSymNameAttr()))
      continue;
    FailureOr<AdapterModel> model = modelAdapter(adapter, reason);
    if (succeeded(model))
      lemmas += proveAdapter(*model).lemmas;
  }
  return lemmas;
}
