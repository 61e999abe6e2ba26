// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// `tensorize-mutations [--kind=pairs|adapters|programs] [--seed=N]
/// [--mutants=N] [--verbose]`: random changes. Of the kind `pairs`, to programs
/// and to the semantics of instructions: what the proof engine accepts is
/// executed, through the mapping it proved, and compared with the program; of
/// what it refuses, mappings are executed, too, to see whether one would have
/// been right. Of the kind `adapters`, to the texts of the library's adapters,
/// whose sums are then added up. Of the kind `programs`, to whole programs on
/// whole machines: adapters, sequences, ranges, requirements and guards.
///
/// A wrong accept is printed with what it takes to see it again, and makes the
/// exit status 1; missed accepts are counted and listed by reason.
#include "Adapters.h"
#include "Descriptions.h"
#include "Judge.h"
#include "Programs.h"
#include "dsa/InitAll.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"
#include <chrono>

using namespace dsa::fuzz;
using mlir::MLIRContext;
namespace cl = llvm::cl;

namespace {
struct Totals {
  unsigned mutants = 0, accepted = 0, wrong = 0, missed = 0, proofs = 0;
  std::map<std::string, unsigned> missedByReason;
};
} // namespace

static void printPair(const Pair &pair, unsigned number) {
  llvm::outs() << "mutant " << number << ": " << pair.changes << "; allowed '"
               << pair.allowed << "'\n"
               << pair.program.printProgram()
               << pair.instruction.printInstruction();
}

/// The words of a reason, without what is of one pair only.
static std::string classify(const std::string &reason) {
  std::string words;
  for (char letter : reason) {
    if (words.size() > 2 && (letter == '(' || letter == '\'' || letter == '-' ||
                             (letter >= '0' && letter <= '9')))
      break;
    words += letter;
  }
  return words.substr(0, 70);
}

static void tryMutant(const std::vector<Pair> &bases, Judge &judge,
                      std::mt19937_64 &random, bool verbose, Totals &totals) {
  Pair pair = bases[random() % bases.size()];
  mutate(pair, random);
  Judgement judgement = judge.judge(pair);
  if (!judgement.isValid)
    return;
  unsigned number = totals.mutants++;
  totals.accepted += judgement.isAccepted;
  totals.proofs += judgement.numProofs;
  if (!judgement.wrong.empty()) {
    ++totals.wrong;
    printPair(pair, number);
    llvm::outs() << "WRONG ACCEPT: " << judgement.wrong << "\n";
  }
  if (judgement.missed.empty())
    return;
  ++totals.missed;
  ++totals.missedByReason[classify(judgement.reason)];
  if (verbose) {
    printPair(pair, number);
    llvm::outs() << "missed accept: " << judgement.missed
                 << " is right, but was refused: " << judgement.reason << "\n";
  }
}

static Verdict tryAdapter(const std::vector<std::string> &adapters,
                          MLIRContext &context, std::mt19937_64 &random,
                          std::string &text) {
  text = adapters[random() % adapters.size()];
  std::string changes;
  for (unsigned count = 1 + random() % 2; count > 0; --count)
    changes += "// " + mutateText(text, random) + "\n";
  Verdict verdict = judgeAdapter(text, context, random);
  text = changes + text;
  return verdict;
}

/// Counts a verdict on `text`.
static void count(const Verdict &verdict, const std::string &text, bool verbose,
                  Totals &totals) {
  if (!verdict.isValid)
    return;
  unsigned number = totals.mutants++;
  totals.accepted += verdict.isAccepted;
  if (!verdict.wrong.empty()) {
    ++totals.wrong;
    llvm::outs() << "mutant " << number << ":\n"
                 << text << "WRONG ACCEPT: " << verdict.wrong << "\n";
  }
  if (verdict.missed.empty())
    return;
  ++totals.missed;
  ++totals.missedByReason[classify(verdict.reason)];
  if (verbose)
    llvm::outs() << "mutant " << number << ":\n"
                 << text << "missed accept: it " << verdict.missed
                 << ", but was refused: " << verdict.reason << "\n";
}

static void runPairs(unsigned mutants, bool verbose, MLIRContext &context,
                     std::mt19937_64 &random, Totals &totals) {
  std::vector<Pair> bases = getBasePairs();
  Judge judge(context, random);
  while (totals.mutants < mutants)
    tryMutant(bases, judge, random, verbose, totals);
}

static void runAdapters(unsigned mutants, bool verbose, MLIRContext &context,
                        std::mt19937_64 &random, Totals &totals) {
  std::vector<std::string> adapters = readAdapters(context);
  std::string text;
  while (totals.mutants < mutants && !adapters.empty()) {
    Verdict verdict = tryAdapter(adapters, context, random, text);
    count(verdict, text, verbose, totals);
  }
}

static void runPrograms(unsigned mutants, bool verbose, std::mt19937_64 &random,
                        Totals &totals) {
  ProgramCampaign campaign(random);
  while (totals.mutants < mutants) {
    Verdict verdict = campaign.tryMutant();
    count(verdict, campaign.getText(), verbose, totals);
  }
}

int main(int argc, char **argv) {
  cl::opt<std::string> kind("kind", cl::init("pairs"),
                            cl::desc("pairs, adapters or programs"));
  cl::opt<uint64_t> seed("seed", cl::init(1), cl::desc("Of all randomness"));
  cl::opt<unsigned> mutants("mutants", cl::init(10000),
                            cl::desc("Valid mutants to judge"));
  cl::opt<bool> verbose("verbose", cl::desc("Print missed accepts"));
  cl::ParseCommandLineOptions(argc, argv);
  mlir::dsa::registerAllPasses();
  MLIRContext context(MLIRContext::Threading::DISABLED);
  context.loadDialect<mlir::arith::ArithDialect, mlir::func::FuncDialect,
                      mlir::linalg::LinalgDialect, mlir::math::MathDialect,
                      mlir::dsa::DSADialect>();
  std::mt19937_64 random(seed);
  Totals totals;
  auto start = std::chrono::steady_clock::now();
  if (kind == "pairs")
    runPairs(mutants, verbose, context, random, totals);
  else if (kind == "adapters")
    runAdapters(mutants, verbose, context, random, totals);
  else if (kind == "programs")
    runPrograms(mutants, verbose, random, totals);
  else
    llvm::errs() << "expected a kind of pairs, adapters or programs, but got '"
                 << kind << "'\n";
  double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start)
          .count();
  for (const auto &[reason, count] : totals.missedByReason)
    llvm::outs() << "missed " << count << ": " << reason << "\n";
  llvm::outs() << "mutants " << totals.mutants << " accepted "
               << totals.accepted << " refused "
               << totals.mutants - totals.accepted << " wrong_accepts "
               << totals.wrong << " missed_accepts " << totals.missed
               << " seed " << seed << "\n";
  llvm::errs() << totals.proofs << " proofs, " << llvm::format("%.1f", seconds)
               << " s\n";
  return totals.wrong != 0 || totals.mutants < mutants;
}
