// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Statements of a nest as sets and relations of isl.
#ifndef DSA_LIB_POLYHEDRAL_NESTRELATIONS_H
#define DSA_LIB_POLYHEDRAL_NESTRELATIONS_H

#include "dsa/Polyhedral/LoopNest.h"
#include "dsa/Polyhedral/Relations.h"
#include <isl/isl-noexceptions.h>

namespace mlir::dsa {

class NestRelations {
public:
  explicit NestRelations(const LoopNest &nest) : nest(nest) {
    for (const NestStatement &statement : nest.statements)
      depth = std::max<unsigned>(depth, statement.loops.size());
  }

  /// The iterations of `statement`; all those of its loops if not `isExact`.
  isl::set getDomain(const NestStatement &statement, bool isExact = true);
  /// Iterations --> elements.
  isl::map getElements(const NestStatement &statement, const NestAccess &access,
                       bool isExact = true);
  /// Iterations --> (p0, i0, p1, i1, ..., pn, 0, ...).
  isl::map getSchedule(const NestStatement &statement);
  /// Pairs of an iteration of `first` and a later one of `second` that share an
  /// element of the two accesses.
  isl::map getDependence(const NestStatement &first, const NestAccess &before,
                         const NestStatement &second, const NestAccess &after);

  bool hasFailed() const { return context.hasFailed(); }

private:
  std::string getParameters() const;
  std::string getTuple(const NestStatement &statement) const;
  std::string getConstraints(const NestStatement &statement,
                             bool isExact) const;
  isl::ctx getContext() { return isl::ctx(context.get()); }

  const LoopNest &nest;
  unsigned depth = 0;
  IslContext context;
};

} // namespace mlir::dsa

#endif // DSA_LIB_POLYHEDRAL_NESTRELATIONS_H
