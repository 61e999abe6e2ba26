// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Deadlock over channels, buffers and tasks together.
#ifndef DSA_LIB_MESH_CHECKPROGRAM_H
#define DSA_LIB_MESH_CHECKPROGRAM_H

#include "dsa/Mesh/Graph.h"
#include "dsa/Mesh/Routes.h"

namespace dsa::mesh {

/// Whether nothing in the graph's program can wait for itself. The routes are
/// legal, and free of deadlock without the program.
Status checkProgram(const Graph &graph, const Machine &machine,
                    const RouteSet &routes);

} // namespace dsa::mesh

#endif // DSA_LIB_MESH_CHECKPROGRAM_H
