// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// `tensorize-mutations [--seed=N] [--mutants=N] [--verbose]`: random changes
/// to programs and to the semantics of instructions. What the proof engine
/// accepts is executed, through the mapping it proved, and compared with the
/// program; of what it refuses, mappings are executed, too, to see whether one
/// would have been right. A wrong accept is printed with what it takes to see
/// it again, and makes the exit status 1; missed accepts are counted and listed
/// by reason.
#include "Judge.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"
#include <chrono>

using namespace dsa::fuzz;
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

int main(int argc, char **argv) {
  cl::opt<uint64_t> seed("seed", cl::init(1), cl::desc("Of all randomness"));
  cl::opt<unsigned> mutants("mutants", cl::init(10000),
                            cl::desc("Valid pairs to judge"));
  cl::opt<bool> verbose("verbose", cl::desc("Print missed accepts"));
  cl::ParseCommandLineOptions(argc, argv);
  mlir::MLIRContext context(mlir::MLIRContext::Threading::DISABLED);
  context.loadDialect<mlir::arith::ArithDialect, mlir::func::FuncDialect,
                      mlir::linalg::LinalgDialect, mlir::math::MathDialect,
                      mlir::dsa::DSADialect>();
  std::mt19937_64 random(seed);
  std::vector<Pair> bases = getBasePairs();
  Judge judge(context, random);
  Totals totals;
  auto start = std::chrono::steady_clock::now();
  while (totals.mutants < mutants)
    tryMutant(bases, judge, random, verbose, totals);
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
  return totals.wrong != 0;
}
