// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// What conditions leave of the elements that a statement touches, in isl.
#include "NestRelations.h"

using namespace mlir;
using namespace mlir::dsa;

/// Dimension `dim` of `elements` alone.
static isl::set getDimension(const isl::set &elements, unsigned dim) {
  unsigned size = unsigned(isl_set_dim(elements.get(), isl_dim_set));
  isl::set rest = isl::manage(isl_set_project_out(elements.copy(), isl_dim_set,
                                                  dim + 1, size - dim - 1));
  return isl::manage(isl_set_project_out(rest.release(), isl_dim_set, 0, dim));
}

/// The first and the last number in `numbers`, for all values of parameters.
static std::optional<IndexRange> getRange(const isl::set &numbers) {
  isl::val first = numbers.dim_min_val(0), last = numbers.dim_max_val(0);
  if (!first.is_int().is_true() || !last.is_int().is_true())
    return std::nullopt;
  return IndexRange(first.num_si(), last.num_si());
}

/// The iterations of `skipped`, by which accesses are `inside`; false where isl
/// gave up.
static bool sortOutside(const isl::set &skipped, ArrayRef<isl::set> inside,
                        SmallVectorImpl<unsigned> &outside) {
  for (unsigned set = 0; set < (1u << inside.size()); ++set) {
    isl::set at = skipped;
    for (auto [access, part] : llvm::enumerate(inside))
      at = (set >> access & 1) ? at.subtract(part) : at.intersect(part);
    isl::boolean none = at.is_empty();
    if (none.is_error())
      return false;
    if (none.is_false())
      outside.push_back(set);
  }
  return true;
}

std::optional<NestBorder>
dsa::findBorder(const LoopNest &nest, const NestStatement &statement,
                ArrayRef<NestAccess> accesses,
                llvm::function_ref<bool(AffineExpr)> isWhole) {
  // Sets of accesses are told apart one by one.
  constexpr unsigned maxAccesses = 6;
  if (accesses.size() > maxAccesses)
    return std::nullopt;
  NestRelations relations(nest);
  NestBorder border;
  isl::set domain = relations.getDomain(statement);
  isl::boolean isEmpty = domain.is_empty();
  if (isEmpty.is_error())
    return std::nullopt;
  border.isEmpty = isEmpty.is_true();
  if (border.isEmpty)
    return border;
  // Iterations of the loops at which an access is inside of what is kept.
  SmallVector<isl::set> inside;
  for (const NestAccess &access : accesses) {
    isl::map everywhere = relations.getElements(statement, access, false);
    isl::set touched = relations.getElements(statement, access).range();
    isl::set all = everywhere.range(), kept = all;
    SmallVector<std::optional<IndexRange>> &ranges =
        border.kept.emplace_back(access.indices.size());
    for (auto [dim, range] : llvm::enumerate(ranges)) {
      isl::set some = getDimension(touched, dim);
      if (isWhole(access.indices[dim]) ||
          getDimension(all, dim).is_subset(some).is_true())
        continue;
      range = getRange(some);
      if (!range)
        return std::nullopt;
      kept = isl::manage(isl_set_lower_bound_si(kept.release(), isl_dim_set,
                                                dim, range->first));
      kept = isl::manage(isl_set_upper_bound_si(kept.release(), isl_dim_set,
                                                dim, range->second));
    }
    inside.push_back(everywhere.intersect_range(kept).domain());
  }
  isl::set skipped = relations.getDomain(statement, false).subtract(domain);
  if (!sortOutside(skipped, inside, border.outside) || relations.hasFailed())
    return std::nullopt;
  return border;
}
