// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Obligations O1, O2 and O3: relations between iterations, proved by isl.
#include "Iterations.h"

using namespace mlir;
using namespace mlir::dsa;

//===----------------------------------------------------------------------===//
// Relations of a pairing
//===----------------------------------------------------------------------===//

isl::map Iterations::relate(AffineMap map) {
  return isl::map(getContext(), getMapText(map, pairing.program.extents));
}

AffineMap Iterations::getSlotMapOfImage(unsigned access) {
  const LoopMapping &mapping = pairing.mapping;
  const Statement &instruction = pairing.instruction.statement;
  MLIRContext *context = mapping.forward.getContext();
  bool isAccumulator = access == instruction.getAccumulator();
  SmallVector<AffineExpr> results;
  for (unsigned block = 0; block < mapping.getNumBlocks(); ++block)
    if (!isAccumulator || !mapping.isReductionBlock[block])
      results.push_back(getAffineDimExpr(block, context));
  AffineMap shifted =
      instruction.accesses[access].map.shiftDims(mapping.getNumBlocks());
  llvm::append_range(results, shifted.getResults());
  return AffineMap::get(mapping.forward.getNumResults(), 0, results, context);
}

AffineMap Iterations::getSlotMap(unsigned access) {
  return getSlotMapOfImage(access).compose(pairing.mapping.forward);
}

isl::set Iterations::getExecuted() {
  unsigned numDims = pairing.mapping.forward.getNumResults();
  unsigned numBlocks = pairing.mapping.getNumBlocks();
  const Statement &instruction = pairing.instruction.statement;
  SmallVector<int64_t> extents(pairing.mapping.blockExtents);
  llvm::append_range(extents, instruction.extents);
  // What is not known is bounded by what the program needs.
  isl::set image = getForward().range();
  isl::set executed = isl::manage(isl_set_universe(image.space().release()));
  for (unsigned dim = 0; dim < numDims; ++dim) {
    if (ShapedType::isDynamic(extents[dim]) && dim >= numBlocks &&
        instruction.isAnyLength(dim - numBlocks)) {
      // The last vector goes on beyond that, by any number of lanes.
      executed = isl::manage(
          isl_set_lower_bound_si(executed.release(), isl_dim_set, dim, 0));
      continue;
    }
    if (ShapedType::isDynamic(extents[dim])) {
      executed = executed.intersect(
          image.eliminate(isl::dim::set, 0, dim)
              .eliminate(isl::dim::set, dim + 1, numDims - dim - 1));
      continue;
    }
    executed = isl::manage(
        isl_set_lower_bound_si(executed.release(), isl_dim_set, dim, 0));
    executed = isl::manage(isl_set_upper_bound_si(
        executed.release(), isl_dim_set, dim, extents[dim] - 1));
  }
  return executed;
}

std::string dsa::getSample(const isl::set &set, unsigned first, unsigned last) {
  isl::point point = set.sample_point();
  std::string text = "(";
  for (unsigned dim = first; dim < last; ++dim)
    text += (dim == first ? "" : ", ") +
            std::to_string(point.coordinate_val(isl::dim::set, dim).num_si());
  return text + ")";
}

Verdict dsa::getUnknown(StringRef obligation) {
  return {obligation, Outcome::Unknown, "isl gave up within its limit", 0};
}

Verdict
Iterations::conclude(StringRef obligation, isl::map violations,
                     function_ref<std::string(StringRef, StringRef)> describe) {
  isl::boolean empty = violations.is_empty();
  if (empty.is_error() || hasFailed())
    return getUnknown(obligation);
  if (empty.is_true())
    return {obligation, Outcome::Proved, "", 0};
  unsigned numLoops = pairing.program.getNumLoops();
  isl::set pairs = isl::manage(isl_set_flatten(violations.wrap().release()));
  // One point of both, so that the two iterations belong together.
  pairs = isl::manage(isl_set_from_point(pairs.sample_point().release()));
  return {obligation, Outcome::Refuted,
          describe(getSample(pairs, 0, numLoops),
                   getSample(pairs, numLoops, 2 * numLoops)),
          0};
}

Verdict Iterations::proveDetermines(
    StringRef obligation, const isl::map &from, const isl::map &to,
    function_ref<std::string(StringRef, StringRef)> describe) {
  isl::boolean determined = from.reverse().apply_range(to).is_single_valued();
  if (determined.is_true() && !hasFailed())
    return {obligation, Outcome::Proved, "", 0};
  return conclude(obligation, getSame(from).subtract(getSame(to)), describe);
}

