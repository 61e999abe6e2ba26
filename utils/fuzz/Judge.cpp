// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Asks the proof engine about pairs, and executes what it says.
#include "Judge.h"
#include "mlir/Parser/Parser.h"
#include "llvm/Support/raw_ostream.h"

using namespace dsa::fuzz;
using namespace mlir;
using llvm::APInt;
// The campaign has a namespace `dsa` of its own.
namespace engine = mlir::dsa;

/// As many proofs as the compiler tries, and no more.
static constexpr unsigned kMaxProofs = 4;
/// Mappings of a refused pair that are executed.
static constexpr unsigned kMaxMissedTrials = 96;

bool Judge::read(const Pair &tried) {
  pair = &tried;
  program.reset();
  models.clear();
  ScopedDiagnosticHandler silent(&context,
                                 [](Diagnostic &) { return success(); });
  programModule =
      parseSourceString<ModuleOp>(tried.program.printProgram(), &context);
  instructionModule = parseSourceString<ModuleOp>(
      tried.instruction.printInstruction(), &context);
  if (!programModule || !instructionModule)
    return false;
  linalg::LinalgOp op;
  programModule->walk([&](linalg::LinalgOp found) { op = found; });
  engine::InstructionOp instruction;
  instructionModule->walk(
      [&](engine::InstructionOp found) { instruction = found; });
  std::string reason;
  FailureOr<engine::Statement> statement = engine::extractStatement(op, reason);
  FailureOr<engine::InstructionModel> model =
      engine::modelInstruction(instruction, reason);
  if (failed(statement) || failed(model))
    return false;
  program = std::move(*statement);
  models.push_back(std::move(*model));
  ranges = engine::getOperandRanges(op, *program);
  allowed = *engine::parseNumerics(tried.allowed, reason) |
            engine::getAllowedNumerics(*program);
  return true;
}

//===----------------------------------------------------------------------===//
// Truth
//===----------------------------------------------------------------------===//

bool Judge::agreesOnSample(const Use &use, Values values, bool exact,
                           std::string &difference) {
  std::vector<Array> arrays = makeArrays(pair->program, values, random);
  std::optional<Array> wanted = runProgram(pair->program, arrays);
  if (!wanted)
    return true;
  ElementType type = pair->program.getResult().type;
  // Small numbers whose sums or products were rounded after all tell nothing.
  if (!exact && type.isFloat)
    for (const auto &[point, bits] : *wanted) {
      llvm::APFloat value(type.getSemantics(), bits);
      bool loses = false;
      value.convert(llvm::APFloat::IEEEdouble(),
                    llvm::APFloat::rmNearestTiesToEven, &loses);
      if (!value.isFinite() || std::abs(value.convertToDouble()) > (1 << 20))
        return true;
    }
  std::optional<Array> got =
      runInstruction(pair->program, pair->instruction, use, arrays);
  if (got && areEqual(*wanted, *got, type, exact))
    return true;
  llvm::raw_string_ostream os(difference);
  if (!got) {
    os << "an iteration is lost by the mapping or its inverse";
    return false;
  }
  for (const auto &[point, value] : *wanted)
    if (got->at(point) != value) {
      os << "result";
      for (int64_t at : point)
        os << " " << at;
      os << " is " << llvm::toString(got->at(point), 16, false)
         << " (hexadecimal), the program's "
         << llvm::toString(value, 16, false);
      break;
    }
  return false;
}

std::string Judge::findDifference(const Use &use, engine::Numerics weakened) {
  std::string difference;
  bool exact = weakened == engine::Numerics::Exact;
  if (!exact) {
    for (unsigned sample = 0; sample < 3; ++sample)
      if (!agreesOnSample(use, Values::Small, false, difference))
        return difference;
    return "";
  }
  for (Values values :
       {Values::Random, Values::Corner, Values::Small, Values::Corner})
    if (!agreesOnSample(use, values, true, difference))
      return difference;
  return "";
}

static Use makeUse(const engine::LoopMapping &mapping,
                   ArrayRef<unsigned> sources) {
  Use use;
  use.forward = mapping.forward;
  use.inverse = mapping.inverse;
  use.blockExtents.assign(mapping.blockExtents.begin(),
                          mapping.blockExtents.end());
  use.isReductionBlock.assign(mapping.isReductionBlock.begin(),
                              mapping.isReductionBlock.end());
  use.sources.assign(sources.begin(), sources.end());
  return use;
}

static APInt getBits(TypedAttr value, unsigned bits) {
  if (auto integer = dyn_cast_or_null<IntegerAttr>(value))
    return integer.getValue();
  if (auto number = dyn_cast_or_null<FloatAttr>(value))
    return number.getValue().bitcastToAPInt();
  return APInt(bits, 0);
}

//===----------------------------------------------------------------------===//
// Accepted pairs
//===----------------------------------------------------------------------===//

/// The mapping with two results exchanged, or a loop added to one.
static AffineMap spoil(AffineMap map, std::mt19937_64 &random) {
  SmallVector<AffineExpr> results(map.getResults());
  unsigned a = random() % results.size(), b = random() % results.size();
  if (random() % 2)
    std::swap(results[a], results[b]);
  else
    results[a] = results[b] + getAffineDimExpr(random() % map.getNumDims(),
                                               map.getContext());
  return AffineMap::get(map.getNumDims(), 0, results, map.getContext());
}

