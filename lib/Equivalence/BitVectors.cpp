// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Integer lemmas as bit-vector queries to Z3, through its C interface (ours
/// is compiled without exceptions).
#include "AnswerCache.h"
#include "SecondSolver.h"
#include "dsa/Equivalence/ScalarLemma.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include <mutex>
#include <z3.h>

using namespace mlir;
using namespace mlir::dsa;
using llvm::APInt;

namespace {

/// Most lemmas take Z3 some milliseconds. What takes longer is given to two
/// solvers at once; what takes very long will not be decided at all.
constexpr unsigned kFirstMilliseconds = 250, kSecondMilliseconds = 2000;

/// A context that reports errors by code instead of ending the process.
class Solver {
public:
  Solver() {
    Z3_config config = Z3_mk_config();
    context = Z3_mk_context(config);
    Z3_del_config(config);
    Z3_set_error_handler(context, [](Z3_context, Z3_error_code) {});
  }
  ~Solver() { Z3_del_context(context); }
  Solver(const Solver &) = delete;
  Solver &operator=(const Solver &) = delete;

  ScalarAnswer prove(const ScalarLemma &lemma);

private:
  ScalarAnswer ask(Z3_ast formula, ArrayRef<Z3_ast> variables,
                   unsigned milliseconds);
  /// `formula` as a query.
  std::string write(Z3_ast formula);
  void addRange(Z3_ast variable, IntegerRange range,
                SmallVectorImpl<Z3_ast> &formula);
  /// That both sides differ, with variables in their ranges; null where that is
  /// not understood, with the reason in `unknown`.
  Z3_ast encodeDifference(const ScalarLemma &lemma,
                          SmallVectorImpl<Z3_ast> &variables);
  /// The value of `body` on `variables`; null where it is not understood, with
  /// the operation's name in `unknown`.
  Z3_ast encode(const ScalarBody &body, ArrayRef<Z3_ast> variables);
  Z3_ast encodeNode(const ScalarNode &node, ArrayRef<Z3_ast> args);
  /// An element of a table, of which nothing is known: a function of the table
  /// and the indices.
  Z3_ast encodeLookUp(const ScalarNode &node, ArrayRef<Z3_ast> args);
  Z3_ast encodeCompare(const ScalarNode &node, Z3_ast a, Z3_ast b);
  Z3_ast constant(const APInt &value);
  /// Bit-vectors for integers and indices, a sort of its own for a type of
  /// tables; null for others.
  Z3_sort getSort(Type type);
  unsigned width(Z3_ast value) {
    return Z3_get_bv_sort_size(context, Z3_get_sort(context, value));
  }
  APInt read(Z3_model model, Z3_ast variable);
  bool hasFailed() { return Z3_get_error_code(context) != Z3_OK; }

  Z3_context context;
  std::string unknown;
  bool hasTables = false;
  /// What to show for a variable that is a table.
  llvm::DenseMap<Z3_ast, APInt> tables;
};

/// The type of a variable; null where `body` has no node for it.
Type getType(const ScalarBody &body, unsigned input) {
  for (const ScalarNode &node : body.nodes)
    if (node.kind == ScalarNode::Kind::Input && node.input == input)
      return node.type;
  return {};
}

} // namespace

Z3_ast Solver::constant(const APInt &value) {
  llvm::SmallString<32> digits;
  value.toStringUnsigned(digits);
  return Z3_mk_numeral(context, digits.c_str(),
                       Z3_mk_bv_sort(context, value.getBitWidth()));
}

