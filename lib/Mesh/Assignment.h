// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// The linear assignment problem.
#ifndef DSA_LIB_MESH_ASSIGNMENT_H
#define DSA_LIB_MESH_ASSIGNMENT_H

#include <cstdint>
#include <vector>

namespace dsa::mesh {

/// A column for each row, all different, of least total cost; `costs` is
/// row-major and rows <= columns.
std::vector<int32_t> assignRows(const std::vector<int64_t> &costs, int32_t rows,
                                int32_t columns);

} // namespace dsa::mesh

#endif // DSA_LIB_MESH_ASSIGNMENT_H
