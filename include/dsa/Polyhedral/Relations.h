// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Affine maps and boxes of loops as isl sets and relations. isl is the copy
/// inside libLLVM.
#ifndef DSA_POLYHEDRAL_RELATIONS_H
#define DSA_POLYHEDRAL_RELATIONS_H

#include "mlir/IR/AffineMap.h"
#include "llvm/ADT/ArrayRef.h"
#include <memory>
#include <string>

struct isl_ctx;

namespace mlir::dsa {

/// A context of isl that gives up, instead of aborting or running on, when an
/// operation fails or takes more than `maxOperations` steps.
class IslContext {
public:
  explicit IslContext(unsigned long maxOperations = 200'000'000);
  ~IslContext();
  IslContext(const IslContext &) = delete;
  IslContext &operator=(const IslContext &) = delete;

  isl_ctx *get() const { return context; }
  /// Whether an operation failed, so that answers are not to be relied on.
  bool hasFailed() const;

private:
  isl_ctx *context;
};

/// `expr` over dimensions `d<i>` and symbols `s<i>`.
std::string getExpressionText(AffineExpr expr);

/// The box `0 <= d_i < extents[i]` as text; an extent that is not known is the
/// parameter `N<i>`.
std::string getBoxText(ArrayRef<int64_t> extents);

/// `map` on the box of `extents`, as text: `[N..] -> { [d0, ..] -> [..] : ..
/// }`.
std::string getMapText(AffineMap map, ArrayRef<int64_t> extents);

} // namespace mlir::dsa

#endif // DSA_POLYHEDRAL_RELATIONS_H