Z3_ast Solver::encodeCompare(const ScalarNode &node, Z3_ast a, Z3_ast b) {
  auto predicate = node.attributes.getAs<arith::CmpIPredicateAttr>("predicate");
  if (!predicate)
    return nullptr;
  using P = arith::CmpIPredicate;
  Z3_ast truth = nullptr;
  switch (predicate.getValue()) {
  case P::eq:
    truth = Z3_mk_eq(context, a, b);
    break;
  case P::ne:
    truth = Z3_mk_not(context, Z3_mk_eq(context, a, b));
    break;
  case P::slt:
    truth = Z3_mk_bvslt(context, a, b);
    break;
  case P::sle:
    truth = Z3_mk_bvsle(context, a, b);
    break;
  case P::sgt:
    truth = Z3_mk_bvsgt(context, a, b);
    break;
  case P::sge:
    truth = Z3_mk_bvsge(context, a, b);
    break;
  case P::ult:
    truth = Z3_mk_bvult(context, a, b);
    break;
  case P::ule:
    truth = Z3_mk_bvule(context, a, b);
    break;
  case P::ugt:
    truth = Z3_mk_bvugt(context, a, b);
    break;
  case P::uge:
    truth = Z3_mk_bvuge(context, a, b);
    break;
  }
  return Z3_mk_ite(context, truth, constant(APInt(1, 1)),
                   constant(APInt(1, 0)));
}

Z3_sort Solver::getSort(Type type) {
  if (unsigned bits = type ? getIntegerWidth(type) : 0)
    return Z3_mk_bv_sort(context, bits);
  if (!isa_and_present<RankedTensorType>(type))
    return nullptr;
  std::string name;
  llvm::raw_string_ostream(name) << type;
  return Z3_mk_uninterpreted_sort(context,
                                  Z3_mk_string_symbol(context, name.c_str()));
}

Z3_ast Solver::encodeLookUp(const ScalarNode &node, ArrayRef<Z3_ast> args) {
  Z3_sort result = getSort(node.type);
  if (!result)
    return nullptr;
  hasTables = true;
  SmallVector<Z3_sort> domain;
  std::string name = node.name.str();
  for (Z3_ast arg : args) {
    domain.push_back(Z3_get_sort(context, arg));
    name += std::string(" ") + Z3_sort_to_string(context, domain.back());
  }
  Z3_func_decl element =
      Z3_mk_func_decl(context, Z3_mk_string_symbol(context, name.c_str()),
                      domain.size(), domain.data(), result);
  return Z3_mk_app(context, element, args.size(), args.data());
}

Z3_ast Solver::encodeNode(const ScalarNode &node, ArrayRef<Z3_ast> args) {
  StringRef name = node.name;
  if (name == "tensor.extract")
    return encodeLookUp(node, args);
  unsigned to = getIntegerWidth(node.type);
  if (to == 0)
    return nullptr;
  if (name == "arith.index_cast" || name == "arith.index_castui") {
    unsigned from = width(args[0]);
    if (to <= from)
      return Z3_mk_extract(context, to - 1, 0, args[0]);
    auto extend = name == "arith.index_cast" ? Z3_mk_sign_ext : Z3_mk_zero_ext;
    return extend(context, to - from, args[0]);
  }
  if (name == "arith.extsi")
    return Z3_mk_sign_ext(context, to - width(args[0]), args[0]);
  if (name == "arith.extui")
    return Z3_mk_zero_ext(context, to - width(args[0]), args[0]);
  if (name == "arith.trunci")
    return Z3_mk_extract(context, to - 1, 0, args[0]);
  if (name == "arith.cmpi")
    return encodeCompare(node, args[0], args[1]);
  if (name == "arith.select")
    return Z3_mk_ite(context, Z3_mk_eq(context, args[0], constant(APInt(1, 1))),
                     args[1], args[2]);
  using Make = Z3_ast (*)(Z3_context, Z3_ast, Z3_ast);
  static const llvm::StringMap<Make> binary = {
      {"arith.addi", Z3_mk_bvadd}, {"arith.subi", Z3_mk_bvsub},
      {"arith.muli", Z3_mk_bvmul}, {"arith.andi", Z3_mk_bvand},
      {"arith.ori", Z3_mk_bvor},   {"arith.xori", Z3_mk_bvxor}};
  if (auto make = binary.find(name); make != binary.end())
    return make->second(context, args[0], args[1]);
  // A shift by the width or more is undefined, so any value may stand for it;
  // but it must be the same on both sides, which bit-vector shifts ensure.
  static const llvm::StringMap<Make> shifts = {{"arith.shli", Z3_mk_bvshl},
                                               {"arith.shrsi", Z3_mk_bvashr},
                                               {"arith.shrui", Z3_mk_bvlshr}};
  if (auto make = shifts.find(name); make != shifts.end())
    return make->second(context, args[0], args[1]);
  static const llvm::StringMap<Make> selections = {
      {"arith.maxsi", Z3_mk_bvsge},
      {"arith.minsi", Z3_mk_bvsle},
      {"arith.maxui", Z3_mk_bvuge},
      {"arith.minui", Z3_mk_bvule}};
  if (auto make = selections.find(name); make != selections.end())
    return Z3_mk_ite(context, make->second(context, args[0], args[1]), args[0],
                     args[1]);
  return nullptr;
}

