// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Writes statements of a nest in isl's notation.
#include "NestRelations.h"

using namespace mlir;
using namespace mlir::dsa;

std::string dsa::getConditionText(const NestCondition &condition) {
  SmallVector<std::string> parts;
  for (auto [expr, isEquality] :
       llvm::zip(condition.expressions, condition.isEquality))
    parts.push_back(getExpressionText(expr) + (isEquality ? " = 0" : " >= 0"));
  return (condition.isNegated ? "not (" : "(") + llvm::join(parts, " and ") +
         ")";
}

std::string NestRelations::getParameters() const {
  SmallVector<std::string> names;
  for (unsigned symbol = 0; symbol < nest.symbols.size(); ++symbol)
    names.push_back("s" + std::to_string(symbol));
  return "[" + llvm::join(names, ", ") + "] -> ";
}

std::string NestRelations::getTuple(const NestStatement &statement) const {
  SmallVector<std::string> names;
  for (unsigned loop : statement.loops)
    names.push_back("d" + std::to_string(loop));
  return "[" + llvm::join(names, ", ") + "]";
}

std::string NestRelations::getConstraints(const NestStatement &statement,
                                          bool isExact) const {
  SmallVector<std::string> all = {"1 = 1"};
  for (unsigned loop : statement.loops)
    all.push_back("0 <= d" + std::to_string(loop) + " < " +
                  getExpressionText(nest.loops[loop].extent));
  if (isExact)
    for (const NestCondition &condition : statement.conditions)
      all.push_back(getConditionText(condition));
  return " : " + llvm::join(all, " and ");
}

isl::set NestRelations::getDomain(const NestStatement &statement,
                                  bool isExact) {
  return isl::set(getContext(), getParameters() + "{ " + getTuple(statement) +
                                    getConstraints(statement, isExact) + " }");
}

isl::map NestRelations::getElements(const NestStatement &statement,
                                    const NestAccess &access, bool isExact) {
  SmallVector<std::string> indices;
  for (AffineExpr expr : access.indices)
    indices.push_back(getExpressionText(expr));
  return isl::map(getContext(), getParameters() + "{ " + getTuple(statement) +
                                    " -> [" + llvm::join(indices, ", ") + "]" +
                                    getConstraints(statement, isExact) + " }");
}

isl::map NestRelations::getSchedule(const NestStatement &statement) {
  SmallVector<std::string> times;
  for (unsigned level = 0; level <= depth; ++level) {
    times.push_back(level < statement.positions.size()
                        ? std::to_string(statement.positions[level])
                        : "0");
    times.push_back(level < statement.loops.size()
                        ? "d" + std::to_string(statement.loops[level])
                        : "0");
  }
  return isl::map(getContext(), getParameters() + "{ " + getTuple(statement) +
                                    " -> [" + llvm::join(times, ", ") + "]" +
                                    getConstraints(statement, true) + " }");
}

isl::map NestRelations::getDependence(const NestStatement &first,
                                      const NestAccess &before,
                                      const NestStatement &second,
                                      const NestAccess &after) {
  isl::map shared = getElements(first, before)
                        .apply_range(getElements(second, after).reverse());
  isl::map earlier = isl::manage(isl_map_lex_lt_map(
      getSchedule(first).release(), getSchedule(second).release()));
  return shared.intersect(earlier);
}