/// Proves `candidate`, and executes what is proved; whether it is.
bool Judge::tryCandidate(const engine::Candidate &candidate, bool isSpoilt,
                         Judgement &judgement) {
  const engine::InstructionModel &model = *candidate.instruction;
  AffineMap forward =
      engine::buildMapping(*program, model.statement, candidate.places);
  if (isSpoilt)
    forward = spoil(forward, random);
  std::string reason;
  FailureOr<engine::LoopMapping> mapping =
      engine::readMapping(forward, *program, model.statement, reason);
  if (failed(mapping)) {
    judgement.reason = "O1 " + reason;
    return false;
  }
  engine::Pairing pairing{*program, model, *mapping, candidate.sources, {}};
  if (candidate.takesRanges)
    pairing.ranges = ranges;
  engine::Proof proof = engine::prove(pairing, allowed);
  ++judgement.numProofs;
  if (!proof.holds()) {
    judgement.reason =
        (proof.getFailure().obligation + " " + proof.getFailure().explanation)
            .str();
    return false;
  }
  Use use = makeUse(*mapping, candidate.sources);
  for (auto [operand, padding] :
       llvm::zip_equal(pair->instruction.operands, proof.padding))
    use.padding.push_back(getBits(padding, operand.type.bits));
  std::string difference = findDifference(use, proof.weakened);
  if (!difference.empty() && judgement.wrong.empty()) {
    llvm::raw_string_ostream os(judgement.wrong);
    os << "mapping " << forward << ", strength "
       << engine::stringifyNumerics(proof.weakened) << ": " << difference;
  }
  return true;
}

Judgement Judge::judge(const Pair &tried) {
  Judgement judgement;
  if (!read(tried))
    return judgement;
  judgement.isValid = true;
  engine::SearchResult found = engine::searchMappings(
      *program, models, engine::MemoryCosts(), allowed,
      SmallVector<bool>(program->accesses.size(), false), ranges);
  if (found.nearest)
    judgement.reason =
        (found.refusal.obligation + " " + found.refusal.explanation).str();
  for (const engine::Candidate &candidate :
       ArrayRef(found.candidates).take_front(kMaxProofs)) {
    judgement.isAccepted = tryCandidate(candidate, false, judgement);
    if (judgement.isAccepted)
      break;
  }
  if (!found.candidates.empty() && random() % 2) {
    // Any other, as a schedule by hand might choose it, or one that is spoilt.
    Judgement other;
    const engine::Candidate &candidate =
        found.candidates[random() % found.candidates.size()];
    tryCandidate(candidate, random() % 2, other);
    judgement.numProofs += other.numProofs;
    if (judgement.wrong.empty())
      judgement.wrong = other.wrong;
  }
  if (!judgement.isAccepted)
    searchMissed(judgement);
  return judgement;
}

//===----------------------------------------------------------------------===//
// Refused pairs
//===----------------------------------------------------------------------===//

/// Whether both bodies agree on a few values at least once: where one
/// iteration never does, no mapping will.
bool Judge::mayAgree(const std::vector<unsigned> &sources) {
  for (unsigned sample = 0; sample < 6; ++sample) {
    std::vector<APInt> values, inputs;
    for (const Array &array :
         makeArrays(pair->program, sample % 2 ? Values::Random : Values::Small,
                    random))
      values.push_back(array.begin()->second);
    for (unsigned source : sources)
      inputs.push_back(values[source]);
    std::optional<APInt> ours = pair->program.evaluate(values);
    std::optional<APInt> theirs = pair->instruction.evaluate(inputs);
    if (ours && theirs && *ours == *theirs)
      return true;
  }
  return false;
}

bool Judge::isMissed(const std::vector<unsigned> &sources, ArrayRef<int> places,
                     Judgement &judgement) {
  const engine::Statement &instruction = models.front().statement;
  AffineMap forward = engine::buildMapping(*program, instruction, places);
  std::string reason;
  FailureOr<engine::LoopMapping> mapping =
      engine::readMapping(forward, *program, instruction, reason);
  if (failed(mapping))
    return false;
  Use use = makeUse(*mapping, sources);
  for (const Operand &operand : pair->instruction.operands)
    use.padding.push_back(
        operand.type.isFloat && use.padding.empty()
            ? llvm::APFloat::getZero(operand.type.getSemantics(), true)
                  .bitcastToAPInt()
            : APInt(operand.type.bits, 0));
  engine::Numerics reordered = engine::Numerics::Exact;
  if (pair->program.getResult().type.isFloat)
    reordered = allowed;
  if (!findDifference(use, reordered).empty())
    return false;
  llvm::raw_string_ostream(judgement.missed) << forward;
  return true;
}

void Judge::searchMissed(Judgement &judgement) {
  // An instruction may differ from its semantics by what it says.
  engine::Numerics differs = models.front().numerics & ~allowed;
  if (differs != engine::Numerics::Exact)
    return;
  const Fragment &ours = pair->program, &theirs = pair->instruction;
  unsigned numReads = ours.operands.size() - 1, numTrials = 0;
  int numGroups = engine::getLoopGroups(models.front().statement).size();
  for (unsigned choice = 0; choice < numReads * numReads; ++choice) {
    std::vector<unsigned> sources = {choice % numReads, choice / numReads,
                                     numReads};
    bool fits = theirs.operands.size() == 3;
    for (unsigned operand = 0; fits && operand < 3; ++operand)
      fits =
          ours.operands[sources[operand]].type == theirs.operands[operand].type;
    if (!fits || !mayAgree(sources))
      continue;
    // Every loop outside or in a group, counted through in mixed radix.
    std::vector<int64_t> choices(ours.getNumLoops(), numGroups + 1);
    bool none = forEachPoint(choices, [&](const Point &point) {
      SmallVector<int> places(point.begin(), point.end());
      for (int &place : places)
        place -= 1;
      return ++numTrials <= kMaxMissedTrials &&
             !isMissed(sources, places, judgement);
    });
    if (!none)
      return;
  }
}