Z3_ast Solver::encode(const ScalarBody &body, ArrayRef<Z3_ast> variables) {
  SmallVector<Z3_ast> values(body.nodes.size());
  llvm::BitVector live = body.getLive();
  for (auto [index, node] : llvm::enumerate(body.nodes)) {
    if (!live.test(index))
      continue;
    SmallVector<Z3_ast> args;
    for (unsigned operand : node.operands)
      args.push_back(values[operand]);
    if (node.kind == ScalarNode::Kind::Input)
      values[index] = variables[node.input];
    else if (node.kind == ScalarNode::Kind::Operation)
      values[index] = encodeNode(node, args);
    else if (auto number = dyn_cast_or_null<IntegerAttr>(node.constant))
      values[index] = constant(number.getValue());
    if (!values[index] || hasFailed()) {
      unknown = node.kind == ScalarNode::Kind::Operation
                    ? node.name.str()
                    : "a value that is no integer";
      return nullptr;
    }
  }
  return values[body.root];
}

APInt Solver::read(Z3_model model, Z3_ast variable) {
  // Of a table the model says nothing: any will do that tells elements apart.
  Z3_sort sort = Z3_get_sort(context, variable);
  if (Z3_get_sort_kind(context, sort) != Z3_BV_SORT)
    return tables.lookup(variable);
  unsigned bits = width(variable);
  Z3_ast value = nullptr;
  if (!Z3_model_eval(context, model, variable, /*model_completion=*/true,
                     &value) ||
      !Z3_is_numeral_ast(context, value))
    return APInt(bits, 0);
  return APInt(bits, Z3_get_numeral_string(context, value), 10);
}

Z3_ast Solver::encodeDifference(const ScalarLemma &lemma,
                                SmallVectorImpl<Z3_ast> &variables) {
  unsigned numVariables = lemma.constants.size();
  SmallVector<Type> types(numVariables);
  auto collect = [&](const ScalarBody &body, ArrayRef<unsigned> numbers) {
    for (auto [input, variable] : llvm::enumerate(numbers))
      if (Type type = getType(body, input))
        types[variable] = type;
  };
  collect(lemma.left, lemma.leftVariables);
  collect(lemma.right, lemma.rightVariables);
  variables.assign(numVariables, nullptr);
  for (auto [index, type] : llvm::enumerate(types)) {
    Z3_sort sort = getSort(type);
    if (!sort)
      continue;
    std::string name = "x" + std::to_string(index);
    variables[index] =
        lemma.constants[index]
            ? constant(*lemma.constants[index])
            : Z3_mk_const(context, Z3_mk_string_symbol(context, name.c_str()),
                          sort);
    if (auto table = dyn_cast<RankedTensorType>(type))
      tables[variables[index]] = makeNumberedTable(table).value_or(APInt(1, 0));
  }
  auto gather = [&](ArrayRef<unsigned> numbers) {
    return llvm::map_to_vector(numbers,
                               [&](unsigned n) { return variables[n]; });
  };
  Z3_ast left = encode(lemma.left, gather(lemma.leftVariables));
  Z3_ast right =
      left ? encode(lemma.right, gather(lemma.rightVariables)) : nullptr;
  if (!right) {
    unknown = "'" + unknown + "' is not modelled";
    return nullptr;
  }
  if (width(left) != width(right)) {
    unknown = "the results differ in type";
    return nullptr;
  }
  SmallVector<Z3_ast> formula = {
      Z3_mk_not(context, Z3_mk_eq(context, left, right))};
  for (auto [variable, range] : llvm::zip(variables, lemma.ranges))
    if (variable && range)
      addRange(variable, *range, formula);
  return formula.size() == 1
             ? formula.front()
             : Z3_mk_and(context, formula.size(), formula.data());
}

