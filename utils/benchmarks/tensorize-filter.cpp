// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Times the filter of instructions on made-up fragments and instructions, all
/// different, and checks its answers on a sample against the search that asks
/// every pair: `tensorize-filter <fragments> <instructions> <sample> <seed>`.
#include "../fuzz/Mutations.h"
#include "dsa/Equivalence/InstructionIndex.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Parser/Parser.h"
#include "llvm/Support/Format.h"
#include <chrono>
#include <set>

using namespace mlir;
using namespace mlir::dsa;

namespace {
/// Programs and instructions, with what keeps them alive.
struct Synthetic {
  std::vector<OwningOpRef<ModuleOp>> modules;
  std::vector<Statement> programs;
  std::vector<InstructionModel> instructions;
  /// What they were read from, for reports.
  std::vector<std::string> programTexts;
};

struct Checked {
  unsigned pairs = 0, bySolver = 0, mismatches = 0;
};
} // namespace

template <typename OpTy>
static OpTy parse(const std::string &text, MLIRContext &context,
                  Synthetic &synthetic) {
  OwningOpRef<ModuleOp> module = parseSourceString<ModuleOp>(text, &context);
  OpTy op;
  if (!module)
    return op;
  module->walk([&](OpTy found) { op = found; });
  synthetic.modules.push_back(std::move(module));
  return op;
}

/// Changes operators and instructions at random until there are enough.
static Synthetic generate(MLIRContext &context, unsigned numPrograms,
                          unsigned numInstructions, uint64_t seed) {
  ScopedDiagnosticHandler silent(&context,
                                 [](Diagnostic &) { return success(); });
  std::mt19937_64 random(seed);
  std::vector<::dsa::fuzz::Pair> bases = ::dsa::fuzz::getBasePairs();
  Synthetic synthetic;
  std::set<std::string> seen;
  std::string reason;
  while (synthetic.programs.size() < numPrograms ||
         synthetic.instructions.size() < numInstructions) {
    ::dsa::fuzz::Pair pair = bases[random() % bases.size()];
    ::dsa::fuzz::mutate(pair, random);
    std::string program = pair.program.printProgram();
    std::string instruction = pair.instruction.printInstruction();
    if (synthetic.programs.size() < numPrograms && seen.insert(program).second)
      if (auto op = parse<linalg::LinalgOp>(program, context, synthetic))
        if (auto statement = extractStatement(op, reason);
            succeeded(statement)) {
          synthetic.programs.push_back(std::move(*statement));
          synthetic.programTexts.push_back(program);
        }
    if (synthetic.instructions.size() < numInstructions &&
        seen.insert(instruction).second)
      if (auto op = parse<InstructionOp>(instruction, context, synthetic))
        if (auto model = modelInstruction(op, reason); succeeded(model))
          synthetic.instructions.push_back(std::move(*model));
  }
  return synthetic;
}

/// Whether the search, asked about this pair alone, finds a full mapping, and
/// one whose bodies have one normal form.
static std::pair<bool, bool>
ask(const Statement &program, const InstructionModel &model, Numerics allowed) {
  SearchResult found =
      searchMappings(program, {model}, MemoryCosts(), allowed,
                     SmallVector<bool>(program.accesses.size(), false));
  bool hasForm = false;
  for (const Candidate &candidate : found.candidates) {
    if (!candidate.isFull)
      continue;
    Numerics weakened = Numerics::Exact;
    Pairing pairing{program, model, {}, candidate.sources, {}};
    Verdict verdict = proveBodies(pairing, allowed, weakened);
    hasForm |= StringRef(verdict.explanation).starts_with("same normal form");
  }
  return {found.numFull > 0, hasForm};
}

static void check(const Synthetic &synthetic,
                  const std::vector<std::set<unsigned>> &candidates,
                  unsigned program, unsigned instruction, Checked &checked) {
  const Statement &statement = synthetic.programs[program];
  const InstructionModel &model = synthetic.instructions[instruction];
  auto [isFull, hasForm] = ask(statement, model, getAllowedNumerics(statement));
  bool isCandidate = candidates[program].count(instruction);
  ++checked.pairs;
  checked.bySolver += isFull && !hasForm && !isCandidate;
  // A saturating instruction may still be refused for what it is in hardware.
  bool isWrong = isCandidate ? !isFull && !model.isRefined() : hasForm;
  if (!isWrong)
    return;
  ++checked.mismatches;
  llvm::errs() << "program " << program << " and instruction " << instruction
               << ": the filter says " << isCandidate << ", the search "
               << isFull << "\n"
               << synthetic.programTexts[program]
               << InstructionOp(model.instruction) << "\n";
}

int main(int argc, char **argv) {
  if (argc != 5) {
    llvm::errs() << "usage: tensorize-filter <fragments> <instructions> "
                    "<sample> <seed>\n";
    return 2;
  }
  unsigned numPrograms = std::stoul(argv[1]), sample = std::stoul(argv[3]);
  uint64_t seed = std::stoull(argv[4]);
  MLIRContext context(MLIRContext::Threading::DISABLED);
  context.loadDialect<arith::ArithDialect, func::FuncDialect,
                      linalg::LinalgDialect, DSADialect>();
  Synthetic synthetic =
      generate(context, numPrograms, std::stoul(argv[2]), seed);

  auto start = std::chrono::steady_clock::now();
  InstructionIndex index(synthetic.instructions);
  std::vector<std::set<unsigned>> candidates;
  uint64_t numCandidates = 0;
  for (const Statement &program : synthetic.programs) {
    std::set<unsigned> &found = candidates.emplace_back();
    for (const InstructionIndex::Hit &hit :
         index.lookup(program, getAllowedNumerics(program)))
      found.insert(hit.instruction);
    numCandidates += found.size();
  }
  double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start)
          .count();

  // Half of the sample are candidates, half are any pairs.
  std::mt19937_64 random(seed + 1);
  Checked checked;
  unsigned numInstructions = synthetic.instructions.size();
  for (unsigned trial = 0; trial < sample; ++trial) {
    unsigned program = random() % numPrograms;
    if (trial % 2 == 0) {
      check(synthetic, candidates, program, random() % numInstructions,
            checked);
    } else if (!candidates[program].empty()) {
      auto hit = candidates[program].begin();
      std::advance(hit, random() % candidates[program].size());
      check(synthetic, candidates, program, *hit, checked);
    }
  }
  llvm::outs() << "pairs=" << uint64_t(numPrograms) * numInstructions
               << " seconds=" << llvm::format("%.3f", seconds)
               << " candidates=" << numCandidates
               << " checked=" << checked.pairs
               << " solver_only=" << checked.bySolver
               << " mismatches=" << checked.mismatches << "\n";
  return checked.mismatches != 0;
}
