// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Adds up adapters.
#include "Adapters.h"
#include "Scalars.h"
#include "dsa/Equivalence/Adapter.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Complex/IR/Complex.h"
#include "mlir/Parser/Parser.h"
#include "llvm/Support/raw_ostream.h"

using namespace dsa::fuzz;
using namespace mlir;
namespace engine = mlir::dsa;

namespace dsa::fuzz {
std::vector<std::string> readAdapters(MLIRContext &context) {
  std::vector<std::string> texts;
  FailureOr<engine::Target> target = engine::Target::load(
      UnknownLoc::get(&context), DSA_FUZZ_DIRECTORY "/machine.mlir");
  if (failed(target))
    return texts;
  for (engine::AdapterOp adapter : target->getAdapters())
    llvm::raw_string_ostream(texts.emplace_back()) << adapter << "\n";
  return texts;
}
} // namespace dsa::fuzz

namespace {

/// An adapter on some iterations.
class AdapterRun {
public:
  AdapterRun(engine::AdapterOp adapter,
             std::vector<std::vector<Scalar>> arguments)
      : adapter(adapter), arguments(std::move(arguments)) {}

  /// The sum of the term; what the sums are combined to.
  std::optional<Scalar> runTerm();
  std::optional<Scalar> runSums();

private:
  using Values = llvm::DenseMap<Value, Scalar>;
  std::optional<Scalar> compute(Value value, Values &known);
  std::optional<Scalar> runBlock(Block &block, ArrayRef<Scalar> inputs);
  std::optional<Scalar> runSum(engine::SumOp sum);
  std::optional<Scalar> add(const std::optional<Scalar> &sum,
                            const std::optional<Scalar> &term, Type type);

  engine::AdapterOp adapter;
  /// Iteration, argument --> value.
  std::vector<std::vector<Scalar>> arguments;
};

} // namespace

/// `sum + term`; `term` where there is no sum yet.
std::optional<Scalar> AdapterRun::add(const std::optional<Scalar> &sum,
                                      const std::optional<Scalar> &term,
                                      Type type) {
  if (!sum || !term)
    return term;
  OperationState state(adapter.getLoc(), isa<ComplexType>(type) ? "complex.add"
                                         : isa<FloatType>(type) ? "arith.addf"
                                                                : "arith.addi");
  Block block;
  BlockArgument a = block.addArgument(type, adapter.getLoc());
  BlockArgument b = block.addArgument(type, adapter.getLoc());
  state.addOperands({a, b});
  state.addTypes(type);
  Operation *op = Operation::create(state);
  std::optional<Scalar> result = evaluateOperation(op, {*sum, *term});
  op->destroy();
  return result;
}

std::optional<Scalar> AdapterRun::compute(Value value, Values &known) {
  if (auto found = known.find(value); found != known.end())
    return found->second;
  Operation *op = value.getDefiningOp();
  if (!op)
    return std::nullopt;
  std::optional<Scalar> result;
  if (auto sum = dyn_cast<engine::SumOp>(op)) {
    result = runSum(sum);
  } else {
    std::vector<Scalar> operands;
    for (Value operand : op->getOperands()) {
      std::optional<Scalar> computed = compute(operand, known);
      if (!computed)
        return std::nullopt;
      operands.push_back(*computed);
    }
    result = evaluateOperation(op, operands);
  }
  if (result)
    known[value] = *result;
  return result;
}

std::optional<Scalar> AdapterRun::runBlock(Block &block,
                                           ArrayRef<Scalar> inputs) {
  Values known;
  for (auto [argument, value] : llvm::zip_equal(block.getArguments(), inputs))
    known[argument] = value;
  return compute(block.getTerminator()->getOperand(0), known);
}

std::optional<Scalar> AdapterRun::runSum(engine::SumOp sum) {
  std::optional<Scalar> total;
  for (ArrayRef<Scalar> iteration : arguments) {
    Values known;
    for (auto [argument, value] :
         llvm::zip_equal(sum->getBlock()->getArguments(), iteration))
      known[argument] = value;
    std::vector<Scalar> inputs;
    for (Value operand : sum.getOperands()) {
      std::optional<Scalar> value = compute(operand, known);
      if (!value)
        return std::nullopt;
      inputs.push_back(*value);
    }
    std::optional<Scalar> term = runBlock(sum.getBody().front(), inputs);
    total = add(total, term, sum.getType());
    if (!total)
      return std::nullopt;
  }
  return total;
}

std::optional<Scalar> AdapterRun::runTerm() {
  Block &block = adapter.getTerm().front();
  std::optional<Scalar> total;
  for (ArrayRef<Scalar> iteration : arguments) {
    total = add(total, runBlock(block, iteration),
                block.getTerminator()->getOperand(0).getType());
    if (!total)
      return std::nullopt;
  }
  return total;
}

std::optional<Scalar> AdapterRun::runSums() {
  return runBlock(adapter.getSums().front(), arguments.back());
}

/// Whether both agree on samples; nullopt where none has a value.
static std::optional<bool> agree(engine::AdapterOp adapter,
                                 const llvm::BitVector &invariants,
                                 unsigned numSamples, std::mt19937_64 &random) {
  std::optional<bool> agree;
  TypeRange types = adapter.getTerm().front().getArgumentTypes();
  for (unsigned sample = 0; sample < numSamples; ++sample) {
    std::vector<std::vector<Scalar>> arguments(1 + sample % 4);
    for (auto &iteration : arguments)
      for (auto [number, type] : llvm::enumerate(types)) {
        bool isKept = number < invariants.size() && invariants.test(number) &&
                      &iteration != &arguments.front();
        iteration.push_back(
            isKept ? arguments.front()[number]
                   : makeScalar(type, Filling(sample / 4 % 3), random));
      }
    AdapterRun run(adapter, std::move(arguments));
    std::optional<Scalar> wanted = run.runTerm();
    std::optional<Scalar> got = wanted ? run.runSums() : std::nullopt;
    if (!wanted)
      continue;
    Value term = adapter.getTerm().front().getTerminator()->getOperand(0);
    if (!got || !areSame(term.getType(), *got, *wanted))
      return false;
    agree = true;
  }
  return agree;
}

namespace dsa::fuzz {
Verdict judgeAdapter(const std::string &text, MLIRContext &context,
                     std::mt19937_64 &random) {
  Verdict verdict;
  ScopedDiagnosticHandler silent(&context,
                                 [](Diagnostic &) { return success(); });
  OwningOpRef<ModuleOp> module = parseSourceString<ModuleOp>(text, &context);
  if (!module || module->getOps<engine::AdapterOp>().empty())
    return verdict;
  engine::AdapterOp adapter = *module->getOps<engine::AdapterOp>().begin();
  verdict.isValid = true;
  llvm::BitVector invariants;
  FailureOr<engine::AdapterModel> model =
      engine::modelAdapter(adapter, verdict.reason);
  if (succeeded(model)) {
    engine::AdapterProof proof = engine::proveAdapter(*model);
    verdict.isAccepted = proof.verdict.isProved();
    verdict.reason = proof.verdict.explanation;
    invariants = model->invariants;
  }
  // What is said to be missed is looked at more closely.
  unsigned numSamples = verdict.isAccepted ? 48 : 512;
  std::optional<bool> same = agree(adapter, invariants, numSamples, random);
  if (verdict.isAccepted && same == false)
    verdict.wrong = "the sums differ from the sum of the term";
  if (!verdict.isAccepted && same == true)
    verdict.missed = "has sums that are that of the term";
  return verdict;
}
} // namespace dsa::fuzz