void Solver::addRange(Z3_ast variable, IntegerRange range,
                      SmallVectorImpl<Z3_ast> &formula) {
  bool isSigned = range.least < 0;
  auto number = [&](int64_t end) {
    return constant(
        APInt(64, end, /*isSigned=*/true).sextOrTrunc(width(variable)));
  };
  formula.push_back((isSigned ? Z3_mk_bvsge : Z3_mk_bvuge)(
      context, variable, number(range.least)));
  formula.push_back((isSigned ? Z3_mk_bvsle : Z3_mk_bvule)(context, variable,
                                                           number(range.most)));
}

std::string Solver::write(Z3_ast formula) {
  Z3_set_ast_print_mode(context, Z3_PRINT_SMTLIB2_COMPLIANT);
  return Z3_benchmark_to_smtlib_string(context, "lemma",
                                       hasTables ? "QF_UFBV" : "QF_BV",
                                       "unknown", "", 0, nullptr, formula);
}

ScalarAnswer Solver::ask(Z3_ast formula, ArrayRef<Z3_ast> variables,
                         unsigned milliseconds) {
  Z3_solver solver = Z3_mk_solver(context);
  Z3_solver_inc_ref(context, solver);
  Z3_params params = Z3_mk_params(context);
  Z3_params_inc_ref(context, params);
  Z3_params_set_uint(context, params, Z3_mk_string_symbol(context, "timeout"),
                     milliseconds);
  Z3_solver_set_params(context, solver, params);
  Z3_solver_assert(context, solver, formula);
  ScalarAnswer answer;
  Z3_lbool result = Z3_solver_check(context, solver);
  if (result == Z3_L_FALSE && !hasFailed()) {
    answer.kind = ScalarAnswer::Holds;
  } else if (result == Z3_L_TRUE && !hasFailed()) {
    answer.kind = ScalarAnswer::Fails;
    Z3_model model = Z3_solver_get_model(context, solver);
    Z3_model_inc_ref(context, model);
    for (Z3_ast variable : variables)
      answer.values.push_back(variable ? read(model, variable) : APInt(1, 0));
    Z3_model_dec_ref(context, model);
  }
  Z3_params_dec_ref(context, params);
  Z3_solver_dec_ref(context, solver);
  return answer;
}

/// Questions that got no answer: this process does not wait for them again.
static std::mutex hardMutex;
static llvm::StringSet<> hardQuestions;

static bool isHard(StringRef question) {
  std::lock_guard<std::mutex> lock(hardMutex);
  return hardQuestions.contains(question);
}

static void noteHard(StringRef question) {
  std::lock_guard<std::mutex> lock(hardMutex);
  hardQuestions.insert(question);
}

ScalarAnswer Solver::prove(const ScalarLemma &lemma) {
  SmallVector<Z3_ast> variables;
  Z3_ast difference = encodeDifference(lemma, variables);
  if (!difference)
    return {ScalarAnswer::Unknown, {}, unknown};
  std::string query = write(difference);
  // Only proofs are kept: a counterexample is wanted with its values.
  std::string question = getSolverVersions() + "\n" + query;
  if (findAnswer(question) == "unsat")
    return {ScalarAnswer::Holds, {}, ""};
  bool isKnownHard = isHard(question);
  ScalarAnswer answer;
  if (!isKnownHard)
    answer = ask(difference, variables, kFirstMilliseconds);
  if (answer.kind == ScalarAnswer::Unknown && !isKnownHard) {
    SecondSolver other(query, kSecondMilliseconds);
    answer = ask(difference, variables, kSecondMilliseconds);
    if (answer.kind == ScalarAnswer::Unknown && other.refutes())
      answer.kind = ScalarAnswer::Holds;
  }
  if (answer.kind == ScalarAnswer::Holds)
    keepAnswer(question, "unsat");
  if (answer.kind == ScalarAnswer::Unknown) {
    noteHard(question);
    answer.reason = "neither Z3 nor cvc5 gave an answer within " +
                    std::to_string(kSecondMilliseconds) + " ms";
  }
  return answer;
}

ScalarAnswer dsa::solveOnBitVectors(const ScalarLemma &lemma) {
  return Solver().prove(lemma);
}
