// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Which iteration of a nest needs what another did, in isl.
#include "NestRelations.h"
#include "mlir/IR/Value.h"

using namespace mlir;
using namespace mlir::dsa;

//===----------------------------------------------------------------------===//
// Order
//===----------------------------------------------------------------------===//

static bool accumulates(const NestStatement &statement) {
  return llvm::any_of(statement.reads, [&](auto &read) {
    return read.second == statement.write;
  });
}

/// A point of `set` as `(1, 0)`.
static std::string getPoint(const isl::set &set) {
  isl::point point = set.sample_point();
  unsigned size = unsigned(isl_set_dim(set.get(), isl_dim_set));
  SmallVector<std::string> parts;
  for (unsigned dim = 0; dim < size; ++dim)
    parts.push_back(
        std::to_string(point.coordinate_val(isl::dim::set, dim).num_si()));
  return "(" + llvm::join(parts, ", ") + ")";
}

static std::string getName(const LoopNest &nest, unsigned array) {
  Value memref = nest.arrays[array].memref;
  if (!memref)
    return "what a loop carries";
  if (auto argument = dyn_cast<BlockArgument>(memref))
    return "argument " + std::to_string(argument.getArgNumber());
  return ("the buffer of '" + memref.getDefiningOp()->getName().getStringRef() +
          "'")
      .str();
}

namespace {

class StatementOrder {
public:
  explicit StatementOrder(const LoopNest &nest) : nest(nest), relations(nest) {}

  NestOrder find();

private:
  /// Whether an iteration of `first` must come before one of `second`. `why`
  /// describes one such pair.
  std::optional<bool> mustPrecede(unsigned first, unsigned second,
                                  std::string &why);
  bool findPair(unsigned first, const NestAccess &before, bool isWrite,
                unsigned second, const NestAccess &after, std::string &why);
  std::string checkAlone(unsigned index);

  const LoopNest &nest;
  NestRelations relations;
  bool isUnknown = false;
};

} // namespace

bool StatementOrder::findPair(unsigned first, const NestAccess &before,
                              bool isWrite, unsigned second,
                              const NestAccess &after, std::string &why) {
  if (before.array != after.array)
    return false;
  const NestStatement &from = nest.statements[first];
  isl::map pairs =
      relations.getDependence(from, before, nest.statements[second], after);
  isl::boolean empty = pairs.is_empty();
  if (empty.is_error() || relations.hasFailed())
    isUnknown = true;
  if (!empty.is_false())
    return false;
  isl::set flat = isl::manage(isl_set_flatten(pairs.wrap().release()));
  unsigned numFirst = from.loops.size();
  unsigned numSecond = nest.statements[second].loops.size();
  // The first one, which is the easiest to follow.
  flat =
      isl::manage(isl_set_from_point(flat.lexmin().sample_point().release()));
  auto take = [&](unsigned start, unsigned size, unsigned numAll) {
    isl::set part = isl::manage(isl_set_project_out(
        flat.copy(), isl_dim_set, start + size, numAll - start - size));
    return isl::manage(
        isl_set_project_out(part.release(), isl_dim_set, 0, start));
  };
  isl::set x = take(0, numFirst, numFirst + numSecond);
  isl::set y = take(numFirst, numSecond, numFirst + numSecond);
  isl::set element = x.apply(relations.getElements(from, before));
  bool isOutput = isWrite && after == nest.statements[second].write;
  why = "iteration " + getPoint(x) + " of assignment " + std::to_string(first) +
        (isWrite ? " writes" : " reads") + " element " + getPoint(element) +
        " of " + getName(nest, before.array) + ", which iteration " +
        getPoint(y) + " of assignment " + std::to_string(second) +
        (!isWrite || isOutput ? " writes" : " reads") + " afterwards";
  return true;
}

/// What keeps a statement from being done as a whole on the values that its
/// operands had before.
std::string StatementOrder::checkAlone(unsigned index) {
  const NestStatement &statement = nest.statements[index];
  std::string why;
  if (!accumulates(statement) &&
      findPair(index, statement.write, true, index, statement.write, why))
    return why;
  for (auto &read : statement.reads)
    if (!(read.second == statement.write) &&
        findPair(index, statement.write, true, index, read.second, why))
      return why;
  return "";
}

std::optional<bool> StatementOrder::mustPrecede(unsigned first, unsigned second,
                                                std::string &why) {
  const NestStatement &a = nest.statements[first];
  const NestStatement &b = nest.statements[second];
  if (findPair(first, a.write, true, second, b.write, why))
    return true;
  for (auto &read : b.reads)
    if (findPair(first, a.write, true, second, read.second, why))
      return true;
  for (auto &read : a.reads)
    if (findPair(first, read.second, false, second, b.write, why))
      return true;
  if (isUnknown)
    return std::nullopt;
  return false;
}

NestOrder StatementOrder::find() {
  unsigned size = nest.statements.size();
  SmallVector<SmallVector<bool>> precedes(size, SmallVector<bool>(size));
  std::string backwards;
  for (unsigned first = 0; first < size; ++first) {
    std::string why = checkAlone(first);
    if (!why.empty())
      return {{}, why};
    for (unsigned second = 0; second < size; ++second) {
      if (first == second)
        continue;
      std::optional<bool> answer = mustPrecede(first, second, why);
      if (!answer)
        return {{}, "isl gave up within its limit"};
      precedes[first][second] = *answer;
      if (*answer && second < first)
        backwards = why;
    }
  }
  if (isUnknown)
    return {{}, "isl gave up within its limit"};
  NestOrder result;
  llvm::BitVector placed(size);
  while (result.order.size() < size) {
    auto isReady = [&](unsigned index) {
      for (unsigned other = 0; other < size; ++other)
        if (!placed.test(other) && precedes[other][index])
          return false;
      return !placed.test(index);
    };
    auto all = llvm::seq<unsigned>(0, size);
    auto next = llvm::find_if(all, isReady);
    if (next == all.end())
      return {{}, backwards};
    placed.set(*next);
    result.order.push_back(*next);
  }
  return result;
}

NestOrder dsa::orderStatements(const LoopNest &nest) {
  return StatementOrder(nest).find();
}

bool dsa::areConditionsRedundant(const LoopNest &nest,
                                 const NestStatement &statement) {
  if (statement.conditions.empty())
    return true;
  NestRelations relations(nest);
  isl::boolean all = relations.getDomain(statement, false)
                         .is_subset(relations.getDomain(statement));
  return all.is_true() && !relations.hasFailed();
}