//===----------------------------------------------------------------------===//
// O1
//===----------------------------------------------------------------------===//

Verdict dsa::proveMapping(const Pairing &pairing) {
  Stopwatch watch;
  Iterations iterations(pairing);
  isl::map forward = iterations.getForward();
  isl::map back(iterations.getContext(),
                getMapText(pairing.mapping.inverse, {}));
  // There and back again is where it started, so no two iterations meet.
  isl::map round = forward.apply_range(back);
  isl::map identity = iterations.relate(AffineMap::getMultiDimIdentityMap(
      pairing.program.getNumLoops(), pairing.mapping.forward.getContext()));
  Verdict verdict = iterations.conclude(
      "O1", identity.subtract(round), [&](StringRef from, StringRef) {
        return ("iteration " + from +
                " does not come back from where the mapping takes it: it "
                "shares its place with another")
            .str();
      });
  if (verdict.isProved()) {
    isl::boolean inside = forward.range().is_subset(iterations.getExecuted());
    if (inside.is_error() || iterations.hasFailed())
      verdict = getUnknown("O1");
    else if (inside.is_false())
      verdict = {"O1", Outcome::Refuted,
                 "iteration " +
                     getSample(forward
                                   .intersect_range(forward.range().subtract(
                                       iterations.getExecuted()))
                                   .domain(),
                               0, pairing.program.getNumLoops()) +
                     " is mapped outside the instruction's loops",
                 0};
  }
  if (verdict.isProved())
    verdict.explanation = "total, single-valued, inverse found";
  verdict.milliseconds = watch.getMilliseconds();
  return verdict;
}

bool dsa::isMappingExact(const Pairing &pairing) {
  Iterations iterations(pairing);
  const LoopMapping &mapping = pairing.mapping;
  // Of what is executed, beyond the program's loops as well.
  isl::map back =
      isl::map(iterations.getContext(), getMapText(mapping.inverse, {}))
          .intersect_domain(iterations.getExecuted());
  isl::map forward(iterations.getContext(), getMapText(mapping.forward, {}));
  isl::map round = back.apply_range(forward);
  isl::map identity = isl::map::identity(round.space());
  isl::boolean exact = round.is_subset(identity);
  return exact.is_true() && !iterations.hasFailed();
}

//===----------------------------------------------------------------------===//
// O2
//===----------------------------------------------------------------------===//

Verdict dsa::proveOperands(const Pairing &pairing) {
  Stopwatch watch;
  Iterations iterations(pairing);
  const Statement &instruction = pairing.instruction.statement;
  Verdict verdict{"O2", Outcome::Proved, "each register element has one source",
                  0};
  for (unsigned access = 0; access < instruction.getNumReads(); ++access) {
    unsigned operand = pairing.instruction.operandOfAccess[access];
    unsigned source = pairing.sources[access];
    Verdict part = iterations.proveDetermines(
        "O2", iterations.getSlots(access), iterations.getElements(source),
        [&](StringRef a, StringRef b) {
          return ("iterations " + a + " and " + b +
                  " want two elements of operand " + Twine(source) +
                  " in one element of the instruction's operand " +
                  Twine(operand))
              .str();
        });
    if (!part.isProved()) {
      verdict = std::move(part);
      break;
    }
  }
  verdict.milliseconds = watch.getMilliseconds();
  return verdict;
}

//===----------------------------------------------------------------------===//
// O3
//===----------------------------------------------------------------------===//

Verdict dsa::proveResults(const Pairing &pairing) {
  Stopwatch watch;
  Iterations iterations(pairing);
  unsigned accumulator = pairing.instruction.statement.getAccumulator();
  isl::map slots = iterations.getSlots(accumulator);
  isl::map results = iterations.getElements(pairing.program.getAccumulator());
  Verdict verdict = iterations.proveDetermines(
      "O3", slots, results, [&](StringRef a, StringRef b) {
        return ("iterations " + a + " and " + b +
                " accumulate two results in one element of the accumulator")
            .str();
      });
  if (verdict.isProved())
    verdict = iterations.proveDetermines(
        "O3", results, slots, [&](StringRef a, StringRef b) {
          return ("iterations " + a + " and " + b +
                  " accumulate one result in two elements of the accumulator")
              .str();
        });
  if (verdict.isProved())
    verdict.explanation = "each result accumulates in one place";
  verdict.milliseconds = watch.getMilliseconds();
  return verdict;
}
